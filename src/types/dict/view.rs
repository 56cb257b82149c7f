//! Dict views (`dict_keys`, `dict_values`, `dict_items`) and the iterators over them.
//!
//! An iterator remembers how many keys the dict had: RuntimeError when that changes, and when it
//! meets more keys than there were (keys changed while their number stayed).

use super::super::container::{Repr, guarded, iter_self};
use super::table::Dict;
use super::view_set;
use crate::code::opcodes::BinOp;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Item, Slots, TypeDef, ops};
use crate::{getset, methods, raise};

/// Which part of the entries a view or iterator shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Keys,
    Values,
    Items,
}

/// Payload of the three views.
pub struct DictView {
    pub dict: Value,
    pub what: What,
}

impl Payload for DictView {
    const KIND: Kind = Kind::DictView;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.dict);
    }
}

/// Payload of the six iterators.
pub struct DictIter {
    /// None once exhausted.
    dict: Value,
    /// Entry to look at next; of a reverse iterator, one past it.
    pos: usize,
    /// Keys that the dict had, and how many of them are still to come.
    used: u32,
    left: u32,
    what: What,
    reverse: bool,
}

impl Payload for DictIter {
    const KIND: Kind = Kind::DictIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.dict);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.dict, Value::NONE));
    }
}

/// A view of dict `d`.
pub fn new_view(vm: &mut Vm, d: &Value, what: What) -> Res {
    let t = match what {
        What::Keys => T::DictKeys,
        What::Values => T::DictValues,
        What::Items => T::DictItems,
    };
    vm.alloc(
        t,
        DictView {
            dict: d.clone(),
            what,
        },
    )
}

/// An iterator over dict `d`.
pub fn new_iter(vm: &mut Vm, d: &Value, what: What, reverse: bool) -> Res {
    let t = match (what, reverse) {
        (What::Keys, false) => T::DictKeyIterator,
        (What::Values, false) => T::DictValueIterator,
        (What::Items, false) => T::DictItemIterator,
        (What::Keys, true) => T::DictReverseKeyIterator,
        (What::Values, true) => T::DictReverseValueIterator,
        (What::Items, true) => T::DictReverseItemIterator,
    };
    let dict = vm.of::<Dict>(d);
    let used = dict.len() as u32;
    let pos = if reverse { dict.end() } else { 0 };
    vm.alloc(
        t,
        DictIter {
            dict: d.clone(),
            pos,
            used,
            left: used,
            what,
            reverse,
        },
    )
}

impl DictIter {
    /// The dict, or None.
    #[inline]
    pub fn dict(&self) -> &Value {
        &self.dict
    }

    /// Whether it gives keys or values.
    #[inline(always)]
    pub fn is_single(&self) -> bool {
        self.what != What::Items
    }

    /// Goes on to the next key or value of `d`, its dict, if this is a plain step.
    #[inline]
    pub fn step(&mut self, d: &Dict) -> Option<Value> {
        let what = self.what;
        let (key, value) = self.step_item(d)?;
        Some(if what == What::Keys { key } else { value }.clone())
    }

    /// Goes on to the next item of `d`, its dict, if this is a plain step: forwards, not at the end,
    /// the dict as it was.
    #[inline(always)]
    pub fn step_item<'d>(&mut self, d: &'d Dict) -> Option<(&'d Value, &'d Value)> {
        if self.reverse || self.left == 0 || d.len() != self.used as usize {
            return None;
        }
        let (pos, key, value) = d.next_entry(self.pos)?;
        self.pos = pos;
        self.left -= 1;
        Some((key, value))
    }
}

/// The next thing an iterator (of kind `DictIter`) gives. Runs no Python; allocates only an error.
fn parts(vm: &mut Vm, it: &Value) -> Res<Option<Item>> {
    let i = vm.of::<DictIter>(it);
    let Some(d) = vm.get::<Dict>(&i.dict) else {
        return Ok(None);
    };
    if d.len() != i.used as usize {
        // Stays so, whatever happens to the dict.
        vm.of_mut::<DictIter>(it).0.used = u32::MAX;
        raise!(vm, RuntimeError, "dictionary changed size during iteration");
    }
    let found = if i.reverse {
        d.prev_entry(i.pos)
    } else {
        d.next_entry(i.pos)
    };
    let Some((pos, key, value)) = found else {
        let (i, _) = vm.of_mut::<DictIter>(it);
        let dict = std::mem::replace(&mut i.dict, Value::NONE);
        drop(dict);
        return Ok(None);
    };
    // Going backwards, CPython doesn't look.
    if i.left == 0 && !i.reverse {
        let (i, _) = vm.of_mut::<DictIter>(it);
        drop(std::mem::replace(&mut i.dict, Value::NONE));
        raise!(vm, RuntimeError, "dictionary keys changed during iteration");
    }
    let out = match i.what {
        What::Keys => Item::One(key.clone()),
        What::Values => Item::One(value.clone()),
        What::Items => Item::Pair(key.clone(), value.clone()),
    };
    let (i, _) = vm.of_mut::<DictIter>(it);
    i.pos = pos;
    i.left = i.left.saturating_sub(1);
    Ok(Some(out))
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    match parts(vm, it)? {
        Some(item) => item.object(vm).map(Some),
        None => Ok(None),
    }
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.of::<DictIter>(&args[0]);
    let same = vm
        .get::<Dict>(&i.dict)
        .is_some_and(|d| d.len() == i.used as usize);
    Ok(Value::int(if same { i.left as i64 } else { 0 }))
}

