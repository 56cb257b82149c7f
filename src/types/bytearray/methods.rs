//! The methods of bytearray.

use super::{ByteArray, check_resizable};
use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::types::bytes::{self, methods::byte_methods};
use crate::types::registry::T;
use crate::types::sequence;
use crate::types::textual::{self, ByteArrayText};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

byte_methods! { METHODS, ByteArrayText;
    /// Return a buffer object that exposes the underlying memory of the object.
    "__buffer__(self, flags, /)" => crate::types::buffer::dunder_buffer;
    /// Release the buffer object that exposes the underlying memory of the object.
    "__release_buffer__(self, buffer, /)" => crate::types::buffer::dunder_release_buffer;
    /// Append one byte.
    "append(self, item, /)" => append;
    /// Remove all bytes.
    "clear(self, /)" => clear;
    /// Return a copy.
    "copy(self, /)" => copy;
    /// Append the bytes of a bytes-like object or of an iterable of ints.
    "extend(self, iterable_of_ints, /)" => extend;
    /// Insert one byte before an index.
    "insert(self, index, item, /)" => insert;
    /// Remove and return the byte at an index, the last if left out.
    "pop(self, index=-1, /)" => pop;
    /// Remove the first occurrence of a byte.
    "remove(self, value, /)" => remove;
    /// Reverse the order of the bytes, in place.
    "reverse(self, /)" => reverse;
    /// Bytes that the array has room for.
    "__alloc__(self, /)" => alloc;
}

fn append(vm: &mut Vm, args: Args<'_>) -> Res {
    let b = textual::byte_of(vm, &args[1])?;
    check_resizable(vm, &args[0])?;
    let (array, heap) = vm.of_mut::<ByteArray>(&args[0]);
    array.data.push(heap, b)?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res {
    if !vm.of::<ByteArray>(&args[0]).bytes().is_empty() {
        check_resizable(vm, &args[0])?;
    }
    vm.of_mut::<ByteArray>(&args[0]).0.data.clear();
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res {
    let data = Buf::from_slice(vm.heap(), vm.of::<ByteArray>(&args[0]).bytes())?;
    vm.alloc(T::ByteArray, ByteArray::from(data))
}

fn extend(vm: &mut Vm, args: Args<'_>) -> Res {
    let v = &args[1];
    let more = if vm.has_buffer(v)? {
        let Some(lent) = vm.bytes_like_or_none(v)? else {
            let t = vm.type_name(v).to_owned();
            raise!(vm, TypeError, "can't set bytearray slice from {t}");
        };
        Buf::from_slice(vm.heap(), vm.buffer(&lent).unwrap_or_default())?
    } else if vm.get::<Str>(v).is_some() {
        raise!(vm, TypeError, "expected iterable of integers; got: 'str'")
    } else if vm.slots(v).iter.is_none() && vm.slots(v).get_item.is_none() {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "can't extend bytearray with {t}")
    } else {
        bytes::collect(vm, v, "byte")?
    };
    vm.charge(more.len() as u64 / 64)?;
    if !more.is_empty() {
        check_resizable(vm, &args[0])?;
    }
    let (array, heap) = vm.of_mut::<ByteArray>(&args[0]);
    array.data.extend_from_slice(heap, &more)?;
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = vm.index_i64(&args[1])?;
    let b = textual::byte_of(vm, &args[2])?;
    check_resizable(vm, &args[0])?;
    let (array, heap) = vm.of_mut::<ByteArray>(&args[0]);
    let len = array.data.len();
    let at = if i < 0 {
        len.saturating_sub(i.unsigned_abs() as usize)
    } else {
        (i as usize).min(len)
    };
    array.data.insert(heap, at, b)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res {
    let i = match args.get(1) {
        Some(i) => vm.index_i64(i)?,
        None => -1,
    };
    let n = vm.of::<ByteArray>(&args[0]).data.len();
    if n == 0 {
        raise!(vm, IndexError, "pop from empty bytearray");
    }
    let at = sequence::place(i, n);
    if at.is_some() {
        check_resizable(vm, &args[0])?;
    }
    let (array, _) = vm.of_mut::<ByteArray>(&args[0]);
    match at.and_then(|at| array.data.remove(at)) {
        Some(b) => Ok(Value::int(b as i64)),
        None => raise!(vm, IndexError, "pop index out of range"),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res {
    let b = textual::byte_of(vm, &args[1])?;
    match memchr::memchr(b, vm.of::<ByteArray>(&args[0]).bytes()) {
        Some(at) => {
            check_resizable(vm, &args[0])?;
            vm.of_mut::<ByteArray>(&args[0]).0.data.remove(at);
            Ok(Value::NONE)
        }
        None => raise!(vm, ValueError, "value not found in bytearray"),
    }
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.of_mut::<ByteArray>(&args[0]).0.data.reverse();
    Ok(Value::NONE)
}

fn alloc(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(Value::int(
        vm.of::<ByteArray>(&args[0]).data.capacity() as i64
    ))
}
