//! Inline caches: what an op learned the last time it looked something up.
//!
//! ```text
//!                key                    slot                 value
//!  LoadAttr,     shape of an instance   slot of the instance -
//!  LoadMethod    shape of any object    PLAIN                the class's attribute
//!                shape of any object    BOUND                the function to bind
//!                shape of any object    BOUND_UNLESS_OWN     the same, where the object has none
//!                shape of any object    GETTER               a property's function
//!                shape of a class       PLAIN or BOUND       the class's own attribute
//!                version of a module    entry of its dict    -
//!  StoreAttr     shape of an instance   slot                 unbound
//!                shape before           slot                 the shape after, an int
//!  LoadGlobal    version of globals     OWN                  where the value is
//!                version of globals     version of builtins  where the value is
//!  StoreGlobal   version of globals     OWN                  where the value is
//! ```
//!
//! A hit is one compare and one load. Where objects of several shapes come by, the
//! cache holds the first, and the others are found in the [`Sites`] of the VM, by the
//! cache and the shape. An attribute of a class itself (`Class.name`) has the shape of
//! the class's instances for a key, with [`OF_CLASS`].
//!
//! What a cache says of a class stays true until that attribute of the class or of a
//! base changes; then all caches are emptied ([`Vm::class_attribute_changed`]). This is
//! rare: only names that some cache depends on are marked, and names that turn out to
//! be changed all the time (`Class.count += 1`) are cached no more. Versions of dicts
//! start above all numbers of shapes.

use super::call::Prepared;
use super::types::shape_of;
use super::{Res, Vm};
use crate::code::op::{CacheIx, ShortCache};
use crate::object::class::{GETATTR, Type};
use crate::object::dict::Dict;
use crate::object::function::{
    ClassMethod, Function, InlineCache, Member, Native, Property, StaticMethod, Super,
};
use crate::object::gc::{Gc, ShapeId};
use crate::object::heap::HAS_ATTRIBUTES;
use crate::object::instance::{Instance, Module};
use crate::object::str::Str;
use crate::object::value::Value;

