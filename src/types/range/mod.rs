//! `range`: four ints of any size. Iterators are in [`iter`].
//!
//! The arithmetic goes by 64-bit ints where start, stop and step need no box, else by the operators
//! of int.

pub mod iter;

pub use iter::RangeIter;

use super::container::Repr;
use super::slice::{fitted, read_only};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::types::slice::Slice;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

/// The payload: ints, boxed where they are big.
#[derive(Clone)]
pub struct Range {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
    /// Number of items.
    pub len: Value,
}

impl Payload for Range {
    const KIND: Kind = Kind::Range;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.start, &self.stop, &self.step, &self.len]
            .into_iter()
            .for_each(visit);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "range",
    doc: "Arithmetic progression of ints.\n\n\
          range(stop) counts from 0; range(start, stop, step=1) from start, stopping before stop.",
    kind: Kind::Range,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        bool: Some(truth),
        len: Some(len),
        get_item: Some(get_item),
        contains: Some(contains),
        iter: Some(iter::new),
        new: Some(new),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    matches: b's',
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// Return the number of items that equal value.
    "count(self, value, /)" => count;
    /// Return the index of value; ValueError if it is not in the range.
    "index(self, value, /)" => index;
    /// Return an iterator over the items, the last first.
    "__reversed__(self, /)" => iter::reversed;
}

getset! { GETSET;
    /// The first item, unless the range is empty.
    "start" => start, read_only;
    /// Where the range stops.
    "stop" => stop, read_only;
    /// Distance of items.
    "step" => step, read_only;
}

fn start(vm: &mut Vm, r: &Value) -> Res {
    Ok(vm.of::<Range>(r).start.clone())
}
fn stop(vm: &mut Vm, r: &Value) -> Res {
    Ok(vm.of::<Range>(r).stop.clone())
}
fn step(vm: &mut Vm, r: &Value) -> Res {
    Ok(vm.of::<Range>(r).step.clone())
}

impl Range {
    /// Start, step and length, if all of start, stop and step need no box.
    #[inline]
    pub fn small(&self) -> Option<(i64, i64, u64)> {
        let start = self.start.as_small_int()?;
        let stop = self.stop.as_small_int()?;
        let step = self.step.as_small_int()?;
        Some((start, step, small_len(start, stop, step)))
    }
}

/// Number of items; the arguments are small ints, `step` is not 0.
fn small_len(start: i64, stop: i64, step: i64) -> u64 {
    // Differences of small ints fit into 63 bits.
    let span = if step > 0 { stop - start } else { start - stop };
    if span <= 0 {
        0
    } else {
        (span as u64 - 1) / step.unsigned_abs() + 1
    }
}

fn is_negative(vm: &mut Vm, v: &Value) -> Res<bool> {
    vm.compare_bool(CmpOp::Lt, v, &Value::ZERO)
}

impl Vm {
    /// `range(start, stop, step)` of ints; ValueError for step 0.
    pub fn new_range(&mut self, start: Value, stop: Value, step: Value) -> Res {
        if step.is(&Value::ZERO) {
            raise!(self, ValueError, "range() arg 3 must not be zero");
        }
        let len = match (
            start.as_small_int(),
            stop.as_small_int(),
            step.as_small_int(),
        ) {
            (Some(a), Some(b), Some(c)) => self.int(small_len(a, b, c) as i64)?,
            _ => self.big_len(&start, &stop, &step)?,
        };
        self.alloc(
            T::Range,
            Range {
                start,
                stop,
                step,
                len,
            },
        )
    }

    fn big_len(&mut self, start: &Value, stop: &Value, step: &Value) -> Res {
        let (low, high, step) = if is_negative(self, step)? {
            (stop, start, self.binary(BinOp::Sub, &Value::ZERO, step)?)
        } else {
            (start, stop, step.clone())
        };
        let span = self.binary(BinOp::Sub, high, low)?;
        if !self.compare_bool(CmpOp::Gt, &span, &Value::ZERO)? {
            return Ok(Value::ZERO);
        }
        let last = self.binary(BinOp::Sub, &span, &Value::ONE)?;
        let steps = self.binary(BinOp::FloorDiv, &last, &step)?;
        self.binary(BinOp::Add, &steps, &Value::ONE)
    }

