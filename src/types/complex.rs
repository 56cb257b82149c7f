//! `complex`: a pair of floats.

use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::num::{NumError, float_text, hash as num_hash};
use crate::text::format_value;
use crate::text::search::{self, Chars, Side};
use crate::text::sink::Sink;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::formatting::Spec;
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{getset, methods, raise};

/// The payload.
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

impl Payload for Complex {
    const KIND: Kind = Kind::Complex;
}

pub static DEF: TypeDef = TypeDef {
    name: "complex",
    doc: "Create a complex number from a string or numbers.\n\n\
          If a string is given, parse it as a complex number.\n\
          If a single number is given, convert it to a complex number.\n\
          If real or imag are given, create real + imag*1j.",
    kind: Kind::Complex,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        bool: Some(truth),
        binary: Some(binary),
        unary: Some(unary),
        new: Some(new),
        ..Slots::NONE
    },
    binary_ops: ops(&[
        BinOp::Add,
        BinOp::Sub,
        BinOp::Mul,
        BinOp::TrueDiv,
        BinOp::Pow,
    ]),
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    signature: Some("(real=0, imag=0)"),
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Return the complex conjugate: the imaginary part negated.
    "conjugate(self, /)" => conjugate;
    "__abs__(self, /)" => abs;
    /// Convert to exact type complex.
    "__complex__(self, /)" => to_complex;
    /// Format by a format specification.
    "__format__(self, format_spec, /)" => format;
    "__getnewargs__(self, /)" => getnewargs;
}

getset! { pub GETSET;
    /// the real part
    "real" => real;
    /// the imaginary part
    "imag" => imag;
}

type Pair = (f64, f64);

impl Vm {
    /// A complex number.
    pub fn complex(&mut self, re: f64, im: f64) -> Res {
        self.alloc(T::Complex, Complex { re, im })
    }
}

/// The parts of a complex; receivers are complex.
fn parts(vm: &Vm, v: &Value) -> Pair {
    vm.get::<Complex>(v)
        .map_or((f64::NAN, 0.0), |c| (c.re, c.im))
}

/// The pair that a complex operation takes `v` for, if it does.
fn operand(vm: &Vm, v: &Value) -> Option<Result<Pair, NumError>> {
    if let Some(c) = vm.get::<Complex>(v) {
        return Some(Ok((c.re, c.im)));
    }
    match vm.as_f64(v) {
        Some(f) => Some(Ok((f, 0.0))),
        None => vm.int_of(v).map(|i| i.to_f64().map(|f| (f, 0.0))),
    }
}

fn real(vm: &mut Vm, v: &Value) -> Res {
    let f = parts(vm, v).0;
    vm.float(f)
}

fn imag(vm: &mut Vm, v: &Value) -> Res {
    let f = parts(vm, v).1;
    vm.float(f)
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let (re, im) = parts(vm, v);
    vm.write_str(|_, out| float_text::push_complex_repr(re, im, out))
}

fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    let (re, im) = parts(vm, v);
    let by_identity = vm.identity_hash(v);
    let part = |f| num_hash::hash_f64(f).unwrap_or(by_identity);
    Ok(num_hash::hash_complex(part(re), part(im)))
}

