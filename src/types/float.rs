//! `float`: mostly values by themselves; [`Float`] objects hold the rest and subclass instances.

use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::num::float::{self, Power};
use crate::num::{NumError, float_text, hash as num_hash, int_float};
use crate::text::format_value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::formatting::Spec;
use crate::vm::operator::ordered;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{getset, methods, raise};

/// The payload of a float that is no value by itself.
pub struct Float {
    pub value: f64,
}

impl Payload for Float {
    const KIND: Kind = Kind::Float;
}

pub static DEF: TypeDef = TypeDef {
    name: "float",
    doc: "Convert a string or number to a floating-point number, if possible.",
    kind: Kind::Float,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        bool: Some(truth),
        binary: Some(binary),
        unary: Some(unary),
        int: Some(to_int),
        float: Some(exact),
        new: Some(new),
        ..Slots::NONE
    },
    binary_ops: ops(&[
        BinOp::Add,
        BinOp::Sub,
        BinOp::Mul,
        BinOp::TrueDiv,
        BinOp::FloorDiv,
        BinOp::Mod,
        BinOp::Pow,
        BinOp::DivMod,
    ]),
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    signature: Some("(x=0, /)"),
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Return the float itself.
    "conjugate(self, /)" => itself;
    /// Return a pair of ints whose exact ratio is the float, the second one positive.
    ///
    /// Raises OverflowError for infinities, ValueError for NaNs.
    "as_integer_ratio(self, /)" => as_integer_ratio;
    /// Whether the float is a whole number.
    "is_integer(self, /)" => is_integer;
    /// Return the float in hexadecimal: (-0.1).hex() is '-0x1.999999999999ap-4'.
    "hex(self, /)" => hex;
    /// Make a float from a hexadecimal string: the inverse of hex.
    @classmethod "fromhex(cls, string, /)" => from_hex;
    /// Tell how C's double or float is stored: for the tests of CPython itself.
    @classmethod "__getformat__(cls, typestr, /)" => get_format;
    "__abs__(self, /)" => abs;
    /// Round towards zero, to an int.
    "__trunc__(self, /)" => trunc;
    /// Round down, to an int.
    "__floor__(self, /)" => floor;
    /// Round up, to an int.
    "__ceil__(self, /)" => ceil;
    /// Round to ndigits decimal places, halves of the exact value to even; to an int if left out.
    "__round__(self, ndigits=None, /)" => round;
    /// Format by a format specification.
    "__format__(self, format_spec, /)" => format;
    "__getnewargs__(self, /)" => getnewargs;
}

getset! { pub GETSET;
    /// the float itself
    "real" => exact;
    /// 0.0
    "imag" => imag;
}

/// The number of a float; receivers are floats.
fn value(vm: &Vm, v: &Value) -> f64 {
    vm.as_f64(v).unwrap_or(f64::NAN)
}

/// The number that a float operation takes `v` for, if it does.
fn operand(vm: &Vm, v: &Value) -> Option<Result<f64, NumError>> {
    match vm.as_f64(v) {
        Some(f) => Some(Ok(f)),
        None => vm.int_of(v).map(|i| i.to_f64()),
    }
}

/// The float itself, of exact type float.
pub fn exact(vm: &mut Vm, v: &Value) -> Res {
    if vm.is_exact(v, T::Float) {
        return Ok(v.clone());
    }
    let f = value(vm, v);
    vm.float(f)
}

fn imag(_: &mut Vm, _: &Value) -> Res {
    Ok(Value::inline_float(0.0).unwrap_or(Value::ZERO))
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let f = value(vm, v);
    vm.float_repr(f)
}

fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    match num_hash::hash_f64(value(vm, v)) {
        Some(h) => Ok(h),
        // NaNs hash by identity.
        None => Ok(vm.identity_hash(v)),
    }
}

