//! What sequences share: indexes, slices, searching, comparison, repetition.

use super::slice::SliceRange;
use crate::code::opcodes::CmpOp;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::raise;
use crate::types::dict::key::quick_eq;
use crate::types::registry::T;
use crate::types::slice::Slice;
use crate::vm::Vm;
use crate::vm::error::Res;

/// What stands between the brackets.
pub enum Subscript {
    /// An index, negative ones not yet made positive.
    At(i64),
    Slice(Bounds),
}

/// A slice whose parts have been read, but not yet fitted to a length.
#[derive(Clone, Copy)]
pub struct Bounds {
    pub start: Option<i64>,
    pub stop: Option<i64>,
    pub step: i64,
}

impl Vm {
    /// Reads a subscript of a sequence whose type is called `name`. May run Python (`__index__`).
    #[inline]
    pub fn subscript(&mut self, name: &str, i: &Value) -> Res<Subscript> {
        if let Some(i) = i.as_small_int() {
            return Ok(Subscript::At(i));
        }
        self.subscript_slow(name, i)
    }

    fn subscript_slow(&mut self, name: &str, i: &Value) -> Res<Subscript> {
        if self.get::<Slice>(i).is_some() {
            return self.slice_bounds(i).map(Subscript::Slice);
        }
        if !self.has_index(i) {
            let t = self.type_name(i).to_owned();
            raise!(
                self,
                TypeError,
                "{name} indices must be integers or slices, not {t}"
            );
        }
        match self.index_fitting(i)? {
            Some(i) => Ok(Subscript::At(i)),
            None => {
                let t = self.type_name(i).to_owned();
                raise!(
                    self,
                    IndexError,
                    "cannot fit '{t}' into an index-sized integer"
                )
            }
        }
    }

    /// Whether `v` has `__index__`.
    pub fn has_index(&self, v: &Value) -> bool {
        v.is_int() || self.slots(v).index.is_some()
    }

    /// `v.__index__()`, if it fits into 64 bits.
    pub fn index_fitting(&mut self, v: &Value) -> Res<Option<i64>> {
        let i = self.index(v)?;
        Ok(self.as_i64(&i))
    }

    /// `v.__index__()` as an exact int: bools and subclasses become plain ints.
    pub fn index_plain(&mut self, v: &Value) -> Res {
        let i = self.index(v)?;
        if i.is_int() || self.is_exact(&i, T::Int) {
            return Ok(i);
        }
        match (self.as_i64(&i), self.as_bigint(&i)) {
            (Some(n), _) => self.int(n),
            (None, Some(n)) => self.bigint(n),
            (None, None) => Ok(i),
        }
    }

    /// Reads a slice's parts: saturated to 64 bits; ValueError for step 0.
    pub fn slice_bounds(&mut self, slice: &Value) -> Res<Bounds> {
        let s = self.of::<Slice>(slice);
        if let (Some(start), Some(stop), Some(step)) = (
            plain_part(&s.start),
            plain_part(&s.stop),
            plain_part(&s.step),
        ) && step != Some(0)
        {
            return Ok(Bounds {
                start,
                stop,
                step: step.unwrap_or(1),
            });
        }
        let (start, stop, step) = (s.start.clone(), s.stop.clone(), s.step.clone());
        let step = self.slice_part(&step)?.unwrap_or(1);
        if step == 0 {
            raise!(self, ValueError, "slice step cannot be zero");
        }
        let start = self.slice_part(&start)?;
        let stop = self.slice_part(&stop)?;
        // So that it can be negated.
        Ok(Bounds {
            start,
            stop,
            step: step.max(-i64::MAX),
        })
    }

    /// A part of a slice: None, or an int, saturated.
    pub(crate) fn slice_part(&mut self, v: &Value) -> Res<Option<i64>> {
        if v.is_none() {
            return Ok(None);
        }
        if !self.has_index(v) {
            raise!(
                self,
                TypeError,
                "slice indices must be integers or None or have an __index__ method"
            );
        }
        self.index_clamped(v).map(Some)
    }

