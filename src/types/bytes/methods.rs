//! The methods of bytes.

use super::super::textual::{self, BytesText, case, pad, search, split};
use super::{BytesIter, hex};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::text::sink::Sink;
use crate::types::codec;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

methods! { pub METHODS;
    /// Return the bytes with the first as upper case and the rest as lower case ASCII letters.
    "capitalize(self, /)" => case::capitalize::<BytesText>;
    /// Return the bytes centred in a width, padded with the fill byte.
    "center(self, width, fillchar=b' ', /)" => pad::center::<BytesText>;
    /// Count the occurrences of bytes, or of one byte, in [start:end], without overlaps.
    "count(self, sub, start=None, end=None, /)" => search::count::<BytesText>;
    /// Decode the bytes to a string: errors says what to do with what is not valid.
    "decode(self, /, encoding='utf-8', errors='strict')" => decode;
    /// Whether the bytes, from start to end, end with a suffix, or with one of a tuple.
    "endswith(self, suffix, start=None, end=None, /)" => search::endswith::<BytesText>;
    /// Return the bytes with tabs replaced by spaces up to the next multiple of tabsize columns.
    "expandtabs(self, /, tabsize=8)" => pad::expandtabs::<BytesText>;
    /// Lowest index in [start:end] at which bytes, or one byte, are found, or -1.
    "find(self, sub, start=None, end=None, /)" => search::find::<BytesText>;
    /// Make bytes from hexadecimal digits, two a byte; white space between bytes is skipped.
    @classmethod "fromhex(cls, string, /)" => hex::fromhex;
    /// Show the bytes as hexadecimal digits, two a byte, with a separator between groups.
    "hex(self, sep=<no value>, bytes_per_sep=1)" => hex::hex;
    /// As find, but a ValueError if nothing is found.
    "index(self, sub, start=None, end=None, /)" => search::index::<BytesText>;
    /// Whether there are bytes and all are ASCII letters or digits.
    "isalnum(self, /)" => case::isalnum::<BytesText>;
    /// Whether there are bytes and all are ASCII letters.
    "isalpha(self, /)" => case::isalpha::<BytesText>;
    /// Whether all bytes are ASCII.
    "isascii(self, /)" => case::isascii::<BytesText>;
    /// Whether there are bytes and all are ASCII digits.
    "isdigit(self, /)" => case::isdigit::<BytesText>;
    /// Whether there are ASCII letters and all of them are lower case.
    "islower(self, /)" => case::islower::<BytesText>;
    /// Whether there are bytes and all are ASCII white space.
    "isspace(self, /)" => case::isspace::<BytesText>;
    /// Whether every word begins with an upper case letter and goes on in lower case.
    "istitle(self, /)" => case::istitle::<BytesText>;
    /// Whether there are ASCII letters and all of them are upper case.
    "isupper(self, /)" => case::isupper::<BytesText>;
    /// Concatenate bytes-like objects with these bytes between them.
    "join(self, iterable_of_bytes, /)" => join;
    /// Return the bytes padded on the right to a width.
    "ljust(self, width, fillchar=b' ', /)" => pad::ljust::<BytesText>;
    /// Return the bytes with ASCII letters in lower case.
    "lower(self, /)" => case::lower::<BytesText>;
    /// Return the bytes without leading white space, or without leading bytes of a set.
    "lstrip(self, bytes=None, /)" => split::lstrip::<BytesText>;
    /// Make a table for translate from two bytes-like objects of equal length.
    @staticmethod "maketrans(frm, to, /)" => maketrans;
    /// Split at the first separator: what is before, the separator, what is after.
    "partition(self, sep, /)" => search::partition::<BytesText>;
    /// Return the bytes without a prefix, if they have it.
    "removeprefix(self, prefix, /)" => search::removeprefix::<BytesText>;
    /// Return the bytes without a suffix, if they have it.
    "removesuffix(self, suffix, /)" => search::removesuffix::<BytesText>;
    /// Return the bytes with occurrences of old replaced by new, the first count of them.
    "replace(self, old, new, count=-1, /)" => search::replace::<BytesText>;
    /// Highest index in [start:end] at which bytes, or one byte, are found, or -1.
    "rfind(self, sub, start=None, end=None, /)" => search::rfind::<BytesText>;
    /// As rfind, but a ValueError if nothing is found.
    "rindex(self, sub, start=None, end=None, /)" => search::rindex::<BytesText>;
    /// Return the bytes padded on the left to a width.
    "rjust(self, width, fillchar=b' ', /)" => pad::rjust::<BytesText>;
    /// Split at the last separator: what is before, the separator, what is after.
    "rpartition(self, sep, /)" => search::rpartition::<BytesText>;
    /// Split into words, or at a separator, beginning from the end.
    "rsplit(self, /, sep=None, maxsplit=-1)" => split::rsplit::<BytesText>;
    /// Return the bytes without trailing white space, or without trailing bytes of a set.
    "rstrip(self, bytes=None, /)" => split::rstrip::<BytesText>;
    /// Split into words, or at a separator.
    "split(self, /, sep=None, maxsplit=-1)" => split::split::<BytesText>;
    /// Split into lines, which keep their ends if keepends is true.
    "splitlines(self, /, keepends=False)" => split::splitlines::<BytesText>;
    /// Whether the bytes, from start to end, start with a prefix, or with one of a tuple.
    "startswith(self, prefix, start=None, end=None, /)" => search::startswith::<BytesText>;
    /// Return the bytes without white space, or bytes of a set, at both ends.
    "strip(self, bytes=None, /)" => split::strip::<BytesText>;
    /// Return the bytes with upper case made lower and the other way round.
    "swapcase(self, /)" => case::swapcase::<BytesText>;
    /// Return the bytes with every word in title case.
    "title(self, /)" => case::title::<BytesText>;
    /// Replace each byte by what a table of 256 has for it, after removing the bytes of delete.
    "translate(self, table, /, delete=b'')" => translate;
    /// Return the bytes with ASCII letters in upper case.
    "upper(self, /)" => case::upper::<BytesText>;
    /// Pad with zeros on the left, behind a sign, to a width.
    "zfill(self, width, /)" => pad::zfill::<BytesText>;
    /// Convert to exact type bytes.
    "__bytes__(self, /)" => to_bytes;
    "__getnewargs__(self, /)" => getnewargs;
}

