//! Runs one program in a forked child, and says how that ended.
//!
//! ```text
//!   parent: VM started, sandbox.py run ── fork ──> child: limits, run, _exit
//!           wait; kill what eats the machine         │ every half second of processor time:
//!           status, stderr ──> End                   │ a SIGINT; still pending? ── ten seconds ──> Hang
//! ```
//!
//! A program may loop for ever, and may catch KeyboardInterrupt: that is no fault of the
//! interpreter's. One that never takes the interrupt is: it reaches no safepoint.

use std::fs::File;
use std::io::{Read, Seek};
use std::os::fd::{AsRawFd, FromRawFd};
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use glassnake::cli::PARTS;
use glassnake::source::Source;
use glassnake::vm::interrupt::{self, Disposition};
use glassnake::vm::load::Mode;
use glassnake::vm::{Config, Raised, Res, Vm};

/// How a program ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// Whatever Python does: also exceptions, and loops that were ended from outside.
    Good,
    /// Where Rust panicked.
    Panic(String),
    Signal(i32),
    /// Ten seconds without a safepoint.
    Hang,
    /// It was killed for its memory: no find, as CPython would take it too.
    Greedy,
}

impl End {
    pub fn is_find(&self) -> bool {
        !matches!(self, End::Good | End::Greedy)
    }
}

/// Between two looks of the child at itself.
const TICK_MILLIS: i64 = 500;
/// So many in a row with an interrupt pending are a hang.
const PATIENT_TICKS: u32 = 20;
/// A child that neither works nor ends waits for something, a lock that it has itself perhaps. From then on
/// it is interrupted so often: waiting is to be interruptible.
const WAIT: Duration = Duration::from_secs(15);
/// One that is still there waits for ever.
const WALL: Duration = Duration::from_secs(90);
const MEMORY: u64 = 3 << 30;
const HANG_STATUS: i32 = 99;
const NOBODY: u32 = 65534;

/// A process that programs are forked from.
pub struct Nursery {
    vm: Box<Vm>,
    /// Programs run with a collection at every safepoint.
    stress: bool,
}

impl Nursery {
    /// Starts a VM. The stack is widened as the `glassnake` command does it.
    pub fn new() -> Nursery {
        let wide = libc::rlimit {
            rlim_cur: 512 << 20,
            rlim_max: libc::RLIM_INFINITY,
        };
        // SAFETY: a plain system call.
        unsafe { libc::setrlimit(libc::RLIMIT_STACK, &wide) };
        interrupt::set_up_signals();
        // A shell may have switched it off for what runs in the background; programs are ended by it.
        let _ = interrupt::set_disposition(libc::SIGINT, Disposition::Notice);
        let config = Config {
            hash_seed: Some(0),
            ..Config::default()
        };
        let mut vm = Vm::new(config, PARTS).expect("the VM starts");
        vm.raise_interrupts();
        if run(&mut vm, include_bytes!("sandbox.py")).is_err() {
            let exception = vm.take_raised();
            panic!("sandbox.py: {}", vm.format_exception(exception));
        }
        Nursery { vm, stress: false }
    }

    /// From now on programs run with a collection at every safepoint, or not.
    pub fn set_stress(&mut self, on: bool) {
        self.stress = on;
    }

    /// Runs a program in a child.
    pub fn end_of(&mut self, program: &[u8]) -> End {
        let mut said = memory_file();
        // SAFETY: this process has one thread, so the child may do whatever it likes.
        let child = unsafe { libc::fork() };
        match child {
            -1 => panic!("no child: {}", std::io::Error::last_os_error()),
            0 => self.be_the_child(program, &said),
            _ => {}
        }
        let (status, greedy) = wait(child);
        let mut text = Vec::new();
        if said.rewind().is_ok() {
            let _ = said.read_to_end(&mut text);
        }
        judge(status, greedy, &String::from_utf8_lossy(&text))
    }

    fn be_the_child(&mut self, program: &[u8], stderr: &File) -> ! {
        // SAFETY: system calls on this process and descriptors that it has.
        unsafe {
            let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
            libc::dup2(null, 0);
            libc::dup2(null, 1);
            libc::dup2(stderr.as_raw_fd(), 2);
            for (what, most) in [
                (libc::RLIMIT_CORE, 0),
                (libc::RLIMIT_FSIZE, 8 << 20),
                (libc::RLIMIT_NPROC, 0),
                (libc::RLIMIT_NOFILE, 64),
            ] {
                let limit = libc::rlimit {
                    rlim_cur: most,
                    rlim_max: most,
                };
                libc::setrlimit(what, &limit);
            }
            if libc::getuid() == 0 {
                libc::setgid(NOBODY);
                libc::setuid(NOBODY);
            }
            watch_myself();
        }
        self.vm.heap.set_stress(self.stress);
        if run(&mut self.vm, program).is_err() {
            let exception = self.vm.take_raised();
            let report = self.vm.format_exception(exception);
            eprint!("{}", report.get(..200).unwrap_or(""));
        }
        // SAFETY: ends this process, and writes none of what the parent has buffered.
        unsafe { libc::_exit(0) }
    }
}

