//! Items, slices, concatenation, repetition, membership.

use super::Textual;
use crate::memory::value::Value;
use crate::raise;
use crate::text::search;
use crate::text::sink::Sink;
use crate::types::sequence::Bounds;
use crate::vm::Vm;
use crate::vm::error::Res;

/// `v[slice]`.
pub fn slice<X: Textual>(vm: &mut Vm, v: &Value, bounds: Bounds) -> Res {
    let text = X::text(vm, v);
    let r = bounds.fit(text.count());
    if r.count == 0 {
        return X::piece(vm, v, 0..0);
    }
    let start = r.start as usize;
    if r.step == 1 {
        let from = text.offset_of(start);
        let until = match start + r.count == text.count() {
            true => text.bytes.len(),
            false => {
                from + crate::text::wtf8::Text::with_ascii(&text.bytes[from..], text.ascii)
                    .offset_of(r.count)
            }
        };
        return X::piece(vm, v, from..until);
    }
    vm.charge(r.count as u64 / 16)?;
    X::write(vm, r.count, |vm, out| {
        X::text(vm, v).push_stepped(start, r.step as isize, r.count, out)
    })
}

/// `a + b`, both of the type.
pub fn concat<X: Textual>(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let (x, y) = (X::text(vm, a).bytes.len(), X::text(vm, b).bytes.len());
    if y == 0 && vm.is_exact(a, X::T) {
        return Ok(a.clone());
    }
    if x == 0 && vm.is_exact(b, X::T) {
        return Ok(b.clone());
    }
    vm.charge((x + y) as u64 / 64)?;
    X::write(vm, x + y, |vm, out| {
        out.push_bytes(X::text(vm, a).bytes)?;
        out.push_bytes(X::text(vm, b).bytes)
    })
}

/// `v * n`.
pub fn repeat<X: Textual>(vm: &mut Vm, v: &Value, n: usize, too_long: &str) -> Res {
    let len = X::text(vm, v).bytes.len();
    if len == 0 || n == 0 {
        return X::piece(vm, v, 0..0);
    }
    if n == 1 {
        return X::piece(vm, v, 0..len);
    }
    let total = match len.checked_mul(n) {
        Some(t) if t <= isize::MAX as usize => t,
        _ => raise!(vm, OverflowError, "{too_long}"),
    };
    vm.reserve_check(total)?;
    vm.charge(total as u64 / 64)?;
    X::write(vm, total, |vm, out| {
        out.push_repeated(X::text(vm, v).bytes, n)
    })
}

/// `part in v`.
pub fn contains<X: Textual>(vm: &mut Vm, v: &Value, part: &Value) -> Res<bool> {
    super::charge::<X>(vm, v)?;
    Ok(search::find(X::text(vm, v).bytes, X::text(vm, part).bytes).is_some())
}