    /// An optional start or stop argument (`list.index` and the like), saturated.
    pub fn slice_argument(&mut self, v: Option<&Value>, default: i64) -> Res<i64> {
        let Some(v) = v else { return Ok(default) };
        if !self.has_index(v) {
            raise!(
                self,
                TypeError,
                "slice indices must be integers or have an __index__ method"
            );
        }
        self.index_clamped(v)
    }
}

/// A part of a slice that needs no Python: None or a small int.
#[inline(always)]
fn plain_part(v: &Value) -> Option<Option<i64>> {
    match v.as_small_int() {
        Some(i) => Some(Some(i)),
        None => v.is_none().then_some(None),
    }
}

/// Index `i` of a sequence of `len` items, negative ones counted from the end.
#[inline]
pub fn place(i: i64, len: usize) -> Option<usize> {
    let i = if i < 0 { i.checked_add(len as i64)? } else { i };
    (i >= 0 && (i as usize) < len).then_some(i as usize)
}

/// Start and stop of a search, fitted to `len` as slices are.
pub fn fit(start: i64, stop: i64, len: usize) -> (usize, usize) {
    let clamp = |i: i64| {
        if i < 0 {
            (i + len as i64).max(0) as usize
        } else {
            (i as usize).min(len)
        }
    };
    (
        clamp(start.max(-(i64::MAX / 2))),
        clamp(stop.max(-(i64::MAX / 2))),
    )
}

impl Bounds {
    /// The bounds of parts that need no Python; `None` when one does, or when the step is 0.
    #[inline]
    pub fn plain(start: &Value, stop: &Value, step: &Value) -> Option<Bounds> {
        let step = plain_part(step)?.unwrap_or(1);
        (step != 0).then_some(Bounds {
            start: plain_part(start)?,
            stop: plain_part(stop)?,
            step,
        })
    }

    /// The indexes meant in a sequence of `len` items.
    pub fn fit(&self, len: usize) -> SliceRange {
        let n = len as i64;
        let (low, high) = if self.step < 0 { (-1, n - 1) } else { (0, n) };
        let part = |v: Option<i64>, default: i64| match v {
            None => default,
            Some(i) if i < 0 => i.saturating_add(n).max(low),
            Some(i) => i.min(high),
        };
        let start = part(self.start, if self.step < 0 { high } else { low });
        let stop = part(self.stop, if self.step < 0 { low } else { high });
        let span = if self.step < 0 {
            start - stop
        } else {
            stop - start
        };
        let count = if span <= 0 {
            0
        } else if self.step == 1 {
            span as u64
        } else {
            (span as u64 - 1) / self.step.unsigned_abs() + 1
        };
        SliceRange {
            start,
            step: self.step,
            count: count as usize,
        }
    }
}

/// Copies of the items of `v` (a tuple or list) that a slice names.
pub fn sliced(vm: &Vm, v: &Value, r: SliceRange) -> Res<Buf<Value>> {
    let items = vm.items(v).unwrap_or_default();
    let mut out = Buf::with_capacity(vm.heap(), r.count)?;
    if r.step == 1 {
        out.extend_from_slice(
            vm.heap(),
            &items[r.start as usize..r.start as usize + r.count],
        )?;
    } else {
        for i in r.indexes() {
            out.push(vm.heap(), items[i].clone())?;
        }
    }
    Ok(out)
}

/// Position of the first item of `v` (a tuple or list, which may change while items are compared) from
/// `start` to `stop` that equals `x`.
pub fn find(vm: &mut Vm, v: &Value, x: &Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let mut i = start;
    loop {
        // As far as Python isn't needed.
        let (from, mut found) = (i, None);
        let items = vm.items(v).unwrap_or_default();
        let items = &items[..stop.min(items.len())];
        while let Some(item) = items.get(i) {
            found = quick_eq(item, x);
            if found != Some(false) {
                break;
            }
            i += 1;
        }
        let item = items.get(i).cloned();
        vm.charge((i - from) as u64 + 1)?;
        match (item, found) {
            (None, _) => return Ok(None),
            (Some(_), Some(true)) => return Ok(Some(i)),
            (Some(item), _) => {
                if vm.eq(&item, x)? {
                    return Ok(Some(i));
                }
                i += 1;
            }
        }
    }
}