fn run(vm: &mut Vm, program: &[u8]) -> Res<()> {
    let Ok(source) = Source::from_bytes("program.py", program) else {
        return Ok(());
    };
    let source = Rc::new(source);
    let main = vm.add_module("__main__").dict;
    let code = vm.compile(&source, Mode::Exec)?;
    match vm.run_code(&code, main) {
        Ok(_) => Ok(()),
        Err(Raised) => Err(Raised),
    }
}

/// Has `on_tick` called while the process works.
///
/// # Safety
/// Only in a child that ends with `_exit`.
unsafe fn watch_myself() {
    let tick = libc::timeval {
        tv_sec: TICK_MILLIS / 1000,
        tv_usec: TICK_MILLIS % 1000 * 1000,
    };
    let timer = libc::itimerval {
        it_interval: tick,
        it_value: tick,
    };
    // SAFETY: the handler is one that may run at any time.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_tick as extern "C" fn(libc::c_int) as usize;
        action.sa_flags = libc::SA_RESTART;
        libc::sigaction(libc::SIGPROF, &action, std::ptr::null_mut());
        libc::setitimer(libc::ITIMER_PROF, &timer, std::ptr::null_mut());
    }
}

extern "C" fn on_tick(_: libc::c_int) {
    static TICKS: AtomicU32 = AtomicU32::new(0);
    static PENDING: AtomicU32 = AtomicU32::new(0);
    let tick = TICKS.fetch_add(1, Ordering::Relaxed);
    // SAFETY: both calls are allowed in a handler.
    unsafe {
        if tick > 0 && interrupt::is_pending() {
            if PENDING.fetch_add(1, Ordering::Relaxed) + 1 >= PATIENT_TICKS {
                libc::_exit(HANG_STATUS);
            }
        } else if tick > 1 {
            // The interrupt was taken, and the program goes on: its own will.
            libc::_exit(0);
        } else {
            libc::raise(libc::SIGINT);
        }
    }
}

/// Waits for the child: its status, and whether it was killed for its memory.
fn wait(child: libc::pid_t) -> (i32, bool) {
    let begin = Instant::now();
    let mut pause = Duration::from_micros(200);
    let (mut status, mut greedy) = (0, false);
    let mut interruptions = 0;
    loop {
        // SAFETY: the child is this process's, and not waited for yet.
        if unsafe { libc::waitpid(child, &mut status, libc::WNOHANG) } == child {
            return (status, greedy);
        }
        if begin.elapsed() > WAIT * (interruptions + 1) {
            interruptions += 1;
            // SAFETY: as above.
            unsafe { libc::kill(child, libc::SIGINT) };
        }
        if begin.elapsed() > WALL || memory_of(child) > MEMORY {
            greedy = begin.elapsed() <= WALL;
            // SAFETY: as above.
            unsafe { libc::kill(child, libc::SIGKILL) };
        }
        std::thread::sleep(pause);
        pause = (pause * 3 / 2).min(Duration::from_millis(3));
    }
}

fn memory_of(child: libc::pid_t) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{child}/statm")).unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|it| it.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}

fn judge(status: i32, greedy: bool, said: &str) -> End {
    if greedy {
        return End::Greedy;
    }
    if libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == HANG_STATUS {
        return End::Hang;
    }
    if let Some(at) = said.find("panicked at ") {
        let place = said[at + 12..].lines().next().unwrap_or("");
        return End::Panic(place.trim_end_matches(':').to_string());
    }
    match libc::WIFSIGNALED(status).then(|| libc::WTERMSIG(status)) {
        // Waited for something for longer than anybody does.
        Some(libc::SIGKILL) => End::Hang,
        Some(signal) => End::Signal(signal),
        None => End::Good,
    }
}

/// A file without a name, for what the child says on stderr.
fn memory_file() -> File {
    // SAFETY: the descriptor is new and this file's alone.
    unsafe {
        let descriptor = libc::memfd_create(c"stderr".as_ptr(), 0);
        assert!(
            descriptor >= 0,
            "no file: {}",
            std::io::Error::last_os_error()
        );
        File::from_raw_fd(descriptor)
    }
}
