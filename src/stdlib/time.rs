//! The module `time`: clocks, sleeping, and (in `calendar.rs`) dates.

pub mod calendar;

use rustix::thread::ClockId as SleepClock;
use rustix::time::{ClockId, Timespec, clock_getres, clock_gettime};

use super::arguments::{exact_float, integer, set, text};
use super::namespace::namespace;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

const REAL: ClockId = ClockId::Realtime;
const MONOTONIC: ClockId = ClockId::Monotonic;
const PROCESS: ClockId = ClockId::ProcessCPUTime;
const THREAD: ClockId = ClockId::ThreadCPUTime;

natives! {
    FUNCTIONS:
    time() => |vm, _| seconds(vm, REAL),
    time_ns() => |vm, _| nanoseconds(vm, REAL),
    monotonic() => |vm, _| seconds(vm, MONOTONIC),
    monotonic_ns() => |vm, _| nanoseconds(vm, MONOTONIC),
    perf_counter() => |vm, _| seconds(vm, MONOTONIC),
    perf_counter_ns() => |vm, _| nanoseconds(vm, MONOTONIC),
    process_time() => |vm, _| seconds(vm, PROCESS),
    process_time_ns() => |vm, _| nanoseconds(vm, PROCESS),
    thread_time() => |vm, _| seconds(vm, THREAD),
    thread_time_ns() => |vm, _| nanoseconds(vm, THREAD),
    clock_gettime(clk_id, /) => |vm, args| { let clock = clock(vm, args[0])?; seconds(vm, clock) },
    clock_gettime_ns(clk_id, /) => |vm, args| { let clock = clock(vm, args[0])?; nanoseconds(vm, clock) },
    clock_getres(clk_id, /) => resolution,
    get_clock_info(name, /) => get_clock_info,
    sleep(secs, /) => sleep,

    strptime(*args) => strptime,
    asctime(tuple=None, /) => calendar::asctime,
    ctime(seconds=None, /) => calendar::ctime,
    gmtime(seconds=None, /) => calendar::gmtime,
    localtime(seconds=None, /) => calendar::localtime,
    mktime(tuple, /) => calendar::mktime,
    strftime(format, tuple=None, /) => calendar::strftime,
    tzset() => calendar::tzset,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    functions: FUNCTIONS,
    setup,
};

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for (name, clock) in [
        ("CLOCK_REALTIME", REAL),
        ("CLOCK_MONOTONIC", MONOTONIC),
        ("CLOCK_PROCESS_CPUTIME_ID", PROCESS),
        ("CLOCK_THREAD_CPUTIME_ID", THREAD),
        ("CLOCK_MONOTONIC_RAW", ClockId::MonotonicRaw),
        ("CLOCK_BOOTTIME", ClockId::Boottime),
    ] {
        set(vm, module, name, Value::small(clock as i32));
    }
    calendar::set_zone(vm, module);
    let class = vm.builtin_class(calendar::STRUCT_TIME.name);
    set(vm, module, "struct_time", class);
    super::structseq::describe(vm, &calendar::STRUCT_TIME, 9);
    Ok(())
}

const BILLION: i64 = 1_000_000_000;

fn total(time: Timespec) -> i64 {
    time.tv_sec
        .saturating_mul(BILLION)
        .saturating_add(time.tv_nsec)
}

fn seconds(vm: &mut Vm, clock: ClockId) -> Res<Value> {
    let now = total(clock_gettime(clock)) as f64 / BILLION as f64;
    Ok(vm.heap.float(now))
}

fn nanoseconds(vm: &mut Vm, clock: ClockId) -> Res<Value> {
    Ok(vm.heap.int(total(clock_gettime(clock))))
}

/// A clock by its number.
fn clock(vm: &mut Vm, value: Value) -> Res<ClockId> {
    let number = super::arguments::c_int(vm, value)?;
    let clocks = [
        REAL,
        MONOTONIC,
        PROCESS,
        THREAD,
        ClockId::MonotonicRaw,
        ClockId::Boottime,
    ];
    match clocks.into_iter().find(|&clock| clock as i32 == number) {
        Some(clock) => Ok(clock),
        None => Err(vm.os_error(&std::io::Error::from_raw_os_error(libc::EINVAL), None)),
    }
}

fn resolution(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let clock = clock(vm, args[0])?;
    let resolution = total(clock_getres(clock)) as f64 / BILLION as f64;
    Ok(vm.heap.float(resolution))
}

fn get_clock_info(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = text(vm, args[0], "get_clock_info() argument 1")?.to_string_lossy();
    let (clock, function) = match &*name {
        "time" => (REAL, "clock_gettime(CLOCK_REALTIME)"),
        "monotonic" | "perf_counter" => (MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)"),
        "process_time" => (PROCESS, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"),
        "thread_time" => (THREAD, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)"),
        _ => return Err(vm.value_error("unknown clock")),
    };
    let resolution = total(clock_getres(clock)) as f64 / BILLION as f64;
    let resolution = vm.heap.float(resolution);
    let function = vm.heap.str(function).into();
    let attributes = [
        ("implementation", function),
        ("monotonic", Value::bool(clock != REAL)),
        ("adjustable", Value::bool(clock == REAL)),
        ("resolution", resolution),
    ];
    Ok(namespace(vm, &attributes))
}

/// Nanoseconds out of a number of seconds, rounded up.
pub fn duration(vm: &mut Vm, value: Value) -> Res<i64> {
    if let Some(seconds) = exact_float(value) {
        if seconds.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let nanoseconds = (seconds * BILLION as f64).ceil();
        if nanoseconds.abs() >= i64::MAX as f64 {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        return Ok(nanoseconds as i64);
    }
    let seconds = integer(vm, value)?;
    let nanoseconds = i64::try_from(seconds)
        .ok()
        .and_then(|it| it.checked_mul(BILLION));
    nanoseconds.ok_or_else(|| vm.overflow_error("timestamp too large to convert to C _PyTime_t"))
}

/// Sleeps until a point in time, however often signals wake it up.
#[inline(never)]
fn sleep(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let wanted = duration(vm, args[0])?;
    if wanted < 0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    let until = total(clock_gettime(MONOTONIC)).saturating_add(wanted);
    let until = Timespec {
        tv_sec: until / BILLION,
        tv_nsec: until % BILLION,
    };
    loop {
        // A signal that came before the sleep began does not end it.
        vm.handle_signals()?;
        let slept =
            vm.block(|| rustix::thread::clock_nanosleep_absolute(SleepClock::Monotonic, &until));
        match slept {
            Ok(()) => return Ok(Value::NONE),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(vm.os_error(&error.into(), None)),
        }
    }
}

/// `_strptime`, in Python, does it.
fn strptime(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let module = vm.import_module("_strptime")?;
    let name = vm.heap.intern("_strptime_time");
    vm.call_method(module, name, args.positional)
}
