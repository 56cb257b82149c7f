//! The methods of arrays.

use super::{Array, check_resizable, find, item, like, object_at};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::types::sequence;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{getset, methods, raise};

methods! { pub METHODS;
    /// Append new value v to the end of the array.
    "append(self, v, /)" => append;
    /// Return information about the array: an address that stands for it and its number of items.
    "buffer_info(self, /)" => buffer_info;
    /// Remove all items from the array.
    "clear(self, /)" => clear;
    /// Swap the bytes of all items.
    "byteswap(self, /)" => byteswap;
    /// Return the number of items that equal v.
    "count(self, v, /)" => count;
    /// Append items to the end of the array.
    "extend(self, bb, /)" => extend;
    /// Append items from their machine values.
    "frombytes(self, buffer, /)" => frombytes;
    /// Append n items that are read from a binary file.
    "fromfile(self, f, n, /)" => fromfile;
    /// Append the items of a list.
    "fromlist(self, list, /)" => fromlist;
    /// Append the characters of a str, to an array of characters.
    "fromunicode(self, ustr, /)" => fromunicode;
    /// Return the index of the first item that equals v.
    "index(self, v, start=0, stop=9223372036854775807, /)" => index;
    /// Insert a new item v before position i.
    "insert(self, i, v, /)" => insert;
    /// Return the i-th item and delete it.
    "pop(self, i=-1, /)" => pop;
    /// Remove the first item that equals v.
    "remove(self, v, /)" => remove;
    /// Reverse the order of the items.
    "reverse(self, /)" => reverse;
    /// Return the machine values of the items.
    "tobytes(self, /)" => tobytes;
    /// Write the machine values of the items to a binary file.
    "tofile(self, f, /)" => tofile;
    /// Return the items as a list.
    "tolist(self, /)" => tolist;
    /// Return the characters as a str.
    "tounicode(self, /)" => tounicode;
    /// Return a buffer object that exposes the underlying memory of the object.
    "__buffer__(self, flags, /)" => crate::types::buffer::dunder_buffer;
    /// Release the buffer object that exposes the underlying memory of the object.
    "__release_buffer__(self, buffer, /)" => crate::types::buffer::dunder_release_buffer;
    /// Return a copy of the array.
    "__copy__(self, /)" => copy;
    /// Return a copy of the array.
    "__deepcopy__(self, memo, /)" => copy;
    /// What copying and pickling make the array from.
    "__reduce_ex__(self, protocol, /)" => reduce_ex;
    /// See PEP 585
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

getset! { pub GETSET;
    /// the typecode character used to create the array
    "typecode" => typecode;
    /// the size, in bytes, of one array item
    "itemsize" => itemsize;
}

fn typecode(vm: &mut Vm, a: &Value) -> Res {
    let c = vm.of::<Array>(a).code;
    vm.char(c as u32)
}

fn itemsize(vm: &mut Vm, a: &Value) -> Res {
    Ok(Value::int(vm.of::<Array>(a).number.size() as i64))
}

/// Appends one item. May run Python.
fn push(vm: &mut Vm, a: &Value, v: &Value) -> Res<()> {
    let array = vm.of::<Array>(a);
    let (code, number) = (array.code, array.number);
    let bytes = item::bytes(vm, code, number, v)?;
    check_resizable(vm, a)?;
    let (array, heap) = vm.of_mut::<Array>(a);
    array
        .data
        .extend_from_slice(heap, &bytes[..number.size()])?;
    Ok(())
}

fn append(vm: &mut Vm, args: Args<'_>) -> Res {
    push(vm, &args[0], &args[1])?;
    Ok(Value::NONE)
}

/// Appends what an iterable gives; of an array, all at once. With `same`, arrays of other type codes
/// are refused; otherwise their items are converted.
pub fn extend_with(vm: &mut Vm, a: &Value, more: &Value, same: bool) -> Res<()> {
    if let Some(other) = vm.get::<Array>(more) {
        if other.code == vm.of::<Array>(a).code {
            let bytes = Buf::from_slice(vm.heap(), other.bytes())?;
            vm.charge(bytes.len() as u64 / 64)?;
            if !bytes.is_empty() {
                check_resizable(vm, a)?;
            }
            let (array, heap) = vm.of_mut::<Array>(a);
            array.data.extend_from_slice(heap, &bytes)?;
            return Ok(());
        }
        if same {
            raise!(vm, TypeError, "can only extend with array of same kind");
        }
    }
    let it = vm.iter(more)?;
    while let Some(v) = vm.next(&it)? {
        vm.charge(1)?;
        push(vm, a, &v)?;
    }
    Ok(())
}

fn extend(vm: &mut Vm, args: Args<'_>) -> Res {
    extend_with(vm, &args[0], &args[1], true)?;
    Ok(Value::NONE)
}

/// Appends items from their machine values.
pub fn append_bytes(vm: &mut Vm, a: &Value, source: &Value) -> Res<()> {
    let source = vm.need_bytes_like(source)?;
    if crate::types::memoryview::item_size(vm, &source) != 1 {
        raise!(vm, TypeError, "a bytes-like object is required");
    }
    let bytes = vm.buffer(&source).unwrap_or_default();
    if !bytes.len().is_multiple_of(vm.of::<Array>(a).number.size()) {
        raise!(vm, ValueError, "bytes length not a multiple of item size");
    }
    let bytes = Buf::from_slice(vm.heap(), bytes)?;
    vm.charge(bytes.len() as u64 / 64)?;
    if !bytes.is_empty() {
        check_resizable(vm, a)?;
    }
    let (array, heap) = vm.of_mut::<Array>(a);
    array.data.extend_from_slice(heap, &bytes)?;
    Ok(())
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res {
    if vm.of::<Array>(&args[0]).len() > 0 {
        check_resizable(vm, &args[0])?;
    }
    vm.of_mut::<Array>(&args[0]).0.data.clear();
    Ok(Value::NONE)
}

fn frombytes(vm: &mut Vm, args: Args<'_>) -> Res {
    append_bytes(vm, &args[0], &args[1])?;
    Ok(Value::NONE)
}

fn fromfile(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.index_i64(&args[2])?;
    if n < 0 {
        raise!(vm, ValueError, "negative count");
    }
    let Some(want) = n.checked_mul(vm.of::<Array>(&args[0]).number.size() as i64) else {
        return Err(crate::memory::heap::OutOfMemory.into());
    };
    let want = vm.int(want)?;
    let read = vm.call_method(&args[1], "read", std::slice::from_ref(&want))?;
    if !vm.is_a(&read, T::Bytes) {
        raise!(vm, TypeError, "read() didn't return bytes");
    }
    let short = vm.buffer(&read).map_or(0, <[u8]>::len) as i64 != want.as_small_int().unwrap_or(-1);
    append_bytes(vm, &args[0], &read)?;
    if short {
        raise!(vm, EOFError, "read() didn't return enough bytes");
    }
    Ok(Value::NONE)
}

fn fromlist(vm: &mut Vm, args: Args<'_>) -> Res {
    if !vm.is_a(&args[1], T::List) {
        raise!(vm, TypeError, "arg must be list");
    }
    let old = vm.of::<Array>(&args[0]).data.len();
    let mut i = 0;
    while let Some(v) = vm.items(&args[1]).and_then(|l| l.get(i)).cloned() {
        vm.charge(1)?;
        if let Err(e) = push(vm, &args[0], &v) {
            vm.of_mut::<Array>(&args[0]).0.data.truncate(old);
            return Err(e);
        }
        i += 1;
    }
    Ok(Value::NONE)
}

fn fromunicode(vm: &mut Vm, args: Args<'_>) -> Res {
    if vm.wtf8(&args[1]).is_none() {
        let t = vm.type_name(&args[1]).to_owned();
        raise!(vm, TypeError, "fromunicode() argument must be str, not {t}");
    }
    if !item::is_text(vm.of::<Array>(&args[0]).code) {
        raise!(
            vm,
            ValueError,
            "fromunicode() may only be called on unicode type arrays ('u' or 'w')"
        );
    }
    extend_with(vm, &args[0], &args[1], false)?;
    Ok(Value::NONE)
}

fn buffer_info(vm: &mut Vm, args: Args<'_>) -> Res {
    let address = vm.id(&args[0]);
    let address = vm.bigint(crate::num::BigInt::from(address))?;
    let n = vm.of::<Array>(&args[0]).len();
    let n = vm.int(n as i64)?;
    vm.tuple(&[address, n])
}

fn byteswap(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.of::<Array>(&args[0]).data.len();
    vm.charge(n as u64 / 64)?;
    let (array, _) = vm.of_mut::<Array>(&args[0]);
    let size = array.number.size();
    for bytes in array.data.chunks_exact_mut(size) {
        bytes.reverse();
    }
    Ok(Value::NONE)
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res {
    let (mut n, mut from) = (0, 0);
    while let Some(at) = find(vm, &args[0], &args[1], from, usize::MAX)? {
        n += 1;
        from = at + 1;
    }
    vm.int(n)
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res {
    let start = vm.slice_argument(args.get(2), 0)?;
    let stop = vm.slice_argument(args.get(3), i64::MAX)?;
    let (start, stop) = sequence::fit(start, stop, vm.of::<Array>(&args[0]).len());
    match find(vm, &args[0], &args[1], start, stop)? {
        Some(i) => vm.int(i as i64),
        None => raise!(vm, ValueError, "array.index(x): x not in array"),
    }
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.index_i64(&args[1])?;
    let array = vm.of::<Array>(&args[0]);
    let (code, number) = (array.code, array.number);
    let bytes = item::bytes(vm, code, number, &args[2])?;
    let size = number.size();
    let n = vm.of::<Array>(&args[0]).len();
    let (at, _) = sequence::fit(i, i, n);
    check_resizable(vm, &args[0])?;
    let new = Buf::from_slice(vm.heap(), &bytes[..size])?;
    let (array, heap) = vm.of_mut::<Array>(&args[0]);
    array.data.splice(heap, at * size..at * size, new)?;
    Ok(Value::NONE)
}

/// Deletes item `at`.
fn cut(vm: &mut Vm, a: &Value, at: usize) -> Res<()> {
    check_resizable(vm, a)?;
    let (array, heap) = vm.of_mut::<Array>(a);
    let size = array.number.size();
    array
        .data
        .splice(heap, at * size..at * size + size, Buf::new())?;
    Ok(())
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = match args.get(1) {
        Some(i) => vm.index_i64(i)?,
        None => -1,
    };
    let n = vm.of::<Array>(&args[0]).len();
    if n == 0 {
        raise!(vm, IndexError, "pop from empty array");
    }
    let Some(at) = sequence::place(i, n) else {
        raise!(vm, IndexError, "pop index out of range");
    };
    let v = object_at(vm, &args[0], at)?.unwrap_or(Value::NONE);
    cut(vm, &args[0], at)?;
    Ok(v)
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res {
    match find(vm, &args[0], &args[1], 0, usize::MAX)? {
        // Comparing may have shortened it.
        Some(at) if at < vm.of::<Array>(&args[0]).len() => {
            cut(vm, &args[0], at)?;
            Ok(Value::NONE)
        }
        _ => raise!(vm, ValueError, "array.remove(x): x not in array"),
    }
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.of::<Array>(&args[0]).data.len();
    vm.charge(n as u64 / 64)?;
    let (array, _) = vm.of_mut::<Array>(&args[0]);
    let size = array.number.size();
    // All bytes reversed, then those of each item again.
    array.data.reverse();
    for bytes in array.data.chunks_exact_mut(size) {
        bytes.reverse();
    }
    Ok(Value::NONE)
}

fn tobytes(vm: &mut Vm, args: Args<'_>) -> Res {
    let data = Buf::from_slice(vm.heap(), vm.of::<Array>(&args[0]).bytes())?;
    vm.charge(data.len() as u64 / 64)?;
    vm.bytes_of(data)
}

fn tofile(vm: &mut Vm, args: Args<'_>) -> Res {
    let bytes = tobytes(vm, args)?;
    vm.call_method(&args[1], "write", &[bytes])?;
    Ok(Value::NONE)
}

/// The items as a list.
pub fn list_of(vm: &mut Vm, a: &Value) -> Res {
    let n = vm.of::<Array>(a).len();
    vm.charge(n as u64)?;
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    let mut i = 0;
    while let Some(v) = object_at(vm, a, i)? {
        out.push(vm.heap(), v)?;
        i += 1;
    }
    vm.list(out)
}

fn tolist(vm: &mut Vm, args: Args<'_>) -> Res {
    list_of(vm, &args[0])
}

/// The characters as a str.
pub fn text_of(vm: &mut Vm, a: &Value) -> Res {
    let items = list_of(vm, a)?;
    let empty = vm.empty_str();
    vm.call_method(&empty, "join", &[items])
}

fn tounicode(vm: &mut Vm, args: Args<'_>) -> Res {
    if !item::is_text(vm.of::<Array>(&args[0]).code) {
        raise!(
            vm,
            ValueError,
            "tounicode() may only be called on unicode type arrays ('u' or 'w')"
        );
    }
    text_of(vm, &args[0])
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res {
    let data = Buf::from_slice(vm.heap(), vm.of::<Array>(&args[0]).bytes())?;
    like(vm, &args[0], data)
}

fn reduce_ex(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.index(&args[1])?;
    let a = &args[0];
    let code = typecode(vm, a)?;
    let items = list_of(vm, a)?;
    let arguments = vm.tuple(&[code, items])?;
    let state = vm.try_attr(a, "__dict__")?.unwrap_or(Value::NONE);
    let class = vm.type_of(a).clone();
    vm.tuple(&[class, arguments, state])
}
