//! `bisect`: searching and inserting in sorted sequences.

use super::ModuleDef;
use crate::code::opcodes::CmpOp;
use crate::memory::value::Value;
use crate::types::list::List;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "bisect",
    doc: "Bisection in sorted sequences.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

methods! { FUNCTIONS;
    /// Return the index where to insert item x in list a, assuming a is sorted.
    ///
    /// It is behind the items that equal x.
    "bisect_right(a, x, lo=0, hi=None, *, key=None)" => bisect_right;
    /// Return the index where to insert item x in list a, assuming a is sorted.
    ///
    /// It is in front of the items that equal x.
    "bisect_left(a, x, lo=0, hi=None, *, key=None)" => bisect_left;
    /// Insert item x in list a, behind those that equal it, and keep it sorted assuming a is sorted.
    "insort_right(a, x, lo=0, hi=None, *, key=None)" => insort_right;
    /// Insert item x in list a, in front of those that equal it, and keep it sorted assuming a is sorted.
    "insort_left(a, x, lo=0, hi=None, *, key=None)" => insort_left;
}

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    for (alias, name) in [("bisect", "bisect_right"), ("insort", "insort_right")] {
        if let Some(f) = vm.dict_get_str(&d, name)? {
            vm.dict_set_str(&d, alias, &f)?;
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

/// Where `x` (its key, if there is a key function) belongs in `a[0]`.
fn search(vm: &mut Vm, a: &Args<'_>, x: &Value, side: Side) -> Res<i64> {
    let seq = &a[0];
    let mut lo = match a.get(2) {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    if lo < 0 {
        raise!(vm, ValueError, "lo must be non-negative");
    }
    let mut hi = match a.some(3) {
        Some(v) => vm.index_i64(v)?,
        None => vm.len(seq)? as i64,
    };
    let key = a.kw(0).filter(|k| !k.is_none());
    while lo < hi {
        vm.charge(1)?;
        let mid = lo + (hi - lo) / 2;
        let fast = match vm.is_exact(seq, T::List) {
            true => vm.of::<List>(seq).items().get(mid as usize).cloned(),
            false => None,
        };
        let mut item = match fast {
            Some(v) => v,
            None => vm.get_item(seq, &Value::int(mid))?,
        };
        if let Some(k) = key {
            item = vm.call(k, &[item])?;
        }
        let right = match side {
            Side::Left => vm.compare_bool(CmpOp::Lt, &item, x)?,
            Side::Right => !vm.compare_bool(CmpOp::Lt, x, &item)?,
        };
        if right {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    Ok(lo)
}

fn bisect_right(vm: &mut Vm, a: Args<'_>) -> Res {
    let i = search(vm, &a, &a[1], Side::Right)?;
    vm.int(i)
}

fn bisect_left(vm: &mut Vm, a: Args<'_>) -> Res {
    let i = search(vm, &a, &a[1], Side::Left)?;
    vm.int(i)
}

fn insort(vm: &mut Vm, a: Args<'_>, side: Side) -> Res {
    let x = match a.kw(0).filter(|k| !k.is_none()) {
        Some(k) => vm.call(k, std::slice::from_ref(&a[1]))?,
        None => a[1].clone(),
    };
    let i = search(vm, &a, &x, side)?;
    let at = vm.int(i)?;
    vm.call_method(&a[0], "insert", &[at, a[1].clone()])?;
    Ok(Value::NONE)
}

fn insort_right(vm: &mut Vm, a: Args<'_>) -> Res {
    insort(vm, a, Side::Right)
}

fn insort_left(vm: &mut Vm, a: Args<'_>) -> Res {
    insort(vm, a, Side::Left)
}
