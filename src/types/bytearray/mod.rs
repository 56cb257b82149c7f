//! `bytearray`: bytes that can change.
//!
//! `methods.rs` has what changes it; searching, splitting and the rest it shares with bytes
//! (`types::textual`, `types::bytes::methods`).

mod methods;

use super::bytes::{self, BytesIter};
use super::textual::{self, ByteArrayText, item};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::raise;
use crate::text::escape;
use crate::text::sink::Sink;
use crate::types::buffer::{self, Exports};
use crate::types::registry::T;
use crate::types::sequence::{self, Subscript};
use crate::types::slice::SliceRange;
use crate::types::str::percent;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::operator::ordered;
use crate::vm::typedef::{CallArgs, Slots, TypeDef, ops};

/// The payload.
pub struct ByteArray {
    data: Buf<u8>,
    exports: Exports,
}

impl ByteArray {
    pub fn bytes(&self) -> &[u8] {
        &self.data
    }

    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.data
    }

    pub fn exports_mut(&mut self) -> &mut Exports {
        &mut self.exports
    }
}

/// Whatever changes the length asks this first: views of the bytes forbid it.
fn check_resizable(vm: &mut Vm, this: &Value) -> Res<()> {
    match vm.of::<ByteArray>(this).exports.count() {
        0 => Ok(()),
        _ => Err(vm.locked(buffer::LOCKED)),
    }
}

impl From<Buf<u8>> for ByteArray {
    fn from(data: Buf<u8>) -> ByteArray {
        ByteArray {
            data,
            exports: Exports::default(),
        }
    }
}

impl Payload for ByteArray {
    const KIND: Kind = Kind::ByteArray;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.exports.visit(visit);
    }

    fn extra_bytes(&self) -> usize {
        self.data.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "bytearray",
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n\
          bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n\
          bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n\
          bytearray() -> empty bytes array",
    kind: Kind::ByteArray,
    slots: Slots {
        repr: Some(repr),
        str: Some(repr),
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(contains),
        iter: Some(iter),
        binary: Some(binary),
        inplace: Some(inplace),
        new: Some(new),
        init: Some(init),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Add, BinOp::Mul, BinOp::Mod]),
    inplace_ops: ops(&[BinOp::Add, BinOp::Mul]),
    methods: methods::METHODS,
    subclassable: true,
    unhashable: true,
    ..TypeDef::OBJECT
};

pub static ITER_DEF: TypeDef = TypeDef {
    name: "bytearray_iterator",
    ..bytes::ITER_DEF
};

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(class, ByteArray::from(Buf::new()))
}

fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    // As CPython: what was there goes first.
    if !vm.of::<ByteArray>(this).data.is_empty() {
        check_resizable(vm, this)?;
        vm.of_mut::<ByteArray>(this).0.data.clear();
    }
    let made = bytes::make(vm, "bytearray", call)?;
    let data = Buf::from_slice(vm.heap(), vm.buffer(&made).unwrap_or_default())?;
    if data.len() != vm.of::<ByteArray>(this).data.len() {
        check_resizable(vm, this)?;
    }
    vm.of_mut::<ByteArray>(this).0.data = data;
    Ok(())
}

/// `bytearray(b'…')`, with the name of a subclass.
fn repr(vm: &mut Vm, v: &Value) -> Res {
    let name = vm.type_name(v).to_owned();
    let n = vm.buffer(v).map_or(0, <[u8]>::len);
    vm.charge(n as u64 / 16)?;
    vm.write_str(|vm, out| {
        out.push_str(&name)?;
        out.push_bytes(b"(")?;
        escape::bytes_repr(vm.buffer(v).unwrap_or_default(), out)?;
        out.push_bytes(b")")
    })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let Some(other) = vm.bytes_like_or_none(b)? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (x, y) = (
        vm.buffer(a).unwrap_or_default(),
        vm.buffer(&other).unwrap_or_default(),
    );
    Ok(Value::bool(ordered(op, x.cmp(y))))
}

fn len(vm: &mut Vm, v: &Value) -> Res<usize> {
    Ok(vm.of::<ByteArray>(v).data.len())
}

fn get_item(vm: &mut Vm, v: &Value, i: &Value) -> Res {
    match vm.subscript("bytearray", i)? {
        Subscript::At(i) => {
            let bytes = vm.of::<ByteArray>(v).bytes();
            match sequence::place(i, bytes.len()) {
                Some(at) => Ok(Value::int(bytes[at] as i64)),
                None => raise!(vm, IndexError, "bytearray index out of range"),
            }
        }
        Subscript::Slice(bounds) => item::slice::<ByteArrayText>(vm, v, bounds),
    }
}

/// What may be assigned to a slice: bytes-like, or an iterable of ints.
fn assignable(vm: &mut Vm, v: &Value) -> Res<Buf<u8>> {
    if let Some(b) = vm.buffer_copy(v)? {
        return Ok(b);
    }
    let slots = vm.slots(v);
    let number = slots.index.is_some() || slots.int.is_some() || slots.float.is_some();
    if vm.wtf8(v).is_some() || number || vm.is_a(v, T::Complex) {
        raise!(
            vm,
            TypeError,
            "can assign only bytes, buffers, or iterables of ints in range(0, 256)"
        );
    }
    if slots.iter.is_none() && slots.get_item.is_none() {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "cannot convert '{t}' object to bytearray");
    }
    bytes::collect(vm, v, "byte")
}

