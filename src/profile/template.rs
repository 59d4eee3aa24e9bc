//! The trampolines' machine code, by name, and the unwinding tables that go with it.

use std::sync::OnceLock;

use perf_trampoline::template::Template;
use perf_trampoline::{CodeSlot, Error, Trampolines, Unwind};

/// Which template trampolines are copies of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TemplateName {
    /// Keeps the frame pointer: every unwinder walks across it.
    #[default]
    FramePointer,
    /// The same behind a landing pad (x86-64), or with a signed return address (aarch64).
    Hardened,
    /// CPython 3.12's, which keeps no frame pointer: a frame-pointer walk skips its caller.
    #[cfg(target_arch = "x86_64")]
    Cpython312,
}

#[cfg(target_arch = "x86_64")]
const COUNT: usize = 3;
#[cfg(not(target_arch = "x86_64"))]
const COUNT: usize = 2;

impl TemplateName {
    /// All of this machine's.
    pub const ALL: [TemplateName; COUNT] = [
        TemplateName::FramePointer,
        TemplateName::Hardened,
        #[cfg(target_arch = "x86_64")]
        TemplateName::Cpython312,
    ];

    /// The name that `-X perf_template` takes.
    pub fn name(self) -> &'static str {
        match self {
            TemplateName::FramePointer => "frame-pointer",
            #[cfg(target_arch = "x86_64")]
            TemplateName::Hardened => "cet",
            #[cfg(not(target_arch = "x86_64"))]
            TemplateName::Hardened => "pac",
            #[cfg(target_arch = "x86_64")]
            TemplateName::Cpython312 => "cpython312",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<TemplateName> {
        TemplateName::ALL.into_iter().find(|it| it.name() == name)
    }

    /// A factory of trampolines of this template.
    ///
    /// # Errors
    /// When its unwinding tables can't be made.
    pub fn factory(self) -> Result<Factory, Error> {
        #[cfg(target_arch = "x86_64")]
        {
            use perf_trampoline::template::x86_64;
            match self {
                TemplateName::FramePointer => Factory::of::<x86_64::FramePointer>(),
                TemplateName::Hardened => Factory::of::<x86_64::Cet>(),
                TemplateName::Cpython312 => Factory::of::<x86_64::Cpython312>(),
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        {
            use perf_trampoline::template::aarch64;
            match self {
                TemplateName::FramePointer => Factory::of::<aarch64::FramePointer>(),
                TemplateName::Hardened => Factory::of::<aarch64::PointerAuthentication>(),
            }
        }
    }
}

/// Makes trampolines of one template.
pub struct Factory {
    /// For a perf map: one behind the other.
    dense: Allocate,
    /// For a jitdump: with room for what perf maps behind each.
    spaced: Allocate,
    /// The size and the room of each sort.
    sizes: [OnceLock<(usize, usize)>; 2],
    pub unwind: Unwind,
}

type Allocate = Box<dyn Fn() -> Result<CodeSlot, Error> + Send + Sync>;

impl Factory {
    fn of<T: Template + 'static>() -> Result<Factory, Error> {
        let (dense, spaced) = (Trampolines::<T>::new(), Trampolines::<T>::new().spaced());
        Ok(Factory {
            dense: Box::new(move || dense.allocate()),
            spaced: Box::new(move || spaced.allocate()),
            sizes: [OnceLock::new(), OnceLock::new()],
            unwind: Unwind::of::<T>()?,
        })
    }

    /// A trampoline that nobody else has.
    ///
    /// # Errors
    /// When the system gives no more executable memory.
    pub fn allocate(&self, spaced: bool) -> Result<CodeSlot, Error> {
        let slot = match spaced {
            true => (self.spaced)()?,
            false => (self.dense)()?,
        };
        self.sizes[usize::from(spaced)].get_or_init(|| (slot.size(), slot.room()));
        Ok(slot)
    }

    /// The size and the room of the trampolines of a sort, of which there is one.
    pub fn sizes(&self, spaced: bool) -> (usize, usize) {
        self.sizes[usize::from(spaced)]
            .get()
            .copied()
            .unwrap_or_default()
    }
}
