//! A set of registers as bits: which are bound, which are written.

/// A set of registers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterSet {
    words: Vec<u64>,
}

impl RegisterSet {
    pub fn insert(&mut self, register: u16) {
        let word = usize::from(register / 64);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (register % 64);
    }

    pub fn remove(&mut self, register: u16) {
        if let Some(word) = self.words.get_mut(usize::from(register / 64)) {
            *word &= !(1 << (register % 64));
        }
    }

    pub fn contains(&self, register: u16) -> bool {
        self.words
            .get(usize::from(register / 64))
            .is_some_and(|word| word & 1 << (register % 64) != 0)
    }

    /// Keeps what is in both sets; true if that took something away.
    pub fn intersect(&mut self, other: &RegisterSet) -> bool {
        let mut changed = false;
        for (at, word) in self.words.iter_mut().enumerate() {
            let kept = *word & other.words.get(at).copied().unwrap_or(0);
            changed |= kept != *word;
            *word = kept;
        }
        changed
    }

    pub fn subtract(&mut self, other: &RegisterSet) {
        for (word, gone) in self.words.iter_mut().zip(&other.words) {
            *word &= !gone;
        }
    }
}

impl RegisterSet {
    /// The registers below `count`.
    pub fn below(count: u16) -> RegisterSet {
        let mut set = RegisterSet::default();
        for register in 0..count {
            set.insert(register);
        }
        set
    }

    /// Takes out the registers from `first` on.
    pub fn truncate(&mut self, first: u16) {
        let word = usize::from(first / 64);
        self.words.truncate(word + 1);
        if let Some(last) = self.words.get_mut(word) {
            *last &= (1 << (first % 64)) - 1;
        }
    }
}