fn set_item(vm: &mut Vm, this: &Value, i: &Value, v: Option<&Value>) -> Res<()> {
    let bounds = match vm.subscript("bytearray", i)? {
        Subscript::At(i) => {
            let byte = match v {
                Some(v) => Some(textual::byte_of(vm, v)?),
                None => None,
            };
            let Some(at) = sequence::place(i, vm.of::<ByteArray>(this).data.len()) else {
                raise!(vm, IndexError, "bytearray index out of range");
            };
            if byte.is_none() {
                check_resizable(vm, this)?;
            }
            let (array, _) = vm.of_mut::<ByteArray>(this);
            match byte {
                Some(b) => array.data[at] = b,
                None => drop(array.data.remove(at)),
            }
            return Ok(());
        }
        Subscript::Slice(bounds) => bounds,
    };
    let new = match v {
        Some(v) => assignable(vm, v)?,
        None => Buf::new(),
    };
    // Only now: reading the value may have run Python.
    let r = bounds.fit(vm.of::<ByteArray>(this).data.len());
    vm.charge((r.count + new.len()) as u64 / 64)?;
    // Assigning nothing to a slice with a step deletes, here as in CPython.
    if new.len() != r.count && (r.step == 1 || new.is_empty()) {
        check_resizable(vm, this)?;
    }
    if r.step == 1 {
        let start = r.start.max(0) as usize;
        let (array, heap) = vm.of_mut::<ByteArray>(this);
        array.data.splice(heap, start..start + r.count, new)?;
        return Ok(());
    }
    if new.is_empty() {
        delete_stepped(vm, this, r);
        return Ok(());
    }
    if new.len() != r.count {
        raise!(
            vm,
            ValueError,
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            r.count
        );
    }
    let (array, _) = vm.of_mut::<ByteArray>(this);
    for (at, b) in r.indexes().zip(&new) {
        array.data[at] = *b;
    }
    Ok(())
}

fn delete_stepped(vm: &mut Vm, this: &Value, r: SliceRange) {
    let step = r.step.unsigned_abs() as usize;
    let last = r.start + (r.count as i64 - 1) * r.step;
    let (first, last) = (r.start.min(last), r.start.max(last));
    let mut at = 0i64;
    vm.of_mut::<ByteArray>(this).0.data.retain(|_| {
        let gone = r.count > 0
            && at >= first
            && at <= last
            && ((at - first) as usize).is_multiple_of(step);
        at += 1;
        !gone
    });
}

fn contains(vm: &mut Vm, v: &Value, part: &Value) -> Res<bool> {
    if vm.buffer(part).is_none() && vm.has_index(part) {
        let b = textual::byte_of(vm, part)?;
        return Ok(vm.buffer(v).is_some_and(|all| all.contains(&b)));
    }
    let part = textual::bytes_part(vm, part)?;
    item::contains::<ByteArrayText>(vm, v, &part)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let own = vm.get::<ByteArray>(a).is_some();
    match op {
        BinOp::Add if own => {
            if let Some(b) = vm.bytes_like_or_none(b)? {
                let mut data = Buf::from_slice(vm.heap(), vm.buffer(a).unwrap_or_default())?;
                data.extend_from_slice(vm.heap(), vm.buffer(&b).unwrap_or_default())?;
                return vm.alloc(T::ByteArray, ByteArray::from(data));
            }
            if let Some(r) = vm.other_operand(binary, op, a, b)? {
                return Ok(r);
            }
            let (t, own) = (vm.type_name(b).to_owned(), vm.type_name(a).to_owned());
            raise!(vm, TypeError, "can't concat {t} to {own}")
        }
        BinOp::Mul => {
            let (text, n) = if own { (a, b) } else { (b, a) };
            if vm.get::<ByteArray>(text).is_none() {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            match sequence::repeat_count(vm, n)? {
                Some(n) => item::repeat::<ByteArrayText>(vm, text, n, ""),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        BinOp::Mod if own => {
            let template = Buf::from_slice(vm.heap(), vm.buffer(a).unwrap_or_default())?;
            let data = percent::format_bytes(vm, &template, b)?;
            vm.alloc(T::ByteArray, ByteArray::from(data))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add => {
            let Some(more) = vm.bytes_like_or_none(b)? else {
                let (t, own) = (vm.type_name(b).to_owned(), vm.type_name(a).to_owned());
                raise!(vm, TypeError, "can't concat {t} to {own}");
            };
            let more = Buf::from_slice(vm.heap(), vm.buffer(&more).unwrap_or_default())?;
            if !more.is_empty() {
                check_resizable(vm, a)?;
            }
            vm.charge(more.len() as u64 / 64)?;
            let (array, heap) = vm.of_mut::<ByteArray>(a);
            array.data.extend_from_slice(heap, &more)?;
            Ok(a.clone())
        }
        BinOp::Mul => match sequence::repeat_count(vm, b)? {
            Some(n) => {
                let once = vm.of::<ByteArray>(a).data.len();
                let total = once.saturating_mul(n);
                if total != once {
                    check_resizable(vm, a)?;
                }
                vm.reserve_check(total)?;
                vm.charge(total as u64 / 64)?;
                let mut data = Buf::with_capacity(vm.heap(), total)?;
                let once = vm.of::<ByteArray>(a).bytes();
                for _ in 0..if once.is_empty() { 0 } else { n } {
                    data.extend_from_slice(vm.heap(), once)?;
                }
                vm.of_mut::<ByteArray>(a).0.data = data;
                Ok(a.clone())
            }
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn iter(vm: &mut Vm, v: &Value) -> Res {
    vm.alloc(
        T::ByteArrayIter,
        BytesIter {
            bytes: v.clone(),
            index: 0,
        },
    )
}
