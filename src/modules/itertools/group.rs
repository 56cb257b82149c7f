//! `groupby` and the iterators over its groups.

use super::iterator;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::payload;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, TypeDef};

payload! {
    /// `groupby`. Keys and value are unbound until there are any.
    pub struct GroupBy: ItGroupBy {
        it: Value,
        key_func: Value,
        /// Key of the group given last.
        target: Value,
        /// Key and value that were read last.
        key: Value,
        value: Value,
        /// Number of the group given last; a group with another number is over.
        group: u64,
    }
}

payload! {
    /// `itertools._grouper`.
    pub struct Grouper: ItGrouper {
        parent: Value,
        key: Value,
        group: u64,
    }
}

pub static GROUPBY: TypeDef = iterator(
    "groupby",
    Kind::ItGroupBy,
    "Pairs of a key and an iterator over the consecutive items that have it.",
    Some(new),
    next,
);
pub static GROUPER: TypeDef = TypeDef {
    subclassable: false,
    ..iterator("_grouper", Kind::ItGrouper, "", None, group_next)
};

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind("groupby(iterable, key=None)", args)?;
    let it = vm.iter(&a[0])?;
    let key_func = a.get(1).and_then(Value::bound).cloned();
    vm.alloc_as(
        cls,
        GroupBy {
            it,
            key_func: key_func.unwrap_or(Value::NONE),
            target: Value::UNBOUND,
            key: Value::UNBOUND,
            value: Value::UNBOUND,
            group: 0,
        },
    )
}

/// Reads the next item and its key; false at the end.
fn step(vm: &mut Vm, g: &Value) -> Res<bool> {
    let gb = vm.of::<GroupBy>(g);
    let (it, f) = (gb.it.clone(), gb.key_func.clone());
    let Some(v) = vm.next(&it)? else {
        return Ok(false);
    };
    let k = if f.is_none() {
        v.clone()
    } else {
        vm.call(&f, std::slice::from_ref(&v))?
    };
    let (gb, _) = vm.of_mut::<GroupBy>(g);
    let old = (
        std::mem::replace(&mut gb.value, v),
        std::mem::replace(&mut gb.key, k),
    );
    drop(old);
    Ok(true)
}

fn next(vm: &mut Vm, g: &Value) -> Res<Option<Value>> {
    vm.of_mut::<GroupBy>(g).0.group += 1;
    // Skips what is left of the group given last.
    loop {
        let gb = vm.of::<GroupBy>(g);
        let (key, target) = (gb.key.clone(), gb.target.clone());
        if !key.is_unbound() && (target.is_unbound() || !vm.eq(&target, &key)?) {
            break;
        }
        if !step(vm, g)? {
            return Ok(None);
        }
    }
    let (gb, _) = vm.of_mut::<GroupBy>(g);
    let key = gb.key.clone();
    let old = std::mem::replace(&mut gb.target, key.clone());
    let group = gb.group;
    drop(old);
    let grouper = vm.alloc(
        T::ItGrouper,
        Grouper {
            parent: g.clone(),
            key: key.clone(),
            group,
        },
    )?;
    vm.tuple(&[key, grouper]).map(Some)
}

fn group_next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let Grouper { parent, key, group } = vm.of::<Grouper>(it);
    let (parent, key, group) = (parent.clone(), key.clone(), *group);
    if vm.get::<GroupBy>(&parent).is_none_or(|p| p.group != group) {
        return Ok(None);
    }
    if vm.of::<GroupBy>(&parent).value.is_unbound() && !step(vm, &parent)? {
        return Ok(None);
    }
    let now = vm.of::<GroupBy>(&parent).key.clone();
    if !vm.eq(&key, &now)? {
        return Ok(None);
    }
    let (gb, _) = vm.of_mut::<GroupBy>(&parent);
    let v = gb.value.take();
    Ok(v.bound().cloned())
}
