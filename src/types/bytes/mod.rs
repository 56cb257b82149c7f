//! `bytes`: immutable sequences of bytes.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the slots, the iterator |
//! | `methods.rs` | the method table |
//! | `new.rs` | `bytes(...)` |
//! | `hex.rs` | `hex`, `fromhex` |
//!
//! What str has as well is in `types::textual`.

pub(crate) mod hex;
pub(crate) mod methods;
mod new;

pub use new::{collect, from_object, make};

use super::textual::{self, BytesText, item};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::{Bytes, Str};
use crate::memory::value::Value;
use crate::raise;
use crate::text::escape;
use crate::types::registry::T;
use crate::types::sequence::{self, Subscript};
use crate::types::str::percent;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::operator::ordered;
use crate::vm::typedef::{Slots, TypeDef, ops};

pub static DEF: TypeDef = TypeDef {
    name: "bytes",
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n\
          bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n\
          bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n\
          bytes() -> empty bytes object",
    kind: Kind::Bytes,
    slots: Slots {
        repr: Some(repr),
        str: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(get_item),
        contains: Some(contains),
        iter: Some(iter),
        binary: Some(binary),
        new: Some(new::new),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Add, BinOp::Mul, BinOp::Mod]),
    methods: methods::METHODS,
    subclassable: true,
    ..TypeDef::OBJECT
};

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let n = vm.buffer(v).map_or(0, <[u8]>::len);
    vm.charge(n as u64 / 16)?;
    vm.write_str_sized(n.saturating_add(3), |vm, out| {
        escape::bytes_repr(vm.buffer(v).unwrap_or_default(), out)
    })
}

fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    let b = vm.of::<Bytes>(v);
    if b.bytes().is_empty() {
        return Ok(0);
    }
    let known = b.cached_hash();
    if known != 0 {
        return Ok(known as i64);
    }
    let hash = vm.heap().hash_bytes(b.bytes());
    b.set_cached_hash(hash);
    Ok(hash as i64)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    // Other exporters compare themselves with bytes.
    let (Some(x), Some(y)) = (vm.bytes_of_value(a), vm.bytes_of_value(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(ordered(op, x.cmp(y))))
}

fn len(vm: &mut Vm, v: &Value) -> Res<usize> {
    Ok(vm.of::<Bytes>(v).bytes().len())
}

fn get_item(vm: &mut Vm, v: &Value, i: &Value) -> Res {
    match vm.subscript("byte", i)? {
        Subscript::At(i) => {
            let bytes = vm.of::<Bytes>(v).bytes();
            match sequence::place(i, bytes.len()) {
                Some(at) => Ok(Value::int(bytes[at] as i64)),
                None => raise!(vm, IndexError, "index out of range"),
            }
        }
        Subscript::Slice(bounds) => item::slice::<BytesText>(vm, v, bounds),
    }
}

fn contains(vm: &mut Vm, v: &Value, part: &Value) -> Res<bool> {
    if vm.buffer(part).is_none() && vm.has_index(part) {
        let b = textual::byte_of(vm, part)?;
        return Ok(vm.buffer(v).is_some_and(|all| all.contains(&b)));
    }
    let part = textual::bytes_part(vm, part)?;
    item::contains::<BytesText>(vm, v, &part)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add if vm.get::<Bytes>(a).is_none() => Ok(Value::NOT_IMPLEMENTED),
        BinOp::Add => match vm.bytes_like_or_none(b)? {
            Some(b) => item::concat::<BytesText>(vm, a, &b),
            None => {
                if let Some(r) = vm.other_operand(binary, op, a, b)? {
                    return Ok(r);
                }
                let (t, own) = (vm.type_name(b).to_owned(), vm.type_name(a).to_owned());
                raise!(vm, TypeError, "can't concat {t} to {own}")
            }
        },
        BinOp::Mul => {
            let (text, n) = if vm.get::<Bytes>(a).is_some() {
                (a, b)
            } else {
                (b, a)
            };
            if vm.get::<Bytes>(text).is_none() {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            match sequence::repeat_count(vm, n)? {
                Some(n) => item::repeat::<BytesText>(vm, text, n, "repeated bytes are too long"),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        BinOp::Mod => {
            let Some(template) = vm.buffer(a) else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let template = crate::memory::buf::Buf::from_slice(vm.heap(), template)?;
            let out = percent::format_bytes(vm, &template, b)?;
            vm.bytes_of(out)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

// ---------------------------------------------------------------- iteration

/// Payload of an iterator over bytes.
pub struct BytesIter {
    /// Unbound when it is exhausted.
    pub bytes: Value,
    pub index: usize,
}

impl Payload for BytesIter {
    const KIND: Kind = Kind::BytesIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.bytes);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.bytes.take());
    }
}

pub static ITER_DEF: TypeDef = TypeDef {
    name: "bytes_iterator",
    kind: Kind::BytesIter,
    slots: Slots {
        iter: Some(super::container::iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    methods: methods::ITER_METHODS,
    ..TypeDef::OBJECT
};

fn iter(vm: &mut Vm, v: &Value) -> Res {
    vm.alloc(
        T::BytesIter,
        BytesIter {
            bytes: v.clone(),
            index: 0,
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let i = vm.of::<BytesIter>(it);
    let found = vm.buffer(&i.bytes).and_then(|b| b.get(i.index)).copied();
    let (it, _) = vm.of_mut::<BytesIter>(it);
    match found {
        Some(b) => {
            it.index += 1;
            Ok(Some(Value::int(b as i64)))
        }
        None => {
            let done = it.bytes.take();
            drop(done);
            Ok(None)
        }
    }
}

/// Whether `v` is a str: what bytes refuse to be mixed with.
pub fn is_str(vm: &Vm, v: &Value) -> bool {
    vm.get::<Str>(v).is_some()
}
