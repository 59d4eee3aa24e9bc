//! The registers of a frame, and which of them surely hold a value.
//!
//! ```text
//!  0 ..            first_temp ..             top
//!  | variables     | temporaries in use      | free ...
//! ```
//!
//! Temporaries are a stack. They are lent to a closure: everything that is taken
//! inside [`Compiler::scoped`] is given back at its end, so there is no `free` to
//! forget, and what lies above `top` is always dead. That is why a call's window, which
//! becomes the callee's frame, is simply taken at the top.

use super::Compiler;

/// More would not leave room for the callee's header in a 16-bit register number.
const MAX_REGISTERS: u32 = 65_000;

#[derive(Default)]
pub struct Registers {
    /// Registers below are variables of the frame.
    pub first_temp: u16,
    top: u32,
    high: u32,
}

impl Registers {
    pub fn new(variables: usize) -> Registers {
        let first = variables as u32;
        Registers {
            first_temp: variables.min(MAX_REGISTERS as usize) as u16,
            top: first,
            high: first,
        }
    }

    /// The size of the frame.
    pub fn high(&self) -> u16 {
        self.high.min(MAX_REGISTERS) as u16
    }

    /// How many registers are in use.
    pub fn top(&self) -> u16 {
        self.top.min(MAX_REGISTERS) as u16
    }

    /// Whether more registers were asked for than there are.
    pub fn overflow(&self) -> bool {
        self.high > MAX_REGISTERS
    }

    fn take(&mut self, count: u32) -> u16 {
        let first = self.top;
        self.top = self.top.saturating_add(count);
        self.high = self.high.max(self.top);
        first.min(MAX_REGISTERS) as u16
    }
}

impl Compiler<'_> {
    /// Lends registers to `body`: those that it takes are free again afterwards.
    pub fn scoped<R>(&mut self, body: impl FnOnce(&mut Self) -> R) -> R {
        let top = self.registers.top;
        let result = body(self);
        self.registers.top = top;
        result
    }

    /// A temporary, until the end of the [`scoped`](Self::scoped) around.
    pub fn temp(&mut self) -> u16 {
        self.registers.take(1)
    }

    /// A run of temporaries; the first one's number.
    pub fn temps(&mut self, count: usize) -> u16 {
        self.registers.take(count.min(u32::MAX as usize) as u32)
    }

    /// Whether nobody can see what a register holds between two ops.
    pub fn is_temp(&self, register: u16) -> bool {
        register >= self.registers.first_temp
    }
}
