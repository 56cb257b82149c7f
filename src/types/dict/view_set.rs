//! Set operations of `dict_keys` and `dict_items`. They give plain sets, whose order is that of
//! CPython's steps: a set of one side, updated with the other.

use super::table::Dict;
use super::view::{DictView, What};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::types::set::Set;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// Whether `v` is a view that behaves as a set.
fn is_set_view(vm: &Vm, v: &Value) -> bool {
    vm.get::<DictView>(v)
        .is_some_and(|v| v.what != What::Values)
}

pub fn contains(vm: &mut Vm, v: &Value, item: &Value) -> Res<bool> {
    let DictView { dict, what } = vm.of::<DictView>(v);
    let (dict, what) = (dict.clone(), *what);
    if what != What::Items {
        return vm.dict_contains(&dict, item);
    }
    if !vm.is_a(item, T::Tuple) {
        return Ok(false);
    }
    let Some([key, value]) = vm.items(item) else {
        return Ok(false);
    };
    let (key, value) = (key.clone(), value.clone());
    match vm.dict_get(&dict, &key)? {
        Some(found) => vm.eq(&found, &value),
        None => Ok(false),
    }
}

/// Whether all items of `a` are in `b`.
fn all_in(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    let it = vm.iter(a)?;
    while let Some(item) = vm.next(&it)? {
        vm.charge(1)?;
        if !vm.contains(b, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if vm.get::<Set>(b).is_none() && !is_set_view(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (m, n) = (vm.len(a)?, vm.len(b)?);
    let holds = match op {
        CmpOp::Eq => m == n && all_in(vm, a, b)?,
        CmpOp::Ne => !(m == n && all_in(vm, a, b)?),
        CmpOp::Lt => m < n && all_in(vm, a, b)?,
        CmpOp::Le => m <= n && all_in(vm, a, b)?,
        CmpOp::Gt => m > n && all_in(vm, b, a)?,
        CmpOp::Ge => m >= n && all_in(vm, b, a)?,
    };
    Ok(Value::bool(holds))
}

pub fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::And => intersection(vm, a, b),
        BinOp::Or => {
            let result = to_set(vm, a)?;
            vm.set_update(&result, b)?;
            Ok(result)
        }
        BinOp::Sub => {
            let result = to_set(vm, a)?;
            vm.set_difference_update(&result, b)?;
            Ok(result)
        }
        BinOp::Xor if is_items(vm, a) && is_items(vm, b) => items_xor(vm, a, b),
        BinOp::Xor => {
            let result = to_set(vm, a)?;
            vm.set_symmetric_difference_update(&result, b)?;
            Ok(result)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn is_items(vm: &Vm, v: &Value) -> bool {
    vm.get::<DictView>(v).is_some_and(|v| v.what == What::Items)
}

/// A set of an operand's items.
fn to_set(vm: &mut Vm, v: &Value) -> Res {
    let source = match vm.get::<DictView>(v) {
        // Sized beforehand from the dict.
        Some(DictView {
            dict,
            what: What::Keys,
        }) if vm.is_exact(dict, T::Dict) => dict.clone(),
        _ => v.clone(),
    };
    let set = vm.set_new()?;
    vm.set_update(&set, &source)?;
    Ok(set)
}

fn intersection(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let (mut view, mut other) = if is_set_view(vm, a) { (a, b) } else { (b, a) };
    let size = vm.len(view)?;
    if vm.is_exact(other, T::Set) && size <= vm.len(other)? {
        return vm.call_method(other, "intersection", std::slice::from_ref(view));
    }
    if is_set_view(vm, other) && vm.len(other)? > size {
        (view, other) = (other, view);
    }
    let result = vm.set_new()?;
    let it = vm.iter(other)?;
    while let Some(item) = vm.next(&it)? {
        vm.charge(1)?;
        if contains(vm, view, &item)? {
            vm.set_add(&result, &item)?;
        }
    }
    Ok(result)
}

/// Items that are in one dict alone or whose values differ.
fn items_xor(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let left = vm.of::<DictView>(a).dict.clone();
    let right = vm.of::<DictView>(b).dict.clone();
    let rest = vm.dict_copy(&left)?;
    let result = vm.set_new()?;
    let mut pos = 0;
    while let Some((next, key, theirs)) = vm.of::<Dict>(&right).next_entry(pos) {
        let (key, theirs) = (key.clone(), theirs.clone());
        pos = next;
        vm.charge(1)?;
        match vm.dict_get(&rest, &key)? {
            Some(ours) => {
                let equal = vm.eq(&ours, &theirs)?;
                vm.dict_remove(&rest, &key)?;
                if !equal {
                    add_pair(vm, &result, &key, &ours)?;
                    add_pair(vm, &result, &key, &theirs)?;
                }
            }
            None => add_pair(vm, &result, &key, &theirs)?,
        }
    }
    let mut pos = 0;
    while let Some((next, key, value)) = vm.of::<Dict>(&rest).next_entry(pos) {
        let (key, value) = (key.clone(), value.clone());
        pos = next;
        add_pair(vm, &result, &key, &value)?;
    }
    Ok(result)
}

fn add_pair(vm: &mut Vm, set: &Value, key: &Value, value: &Value) -> Res<()> {
    let pair = vm.tuple(&[key.clone(), value.clone()])?;
    vm.set_add(set, &pair)
}

pub fn isdisjoint(vm: &mut Vm, args: Args<'_>) -> Res {
    let (mut view, mut other) = (&args[0], &args[1]);
    if view.is(other) {
        return Ok(Value::bool(vm.len(view)? == 0));
    }
    // Goes through the smaller one.
    if (vm.get::<Set>(other).is_some() || is_set_view(vm, other))
        && vm.len(other)? > vm.len(view)?
    {
        (view, other) = (other, view);
    }
    let it = vm.iter(other)?;
    while let Some(item) = vm.next(&it)? {
        vm.charge(1)?;
        if vm.contains(view, &item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}
