//! Methods and attributes of int.

use super::{Int, exact};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::num::{bigint, int_bytes};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::formatting::Spec;
use crate::vm::typedef::Args;
use crate::{getset, methods, raise};

methods! { pub METHODS;
    /// Return the int itself.
    "conjugate(self, /)" => itself;
    /// Number of bits that are needed to write the magnitude in base 2.
    "bit_length(self, /)" => bit_length;
    /// Number of ones in the binary digits of the magnitude.
    "bit_count(self, /)" => bit_count;
    /// Return the bytes that represent the int in so many bytes.
    ///
    /// byteorder is 'big' (most significant byte first) or 'little'; signed allows negative ints,
    /// in two's complement.
    "to_bytes(self, /, length=1, byteorder='big', *, signed=False)" => to_bytes;
    /// Return the int that bytes represent: the inverse of to_bytes.
    @classmethod "from_bytes(cls, /, bytes, byteorder='big', *, signed=False)" => from_bytes;
    /// Return a pair of ints whose ratio is the int, the second one positive.
    "as_integer_ratio(self, /)" => as_integer_ratio;
    /// True: an int is a whole number. Exists for compatibility with float.
    "is_integer(self, /)" => is_integer;
    "__abs__(self, /)" => abs;
    /// Truncating gives the int itself.
    "__trunc__(self, /)" => itself;
    /// Rounding down gives the int itself.
    "__floor__(self, /)" => itself;
    /// Rounding up gives the int itself.
    "__ceil__(self, /)" => itself;
    /// Round to a power of ten: ndigits may be negative; halves go to the even multiple.
    "__round__(self, ndigits=None, /)" => round;
    /// Format by a format specification.
    "__format__(self, format_spec, /)" => format;
    "__getnewargs__(self, /)" => getnewargs;
}

getset! { pub GETSET;
    /// the int itself
    "real" => real;
    /// 0
    "imag" => imag;
    /// the int itself
    "numerator" => real;
    /// 1
    "denominator" => denominator;
}

fn itself(vm: &mut Vm, args: Args<'_>) -> Res {
    exact(vm, &args[0])
}

fn real(vm: &mut Vm, v: &Value) -> Res {
    exact(vm, v)
}

fn imag(_: &mut Vm, _: &Value) -> Res {
    Ok(Value::ZERO)
}

fn denominator(_: &mut Vm, _: &Value) -> Res {
    Ok(Value::ONE)
}

fn abs(vm: &mut Vm, args: Args<'_>) -> Res {
    match vm.int_of(&args[0]) {
        Some(i) if i.is_negative() => {
            super::arith::unary(vm, crate::code::opcodes::UnaryOp::Neg, &args[0])
        }
        _ => exact(vm, &args[0]),
    }
}

fn bit_length(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(match vm.int_of(&args[0]) {
        Some(Int::Small(i)) => Value::int((64 - i.unsigned_abs().leading_zeros()) as i64),
        Some(Int::Big(b)) => Value::int(bigint::bit_length(b) as i64),
        None => Value::ZERO,
    })
}

fn bit_count(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(match vm.int_of(&args[0]) {
        Some(Int::Small(i)) => Value::int(i.unsigned_abs().count_ones() as i64),
        Some(Int::Big(b)) => Value::int(bigint::bit_count(b) as i64),
        None => Value::ZERO,
    })
}

fn as_integer_ratio(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = exact(vm, &args[0])?;
    vm.tuple(&[n, Value::ONE])
}

fn is_integer(_: &mut Vm, _: Args<'_>) -> Res {
    Ok(Value::TRUE)
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = exact(vm, &args[0])?;
    vm.tuple(&[n])
}

/// Whether the `byteorder` argument at `i` says big-endian.
fn big_endian(vm: &mut Vm, args: Args<'_>, i: usize, function: &str) -> Res<bool> {
    let Some(order) = args.get(i) else {
        return Ok(true);
    };
    let Some(s) = vm.get::<Str>(order) else {
        let t = vm.arg_type_name(order).to_owned();
        raise!(
            vm,
            TypeError,
            "{function}() argument 'byteorder' must be str, not {t}"
        );
    };
    match s.bytes() {
        b"big" => Ok(true),
        b"little" => Ok(false),
        _ => raise!(vm, ValueError, "byteorder must be either 'little' or 'big'"),
    }
}

fn flag(vm: &mut Vm, v: Option<&Value>) -> Res<bool> {
    match v {
        Some(v) => vm.truthy(v),
        None => Ok(false),
    }
}

fn to_bytes(vm: &mut Vm, args: Args<'_>) -> Res {
    let length = match args.get(1) {
        Some(n) => vm.index_i64(n)?,
        None => 1,
    };
    let big = big_endian(vm, args, 2, "to_bytes")?;
    let signed = flag(vm, args.kw(0))?;
    let Ok(length) = usize::try_from(length) else {
        raise!(vm, ValueError, "length argument must be non-negative");
    };
    let v = &args[0];
    let Some(i) = vm.int_of(v) else {
        return Ok(Value::NONE);
    };
    let fits = int_bytes::check_fits(&i.big(), length, signed);
    vm.num(fits)?;
    vm.charge(length as u64 / 64)?;
    vm.write_bytes(length, |vm, out| match vm.int_of(v) {
        Some(i) => int_bytes::push_bytes(&i.big(), length, big, out),
        None => Ok(()),
    })
}

fn from_bytes(vm: &mut Vm, args: Args<'_>) -> Res {
    let big = big_endian(vm, args, 2, "from_bytes")?;
    let signed = flag(vm, args.kw(0))?;
    let bytes = crate::types::bytes::from_object(vm, &args[1])?;
    let len = vm.buffer(&bytes).map_or(0, <[u8]>::len);
    vm.prepare(len as u64 * 3, len as u64 / 8)?;
    let value = int_bytes::from_bytes(vm.buffer(&bytes).unwrap_or_default(), big, signed);
    let made = vm.bigint(value)?;
    if args[0].is(vm.class(T::Int)) {
        return Ok(made);
    }
    vm.call(&args[0], &[made])
}

fn round(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(digits) = args.get(1) else {
        return exact(vm, &args[0]);
    };
    let digits = vm.index(digits)?;
    match vm.int_of(&digits) {
        Some(d) if d.is_negative() => {
            // Beyond 64 bits everything rounds to 0.
            let places = d.to_i64().map_or(u64::MAX, i64::unsigned_abs);
            super::divide_rounded(vm, &args[0], places)
        }
        _ => exact(vm, &args[0]),
    }
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
    let t = vm.type_name(&args[0]).to_owned();
    super::format(vm, &args[0], spec.bytes(), &t)
}
