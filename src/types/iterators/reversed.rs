//! `reversed`: what `__reversed__` gives, or an iterator by index over a sequence, the last first.

use super::{ends_sequence, finish};
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{methods, raise};

/// The payload.
pub struct Reversed {
    /// None once exhausted.
    seq: Value,
    /// The index to ask for next, or -1.
    index: i64,
}

impl Payload for Reversed {
    const KIND: Kind = Kind::Reversed;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.seq);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.seq, Value::NONE));
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "reversed",
    doc: "Iterator over a sequence, the last item first.",
    kind: Kind::Reversed,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        new: Some(new),
        ..Slots::NONE
    },
    methods: METHODS,
    subclassable: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => length_hint;
}

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() && cls.is(vm.class(T::Reversed)) {
        raise!(vm, TypeError, "reversed() takes no keyword arguments");
    }
    let [seq] = args.pos() else {
        let n = args.pos().len();
        raise!(vm, TypeError, "reversed expected 1 argument, got {n}");
    };
    match vm.special(seq, N::__reversed__)? {
        // None says that the type can't be reversed.
        Some(method) if !method.is_none() => return vm.call(&method, &[]),
        None if vm.is_sequence(seq) => {}
        _ => {
            let t = vm.type_name(seq).to_owned();
            raise!(vm, TypeError, "'{t}' object is not reversible");
        }
    }
    let n = vm.len(seq)? as i64;
    vm.alloc_as(
        cls,
        Reversed {
            seq: seq.clone(),
            index: n - 1,
        },
    )
}

impl Vm {
    /// Whether `v` takes indexes: it has `__getitem__` and isn't a dict.
    pub fn is_sequence(&self, v: &Value) -> bool {
        // Builtins that have no iterator (unions) mean something else by `[]`; so do generic aliases.
        let own = || match self.ty(self.type_of(v)).is_heap() {
            true => true,
            false => self.slots(v).iter.is_some() && !self.is_a(v, T::GenericAlias),
        };
        self.slots(v).get_item.is_some() && !self.is_a(v, T::Dict) && own()
    }
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let Reversed { seq, index } = vm.of::<Reversed>(it);
    let (seq, index) = (seq.clone(), *index);
    if index >= 0 && !seq.is_none() {
        match vm.get_item(&seq, &Value::int(index)) {
            Ok(item) => {
                vm.of_mut::<Reversed>(it).0.index = index - 1;
                return Ok(Some(item));
            }
            Err(e) if ends_sequence(vm, &e) => {}
            Err(e) => return Err(e),
        }
    }
    let (i, _) = vm.of_mut::<Reversed>(it);
    i.index = -1;
    finish(&mut i.seq);
    Ok(None)
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let Reversed { seq, index } = vm.of::<Reversed>(&args[0]);
    if seq.is_none() {
        return Ok(Value::ZERO);
    }
    let (seq, left) = (seq.clone(), *index + 1);
    // A sequence that has become shorter has nothing left for it.
    let n = vm.len(&seq)? as i64;
    Ok(Value::int(if n < left { 0 } else { left }))
}
