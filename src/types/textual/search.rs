//! find, index, count, startswith, replace, partition and kin.

use super::{Textual, charge};
use crate::memory::inline::Tuple;
use crate::memory::value::Value;
use crate::raise;
use crate::text::search;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use std::ops::Range;

/// The characters that optional `start` and `end` arguments (at `i` and `i + 1`) select, as bytes;
/// `None` when the start is past the end of the text. May run Python.
fn selected<X: Textual>(vm: &mut Vm, args: Args<'_>, i: usize) -> Res<Option<Range<usize>>> {
    if args.pos.len() <= i {
        return Ok(Some(0..X::text(vm, &args[0]).bytes.len()));
    }
    let start = match args.get(i) {
        Some(v) => vm.slice_part(v)?,
        None => None,
    };
    let end = match args.get(i + 1) {
        Some(v) => vm.slice_part(v)?,
        None => None,
    };
    let text = X::text(vm, &args[0]);
    let len = text.count();
    let place = |i: i64| match usize::try_from(i) {
        Ok(i) => i,
        Err(_) => len.saturating_sub(usize::try_from(i.unsigned_abs()).unwrap_or(usize::MAX)),
    };
    let start = place(start.unwrap_or(0));
    let end = end.map_or(len, |e| place(e).min(len));
    if start > len || start > end {
        return Ok(None);
    }
    let from = text.offset_of(start);
    let until = if end == len {
        text.bytes.len()
    } else {
        text.offset_of(end)
    };
    Ok(Some(from..until))
}

/// Where the argument occurs, as an index.
fn position<X: Textual>(
    vm: &mut Vm,
    args: Args<'_>,
    what: &str,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> Res<Option<usize>> {
    let part = X::part_or_byte(vm, &args[1], what)?;
    let Some(range) = selected::<X>(vm, args, 2)? else {
        return Ok(None);
    };
    vm.charge(range.len() as u64 / 64)?;
    let text = X::text(vm, &args[0]);
    let found = find(&text.bytes[range.clone()], X::text(vm, &part).bytes);
    Ok(found.map(|at| text.index_of(range.start + at)))
}

fn index_or_minus_one(at: Option<usize>) -> Res {
    Ok(Value::int(at.map_or(-1, |i| i as i64)))
}

pub fn find<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    index_or_minus_one(position::<X>(
        vm,
        args,
        "find() argument 1 must be str",
        search::find,
    )?)
}

pub fn rfind<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    index_or_minus_one(position::<X>(
        vm,
        args,
        "rfind() argument 1 must be str",
        search::rfind,
    )?)
}

fn index_or_error<X: Textual>(vm: &mut Vm, at: Option<usize>) -> Res {
    match at {
        Some(i) => Ok(Value::int(i as i64)),
        None if X::T == T::Str => {
            raise!(vm, ValueError, "substring not found")
        }
        None => raise!(vm, ValueError, "subsection not found"),
    }
}

pub fn index<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let at = position::<X>(vm, args, "index() argument 1 must be str", search::find)?;
    index_or_error::<X>(vm, at)
}

pub fn rindex<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let at = position::<X>(vm, args, "rindex() argument 1 must be str", search::rfind)?;
    index_or_error::<X>(vm, at)
}

pub fn count<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let part = X::part_or_byte(vm, &args[1], "count() argument 1 must be str")?;
    let Some(range) = selected::<X>(vm, args, 2)? else {
        return Ok(Value::ZERO);
    };
    vm.charge(range.len() as u64 / 64)?;
    let n = search::count::<X::Unit>(
        &X::text(vm, &args[0]).bytes[range],
        X::text(vm, &part).bytes,
    );
    Ok(Value::int(n as i64))
}

/// `startswith` and `endswith`: of one text or any of a tuple.
fn has_affix<X: Textual>(
    vm: &mut Vm,
    args: Args<'_>,
    name: &str,
    test: fn(&[u8], &[u8]) -> bool,
) -> Res {
    let range = selected::<X>(vm, args, 2)?;
    let holds = |vm: &Vm, part: &Value| match &range {
        Some(r) => test(
            &X::text(vm, &args[0]).bytes[r.clone()],
            X::text(vm, part).bytes,
        ),
        None => false,
    };
    let str = X::T == T::Str;
    // A TypeError of `__buffer__` counts as no text, as in CPython.
    let single = match X::maybe(vm, &args[1]) {
        Err(e) if vm.caught(&e, T::TypeError) => None,
        r => r?,
    };
    if let Some(part) = single {
        return Ok(Value::bool(holds(vm, &part)));
    }
    if vm.get::<Tuple>(&args[1]).is_none() {
        let t = vm.type_name(&args[1]).to_owned();
        let kind = if str { "str" } else { "bytes" };
        raise!(
            vm,
            TypeError,
            "{name} first arg must be {kind} or a tuple of {kind}, not {t}"
        );
    }
    let mut i = 0;
    while let Some(part) = vm.items(&args[1]).and_then(|t| t.get(i)).cloned() {
        i += 1;
        let Some(part) = X::maybe(vm, &part)? else {
            if str {
                let t = vm.type_name(&part).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "tuple for {name} must only contain str, not {t}"
                );
            }
            return Err(vm.no_buffer(&part));
        };
        if holds(vm, &part) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub fn startswith<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    has_affix::<X>(vm, args, "startswith", |text, part| text.starts_with(part))
}

