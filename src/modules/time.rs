//! `_time`: the clocks that the host grants. What a calendar is made of is in `python/time.py`.

use super::ModuleDef;
use crate::memory::value::Value;
use crate::num::BigInt as Big;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_time",
    doc: "Clocks.",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// Seconds since the start of 1970, UTC.
    "time()" => time;
    /// Nanoseconds since the start of 1970, UTC.
    "time_ns()" => time_ns;
    /// Seconds of a clock that never goes back.
    "monotonic()" => monotonic;
    /// Nanoseconds of a clock that never goes back.
    "monotonic_ns()" => monotonic_ns;
    /// Seconds of the clock with the highest resolution, for measuring short times.
    "perf_counter()" => monotonic;
    /// Nanoseconds of the clock with the highest resolution, for measuring short times.
    "perf_counter_ns()" => monotonic_ns;
    /// Seconds of processor time that the process has used.
    "process_time()" => process_time;
    /// Nanoseconds of processor time that the process has used.
    "process_time_ns()" => process_time_ns;
    /// Seconds of processor time that the thread has used: the process', scripts having one thread.
    "thread_time()" => process_time;
    /// Nanoseconds of processor time that the thread has used.
    "thread_time_ns()" => process_time_ns;
    /// Wait for a number of seconds.
    "sleep(seconds, /)" => sleep;
}

/// Nanoseconds of one of the host's clocks.
fn read<X>(vm: &mut Vm, f: impl FnOnce(&mut dyn super::host::Clock) -> X) -> Res<X> {
    match &mut vm.state.host.clock {
        Some(clock) => Ok(f(&mut **clock)),
        None => Err(refused(vm)),
    }
}

#[cold]
fn refused(vm: &mut Vm) -> Raised {
    const EPERM: i32 = 1;
    crate::types::exception::os_error(vm, EPERM, "the host grants no clock", None)
}

const SECOND: f64 = 1e9;

fn time(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = read(vm, |c| c.now())?;
    vm.float(n as f64 / SECOND)
}

fn time_ns(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = read(vm, |c| c.now())?;
    vm.bigint(Big::from(n))
}

fn monotonic(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = read(vm, |c| c.monotonic())?;
    vm.float(n as f64 / SECOND)
}

fn monotonic_ns(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = read(vm, |c| c.monotonic())?;
    vm.bigint(Big::from(n))
}

fn process_time(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = read(vm, |c| c.process())?;
    vm.float(n as f64 / SECOND)
}

fn process_time_ns(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = read(vm, |c| c.process())?;
    vm.bigint(Big::from(n))
}

fn sleep(vm: &mut Vm, args: Args<'_>) -> Res {
    let v = &args[0];
    let seconds = match vm.as_f64(v) {
        Some(f) if f.is_nan() => raise!(vm, ValueError, "Invalid value NaN (not a number)"),
        Some(f) => f,
        None if vm.has_index(v) => {
            let i = vm.index(v)?;
            crate::types::int::to_float(vm, &i)?
        }
        None => {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "'{t}' object cannot be interpreted as an integer"
            )
        }
    };
    let nanoseconds = seconds * SECOND;
    if nanoseconds.abs() >= i64::MAX as f64 {
        if vm.as_f64(v).is_some() {
            raise!(
                vm,
                OverflowError,
                "timestamp out of range for platform time_t"
            );
        }
        return Err(vm.err(
            T::OverflowError,
            format_args!("timestamp too large to convert to C PyTime_t"),
        ));
    }
    if seconds < 0.0 {
        raise!(vm, ValueError, "sleep length must be non-negative");
    }
    // In slices, so that an interrupt is heard promptly.
    const SLICE: u64 = 20_000_000;
    let until = read(vm, |c| c.monotonic())?.saturating_add(nanoseconds.ceil() as u64);
    loop {
        let now = read(vm, |c| c.monotonic())?;
        if now >= until {
            return Ok(Value::NONE);
        }
        let slice = (until - now).min(SLICE);
        read(vm, |c| c.sleep(slice))?;
        vm.poll_interrupt()?;
    }
}
