//! The methods of bytes.

use super::BytesIter;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::text::sink::Sink;
use crate::types::codec;
use crate::types::registry::T;
use crate::types::textual::{self, BytesText, Textual};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

/// The methods that bytes and bytearray share, for [`Textual`] type `$X`, and rows of the type's own.
macro_rules! byte_methods {
    ($table:ident, $X:ident; $($own:tt)*) => {
        $crate::methods! { pub $table;
        /// Return the bytes with the first as upper case and the rest as lower case ASCII letters.
        "capitalize(self, /)" => $crate::types::textual::case::capitalize::<$X>;
        /// Return the bytes centred in a width, padded with the fill byte.
        "center(self, width, fillchar=b' ', /)" => $crate::types::textual::pad::center::<$X>;
        /// Count the occurrences of bytes, or of one byte, in [start:end], without overlaps.
        "count(self, sub, start=None, end=None, /)" => $crate::types::textual::search::count::<$X>;
        /// Decode the bytes to a string: errors says what to do with what is not valid.
        "decode(self, /, encoding='utf-8', errors='strict')" => $crate::types::bytes::methods::decode;
        /// Whether the bytes, from start to end, end with a suffix, or with one of a tuple.
        "endswith(self, suffix, start=None, end=None, /)" => $crate::types::textual::search::endswith::<$X>;
        /// Return the bytes with tabs replaced by spaces up to the next multiple of tabsize columns.
        "expandtabs(self, /, tabsize=8)" => $crate::types::textual::pad::expandtabs::<$X>;
        /// Lowest index in [start:end] at which bytes, or one byte, are found, or -1.
        "find(self, sub, start=None, end=None, /)" => $crate::types::textual::search::find::<$X>;
        /// Make bytes from hexadecimal digits, two a byte; white space between bytes is skipped.
        @classmethod "fromhex(cls, string, /)" => $crate::types::bytes::hex::fromhex::<$X>;
        /// Show the bytes as hexadecimal digits, two a byte, with a separator between groups.
        "hex(self, sep=<no value>, bytes_per_sep=1)" => $crate::types::bytes::hex::hex;
        /// As find, but a ValueError if nothing is found.
        "index(self, sub, start=None, end=None, /)" => $crate::types::textual::search::index::<$X>;
        /// Whether there are bytes and all are ASCII letters or digits.
        "isalnum(self, /)" => $crate::types::textual::case::isalnum::<$X>;
        /// Whether there are bytes and all are ASCII letters.
        "isalpha(self, /)" => $crate::types::textual::case::isalpha::<$X>;
        /// Whether all bytes are ASCII.
        "isascii(self, /)" => $crate::types::textual::case::isascii::<$X>;
        /// Whether there are bytes and all are ASCII digits.
        "isdigit(self, /)" => $crate::types::textual::case::isdigit::<$X>;
        /// Whether there are ASCII letters and all of them are lower case.
        "islower(self, /)" => $crate::types::textual::case::islower::<$X>;
        /// Whether there are bytes and all are ASCII white space.
        "isspace(self, /)" => $crate::types::textual::case::isspace::<$X>;
        /// Whether every word begins with an upper case letter and goes on in lower case.
        "istitle(self, /)" => $crate::types::textual::case::istitle::<$X>;
        /// Whether there are ASCII letters and all of them are upper case.
        "isupper(self, /)" => $crate::types::textual::case::isupper::<$X>;
        /// Concatenate bytes-like objects with these bytes between them.
        "join(self, iterable_of_bytes, /)" => $crate::types::bytes::methods::join::<$X>;
        /// Return the bytes padded on the right to a width.
        "ljust(self, width, fillchar=b' ', /)" => $crate::types::textual::pad::ljust::<$X>;
        /// Return the bytes with ASCII letters in lower case.
        "lower(self, /)" => $crate::types::textual::case::lower::<$X>;
        /// Return the bytes without leading white space, or without leading bytes of a set.
        "lstrip(self, bytes=None, /)" => $crate::types::textual::split::lstrip::<$X>;
        /// Make a table for translate from two bytes-like objects of equal length.
        @staticmethod "maketrans(frm, to, /)" => $crate::types::bytes::methods::maketrans;
        /// Split at the first separator: what is before, the separator, what is after.
        "partition(self, sep, /)" => $crate::types::textual::search::partition::<$X>;
        /// Return the bytes without a prefix, if they have it.
        "removeprefix(self, prefix, /)" => $crate::types::textual::search::removeprefix::<$X>;
        /// Return the bytes without a suffix, if they have it.
        "removesuffix(self, suffix, /)" => $crate::types::textual::search::removesuffix::<$X>;
        /// Return the bytes with occurrences of old replaced by new, the first count of them.
        "replace(self, old, new, count=-1, /)" => $crate::types::textual::search::replace::<$X>;
        /// Highest index in [start:end] at which bytes, or one byte, are found, or -1.
        "rfind(self, sub, start=None, end=None, /)" => $crate::types::textual::search::rfind::<$X>;
        /// As rfind, but a ValueError if nothing is found.
        "rindex(self, sub, start=None, end=None, /)" => $crate::types::textual::search::rindex::<$X>;
        /// Return the bytes padded on the left to a width.
        "rjust(self, width, fillchar=b' ', /)" => $crate::types::textual::pad::rjust::<$X>;
        /// Split at the last separator: what is before, the separator, what is after.
        "rpartition(self, sep, /)" => $crate::types::textual::search::rpartition::<$X>;
        /// Split into words, or at a separator, beginning from the end.
        "rsplit(self, /, sep=None, maxsplit=-1)" => $crate::types::textual::split::rsplit::<$X>;
        /// Return the bytes without trailing white space, or without trailing bytes of a set.
        "rstrip(self, bytes=None, /)" => $crate::types::textual::split::rstrip::<$X>;
        /// Split into words, or at a separator.
        "split(self, /, sep=None, maxsplit=-1)" => $crate::types::textual::split::split::<$X>;
        /// Split into lines, which keep their ends if keepends is true.
        "splitlines(self, /, keepends=False)" => $crate::types::textual::split::splitlines::<$X>;
        /// Whether the bytes, from start to end, start with a prefix, or with one of a tuple.
        "startswith(self, prefix, start=None, end=None, /)" => $crate::types::textual::search::startswith::<$X>;
        /// Return the bytes without white space, or bytes of a set, at both ends.
        "strip(self, bytes=None, /)" => $crate::types::textual::split::strip::<$X>;
        /// Return the bytes with upper case made lower and the other way round.
        "swapcase(self, /)" => $crate::types::textual::case::swapcase::<$X>;
        /// Return the bytes with every word in title case.
        "title(self, /)" => $crate::types::textual::case::title::<$X>;
        /// Replace each byte by what a table of 256 has for it, after removing the bytes of delete.
        "translate(self, table, /, delete=b'')" => $crate::types::bytes::methods::translate::<$X>;
        /// Return the bytes with ASCII letters in upper case.
        "upper(self, /)" => $crate::types::textual::case::upper::<$X>;
        /// Pad with zeros on the left, behind a sign, to a width.
        "zfill(self, width, /)" => $crate::types::textual::pad::zfill::<$X>;
            $($own)*
        }
    };
}
pub(crate) use byte_methods;