pub fn endswith<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    has_affix::<X>(vm, args, "endswith", |text, part| text.ends_with(part))
}

pub fn removeprefix<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let part = X::part(vm, &args[1], "removeprefix() argument must be str")?;
    let (text, part) = (X::text(vm, &args[0]).bytes, X::text(vm, &part).bytes);
    let from = if text.starts_with(part) {
        part.len()
    } else {
        0
    };
    let range = from..text.len();
    X::piece(vm, &args[0], range)
}

pub fn removesuffix<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let part = X::part(vm, &args[1], "removesuffix() argument must be str")?;
    let (text, part) = (X::text(vm, &args[0]).bytes, X::text(vm, &part).bytes);
    let cut = if text.ends_with(part) { part.len() } else { 0 };
    let range = 0..text.len() - cut;
    X::piece(vm, &args[0], range)
}

/// `replace(old, new, count=-1)`.
pub fn replace<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let old = X::part(vm, &args[1], "replace() argument 1 must be str")?;
    let new = X::part(vm, &args[2], "replace() argument 2 must be str")?;
    let limit = match args.get(3) {
        Some(n) => usize::try_from(vm.index_i64(n)?).ok(),
        None => None,
    };
    charge::<X>(vm, &args[0])?;
    let text = X::text(vm, &args[0]).bytes;
    let (o, n) = (X::text(vm, &old).bytes, X::text(vm, &new).bytes);
    if o == n || limit == Some(0) || (!o.is_empty() && search::find(text, o).is_none()) {
        let all = 0..text.len();
        return X::piece(vm, &args[0], all);
    }
    // One byte for another in a short text.
    let mut room = [0; 64];
    if let ([from], [to], None) = (o, n, limit)
        && let Some(made) = room.get_mut(..text.len())
    {
        for (made, &byte) in made.iter_mut().zip(text) {
            *made = if byte == *from { *to } else { byte };
        }
        return X::of_bytes(vm, &room[..text.len()]);
    }
    // The exact size, where it can differ by much.
    let capacity = if n.len() > o.len() {
        let times = search::count::<X::Unit>(text, o).min(limit.unwrap_or(usize::MAX));
        text.len()
            .saturating_add(times.saturating_mul(n.len() - o.len()))
    } else {
        text.len()
    };
    vm.charge(capacity as u64 / 64)?;
    X::write(vm, capacity, |vm, out| {
        let (text, o, n) = (
            X::text(vm, &args[0]).bytes,
            X::text(vm, &old).bytes,
            X::text(vm, &new).bytes,
        );
        search::replace::<X::Unit, _>(text, o, n, limit, out).map(drop)
    })
}

/// Three pieces, by the byte ranges of the first and last.
fn three<X: Textual>(
    vm: &mut Vm,
    v: &Value,
    first: Range<usize>,
    middle: &Value,
    last: Range<usize>,
) -> Res {
    let a = X::piece(vm, v, first)?;
    let c = X::piece(vm, v, last)?;
    vm.tuple(&[a, middle.clone(), c])
}

fn cut<X: Textual>(
    vm: &mut Vm,
    args: Args<'_>,
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> Res<Result<(Value, usize, usize), Value>> {
    let part = X::part(vm, &args[1], "must be str")?;
    let n = X::text(vm, &part).bytes.len();
    if n == 0 {
        raise!(vm, ValueError, "empty separator");
    }
    charge::<X>(vm, &args[0])?;
    Ok(
        match find(X::text(vm, &args[0]).bytes, X::text(vm, &part).bytes) {
            Some(at) => {
                // The separator as it stands in the text: of the receiver's type.
                let middle = match vm.is_exact(&part, X::T) {
                    true => part,
                    false => X::piece(vm, &args[0], at..at + n)?,
                };
                Ok((middle, at, at + n))
            }
            None => Err(X::piece(vm, &args[0], 0..0)?),
        },
    )
}

pub fn partition<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let found = cut::<X>(vm, args, search::find)?;
    let len = X::text(vm, &args[0]).bytes.len();
    match found {
        Ok((middle, from, until)) => three::<X>(vm, &args[0], 0..from, &middle, until..len),
        Err(empty) => three::<X>(vm, &args[0], 0..len, &empty, len..len),
    }
}

pub fn rpartition<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let found = cut::<X>(vm, args, search::rfind)?;
    let len = X::text(vm, &args[0]).bytes.len();
    match found {
        Ok((middle, from, until)) => three::<X>(vm, &args[0], 0..from, &middle, until..len),
        Err(empty) => three::<X>(vm, &args[0], 0..0, &empty, 0..len),
    }
}
