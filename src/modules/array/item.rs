//! Type codes, and one item written and read.

use crate::memory::value::Value;
use crate::num::packed::{Number, Read};
use crate::raise;
use crate::types::int::Int;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;

/// The type codes, in CPython's order.
pub const CODES: &str = "bBuwhHiIlLqQfd";

/// Bytes of the largest item.
pub const MAX_ITEM: usize = 8;

/// How items of a type code are laid out; characters as their code points.
pub fn layout(code: u8) -> Option<Number> {
    Some(match code {
        b'b' => Number::I8,
        b'B' => Number::U8,
        b'u' | b'w' | b'I' => Number::U32,
        b'h' => Number::I16,
        b'H' => Number::U16,
        b'i' => Number::I32,
        b'l' | b'q' => Number::I64,
        b'L' | b'Q' => Number::U64,
        b'f' => Number::F32,
        b'd' => Number::F64,
        _ => return None,
    })
}

pub fn is_text(code: u8) -> bool {
    matches!(code, b'u' | b'w')
}

const BIG: bool = cfg!(target_endian = "big");

/// The object of an item.
#[inline]
pub fn read(vm: &mut Vm, code: u8, number: Number, bytes: &[u8; MAX_ITEM]) -> Res {
    match number.read(bytes, BIG) {
        Read::Signed(i) => vm.int(i),
        Read::Float(f) => vm.float(f),
        Read::Unsigned(u) if is_text(code) => match u32::try_from(u) {
            Ok(c) if c <= 0x10ffff => vm.char(c),
            _ => raise!(
                vm,
                ValueError,
                "character U+{u:x} is not in range [U+0000; U+10ffff]"
            ),
        },
        Read::Unsigned(u) => match i64::try_from(u) {
            Ok(i) => vm.int(i),
            Err(_) => vm.bigint(crate::num::BigInt::from(u)),
        },
    }
}

/// The bytes of an item that holds `v`; the first ones, as many as the layout has. May run Python.
pub fn bytes(vm: &mut Vm, code: u8, number: Number, v: &Value) -> Res<[u8; MAX_ITEM]> {
    let mut out = [0; MAX_ITEM];
    if number.range().is_none() {
        let f = match vm.as_f64(v) {
            Some(f) => f,
            None => vm.to_f64(v)?,
        };
        number.write_float(f, BIG, &mut out);
        return Ok(out);
    }
    let i = if is_text(code) {
        match vm.wtf8(v).map(crate::text::wtf8::first) {
            Some(Some((c, n))) if vm.wtf8(v).map(<[u8]>::len) == Some(n) => c as i128,
            _ => raise!(vm, TypeError, "array item must be unicode character"),
        }
    } else {
        integer(vm, code, number, v)?
    };
    number.write_int(i, BIG, &mut out);
    Ok(out)
}

/// `v` as an int of the layout's range.
fn integer(vm: &mut Vm, code: u8, number: Number, v: &Value) -> Res<i128> {
    let (low, high) = number.range().unwrap_or((0, 0));
    if let Some(i) = v.as_small_int()
        && (low..=high).contains(&(i as i128))
    {
        return Ok(i as i128);
    }
    let i = vm.index(v)?;
    let negative = vm.int_of(&i).is_some_and(Int::is_negative);
    let value = match vm.int_of(&i) {
        Some(Int::Small(i)) => Some(i as i128),
        Some(Int::Big(b)) => i128::try_from(b).ok(),
        None => None,
    };
    if let Some(i) = value
        && (low..=high).contains(&i)
    {
        return Ok(i);
    }
    // What C's conversions say, which read some items as a larger type first.
    let fits = |low: i128, high: i128| value.is_some_and(|i| (low..=high).contains(&i));
    let long = fits(i64::MIN as i128, i64::MAX as i128);
    let unsigned_long = fits(i128::MIN, u64::MAX as i128);
    let message = match code {
        b'q' | b'Q' if code == b'Q' && negative => "can't convert negative int to unsigned",
        b'q' | b'Q' => "int too big to convert",
        b'I' | b'L' if negative => "can't convert negative value to unsigned int",
        b'I' if unsigned_long => "unsigned int is greater than maximum",
        b'I' | b'L' => "Python int too large to convert to C unsigned long",
        _ if !long => "Python int too large to convert to C long",
        b'B' if negative => "unsigned byte integer is less than minimum",
        b'B' => "unsigned byte integer is greater than maximum",
        b'b' if fits(i16::MIN as i128, i16::MAX as i128) && negative => {
            "signed char is less than minimum"
        }
        b'b' if fits(i16::MIN as i128, i16::MAX as i128) => "signed char is greater than maximum",
        b'b' | b'h' if negative => "signed short integer is less than minimum",
        b'b' | b'h' => "signed short integer is greater than maximum",
        b'H' if fits(i32::MIN as i128, i32::MAX as i128) && negative => {
            "unsigned short is less than minimum"
        }
        b'H' if fits(i32::MIN as i128, i32::MAX as i128) => {
            "unsigned short is greater than maximum"
        }
        _ if negative => "signed integer is less than minimum",
        _ => "signed integer is greater than maximum",
    };
    Err(vm.err(T::OverflowError, format_args!("{message}")))
}
