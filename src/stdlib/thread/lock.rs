//! `lock` and `RLock`.
//!
//! Only the thread that has the baton looks at a lock, so taking one that is free needs no atomic operation.
//! Who gives a lock back wakes the first that waits, which tries again when it has its turn: a
//! thread that runs may be faster, as in CPython.

use std::cell::RefMut;
use std::time::{Duration, Instant};

use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::truth;
use crate::stdlib::time::duration;
use crate::vm::native::{Args, TypeDef};
use crate::vm::threads::{Ident, Waiters, Woken};
use crate::vm::{Res, Vm};

pub static LOCK: TypeDef = TypeDef {
    name: "_thread.lock",
    kind: Kind::Opaque,
    base: "object",
    subclassable: false,
    doc: "A lock object is a synchronization primitive.",
    methods: LOCK_METHODS,
    statics: LOCK_STATICS,
    class_methods: &[],
    getsets: &[],
};

pub static RLOCK: TypeDef = TypeDef {
    name: "_thread.RLock",
    kind: Kind::Opaque,
    base: "object",
    subclassable: true,
    doc: "",
    methods: RLOCK_METHODS,
    statics: RLOCK_STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { LOCK_STATICS: __new__(cls, /, *args, **kwargs) => refuse }

natives! { LOCK_METHODS:
    acquire(self, /, blocking=True, timeout=-1) => acquire,
    acquire_lock(self, /, blocking=True, timeout=-1) => acquire,
    release(self, /) => release,
    release_lock(self, /) => release,
    locked(self, /) => locked,
    locked_lock(self, /) => locked,
    __enter__(self, /) => |vm, args| acquire_within(vm, args[0], Some(None)),
    __exit__(self, /, *args) => release,
    _at_fork_reinit(self, /) => reinit::<Lock>,
    __repr__(self, /) => repr,
}

natives! { RLOCK_STATICS: __new__(cls, /, *args, **kwargs) => new_rlock }

natives! { RLOCK_METHODS:
    acquire(self, /, blocking=True, timeout=-1) => acquire_rlock,
    release(self, /) => release_rlock,
    __enter__(self, /) => |vm, args| acquire_rlock_within(vm, args[0], Some(None)),
    __exit__(self, /, *args) => release_rlock,
    _is_owned(self, /) => |vm, args| { let count = own_count(vm, args[0])?; Ok(Value::bool(count > 0)) },
    _recursion_count(self, /) => |vm, args| { let count = own_count(vm, args[0])?; Ok(vm.heap.int(count as i64)) },
    _release_save(self, /) => release_save,
    _acquire_restore(self, state, /) => acquire_restore,
    _at_fork_reinit(self, /) => reinit::<RLock>,
    __repr__(self, /) => repr_rlock,
}

/// `TIMEOUT_MAX`: what fits into 63 bits of nanoseconds, in seconds.
pub const LONGEST: f64 = 9_223_372_036.0;

#[derive(Default)]
struct Lock {
    locked: bool,
    waiters: Waiters,
}

#[derive(Default)]
struct RLock {
    owner: Ident,
    /// How often the owner has it.
    count: usize,
    waiters: Waiters,
}

fn part<'o, T: 'static>(vm: &mut Vm, object: &'o Opaque) -> Res<RefMut<'o, T>> {
    let state = RefMut::filter_map(object.state.borrow_mut(), |it| it.downcast_mut::<T>());
    state.map_err(|_| vm.type_error("a lock is required"))
}

fn lock<'o>(vm: &mut Vm, object: &'o Opaque) -> Res<RefMut<'o, Lock>> {
    part(vm, object)
}

fn rlock<'o>(vm: &mut Vm, object: &'o Opaque) -> Res<RefMut<'o, RLock>> {
    part(vm, object)
}

/// In a child after a fork: who had it or waited for it is no more.
fn reinit<T: Default + 'static>(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let object = this::<Opaque>(vm, args[0])?;
    *part::<T>(vm, &object)? = T::default();
    Ok(Value::NONE)
}

// --- how long to wait ---

/// The timeout -1, in nanoseconds.
const FOR_EVER: i64 = -1_000_000_000;

/// Until when to wait: `None` is not at all, `Some(None)` for ever.
type Patience = Option<Option<Instant>>;