methods! { pub ITER_METHODS;
    /// How many bytes are left.
    "__length_hint__(self, /)" => iter_hint;
}

pub fn decode(vm: &mut Vm, args: Args<'_>) -> Res {
    for (i, name) in [(1, "encoding"), (2, "errors")] {
        if let Some(v) = args.get(i).filter(|v| !super::is_str(vm, v)) {
            let t = vm.arg_type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "decode() argument '{name}' must be str, not {t}"
            );
        }
    }
    codec::decode(vm, &args[0], args.get(1), args.get(2))
}

/// The contents of the items of an iterable of bytes-like objects, joined.
pub fn joined(vm: &mut Vm, separator: &Value, iterable: &Value) -> Res<Buf<u8>> {
    if vm.slots(iterable).iter.is_none() && vm.slots(iterable).get_item.is_none() {
        raise!(vm, TypeError, "can only join an iterable");
    }
    let items = vm.collect(iterable)?;
    let mut total = 0usize;
    for (i, x) in items.iter().enumerate() {
        match vm.buffer(x) {
            Some(b) => total = total.saturating_add(b.len()),
            None => {
                let t = vm.type_name(x).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "sequence item {i}: expected a bytes-like object, {t} found"
                );
            }
        }
    }
    let gap = vm.buffer(separator).map_or(0, <[u8]>::len);
    total = total.saturating_add(gap.saturating_mul(items.len().saturating_sub(1)));
    vm.reserve_check(total)?;
    vm.charge(total as u64 / 64)?;
    let mut out = Buf::with_capacity(vm.heap(), total)?;
    for (i, x) in items.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(vm.heap(), vm.buffer(separator).unwrap_or_default())?;
        }
        out.extend_from_slice(vm.heap(), vm.buffer(x).unwrap_or_default())?;
    }
    Ok(out)
}

fn join(vm: &mut Vm, args: Args<'_>) -> Res {
    let out = joined(vm, &args[0], &args[1])?;
    vm.bytes_of(out)
}

pub fn maketrans(vm: &mut Vm, args: Args<'_>) -> Res {
    let from = textual::bytes_part(vm, &args[0])?;
    let to = textual::bytes_part(vm, &args[1])?;
    let (x, y) = (
        vm.buffer(&from).unwrap_or_default(),
        vm.buffer(&to).unwrap_or_default(),
    );
    if x.len() != y.len() {
        raise!(vm, ValueError, "maketrans arguments must have same length");
    }
    let mut table: [u8; 256] = std::array::from_fn(|i| i as u8);
    for (a, b) in x.iter().zip(y) {
        table[*a as usize] = *b;
    }
    vm.bytes(&table)
}

/// The table and the set of bytes to delete, of `translate`.
pub fn translation(vm: &mut Vm, args: Args<'_>) -> Res<([u8; 256], [bool; 256])> {
    let mut table: [u8; 256] = std::array::from_fn(|i| i as u8);
    if let Some(t) = args.some(1) {
        let t = textual::bytes_part(vm, t)?;
        let given = vm.buffer(&t).unwrap_or_default();
        match given.first_chunk::<256>() {
            Some(g) if given.len() == 256 => table = *g,
            _ => raise!(
                vm,
                ValueError,
                "translation table must be 256 characters long"
            ),
        }
    }
    let mut delete = [false; 256];
    if let Some(d) = args.get(2) {
        let d = textual::bytes_part(vm, d)?;
        for b in vm.buffer(&d).unwrap_or_default() {
            delete[*b as usize] = true;
        }
    }
    Ok((table, delete))
}

fn translate(vm: &mut Vm, args: Args<'_>) -> Res {
    let (table, delete) = translation(vm, args)?;
    let n = vm.buffer(&args[0]).map_or(0, <[u8]>::len);
    vm.charge(n as u64 / 32)?;
    vm.write_bytes(n, |vm, out| {
        vm.buffer(&args[0])
            .unwrap_or_default()
            .iter()
            .filter(|b| !delete[**b as usize])
            .try_for_each(|b| out.push_bytes(&[table[*b as usize]]))
    })
}

fn to_bytes(vm: &mut Vm, args: Args<'_>) -> Res {
    if vm.is_exact(&args[0], T::Bytes) {
        return Ok(args[0].clone());
    }
    let n = vm.buffer(&args[0]).map_or(0, <[u8]>::len);
    vm.subbytes(&args[0], 0..n)
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res {
    let b = to_bytes(vm, args)?;
    vm.tuple(&[b])
}

fn iter_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let it = vm.of::<BytesIter>(&args[0]);
    let n = vm
        .buffer(&it.bytes)
        .map_or(0, |b| b.len().saturating_sub(it.index));
    Ok(Value::int(n as i64))
}
