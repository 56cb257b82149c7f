//! `count`, `cycle` and `repeat`.

use super::{iterator, positional};
use crate::code::opcodes::BinOp;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::container::Repr;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{methods, payload, raise};

payload! {
    /// `count`.
    pub struct Count: ItCount {
        next: Value,
        step: Value,
    }
}

payload! {
    /// `cycle`.
    pub struct Cycle: ItCycle {
        /// None once it is exhausted.
        it: Value,
        saved: Buf<Value>,
        at: usize,
    }
}

payload! {
    /// `repeat`.
    pub struct Repeat: ItRepeat {
        object: Value,
        /// `None`: for ever.
        left: Option<usize>,
    }
}

const COUNT_BASE: TypeDef = iterator(
    "count",
    Kind::ItCount,
    "Counts from start in steps, without end.",
    Some(count_new),
    count_next,
);
pub static COUNT: TypeDef = TypeDef {
    slots: Slots {
        repr: Some(count_repr),
        ..COUNT_BASE.slots
    },
    ..COUNT_BASE
};
pub static CYCLE: TypeDef = iterator(
    "cycle",
    Kind::ItCycle,
    "The items of an iterable, again and again.",
    Some(cycle_new),
    cycle_next,
);
const REPEAT_BASE: TypeDef = iterator(
    "repeat",
    Kind::ItRepeat,
    "The same object, a number of times or for ever.",
    Some(repeat_new),
    repeat_next,
);
pub static REPEAT: TypeDef = TypeDef {
    slots: Slots {
        repr: Some(repeat_repr),
        ..REPEAT_BASE.slots
    },
    methods: REPEAT_METHODS,
    ..REPEAT_BASE
};

methods! { REPEAT_METHODS;
    /// Return an estimate of the number of remaining items.
    "__length_hint__(self, /)" => repeat_hint;
}

fn is_number(vm: &Vm, v: &Value) -> bool {
    let s = vm.slots(v);
    v.is_int()
        || s.index.is_some()
        || s.int.is_some()
        || s.float.is_some()
        || vm.is_a(v, T::Complex)
}

fn count_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind("count(start=0, step=1)", args)?;
    let get = |i: usize, d: Value| a.get(i).and_then(Value::bound).cloned().unwrap_or(d);
    let (next, step) = (get(0, Value::ZERO), get(1, Value::ONE));
    if !is_number(vm, &next) || !is_number(vm, &step) {
        raise!(vm, TypeError, "a number is required");
    }
    vm.alloc_as(cls, Count { next, step })
}

fn count_next(vm: &mut Vm, c: &Value) -> Res<Option<Value>> {
    let Count { next, step } = vm.of::<Count>(c);
    let (now, step) = (next.clone(), step.clone());
    let then = vm.binary(BinOp::Add, &now, &step)?;
    vm.of_mut::<Count>(c).0.next = then;
    Ok(Some(now))
}

fn count_repr(vm: &mut Vm, c: &Value) -> Res {
    let Count { next, step } = vm.of::<Count>(c);
    let (next, step) = (next.clone(), step.clone());
    let mut out = Repr::new();
    let name = vm.type_name(c).to_owned();
    out.push(vm, &name)?;
    out.push(vm, "(")?;
    out.push_repr(vm, &next)?;
    if step.as_small_int() != Some(1) {
        out.push(vm, ", ")?;
        out.push_repr(vm, &step)?;
    }
    out.push(vm, ")")?;
    out.finish(vm)
}

fn cycle_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let a = positional(vm, "cycle", args, 1, 1)?;
    let it = vm.iter(&a[0])?;
    vm.alloc_as(
        cls,
        Cycle {
            it,
            saved: Buf::new(),
            at: 0,
        },
    )
}

fn cycle_next(vm: &mut Vm, c: &Value) -> Res<Option<Value>> {
    let it = vm.of::<Cycle>(c).it.clone();
    if !it.is_none() {
        if let Some(v) = vm.next(&it)? {
            let (cy, heap) = vm.of_mut::<Cycle>(c);
            cy.saved.push(heap, v.clone())?;
            return Ok(Some(v));
        }
        let (cy, _) = vm.of_mut::<Cycle>(c);
        drop(std::mem::replace(&mut cy.it, Value::NONE));
    }
    let (cy, _) = vm.of_mut::<Cycle>(c);
    let Some(v) = cy.saved.get(cy.at).cloned() else {
        return Ok(None);
    };
    cy.at += 1;
    if cy.at >= cy.saved.len() {
        cy.at = 0;
    }
    Ok(Some(v))
}

fn repeat_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let (a, _) = vm.bind("repeat(object, times=None)", args)?;
    let left = match a.get(1).and_then(Value::bound) {
        None => None,
        Some(n) => Some(vm.index_i64(n)?.max(0) as usize),
    };
    vm.alloc_as(
        cls,
        Repeat {
            object: a[0].clone(),
            left,
        },
    )
}

fn repeat_next(vm: &mut Vm, r: &Value) -> Res<Option<Value>> {
    let (r, _) = vm.of_mut::<Repeat>(r);
    match &mut r.left {
        Some(0) => return Ok(None),
        Some(n) => *n -= 1,
        None => {}
    }
    Ok(Some(r.object.clone()))
}

fn repeat_repr(vm: &mut Vm, r: &Value) -> Res {
    let (object, left) = (vm.of::<Repeat>(r).object.clone(), vm.of::<Repeat>(r).left);
    let mut out = Repr::new();
    let name = vm.type_name(r).to_owned();
    out.push(vm, &name)?;
    out.push(vm, "(")?;
    out.push_repr(vm, &object)?;
    if let Some(n) = left {
        out.push(vm, &format!(", {n}"))?;
    }
    out.push(vm, ")")?;
    out.finish(vm)
}

fn repeat_hint(vm: &mut Vm, a: Args<'_>) -> Res {
    match vm.of::<Repeat>(&a[0]).left {
        Some(n) => vm.int(n as i64),
        None => raise!(vm, TypeError, "len() of unsized object"),
    }
}
