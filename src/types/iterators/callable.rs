//! `callable_iterator`: `iter(f, sentinel)` calls `f` until it gives the sentinel.

use super::finish;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Slots, TypeDef};

/// The payload.
pub struct CallableIter {
    /// None once exhausted.
    func: Value,
    sentinel: Value,
}

impl Payload for CallableIter {
    const KIND: Kind = Kind::CallableIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.func);
        visit(&self.sentinel);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.func, Value::NONE));
        out(std::mem::replace(&mut self.sentinel, Value::NONE));
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "callable_iterator",
    kind: Kind::CallableIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};

/// `iter(func, sentinel)`; `func` must be callable.
pub fn new(vm: &mut Vm, func: &Value, sentinel: &Value) -> Res {
    vm.alloc(
        T::CallableIter,
        CallableIter {
            func: func.clone(),
            sentinel: sentinel.clone(),
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let CallableIter { func, sentinel } = vm.of::<CallableIter>(it);
    if func.is_none() {
        return Ok(None);
    }
    let (func, sentinel) = (func.clone(), sentinel.clone());
    match vm.call(&func, &[]) {
        Ok(v) => {
            if !vm.eq(&sentinel, &v)? {
                return Ok(Some(v));
            }
        }
        Err(e) if vm.caught(&e, T::StopIteration) => {}
        Err(e) => return Err(e),
    }
    let (i, _) = vm.of_mut::<CallableIter>(it);
    finish(&mut i.func);
    finish(&mut i.sentinel);
    Ok(None)
}
