//! Starting a VM: the heap, the built-in classes, `builtins` and `sys`.

use std::io;

use super::frame::RegisterStack;
use super::names::Names;
use super::native::{Embedded, ModuleDef, NativeDef, NativeFn, TypeDef};
use super::types::Types;
use super::{Config, Res, Vm};
use crate::object::array::Array;
use crate::object::class::{NewType, Type};
use crate::object::gc::{Gc, Kind, ShapeId};
use crate::object::hash;
use crate::object::heap::{Heap, HeapError};
use crate::object::instance::Module;
use crate::object::value::Value;

/// What the layers above give to a VM.
#[derive(Clone, Copy)]
pub struct Parts {
    /// The built-in classes, bases before what derives from them.
    pub types: &'static [&'static [&'static TypeDef]],
    /// The functions of `builtins`.
    pub functions: &'static [NativeDef],
    /// Puts the constants and classes into `builtins`.
    pub setup: fn(&mut Vm) -> Res<()>,
    /// The modules written in Rust.
    pub modules: &'static [&'static ModuleDef],
    /// The modules written in Python.
    pub embedded: Embedded,
}

/// Why a VM can't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("can't reserve the heap: {0}")]
    Heap(#[from] HeapError),
    #[error("can't reserve the register stack: {0}")]
    Stack(#[from] io::Error),
    /// The exception is in the message.
    #[error("can't make the built-in modules: {0}")]
    Builtins(String),
}

/// Native stack that is left for Rust code when Python calls are refused.
const NATIVE_RESERVE: usize = 256 << 10;

/// Natives and what they call may take this much, however large the stack is: they do
/// work at each level that is not worth much at the hundred-thousandth.
const NATIVE_STACK: usize = 8 << 20;

impl Vm {
    /// A VM whose main thread is the caller. It is boxed because hooks and frames hold its address.
    ///
    /// # Errors
    /// When memory can't be reserved.
    pub fn new(config: Config, parts: Parts) -> Result<Box<Vm>, StartError> {
        if let Some(seed) = config.hash_seed {
            hash::set_seed(u64::from(seed));
        }
        let mut heap = Heap::new()?;
        let stack = RegisterStack::new()?;
        let names = Names::new(&mut heap);
        let array = || -> Result<Gc<Array>, StartError> {
            heap.array(0)
                .map_err(|_| StartError::Builtins("out of memory".into()))
        };
        let subclasses = array()?;
        let none = heap.tuple(&[]);
        // Classes refer to each other; until they are made, all are this one.
        let placeholder = NewType {
            name: names.class,
            bases: none,
            dict: heap.dict(),
            layout: Kind::Instance,
            builtin: true,
            has_dict: false,
        };
        let placeholder: Gc<Type> = heap.alloc(Type::new(
            placeholder,
            none,
            subclasses,
            ShapeId(Kind::Type as u32),
        ));
        let (builtins, modules, class_registry) = (heap.dict(), heap.dict(), heap.dict());
        let (sys, signal_handlers) = (heap.dict(), heap.dict());
        let mut vm = Box::new(Vm {
            heap,
            stack,
            current: std::ptr::null_mut(),
            frame_objects: Default::default(),
            scratch: std::ptr::null_mut(),
            eval_frame: None,
            call_hook: None,
            tracing: Default::default(),
            asyncgen_hooks: Default::default(),
            records: false,
            going_over: false,
            recorder: |_, _| None,
            stand_ins: Vec::new(),
            native_limit: 0,
            native_step: 0,
            stack_floor: 0,
            recursion_limit: 1000,
            depth_limit: 1000,
            depth: 0,
            quick_limit: 1000,
            max_str_digits: 4300,
            returned: Value::NONE,
            raised: Value::NONE,
            handled: Value::NONE,
            local_values: Value::NONE,
            threads: super::threads::Threads::new(),
            types: Types::all(placeholder),
            class_registry,
            names,
            builtins,
            modules,
            sys,
            inherent: super::types::Inherent::default(),
            native_shapes: super::types::NativeShapes {
                method: ShapeId(0),
                member: ShapeId(0),
            },
            natives: Vec::new(),
            native_names: Default::default(),
            accessors: Vec::new(),
            sites: super::cache::Sites::new(),
            module_defs: parts.modules,
            embedded: parts.embedded,
            signal_handlers,
            weak_budget: Default::default(),
            release_budget: Default::default(),
            main_runs: false,
            importing: Vec::new(),
            being_shown: Vec::new(),
            config,
            states: Default::default(),
            trampoline_control: None,
        });
        vm.scratch = vm.stack.base();
        vm.watch_baton();
        vm.find_native_limit();
        vm.install_types(parts.types);
        if vm.install_builtins(&parts).is_err() {
            let exception = vm.take_raised();
            let text = vm
                .repr(exception)
                .map(|text| text.to_string_lossy().into_owned());
            return Err(StartError::Builtins(text.unwrap_or_default()));
        }
        let stress = vm.config.gc_stress;
        vm.heap.set_stress(stress);
        Ok(vm)
    }

    fn install_builtins(&mut self, parts: &Parts) -> Res<()> {
        let module = self.add_module("builtins");
        self.builtins = module.dict;
        let name = self.heap.intern("builtins");
        for function in parts.functions {
            let native = self.new_native(function, Value::UNBOUND, name.into());
            let key = self.heap.intern(function.name);
            self.builtins.insert_str(&self.heap, key, native.into());
        }
        (parts.setup)(self)?;
        if let Some(sys) = self.import_module("sys")?.get::<Module>() {
            self.sys = sys.dict;
        }
        Ok(())
    }

    /// Finds out how far the native stack of this thread reaches.
    pub(super) fn find_native_limit(&mut self) {
        let (lowest, highest) = native_stack();
        self.stack_floor = lowest + NATIVE_RESERVE;
        self.native_limit = self
            .stack_floor
            .max(highest.saturating_sub(NATIVE_STACK) + NATIVE_RESERVE);
        self.heap.set_stack_base(highest);
    }

    /// The number of a getter or setter.
    pub(super) fn getset_native(&mut self, function: NativeFn) -> u32 {
        self.accessors.push(function);
        self.accessors.len() as u32 - 1
    }
}

/// The address of the native stack's end.
#[inline(always)]
pub(super) fn stack_pointer() -> usize {
    let sp: usize;
    // SAFETY: reads a register.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!("mov {}, rsp", out(reg) sp, options(nomem, nostack, preserves_flags));
        #[cfg(target_arch = "aarch64")]
        std::arch::asm!("mov {}, sp", out(reg) sp, options(nomem, nostack, preserves_flags));
    }
    sp
}

/// The lowest and the highest address that this thread's native stack may use.
fn native_stack() -> (usize, usize) {
    // SAFETY: plain calls of the thread library; the attributes are initialised by
    // the first and destroyed by the last.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        let mut lowest: *mut libc::c_void = std::ptr::null_mut();
        let mut size: libc::size_t = 0;
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0 {
            // 8 MiB below here is what Linux gives a main thread.
            let here = stack_pointer();
            return (here.saturating_sub(7 << 20), here + (64 << 10));
        }
        libc::pthread_attr_getstack(&attributes, &mut lowest, &mut size);
        libc::pthread_attr_destroy(&mut attributes);
        (lowest as usize, lowest as usize + size)
    }
}
