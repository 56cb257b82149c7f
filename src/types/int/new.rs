//! `int(...)`: of numbers, of text in a base, and by `__int__`, `__index__` and `__trunc__`.

use super::{BigInt, exact};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::num::BigInt as Big;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::CallArgs;

pub const INT_SIGNATURE: &str = "int(x=0, /, base=10)";

/// The `new` slot.
pub fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    let made = match call.args {
        [] => Value::ZERO,
        [x] if call.names.is_empty() => to_int(vm, x)?,
        _ => with_base(vm, call)?,
    };
    if class.is(vm.class(T::Int)) {
        return Ok(made);
    }
    let value = vm.as_bigint(&made).unwrap_or(Big::ZERO);
    let payload = BigInt::new(vm.heap(), value)?;
    vm.alloc_as(class, payload)
}

fn with_base(vm: &mut Vm, call: CallArgs<'_>) -> Res {
    if call.args.len() > 2 {
        raise!(
            vm,
            TypeError,
            "int expected at most 2 arguments, got {}",
            call.args.len()
        );
    }
    let (pos, _) = vm.bind(INT_SIGNATURE, call)?;
    let x = pos.first().and_then(Value::bound);
    let Some(base) = pos.get(1).and_then(Value::bound) else {
        return match x {
            Some(x) => to_int(vm, x),
            None => Ok(Value::ZERO),
        };
    };
    let Some(x) = x else {
        raise!(vm, TypeError, "int() missing string argument");
    };
    if [T::Str, T::Bytes, T::ByteArray]
        .into_iter()
        .all(|t| !vm.is_a(x, t))
    {
        raise!(
            vm,
            TypeError,
            "int() can't convert non-string with explicit base"
        );
    }
    let base = vm.index_clamped(base)?;
    // Anything out of range is refused alike.
    let base = u32::try_from(base).unwrap_or(1);
    match text_int(vm, x, base)? {
        Some(v) => Ok(v),
        None => raise!(
            vm,
            TypeError,
            "int() can't convert non-string with explicit base"
        ),
    }
}

/// The int that a str or bytes-like object means; `None` for other objects.
fn text_int(vm: &mut Vm, x: &Value, base: u32) -> Res<Option<Value>> {
    let wide = vm.get::<Str>(x).is_some();
    let lent;
    let text = match vm.get::<Str>(x) {
        Some(s) => s.bytes(),
        None => {
            lent = match vm.bytes_like_or_none(x)? {
                Some(lent) => lent,
                None => return Ok(None),
            };
            vm.buffer(&lent).unwrap_or_default()
        }
    };
    if base == 10
        && let Some(i) = short_decimal(text)
    {
        return vm.int(i).map(Some);
    }
    let copy = crate::memory::buf::Buf::from_slice(vm.heap(), text)?;
    // Errors show other exporters as their bytes.
    let shown = match wide {
        true => x.clone(),
        false => vm.bytes(&copy)?,
    };
    let b = vm.parse_int(&shown, &copy, base, wide)?;
    vm.bigint(b).map(Some)
}

/// The value of up to 18 plain decimal digits with an optional minus: nearly all that is read.
fn short_decimal(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0i64;
    for &d in digits {
        if !d.is_ascii_digit() {
            return None;
        }
        value = value * 10 + (d - b'0') as i64;
    }
    Some(if negative { -value } else { value })
}

/// `int(x)`. May run Python.
pub fn to_int(vm: &mut Vm, x: &Value) -> Res {
    if x.is_int() {
        return Ok(x.clone());
    }
    let slots = vm.slots(x);
    if let Some(f) = slots.int {
        let r = f(vm, x)?;
        if !super::arith::is_int(vm, &r) {
            let t = vm.type_name(&r).to_owned();
            raise!(vm, TypeError, "__int__ returned non-int (type {t})");
        }
        return exact(vm, &r);
    }
    if slots.index.is_some() {
        let r = vm.index(x)?;
        return exact(vm, &r);
    }
    if let Some(f) = vm.lookup_special(x, crate::vm::names::N::__trunc__)? {
        vm.warn(
            T::DeprecationWarning,
            format_args!("The delegation of int() to __trunc__ is deprecated."),
            1,
        )?;
        let r = vm.call_unbound(&f, x, &[])?;
        if super::arith::is_int(vm, &r) {
            return exact(vm, &r);
        }
        if vm.slots(&r).index.is_some() {
            let r = vm.index(&r)?;
            return exact(vm, &r);
        }
        let t = vm.type_name(&r).to_owned();
        raise!(vm, TypeError, "__trunc__ returned non-Integral (type {t})");
    }
    match text_int(vm, x, 10)? {
        Some(v) => Ok(v),
        None => {
            let t = vm.type_name(x).to_owned();
            raise!(
                vm,
                TypeError,
                "int() argument must be a string, a bytes-like object or a real number, not '{t}'"
            )
        }
    }
}
