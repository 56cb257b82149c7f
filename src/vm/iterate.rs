//! What `for` asks of iterators: the next item, or its two parts where the body begins by unpacking
//! it.
//!
//! [`fast_next`] is the loop's way: the commonest iterators, without a call through slots. It runs no
//! Python and allocates nothing. [`Vm::next_parts`] does for the rest, may run Python and charges as
//! [`Vm::next`] does. The invariants are those of `run`.

use super::Vm;
use super::error::Res;
use crate::code::Op;
use crate::code::opcodes::Dst;
use crate::memory::hash::exact_str;
use crate::memory::header::{Header, Kind, payload};
use crate::memory::inline::exact_tuple;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::dict::view::DictIter;
use crate::types::generator::{GenState, Generator};
use crate::types::list::{List, ListIter};
use crate::types::range::RangeIter;
use crate::types::registry::T;
use crate::types::str::StrIter;
use crate::types::tuple::TupleIter;
use crate::vm::typedef::Item;

/// What the loop can tell of an iterator's next item by itself.
pub(super) enum Next {
    Value(Value),
    End,
    /// A generator that can be resumed by pushing its frame.
    Generator,
    Other,
}

/// Whether `g` is a generator or coroutine that waits at a `yield` or `await`.
#[inline(always)]
pub(super) fn suspended(g: &Value) -> bool {
    g.header().is_some_and(|h| {
        // SAFETY: H1.
        h.kind() == Kind::Generator
            && unsafe { (*payload::<Generator>(h)).state == GenState::Suspended }
    })
}

/// Whether `it` is a generator that can be resumed by pushing its frame.
pub(super) fn resumable(it: &Value) -> bool {
    it.header().is_some_and(|h| {
        // SAFETY: H1.
        h.kind() == Kind::Generator
            && matches!(
                unsafe { (*payload::<Generator>(h)).state },
                GenState::Created | GenState::Suspended
            )
    })
}

/// The next int of a range's iterator (`None`: it is at its end), if `it` is one.
#[inline(always)]
pub(super) fn range_next(it: &Value) -> Option<Option<i64>> {
    let h = it.header()?;
    // SAFETY: H1; the borrow ends before anything else runs. The loop owns the iterator's register.
    h.is_exact(Kind::RangeIter)
        .then(|| unsafe { (*payload::<RangeIter>(h)).next_int() })
}

/// Next item of the commonest iterators.
#[inline(always)]
pub(super) fn fast_next(vm: &Vm, it: &Value) -> Next {
    let Some(h) = it.header() else {
        return Next::Other;
    };
    // SAFETY: H1; the borrows end before anything else runs. The loop owns the iterator's register.
    unsafe {
        match h.kind() {
            Kind::RangeIter => {
                let r = &mut *payload::<RangeIter>(h);
                match r.next_int() {
                    Some(i) => Next::Value(Value::int(i)),
                    None => Next::End,
                }
            }
            Kind::ListIter => {
                let l = &mut *payload::<ListIter>(h);
                let Some(lh) = l.list.header() else {
                    return Next::End;
                };
                let items = (*payload::<List>(lh)).items();
                match items.get(l.index) {
                    Some(v) => {
                        l.index += 1;
                        Next::Value(v.clone())
                    }
                    None => Next::Other,
                }
            }
            Kind::Generator => {
                let g = &*payload::<Generator>(h);
                match g.state {
                    GenState::Created | GenState::Suspended => Next::Generator,
                    _ => Next::Other,
                }
            }
            Kind::DictIter if !(*payload::<DictIter>(h)).is_single() => Next::Other,
            Kind::DictIter | Kind::StrIter | Kind::TupleIter => match next_within(vm, h) {
                Some(v) => Next::Value(v),
                None => Next::Other,
            },
            _ => Next::Other,
        }
    }
}

/// Next item of an iterator over a dict, a string or a tuple that is in the midst of it. At the end,
/// and where something is out of the ordinary, its slot is asked.
#[inline(never)]
fn next_within(vm: &Vm, h: &Header) -> Option<Value> {
    // SAFETY: as in `fast_next`.
    unsafe {
        match h.kind() {
            Kind::DictIter => {
                let i = &mut *payload::<DictIter>(h);
                let d = i.dict().header().filter(|d| d.kind() == Kind::Dict)?;
                i.step(&*payload::<Dict>(d))
            }
            Kind::StrIter => {
                let i = &mut *payload::<StrIter>(h);
                let s = exact_str(&i.string)?;
                let c = *s.bytes().get(i.offset)?;
                let v = vm.chars.get(c as usize)?.bound()?;
                if !c.is_ascii() {
                    return None;
                }
                i.offset += 1;
                Some(v.clone())
            }
            Kind::TupleIter => {
                let i = &mut *payload::<TupleIter>(h);
                let v = exact_tuple(&i.tuple)?.items().get(i.index)?;
                i.index += 1;
                Some(v.clone())
            }
            _ => None,
        }
    }
}

/// The next item for register `d`, for the body of a `for` that begins at `body`: in parts if that
/// unpacks it at once and is the `whole` use of the register, a temporary. May run Python.
///
/// # Safety
/// `body` points to an instruction of verified code.
#[inline(never)]
pub(super) unsafe fn next_item(
    vm: &mut Vm,
    it: &Value,
    body: *const Op,
    d: Dst,
    whole: bool,
) -> Res<Option<Item>> {
    // SAFETY: by contract.
    match unsafe { &*body } {
        Op::Unpack2 { s, .. } if whole && s.0 == d.0 => match next_dict_item(it) {
            Some((key, value)) => Ok(Some(Item::Pair(key, value))),
            None => vm.next_parts(it),
        },
        _ => {
            vm.charge(1)?;
            Ok(vm.next_by_slot(it)?.map(Item::One))
        }
    }
}

/// Next item of an iterator over a dict's items that is in the midst of it.
#[inline]
fn next_dict_item(it: &Value) -> Option<(Value, Value)> {
    let h = it.header().filter(|h| h.kind() == Kind::DictIter)?;
    // SAFETY: as in `fast_next`.
    let (key, value) = unsafe {
        let i = &mut *payload::<DictIter>(h);
        if i.is_single() {
            return None;
        }
        let d = i.dict().header().filter(|d| d.kind() == Kind::Dict)?;
        i.step_item(&*payload::<Dict>(d))?
    };
    Some((key.clone(), value.clone()))
}

impl Vm {
    /// `next(it)`; `None` when it is exhausted. May run Python.
    pub fn next(&mut self, it: &Value) -> Res<Option<Value>> {
        self.charge(1)?;
        match fast_next(self, it) {
            Next::Value(v) => Ok(Some(v)),
            Next::End => Ok(None),
            Next::Generator | Next::Other => self.next_by_slot(it),
        }
    }

    /// As [`Vm::next`]; a pair may come in parts, so that no tuple is made of it.
    pub(crate) fn next_parts(&mut self, it: &Value) -> Res<Option<Item>> {
        self.charge(1)?;
        match self.slots(it).parts {
            Some(f) => match f(self, it) {
                Err(e) if self.caught(&e, T::StopIteration) => Ok(None),
                r => r,
            },
            None => Ok(self.next_by_slot(it)?.map(Item::One)),
        }
    }
}
