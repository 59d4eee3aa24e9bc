//! Interned strings: of names that are equal there is one, so that looking up an
//! attribute compares addresses.
//!
//! Names that the program's code mentions stay for ever. Those that it makes at run
//! time (`setattr(x, "a" + i, 1)`) are *mortal*: the collector drops them from the
//! table when nothing refers to them any more.

use super::gc::Gc;
use super::heap::Heap;
use super::str::{INTERNED, MORTAL, Str};

impl Heap {
    /// The one str of this text, which stays for ever.
    pub fn intern(&self, text: &str) -> Gc<Str> {
        let it = self.intern_str(self.str(text));
        it.header.set_flag(MORTAL, false);
        it
    }

    /// The one str of this text, perhaps this one; it stays as long as it is used.
    pub fn intern_str(&self, text: Gc<Str>) -> Gc<Str> {
        if text.is_interned() {
            return text;
        }
        let hash = text.hash() as u64;
        let mut interned = self.interned.borrow_mut();
        if let Some(&it) = interned.find(hash, |it| it.equals(text)) {
            return it;
        }
        let it = self.exact_str(text);
        it.header.set_flag(INTERNED | MORTAL, true);
        it.hash();
        interned.insert_unique(hash, it, |it| it.hash() as u64);
        it
    }

    /// The interned str of this text, if there is one.
    pub fn find_interned(&self, text: Gc<Str>) -> Option<Gc<Str>> {
        if text.is_interned() {
            return Some(text);
        }
        self.interned
            .borrow()
            .find(text.hash() as u64, |it| it.equals(text))
            .copied()
    }
}
