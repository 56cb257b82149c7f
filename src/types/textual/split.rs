//! split, rsplit, splitlines, strip.

use super::{Textual, charge, range_within};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::raise;
use crate::text::search::{self, Side};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use std::ops::Range;

/// Pieces that there is room for from the start.
const FEW: usize = 8;

/// A list of pieces of the receiver.
fn pieces<X: Textual>(vm: &mut Vm, v: &Value, ranges: Buf<Range<usize>>) -> Res {
    vm.charge(ranges.len() as u64)?;
    let mut list = Buf::with_capacity(vm.heap(), ranges.len())?;
    for r in ranges {
        let piece = X::piece(vm, v, r)?;
        list.push(vm.heap(), piece)?;
    }
    vm.list(list)
}

/// The separator (`None`: white space) and the most splits.
fn arguments<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res<(Option<Value>, Option<usize>)> {
    let separator = match args.some(1) {
        Some(v) => Some(X::part(vm, v, "must be str or None")?),
        None => None,
    };
    let splits = match args.get(2) {
        Some(n) => usize::try_from(vm.index_i64(n)?).ok(),
        None => None,
    };
    if let Some(s) = &separator
        && X::text(vm, s).bytes.is_empty()
    {
        raise!(vm, ValueError, "empty separator");
    }
    Ok((separator, splits))
}

pub fn split<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let (separator, splits) = arguments::<X>(vm, args)?;
    charge::<X>(vm, &args[0])?;
    let mut ranges = Buf::with_capacity(vm.heap(), FEW)?;
    let text = X::text(vm, &args[0]).bytes;
    match &separator {
        Some(s) => {
            for p in search::split_on(text, X::text(vm, s).bytes, splits) {
                ranges.push(vm.heap(), range_within(text, p))?;
            }
        }
        None => {
            for p in search::split_space::<X::Unit>(text, splits) {
                ranges.push(vm.heap(), range_within(text, p))?;
            }
        }
    }
    pieces::<X>(vm, &args[0], ranges)
}

pub fn rsplit<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let (separator, splits) = arguments::<X>(vm, args)?;
    charge::<X>(vm, &args[0])?;
    let mut ranges = Buf::with_capacity(vm.heap(), FEW)?;
    let text = X::text(vm, &args[0]).bytes;
    match &separator {
        Some(s) => {
            for p in search::rsplit_on(text, X::text(vm, s).bytes, splits) {
                ranges.push(vm.heap(), range_within(text, p))?;
            }
        }
        None => {
            for p in search::rsplit_space::<X::Unit>(text, splits) {
                ranges.push(vm.heap(), range_within(text, p))?;
            }
        }
    }
    ranges.reverse();
    pieces::<X>(vm, &args[0], ranges)
}

pub fn splitlines<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let keep = match args.get(1) {
        Some(v) => vm.truthy(v)?,
        None => false,
    };
    charge::<X>(vm, &args[0])?;
    let mut ranges = Buf::with_capacity(vm.heap(), FEW)?;
    let text = X::text(vm, &args[0]).bytes;
    for p in search::split_lines::<X::Unit>(text, keep) {
        ranges.push(vm.heap(), range_within(text, p))?;
    }
    pieces::<X>(vm, &args[0], ranges)
}

fn stripped<X: Textual>(vm: &mut Vm, args: Args<'_>, side: Side, name: &str) -> Res {
    let set = match args.some(1) {
        None => None,
        Some(v) => {
            if X::T == T::Str && vm.wtf8(v).is_none() {
                raise!(vm, TypeError, "{name} arg must be None or str");
            }
            Some(X::part(vm, v, "")?)
        }
    };
    let text = X::text(vm, &args[0]).bytes;
    let inner = search::strip::<X::Unit>(text, set.as_ref().map(|s| X::text(vm, s).bytes), side);
    let range = range_within(text, inner);
    X::piece(vm, &args[0], range)
}

pub fn strip<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    stripped::<X>(vm, args, Side::Both, "strip")
}

pub fn lstrip<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    stripped::<X>(vm, args, Side::Left, "lstrip")
}

pub fn rstrip<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    stripped::<X>(vm, args, Side::Right, "rstrip")
}
