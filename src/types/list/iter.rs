//! `list_iterator` and `list_reverseiterator`.

use super::List;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::methods;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Slots, TypeDef};

/// Payload of `list_iterator`. The loop steps it by itself.
pub struct ListIter {
    /// A list (of kind `List`), or None once exhausted.
    pub list: Value,
    /// The item to give next.
    pub index: usize,
}

impl Payload for ListIter {
    const KIND: Kind = Kind::ListIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.list);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.list, Value::NONE));
    }
}

/// Payload of `list_reverseiterator`.
pub struct ListReverseIter {
    /// A list, or None once exhausted.
    list: Value,
    /// One past the item to give next.
    index: usize,
}

impl Payload for ListReverseIter {
    const KIND: Kind = Kind::ListReverseIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.list);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.list, Value::NONE));
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "list_iterator",
    kind: Kind::ListIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::OBJECT
};

pub static REVERSE_DEF: TypeDef = TypeDef {
    name: "list_reverseiterator",
    kind: Kind::ListReverseIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next_reverse),
        ..Slots::NONE
    },
    methods: REVERSE_METHODS,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => length_hint;
}

methods! { REVERSE_METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => length_hint_reverse;
}

/// Slot of `iter(list)`.
pub fn new(vm: &mut Vm, list: &Value) -> Res {
    vm.alloc(
        T::ListIter,
        ListIter {
            list: list.clone(),
            index: 0,
        },
    )
}

/// `reversed(list)`.
pub fn new_reverse(vm: &mut Vm, list: &Value) -> Res {
    let index = vm.of::<List>(list).len();
    vm.alloc(
        T::ListReverseIter,
        ListReverseIter {
            list: list.clone(),
            index,
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let i = vm.of::<ListIter>(it);
    let item = vm
        .get::<List>(&i.list)
        .and_then(|l| l.items().get(i.index))
        .cloned();
    let (i, _) = vm.of_mut::<ListIter>(it);
    match item {
        Some(_) => i.index += 1,
        None => drop(std::mem::replace(&mut i.list, Value::NONE)),
    }
    Ok(item)
}

fn next_reverse(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let i = vm.of::<ListReverseIter>(it);
    let at = i.index.checked_sub(1);
    let item = vm
        .get::<List>(&i.list)
        .zip(at)
        .and_then(|(l, at)| l.items().get(at))
        .cloned();
    let (i, _) = vm.of_mut::<ListReverseIter>(it);
    match item {
        Some(_) => i.index -= 1,
        None => drop(std::mem::replace(&mut i.list, Value::NONE)),
    }
    Ok(item)
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.of::<ListIter>(&args[0]);
    let left = vm
        .get::<List>(&i.list)
        .map_or(0, |l| l.len().saturating_sub(i.index));
    Ok(Value::int(left as i64))
}

fn length_hint_reverse(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.of::<ListReverseIter>(&args[0]);
    // A list that has become shorter has nothing left for it.
    let left = vm
        .get::<List>(&i.list)
        .map_or(0, |l| if l.len() < i.index { 0 } else { i.index });
    Ok(Value::int(left as i64))
}
