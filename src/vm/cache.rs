//! Inline caches: what an op learned the last time it looked something up.
//!
//! ```text
//!                key                    slot                 value
//!  LoadAttr      shape of an instance   slot in the instance  -
//!                shape of an instance   CLASS_VALUE           the class's attribute
//!                version of a module    entry of its dict     -
//!  LoadMethod    shape of any object    CLASS_VALUE           the function to bind
//!                version of a module    entry of its dict     -
//!  StoreAttr     shape of an instance   slot                  unbound
//!                shape before           slot                  the shape after, an int
//!  LoadGlobal    version of globals     OWN                   where the value is
//!                version of globals     version of builtins   where the value is
//!  StoreGlobal   version of globals     OWN                   where the value is
//! ```
//!
//! A hit is one compare and one load. What a cache says of a class stays true until
//! the class or a base of it changes; then all caches are emptied
//! ([`Vm::class_changed`]), which is rare, because only classes that some cache
//! depends on are marked. Versions of dicts start above all numbers of shapes.

use super::types::shape_of;
use super::{Res, Vm};
use crate::code::op::{CacheIx, ShortCache};
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::{Function, InlineCache};
use crate::object::gc::{Gc, ShapeId};
use crate::object::instance::{Instance, Module};
use crate::object::str::Str;
use crate::object::value::Value;

/// In `slot`: the value is the class's, in `value`.
const CLASS_VALUE: u32 = u32::MAX;
/// In `slot`: the variable is the globals' own and not a builtin. No version is 0.
const OWN: u32 = 0;

impl InlineCache {
    #[inline(always)]
    fn is_for(&self, key: u32) -> bool {
        self.key.get() == key
    }

    fn fill(&self, key: u32, slot: u32, value: Value) {
        self.key.set(key);
        self.slot.set(slot);
        self.value.set(value);
    }
}

// --- globals ---

/// A global variable by its cache.
#[inline(always)]
pub(super) fn quick_global(vm: &Vm, globals: Gc<Dict>, cache: &InlineCache) -> Option<Value> {
    if !globals.has_version(cache.key.get()) {
        return None;
    }
    let outer = cache.slot.get();
    if outer != OWN && !vm.builtins.has_version(outer) {
        return None;
    }
    // SAFETY: the cell is one of a dict whose keys are in their places since the cache
    // was filled.
    Some(unsafe { cache.cell() }.get())
}

/// A global variable, looked up.
#[inline(never)]
pub(super) fn load_global(
    vm: &mut Vm,
    globals: Gc<Dict>,
    index: CacheIx,
    cache: &InlineCache,
) -> Res<Value> {
    let name = vm.cached_name(index.0);
    if let Some(entry) = globals.entry_of_str(name) {
        fill_global(vm, globals, cache, entry);
        return Ok(globals.value_at(entry));
    }
    let builtins = vm.builtins;
    let Some(entry) = builtins.entry_of_str(name) else {
        return Err(vm.undefined_name(name));
    };
    if let (Some(version), Some(outer)) = (globals.version(&vm.heap), builtins.version(&vm.heap)) {
        cache.fill_cell(version, outer, builtins.cell_at(entry));
    }
    Ok(builtins.value_at(entry))
}

/// Stores a global variable that is there already.
#[inline(always)]
pub(super) fn quick_store_global(globals: Gc<Dict>, cache: &InlineCache, value: Value) -> bool {
    if !globals.has_version(cache.key.get()) || cache.slot.get() != OWN {
        return false;
    }
    // SAFETY: as for `quick_global`.
    unsafe { cache.cell() }.set(value);
    true
}

/// Stores a global variable.
#[inline(never)]
pub(super) fn store_global(
    vm: &mut Vm,
    globals: Gc<Dict>,
    index: CacheIx,
    cache: &InlineCache,
    value: Value,
) -> Res<()> {
    let name = vm.cached_name(index.0);
    globals.insert_str(&vm.heap, name, value);
    if let Some(entry) = globals.entry_of_str(name) {
        fill_global(vm, globals, cache, entry);
    }
    Ok(())
}

