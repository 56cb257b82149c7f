//! `dict`: the type. Its table is [`table`], operations that may run Python are in [`ops`](mod@ops), views
//! and iterators in [`view`] and [`view_set`].

pub mod key;
pub mod ops;
mod slots;
pub mod table;
pub mod view;
pub mod view_set;

pub use table::Dict;

use super::container::{Repr, one_optional};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{methods, raise};
use view::What;

pub static DEF: TypeDef = TypeDef {
    name: "dict",
    doc: "Mapping that keeps its keys in the order in which they were added.\n\n\
          dict() is empty; dict(mapping) and dict(iterable of pairs) copy items; keyword\n\
          arguments add items with string keys.",
    kind: Kind::Dict,
    slots: Slots {
        repr: Some(repr),
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(contains),
        iter: Some(iter),
        binary: Some(binary),
        inplace: Some(inplace),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Or]),
    inplace_ops: ops(&[BinOp::Or]),
    methods: METHODS,
    subclassable: true,
    unhashable: true,
    matches: b'm',
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Remove all items.
    "clear(self, /)" => clear;
    /// Return a shallow copy.
    "copy(self, /)" => copy;
    /// Create a dict with the keys of iterable, all with the same value.
    @classmethod "fromkeys(cls, iterable, value=None, /)" => fromkeys;
    /// Return the value of key, or default if there is no such key.
    "get(self, key, default=None, /)" => get;
    /// Return a view of the items as (key, value) tuples.
    "items(self, /)" => items;
    /// Return a view of the keys.
    "keys(self, /)" => keys;
    /// Remove key and return its value; if it is missing, return default or raise KeyError.
    "pop(self, key, default=<unrepresentable>, /)" => pop;
    /// Remove and return the item that was added last, as a (key, value) tuple.
    "popitem(self, /)" => popitem;
    /// Return the value of key; if it is missing, add it with value default.
    "setdefault(self, key, default=None, /)" => setdefault;
    /// Set the items of a mapping or of an iterable of pairs, then those of the keyword arguments.
    "update(self, /, *args, **kwargs)" => update;
    /// Return a view of the values.
    "values(self, /)" => values;
    /// Return an iterator over the keys, the last first.
    "__reversed__(self, /)" => reversed;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

fn repr(vm: &mut Vm, d: &Value) -> Res {
    super::container::guarded(vm, d, "{...}", |vm| {
        let mut out = Repr::new();
        out.push(vm, "{")?;
        let mut pos = 0;
        while let Some((next, key, value)) = vm.of::<Dict>(d).next_entry(pos) {
            let (key, value) = (key.clone(), value.clone());
            if pos > 0 {
                out.push(vm, ", ")?;
            }
            pos = next;
            vm.charge(1)?;
            out.push_repr(vm, &key)?;
            out.push(vm, ": ")?;
            out.push_repr(vm, &value)?;
        }
        out.push(vm, "}")?;
        out.finish(vm)
    })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne)
        || vm.get::<Dict>(a).is_none()
        || vm.get::<Dict>(b).is_none()
    {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = vm.dict_equal(a, b)?;
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

fn len(vm: &mut Vm, d: &Value) -> Res<usize> {
    Ok(vm.of::<Dict>(d).len())
}

fn get_item(vm: &mut Vm, d: &Value, key: &Value) -> Res {
    if let Some(v) = vm.dict_get(d, key)? {
        return Ok(v);
    }
    if !vm.is_exact(d, T::Dict)
        && let Some(missing) = vm.special(d, N::__missing__)?
    {
        return vm.call(&missing, std::slice::from_ref(key));
    }
    Err(vm.key_error(key))
}

fn set_item(vm: &mut Vm, d: &Value, key: &Value, value: Option<&Value>) -> Res<()> {
    match value {
        Some(value) => vm.dict_set(d, key, value),
        None => match vm.dict_remove(d, key)? {
            Some(_) => Ok(()),
            None => Err(vm.key_error(key)),
        },
    }
}

fn contains(vm: &mut Vm, d: &Value, key: &Value) -> Res<bool> {
    vm.dict_contains(d, key)
}

fn iter(vm: &mut Vm, d: &Value) -> Res {
    view::new_iter(vm, d, What::Keys, false)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if op != BinOp::Or || vm.get::<Dict>(a).is_none() || vm.get::<Dict>(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let new = vm.dict_copy(a)?;
    vm.dict_update(&new, b)?;
    Ok(new)
}

fn inplace(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if op != BinOp::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.dict_update(a, b)?;
    Ok(a.clone())
}

fn new(vm: &mut Vm, cls: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(cls, Dict::new())
}

fn init(vm: &mut Vm, d: &Value, args: CallArgs<'_>) -> Res<()> {
    if let Some(other) = one_optional(vm, "dict", args, true)? {
        vm.dict_update(d, other)?;
    }
    for (name, value) in args.keywords() {
        vm.dict_set(d, name, value)?;
    }
    Ok(())
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res {
    let (dict, _) = vm.of_mut::<Dict>(&args[0]);
    let old = dict.clear();
    drop(old);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.dict_copy(&args[0])
}

fn fromkeys(vm: &mut Vm, args: Args<'_>) -> Res {
    let new = vm.call(&args[0], &[])?;
    let value = args.get(2).cloned().unwrap_or(Value::NONE);
    let exact = vm.is_exact(&new, T::Dict);
    let it = vm.iter(&args[1])?;
    while let Some(key) = vm.next(&it)? {
        vm.charge(1)?;
        if exact {
            vm.dict_set(&new, &key, &value)?;
        } else {
            vm.set_item(&new, &key, &value)?;
        }
    }
    Ok(new)
}

fn get(vm: &mut Vm, args: Args<'_>) -> Res {
    let found = vm.dict_get(&args[0], &args[1])?;
    Ok(found
        .or_else(|| args.get(2).cloned())
        .unwrap_or(Value::NONE))
}

fn items(vm: &mut Vm, args: Args<'_>) -> Res {
    view::new_view(vm, &args[0], What::Items)
}

fn keys(vm: &mut Vm, args: Args<'_>) -> Res {
    view::new_view(vm, &args[0], What::Keys)
}

fn values(vm: &mut Vm, args: Args<'_>) -> Res {
    view::new_view(vm, &args[0], What::Values)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res {
    match (vm.dict_remove(&args[0], &args[1])?, args.get(2)) {
        (Some(v), _) => Ok(v),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.key_error(&args[1])),
    }
}

fn popitem(vm: &mut Vm, args: Args<'_>) -> Res {
    let (dict, heap) = vm.of_mut::<Dict>(&args[0]);
    match dict.pop_last(heap) {
        Some((key, value)) => vm.tuple(&[key, value]),
        None => raise!(vm, KeyError, "popitem(): dictionary is empty"),
    }
}

fn setdefault(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.dict_setdefault(&args[0], &args[1], args.get(2).unwrap_or(&Value::NONE))
}

fn update(vm: &mut Vm, args: Args<'_>) -> Res {
    let d = &args[0];
    match args.pos {
        [_] => {}
        [_, other] => vm.dict_update(d, other)?,
        more => raise!(
            vm,
            TypeError,
            "update expected at most 1 argument, got {}",
            more.len() - 1
        ),
    }
    if let Some(kwargs) = args.kw(0) {
        vm.dict_merge(d, kwargs)?;
    }
    Ok(Value::NONE)
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> Res {
    view::new_iter(vm, &args[0], What::Keys, true)
}
