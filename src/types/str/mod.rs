//! `str`: immutable text, stored as UTF-8 that may hold lone surrogates (`memory::inline`).
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the slots and the iterator |
//! | `methods.rs` | the method table, and what fits nowhere else |
//! | `new.rs` | `str(...)` |
//! | `join.rs` | joining strings |
//! | `format.rs` | `format`, `format_map`, `__format__` |
//! | `percent.rs` | `%` |
//! | `translate.rs` | `maketrans`, `translate` |
//! | `cursor.rs` | indexes into long text that isn't ASCII |
//!
//! What bytes have as well is in `types::textual`, encodings are in `types::codec`.

pub mod cursor;
mod format;
mod join;
mod methods;
mod new;
pub mod percent;
mod translate;

pub use format::format_str as format;

use super::textual::{StrText, item};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::{escape, wtf8};
use crate::types::registry::T;
use crate::types::sequence::{self, Subscript};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::operator::ordered;
use crate::vm::typedef::{Slots, TypeDef, ops};

pub static DEF: TypeDef = TypeDef {
    name: "str",
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n\
          Create a new string object from the given object: its str(), or, if encoding or\n\
          errors is given, the bytes of it decoded.",
    kind: Kind::Str,
    slots: Slots {
        repr: Some(repr),
        str: Some(str),
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
    signature: Some("(object=<no value>, /)"),
    ..TypeDef::OBJECT
};

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let text = vm.text_of(v);
    let n = text.bytes.len();
    vm.charge(n as u64 / 16)?;
    vm.write_str_sized(n.saturating_add(2), |vm, out| {
        escape::str_repr(vm.text_of(v).bytes, out)
    })
}

/// The string itself, of exact type str.
fn str(vm: &mut Vm, v: &Value) -> Res {
    if vm.is_exact(v, T::Str) {
        return Ok(v.clone());
    }
    let n = vm.text_of(v).bytes.len();
    vm.substr(v, 0..n)
}

fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    let s = vm.of::<Str>(v);
    if s.byte_len() == 0 {
        return Ok(0);
    }
    Ok(vm.heap().hash_of(s) as i64)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<Str>(a), vm.get::<Str>(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    // The encoding orders as code points do.
    Ok(Value::bool(ordered(op, x.bytes().cmp(y.bytes()))))
}

fn len(vm: &mut Vm, v: &Value) -> Res<usize> {
    Ok(vm.of::<Str>(v).char_len())
}

fn get_item(vm: &mut Vm, v: &Value, i: &Value) -> Res {
    let i = match i.as_small_int() {
        Some(i) => i,
        None => {
            if !vm.has_index(i) && vm.get::<crate::types::slice::Slice>(i).is_none() {
                let t = vm.type_name(i).to_owned();
                raise!(vm, TypeError, "string indices must be integers, not '{t}'");
            }
            match vm.subscript("string", i)? {
                Subscript::At(i) => i,
                Subscript::Slice(bounds) => return cursor::slice(vm, v, bounds),
            }
        }
    };
    let s = vm.of::<Str>(v);
    let Some(at) = sequence::place(i, s.char_len()) else {
        raise!(vm, IndexError, "string index out of range");
    };
    if s.is_ascii() {
        let c = s.bytes()[at];
        return vm.char(c as u32);
    }
    let offset = cursor::offset(vm, v, at);
    let code = wtf8::first(&vm.text_of(v).bytes[offset..]).map_or(0, |(c, _)| c);
    vm.char(code)
}

fn contains(vm: &mut Vm, v: &Value, part: &Value) -> Res<bool> {
    if vm.get::<Str>(part).is_none() {
        let t = vm.type_name(part).to_owned();
        raise!(
            vm,
            TypeError,
            "'in <string>' requires string as left operand, not {t}"
        );
    }
    item::contains::<StrText>(vm, v, part)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add => match (vm.get::<Str>(a).is_some(), vm.get::<Str>(b).is_some()) {
            (true, true) => concat(vm, a, b),
            (true, false) => {
                if let Some(r) = vm.other_operand(binary, op, a, b)? {
                    return Ok(r);
                }
                let t = vm.type_name(b).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "can only concatenate str (not \"{t}\") to str"
                )
            }
            _ => Ok(Value::NOT_IMPLEMENTED),
        },
        BinOp::Mul => {
            let (text, n) = if vm.get::<Str>(a).is_some() {
                (a, b)
            } else {
                (b, a)
            };
            if vm.get::<Str>(text).is_none() {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            match sequence::repeat_count(vm, n)? {
                Some(n) => item::repeat::<StrText>(vm, text, n, "repeated string is too long"),
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        BinOp::Mod if vm.get::<Str>(a).is_some() => percent::format_str(vm, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// `a + b` of strings.
fn concat(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let (x, y) = (vm.of::<Str>(a).byte_len(), vm.of::<Str>(b).byte_len());
    if y == 0 && vm.is_exact(a, T::Str) {
        return Ok(a.clone());
    }
    if x == 0 && vm.is_exact(b, T::Str) {
        return Ok(b.clone());
    }
    vm.charge((x + y) as u64 / 64)?;
    vm.str_concat(a, b, 0)
}

// ---------------------------------------------------------------- iteration

/// Payload of a string's iterator.
pub struct StrIter {
    /// Unbound when it is exhausted.
    pub string: Value,
    /// In bytes.
    pub offset: usize,
}

impl Payload for StrIter {
    const KIND: Kind = Kind::StrIter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.string);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(self.string.take());
    }
}

pub static ITER_DEF: TypeDef = iter_def("str_iterator");
/// Iterators of ASCII strings have a type of their own, as in CPython.
pub static ASCII_ITER_DEF: TypeDef = iter_def("str_ascii_iterator");

const fn iter_def(name: &'static str) -> TypeDef {
    TypeDef {
        name,
        kind: Kind::StrIter,
        slots: Slots {
            iter: Some(super::container::iter_self),
            next: Some(next),
            ..Slots::NONE
        },
        methods: methods::ITER_METHODS,
        ..TypeDef::OBJECT
    }
}

fn iter(vm: &mut Vm, v: &Value) -> Res {
    let ascii = vm.of::<Str>(v).is_ascii();
    vm.alloc(
        if ascii { T::StrAsciiIter } else { T::StrIter },
        StrIter {
            string: v.clone(),
            offset: 0,
        },
    )
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let i = vm.of::<StrIter>(it);
    if i.string.is_unbound() {
        return Ok(None);
    }
    let (string, offset) = (&i.string, i.offset);
    match wtf8::first(vm.text_of(string).bytes.get(offset..).unwrap_or_default()) {
        Some((code, width)) => {
            vm.of_mut::<StrIter>(it).0.offset += width;
            vm.char(code).map(Some)
        }
        None => {
            let done = vm.of_mut::<StrIter>(it).0.string.take();
            drop(done);
            Ok(None)
        }
    }
}
