//! `array`: sequences of numbers of one C type, held as their bytes.
//!
//! `item.rs` has the type codes and writes and reads one item; `methods.rs` has the methods. Items
//! are converted before the array is touched: converting may run Python, which may change it.

mod item;
mod methods;

use super::ModuleDef;
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::num::packed::Number;
use crate::types::buffer::Exports;
use crate::types::container::{Repr, iter_self};
use crate::types::registry::T;
use crate::types::sequence::{self, Subscript};
use crate::types::slice::SliceRange;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef, ops};
use crate::{payload, raise};
use item::MAX_ITEM;

pub static MODULE: ModuleDef = ModuleDef {
    name: "array",
    doc: "Compact sequences of numbers or characters of one C type.",
    functions: &[],
    types: &[T::Array, T::ArrayIter],
    init: Some(init),
};

fn init(vm: &mut Vm, module: &Value) -> Res<()> {
    let dict = vm.module_dict(module);
    let codes = vm.str(item::CODES)?;
    vm.dict_set_str(&dict, "typecodes", &codes)?;
    let class = vm.class(T::Array).clone();
    vm.dict_set_str(&dict, "ArrayType", &class)
}

/// The payload.
pub struct Array {
    code: u8,
    number: Number,
    /// A whole number of items.
    data: Buf<u8>,
    exports: Exports,
}

impl Array {
    /// The items' bytes, in the machine's order.
    pub fn bytes(&self) -> &[u8] {
        &self.data
    }

    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.data
    }

    pub fn exports_mut(&mut self) -> &mut Exports {
        &mut self.exports
    }

    /// The type code, and the bytes of an item.
    pub fn item_layout(&self) -> (u8, usize) {
        (self.code, self.number.size())
    }

    /// Number of items.
    fn len(&self) -> usize {
        self.data.len() / self.number.size()
    }

    /// The bytes of an item, filled up with zeros.
    #[inline]
    fn item(&self, i: usize) -> Option<[u8; MAX_ITEM]> {
        let size = self.number.size();
        let from = self.data.get(i * size..i * size + size)?;
        let mut out = [0; MAX_ITEM];
        out[..size].copy_from_slice(from);
        Some(out)
    }

    fn set(&mut self, i: usize, bytes: &[u8; MAX_ITEM]) -> bool {
        let size = self.number.size();
        match self.data.get_mut(i * size..i * size + size) {
            Some(to) => {
                to.copy_from_slice(&bytes[..size]);
                true
            }
            None => false,
        }
    }
}

impl Payload for Array {
    const KIND: Kind = Kind::Array;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.exports.visit(visit);
    }

    fn extra_bytes(&self) -> usize {
        self.data.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "array",
    full_name: "array.array",
    module: "array",
    doc: "array(typecode [, initializer]) -> array\n\nA sequence of items of one C type, which typecode \
          names; initializer gives the first items.",
    kind: Kind::Array,
    slots: Slots {
        repr: Some(repr),
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(get_item),
        set_item: Some(set_item),
        contains: Some(contains),
        iter: Some(iter),
        binary: Some(binary),
        inplace: Some(inplace),
        new: Some(new),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Add, BinOp::Mul]),
    inplace_ops: ops(&[BinOp::Add, BinOp::Mul]),
    methods: methods::METHODS,
    getset: methods::GETSET,
    subclassable: true,
    unhashable: true,
    matches: b's',
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

payload! {
    /// Goes through an array.
    pub struct ArrayIter: ArrayIter {
        /// None once it is exhausted.
        array: Value,
        at: usize,
    }
}

pub static ITER: TypeDef = TypeDef {
    name: "arrayiterator",
    module: "array",
    kind: Kind::ArrayIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(iter_next),
        ..Slots::NONE
    },
    lazy: true,
    ..TypeDef::OBJECT
};

/// An empty array of a code that is known to be one.
fn of_code(vm: &mut Vm, class: &Value, code: u8, data: Buf<u8>) -> Res {
    let number = item::layout(code).unwrap_or(Number::U8);
    vm.alloc_as(
        class,
        Array {
            code,
            number,
            data,
            exports: Exports::default(),
        },
    )
}