fn fill_global(vm: &Vm, globals: Gc<Dict>, cache: &InlineCache, entry: usize) {
    if let Some(version) = globals.version(&vm.heap) {
        cache.fill_cell(version, OWN, globals.cell_at(entry));
    }
}

// --- attributes ---

/// An attribute by its cache.
#[inline(always)]
pub(super) fn quick_attribute(receiver: Value, cache: &InlineCache) -> Option<Value> {
    let instance = receiver.get::<Instance>()?;
    if !cache.is_for(instance.header().shape().0) {
        return None;
    }
    let slot = cache.slot.get();
    if slot == CLASS_VALUE {
        return Some(cache.value.get());
    }
    instance.tail().get(slot as usize).map(|slot| slot.get())
}

/// An attribute, looked up.
#[inline(never)]
pub(super) fn load_attribute(
    vm: &mut Vm,
    receiver: Value,
    index: ShortCache,
    cache: &InlineCache,
) -> Res<Value> {
    if let Some(value) = quick_module_attribute(receiver, cache) {
        return Ok(value);
    }
    let name = vm.cached_name(u32::from(index.0));
    if let Some(instance) = receiver.get::<Instance>() {
        let shape = instance.header().shape();
        let class = vm.class_of(receiver);
        if !class.has_custom_getattribute() {
            let found = class.lookup(name).map(|(value, _)| value);
            let data = found.is_some_and(|value| vm.is_data_descriptor(value));
            match vm.heap.shapes.slot(shape, name) {
                Some(slot) if !data && slot < vm.heap.shapes.inline(shape) => {
                    vm.depend_on(class);
                    cache.fill(shape.0, slot as u32, Value::UNBOUND);
                    return Ok(instance.tail()[slot].get());
                }
                None if !vm.heap.shapes.is_dictionary(shape) => {
                    if let Some(value) = found.filter(|&value| !vm.is_descriptor(value)) {
                        vm.depend_on(class);
                        cache.fill(shape.0, CLASS_VALUE, value);
                        return Ok(value);
                    }
                }
                _ => {}
            }
        }
    }
    fill_module_attribute(vm, receiver, name, cache);
    vm.get_attr(receiver, name)
}

#[inline(always)]
fn quick_module_attribute(receiver: Value, cache: &InlineCache) -> Option<Value> {
    let module = receiver.get::<Module>()?;
    module
        .dict
        .has_version(cache.key.get())
        .then(|| module.dict.value_at(cache.slot.get() as usize))
}

fn fill_module_attribute(vm: &mut Vm, receiver: Value, name: Gc<Str>, cache: &InlineCache) {
    if let Some(module) = receiver.get::<Module>()
        && let Some(entry) = module.dict.entry_of_str(name)
        && let Some(version) = module.dict.version(&vm.heap)
    {
        cache.fill(version, entry as u32, Value::UNBOUND);
    }
}

/// Stores an attribute by its cache.
#[inline(always)]
pub(super) fn quick_store_attribute(receiver: Value, cache: &InlineCache, value: Value) -> bool {
    let Some(instance) = receiver.get::<Instance>() else {
        return false;
    };
    if !cache.is_for(instance.header().shape().0) {
        return false;
    }
    let Some(slot) = instance.tail().get(cache.slot.get() as usize) else {
        return false;
    };
    slot.set(value);
    if let Some(next) = cache.value.get().as_int() {
        instance.header().set_shape(ShapeId(next as u32));
    }
    true
}

