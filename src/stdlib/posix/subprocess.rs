//! The module `_subprocess`: starting programs, and talking to them until they end.
//!
//! ```text
//!   Popen ──> spawn(argv, cwd, env, in, out, err) ──> pid       os.waitpid, os.kill
//!         ──> communicate(in, data, out, err, timeout)
//!               writes `data`, reads `out` and `err`, whichever is ready: none can
//!               block the others, and threads of the VM run meanwhile
//! ```

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;

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

/// A pipe that is ready takes so much at once.
const PIPE: usize = 4096;

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

/// What is said to a program and what it says, over pipes that are closed when there is no more.
struct Talk {
    /// Its stdin, stdout and stderr.
    files: [Option<File>; 3],
    /// What it is to read yet.
    data: Vec<u8>,
    said: [Vec<u8>; 2],
}

impl Talk {
    fn is_over(&self) -> bool {
        self.files.iter().all(Option::is_none)
    }

    /// Waits until a pipe is ready, for so long at most, and goes on with those that are.
    fn go_on(&mut self, patience: Option<Duration>) -> rustix::io::Result<()> {
        let mut ready = [false; 3];
        let mut wanted = Vec::with_capacity(3);
        for (place, file) in self.files.iter().enumerate() {
            let what = match place {
                0 => PollFlags::OUT,
                _ => PollFlags::IN,
            };
            wanted.extend(file.as_ref().map(|it| (place, PollFd::new(it, what))));
        }
        let (places, mut polled): (Vec<_>, Vec<_>) = wanted.into_iter().unzip();
        let patience = patience.and_then(|it| Timespec::try_from(it).ok());
        rustix::event::poll(&mut polled, patience.as_ref())?;
        for (&place, it) in places.iter().zip(&polled) {
            ready[place] = !it.revents().is_empty();
        }
        if ready[0] {
            self.say()?;
        }
        for place in [1, 2] {
            if ready[place] {
                self.listen(place)?;
            }
        }
        Ok(())
    }

    fn say(&mut self) -> rustix::io::Result<()> {
        let Some(stdin) = &self.files[0] else {
            return Ok(());
        };
        let some = self.data.len().min(PIPE);
        match rustix::io::write(stdin, &self.data[..some]) {
            Err(Errno::INTR) => return Err(Errno::INTR),
            Ok(written) => drop(self.data.drain(..written)),
            // A program that does not want its input may close it.
            Err(_) => self.data.clear(),
        }
        if self.data.is_empty() {
            self.files[0] = None;
        }
        Ok(())
    }

    fn listen(&mut self, place: usize) -> rustix::io::Result<()> {
        let Some(file) = &self.files[place] else {
            return Ok(());
        };
        let mut bytes = [0; 1 << 15];
        match rustix::io::read(file, &mut bytes) {
            Err(Errno::INTR) => return Err(Errno::INTR),
            Ok(0) | Err(_) => self.files[place] = None,
            Ok(count) => self.said[place - 1].extend(&bytes[..count]),
        }
        Ok(())
    }
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
    let files = [adopt(args[0])?, adopt(args[2])?, adopt(args[3])?];
    let has_said = [files[1].is_some(), files[2].is_some()];
    let data = bytes_of(args[1]).map(|data| data.into_owned());
    let mut talk = Talk {
        files,
        data: data.unwrap_or_default(),
        said: Default::default(),
    };
    if talk.data.is_empty() {
        talk.files[0] = None;
    }
    while !talk.is_over() {
        let left = deadline.map(|it| it.saturating_duration_since(Instant::now()));
        if left.is_some_and(|it| it.is_zero()) {
            return Ok(Value::NONE);
        }
        match vm.block(|| talk.go_on(left)) {
            Ok(()) => {}
            Err(Errno::INTR) => vm.handle_signals()?,
            Err(error) => return Err(vm.os_error(&error.into(), None)),
        }
    }
    let mut made = [Value::NONE; 2];
    for ((place, bytes), has_said) in made.iter_mut().zip(&talk.said).zip(has_said) {
        if has_said {
            *place = vm.heap.bytes(bytes).into();
        }
    }
    Ok(vm.heap.tuple(&made).into())
}
