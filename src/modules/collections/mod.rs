//! `_collections`: what of `collections` is native: [`deque`], and the helpers of `namedtuple` and
//! `Counter`. The rest is in `python/collections/`.

mod deque;
mod deque_iter;

pub use deque::{DEQUE, Deque};
pub use deque_iter::{DequeIter, ITER, REVERSE_ITER};

use super::ModuleDef;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, payload, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "Containers beyond the builtin ones, the native part.",
    functions: FUNCTIONS,
    types: &[T::Deque, T::DequeIter, T::DequeReverseIter, T::TupleGetter],
    init: None,
};

methods! { FUNCTIONS;
    /// Count elements in the iterable, updating the mapping.
    "_count_elements(mapping, iterable, /)" => count_elements;
    /// Return the name of the module that called the caller.
    "_caller_name()" => caller_name;
}

fn caller_name(vm: &mut Vm, _: Args<'_>) -> Res {
    let caller = vm.frames.iter().rev().nth(1).map(|f| f.func.clone());
    let globals = caller
        .as_ref()
        .and_then(|f| vm.get::<crate::types::function::Function>(f))
        .map(|f| f.globals.clone());
    let name = match globals {
        Some(g) => vm.dict_get_str(&g, "__name__")?,
        None => None,
    };
    match name {
        Some(n) => Ok(n),
        None => vm.str("__main__"),
    }
}

fn count_elements(vm: &mut Vm, a: Args<'_>) -> Res {
    use crate::code::opcodes::BinOp;
    use crate::types::dict::Dict;
    let (mapping, it) = (&a[0], vm.iter(&a[1])?);
    let get = vm.intern("get")?;
    // A dict whose class doesn't redefine storing is counted in directly.
    let set = vm.class(T::Dict).clone();
    let own = vm.slots(mapping).set_item.map(|f| f as usize)
        == vm.ty(&set).slots.set_item.map(|f| f as usize);
    let direct = own && vm.get::<Dict>(mapping).is_some();
    while let Some(item) = vm.next(&it)? {
        let old = match direct {
            true => vm.dict_get(mapping, &item)?.unwrap_or(Value::ZERO),
            false => vm.call_method_value(mapping, &get, &[item.clone(), Value::ZERO])?,
        };
        let new = vm.binary(BinOp::Add, &old, &Value::ONE)?;
        match direct {
            true => vm.dict_set(mapping, &item, &new)?,
            false => vm.set_item(mapping, &item, &new)?,
        }
    }
    Ok(Value::NONE)
}

payload! {
    /// A field of a namedtuple: a property that gives one item.
    pub struct TupleGetter: TupleGetter {
        index: usize,
        doc: Value,
    }
}

pub static TUPLE_GETTER: TypeDef = TypeDef {
    name: "_tuplegetter",
    module: "collections",
    kind: crate::memory::header::Kind::TupleGetter,
    slots: Slots {
        new: Some(getter_new),
        descr_get: Some(getter_get),
        descr_set: Some(getter_set),
        ..Slots::NONE
    },
    getset: GETTER,
    lazy: true,
    ..TypeDef::OBJECT
};

getset! { GETTER;
    "__doc__" => getter_doc, set_getter_doc;
}

fn getter_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind("_tuplegetter(index, doc, /)", args)?;
    let index = vm.index_i64(&a[0])?.max(0) as usize;
    let doc = a[1].clone();
    vm.alloc_as(cls, TupleGetter { index, doc })
}

fn getter_get(vm: &mut Vm, g: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else {
        return Ok(g.clone());
    };
    let index = vm.of::<TupleGetter>(g).index;
    if !vm.is_a(obj, T::Tuple) {
        if obj.is_none() {
            return Ok(g.clone());
        }
        let t = vm.type_name(obj).to_owned();
        raise!(
            vm,
            TypeError,
            "descriptor for index '{index}' for tuple subclasses doesn't apply to '{t}' object"
        );
    }
    match vm.items(obj).and_then(|items| items.get(index)) {
        Some(v) => Ok(v.clone()),
        None => raise!(vm, IndexError, "tuple index out of range"),
    }
}

fn getter_set(vm: &mut Vm, _: &Value, _: &Value, v: Option<&Value>) -> Res<()> {
    match v {
        Some(_) => raise!(vm, AttributeError, "can't set attribute"),
        None => raise!(vm, AttributeError, "can't delete attribute"),
    }
}

fn getter_doc(vm: &mut Vm, g: &Value) -> Res {
    Ok(vm.of::<TupleGetter>(g).doc.clone())
}

fn set_getter_doc(vm: &mut Vm, g: &Value, v: Option<&Value>) -> Res<()> {
    let new = v.cloned().unwrap_or(Value::NONE);
    let old = std::mem::replace(&mut vm.of_mut::<TupleGetter>(g).0.doc, new);
    drop(old);
    Ok(())
}