methods! { ITER_METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => length_hint;
}

const fn iterator(name: &'static str) -> TypeDef {
    TypeDef {
        name,
        kind: Kind::DictIter,
        slots: Slots {
            iter: Some(iter_self),
            next: Some(next),
            parts: Some(parts),
            ..Slots::NONE
        },
        methods: ITER_METHODS,
        ..TypeDef::OBJECT
    }
}

pub static KEY_ITERATOR: TypeDef = iterator("dict_keyiterator");
pub static VALUE_ITERATOR: TypeDef = iterator("dict_valueiterator");
pub static ITEM_ITERATOR: TypeDef = iterator("dict_itemiterator");
pub static REVERSE_KEY_ITERATOR: TypeDef = iterator("dict_reversekeyiterator");
pub static REVERSE_VALUE_ITERATOR: TypeDef = iterator("dict_reversevalueiterator");
pub static REVERSE_ITEM_ITERATOR: TypeDef = iterator("dict_reverseitemiterator");

const VIEW_SLOTS: Slots = Slots {
    repr: Some(repr),
    len: Some(len),
    iter: Some(iter),
    ..Slots::NONE
};

const SET_SLOTS: Slots = Slots {
    cmp: Some(view_set::cmp),
    contains: Some(view_set::contains),
    binary: Some(view_set::binary),
    ..VIEW_SLOTS
};

const SET_OPS: u16 = ops(&[BinOp::Sub, BinOp::And, BinOp::Or, BinOp::Xor]);

pub static KEYS: TypeDef = TypeDef {
    name: "dict_keys",
    ..SET_VIEW
};
pub static ITEMS: TypeDef = TypeDef {
    name: "dict_items",
    ..SET_VIEW
};
const SET_VIEW: TypeDef = TypeDef {
    kind: Kind::DictView,
    slots: SET_SLOTS,
    binary_ops: SET_OPS,
    methods: SET_METHODS,
    getset: GETSET,
    unhashable: true,
    ..TypeDef::OBJECT
};
pub static VALUES: TypeDef = TypeDef {
    name: "dict_values",
    kind: Kind::DictView,
    slots: VIEW_SLOTS,
    methods: VALUES_METHODS,
    getset: GETSET,
    ..TypeDef::OBJECT
};

methods! { SET_METHODS;
    /// Return True if the view and an iterable have no item in common.
    "isdisjoint(self, other, /)" => view_set::isdisjoint;
    /// Return an iterator over the view, the last item first.
    "__reversed__(self, /)" => reversed;
}
methods! { VALUES_METHODS;
    /// Return an iterator over the view, the last value first.
    "__reversed__(self, /)" => reversed;
}
getset! { GETSET;
    /// The dict behind the view, read-only.
    "mapping" => mapping;
}

fn mapping(vm: &mut Vm, v: &Value) -> Res {
    let dict = vm.of::<DictView>(v).dict.clone();
    vm.mapping_proxy(&dict)
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    guarded(vm, v, "...", |vm| {
        let mut out = Repr::new();
        out.push(
            vm,
            match vm.of::<DictView>(v).what {
                What::Keys => "dict_keys([",
                What::Values => "dict_values([",
                What::Items => "dict_items([",
            },
        )?;
        // A list of the items first, as they are now.
        let items = vm.collect(v)?;
        out.push_items(vm, |_, i| items.get(i).cloned())?;
        out.push(vm, "])")?;
        out.finish(vm)
    })
}

fn len(vm: &mut Vm, v: &Value) -> Res<usize> {
    Ok(vm.of::<Dict>(&vm.of::<DictView>(v).dict).len())
}

fn iter(vm: &mut Vm, v: &Value) -> Res {
    let DictView { dict, what } = vm.of::<DictView>(v);
    let (dict, what) = (dict.clone(), *what);
    new_iter(vm, &dict, what, false)
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> Res {
    let DictView { dict, what } = vm.of::<DictView>(&args[0]);
    let (dict, what) = (dict.clone(), *what);
    new_iter(vm, &dict, what, true)
}
