//! [`Generator`]: a generator, coroutine or asynchronous generator with its frame.
//!
//! ```text
//!  Generator ──> header · state · code ...
//!                [ the frame: caller's record | pc | code | function | state | registers ... ]
//! ```
//!
//! The frame lies in the object and runs in place: resuming it links it below the
//! resumer's frame, and copies nothing.

use std::cell::Cell;

use super::collect::Marker;
use super::function::CodeObject;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::str::Str;
use super::value::Value;

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Not started: the first thing sent must be None.
    Fresh,
    /// At a `yield`.
    Suspended,
    /// On the frame chain now.
    Running,
    /// Returned or raised.
    Finished,
}

/// What kind of function made it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flavour {
    Generator,
    Coroutine,
    AsyncGenerator,
}

/// Where a frame's header holds its function, and how long it is: registers follow (see `vm/frame.rs`).
pub const FUNCTION: usize = 3;
pub const FRAME_HEADER: usize = 6;

/// A generator: see the module's documentation.
#[repr(C)]
pub struct Generator {
    header: Header,
    pub flavour: Flavour,
    pub progress: Cell<Progress>,
    /// Whether the hook for new asynchronous generators has seen it.
    pub announced: Cell<bool>,
    /// Words of the frame: the tail's length.
    words: u32,
    pub code: Gc<CodeObject>,
    pub name: Cell<Gc<Str>>,
    pub qualname: Cell<Gc<Str>>,
    /// The exception that its body was handling when it yielded, or None.
    pub handled: Cell<Value>,
    /// The exception that its resumer was handling, or None, while it runs.
    pub outer_handled: Cell<Value>,
    /// Its frame's object, or None.
    pub frame_object: Cell<Value>,
    /// First free word of the register stack while it runs: its callees' frames go there.
    pub stack_top: Cell<u64>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Generator {
    const KIND: Kind = Kind::Generator;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.code);
        marker.object(self.name.get());
        marker.object(self.qualname.get());
        marker.value(self.handled.get());
        marker.value(self.outer_handled.get());
        marker.value(self.frame_object.get());
        let words = marker.tail_of(self);
        let skip = match self.progress.get() {
            Progress::Running => 0,
            // Who resumed it last is no concern of one that waits.
            Progress::Fresh | Progress::Suspended => {
                words
                    .iter()
                    .skip(FUNCTION)
                    .take(1)
                    .for_each(|it| marker.word(it.get()));
                FRAME_HEADER
            }
            // Nobody looks into it again.
            Progress::Finished => return,
        };
        // Temporaries that are not written yet hold whatever was there before.
        for word in words.iter().skip(skip) {
            marker.word(word.get());
        }
    }
}

// SAFETY: `words` is the length given to `alloc_tail`; any word is valid.
unsafe impl Tailed for Generator {
    type Item = Cell<u64>;
    #[inline(always)]
    fn empty() -> Cell<u64> {
        Cell::new(0)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.words as usize
    }
}

impl Generator {
    /// The address of the frame.
    #[inline(always)]
    pub fn frame(this: Gc<Generator>) -> *mut u64 {
        this.tail().as_ptr() as *mut u64
    }

    pub fn new(
        shape: ShapeId,
        flavour: Flavour,
        code: Gc<CodeObject>,
        name: Gc<Str>,
        qualname: Gc<Str>,
    ) -> Generator {
        Generator {
            header: Header::with_shape(Kind::Generator, shape),
            flavour,
            progress: Cell::new(Progress::Fresh),
            announced: Cell::new(false),
            words: code.frame_words,
            code,
            name: Cell::new(name),
            qualname: Cell::new(qualname),
            handled: Cell::new(Value::NONE),
            outer_handled: Cell::new(Value::NONE),
            frame_object: Cell::new(Value::NONE),
            stack_top: Cell::new(0),
        }
    }
}