/// In `slot`: `value` is the attribute.
const PLAIN: u32 = u32::MAX;
/// In `slot`: `value` is the function that is bound to the receiver.
const BOUND: u32 = u32::MAX - 1;
/// In `slot`: `value` is the function that computes the attribute.
const GETTER: u32 = u32::MAX - 2;
/// In `slot`: as [`BOUND`], where the receiver has no such attribute of its own. Its own
/// would lie in a table, of which its shape says nothing, so it is asked each time.
const BOUND_UNLESS_OWN: u32 = u32::MAX - 3;
/// In `key`: the receiver is the class of such instances.
const OF_CLASS: u32 = 1 << 30;
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
    if vm.has_own_builtins(globals) {
        let found = vm.builtin_name(globals, name)?;
        return found.ok_or_else(|| vm.undefined_name(name));
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

/// What a name means on the objects that have a key.
#[derive(Clone, Copy)]
struct Found {
    key: u32,
    slot: u32,
    value: Value,
}

impl Found {
    fn of(cache: &InlineCache) -> Found {
        Found {
            key: cache.key.get(),
            slot: cache.slot.get(),
            value: cache.value.get(),
        }
    }
}

/// An attribute by its cache.
#[inline(always)]
pub(super) fn quick_attribute(receiver: Value, cache: &InlineCache) -> Option<Value> {
    let instance = receiver.get::<Instance>()?;
    if !cache.is_for(instance.header().shape().0) {
        return None;
    }
    let slot = cache.slot.get();
    if slot == PLAIN {
        return Some(cache.value.get());
    }
    instance.tail().get(slot as usize).map(|slot| slot.get())
}

/// An attribute, by its cache or by the VM's table, or looked up. A property's function
/// comes back as a frame to be entered.
#[inline(never)]
pub(super) fn load_attribute(
    vm: &mut Vm,
    receiver: Value,
    index: ShortCache,
    cache: &InlineCache,
) -> Res<Prepared> {
    if let Some(value) = quick_module_attribute(receiver, cache) {
        return Ok(Prepared::Value(value));
    }
    let key = key_of(receiver);
    let found = match vm.known(cache, key) {
        Some(found) => found,
        None => {
            let name = vm.cached_name(u32::from(index.0));
            match vm.find_cacheable(receiver, name, key) {
                Some(found) => {
                    vm.learn(cache, name, found);
                    found
                }
                None => {
                    fill_module_attribute(vm, receiver, name, cache);
                    return vm.get_attr(receiver, name).map(Prepared::Value);
                }
            }
        }
    };
    Ok(Prepared::Value(match found.slot {
        PLAIN => found.value,
        BOUND => vm.bind_callable(found.value, receiver),
        BOUND_UNLESS_OWN => match own_attribute(vm, receiver, index)? {
            Some(own) => own,
            None => vm.bind_callable(found.value, receiver),
        },
        GETTER => return vm.prepare_above(found.value, &[receiver]),
        slot => match receiver.get::<Instance>() {
            Some(instance) => vm.slot_value(instance, slot as usize),
            None => Value::UNBOUND,
        },
    }))
}

/// What `receiver.name(...)` calls, and the receiver that goes before its arguments, or
/// the unbound marker where there is none.
#[inline(never)]
pub(super) fn load_method(
    vm: &mut Vm,
    receiver: Value,
    index: ShortCache,
    cache: &InlineCache,
) -> Res<(Value, Value)> {
    if let Some(value) = quick_module_attribute(receiver, cache) {
        return Ok((value, Value::UNBOUND));
    }
    let key = key_of(receiver);
    let found = match vm.known(cache, key) {
        Some(found) => found,
        None => {
            let name = vm.cached_name(u32::from(index.0));
            match vm.find_cacheable(receiver, name, key) {
                Some(found) => {
                    vm.learn(cache, name, found);
                    found
                }
                None => {
                    if let Some(method) = receiver.get::<Super>()
                        && let Some(found) = vm.method_behind(method, name)
                    {
                        return Ok(found);
                    }
                    fill_module_attribute(vm, receiver, name, cache);
                    return Ok((vm.get_attr(receiver, name)?, Value::UNBOUND));
                }
            }
        }
    };
    Ok(match found.slot {
        PLAIN => (found.value, Value::UNBOUND),
        BOUND => (found.value, receiver),
        BOUND_UNLESS_OWN => match own_attribute(vm, receiver, index)? {
            Some(own) => (own, Value::UNBOUND),
            None => (found.value, receiver),
        },
        GETTER => (vm.call(found.value, &[receiver])?, Value::UNBOUND),
        slot => match receiver.get::<Instance>() {
            Some(instance) => (vm.slot_value(instance, slot as usize), Value::UNBOUND),
            None => (Value::UNBOUND, Value::UNBOUND),
        },
    })
}

/// What an object has in the table of attributes for a cache's name.
#[inline(always)]
fn own_attribute(vm: &mut Vm, receiver: Value, index: ShortCache) -> Res<Option<Value>> {
    match receiver.header() {
        Some(header) if header.flag(HAS_ATTRIBUTES) => {
            let name = vm.cached_name(u32::from(index.0));
            vm.own_attribute(receiver, name)
        }
        _ => Ok(None),
    }
}

/// The key that a receiver's attributes are cached by: 0 where they are not.
#[inline(always)]
fn key_of(receiver: Value) -> u32 {
    match receiver.get::<Type>() {
        Some(class) => class.root_shape.get().0 | OF_CLASS,
        None => shape_of(receiver).0,
    }
}

impl Vm {
    /// What is known of a key at a cache.
    #[inline(always)]
    fn known(&self, cache: &InlineCache, key: u32) -> Option<Found> {
        match cache.is_for(key) {
            true => Some(Found::of(cache)),
            false => self.sites.get(cache, key),
        }
    }

    fn learn(&mut self, cache: &InlineCache, name: Gc<Str>, found: Found) {
        name.note_cached();
        cache.fill(found.key, found.slot, found.value);
        self.sites.put(cache, found);
    }

    /// What a name means on an object, if it means the same on all that have its key,
    /// until a class changes.
    fn find_cacheable(&mut self, receiver: Value, name: Gc<Str>, key: u32) -> Option<Found> {
        let found = |slot, value| Some(Found { key, slot, value });
        let class = self.class_of(receiver);
        if class.has_custom_getattribute() || receiver.is::<Module>() || !name.is_interned() {
            return None;
        }
        if let Some(receiver) = receiver.get::<Type>() {
            return self.find_on_class(receiver, class, name, key);
        }
        let attribute = class.lookup(name).map(|(value, _)| value);
        if let Some(property) = attribute.and_then(|it| it.get::<Property>()) {
            let getter = property.getter.get();
            // Where a getter fails, `__getattr__` has a say.
            let asks = class.custom.get() & GETATTR != 0;
            return (property.is_exact() && getter.is::<Function>() && !asks)
                .then(|| found(GETTER, getter))?;
        }
        if attribute.is_some_and(|it| self.is_data_descriptor(it)) {
            return None;
        }
        if receiver.is::<Instance>() {
            let shape = ShapeId(key);
            if self.heap.shapes.is_dictionary(shape) {
                return None;
            }
            if let Some(slot) = self.heap.shapes.slot(shape, name) {
                return found(slot as u32, Value::UNBOUND);
            }
        } else if class.has_dict.get() || !receiver.is_object() {
            // The attributes of other objects are in a table, and their shape says
            // nothing of them. Those of ints and floats are not worth a cache.
            let method = attribute?;
            let binds = method.is::<Function>() || self.is_native_method(method);
            return binds.then(|| found(BOUND_UNLESS_OWN, method))?;
        }
        let attribute = attribute?;
        if attribute.is::<Function>() || self.is_native_method(attribute) {
            return found(BOUND, attribute);
        }
        if let Some(method) = attribute.get::<StaticMethod>() {
            return method
                .is_exact()
                .then(|| found(PLAIN, method.callable.get()))?;
        }
        (!self.is_descriptor(attribute) && !name.changes()).then(|| found(PLAIN, attribute))?
    }

    /// The same for an attribute of a class.
    fn find_on_class(
        &mut self,
        class: Gc<Type>,
        meta: Gc<Type>,
        name: Gc<Str>,
        key: u32,
    ) -> Option<Found> {
        let found = |slot, value| Some(Found { key, slot, value });
        if meta.lookup(name).is_some() {
            return None;
        }
        let (attribute, _) = class.lookup(name)?;
        if attribute.is::<Function>() || attribute.is::<Native>() {
            return found(PLAIN, attribute);
        }
        if let Some(method) = attribute.get::<StaticMethod>() {
            return found(PLAIN, method.callable.get());
        }
        if let Some(method) = attribute.get::<ClassMethod>() {
            let callable = method.callable.get();
            let binds = callable.is::<Function>() || callable.is::<Native>();
            return binds.then(|| found(BOUND, callable))?;
        }
        (!self.is_descriptor(attribute) && !name.changes()).then(|| found(PLAIN, attribute))?
    }
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
    if let Some(instance) = receiver.get::<Instance>() {
        let shape = instance.header().shape();
        if let Some(found) = vm.sites.get(cache, shape.0)
            && let Some(slot) = instance.tail().get(found.slot as usize)
        {
            slot.set(value);
            if let Some(next) = found.value.as_int() {
                instance.header().set_shape(ShapeId(next as u32));
            }
            return Ok(());
        }
        let name = vm.cached_name(u32::from(index.0));
        if let Some(found) = vm.find_storable(receiver, shape, name) {
            vm.learn(cache, name, found);
            quick_store_attribute(receiver, cache, value);
            return Ok(());
        }
    }
    let name = vm.cached_name(u32::from(index.0));
    vm.set_attr(receiver, name, value)
}

impl Vm {
    /// The slot that storing an attribute fills, and the shape after it, if that is the
    /// same for all instances of a shape.
    fn find_storable(&mut self, receiver: Value, shape: ShapeId, name: Gc<Str>) -> Option<Found> {
        let class = self.class_of(receiver);
        let found = class.lookup(name).map(|(value, _)| value);
        let in_slot = found.is_some_and(|it| it.is::<Member>()) && self.has_slot(class, name);
        let plain = (class.has_dict.get() || in_slot)
            && !class.has_custom_setattr()
            && !self.heap.shapes.is_dictionary(shape)
            && !found.is_some_and(|value| self.is_data_descriptor(value));
        if !plain {
            return None;
        }
        let shapes = &mut self.heap.shapes;
        let known = shapes.slot(shape, name);
        let slot = known.unwrap_or(shapes.names(shape).len());
        if slot >= shapes.inline(shape) {
            return None;
        }
        let value = match known {
            Some(_) => Value::UNBOUND,
            None => Value::small(shapes.with(shape, name)?.0 as i32),
        };
        Some(Found {
            key: shape.0,
            slot: slot as u32,
            value,
        })
    }
}

/// The function that `receiver.name(...)` calls with the receiver first.
#[inline(always)]
pub(super) fn quick_method(receiver: Value, cache: &InlineCache) -> Option<Value> {
    let header = receiver.header()?;
    let hit = cache.is_for(header.shape().0) && cache.slot.get() == BOUND;
    hit.then(|| cache.value.get())
}

// --- the table behind the caches ---

/// How many pairs of a cache and a key the table holds.
const SITES: usize = 512;

/// What is known at caches that see several shapes; emptied by every collection, since
/// the collector does not look into it.
pub(crate) struct Sites {
    entries: Box<[Site; SITES]>,
}

#[derive(Clone, Copy)]
struct Site {
    cache: *const InlineCache,
    found: Found,
}

impl Sites {
    pub(super) fn new() -> Sites {
        Sites {
            entries: Box::new([EMPTY; SITES]),
        }
    }

    pub(super) fn clear(&mut self) {
        self.entries.fill(EMPTY);
    }

    #[inline(always)]
    fn place(cache: &InlineCache, key: u32) -> usize {
        let address = std::ptr::from_ref(cache) as usize;
        ((address / size_of::<InlineCache>()) ^ (key as usize).wrapping_mul(31)) % SITES
    }

    #[inline(always)]
    fn get(&self, cache: &InlineCache, key: u32) -> Option<Found> {
        let site = &self.entries[Sites::place(cache, key)];
        (site.cache == std::ptr::from_ref(cache) && site.found.key == key).then_some(site.found)
    }

    fn put(&mut self, cache: &InlineCache, found: Found) {
        self.entries[Sites::place(cache, found.key)] = Site { cache, found };
    }
}

const EMPTY: Site = Site {
    cache: std::ptr::null(),
    found: Found {
        key: 0,
        slot: 0,
        value: Value::UNBOUND,
    },
};

// --- what caches depend on ---

impl Vm {
    /// The name that a cache of the running code looks up.
    fn cached_name(&self, index: u32) -> Gc<Str> {
        let code = self.running_code();
        code.name_at(code.code.caches[index as usize] as usize)
    }

    /// To be called whenever an attribute of a class was set or deleted.
    pub fn class_attribute_changed(
        &mut self,
        class: Gc<Type>,
        name: Gc<Str>,
        before: Option<Value>,
    ) {
        class.forget(name);
        if name.bytes().starts_with(b"__") {
            self.refresh_class(class);
        }
        let was_value = before.is_some_and(|value| !self.is_descriptor(value));
        let is_value = class
            .dict
            .get_str(name)
            .is_some_and(|value| !self.is_descriptor(value));
        if !name.is_cached() || was_value && is_value && name.changes() {
            return;
        }
        if was_value {
            name.note_changes();
        }
        self.empty_caches();
    }

    /// To be called when a class has other bases.
    pub fn class_changed(&mut self, class: Gc<Type>) {
        self.refresh_class(class);
        self.empty_caches();
    }

    fn empty_caches(&mut self) {
        for code in self.loaded_codes() {
            for cache in code.tail() {
                cache.fill(0, 0, Value::UNBOUND);
            }
        }
        self.sites.clear();
    }
}
