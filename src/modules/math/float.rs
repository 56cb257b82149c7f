//! `math`'s functions of floats: arguments and errors here, the computing in `num::mathfn`.

use crate::memory::value::Value;
use crate::num::mathfn::{self, Log};
use crate::num::{self, erf as errors, gamma as gammas};
use crate::raise;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// Functions of one float.
macro_rules! unary {
    ($($name:ident => $f:expr;)*) => {
        $(pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res {
            let x = vm.to_f64(&args[0])?;
            let r = vm.num($f(x))?;
            vm.float(r)
        })*
    };
}

unary! {
    acos => mathfn::acos;
    acosh => mathfn::acosh;
    asin => mathfn::asin;
    asinh => mathfn::asinh;
    atan => mathfn::atan;
    atanh => mathfn::atanh;
    cbrt => mathfn::cbrt;
    cos => mathfn::cos;
    cosh => mathfn::cosh;
    exp => mathfn::exp;
    exp2 => mathfn::exp2;
    expm1 => mathfn::expm1;
    log1p => mathfn::log1p;
    sin => mathfn::sin;
    sinh => mathfn::sinh;
    sqrt => mathfn::sqrt;
    tan => mathfn::tan;
    tanh => mathfn::tanh;
    gamma => gammas::gamma;
    lgamma => gammas::lgamma;
    degrees => |x| Ok(mathfn::degrees(x));
    radians => |x| Ok(mathfn::radians(x));
    erf => |x| Ok(errors::erf(x));
    erfc => |x| Ok(errors::erfc(x));
    fabs => |x: f64| Ok(x.abs());
    ulp => |x| Ok(mathfn::ulp(x));
}

/// Functions of two floats.
macro_rules! binary {
    ($($name:ident => $f:expr;)*) => {
        $(pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res {
            let x = vm.to_f64(&args[0])?;
            let y = vm.to_f64(&args[1])?;
            let r = vm.num($f(x, y))?;
            vm.float(r)
        })*
    };
}

binary! {
    atan2 => |y, x| Ok(mathfn::atan2(y, x));
    copysign => |x: f64, y: f64| Ok(x.copysign(y));
    fmod => mathfn::fmod;
    pow => mathfn::pow;
    remainder => mathfn::remainder;
}

/// Questions about one float.
macro_rules! predicates {
    ($($name:ident => $f:expr;)*) => {
        $(pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res {
            let x: f64 = vm.to_f64(&args[0])?;
            Ok(Value::bool($f(x)))
        })*
    };
}

predicates! {
    isfinite => f64::is_finite;
    isinf => f64::is_infinite;
    isnan => f64::is_nan;
}

/// A logarithm of an int of any size, or of a float.
fn logarithm(vm: &mut Vm, which: Log, x: &Value) -> Res<f64> {
    let r = match vm.int_of(x) {
        Some(i) => mathfn::log_int(which, &i.big()),
        None => {
            let f = vm.to_f64(x)?;
            mathfn::log(which, f)
        }
    };
    vm.num(r)
}

pub fn log(vm: &mut Vm, args: Args<'_>) -> Res {
    let x = logarithm(vm, Log::Natural, &args[0])?;
    let r = match args.get(1) {
        None => x,
        Some(base) => {
            let b = logarithm(vm, Log::Natural, base)?;
            vm.num(num::float::divide(x, b))?
        }
    };
    vm.float(r)
}

pub fn log2(vm: &mut Vm, args: Args<'_>) -> Res {
    let r = logarithm(vm, Log::Binary, &args[0])?;
    vm.float(r)
}

pub fn log10(vm: &mut Vm, args: Args<'_>) -> Res {
    let r = logarithm(vm, Log::Decimal, &args[0])?;
    vm.float(r)
}

pub fn frexp(vm: &mut Vm, args: Args<'_>) -> Res {
    let x = vm.to_f64(&args[0])?;
    let (m, e) = mathfn::frexp(x);
    let m = vm.float(m)?;
    vm.tuple(&[m, Value::int(e as i64)])
}

pub fn ldexp(vm: &mut Vm, args: Args<'_>) -> Res {
    let x = vm.to_f64(&args[0])?;
    let exponent = match vm.int_of(&args[1]) {
        Some(i) => i
            .to_i64()
            .unwrap_or(if i.is_negative() { i64::MIN } else { i64::MAX }),
        None => raise!(
            vm,
            TypeError,
            "Expected an int as second argument to ldexp."
        ),
    };
    let r = vm.num(mathfn::ldexp(x, exponent))?;
    vm.float(r)
}

pub fn modf(vm: &mut Vm, args: Args<'_>) -> Res {
    let x = vm.to_f64(&args[0])?;
    let (fraction, whole) = mathfn::modf(x);
    let (fraction, whole) = (vm.float(fraction)?, vm.float(whole)?);
    vm.tuple(&[fraction, whole])
}

pub fn fma(vm: &mut Vm, args: Args<'_>) -> Res {
    let x = vm.to_f64(&args[0])?;
    let y = vm.to_f64(&args[1])?;
    let z = vm.to_f64(&args[2])?;
    let r = vm.num(mathfn::fma(x, y, z))?;
    vm.float(r)
}

pub fn nextafter(vm: &mut Vm, args: Args<'_>) -> Res {
    let x = vm.to_f64(&args[0])?;
    let y = vm.to_f64(&args[1])?;
    let steps = match args.kw(0).filter(|s| !s.is_none()) {
        None => 1,
        Some(s) => {
            let s = vm.index(s)?;
            match vm.int_of(&s) {
                Some(i) if i.is_negative() => {
                    raise!(vm, ValueError, "steps must be a non-negative integer")
                }
                Some(i) => i.to_i64().map_or(u64::MAX, |s| s as u64),
                None => 1,
            }
        }
    };
    vm.float(mathfn::nextafter(x, y, steps))
}

pub fn isclose(vm: &mut Vm, args: Args<'_>) -> Res {
    let a = vm.to_f64(&args[0])?;
    let b = vm.to_f64(&args[1])?;
    let relative = match args.kw(0) {
        Some(v) => vm.to_f64(v)?,
        None => 1e-9,
    };
    let absolute = match args.kw(1) {
        Some(v) => vm.to_f64(v)?,
        None => 0.0,
    };
    let r = vm.num(mathfn::isclose(a, b, relative, absolute))?;
    Ok(Value::bool(r))
}