    /// `start + i * step`.
    pub(crate) fn range_item(&mut self, r: &Range, i: &Value) -> Res {
        if let (Some((start, step, _)), Some(i)) = (r.small(), i.as_small_int())
            && let Some(v) = step.checked_mul(i).and_then(|d| d.checked_add(start))
        {
            return self.int(v);
        }
        let distance = self.binary(BinOp::Mul, i, &r.step)?;
        self.binary(BinOp::Add, &r.start, &distance)
    }
}

fn new(vm: &mut Vm, _: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() {
        raise!(vm, TypeError, "range() takes no keyword arguments");
    }
    match args.pos() {
        [] => raise!(vm, TypeError, "range expected at least 1 argument, got 0"),
        [stop] => {
            let stop = vm.index_plain(stop)?;
            vm.new_range(Value::ZERO, stop, Value::ONE)
        }
        [start, stop, step @ ..] => {
            if step.len() > 1 {
                let n = step.len() + 2;
                raise!(vm, TypeError, "range expected at most 3 arguments, got {n}");
            }
            let start = vm.index_plain(start)?;
            let stop = vm.index_plain(stop)?;
            let step = match step.first() {
                Some(step) => vm.index_plain(step)?,
                None => Value::ONE,
            };
            vm.new_range(start, stop, step)
        }
    }
}

fn repr(vm: &mut Vm, r: &Value) -> Res {
    let Range {
        start, stop, step, ..
    } = vm.of::<Range>(r).clone();
    let parts = [start, stop, step];
    // A step of 1 isn't shown.
    let shown = if parts[2].is(&Value::ONE) { 2 } else { 3 };
    let mut out = Repr::new();
    out.push(vm, "range(")?;
    out.push_items(vm, |_, i| parts[..shown].get(i).cloned())?;
    out.push(vm, ")")?;
    out.finish(vm)
}

/// What distinguishes ranges: length, first item, and the step if there are several.
fn identity(vm: &mut Vm, r: &Value) -> Res<[Value; 3]> {
    let Range {
        start, step, len, ..
    } = vm.of::<Range>(r).clone();
    Ok(if len.is(&Value::ZERO) {
        [len, Value::NONE, Value::NONE]
    } else if len.is(&Value::ONE) {
        [len, start, Value::NONE]
    } else {
        [len, start, step]
    })
}

fn hash(vm: &mut Vm, r: &Value) -> Res<i64> {
    let parts = identity(vm, r)?;
    let t = vm.tuple(&parts)?;
    vm.hash(&t)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne)
        || vm.get::<Range>(a).is_none()
        || vm.get::<Range>(b).is_none()
    {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (x, y) = (identity(vm, a)?, identity(vm, b)?);
    for (x, y) in x.iter().zip(&y) {
        if !vm.eq(x, y)? {
            return Ok(Value::bool(op == CmpOp::Ne));
        }
    }
    Ok(Value::bool(op == CmpOp::Eq))
}

fn truth(vm: &mut Vm, r: &Value) -> Res<bool> {
    Ok(!vm.of::<Range>(r).len.is(&Value::ZERO))
}

fn len(vm: &mut Vm, r: &Value) -> Res<usize> {
    let len = vm.of::<Range>(r).len.clone();
    match vm.as_i64(&len) {
        Some(n) => Ok(n as usize),
        None => raise!(
            vm,
            OverflowError,
            "Python int too large to convert to C ssize_t"
        ),
    }
}

