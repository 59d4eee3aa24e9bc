//! Exceptions that nobody can catch: where they happen, no Python code is waiting.
//!
//! They are said on `sys.stderr`, and the program goes on.

use super::Vm;
use crate::object::value::Value;

impl Vm {
    /// Says on stderr that an exception was raised where nothing can catch it.
    /// `place` is `in`, or more exact.
    pub fn report_unraisable(&mut self, exception: Value, place: &str, object: Value) {
        let Ok(object) = self.repr(object) else {
            self.take_raised();
            return;
        };
        let object = object.to_string_lossy();
        let exception = self.format_exception(exception);
        self.write_to_stderr(&format!("Exception ignored {place}: {object}\n{exception}"));
    }

    /// Writes to `sys.stderr`, or to the process's when there is none; stdout first, so
    /// that both come in order. For messages of the interpreter: errors are nobody's.
    pub fn write_to_stderr(&mut self, text: &str) {
        if let Some(stdout) = self.sys.get_str(self.names.stdout) {
            let flush = self.names.flush;
            if !stdout.is_none() && self.call_method(stdout, flush, &[]).is_err() {
                self.take_raised();
            }
        }
        let Some(stderr) = self.sys.get_str(self.names.stderr) else {
            use std::io::Write;
            let _ = std::io::stderr().write_all(text.as_bytes());
            return;
        };
        if stderr.is_none() {
            return;
        }
        let text = self.heap.str(text).into();
        for (method, args) in [(self.names.write, &[text][..]), (self.names.flush, &[])] {
            if self.call_method(stderr, method, args).is_err() {
                self.take_raised();
            }
        }
    }
}
