//! Running a command to its end, but not for ever.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How a command ended.
pub struct Ended {
    pub stdout: String,
    pub stderr: String,
    /// As a shell says it: 128 and the signal's number after a signal.
    pub status: i32,
}

/// Runs a command; `None` when it had to be killed because it took too long.
pub fn finish(mut command: Command, patience: Duration) -> Option<Ended> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut pipes = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |pipe: &mut dyn Read| {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    };
    std::thread::scope(|scope| {
        let stdout = scope.spawn(|| read(&mut pipes.0));
        let stderr = scope.spawn(|| read(&mut pipes.1));
        let deadline = Instant::now() + patience;
        let status = loop {
            if let Some(status) = child.try_wait().expect("the child can be waited for") {
                break status;
            }
            if Instant::now() > deadline {
                child.kill().expect("the child can be killed");
                let _ = child.wait();
                return None;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let code = status
            .code()
            .unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
        Some(Ended {
            stdout: stdout.join().unwrap(),
            stderr: stderr.join().unwrap(),
            status: code,
        })
    })
}