fn get_item(vm: &mut Vm, r: &Value, i: &Value) -> Res {
    if vm.get::<Slice>(i).is_some() {
        return sliced(vm, r, i);
    }
    if !vm.has_index(i) {
        let t = vm.type_name(i).to_owned();
        raise!(
            vm,
            TypeError,
            "range indices must be integers or slices, not {t}"
        );
    }
    let mut i = vm.index_plain(i)?;
    let range = vm.of::<Range>(r).clone();
    if is_negative(vm, &i)? {
        i = vm.binary(BinOp::Add, &i, &range.len)?;
    }
    if is_negative(vm, &i)? || vm.compare_bool(CmpOp::Ge, &i, &range.len)? {
        raise!(vm, IndexError, "range object index out of range");
    }
    vm.range_item(&range, &i)
}

fn sliced(vm: &mut Vm, r: &Value, slice: &Value) -> Res {
    let range = vm.of::<Range>(r).clone();
    let [start, stop, step] = fitted(vm, slice, &range.len)?;
    let start = vm.range_item(&range, &start)?;
    let stop = vm.range_item(&range, &stop)?;
    let step = vm.binary(BinOp::Mul, &range.step, &step)?;
    vm.new_range(start, stop, step)
}

/// Where int `x` stands in the range.
fn position(vm: &mut Vm, r: &Value, x: &Value) -> Res<Option<Value>> {
    let range = vm.of::<Range>(r).clone();
    if let (Some((start, step, len)), Some(x)) = (range.small(), x.as_small_int()) {
        // Differences of small ints fit.
        let distance = x - start;
        let i = distance / step;
        return Ok((distance % step == 0 && i >= 0 && (i as u64) < len).then(|| Value::int(i)));
    }
    let distance = vm.binary(BinOp::Sub, x, &range.start)?;
    let rest = vm.binary(BinOp::Mod, &distance, &range.step)?;
    if !rest.is(&Value::ZERO) {
        return Ok(None);
    }
    let i = vm.binary(BinOp::FloorDiv, &distance, &range.step)?;
    let inside = !is_negative(vm, &i)? && vm.compare_bool(CmpOp::Lt, &i, &range.len)?;
    Ok(inside.then_some(i))
}

/// `x` as an int, if its type is int or bool: found by arithmetic. Others are compared with each
/// item.
fn exact_int(vm: &mut Vm, x: &Value) -> Res<Option<Value>> {
    if vm.is_exact(x, T::Int) || x.is_bool() {
        vm.index_plain(x).map(Some)
    } else {
        Ok(None)
    }
}

fn contains(vm: &mut Vm, r: &Value, x: &Value) -> Res<bool> {
    match exact_int(vm, x)? {
        Some(x) => Ok(position(vm, r, &x)?.is_some()),
        None => {
            let it = vm.iter(r)?;
            while let Some(item) = vm.next(&it)? {
                if vm.eq(&item, x)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res {
    if let Some(x) = exact_int(vm, &args[1])? {
        let found = position(vm, &args[0], &x)?.is_some();
        return Ok(Value::int(found as i64));
    }
    let it = vm.iter(&args[0])?;
    let mut n = 0;
    while let Some(item) = vm.next(&it)? {
        n += vm.eq(&item, &args[1])? as i64;
    }
    Ok(Value::int(n))
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res {
    if let Some(x) = exact_int(vm, &args[1])? {
        if let Some(i) = position(vm, &args[0], &x)? {
            return Ok(i);
        }
        let mut text = Repr::new();
        text.push_repr(vm, &args[1])?;
        text.push(vm, " is not in range")?;
        let text = text.finish(vm)?;
        return Err(vm.err_value(T::ValueError, text));
    }
    let it = vm.iter(&args[0])?;
    let mut i = 0;
    while let Some(item) = vm.next(&it)? {
        if vm.eq(&item, &args[1])? {
            return Ok(Value::int(i));
        }
        i += 1;
    }
    raise!(vm, ValueError, "sequence.index(x): x not in sequence")
}