fn truth(vm: &mut Vm, v: &Value) -> Res<bool> {
    let (re, im) = parts(vm, v);
    Ok(re != 0.0 || im != 0.0)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let Some(x) = vm.get::<Complex>(a).map(|c| (c.re, c.im)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let equal = if let Some(y) = vm.get::<Complex>(b) {
        x.0 == y.re && x.1 == y.im
    } else if let Some(f) = vm.as_f64(b) {
        x.0 == f && x.1 == 0.0
    } else if let Some(i) = vm.int_of(b) {
        x.1 == 0.0 && i.compare_float(x.0) == Some(std::cmp::Ordering::Equal)
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn multiply(a: Pair, b: Pair) -> Pair {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// Divides by the larger part first (Smith's method); `None` by zero.
fn divide(a: Pair, b: Pair) -> Option<Pair> {
    if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let denominator = b.0 + b.1 * ratio;
        Some((
            (a.0 + a.1 * ratio) / denominator,
            (a.1 - a.0 * ratio) / denominator,
        ))
    } else if b.1.abs() >= b.0.abs() {
        let ratio = b.0 / b.1;
        let denominator = b.0 * ratio + b.1;
        Some((
            (a.0 * ratio + a.1) / denominator,
            (a.1 * ratio - a.0) / denominator,
        ))
    } else {
        // A part of the divisor is NaN.
        Some((f64::NAN, f64::NAN))
    }
}

/// By repeated squaring.
fn whole_power(base: Pair, mut exponent: u32) -> Pair {
    let (mut result, mut square) = ((1.0, 0.0), base);
    while exponent > 0 {
        if exponent & 1 != 0 {
            result = multiply(result, square);
        }
        exponent >>= 1;
        square = multiply(square, square);
    }
    result
}

/// By polar coordinates; `None` for zero to a negative or complex power.
fn polar_power(a: Pair, b: Pair) -> Option<Pair> {
    if b == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if a == (0.0, 0.0) {
        return if b.1 != 0.0 || b.0 < 0.0 {
            None
        } else {
            Some((0.0, 0.0))
        };
    }
    let length = a.0.hypot(a.1);
    let angle = a.1.atan2(a.0);
    let mut size = length.powf(b.0);
    let mut phase = angle * b.0;
    if b.1 != 0.0 {
        size *= (-angle * b.1).exp();
        phase += b.1 * length.ln();
    }
    Some((size * phase.cos(), size * phase.sin()))
}

/// `a ** b`.
pub fn power(vm: &mut Vm, a: Pair, b: Pair) -> Res {
    /// Whole exponents up to here go by squaring, which is more accurate.
    const LARGEST: f64 = 100.0;
    let r = if b.1 == 0.0 && b.0 == b.0.floor() && b.0.abs() <= LARGEST {
        let n = b.0.abs() as u32;
        let r = whole_power(a, n);
        if b.0 < 0.0 {
            divide((1.0, 0.0), r)
        } else {
            Some(r)
        }
    } else {
        polar_power(a, b)
    };
    let Some((re, im)) = r else {
        raise!(vm, ZeroDivisionError, "0.0 to a negative or complex power");
    };
    if re.is_infinite() || im.is_infinite() {
        raise!(vm, OverflowError, "complex exponentiation");
    }
    vm.complex(re, im)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if !matches!(
        op,
        BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::TrueDiv | BinOp::Pow
    ) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (Some(x), Some(y)) = (operand(vm, a), operand(vm, b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (x, y) = (vm.num(x)?, vm.num(y)?);
    let (re, im) = match op {
        BinOp::Add => (x.0 + y.0, x.1 + y.1),
        BinOp::Sub => (x.0 - y.0, x.1 - y.1),
        BinOp::Mul => multiply(x, y),
        BinOp::TrueDiv => match divide(x, y) {
            Some(r) => r,
            None => raise!(vm, ZeroDivisionError, "complex division by zero"),
        },
        _ => return power(vm, x, y),
    };
    vm.complex(re, im)
}

fn unary(vm: &mut Vm, op: UnaryOp, v: &Value) -> Res {
    let (re, im) = parts(vm, v);
    match op {
        UnaryOp::Neg => vm.complex(-re, -im),
        UnaryOp::Pos => exact(vm, v),
        UnaryOp::Invert => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `abs(v)`.
fn magnitude(vm: &mut Vm, v: &Value) -> Res {
    let (re, im) = parts(vm, v);
    let r = re.hypot(im);
    if r.is_infinite() && re.is_finite() && im.is_finite() {
        raise!(vm, OverflowError, "absolute value too large");
    }
    vm.float(r)
}

fn exact(vm: &mut Vm, v: &Value) -> Res {
    if vm.is_exact(v, T::Complex) {
        return Ok(v.clone());
    }
    let (re, im) = parts(vm, v);
    vm.complex(re, im)
}

// ---------------------------------------------------------------- making complex numbers

/// What a text means; `None` when it is malformed.
fn parse(text: &[u8]) -> Option<Pair> {
    let text = search::strip::<Chars>(text, None, Side::Both);
    let text = match text {
        [b'(', inner @ .., b')'] => search::strip::<Chars>(inner, None, Side::Both),
        _ => text,
    };
    // Numbers may have space around them where they stand alone, not here.
    let number = |t: &[u8]| {
        let stripped = search::strip::<Chars>(t, None, Side::Both);
        if stripped.len() == t.len() {
            float_text::parse(t)
        } else {
            None
        }
    };
    let Some(body) = text.strip_suffix(b"j").or_else(|| text.strip_suffix(b"J")) else {
        return number(text).map(|re| (re, 0.0));
    };
    let unit = |t: &[u8]| match t {
        b"" | b"+" => Some(1.0),
        b"-" => Some(-1.0),
        _ => number(t),
    };
    // The sign that starts the imaginary part: the last one that isn't an exponent's.
    let sign = (1..body.len())
        .rev()
        .find(|&i| matches!(body[i], b'+' | b'-') && !matches!(body[i - 1], b'e' | b'E'));
    match sign {
        Some(at) => Some((number(&body[..at])?, unit(&body[at..])?)),
        None => Some((0.0, unit(body)?)),
    }
}

/// Whether an underscore stands elsewhere than between digits.
fn stray_underscore(text: &[u8]) -> bool {
    let digit = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    memchr::memchr_iter(b'_', text).any(|at| !digit(at.checked_sub(1)) || !digit(Some(at + 1)))
}

/// A number as constructor argument: its parts and whether it is complex itself. May run Python.
fn component(vm: &mut Vm, v: &Value) -> Res<Option<(Pair, bool)>> {
    if vm.get::<Complex>(v).is_some() {
        return Ok(Some((parts(vm, v), true)));
    }
    if let Some(f) = vm.as_f64(v) {
        return Ok(Some(((f, 0.0), false)));
    }
    let slots = vm.slots(v);
    if slots.float.is_some() || slots.index.is_some() {
        return Ok(Some(((vm.to_f64(v)?, 0.0), false)));
    }
    Ok(None)
}

/// What `__complex__` gives, if the class of `v` has it.
fn by_method(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
    if vm.is_exact(v, T::Complex) {
        return Ok(None);
    }
    let Some(f) = vm.lookup_special(v, N::__complex__)? else {
        return Ok(None);
    };
    let r = vm.call_unbound(&f, v, &[])?;
    vm.check_returned(&r, T::Complex, "__complex__ returned non-complex")?;
    Ok(Some(r))
}

fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    let (pos, _) = vm.bind("complex(real=0, imag=0)", call)?;
    let re = pos.first().and_then(Value::bound);
    let im = pos.get(1).and_then(Value::bound);
    if let (Some(x), None) = (re, im)
        && class.is(vm.class(T::Complex))
        && vm.is_exact(x, T::Complex)
    {
        return Ok(x.clone());
    }
    if let Some(s) = re.filter(|r| vm.get::<Str>(r).is_some()) {
        if im.is_some() {
            raise!(
                vm,
                TypeError,
                "complex() can't take second arg if first is a string"
            );
        }
        let Some((re, im)) = parse(vm.text_of(s).bytes) else {
            if stray_underscore(vm.text_of(s).bytes) {
                let shown = vm.repr(s)?;
                return Err(vm.error_text(T::ValueError, |vm, out| {
                    out.push_str("could not convert string to complex: ")?;
                    out.push_bytes(vm.text_of(&shown).bytes)
                }));
            }
            raise!(vm, ValueError, "complex() arg is a malformed string");
        };
        return make(vm, class, re, im);
    }
    if im.is_some_and(|i| vm.get::<Str>(i).is_some()) {
        raise!(vm, TypeError, "complex() second arg can't be a string");
    }
    let converted = match re {
        Some(x) => by_method(vm, x)?,
        None => None,
    };
    let re = converted.as_ref().or(re);
    let (mut real, mut imaginary) = ((0.0, 0.0), (0.0, 0.0));
    let (mut real_is_complex, mut imag_is_complex) = (false, false);
    if let Some(x) = re {
        match component(vm, x)? {
            Some((pair, complex)) => (real, real_is_complex) = (pair, complex),
            None => {
                let t = vm.type_name(x).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "complex() first argument must be a string or a number, not '{t}'"
                );
            }
        }
    }
    if let Some(x) = im {
        match component(vm, x)? {
            Some((pair, complex)) => (imaginary, imag_is_complex) = (pair, complex),
            None => {
                let t = vm.type_name(x).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "complex() second argument must be a number, not '{t}'"
                );
            }
        }
    }
    // real + imag * 1j, without adding where there is nothing to add (signs of zeros).
    let mut result = (real.0, imaginary.0);
    if imag_is_complex {
        result.0 -= imaginary.1;
    }
    if real_is_complex {
        result.1 = if im.is_some() {
            real.1 + imaginary.0
        } else {
            real.1
        };
    }
    make(vm, class, result.0, result.1)
}

fn make(vm: &mut Vm, class: &Value, re: f64, im: f64) -> Res {
    if class.is(vm.class(T::Complex)) {
        return vm.complex(re, im);
    }
    vm.alloc_as(class, Complex { re, im })
}

// ---------------------------------------------------------------- methods

fn conjugate(vm: &mut Vm, args: Args<'_>) -> Res {
    let (re, im) = parts(vm, &args[0]);
    vm.complex(re, -im)
}

fn to_complex(vm: &mut Vm, args: Args<'_>) -> Res {
    exact(vm, &args[0])
}

fn abs(vm: &mut Vm, args: Args<'_>) -> Res {
    magnitude(vm, &args[0])
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res {
    let (re, im) = (real(vm, &args[0])?, imag(vm, &args[0])?);
    vm.tuple(&[re, im])
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
    let ((re, im), t) = (parts(vm, &args[0]), vm.type_name(&args[0]).to_owned());
    vm.write_formatted(spec.bytes(), &t, |_, out| {
        format_value::format_complex(spec.bytes(), re, im, out)
    })
}