/// Whatever changes the number of items asks this first: views of them forbid it.
fn check_resizable(vm: &mut Vm, a: &Value) -> Res<()> {
    match vm.of::<Array>(a).exports.count() {
        0 => Ok(()),
        _ => Err(vm.locked("cannot resize an array that is exporting buffers")),
    }
}

/// An exact array like `v`, of other bytes.
fn like(vm: &mut Vm, v: &Value, data: Buf<u8>) -> Res {
    let class = vm.class(T::Array).clone();
    let code = vm.of::<Array>(v).code;
    of_code(vm, &class, code, data)
}

fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    if !call.names.is_empty() && class.is(vm.class(T::Array)) {
        raise!(vm, TypeError, "array.array() takes no keyword arguments");
    }
    let given = call.pos();
    let (code, initial) = match given {
        [] => raise!(vm, TypeError, "array() takes at least 1 argument (0 given)"),
        [code] => (code, None),
        [code, initial] => (code, Some(initial)),
        _ => raise!(
            vm,
            TypeError,
            "array() takes at most 2 arguments ({} given)",
            given.len()
        ),
    };
    let letter = match vm.wtf8(code).map(crate::text::wtf8::count) {
        Some(1) => vm.wtf8(code).and_then(|s| s.first().copied()).unwrap_or(0),
        _ => {
            let t = vm.type_name(code).to_owned();
            raise!(
                vm,
                TypeError,
                "array() argument 1 must be a unicode character, not {t}"
            )
        }
    };
    if item::layout(letter).is_none() {
        raise!(
            vm,
            ValueError,
            "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"
        );
    }
    if letter == b'u' {
        vm.warn(
            T::DeprecationWarning,
            format_args!("The 'u' type code is deprecated and will be removed in Python 3.16"),
            1,
        )?;
    }
    let text = item::is_text(letter);
    if let Some(initial) = initial {
        if vm.wtf8(initial).is_some() && !text {
            raise!(
                vm,
                TypeError,
                "cannot use a str to initialize an array with typecode '{}'",
                letter as char
            );
        }
        if vm
            .get::<Array>(initial)
            .is_some_and(|a| item::is_text(a.code))
            && !text
        {
            raise!(
                vm,
                TypeError,
                "cannot use a unicode array to initialize an array with typecode '{}'",
                letter as char
            );
        }
    }
    let array = of_code(vm, class, letter, Buf::new())?;
    let Some(initial) = initial else {
        return Ok(array);
    };
    if vm.is_a(initial, T::Bytes) || vm.is_a(initial, T::ByteArray) {
        methods::append_bytes(vm, &array, initial)?;
    } else {
        methods::extend_with(vm, &array, initial, false)?;
    }
    Ok(array)
}

/// Item `i` as an object.
fn object_at(vm: &mut Vm, a: &Value, i: usize) -> Res<Option<Value>> {
    let array = vm.of::<Array>(a);
    let (code, number) = (array.code, array.number);
    match array.item(i) {
        Some(bytes) => item::read(vm, code, number, &bytes).map(Some),
        None => Ok(None),
    }
}