/// What `blocking` and `timeout` mean.
fn patience(vm: &mut Vm, args: &Args<'_>) -> Res<Patience> {
    let blocking = truth(vm, args.get(1), true)?;
    let timeout = match args.get(2) {
        Some(timeout) => duration(vm, timeout)?,
        None => FOR_EVER,
    };
    if !blocking && timeout != FOR_EVER {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    Ok(match timeout {
        FOR_EVER if blocking => Some(None),
        ..=-1 if blocking => return Err(vm.value_error("timeout value must be positive")),
        _ if timeout as f64 > LONGEST * 1e9 => {
            return Err(vm.overflow_error("timeout value is too large"));
        }
        1.. => Some(Instant::now().checked_add(Duration::from_nanos(timeout as u64))),
        _ => None,
    })
}

/// Tries until it succeeds or patience is at its end; says whether it has succeeded.
fn keep_trying(
    vm: &mut Vm,
    waiters: &Waiters,
    patience: Patience,
    mut attempt: impl FnMut(&mut Vm) -> Res<bool>,
) -> Res<bool> {
    let mut late = false;
    while !attempt(vm)? {
        match patience {
            Some(deadline) if !late => {
                late = vm.wait_to_be_woken(waiters, deadline)? == Woken::Late;
            }
            _ => return Ok(false),
        }
    }
    Ok(true)
}

// --- lock ---

fn refuse(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Err(vm.type_error("cannot create '_thread.lock' instances"))
}

/// `allocate_lock()`
pub fn allocate(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let shape = vm.builtin_class(LOCK.name).root_shape.get();
    let state = Box::new(Lock::default());
    Ok(vm.heap.alloc(Opaque::new(shape, state)).into())
}

fn acquire(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let patience = patience(vm, &args)?;
    acquire_within(vm, args[0], patience)
}

fn acquire_within(vm: &mut Vm, object: Value, patience: Patience) -> Res<Value> {
    let object = this::<Opaque>(vm, object)?;
    let waiters = {
        let mut lock = lock(vm, &object)?;
        if !std::mem::replace(&mut lock.locked, true) {
            return Ok(Value::TRUE);
        }
        lock.waiters.clone()
    };
    let attempt = |vm: &mut Vm| Ok(!std::mem::replace(&mut lock(vm, &object)?.locked, true));
    keep_trying(vm, &waiters, patience, attempt).map(Value::bool)
}

fn release(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let object = this::<Opaque>(vm, args[0])?;
    let mut lock = lock(vm, &object)?;
    if !std::mem::replace(&mut lock.locked, false) {
        drop(lock);
        return Err(vm.runtime_error("release unlocked lock"));
    }
    vm.wake(&lock.waiters, 1);
    Ok(Value::NONE)
}

fn locked(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let object = this::<Opaque>(vm, args[0])?;
    let locked = lock(vm, &object)?.locked;
    Ok(Value::bool(locked))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let object = this::<Opaque>(vm, args[0])?;
    let state = if lock(vm, &object)?.locked {
        "locked"
    } else {
        "unlocked"
    };
    let address = object.address();
    let text = format!("<{state} _thread.lock object at {address:#x}>");
    Ok(vm.heap.str(&text).into())
}

// --- RLock ---

fn new_rlock(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(RLOCK.name);
    let class = class_for_new(vm, args[0], base)?;
    let state = Box::new(RLock::default());
    Ok(vm
        .heap
        .alloc(Opaque::new(class.root_shape.get(), state))
        .into())
}

fn acquire_rlock(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let patience = patience(vm, &args)?;
    acquire_rlock_within(vm, args[0], patience)
}

fn acquire_rlock_within(vm: &mut Vm, object: Value, patience: Patience) -> Res<Value> {
    let object = this::<Opaque>(vm, object)?;
    take_rlock(vm, object, patience, 1).map(Value::bool)
}

/// Takes it, so many times at once.
fn take_rlock(vm: &mut Vm, object: Gc<Opaque>, patience: Patience, times: usize) -> Res<bool> {
    let me = vm.thread_ident();
    let attempt = |vm: &mut Vm| {
        let mut lock = rlock(vm, &object)?;
        let mine = lock.count == 0 || lock.owner == me;
        if mine {
            lock.owner = me;
            lock.count += times;
        }
        Ok(mine)
    };
    if attempt(vm)? {
        return Ok(true);
    }
    let waiters = rlock(vm, &object)?.waiters.clone();
    keep_trying(vm, &waiters, patience, attempt)
}

/// Gives it back, once or altogether; how often it was taken.
fn give_back(vm: &mut Vm, object: Value, altogether: bool) -> Res<usize> {
    let object = this::<Opaque>(vm, object)?;
    let me = vm.thread_ident();
    let mut lock = rlock(vm, &object)?;
    if lock.count == 0 || lock.owner != me {
        drop(lock);
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    let count = lock.count;
    lock.count = if altogether { 0 } else { count - 1 };
    if lock.count == 0 {
        lock.owner = 0;
        vm.wake(&lock.waiters, 1);
    }
    Ok(count)
}

fn release_rlock(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    give_back(vm, args[0], false).map(|_| Value::NONE)
}

/// How often the running thread has it.
fn own_count(vm: &mut Vm, object: Value) -> Res<usize> {
    let object = this::<Opaque>(vm, object)?;
    let me = vm.thread_ident();
    let lock = rlock(vm, &object)?;
    Ok(if lock.owner == me { lock.count } else { 0 })
}

/// For a condition that waits: gives it back altogether, `(how often it was taken, by whom)`.
fn release_save(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let count = give_back(vm, args[0], true)?;
    let owner = vm.thread_ident() as i64;
    let state = [vm.heap.int(count as i64), vm.heap.int(owner)];
    Ok(vm.heap.tuple(&state).into())
}

fn acquire_restore(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let state = args[1].get::<Tuple>().map_or(&[][..], |it| it.tail());
    let [count, _] = state else {
        return Err(vm.type_error("_acquire_restore() argument 1 must be 2-item tuple"));
    };
    let count = vm.index(count.get())?;
    let object = this::<Opaque>(vm, args[0])?;
    take_rlock(vm, object, Some(None), count.max(1) as usize)?;
    Ok(Value::NONE)
}

fn repr_rlock(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let object = this::<Opaque>(vm, args[0])?;
    let (owner, count) = {
        let lock = rlock(vm, &object)?;
        (lock.owner, lock.count)
    };
    let state = if count > 0 { "locked" } else { "unlocked" };
    let class = vm.class_of(args[0]);
    let (class, address) = (vm.full_class_name(class), object.address());
    let text = format!("<{state} {class} object owner={owner} count={count} at {address:#x}>");
    Ok(vm.heap.str(&text).into())
}
