//! The evaluator's loop: one arm an op, fast paths only.
//!
//! ```text
//!   run(entry frame) ──> [ load op, match, do it ] ──> the entry frame returns
//!                          │ call: push a frame, go on in the same loop
//!                          │ return: pop it, write the result into the caller
//!                          └ error: unwind.rs finds the handler, or leave the loop
//! ```
//!
//! What the loop keeps in machine registers: the pc, the registers' address (which
//! is the frame's, too) and the VM. Whatever takes more than a few instructions is
//! a call of a function that is never inlined, because each inlined slow path
//! would make this function's own native frame larger, and that frame bounds how
//! deep natives and Python can nest. Before such a call the pc is stored into the
//! frame (`attempt!` does both), so that tracebacks and unwinders know the line.

use super::call::Prepared;
use super::frame::{CONSTRUCTS, ENTRY, Frame, GENERATES, RECORDED, SEEN};
use super::generators::Resumed;
use super::hook::Status;
use super::protocol::arith::Arith;
use super::protocol::compare::Cmp;
use super::protocol::pair::Step;
use super::records::{self, CONTINUE, THROW};
use super::registers::Registers;
use super::start::stack_pointer;
use super::unwind::{LiveFrame, Unwound};
use super::{Vm, cache, quick};
use crate::code::Op;
use crate::code::op::{CALLEE, Jump, KWNAMES, WINDOW};
use crate::object::function::{CellObject, CodeObject, Function, Native};
use crate::object::gc::Gc;
use crate::object::generator::Generator;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// Runs a frame until it returns, raises or yields.
///
/// # Safety
/// `vm` is the running VM; `entry` is a complete frame, its caller the current one,
/// with [`ENTRY`] in its state. With `how` [`THROW`], `Vm::raised` holds an exception;
/// with [`CONTINUE`], a loop of another kind goes on here with its current frame.
pub unsafe extern "C" fn run<const RECORDS: bool, const TRACES: bool>(
    vm: *mut Vm,
    entry: *mut Frame,
    how: usize,
) -> Status {
    // SAFETY: the caller's contract. Below, every raw access is to the current
    // frame (whose operands the verifier has checked), to the code it runs, or to
    // a window inside it.
    unsafe {
        let vm = &mut *vm;
        // A profiler's hook, behind the one that traces, knows the plain loop only.
        if !RECORDS && !TRACES && vm.tracing.active {
            return run::<false, true>(vm, entry, how);
        }
        // Of frames whose record is kept; else 0.
        let recorded = if RECORDS { RECORDED } else { 0 };
        let native = if RECORDS { records::slot() } else { 0 };
        let mut regs = Registers(Frame::registers(entry));
        // The next op; where records are kept, its place.
        let mut pc = if RECORDS {
            let place = vm.begin_records(entry, native, how);
            records::set_slot(entry);
            place
        } else {
            (*entry).pc
        };
        vm.current = entry;
        vm.depth += usize::from(!(RECORDS || TRACES) || how != CONTINUE);
        let outer_traced = vm.tracing.loop_entry;
        if TRACES {
            vm.tracing.loop_entry = Vm::loop_entry(entry);
        }

        /// The inline cache of an op.
        macro_rules! cache {
            ($index:expr) => {{
                let code = (*regs.frame()).code;
                // The verifier has checked the index.
                code.tail().get_unchecked($index.0 as usize)
            }};
        }
        /// Stores the pc. Where records are kept, it was before the op.
        macro_rules! store_pc {
            () => {
                if !RECORDS {
                    (*regs.frame()).pc = pc;
                }
            };
        }
        /// Stores the pc, evaluates something that can raise, and raises if it did.
        macro_rules! attempt {
            ($result:expr) => {{
                store_pc!();
                match $result {
                    Ok(it) => it,
                    Err(_) => break true,
                }
            }};
        }
        /// A safepoint, in the frame at hand, before a jump of so many ops.
        macro_rules! safepoint {
            ($jump:expr) => {{
                if vm.heap.wants_collection() {
                    attempt!(vm.loop_safepoint($jump));
                }
            }};
        }
        /// Leaves the loop.
        macro_rules! exit {
            ($status:expr) => {{
                if RECORDS {
                    records::restore_slot(native);
                    vm.end_records(native);
                }
                if TRACES {
                    vm.tracing.loop_entry = outer_traced;
                }
                return $status;
            }};
        }
        /// Makes a frame, whose record is complete, the one that stack walks begin with.
        macro_rules! show {
            ($frame:expr) => {
                if RECORDS {
                    records::set_slot($frame);
                }
            };
        }
        /// Jumps; backwards it is a safepoint.
        macro_rules! jump {
            ($target:expr) => {{
                let target = $target.0 as isize;
                // What a safepoint raises is raised by the jump, not by what is before its target.
                if target < 0 {
                    safepoint!(target);
                }
                pc = pc.wrapping_offset(target);
            }};
        }
        macro_rules! jump_compare {
            ($cmp:expr, $when:expr, $a:expr, $b:expr, $target:expr) => {{
                let (a, b) = (regs.get($a), $b);
                let holds = match quick::compare($cmp, a, b) {
                    Some(holds) => holds,
                    None => attempt!(vm.compare_bool($cmp, a, b)),
                };
                if holds == $when.is() {
                    jump!($target);
                }
            }};
        }
        macro_rules! compare {
            ($cmp:expr, $dst:expr, $lhs:expr, $rhs:expr) => {{
                let (a, b) = (regs.get($lhs), regs.get($rhs));
                let value = match quick::compare($cmp, a, b) {
                    Some(holds) => Value::bool(holds),
                    None => attempt!(vm.compare($cmp, a, b)),
                };
                regs.set($dst, value);
            }};
        }
        macro_rules! operate {
            ($op:ident, $how:expr, $dst:expr, $a:expr, $b:expr) => {{
                let (a, b): (Value, Value) = ($a, $b);
                let value = match quick::arith(Arith::$op, a, b) {
                    Some(value) => value,
                    None => attempt!(vm.binary(Arith::$op, $how, a, b)),
                };
                regs.set($dst, value);
            }};
        }
        macro_rules! arith {
            ($op:ident, $how:expr, $dst:expr, $lhs:expr, $rhs:expr) => {
                operate!($op, $how, $dst, regs.get($lhs), regs.get($rhs))
            };
        }
        /// Goes on where an exception leads to.
        macro_rules! unwind {
            ($traced:expr) => {
                match vm.unwind(regs.frame(), $traced) {
                    Unwound::Handler(at, target) => {
                        let code = (*at).code;
                        vm.current = at;
                        regs = Registers(Frame::registers(at));
                        pc = if RECORDS {
                            code.places.get().wrapping_add(target)
                        } else {
                            code.first_op().add(target)
                        };
                        show!(at);
                    }
                    Unwound::Left => exit!(Status::Raised),
                    Unwound::GoOver => {
                        if RECORDS {
                            records::restore_slot(native);
                        }
                        exit!(vm.other_loop()(vm, vm.current, CONTINUE));
                    }
                }
            };
        }
        /// The op that the loop did last in this frame.
        macro_rules! last_op {
            () => {
                records::op_at::<RECORDS>(pc.wrapping_sub(1))
            };
        }
        /// Goes on in `frame` at its saved pc.
        macro_rules! resume {
            ($frame:expr) => {{
                let next: *mut Frame = $frame;
                vm.current = next;
                regs = Registers(Frame::registers(next));
                pc = if RECORDS {
                    // A recorded frame stands at its call.
                    (*next).pc.wrapping_add(1)
                } else {
                    (*next).pc
                };
                show!(next);
            }};
        }
        /// Leaves the frame with a value, which goes to its caller's register, or, where
        /// the loop was entered with this frame, to whoever entered it.
        macro_rules! leave {
            ($status:expr, $value:expr) => {{
                let value = $value;
                vm.depth -= 1;
                if (*regs.frame()).state & ENTRY != 0 {
                    vm.current = (*regs.frame()).outer;
                    vm.returned = value;
                    exit!($status);
                }
                resume!((*regs.frame()).link);
                regs.put(Op::first_register(last_op!()), value);
            }};
        }
        /// Takes the frame, a generator's whose pc is stored, off the chain with a value, and
        /// all frames that wait for it by `yield from` or `await`: they hand the value on.
        macro_rules! yield_value {
            ($value:expr) => {{
                let value = $value;
                loop {
                    let frame = regs.frame();
                    vm.suspend_generator(frame);
                    vm.depth -= 1;
                    if (*frame).state & ENTRY != 0 {
                        vm.current = (*frame).outer;
                        vm.returned = value;
                        exit!(Status::Yielded);
                    }
                    resume!((*frame).link);

                    if let Op::YieldFrom { .. } = *last_op!() {
                        repeat_op!();
                    } else {
                        regs.put(Op::first_register(last_op!()), value);
                        break;
                    }
                }
            }};
        }
        /// Stores the pc so that the frame, once resumed, runs its op again.
        macro_rules! repeat_op {
            () => {
                (*regs.frame()).pc = pc.wrapping_sub(if RECORDS { 2 } else { 1 })
            };
        }
        /// Resumes a generator: in this loop, or by the hook, and then goes on with what came of it.
        macro_rules! resume_generator {
            ($generator:expr, $sent:expr, $yielded:expr, $returned:expr) => {{
                let hook = vm.call_hook;
                let records = RECORDS && hook.is_none();
                let resumed = attempt!(vm.ready_generator($generator, $sent, records));
                if let Some(hook) = hook {
                    (*resumed).state |= ENTRY;
                    (*resumed).outer = regs.frame();
                    match hook(vm, resumed, 0) {
                        Status::Yielded => $yielded,
                        Status::Returned => $returned,
                        Status::Raised => break true,
                    }
                } else {
                    (*resumed).link = regs.frame();
                    resume!(resumed);
                    vm.depth += 1;
                }
            }};
        }
        /// Enters a frame whose parameters are bound: in this loop, or by the hook.
        macro_rules! enter {
            ($callee:expr, $code:expr, $state:expr, $dst:expr) => {{
                let callee: *mut Frame = $callee;
                let code: Gc<CodeObject> = $code;
                store_pc!();
                (*callee).code = code;
                let locals = Frame::registers(callee);
                for index in code.unbound.clone() {
                    *locals.add(index as usize) = Value::UNBOUND;
                }
                if vm.depth < vm.quick_limit {
                    if RECORDS && code.places.get().is_null() {
                        attempt!(vm.give_places(code));
                    }
                    (*callee).link = regs.frame();
                    (*callee).state = $state | recorded;
                    vm.depth += 1;
                    vm.current = callee;
                    regs = Registers(locals);
                    if RECORDS {
                        (*callee).pc = code.places.get();
                        pc = (*callee).pc;
                        show!(callee);
                    } else {
                        pc = code.first_op();
                    }
                    safepoint!(0);
                } else if vm.depth >= vm.depth_limit {
                    attempt!(vm.frames_too_deep());
                } else if let Some(hook) = vm.call_hook {
                    (*callee).pc = code.first_op();
                    (*callee).state = $state | ENTRY;
                    (*callee).outer = regs.frame();
                    if hook(vm, callee, 0) == Status::Raised {
                        break true;
                    }
                    regs.set($dst, vm.returned);
                    if !TRACES && vm.tracing.active {
                        attempt!(vm.go_over_now());
                    }
                }
            }};
        }
        /// Finishes a call whose callee is no plain function with plain arguments.
        macro_rules! general_call {
            ($dst:expr, $prepared:expr) => {{
                match attempt!($prepared) {
                    Prepared::Value(value) => regs.set($dst, value),
                    Prepared::Frame(callee) => {
                        let code = (*callee).code;
                        let state = (*callee).state;
                        enter!(callee, code, state, $dst);
                    }
                }
            }};
        }

        if how == THROW || stack_pointer() < vm.native_limit() {
            if how != THROW {
                vm.native_stack_is_full();
            }
            unwind!(true);
        }
        loop {
            // `true`: add this frame to the traceback; `false`: it is there already.
            let traced = loop {
                if RECORDS {
                    // Volatile: readers are not known to the compiler.
                    regs.pc().write_volatile(pc);
                }
                let op = *records::op_at::<RECORDS>(pc);
                pc = pc.wrapping_add(1);
                if TRACES {
                    attempt!(vm.trace_op(LiveFrame(regs.frame())));
                    if let Some(value) = attempt!(vm.profile_op(op, regs.frame())) {
                        regs.put(Op::first_register(&op), value);
                        continue;
                    }
                }
                match op {
                    // --- registers and constants ---
                    Op::Move { dst, src } => regs.set(dst, regs.get(src)),
                    Op::LoadConst { dst, konst } => {
                        regs.set(dst, (*regs.frame()).code.constant(konst.0 as usize));
                    }
                    Op::LoadInt { dst, value } => regs.set(dst, Value::small(value.0)),
                    Op::Unbind { dst } => regs.set(dst, Value::UNBOUND),
                    Op::CheckBound { src, name } => {
                        if regs.get(src).is_unbound() {
                            attempt!(vm.unbound_local(name));
                        }
                    }

                    // --- variables that are not registers ---
                    Op::LoadGlobal { dst, cache } => {
                        let cached = cache!(cache);
                        let function = (*regs.frame()).function;
                        let globals = function.globals;
                        let value = match cache::quick_global(vm, globals, cached) {
                            Some(value) => value,
                            None => attempt!(cache::load_global(vm, globals, cache, cached)),
                        };
                        regs.set(dst, value);
                    }
                    Op::StoreGlobal { src, cache } => {
                        let cached = cache!(cache);
                        let function = (*regs.frame()).function;
                        let globals = function.globals;
                        let value = regs.get(src);
                        if !cache::quick_store_global(globals, cached, value) {
                            attempt!(cache::store_global(vm, globals, cache, cached, value));
                        }
                    }
                    Op::MakeCell { dst, src } => {
                        let cell = vm.heap.alloc(CellObject::new(regs.get(src)));
                        regs.set(dst, cell.into());
                    }
                    Op::LoadClosure { dst, index } => {
                        let cell = (*regs.frame()).function.closure_at(index.0 as usize);
                        regs.set(dst, cell);
                    }
                    Op::LoadCell { dst, cell, name } => {
                        let value = CellObject::content_of(regs.get(cell));
                        if value.is_unbound() {
                            attempt!(vm.unbound_cell(cell, name));
                        }
                        regs.set(dst, value);
                    }
                    Op::StoreCell { cell, src } => {
                        CellObject::set_content_of(regs.get(cell), regs.get(src));
                    }
                    // --- arithmetic ---
                    Op::Add { how, dst, lhs, rhs } => arith!(Add, how, dst, lhs, rhs),
                    Op::Sub { how, dst, lhs, rhs } => arith!(Sub, how, dst, lhs, rhs),
                    Op::Mul { how, dst, lhs, rhs } => arith!(Mul, how, dst, lhs, rhs),
                    Op::TrueDiv { how, dst, lhs, rhs } => arith!(TrueDiv, how, dst, lhs, rhs),
                    Op::FloorDiv { how, dst, lhs, rhs } => arith!(FloorDiv, how, dst, lhs, rhs),
                    Op::Mod { how, dst, lhs, rhs } => arith!(Mod, how, dst, lhs, rhs),
                    Op::Pow { how, dst, lhs, rhs } => arith!(Pow, how, dst, lhs, rhs),
                    Op::MatMul { how, dst, lhs, rhs } => arith!(MatMul, how, dst, lhs, rhs),
                    Op::LShift { how, dst, lhs, rhs } => arith!(LShift, how, dst, lhs, rhs),
                    Op::RShift { how, dst, lhs, rhs } => arith!(RShift, how, dst, lhs, rhs),
                    Op::BitAnd { how, dst, lhs, rhs } => arith!(And, how, dst, lhs, rhs),
                    Op::BitOr { how, dst, lhs, rhs } => arith!(Or, how, dst, lhs, rhs),
                    Op::BitXor { how, dst, lhs, rhs } => arith!(Xor, how, dst, lhs, rhs),
                    Op::AddImm { how, dst, lhs, imm } => {
                        operate!(Add, how, dst, regs.get(lhs), imm.value());
                    }
                    Op::SubImm { how, dst, lhs, imm } => {
                        operate!(Sub, how, dst, regs.get(lhs), imm.value());
                    }
                    Op::Neg { dst, src } => {
                        let value = match quick::negative(regs.get(src)) {
                            Some(value) => value,
                            None => attempt!(vm.unary_neg(regs.get(src))),
                        };
                        regs.set(dst, value);
                    }
                    Op::Not { dst, src } => {
                        let value = regs.get(src);
                        let truth = match quick::truth(value) {
                            Some(truth) => truth,
                            None => attempt!(vm.truthy(value)),
                        };
                        regs.set(dst, Value::bool(!truth));
                    }

                    // --- comparison ---
                    Op::Lt { dst, lhs, rhs } => compare!(Cmp::Lt, dst, lhs, rhs),
                    Op::Le { dst, lhs, rhs } => compare!(Cmp::Le, dst, lhs, rhs),
                    Op::Gt { dst, lhs, rhs } => compare!(Cmp::Gt, dst, lhs, rhs),
                    Op::Ge { dst, lhs, rhs } => compare!(Cmp::Ge, dst, lhs, rhs),
                    Op::Eq { dst, lhs, rhs } => compare!(Cmp::Eq, dst, lhs, rhs),
                    Op::Ne { dst, lhs, rhs } => compare!(Cmp::Ne, dst, lhs, rhs),
                    Op::Is { dst, lhs, rhs } => {
                        regs.set(dst, Value::bool(regs.get(lhs) == regs.get(rhs)))
                    }
                    Op::IsNot { dst, lhs, rhs } => {
                        regs.set(dst, Value::bool(regs.get(lhs) != regs.get(rhs)))
                    }
                    Op::In { dst, lhs, rhs } => {
                        let found = attempt!(vm.contains(regs.get(rhs), regs.get(lhs)));
                        regs.set(dst, Value::bool(found));
                    }
                    Op::NotIn { dst, lhs, rhs } => {
                        let found = attempt!(vm.contains(regs.get(rhs), regs.get(lhs)));
                        regs.set(dst, Value::bool(!found));
                    }

                    // --- jumps ---
                    Op::Jump { target } => jump!(target),
                    Op::JumpIf { when, cond, target } => {
                        let value = regs.get(cond);
                        let truth = match quick::truth(value) {
                            Some(truth) => truth,
                            None => attempt!(vm.truthy(value)),
                        };
                        if truth == when.is() {
                            jump!(target);
                        }
                    }
                    Op::JumpIfNone { when, src, target } => {
                        if regs.get(src).is_none() == when.is() {
                            jump!(target);
                        }
                    }
                    Op::JumpLt {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        jump_compare!(Cmp::Lt, when, lhs, regs.get(rhs), target);
                    }
                    Op::JumpLe {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        jump_compare!(Cmp::Le, when, lhs, regs.get(rhs), target);
                    }
                    Op::JumpGt {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        jump_compare!(Cmp::Gt, when, lhs, regs.get(rhs), target);
                    }
                    Op::JumpGe {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        jump_compare!(Cmp::Ge, when, lhs, regs.get(rhs), target);
                    }
                    Op::JumpEq {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        jump_compare!(Cmp::Eq, when, lhs, regs.get(rhs), target);
                    }
                    Op::JumpNe {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        jump_compare!(Cmp::Ne, when, lhs, regs.get(rhs), target);
                    }
                    Op::JumpLtImm {
                        when,
                        lhs,
                        imm,
                        target,
                    } => {
                        jump_compare!(Cmp::Lt, when, lhs, imm.value(), target);
                    }
                    Op::JumpLeImm {
                        when,
                        lhs,
                        imm,
                        target,
                    } => {
                        jump_compare!(Cmp::Le, when, lhs, imm.value(), target);
                    }
                    Op::JumpGtImm {
                        when,
                        lhs,
                        imm,
                        target,
                    } => {
                        jump_compare!(Cmp::Gt, when, lhs, imm.value(), target);
                    }
                    Op::JumpGeImm {
                        when,
                        lhs,
                        imm,
                        target,
                    } => {
                        jump_compare!(Cmp::Ge, when, lhs, imm.value(), target);
                    }
                    Op::JumpEqImm {
                        when,
                        lhs,
                        imm,
                        target,
                    } => {
                        jump_compare!(Cmp::Eq, when, lhs, imm.value(), target);
                    }
                    Op::JumpNeImm {
                        when,
                        lhs,
                        imm,
                        target,
                    } => {
                        jump_compare!(Cmp::Ne, when, lhs, imm.value(), target);
                    }
                    Op::JumpIs {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        if (regs.get(lhs) == regs.get(rhs)) == when.is() {
                            jump!(target);
                        }
                    }
                    Op::JumpIn {
                        when,
                        lhs,
                        rhs,
                        target,
                    } => {
                        let found = attempt!(vm.contains(regs.get(rhs), regs.get(lhs)));
                        if found == when.is() {
                            jump!(target);
                        }
                    }

                    // --- iteration ---
                    Op::ForPrep { state, src } => {
                        let [first, second, third] = attempt!(vm.loop_over(regs.get(src)));
                        regs.put(state.0, first);
                        regs.put(state.0 + 1, second);
                        regs.put(state.0 + 2, third);
                    }
                    Op::ForNext { dst, state, top } => {
                        if let Some(true) = quick::step(regs, dst, state.0) {
                            jump!(Jump(i32::from(top.0) + 1));
                        } else {
                            jump!(Jump(i32::from(top.0)));
                        }
                    }
                    Op::ForIter { dst, state, exit } => {
                        let source = regs.at(state.0);
                        if let Some(goes_on) = quick::step(regs, dst, state.0) {
                            if !goes_on {
                                jump!(exit);
                            }
                        } else if let Some(generator) = source.get::<Generator>()
                            && vm.can_loop_over(generator)
                        {
                            resume_generator!(
                                generator,
                                Value::NONE,
                                regs.set(dst, vm.returned),
                                jump!(exit)
                            );
                        } else {
                            let next = *records::op_at::<RECORDS>(pc);
                            match attempt!(vm.step_loop(source, dst, next, regs)) {
                                Step::Item(value) => regs.set(dst, value),
                                Step::Pair => pc = pc.wrapping_add(1),
                                Step::End => jump!(exit),
                            }
                        }
                    }

                    // --- calls ---
                    Op::Call { dst, window, argc } => {
                        let window = regs.window(window.0);
                        let callee = *window.add(CALLEE as usize);
                        if let Some(function) = callee.get::<Function>()
                            && vm.stack.fits(window.cast())
                            && (function.code.get().exact_args == u32::from(argc.0)
                                || Vm::add_defaults(window, function, argc.0.into()))
                        {
                            enter!(window.cast::<Frame>(), function.code.get(), 0, dst);
                        } else if let Some(native) = callee.get::<Native>() {
                            let args = std::slice::from_raw_parts(
                                window.add(WINDOW as usize),
                                argc.0 as usize,
                            );
                            let value = attempt!(vm.call_native(native, args));
                            regs.set(dst, value);
                        } else {
                            general_call!(dst, vm.prepare_call(window, argc.0, Value::UNBOUND));
                        }
                    }
                    Op::CallKw { dst, window, argc } => {
                        let window = regs.window(window.0);
                        let names = *window.add(KWNAMES as usize);
                        general_call!(dst, vm.prepare_call(window, argc.0, names));
                    }
                    Op::LoadMethod { obj, window, cache } => {
                        let receiver = regs.get(obj);
                        let cached = cache!(cache);
                        let window = regs.window(window.0);
                        if let Some(method) = cache::quick_method(receiver, cached) {
                            *window.add(CALLEE as usize) = method;
                            *window.add(WINDOW as usize) = receiver;
                        } else {
                            let (callee, receiver) =
                                attempt!(cache::load_method(vm, receiver, cache, cached));
                            if !receiver.is_unbound() {
                                *window.add(CALLEE as usize) = callee;
                                *window.add(WINDOW as usize) = receiver;
                            } else {
                                *window.add(CALLEE as usize) = Value::UNBOUND;
                                *window.add(CALLEE as usize + 1) = callee;
                            }
                        }
                    }
                    Op::CallMethod { dst, window, argc } => {
                        let mut window = regs.window(window.0);
                        let mut argc = argc.0 + 1;
                        let mut callee = *window.add(CALLEE as usize);
                        if callee.is_unbound() {
                            window = window.add(1);
                            argc -= 1;
                            callee = *window.add(CALLEE as usize);
                        }
                        if let Some(function) = callee.get::<Function>()
                            && vm.stack.fits(window.cast())
                            && (function.code.get().exact_args == u32::from(argc)
                                || Vm::add_defaults(window, function, argc.into()))
                        {
                            enter!(window.cast::<Frame>(), function.code.get(), 0, dst);
                        } else if let Some(native) = callee.get::<Native>() {
                            let args = std::slice::from_raw_parts(
                                window.add(WINDOW as usize),
                                argc as usize,
                            );
                            let value = attempt!(vm.call_native(native, args));
                            regs.set(dst, value);
                        } else {
                            general_call!(dst, vm.prepare_call(window, argc, Value::UNBOUND));
                        }
                    }
                    Op::CallMethodKw { dst, window, argc } => {
                        let window = regs.window(window.0);
                        let names = *window.add(KWNAMES as usize);
                        if (*window.add(CALLEE as usize)).is_unbound() {
                            general_call!(dst, vm.prepare_call(window.add(1), argc.0, names));
                        } else {
                            general_call!(dst, vm.prepare_call(window, argc.0 + 1, names));
                        }
                    }
                    Op::CallEx { dst, window } => {
                        let window = regs.window(window.0);
                        general_call!(dst, vm.prepare_call_ex(window));
                    }
                    Op::LoadSpecial {
                        special,
                        obj,
                        window,
                    } => {
                        let receiver = regs.get(obj);
                        let window = regs.window(window.0);
                        let callee = attempt!(vm.load_special(special, receiver));
                        *window.add(CALLEE as usize) = callee.0;
                        *window.add(CALLEE as usize + 1) = callee.0;
                        if callee.1 {
                            *window.add(WINDOW as usize) = receiver;
                        } else {
                            *window.add(CALLEE as usize) = Value::UNBOUND;
                        }
                    }
                    Op::Return { src } => {
                        let value = regs.get(src);
                        let state = (*regs.frame()).state;
                        if state == recorded {
                            vm.depth -= 1;
                            resume!((*regs.frame()).link);
                            regs.put(Op::first_register(last_op!()), value);
                            continue;
                        }
                        let mut value = value;
                        if state & CONSTRUCTS != 0 {
                            value = attempt!(vm.constructed(regs.frame(), value));
                        }
                        if state & SEEN != 0 {
                            store_pc!();
                            vm.end_frame_object(LiveFrame(regs.frame()));
                        }
                        if state & GENERATES != 0 {
                            vm.finish_generator(regs.frame());
                            if state & ENTRY == 0 {
                                vm.depth -= 1;
                                resume!((*regs.frame()).link);
                                match *last_op!() {
                                    Op::ForIter { exit, .. } => jump!(exit),
                                    _ => regs.put(Op::first_register(last_op!()), value),
                                }
                                continue;
                            }
                        }
                        leave!(Status::Returned, value);
                    }

                    // --- generators ---
                    Op::MakeGenerator {} => {
                        let generator = attempt!(vm.make_generator(regs.frame()));
                        leave!(Status::Returned, generator);
                    }
                    Op::Yield { dst: _, src } => {
                        let value = regs.get(src);
                        store_pc!();
                        yield_value!(value);
                    }
                    Op::YieldFrom { dst, iter, sent } => {
                        /// Resumed, the frame runs this op again.
                        macro_rules! hand_on {
                            ($value:expr) => {{
                                repeat_op!();
                                yield_value!($value);
                            }};
                        }
                        let (source, sent) = (regs.get(iter), regs.get(sent));
                        if let Some(generator) = source.get::<Generator>()
                            && vm.can_delegate_to(generator, sent)
                        {
                            resume_generator!(
                                generator,
                                sent,
                                hand_on!(vm.returned),
                                regs.set(dst, vm.returned)
                            );
                        } else {
                            match attempt!(vm.delegate(source, sent)) {
                                Resumed::Returned(value) => regs.set(dst, value),
                                Resumed::Yielded(value) => hand_on!(value),
                            }
                        }
                    }

                    // --- attributes and items ---
                    Op::LoadAttr { dst, obj, cache } => {
                        let receiver = regs.get(obj);
                        let cached = cache!(cache);
                        match cache::quick_attribute(receiver, cached) {
                            Some(value) => regs.set(dst, value),
                            None => general_call!(
                                dst,
                                cache::load_attribute(vm, receiver, cache, cached)
                            ),
                        }
                    }
                    Op::StoreAttr { obj, src, cache } => {
                        let receiver = regs.get(obj);
                        let cached = cache!(cache);
                        let value = regs.get(src);
                        if !cache::quick_store_attribute(receiver, cached, value) {
                            attempt!(cache::store_attribute(vm, receiver, cache, cached, value));
                        }
                    }
                    Op::GetItem { dst, obj, index } => {
                        let (container, index) = (regs.get(obj), regs.get(index));
                        if let Some(list) = container.get_exact::<List>()
                            && let Some(item) = quick::item(list.array().tail(), index)
                        {
                            regs.set(dst, item.get());
                        } else if let Some(tuple) = container.get_exact::<Tuple>()
                            && let Some(item) = quick::item(tuple.tail(), index)
                        {
                            regs.set(dst, item.get());
                        } else {
                            let value = attempt!(vm.get_item(container, index));
                            regs.set(dst, value);
                        }
                    }
                    Op::SetItem { obj, index, src } => {
                        let (container, index, value) =
                            (regs.get(obj), regs.get(index), regs.get(src));
                        if let Some(list) = container.get_exact::<List>()
                            && let Some(item) = quick::item(list.array().tail(), index)
                        {
                            item.set(value);
                        } else {
                            attempt!(vm.set_item(container, index, value));
                        }
                    }

                    // --- building ---
                    Op::BuildTuple { dst, first, count } => {
                        let tuple = vm.heap.tuple(regs.slice(first.0, count.0));
                        regs.set(dst, tuple.into());
                    }
                    Op::BuildList { dst, first, count } => {
                        let list = vm.heap.list(regs.slice(first.0, count.0));
                        regs.set(dst, list.into());
                    }
                    Op::UnpackSequence { src, into, count } => {
                        let source = regs.get(src);
                        if let Some(tuple) = source.get_exact::<Tuple>()
                            && tuple.tail().len() == usize::from(count.0)
                        {
                            for (to, item) in (into.0..).zip(tuple.tail()) {
                                regs.put(to, item.get());
                            }
                        } else {
                            let out = regs.slice_mut(into.0, count.0);
                            attempt!(vm.unpack_exact(source, out));
                        }
                    }
                    Op::ListAppend { list, src } => {
                        let value = regs.get(src);
                        if let Some(list) = regs.get(list).get::<List>()
                            && !list.array().push_within_capacity(value)
                        {
                            attempt!(vm.list_push(list, value));
                        }
                    }

                    // --- exceptions ---
                    Op::Reraise { exc } => {
                        store_pc!();
                        vm.raised = regs.get(exc);
                        break false;
                    }
                    Op::RaiseAgain {} => {
                        store_pc!();
                        break vm.raise_again();
                    }
                    Op::EnterHandler { saved, exc } => {
                        regs.set(saved, vm.handled);
                        vm.handled = regs.get(exc);
                    }
                    Op::LeaveHandler { saved } => vm.handled = regs.get(saved),
                    Op::JumpMatches {
                        when,
                        exc,
                        class,
                        target,
                    } => {
                        let matches =
                            attempt!(vm.exception_matches(regs.get(exc), regs.get(class)));
                        if matches == when.is() {
                            jump!(target);
                        }
                    }
                    Op::JumpUnlessStopAsync { exc, target } => {
                        let class = vm.class_of(regs.get(exc));
                        if !class.is_subclass_of(vm.types.stop_async_iteration) {
                            jump!(target);
                        }
                    }
                    // These always take a call. Named: an arm for "the rest" would check each op for the table's end.
                    Op::Release { .. }
                    | Op::DeleteGlobal { .. }
                    | Op::LoadName { .. }
                    | Op::StoreName { .. }
                    | Op::DeleteName { .. }
                    | Op::LoadNameOrCell { .. }
                    | Op::DeleteCell { .. }
                    | Op::Pos { .. }
                    | Op::Invert { .. }
                    | Op::GetIter { .. }
                    | Op::GetYieldFromIter { .. }
                    | Op::GetAwaitable { .. }
                    | Op::GetAwaitableOf { .. }
                    | Op::GetAIter { .. }
                    | Op::GetANext { .. }
                    | Op::AsyncGenWrap { .. }
                    | Op::DeleteAttr { .. }
                    | Op::GetSlice { .. }
                    | Op::SetSlice { .. }
                    | Op::DelItem { .. }
                    | Op::BuildSlice { .. }
                    | Op::BuildSet { .. }
                    | Op::BuildDict { .. }
                    | Op::BuildString { .. }
                    | Op::ListExtend { .. }
                    | Op::ListToTuple { .. }
                    | Op::SetAdd { .. }
                    | Op::SetUpdate { .. }
                    | Op::DictInsert { .. }
                    | Op::DictUpdate { .. }
                    | Op::DictMerge { .. }
                    | Op::UnpackStar { .. }
                    | Op::Format { .. }
                    | Op::FormatSpec { .. }
                    | Op::MakeFunction { .. }
                    | Op::LoadBuildClass { .. }
                    | Op::ImportName { .. }
                    | Op::ImportFrom { .. }
                    | Op::ImportStar { .. }
                    | Op::SetupAnnotations { .. }
                    | Op::MakeTyping { .. }
                    | Op::IsSequence { .. }
                    | Op::IsMapping { .. }
                    | Op::GetLen { .. }
                    | Op::MatchKeys { .. }
                    | Op::MatchClass { .. }
                    | Op::MatchRest { .. }
                    | Op::Raise { .. }
                    | Op::RaiseFrom { .. }
                    | Op::Display { .. }
                    | Op::LoadAssertionError { .. }
                    | Op::LoadExcInfo { .. }
                    | Op::SplitGroup { .. }
                    | Op::MergeGroups { .. } => attempt!(vm.execute(op, regs)),
                }
            };
            unwind!(traced);
        }
    }
}