fn repr(vm: &mut Vm, a: &Value) -> Res {
    let name = vm.class_name(vm.type_of(a)).to_owned();
    let array = vm.of::<Array>(a);
    let code = array.code;
    let n = array.len();
    vm.charge(n as u64)?;
    let mut out = Repr::new();
    out.push(vm, &name)?;
    out.push(vm, &format!("('{}'", code as char))?;
    if n > 0 {
        out.push(vm, ", ")?;
        let inner = if item::is_text(code) {
            methods::text_of(vm, a)?
        } else {
            methods::list_of(vm, a)?
        };
        out.push_repr(vm, &inner)?;
    }
    out.push(vm, ")")?;
    out.finish(vm)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<Array>(a), vm.get::<Array>(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (n, m) = (x.len(), y.len());
    if n != m && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    for i in 0..n.min(m) {
        vm.charge(1)?;
        let (Some(x), Some(y)) = (object_at(vm, a, i)?, object_at(vm, b, i)?) else {
            break;
        };
        if vm.eq(&x, &y)? {
            continue;
        }
        return match op {
            CmpOp::Eq => Ok(Value::FALSE),
            CmpOp::Ne => Ok(Value::TRUE),
            _ => vm.compare(op, &x, &y),
        };
    }
    Ok(Value::bool(crate::vm::operator::ordered(op, n.cmp(&m))))
}

fn len(vm: &mut Vm, a: &Value) -> Res<usize> {
    Ok(vm.of::<Array>(a).len())
}

fn subscript(vm: &mut Vm, i: &Value) -> Res<Subscript> {
    if !vm.has_index(i) && !vm.is_a(i, T::Slice) {
        raise!(vm, TypeError, "array indices must be integers");
    }
    vm.subscript("array", i)
}

fn get_item(vm: &mut Vm, a: &Value, i: &Value) -> Res {
    match subscript(vm, i)? {
        Subscript::At(i) => {
            let at = sequence::place(i, vm.of::<Array>(a).len());
            match at {
                Some(at) => match object_at(vm, a, at)? {
                    Some(v) => Ok(v),
                    None => raise!(vm, IndexError, "array index out of range"),
                },
                None => raise!(vm, IndexError, "array index out of range"),
            }
        }
        Subscript::Slice(bounds) => {
            let array = vm.of::<Array>(a);
            let r = bounds.fit(array.len());
            vm.charge(r.count as u64 / 8)?;
            let data = sliced(vm, a, r)?;
            like(vm, a, data)
        }
    }
}

fn sliced(vm: &mut Vm, a: &Value, r: SliceRange) -> Res<Buf<u8>> {
    let array = vm.of::<Array>(a);
    let size = array.number.size();
    if r.step == 1 {
        let start = r.start.max(0) as usize * size;
        let part = array.data.get(start..start + r.count * size);
        return Ok(Buf::from_slice(vm.heap(), part.unwrap_or_default())?);
    }
    let mut out = Buf::with_capacity(vm.heap(), r.count * size)?;
    for i in r.indexes() {
        if let Some(bytes) = array.item(i) {
            out.extend_from_slice(vm.heap(), &bytes[..size])?;
        }
    }
    Ok(out)
}

fn set_item(vm: &mut Vm, a: &Value, i: &Value, v: Option<&Value>) -> Res<()> {
    let array = vm.of::<Array>(a);
    let (code, number) = (array.code, array.number);
    let size = number.size();
    let bounds = match subscript(vm, i)? {
        Subscript::At(i) => {
            let Some(at) = sequence::place(i, vm.of::<Array>(a).len()) else {
                raise!(vm, IndexError, "array assignment index out of range");
            };
            match v {
                Some(v) => {
                    let bytes = item::bytes(vm, code, number, v)?;
                    if !vm.of_mut::<Array>(a).0.set(at, &bytes) {
                        raise!(vm, IndexError, "array assignment index out of range");
                    }
                }
                None => {
                    check_resizable(vm, a)?;
                    let (array, heap) = vm.of_mut::<Array>(a);
                    let start = at * size;
                    array.data.splice(heap, start..start + size, Buf::new())?;
                }
            }
            return Ok(());
        }
        Subscript::Slice(bounds) => bounds,
    };
    let new = match v {
        None => Buf::new(),
        Some(v) => match vm.get::<Array>(v) {
            None => {
                let t = vm.type_name(v).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "can only assign array (not \"{t}\") to array slice"
                )
            }
            Some(other) if other.code != code => {
                raise!(vm, TypeError, "bad argument type for built-in operation")
            }
            Some(other) => Buf::from_slice(vm.heap(), other.bytes())?,
        },
    };
    let r = bounds.fit(vm.of::<Array>(a).len());
    vm.charge((r.count + new.len()) as u64 / 8)?;
    if v.is_none() || r.step == 1 && new.len() != r.count * size {
        check_resizable(vm, a)?;
    }
    if r.step == 1 {
        let start = r.start.max(0) as usize * size;
        let (array, heap) = vm.of_mut::<Array>(a);
        array
            .data
            .splice(heap, start..start + r.count * size, new)?;
        return Ok(());
    }
    if v.is_some() {
        let items = new.len() / size;
        if items != r.count {
            raise!(
                vm,
                ValueError,
                "attempt to assign array of size {items} to extended slice of size {}",
                r.count
            );
        }
        let (array, _) = vm.of_mut::<Array>(a);
        for (i, bytes) in r.indexes().zip(new.chunks_exact(size)) {
            if let Some(to) = array.data.get_mut(i * size..i * size + size) {
                to.copy_from_slice(bytes);
            }
        }
        return Ok(());
    }
    delete_stepped(vm, a, r);
    Ok(())
}

