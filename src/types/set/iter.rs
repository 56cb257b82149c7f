//! `set_iterator`, of sets and frozensets.

use super::Set;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{methods, raise};

/// The payload.
pub struct SetIter {
    /// A set, or None once exhausted.
    set: Value,
    pos: usize,
    /// Items that the set had, and how many of them are still to come.
    used: u32,
    left: u32,
}

impl Payload for SetIter {
    const KIND: Kind = Kind::SetIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.set);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.set, Value::NONE));
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "set_iterator",
    kind: Kind::SetIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => length_hint;
}

/// Slot of `iter(set)`.
pub fn new(vm: &mut Vm, s: &Value) -> Res {
    let used = vm.set_len(s) as u32;
    vm.alloc(
        T::SetIter,
        SetIter {
            set: s.clone(),
            pos: 0,
            used,
            left: used,
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let i = vm.of::<SetIter>(it);
    let Some(set) = vm.get::<Set>(&i.set) else {
        return Ok(None);
    };
    if set.len() != i.used as usize {
        // Stays so, whatever happens to the set.
        vm.of_mut::<SetIter>(it).0.used = u32::MAX;
        raise!(vm, RuntimeError, "Set changed size during iteration");
    }
    let found = set
        .next_entry(i.pos)
        .map(|(pos, key, _)| (pos, key.clone()));
    let (i, _) = vm.of_mut::<SetIter>(it);
    match found {
        Some((pos, key)) => {
            i.pos = pos;
            i.left = i.left.saturating_sub(1);
            Ok(Some(key))
        }
        None => {
            drop(std::mem::replace(&mut i.set, Value::NONE));
            Ok(None)
        }
    }
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.of::<SetIter>(&args[0]);
    let same = vm
        .get::<Set>(&i.set)
        .is_some_and(|s| s.len() == i.used as usize);
    Ok(Value::int(if same { i.left as i64 } else { 0 }))
}