fn truth(vm: &mut Vm, v: &Value) -> Res<bool> {
    Ok(value(vm, v) != 0.0)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let Some(x) = vm.as_f64(a) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let order = match vm.as_f64(b) {
        Some(y) => x.partial_cmp(&y),
        None => match vm.int_of(b) {
            Some(i) => i.compare_float(x).map(std::cmp::Ordering::reverse),
            None => return Ok(Value::NOT_IMPLEMENTED),
        },
    };
    Ok(Value::bool(match order {
        Some(o) => ordered(op, o),
        None => op == CmpOp::Ne,
    }))
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (operand(vm, a), operand(vm, b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if matches!(
        op,
        BinOp::LShift | BinOp::RShift | BinOp::And | BinOp::Or | BinOp::Xor | BinOp::MatMul
    ) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (vm.num(x)?, vm.num(y)?);
    let r = match op {
        BinOp::Add => Ok(x + y),
        BinOp::Sub => Ok(x - y),
        BinOp::Mul => Ok(x * y),
        BinOp::TrueDiv => float::divide(x, y),
        BinOp::FloorDiv => float::floor_div(x, y),
        BinOp::Mod => float::modulo(x, y),
        BinOp::Pow => match float::pow(x, y) {
            Ok(Power::Real(r)) => Ok(r),
            Ok(Power::Complex) => return super::complex::power(vm, (x, 0.0), (y, 0.0)),
            Err(e) => Err(e),
        },
        _ => {
            let (q, r) = vm.num(float::divmod(x, y))?;
            let (q, r) = (vm.float(q)?, vm.float(r)?);
            return vm.tuple(&[q, r]);
        }
    };
    let r = vm.num(r)?;
    vm.float(r)
}

fn unary(vm: &mut Vm, op: UnaryOp, v: &Value) -> Res {
    match op {
        UnaryOp::Neg => {
            let f = -value(vm, v);
            vm.float(f)
        }
        UnaryOp::Pos => exact(vm, v),
        UnaryOp::Invert => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn to_int(vm: &mut Vm, v: &Value) -> Res {
    let f = value(vm, v);
    if f.abs() < 1e18 {
        return vm.int(f as i64);
    }
    let b = vm.num(int_float::from_f64(f))?;
    vm.bigint(b)
}

// ---------------------------------------------------------------- making floats

fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    if !call.names.is_empty() && class.is(vm.class(T::Float)) {
        raise!(vm, TypeError, "float() takes no keyword arguments");
    }
    let f = match call.pos() {
        [] => 0.0,
        [x] => {
            // An exact float stays the object that it is.
            if class.is(vm.class(T::Float)) && vm.is_exact(x, T::Float) {
                return Ok(x.clone());
            }
            from_object(vm, x)?
        }
        more => raise!(
            vm,
            TypeError,
            "float expected at most 1 argument, got {}",
            more.len()
        ),
    };
    from_f64(vm, class, f)
}

/// A float of class `class`.
fn from_f64(vm: &mut Vm, class: &Value, f: f64) -> Res {
    if class.is(vm.class(T::Float)) {
        return vm.float(f);
    }
    vm.alloc_as(class, Float { value: f })
}

/// `float(x)`. May run Python.
fn from_object(vm: &mut Vm, x: &Value) -> Res<f64> {
    if let Some(s) = vm.get::<Str>(x) {
        let parsed = if s.is_ascii() {
            float_text::parse_ascii(s.bytes())
        } else {
            float_text::parse(s.bytes())
        };
        return match parsed {
            Some(f) => Ok(f),
            None => unreadable(vm, x),
        };
    }
    if vm.slots(x).float.is_none() && vm.slots(x).index.is_none() {
        if let Some(lent) = vm.bytes_like_or_none(x)? {
            let b = vm.buffer(&lent).unwrap_or_default();
            return match float_text::parse_ascii(b) {
                Some(f) => Ok(f),
                None => unreadable(vm, x),
            };
        }
        let t = vm.type_name(x).to_owned();
        raise!(
            vm,
            TypeError,
            "float() argument must be a string or a real number, not '{t}'"
        );
    }
    vm.to_f64(x)
}

#[cold]
fn unreadable(vm: &mut Vm, x: &Value) -> Res<f64> {
    let shown = vm.repr(x)?;
    let message = vm.write_str(|vm, out| {
        use crate::text::sink::Sink;
        out.push_str("could not convert string to float: ")?;
        out.push_bytes(vm.text_of(&shown).bytes)
    })?;
    Err(vm.err_value(T::ValueError, message))
}

// ---------------------------------------------------------------- methods

fn itself(vm: &mut Vm, args: Args<'_>) -> Res {
    exact(vm, &args[0])
}

fn abs(vm: &mut Vm, args: Args<'_>) -> Res {
    let f = value(vm, &args[0]).abs();
    vm.float(f)
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res {
    let f = exact(vm, &args[0])?;
    vm.tuple(&[f])
}

fn as_integer_ratio(vm: &mut Vm, args: Args<'_>) -> Res {
    let r = float::integer_ratio(value(vm, &args[0]));
    let (n, d) = vm.num(r)?;
    let (n, d) = (vm.bigint(n)?, vm.bigint(d)?);
    vm.tuple(&[n, d])
}

fn is_integer(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(Value::bool(float::is_integer(value(vm, &args[0]))))
}

fn hex(vm: &mut Vm, args: Args<'_>) -> Res {
    let f = value(vm, &args[0]);
    vm.write_str(|_, out| float_text::push_hex(f, out))
}

fn from_hex(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(text) = vm.wtf8(&args[1]) else {
        raise!(vm, TypeError, "bad argument type for built-in operation");
    };
    let parsed = float_text::parse_hex(text);
    let f = vm.num(parsed)?;
    let made = vm.float(f)?;
    if args[0].is(vm.class(T::Float)) {
        return Ok(made);
    }
    vm.call(&args[0], &[made])
}

fn get_format(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(text) = vm.wtf8(&args[1]) else {
        let t = vm.arg_type_name(&args[1]).to_owned();
        raise!(
            vm,
            TypeError,
            "__getformat__() argument must be str, not {t}"
        );
    };
    match text {
        b"double" | b"float" if cfg!(target_endian = "little") => vm.str("IEEE, little-endian"),
        b"double" | b"float" => vm.str("IEEE, big-endian"),
        _ => raise!(
            vm,
            ValueError,
            "__getformat__() argument 1 must be 'double' or 'float'"
        ),
    }
}

fn trunc(vm: &mut Vm, args: Args<'_>) -> Res {
    to_int(vm, &args[0])
}

fn whole(vm: &mut Vm, f: f64) -> Res {
    let b = vm.num(int_float::from_f64(f))?;
    vm.bigint(b)
}

fn floor(vm: &mut Vm, args: Args<'_>) -> Res {
    let f = value(vm, &args[0]).floor();
    whole(vm, f)
}

fn ceil(vm: &mut Vm, args: Args<'_>) -> Res {
    let f = value(vm, &args[0]).ceil();
    whole(vm, f)
}

fn round(vm: &mut Vm, args: Args<'_>) -> Res {
    let f = value(vm, &args[0]);
    let Some(digits) = args.some(1) else {
        let b = vm.num(float::round_to_integer(f))?;
        return vm.bigint(b);
    };
    let digits = vm.index_clamped(digits)?;
    if !f.is_finite() {
        return vm.float(f);
    }
    let r = vm.num(float::round(f, digits))?;
    vm.float(r)
}

fn format(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(spec) = vm.get::<Str>(&args[1]) else {
        let t = vm.arg_type_name(&args[1]).to_owned();
        raise!(vm, TypeError, "__format__() argument must be str, not {t}");
    };
    if spec.byte_len() == 0 {
        return vm.str_value(&args[0]);
    }
    let spec = Spec::of(vm, &args[1])?;
    let (f, t) = (value(vm, &args[0]), vm.type_name(&args[0]).to_owned());
    vm.write_formatted(spec.bytes(), &t, |_, out| {
        format_value::format_float(spec.bytes(), f, out)
    })
}