/// Stores an attribute.
#[inline(never)]
pub(super) fn store_attribute(
    vm: &mut Vm,
    receiver: Value,
    index: ShortCache,
    cache: &InlineCache,
    value: Value,
) -> Res<()> {
    let name = vm.cached_name(u32::from(index.0));
    if let Some(instance) = receiver.get::<Instance>() {
        let shape = instance.header().shape();
        let class = vm.class_of(receiver);
        let plain = (class.has_dict.get() || vm.has_slot(class, name))
            && !class.has_custom_setattr()
            && !vm.heap.shapes.is_dictionary(shape)
            && !class
                .lookup(name)
                .is_some_and(|(value, _)| vm.is_data_descriptor(value));
        if plain {
            let inline = vm.heap.shapes.inline(shape);
            let known = vm.heap.shapes.slot(shape, name);
            let slot = known.unwrap_or(vm.heap.shapes.names(shape).len());
            if slot < inline {
                let next = match known {
                    Some(_) => Some(Value::UNBOUND),
                    None => vm
                        .heap
                        .shapes
                        .with(shape, name)
                        .map(|next| Value::small(next.0 as i32)),
                };
                if let Some(next) = next {
                    vm.depend_on(class);
                    cache.fill(shape.0, slot as u32, next);
                    quick_store_attribute(receiver, cache, value);
                    return Ok(());
                }
            }
        }
    }
    vm.set_attr(receiver, name, value)
}

/// The function that `receiver.name(...)` calls with the receiver first.
#[inline(always)]
pub(super) fn quick_method(receiver: Value, cache: &InlineCache) -> Option<Value> {
    let header = receiver.header()?;
    let hit = cache.is_for(header.shape().0) && cache.slot.get() == CLASS_VALUE;
    hit.then(|| cache.value.get())
}

/// What `receiver.name(...)` calls, and whether with the receiver first.
#[inline(never)]
pub(super) fn load_method(
    vm: &mut Vm,
    receiver: Value,
    index: ShortCache,
    cache: &InlineCache,
) -> Res<(Value, bool)> {
    if let Some(value) = quick_module_attribute(receiver, cache) {
        return Ok((value, false));
    }
    let name = vm.cached_name(u32::from(index.0));
    if receiver.is::<Module>() {
        fill_module_attribute(vm, receiver, name, cache);
        return Ok((vm.get_attr(receiver, name)?, false));
    }
    let class = vm.class_of(receiver);
    let shape = shape_of(receiver);
    if receiver.is::<Type>() || class.has_custom_getattribute() {
        return Ok((vm.get_attr(receiver, name)?, false));
    }
    let found = class.lookup(name).map(|(value, _)| value);
    if let Some(method) = found.filter(|&it| it.is::<Function>() || vm.is_native_method(it)) {
        if let Some(instance) = receiver.get::<Instance>() {
            let own =
                !vm.heap.shapes.is_dictionary(shape) && vm.heap.shapes.slot(shape, name).is_none();
            if own {
                vm.depend_on(class);
                cache.fill(shape.0, CLASS_VALUE, method);
                return Ok((method, true));
            }
            let _ = instance;
            return Ok(match vm.own_attribute(receiver, name)? {
                Some(own) => (own, false),
                None => (method, true),
            });
        }
        let own = receiver
            .header()
            .and_then(|header| vm.heap.attributes(header));
        if let Some(value) = own.and_then(|dict| dict.get_str(name)) {
            return Ok((value, false));
        }
        // Other objects' own attributes are in a table, not in the shape: only
        // those whose class has none can be cached.
        if !class.has_dict.get() && receiver.is_object() {
            vm.depend_on(class);
            cache.fill(shape.0, CLASS_VALUE, method);
        }
        return Ok((method, true));
    }
    Ok((vm.get_attr(receiver, name)?, false))
}

// --- what caches depend on ---

impl Vm {
    /// The name that a cache of the running code looks up.
    fn cached_name(&self, index: u32) -> Gc<Str> {
        let code = self.running_code();
        code.name_at(code.code.caches[index as usize] as usize)
    }

    /// Marks a class and its bases: a change of them empties the caches.
    fn depend_on(&mut self, class: Gc<Type>) {
        if !class.cached.get() {
            for base in class.mro() {
                base.cached.set(true);
            }
        }
    }

    /// To be called whenever attributes or bases of a class have changed.
    pub fn class_changed(&mut self, class: Gc<Type>) {
        self.refresh_class(class);
        if class.cached.get() {
            for code in self.loaded_codes() {
                for cache in code.tail() {
                    cache.fill(0, 0, Value::UNBOUND);
                }
            }
            // What depends on it is found out anew.
            class.cached.set(false);
        }
    }
}
