//! Iterators over deques, from either end. They end with RuntimeError when the deque's length changes.

use super::deque::Deque;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{methods, payload, raise};

payload! {
    /// The payload of both.
    pub struct DequeIter: DequeIter {
        deque: Value,
        version: u64,
        /// Items given.
        done: usize,
        left: usize,
        reverse: bool,
    }
}

pub static ITER: TypeDef = TypeDef {
    name: "_deque_iterator",
    module: "_collections",
    kind: Kind::DequeIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    methods: METHODS,
    lazy: true,
    ..TypeDef::OBJECT
};
pub static REVERSE_ITER: TypeDef = TypeDef {
    name: "_deque_reverse_iterator",
    ..ITER
};

methods! { METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => length_hint;
}

pub fn new(vm: &mut Vm, d: &Value, reverse: bool) -> Res {
    let q = vm.of::<Deque>(d);
    let it = DequeIter {
        deque: d.clone(),
        version: q.version,
        done: 0,
        left: q.len(),
        reverse,
    };
    let t = if reverse {
        T::DequeReverseIter
    } else {
        T::DequeIter
    };
    vm.alloc(t, it)
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let (i, _) = vm.of_mut::<DequeIter>(it);
    let (deque, version) = (i.deque.clone(), i.version);
    let Some(q) = vm.get::<Deque>(&deque) else {
        return Ok(None);
    };
    if q.version != version {
        vm.of_mut::<DequeIter>(it).0.left = 0;
        raise!(vm, RuntimeError, "deque mutated during iteration");
    }
    let (i, _) = vm.of_mut::<DequeIter>(it);
    if i.left == 0 {
        return Ok(None);
    }
    i.left -= 1;
    let at = if i.reverse { i.left } else { i.done };
    i.done += 1;
    Ok(vm.of::<Deque>(&deque).items().get(at).cloned())
}

fn length_hint(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.int(vm.of::<DequeIter>(&a[0]).left as i64)
}
