//! `slice`: three objects, immutable.

use super::container::Repr;
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::can_cycle;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

/// The payload.
pub struct Slice {
    // Dropped in this order, as in CPython.
    pub step: Value,
    pub start: Value,
    pub stop: Value,
}

impl Payload for Slice {
    const KIND: Kind = Kind::Slice;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.start);
        visit(&self.stop);
        visit(&self.step);
    }
}

/// The indexes that a slice means in a sequence: `count` of them, all in range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceRange {
    /// May be -1 or the length when `count` is 0.
    pub start: i64,
    pub step: i64,
    pub count: usize,
}

impl SliceRange {
    pub fn indexes(self) -> impl ExactSizeIterator<Item = usize> {
        (0..self.count).map(move |n| (self.start + n as i64 * self.step) as usize)
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "slice",
    doc: "What stands between the brackets of a[start:stop:step].\n\n\
          slice(stop) and slice(start, stop, step=None); parts left out are None.",
    kind: Kind::Slice,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        new: Some(new),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Return (start, stop, stride) for a sequence of the given length, with all three ints: what
    /// is left out filled in, what is out of bounds cut off.
    "indices(self, object, /)" => indices;
}

getset! { GETSET;
    /// First index, or None.
    "start" => start, read_only;
    /// Index to stop before, or None.
    "stop" => stop, read_only;
    /// Distance of indexes, or None.
    "step" => step, read_only;
}

fn start(vm: &mut Vm, s: &Value) -> Res {
    Ok(vm.of::<Slice>(s).start.clone())
}
fn stop(vm: &mut Vm, s: &Value) -> Res {
    Ok(vm.of::<Slice>(s).stop.clone())
}
fn step(vm: &mut Vm, s: &Value) -> Res {
    Ok(vm.of::<Slice>(s).step.clone())
}

/// Setter of attributes that are members without one.
pub fn read_only(vm: &mut Vm, _: &Value, _: Option<&Value>) -> Res<()> {
    raise!(vm, AttributeError, "readonly attribute")
}

impl Vm {
    /// `slice(start, stop, step)`.
    pub fn new_slice(&mut self, start: &Value, stop: &Value, step: &Value) -> Res {
        let cycles = [start, stop, step].into_iter().any(can_cycle);
        let slice = self.alloc(
            T::Slice,
            Slice {
                start: start.clone(),
                stop: stop.clone(),
                step: step.clone(),
            },
        )?;
        if cycles {
            self.heap.track(&slice);
        }
        Ok(slice)
    }
}

fn new(vm: &mut Vm, _: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() {
        raise!(vm, TypeError, "slice() takes no keyword arguments");
    }
    let none = Value::NONE;
    match args.pos() {
        [] => raise!(vm, TypeError, "slice expected at least 1 argument, got 0"),
        [stop] => vm.new_slice(&none, stop, &none),
        [start, stop] => vm.new_slice(start, stop, &none),
        [start, stop, step] => vm.new_slice(start, stop, step),
        more => raise!(
            vm,
            TypeError,
            "slice expected at most 3 arguments, got {}",
            more.len()
        ),
    }
}

fn repr(vm: &mut Vm, s: &Value) -> Res {
    let parts = parts(vm, s);
    let mut out = Repr::new();
    out.push(vm, "slice(")?;
    out.push_items(vm, |_, i| parts.get(i).cloned())?;
    out.push(vm, ")")?;
    out.finish(vm)
}

fn parts(vm: &Vm, s: &Value) -> [Value; 3] {
    let s = vm.of::<Slice>(s);
    [s.start.clone(), s.stop.clone(), s.step.clone()]
}

/// Hashes as a tuple would without its length.
fn hash(vm: &mut Vm, s: &Value) -> Res<i64> {
    let mut state = crate::num::hash::TupleHasher::new();
    for part in parts(vm, s) {
        state.add(vm.hash(&part)?);
    }
    Ok(state.finish_without_length())
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if vm.get::<Slice>(a).is_none() || vm.get::<Slice>(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if a.is(b) {
        return Ok(Value::bool(matches!(op, CmpOp::Eq | CmpOp::Le | CmpOp::Ge)));
    }
    let (a, b) = (parts(vm, a), parts(vm, b));
    let (a, b) = (vm.tuple(&a)?, vm.tuple(&b)?);
    vm.compare(op, &a, &b)
}

/// An int of a slice for [`indices`]: any size.
fn whole(vm: &mut Vm, v: &Value) -> Res {
    if !vm.has_index(v) {
        raise!(
            vm,
            TypeError,
            "slice indices must be integers or None or have an __index__ method"
        );
    }
    vm.index_plain(v)
}

fn less(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    vm.compare_bool(CmpOp::Lt, a, b)
}

fn indices(vm: &mut Vm, args: Args<'_>) -> Res {
    let length = vm.index_plain(&args[1])?;
    if less(vm, &length, &Value::ZERO)? {
        raise!(vm, ValueError, "length should not be negative");
    }
    let fitted = fitted(vm, &args[0], &length)?;
    vm.tuple(&fitted)
}

/// Start, stop and step fitted to a length, all ints of any size.
pub fn fitted(vm: &mut Vm, slice: &Value, length: &Value) -> Res<[Value; 3]> {
    let [start, stop, step] = parts(vm, slice);
    let step = if step.is_none() {
        Value::ONE
    } else {
        whole(vm, &step)?
    };
    if step.is(&Value::ZERO) {
        raise!(vm, ValueError, "slice step cannot be zero");
    }
    let backward = less(vm, &step, &Value::ZERO)?;
    let (low, high) = if backward {
        (Value::int(-1), vm.binary(BinOp::Sub, length, &Value::ONE)?)
    } else {
        (Value::ZERO, length.clone())
    };
    let mut fit = |v: &Value, default: &Value| -> Res {
        if v.is_none() {
            return Ok(default.clone());
        }
        let v = whole(vm, v)?;
        if less(vm, &v, &Value::ZERO)? {
            let v = vm.binary(BinOp::Add, &v, length)?;
            Ok(if less(vm, &v, &low)? { low.clone() } else { v })
        } else {
            Ok(if less(vm, &high, &v)? {
                high.clone()
            } else {
                v
            })
        }
    };
    let start = fit(&start, if backward { &high } else { &low })?;
    let stop = fit(&stop, if backward { &low } else { &high })?;
    Ok([start, stop, step])
}
