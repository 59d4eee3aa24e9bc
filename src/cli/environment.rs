//! From options and environment variables to the VM's settings.

use std::path::PathBuf;

use super::options::{Options, Program, text};
use super::program::Script;
use crate::vm::{Config, Flags};

/// The settings. The error is a message for the user.
pub fn config(options: &Options, script: &Script) -> Result<Config, String> {
    let mut config = Config {
        executable: std::env::current_exe()
            .map(|path| text(&path))
            .unwrap_or_default(),
        x_options: options.x_options.clone(),
        ignore_environment: options.flags.ignore_environment != 0,
        warnings: options.warnings.clone(),
        gc_stress: std::env::var_os("GLASSNAKE_GC_STRESS").is_some_and(|value| value == "1"),
        ..Config::default()
    };
    config.flags = flags(options, &config)?;
    config.hash_seed = hash_seed(&config, options.flags.hash_randomization)?;
    let first = match &options.program {
        Program::Command(_) => "-c".into(),
        // `-m` becomes the module's file as soon as that is found.
        Program::Module(_) => "-m".into(),
        Program::File(file) => text(file),
        Program::Stdin { named } => if *named { "-" } else { "" }.into(),
    };
    config.argv = std::iter::once(first)
        .chain(options.arguments.iter().map(text))
        .collect();
    config.orig_argv = std::env::args_os().map(text).collect();
    config.path = path(&config, script);
    Ok(config)
}

/// `sys.flags`: options, and the variables that stand for them.
fn flags(options: &Options, config: &Config) -> Result<Flags, String> {
    let mut flags = options.flags;
    for (name, flag) in [
        ("PYTHONDEBUG", &mut flags.debug),
        ("PYTHONDONTWRITEBYTECODE", &mut flags.dont_write_bytecode),
        ("PYTHONNOUSERSITE", &mut flags.no_user_site),
        ("PYTHONOPTIMIZE", &mut flags.optimize),
        ("PYTHONSAFEPATH", &mut flags.safe_path),
        ("PYTHONUNBUFFERED", &mut flags.unbuffered),
        ("PYTHONVERBOSE", &mut flags.verbose),
        ("PYTHONDEVMODE", &mut flags.dev_mode),
    ] {
        if let Some(value) = config.variable(name) {
            let value = text(&value).trim().parse::<u8>().unwrap_or(1);
            *flag = value.max(*flag);
        }
    }
    if config.x_option("dev").is_some() {
        flags.dev_mode = 1;
    }
    match config.x_option("utf8") {
        None => {}
        Some(None | Some("1")) => flags.utf8_mode = 1,
        Some(Some("0")) => flags.utf8_mode = 0,
        Some(Some(_)) => return Err("invalid -X utf8 option value".into()),
    }
    Ok(flags)
}

/// `PYTHONHASHSEED`; `-R` overrules `PYTHONHASHSEED=0`.
fn hash_seed(config: &Config, randomize: bool) -> Result<Option<u32>, String> {
    let Some(seed) = config.variable("PYTHONHASHSEED") else {
        return Ok(None);
    };
    if seed == "random" {
        return Ok(None);
    }
    match text(&seed).parse::<u32>() {
        Ok(0) if randomize => Ok(None),
        Ok(seed) => Ok(Some(seed)),
        Err(_) => {
            Err("PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]".into())
        }
    }
}

/// `sys.path`: where the program is, then `PYTHONPATH`.
fn path(config: &Config, script: &Script) -> Vec<PathBuf> {
    let mut path = Vec::new();
    // A folder that is run is always on the path.
    if config.flags.safe_path == 0 || script.is_folder {
        path.push(script.folder.clone());
    }
    if let Some(more) = config.variable("PYTHONPATH") {
        path.extend(std::env::split_paths(&more));
    }
    path
}