byte_methods! { METHODS, BytesText;
    /// Return a buffer object that exposes the underlying memory of the object.
    "__buffer__(self, flags, /)" => crate::types::buffer::dunder_buffer;
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
fn joined(vm: &mut Vm, separator: &Value, iterable: &Value) -> Res<Buf<u8>> {
    if vm.slots(iterable).iter.is_none() && vm.slots(iterable).get_item.is_none() {
        raise!(vm, TypeError, "can only join an iterable");
    }
    let mut items = vm.collect(iterable)?;
    let mut total = 0usize;
    for i in 0..items.len() {
        let x = &items[i];
        let lent = match vm.buffer(x) {
            Some(_) => None,
            None => vm.bytes_like_or_none(x)?,
        };
        if let Some(lent) = lent {
            items[i] = lent;
        }
        let x = &items[i];
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

pub fn join<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let out = joined(vm, &args[0], &args[1])?;
    X::own(vm, out)
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
fn translation(vm: &mut Vm, args: Args<'_>) -> Res<([u8; 256], [bool; 256])> {
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

pub fn translate<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let (table, delete) = translation(vm, args)?;
    let n = vm.buffer(&args[0]).map_or(0, <[u8]>::len);
    vm.charge(n as u64 / 32)?;
    X::write(vm, n, |vm, out| {
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
