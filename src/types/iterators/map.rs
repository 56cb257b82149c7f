//! `map`: a function called with one item of each iterable.

use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::raise;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use smallvec::SmallVec;

/// The payload.
pub struct Map {
    // Dropped in this order, as in CPython.
    its: Buf<Value>,
    func: Value,
}

impl Payload for Map {
    const KIND: Kind = Kind::Map;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.func);
        self.its.iter().for_each(visit);
    }
    fn extra_bytes(&self) -> usize {
        self.its.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "map",
    doc: "Iterator over what a function gives for one item of each iterable, till the shortest ends.",
    kind: Kind::Map,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        new: Some(new),
        ..Slots::NONE
    },
    subclassable: true,
    ..TypeDef::OBJECT
};

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() && cls.is(vm.class(T::Map)) {
        raise!(vm, TypeError, "map() takes no keyword arguments");
    }
    let [func, iterables @ ..] = args.pos() else {
        raise!(vm, TypeError, "map() must have at least two arguments.");
    };
    if iterables.is_empty() {
        raise!(vm, TypeError, "map() must have at least two arguments.");
    }
    let mut its = Buf::with_capacity(vm.heap(), iterables.len())?;
    for v in iterables {
        let it = vm.iter(v)?;
        its.push(vm.heap(), it)?;
    }
    vm.alloc_as(
        cls,
        Map {
            func: func.clone(),
            its,
        },
    )
}

fn next(vm: &mut Vm, m: &Value) -> Res<Option<Value>> {
    let Map { func, its } = vm.of::<Map>(m);
    let func = func.clone();
    if let [it] = its.as_slice() {
        let it = it.clone();
        return match vm.next(&it)? {
            Some(v) => vm.call(&func, std::slice::from_ref(&v)).map(Some),
            None => Ok(None),
        };
    }
    let n = its.len();
    let mut args: SmallVec<[Value; 8]> = SmallVec::new();
    for i in 0..n {
        let Some(it) = vm.of::<Map>(m).its.get(i).cloned() else {
            break;
        };
        match vm.next(&it)? {
            Some(v) => args.push(v),
            None => return Ok(None),
        }
    }
    vm.call(&func, &args).map(Some)
}
