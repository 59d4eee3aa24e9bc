//! The module `_subprocess`: starting programs, and talking to them until they end.
//!
//! ```text
//!   Popen ──> spawn(argv, cwd, env, in, out, err) ──> pid       os.waitpid, os.kill
//!         ──> communicate(in, data, out, err, timeout)
//!               a thread each writes `data`, reads `out`, reads `err`: none can
//!               block the others, and none touches the VM
//! ```

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::{files, process};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::stdlib::arguments::{c_int, real};
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_subprocess",
    doc: "Starting programs.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS:
    spawn(argv, cwd, env, stdin, stdout, stderr, session, /) => spawn,
    communicate(stdin, data, stdout, stderr, timeout, /) => communicate,
}

/// Gives a command the environment of a mapping, unless that is None.
pub fn set_environment(vm: &mut Vm, command: &mut Command, env: Value) -> Res<()> {
    if env.is_none() {
        return Ok(());
    }
    command.env_clear();
    let copy = vm.heap.dict();
    vm.dict_update(copy, env)?;
    let mut at = 0;
    while let Some((entry, name, value)) = copy.next_entry(at) {
        at = entry + 1;
        let (name, value) = (files::path_of(vm, name)?, files::path_of(vm, value)?);
        command.env(name, value);
    }
    Ok(())
}

/// Starts a program. -1 is the parent's own file, -3 is `/dev/null`.
fn spawn(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    use std::os::unix::process::CommandExt;
    let words = vm.collect_array(args[0])?;
    let Some((program, rest)) = words.tail().split_first() else {
        return Err(vm.index_error("list index out of range"));
    };
    let mut command = Command::new(files::path_of(vm, program.get())?);
    for word in rest {
        command.arg(files::path_of(vm, word.get())?);
    }
    if !args[1].is_none() {
        let folder = files::path_of(vm, args[1])?;
        if !folder.is_dir() {
            let error = std::io::Error::from_raw_os_error(libc::ENOENT);
            return Err(vm.os_error(&error, Some(args[1])));
        }
        command.current_dir(folder);
    }
    set_environment(vm, &mut command, args[2])?;
    let mut files = [Stdio::inherit(), Stdio::inherit(), Stdio::inherit()];
    for (file, &fd) in files.iter_mut().zip(&args.positional[3..6]) {
        *file = match c_int(vm, fd)? {
            -3 => Stdio::null(),
            ..0 => continue,
            fd => match process::copy(fd) {
                Ok(copy) => Stdio::from(copy),
                Err(error) => return Err(vm.os_error(&error, None)),
            },
        };
    }
    let [stdin, stdout, stderr] = files;
    command.stdin(stdin).stdout(stdout).stderr(stderr);
    if vm.truthy(args[6])? {
        command.process_group(0);
    }
    match command.spawn() {
        Ok(child) => Ok(vm.heap.int(i64::from(child.id()))),
        Err(error) => Err(vm.os_error(&error, Some(program.get()))),
    }
}

/// Reads a pipe to its end in a thread.
fn reader(mut file: File) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = file.read_to_end(&mut bytes);
        let _ = send.send(bytes);
    });
    receive
}

/// Writes `data` to a program, and gives what it wrote to its two pipes (-1: there is
/// none), or None when the time is up. The descriptors are closed.
fn communicate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deadline = match args[4].is_none() {
        true => None,
        false => {
            let seconds = real(vm, args[4])?;
            let limit = Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX);
            Instant::now().checked_add(limit)
        }
    };
    let mut adopt = |fd: Value| -> Res<Option<File>> {
        match c_int(vm, fd)? {
            ..0 => Ok(None),
            fd => match process::adopt(fd) {
                Ok(file) => Ok(Some(file)),
                Err(error) => Err(vm.os_error(&error, None)),
            },
        }
    };
    let (stdin, stdout, stderr) = (adopt(args[0])?, adopt(args[2])?, adopt(args[3])?);
    if let Some(mut stdin) = stdin {
        let data = bytes_of(args[1]).map(|data| data.into_owned());
        // A program that does not want its input may close it.
        std::thread::spawn(move || stdin.write_all(&data.unwrap_or_default()));
    }
    let outputs = [stdout.map(reader), stderr.map(reader)];
    let mut made = [Value::NONE; 2];
    for (place, output) in made.iter_mut().zip(&outputs) {
        let Some(output) = output else { continue };
        loop {
            // Signals are looked for between the waits.
            let step = Duration::from_millis(50);
            let step = match deadline {
                Some(deadline) => step.min(deadline.saturating_duration_since(Instant::now())),
                None => step,
            };
            if let Ok(bytes) = vm.block(|| output.recv_timeout(step)) {
                *place = vm.heap.bytes(&bytes).into();
                break;
            }
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                return Ok(Value::NONE);
            }
            vm.handle_signals()?;
        }
    }
    Ok(vm.heap.tuple(&made).into())
}
