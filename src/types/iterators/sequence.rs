//! `iterator`: goes through anything with `__getitem__` by index, until IndexError or StopIteration.

use super::{ends_sequence, finish};
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::methods;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Slots, TypeDef};

/// The payload.
pub struct SequenceIter {
    /// None once exhausted.
    seq: Value,
    index: i64,
}

impl Payload for SequenceIter {
    const KIND: Kind = Kind::SequenceIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.seq);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.seq, Value::NONE));
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "iterator",
    kind: Kind::SequenceIter,
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

impl Vm {
    /// `iter(seq)` for an object with `__getitem__` and no `__iter__`.
    pub fn sequence_iter(&mut self, seq: &Value) -> Res {
        self.alloc(
            T::SequenceIter,
            SequenceIter {
                seq: seq.clone(),
                index: 0,
            },
        )
    }
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let SequenceIter { seq, index } = vm.of::<SequenceIter>(it);
    if seq.is_none() {
        return Ok(None);
    }
    let (seq, index) = (seq.clone(), *index);
    match vm.get_item(&seq, &Value::int(index)) {
        Ok(item) => {
            // Counted on from what was asked for, as CPython does, whatever happened meanwhile.
            vm.of_mut::<SequenceIter>(it).0.index = index + 1;
            Ok(Some(item))
        }
        Err(e) if ends_sequence(vm, &e) => {
            finish(&mut vm.of_mut::<SequenceIter>(it).0.seq);
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let SequenceIter { seq, index } = vm.of::<SequenceIter>(&args[0]);
    if seq.is_none() {
        return Ok(Value::ZERO);
    }
    let (seq, index) = (seq.clone(), *index);
    if vm.slots(&seq).len.is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let n = vm.len(&seq)? as i64;
    Ok(Value::int((n - index).max(0)))
}