fn delete_stepped(vm: &mut Vm, a: &Value, r: SliceRange) {
    let size = vm.of::<Array>(a).number.size();
    let step = r.step.unsigned_abs() as usize;
    let last = r.start + (r.count as i64 - 1) * r.step;
    let (first, last) = (r.start.min(last), r.start.max(last));
    let mut at = 0usize;
    vm.of_mut::<Array>(a).0.data.retain(|_| {
        let i = (at / size) as i64;
        at += 1;
        !(r.count > 0 && i >= first && i <= last && ((i - first) as usize).is_multiple_of(step))
    });
}

fn contains(vm: &mut Vm, a: &Value, x: &Value) -> Res<bool> {
    Ok(find(vm, a, x, 0, usize::MAX)?.is_some())
}

/// Position of the first item from `start` to `stop` that equals `x`. May run Python (`__eq__`).
fn find(vm: &mut Vm, a: &Value, x: &Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let mut i = start;
    while i < stop {
        let Some(v) = object_at(vm, a, i)? else { break };
        vm.charge(1)?;
        if vm.eq(&v, x)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn iter(vm: &mut Vm, a: &Value) -> Res {
    vm.alloc(
        T::ArrayIter,
        ArrayIter {
            array: a.clone(),
            at: 0,
        },
    )
}

fn iter_next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let ArrayIter { array, at } = vm.of::<ArrayIter>(it);
    if array.is_none() {
        return Ok(None);
    }
    let (array, at) = (array.clone(), *at);
    let v = object_at(vm, &array, at)?;
    let (it, _) = vm.of_mut::<ArrayIter>(it);
    match v {
        Some(_) => it.at = at + 1,
        None => drop(std::mem::replace(&mut it.array, Value::NONE)),
    }
    Ok(v)
}

/// `n` times the bytes of an array. Refused beforehand when there is no memory for it.
fn repeated(vm: &mut Vm, a: &Value, n: usize) -> Res<Buf<u8>> {
    let total = vm.of::<Array>(a).data.len().saturating_mul(n);
    vm.reserve_check(total)?;
    vm.charge(total as u64 / 64)?;
    let mut out = Buf::with_capacity(vm.heap(), total)?;
    let once = vm.of::<Array>(a).bytes();
    for _ in 0..if once.is_empty() { 0 } else { n } {
        out.extend_from_slice(vm.heap(), once)?;
    }
    Ok(out)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let own = vm.get::<Array>(a).is_some();
    match op {
        BinOp::Add if own => {
            let Some(y) = vm.get::<Array>(b) else {
                if let Some(r) = vm.other_operand(binary, op, a, b)? {
                    return Ok(r);
                }
                let t = vm.type_name(b).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "can only append array (not \"{t}\") to array"
                );
            };
            let x = vm.of::<Array>(a);
            if x.code != y.code {
                raise!(vm, TypeError, "bad argument type for built-in operation");
            }
            let mut data = Buf::with_capacity(vm.heap(), x.data.len() + y.data.len())?;
            data.extend_from_slice(vm.heap(), x.bytes())?;
            data.extend_from_slice(vm.heap(), y.bytes())?;
            vm.charge(data.len() as u64 / 64)?;
            like(vm, a, data)
        }
        BinOp::Mul => {
            let (array, n) = if own { (a, b) } else { (b, a) };
            if vm.get::<Array>(array).is_none() {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            match sequence::repeat_count(vm, n)? {
                Some(n) => {
                    let data = repeated(vm, array, n)?;
                    like(vm, array, data)
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            }
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add => {
            if vm.get::<Array>(b).is_none() {
                let t = vm.type_name(b).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "can only extend array with array (not \"{t}\")"
                );
            }
            methods::extend_with(vm, a, b, true)?;
            Ok(a.clone())
        }
        BinOp::Mul => match sequence::repeat_count(vm, b)? {
            Some(n) => {
                if n != 1 && vm.of::<Array>(a).len() > 0 {
                    check_resizable(vm, a)?;
                }
                let data = repeated(vm, a, n)?;
                vm.of_mut::<Array>(a).0.data = data;
                Ok(a.clone())
            }
            None => Ok(Value::NOT_IMPLEMENTED),
        },
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
