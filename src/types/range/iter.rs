//! `range_iterator` for ints without boxes, `longrange_iterator` for the others.

use super::Range;
use crate::code::opcodes::BinOp;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::methods;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Slots, TypeDef};

/// Payload of `range_iterator`. The loop steps it by itself.
pub struct RangeIter {
    /// The item to give next; a small int as long as any are left.
    pub cur: i64,
    pub step: i64,
    /// Items still to come.
    pub left: u64,
}

impl Payload for RangeIter {
    const KIND: Kind = Kind::RangeIter;
}

impl RangeIter {
    /// The next item, a small int.
    #[inline(always)]
    pub fn next_int(&mut self) -> Option<i64> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let i = self.cur;
        // Two small ints: no overflow, and behind the last item nobody looks.
        self.cur = i.wrapping_add(self.step);
        Some(i)
    }
}

/// Payload of `longrange_iterator`.
pub struct LongRangeIter {
    cur: Value,
    step: Value,
    left: Value,
}

impl Payload for LongRangeIter {
    const KIND: Kind = Kind::LongRangeIter;
}

pub static DEF: TypeDef = TypeDef {
    name: "range_iterator",
    kind: Kind::RangeIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::OBJECT
};

pub static LONG_DEF: TypeDef = TypeDef {
    name: "longrange_iterator",
    kind: Kind::LongRangeIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next_long),
        ..Slots::NONE
    },
    methods: LONG_METHODS,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return the number of remaining items.
    "__length_hint__(self, /)" => length_hint;
}

methods! { LONG_METHODS;
    /// Return the number of remaining items.
    "__length_hint__(self, /)" => length_hint_long;
}

/// Slot of `iter(range)`.
pub fn new(vm: &mut Vm, r: &Value) -> Res {
    let range = vm.of::<Range>(r);
    match range.small() {
        Some((cur, step, left)) => vm.alloc(T::RangeIter, RangeIter { cur, step, left }),
        None => {
            let Range {
                start, step, len, ..
            } = range.clone();
            vm.alloc(
                T::LongRangeIter,
                LongRangeIter {
                    cur: start,
                    step,
                    left: len,
                },
            )
        }
    }
}

/// `reversed(range)`.
pub fn reversed(vm: &mut Vm, args: Args<'_>) -> Res {
    let range = vm.of::<Range>(&args[0]).clone();
    if let Some((start, step, left)) = range.small() {
        // The last item, a small int if there is one.
        let last = start.wrapping_add((left as i64).wrapping_sub(1).wrapping_mul(step));
        return vm.alloc(
            T::RangeIter,
            RangeIter {
                cur: last,
                step: step.wrapping_neg(),
                left,
            },
        );
    }
    let last = vm.binary(BinOp::Sub, &range.len, &Value::ONE)?;
    let cur = vm.range_item(&range, &last)?;
    let step = vm.binary(BinOp::Sub, &Value::ZERO, &range.step)?;
    vm.alloc(
        T::LongRangeIter,
        LongRangeIter {
            cur,
            step,
            left: range.len,
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    Ok(vm.of_mut::<RangeIter>(it).0.next_int().map(Value::int))
}

fn next_long(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let LongRangeIter { cur, step, left } = vm.of::<LongRangeIter>(it);
    if left.is(&Value::ZERO) {
        return Ok(None);
    }
    let (cur, step, left) = (cur.clone(), step.clone(), left.clone());
    let next = vm.binary(BinOp::Add, &cur, &step)?;
    let left = vm.binary(BinOp::Sub, &left, &Value::ONE)?;
    let (i, _) = vm.of_mut::<LongRangeIter>(it);
    let old = (
        std::mem::replace(&mut i.cur, next),
        std::mem::replace(&mut i.left, left),
    );
    drop(old);
    Ok(Some(cur))
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let left = vm.of::<RangeIter>(&args[0]).left;
    vm.int(left as i64)
}

fn length_hint_long(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(vm.of::<LongRangeIter>(&args[0]).left.clone())
}
