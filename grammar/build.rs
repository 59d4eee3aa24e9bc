//! Turns `grammar/python.lalrpop` into the tables of `src/syntax`.

fn main() {
    println!("cargo::rerun-if-changed=grammar");
    link_at_fixed_addresses();
    let generated = lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"))
        .process();
    if let Err(error) = generated {
        eprintln!("the grammar could not be turned into a parser: {error}");
        std::process::exit(1);
    }
}

/// The commands are linked to lie at fixed addresses: else half a megabyte of tables of
/// addresses would be written to by each process as it starts, which takes time and makes
/// these pages its own.
fn link_at_fixed_addresses() {
    let linux = std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux");
    let gnu = std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "gnu");
    if linux && gnu {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
