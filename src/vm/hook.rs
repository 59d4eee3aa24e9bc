//! The seam: who evaluates a Python frame.
//!
//! ```text
//!   eval_frame == None                      eval_frame == Some(hook)
//!
//!   run ──┐ a call pushes a frame           run ──> hook ──> [anything] ──> run ──> hook ..
//!    ^    │ and stays in the loop           one native call per Python call,
//!    └────┘ no native recursion             and per resume of a generator
//! ```
//!
//! This is the idea of PEP 523: one pointer of the evaluator's own type. A
//! profiler that wants a native frame per Python call, a counter, a debugger: each
//! is an [`EvalFrame`]. The VM knows none of them by name. While there is none, it
//! costs one predicted branch a call.

use super::Vm;
use super::frame::Frame;

/// The evaluator itself: what frames are evaluated by when there is no hook.
pub const EVALUATE: EvalFrame = super::eval::run::<false, false>;

/// How an evaluation ended; its value is `Vm::returned`, its exception `Vm::raised`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub enum Status {
    /// The frame returned a value.
    Returned = 0,
    /// The frame raised an exception.
    Raised = 1,
    /// The frame, a generator's, yielded a value.
    Yielded = 2,
}

/// Evaluates a frame that is complete and linked, until it returns, raises or yields.
///
/// An `EvalFrame` may do what it likes around it, but must pass the frame on to
/// [`EVALUATE`] (or to the hook that it replaced) exactly once and return its status.
/// `throw` is 1 when the exception in `Vm::raised` is to be raised at the point
/// where the generator's frame stands, else 0.
///
/// # Safety
/// `vm` is the running VM, `frame` is complete and its caller is the current frame.
pub type EvalFrame = unsafe extern "C" fn(vm: *mut Vm, frame: *mut Frame, throw: usize) -> Status;

/// The most native stack that a Python call through a hook takes, together with what a
/// profiler's hook adds.
const CALL_STACK: usize = 256;

/// The same through the hook that traces, whose loop has more to keep.
const TRACED_CALL_STACK: usize = 1024;

/// No more frames than this, whatever the recursion limit says. The register stack and the
/// native one end by themselves, but generators that delegate to generators lie in the heap.
const MOST_FRAMES: usize = 4_000_000;

impl Vm {
    /// Below this address of the native stack, calls raise RecursionError. It limits how deep
    /// natives nest; so, where a hook makes native calls of Python's, it goes down with these.
    #[inline(always)]
    pub(crate) fn native_limit(&self) -> usize {
        let limit = self
            .native_limit
            .wrapping_sub(self.depth * self.native_step);
        limit.max(self.stack_floor)
    }

    /// Puts a hook in front of every Python call, or takes it away. Frames that
    /// run already go on as they are; their next calls see it.
    pub fn set_eval_frame(&mut self, hook: Option<EvalFrame>) {
        self.eval_frame = hook;
        self.choose_call_hook();
    }

    /// What follows from another hook of calls.
    pub(super) fn call_hook_changed(&mut self) {
        self.native_step = match self.call_hook {
            None => 0,
            Some(_) if self.tracing.active => TRACED_CALL_STACK,
            Some(_) => CALL_STACK,
        };
        self.set_recursion_limit(self.recursion_limit);
    }

    /// `sys.getrecursionlimit()`
    pub fn recursion_limit(&self) -> usize {
        self.recursion_limit
    }

    /// `sys.setrecursionlimit(limit)`
    pub fn set_recursion_limit(&mut self, limit: usize) {
        self.recursion_limit = limit;
        self.depth_limit = limit.min(MOST_FRAMES);
        self.quick_limit = if self.call_hook.is_none() {
            self.depth_limit
        } else {
            0
        };
    }

    /// The hook that is in place.
    pub fn eval_frame(&self) -> Option<EvalFrame> {
        self.eval_frame
    }
}