/// Number of items of `v`, a tuple or list, that equal `x`.
pub fn count(vm: &mut Vm, v: &Value, x: &Value) -> Res {
    let (mut n, mut i) = (0, 0);
    while let Some(at) = find(vm, v, x, i, usize::MAX)? {
        n += 1;
        i = at + 1;
    }
    Ok(Value::int(n))
}

/// Compares two tuples or lists item by item.
pub fn compare(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    // As far as Python isn't needed.
    let items = |vm: &Vm| {
        let (xs, ys) = (vm.items(a)?, vm.items(b)?);
        Some(
            xs.iter()
                .zip(ys)
                .take_while(|(x, y)| quick_eq(x, y) == Some(true))
                .count(),
        )
    };
    let same = items(vm).unwrap_or(0);
    vm.charge(same as u64)?;
    let item = |vm: &Vm, v: &Value, i: usize| vm.items(v)?.get(i).cloned();
    let len = |vm: &Vm, v: &Value| vm.items(v).map_or(0, <[Value]>::len);
    compare_from(vm, op, a, b, same, item, len)
}

/// Compares two sequences item by item from index `i` on; `item` gives item i of one.
pub fn compare_from(
    vm: &mut Vm,
    op: CmpOp,
    a: &Value,
    b: &Value,
    mut i: usize,
    item: impl Fn(&Vm, &Value, usize) -> Option<Value>,
    len: impl Fn(&Vm, &Value) -> usize,
) -> Res {
    while let (Some(x), Some(y)) = (item(vm, a, i), item(vm, b, i)) {
        vm.charge(1)?;
        if vm.eq(&x, &y)? {
            i += 1;
            continue;
        }
        // Comparing may have changed the sequences: what stands there now decides.
        let (Some(x), Some(y)) = (item(vm, a, i), item(vm, b, i)) else {
            break;
        };
        return match op {
            CmpOp::Eq => Ok(Value::FALSE),
            CmpOp::Ne => Ok(Value::TRUE),
            _ => vm.compare(op, &x, &y),
        };
    }
    let order = len(vm, a).cmp(&len(vm, b));
    Ok(Value::bool(crate::vm::operator::ordered(op, order)))
}

/// How often a sequence is to be repeated; None when `n` is no int.
pub fn repeat_count(vm: &mut Vm, n: &Value) -> Res<Option<usize>> {
    if !vm.has_index(n) {
        return Ok(None);
    }
    match vm.index_fitting(n)? {
        Some(n) => Ok(Some(n.max(0) as usize)),
        None => {
            let t = vm.type_name(n).to_owned();
            raise!(
                vm,
                OverflowError,
                "cannot fit '{t}' into an index-sized integer"
            )
        }
    }
}

/// `n` times the items of `a`, a tuple or list. Refused beforehand when there is no memory for it.
pub fn repeated(vm: &mut Vm, a: &Value, n: usize) -> Res<Buf<Value>> {
    let len = vm.items(a).map_or(0, <[Value]>::len);
    let total = len.saturating_mul(n);
    vm.reserve_check(total.saturating_mul(size_of::<Value>()))?;
    vm.charge(total as u64)?;
    let mut out = Buf::with_capacity(vm.heap(), total)?;
    let items = vm.items(a).unwrap_or_default();
    if let [one] = items {
        out.resize(vm.heap(), n, one.clone())?;
    } else if len > 0 {
        for _ in 0..n {
            out.extend_from_slice(vm.heap(), items)?;
        }
    }
    Ok(out)
}

/// The items of `a`, then those of `b` (tuples or lists).
pub fn joined(vm: &mut Vm, a: &Value, b: &Value) -> Res<Buf<Value>> {
    let total = vm.items(a).map_or(0, <[Value]>::len) + vm.items(b).map_or(0, <[Value]>::len);
    vm.charge(total as u64)?;
    let mut out = Buf::with_capacity(vm.heap(), total)?;
    for v in [a, b] {
        out.extend_from_slice(vm.heap(), vm.items(v).unwrap_or_default())?;
    }
    Ok(out)
}
