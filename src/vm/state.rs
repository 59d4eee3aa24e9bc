//! What modules written in Rust keep from one call to the next: limits, caches, lists of open files.
//!
//! It belongs to the VM and not to a thread of the system, because all threads of a script share it.
//! No values: the collector does not look here.

use super::Vm;
use std::any::{Any, TypeId};

/// One of each type that was asked for.
pub(super) type States = hashbrown::HashMap<TypeId, Box<dyn Any>, foldhash::fast::FixedState>;

impl Vm {
    /// The VM's `T`, made when it is asked for the first time.
    pub fn state<T: Default + 'static>(&mut self) -> &mut T {
        let state = self.states.entry(TypeId::of::<T>());
        let state = state.or_insert_with(|| Box::<T>::default());
        match state.downcast_mut() {
            Some(state) => state,
            None => unreachable!("the entry of a type is of that type"),
        }
    }
}
