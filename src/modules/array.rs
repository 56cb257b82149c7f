//! `array`: sequences of numbers of one machine type.
//!
//! The items stand as bytes in native order; a row of [`CODES`] says how one is read and written.

use super::ModuleDef;
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::{Drops, Kind, Payload};
use crate::memory::value::Value;
use crate::types::container::{Repr, iter_self};
use crate::types::registry::T;
use crate::types::sequence::{self, Subscript};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{getset, methods, payload, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "array",
    doc: "Arrays of numbers of one machine type.",
    functions: &[],
    types: &[T::Array, T::ArrayIter],
    init: Some(init),
};

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    let class = vm.class(T::Array).clone();
    vm.dict_set_str(&d, "ArrayType", &class)?;
    let codes: String = CODES.iter().map(|c| c.code).collect();
    let codes = vm.str(&codes)?;
    vm.dict_set_str(&d, "typecodes", &codes)
}

/// A type code.
pub struct Code {
    code: char,
    size: usize,
    item: Item,
    /// What messages call it.
    name: &'static str,
}

/// What the items are.
#[derive(Clone, Copy, PartialEq)]
enum Item {
    Signed,
    Unsigned,
    Float,
    Char,
}

const fn code(code: char, size: usize, item: Item, name: &'static str) -> Code {
    Code {
        code,
        size,
        item,
        name,
    }
}

static CODES: [Code; 14] = [
    code('b', 1, Item::Signed, "signed char"),
    code('B', 1, Item::Unsigned, "unsigned byte integer"),
    code('u', 4, Item::Char, ""),
    code('w', 4, Item::Char, ""),
    code('h', 2, Item::Signed, "signed short integer"),
    code('H', 2, Item::Unsigned, "unsigned short"),
    code('i', 4, Item::Signed, "signed integer"),
    code('I', 4, Item::Unsigned, "unsigned int"),
    code('l', 8, Item::Signed, "signed long"),
    code('L', 8, Item::Unsigned, "unsigned long"),
    code('q', 8, Item::Signed, "signed long long"),
    code('Q', 8, Item::Unsigned, "unsigned long long"),
    code('f', 4, Item::Float, ""),
    code('d', 8, Item::Float, ""),
];

/// The payload.
pub struct Array {
    code: &'static Code,
    bytes: Buf<u8>,
}

impl Payload for Array {
    const KIND: Kind = Kind::Array;
    const DROPS: Drops = Drops::Buffers;
    fn extra_bytes(&self) -> usize {
        self.bytes.bytes()
    }
}

impl Array {
    fn len(&self) -> usize {
        self.bytes.len() / self.code.size
    }

    /// The contents.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn item(&self, i: usize) -> Option<&[u8]> {
        self.bytes.get(i * self.code.size..(i + 1) * self.code.size)
    }
}

payload! {
    /// An iterator over an array.
    pub struct ArrayIter: ArrayIter {
        /// None once it is exhausted.
        array: Value,
        at: usize,
    }
}

pub static ARRAY: TypeDef = TypeDef {
    name: "array",
    full_name: "array.array",
    module: "array",
    doc: "array(typecode [, initializer]) -> array",
    kind: Kind::Array,
    slots: Slots {
        repr: Some(repr),
        cmp: Some(cmp),
        bool: Some(|vm, a| Ok(vm.of::<Array>(a).len() > 0)),
        len: Some(|vm, a| Ok(vm.of::<Array>(a).len())),
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
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    unhashable: true,
    weakrefs: true,
    lazy: true,
    matches: b's',
    ..TypeDef::OBJECT
};

pub static ITER: TypeDef = TypeDef {
    name: "arrayiterator",
    full_name: "array.arrayiterator",
    module: "array",
    kind: Kind::ArrayIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        ..Slots::NONE
    },
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Append new value v to the end of the array.
    "append(self, v, /)" => append;
    /// Return a tuple (address, length) giving the current memory address and the length in items.
    "buffer_info(self, /)" => buffer_info;
    /// Byteswap all items of the array.
    "byteswap(self, /)" => byteswap;
    /// Remove all elements from the array.
    "clear(self, /)" => clear;
    /// Return a copy of the array.
    "__copy__(self, /)" => copy;
    /// Return a copy of the array.
    "__deepcopy__(self, unused, /)" => copy;
    /// Return number of occurrences of v in the array.
    "count(self, v, /)" => count;
    /// Append items to the end of the array.
    "extend(self, bb, /)" => extend;
    /// Appends items from the bytes, interpreting them as an array of machine values.
    "frombytes(self, buffer, /)" => frombytes;
    /// Append items to array from list.
    "fromlist(self, list, /)" => fromlist;
    /// Extends this array with data from the unicode string ustr.
    "fromunicode(self, ustr, /)" => fromunicode;
    /// Return index of first occurrence of v in the array.
    "index(self, v, start=0, stop=sys.maxsize, /)" => index;
    /// Insert a new item v into the array before position i.
    "insert(self, i, v, /)" => insert;
    /// Return the i-th element and delete it from the array.
    "pop(self, i=-1, /)" => pop;
    /// Remove the first occurrence of v in the array.
    "remove(self, v, /)" => remove;
    /// Reverse the order of the items in the array.
    "reverse(self, /)" => reverse;
    /// Convert the array to an array of machine values and return the bytes representation.
    "tobytes(self, /)" => tobytes;
    /// Convert array to an ordinary list with the same items.
    "tolist(self, /)" => tolist;
    /// Extends this array with data from the unicode string ustr.
    "tounicode(self, /)" => tounicode;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

getset! { GETSET;
    /// the typecode character used to create the array
    "typecode" => typecode;
    /// the size, in bytes, of one array item
    "itemsize" => itemsize;
}

// ---- one item ----

/// The value of an item's bytes.
fn read(vm: &mut Vm, code: &Code, raw: &[u8]) -> Res {
    let mut wide = [0u8; 8];
    wide[..raw.len().min(8)].copy_from_slice(&raw[..raw.len().min(8)]);
    let bits = u64::from_le_bytes(wide);
    match code.item {
        Item::Signed => {
            let unused = 64 - 8 * code.size as u32;
            vm.int((bits << unused) as i64 >> unused)
        }
        Item::Unsigned => match i64::try_from(bits) {
            Ok(i) => vm.int(i),
            Err(_) => vm.bigint(crate::num::BigInt::from(bits)),
        },
        Item::Float if code.size == 4 => vm.float(f32::from_bits(bits as u32) as f64),
        Item::Float => vm.float(f64::from_bits(bits)),
        Item::Char => vm.char(bits as u32),
    }
}

/// The bytes of a value, the first `code.size` of the result.
fn written(vm: &mut Vm, code: &'static Code, v: &Value) -> Res<[u8; 8]> {
    let bits = match code.item {
        Item::Float => {
            let f = match vm.as_f64(v) {
                Some(f) => f,
                None => vm.to_f64(v)?,
            };
            if code.size == 4 {
                (f as f32).to_bits() as u64
            } else {
                f.to_bits()
            }
        }
        Item::Char => match vm.wtf8(v).map(crate::text::wtf8::first) {
            Some(Some((c, n))) if vm.wtf8(v).is_some_and(|t| t.len() == n) => c as u64,
            Some(_) => {
                let n = vm.len(v)?;
                let c = code.code;
                raise!(
                    vm,
                    TypeError,
                    "array item must be a unicode character, not a string of length {n} ({c})"
                )
            }
            None => {
                let t = vm.type_name(v).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "array item must be a unicode character, not {t}"
                )
            }
        },
        Item::Signed | Item::Unsigned => return integer(vm, code, v).map(u64::to_le_bytes),
    };
    Ok(bits.to_le_bytes())
}

/// An integer's bits, in range.
fn integer(vm: &mut Vm, code: &'static Code, v: &Value) -> Res<u64> {
    let i = vm.index(v)?;
    let (name, bits) = (code.name, 8 * code.size as u32);
    let signed = code.item == Item::Signed;
    let wide = match vm.as_i64(&i) {
        Some(i) => i as i128,
        None => {
            let big = vm.as_bigint(&i).unwrap_or_default();
            match i128::try_from(&big) {
                Ok(i) => i,
                Err(_) if crate::num::bigint::is_negative(&big) => i128::MIN,
                Err(_) => i128::MAX,
            }
        }
    };
    let (low, high) = if signed {
        (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
    } else {
        (0, (1i128 << bits) - 1)
    };
    if (low..=high).contains(&wide) {
        return Ok(wide as u64);
    }
    if !signed && wide < 0 && bits >= 32 {
        raise!(vm, OverflowError, "can't convert negative int to unsigned");
    }
    if code.size == 8 {
        let t = if signed { "long" } else { "unsigned long" };
        raise!(
            vm,
            OverflowError,
            "Python int too large to convert to C {t}"
        );
    }
    let end = if wide < low {
        "less than minimum"
    } else {
        "greater than maximum"
    };
    raise!(vm, OverflowError, "{name} is {end}")
}

/// Adds a value at the end.
fn push(vm: &mut Vm, a: &Value, v: &Value) -> Res<()> {
    let code = vm.of::<Array>(a).code;
    let raw = written(vm, code, v)?;
    let (array, heap) = vm.of_mut::<Array>(a);
    Ok(array.bytes.extend_from_slice(heap, &raw[..code.size])?)
}

fn item_at(vm: &mut Vm, a: &Value, i: usize) -> Res<Option<Value>> {
    let array = vm.of::<Array>(a);
    let code = array.code;
    let mut raw = [0u8; 8];
    match array.item(i) {
        Some(b) => raw[..b.len()].copy_from_slice(b),
        None => return Ok(None),
    }
    read(vm, code, &raw[..code.size]).map(Some)
}

// ---- making ----

fn make(vm: &mut Vm, code: &'static Code, bytes: Buf<u8>) -> Res {
    vm.alloc(T::Array, Array { code, bytes })
}

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() && cls.is(vm.class(T::Array)) {
        raise!(vm, TypeError, "array.array() takes no keyword arguments");
    }
    let (code, init) = match args.pos() {
        [c] => (c, None),
        [c, i] => (c, Some(i)),
        [] => raise!(vm, TypeError, "array() takes at least 1 argument (0 given)"),
        more => {
            let n = more.len();
            raise!(
                vm,
                TypeError,
                "array() takes at most 2 arguments ({n} given)"
            )
        }
    };
    let Some(text) = vm.text(code).map(str::to_owned) else {
        let t = vm.type_name(code).to_owned();
        raise!(
            vm,
            TypeError,
            "array() argument 1 must be a unicode character, not {t}"
        );
    };
    if text.chars().count() != 1 {
        raise!(
            vm,
            TypeError,
            "array() argument 1 must be a unicode character, not str"
        );
    }
    let Some(code) = CODES.iter().find(|c| text.starts_with(c.code)) else {
        raise!(
            vm,
            ValueError,
            "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"
        );
    };
    let a = vm.alloc_as(
        cls,
        Array {
            code,
            bytes: Buf::new(),
        },
    )?;
    let Some(init) = init else { return Ok(a) };
    if vm.wtf8(init).is_some() {
        if code.item != Item::Char {
            let c = code.code;
            raise!(
                vm,
                TypeError,
                "cannot use a str to initialize an array with typecode '{c}'"
            );
        }
        add_items(vm, &a, init)?;
    } else if vm.buffer(init).is_some() {
        add_bytes(vm, &a, init)?;
    } else if let Some(other) = vm.get::<Array>(init)
        && other.code.code == code.code
    {
        let bytes = Buf::from_slice(vm.heap(), &other.bytes)?;
        vm.of_mut::<Array>(&a).0.bytes = bytes;
    } else {
        add_items(vm, &a, init)?;
    }
    Ok(a)
}

fn add_items(vm: &mut Vm, a: &Value, iterable: &Value) -> Res<()> {
    let it = vm.iter(iterable)?;
    while let Some(v) = vm.next(&it)? {
        push(vm, a, &v)?;
    }
    Ok(())
}

fn add_bytes(vm: &mut Vm, a: &Value, v: &Value) -> Res<()> {
    let Some(bytes) = vm.buffer(v) else {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "a bytes-like object is required, not '{t}'");
    };
    let bytes = Buf::from_slice(vm.heap(), bytes)?;
    if bytes.len() % vm.of::<Array>(a).code.size != 0 {
        raise!(vm, ValueError, "bytes length not a multiple of item size");
    }
    vm.charge(bytes.len() as u64 / 64)?;
    let (array, heap) = vm.of_mut::<Array>(a);
    Ok(array.bytes.extend_from_slice(heap, &bytes)?)
}

// ---- methods ----

fn append(vm: &mut Vm, a: Args<'_>) -> Res {
    push(vm, &a[0], &a[1])?;
    Ok(Value::NONE)
}

fn buffer_info(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.of::<Array>(&a[0]).len() as i64;
    let at = vm.id(&a[0]) as i64;
    vm.tuple(&[Value::int(at), Value::int(n)])
}

fn byteswap(vm: &mut Vm, a: Args<'_>) -> Res {
    let (array, _) = vm.of_mut::<Array>(&a[0]);
    let size = array.code.size;
    array
        .bytes
        .as_mut_slice()
        .chunks_mut(size)
        .for_each(<[u8]>::reverse);
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.of_mut::<Array>(&a[0]).0.bytes.clear();
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, a: Args<'_>) -> Res {
    let array = vm.of::<Array>(&a[0]);
    let (code, bytes) = (array.code, Buf::from_slice(vm.heap(), &array.bytes)?);
    make(vm, code, bytes)
}

/// Position of the first item from `start` on that equals `x`.
fn find(vm: &mut Vm, a: &Value, x: &Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let mut i = start;
    while i < stop
        && let Some(v) = item_at(vm, a, i)?
    {
        vm.charge(1)?;
        if vm.eq(&v, x)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn count(vm: &mut Vm, a: Args<'_>) -> Res {
    let (mut n, mut i) = (0, 0);
    while let Some(at) = find(vm, &a[0], &a[1], i, usize::MAX)? {
        n += 1;
        i = at + 1;
    }
    Ok(Value::int(n))
}

fn contains(vm: &mut Vm, a: &Value, x: &Value) -> Res<bool> {
    Ok(find(vm, a, x, 0, usize::MAX)?.is_some())
}

fn index(vm: &mut Vm, a: Args<'_>) -> Res {
    let start = vm.slice_argument(a.get(2), 0)?;
    let stop = vm.slice_argument(a.get(3), i64::MAX)?;
    let (start, stop) = sequence::fit(start, stop, vm.of::<Array>(&a[0]).len());
    match find(vm, &a[0], &a[1], start, stop)? {
        Some(i) => vm.int(i as i64),
        None => raise!(vm, ValueError, "array.index(x): x not in array"),
    }
}

fn extend_with(vm: &mut Vm, a: &Value, other: &Value) -> Res<()> {
    let code = vm.of::<Array>(a).code;
    match vm.get::<Array>(other) {
        Some(o) if o.code.code != code.code => {
            raise!(vm, TypeError, "can only extend with array of same kind")
        }
        Some(o) => {
            let bytes = Buf::from_slice(vm.heap(), &o.bytes)?;
            vm.charge(bytes.len() as u64 / 64)?;
            let (array, heap) = vm.of_mut::<Array>(a);
            Ok(array.bytes.extend_from_slice(heap, &bytes)?)
        }
        None => add_items(vm, a, other),
    }
}

fn extend(vm: &mut Vm, a: Args<'_>) -> Res {
    extend_with(vm, &a[0], &a[1])?;
    Ok(Value::NONE)
}

fn frombytes(vm: &mut Vm, a: Args<'_>) -> Res {
    add_bytes(vm, &a[0], &a[1])?;
    Ok(Value::NONE)
}

fn fromlist(vm: &mut Vm, a: Args<'_>) -> Res {
    if !vm.is_a(&a[1], T::List) {
        raise!(vm, TypeError, "arg must be list");
    }
    let before = vm.of::<Array>(&a[0]).bytes.len();
    if let Err(e) = add_items(vm, &a[0], &a[1]) {
        vm.of_mut::<Array>(&a[0]).0.bytes.truncate(before);
        return Err(e);
    }
    Ok(Value::NONE)
}

fn fromunicode(vm: &mut Vm, a: Args<'_>) -> Res {
    if vm.of::<Array>(&a[0]).code.item != Item::Char {
        raise!(
            vm,
            ValueError,
            "fromunicode() may only be called on unicode type arrays ('u' or 'w')"
        );
    }
    if vm.wtf8(&a[1]).is_none() {
        let t = vm.type_name(&a[1]).to_owned();
        raise!(vm, TypeError, "fromunicode() argument must be str, not {t}");
    }
    add_items(vm, &a[0], &a[1])?;
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, a: Args<'_>) -> Res {
    let i = vm.index_i64(&a[1])?;
    let code = vm.of::<Array>(&a[0]).code;
    let raw = written(vm, code, &a[2])?;
    let (array, heap) = vm.of_mut::<Array>(&a[0]);
    let n = array.len() as i64;
    let at = if i < 0 {
        i.saturating_add(n).max(0)
    } else {
        i.min(n)
    } as usize
        * code.size;
    array
        .bytes
        .splice(heap, at..at, raw[..code.size].iter().copied())?;
    Ok(Value::NONE)
}

/// Takes out the items `from..to`.
fn cut(vm: &mut Vm, a: &Value, from: usize, to: usize) -> Res<()> {
    let (array, heap) = vm.of_mut::<Array>(a);
    let size = array.code.size;
    array.bytes.cut(heap, from * size..to * size)?;
    Ok(())
}

fn pop(vm: &mut Vm, a: Args<'_>) -> Res {
    let i = match a.get(1) {
        Some(i) => vm.index_i64(i)?,
        None => -1,
    };
    let n = vm.of::<Array>(&a[0]).len();
    if n == 0 {
        raise!(vm, IndexError, "pop from empty array");
    }
    let Some(i) = sequence::place(i, n) else {
        raise!(vm, IndexError, "pop index out of range");
    };
    let v = item_at(vm, &a[0], i)?;
    cut(vm, &a[0], i, i + 1)?;
    Ok(v.unwrap_or(Value::NONE))
}

fn remove(vm: &mut Vm, a: Args<'_>) -> Res {
    match find(vm, &a[0], &a[1], 0, usize::MAX)? {
        Some(i) => cut(vm, &a[0], i, i + 1)?,
        None => raise!(vm, ValueError, "array.remove(x): x not in array"),
    }
    Ok(Value::NONE)
}

fn reverse(vm: &mut Vm, a: Args<'_>) -> Res {
    let (array, _) = vm.of_mut::<Array>(&a[0]);
    let size = array.code.size;
    // Reversing all bytes, then those of each item, reverses the items.
    let all = array.bytes.as_mut_slice();
    all.reverse();
    all.chunks_mut(size).for_each(<[u8]>::reverse);
    Ok(Value::NONE)
}

fn tobytes(vm: &mut Vm, a: Args<'_>) -> Res {
    let bytes = Buf::from_slice(vm.heap(), &vm.of::<Array>(&a[0]).bytes)?;
    vm.bytes_of(bytes)
}

fn tolist(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.of::<Array>(&a[0]).len();
    vm.charge(n as u64)?;
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    for i in 0..n {
        if let Some(v) = item_at(vm, &a[0], i)? {
            out.push(vm.heap(), v)?;
        }
    }
    vm.list(out)
}

fn text_of(vm: &mut Vm, a: &Value) -> Res {
    let array = vm.of::<Array>(a);
    let mut text = crate::memory::text::Text::new(vm.heap());
    for raw in array.bytes.chunks_exact(4) {
        let c = u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]]);
        text.push_code_point(c.min(0x10FFFF))?;
    }
    let buf = text.into_buf();
    vm.str_of(buf)
}

fn tounicode(vm: &mut Vm, a: Args<'_>) -> Res {
    if vm.of::<Array>(&a[0]).code.item != Item::Char {
        raise!(
            vm,
            ValueError,
            "tounicode() may only be called on unicode type arrays ('u' or 'w')"
        );
    }
    text_of(vm, &a[0])
}

fn typecode(vm: &mut Vm, a: &Value) -> Res {
    vm.char(vm.of::<Array>(a).code.code as u32)
}

fn itemsize(vm: &mut Vm, a: &Value) -> Res {
    vm.int(vm.of::<Array>(a).code.size as i64)
}

// ---- slots ----

fn repr(vm: &mut Vm, a: &Value) -> Res {
    let array = vm.of::<Array>(a);
    let (code, n) = (array.code, array.len());
    let mut out = Repr::new();
    let name = vm.class_name(vm.type_of(a)).to_owned();
    out.push(vm, &format!("{name}('{}'", code.code))?;
    if n > 0 {
        out.push(vm, ", ")?;
        if code.item == Item::Char {
            let text = text_of(vm, a)?;
            out.push_repr(vm, &text)?;
        } else {
            out.push(vm, "[")?;
            for i in 0..n {
                if i > 0 {
                    out.push(vm, ", ")?;
                }
                vm.charge(1)?;
                if let Some(v) = item_at(vm, a, i)? {
                    out.push_repr(vm, &v)?;
                }
            }
            out.push(vm, "]")?;
        }
    }
    out.push(vm, ")")?;
    out.finish(vm)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<Array>(a), vm.get::<Array>(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (n, m) = (x.len(), y.len());
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && n != m {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    for i in 0..n.min(m) {
        vm.charge(1)?;
        let (Some(v), Some(w)) = (item_at(vm, a, i)?, item_at(vm, b, i)?) else {
            break;
        };
        if !vm.eq(&v, &w)? {
            return match op {
                CmpOp::Eq => Ok(Value::FALSE),
                CmpOp::Ne => Ok(Value::TRUE),
                _ => vm.compare(op, &v, &w),
            };
        }
    }
    Ok(Value::bool(crate::vm::operator::ordered(op, n.cmp(&m))))
}

fn get_item(vm: &mut Vm, a: &Value, i: &Value) -> Res {
    match vm.subscript("array", i)? {
        Subscript::At(i) => {
            let found = match sequence::place(i, vm.of::<Array>(a).len()) {
                Some(i) => item_at(vm, a, i)?,
                None => None,
            };
            match found {
                Some(v) => Ok(v),
                None => raise!(vm, IndexError, "array index out of range"),
            }
        }
        Subscript::Slice(bounds) => {
            let array = vm.of::<Array>(a);
            let (code, r) = (array.code, bounds.fit(array.len()));
            let mut bytes = Buf::with_capacity(vm.heap(), r.count * code.size)?;
            for i in r.indexes() {
                bytes.extend_from_slice(vm.heap(), array.item(i).unwrap_or_default())?;
            }
            vm.charge(r.count as u64 / 8)?;
            make(vm, code, bytes)
        }
    }
}

fn set_item(vm: &mut Vm, a: &Value, i: &Value, v: Option<&Value>) -> Res<()> {
    match vm.subscript("array", i)? {
        Subscript::At(i) => {
            let Some(at) = sequence::place(i, vm.of::<Array>(a).len()) else {
                raise!(vm, IndexError, "array assignment index out of range");
            };
            let Some(v) = v else {
                return cut(vm, a, at, at + 1);
            };
            let code = vm.of::<Array>(a).code;
            let raw = written(vm, code, v)?;
            // Converting may have run Python, which may have made it shorter.
            let (array, _) = vm.of_mut::<Array>(a);
            let place = array
                .bytes
                .as_mut_slice()
                .get_mut(at * code.size..(at + 1) * code.size);
            match place {
                Some(p) => {
                    p.copy_from_slice(&raw[..code.size]);
                    Ok(())
                }
                None => raise!(vm, IndexError, "array assignment index out of range"),
            }
        }
        Subscript::Slice(bounds) => set_slice(vm, a, bounds, v),
    }
}

fn set_slice(vm: &mut Vm, a: &Value, bounds: sequence::Bounds, v: Option<&Value>) -> Res<()> {
    let code = vm.of::<Array>(a).code;
    let new = match v {
        None => Buf::new(),
        Some(v) => match vm.get::<Array>(v) {
            Some(o) if o.code.code == code.code => Buf::from_slice(vm.heap(), &o.bytes)?,
            Some(_) => {
                raise!(vm, TypeError, "bad argument type for built-in operation")
            }
            None => {
                let t = vm.type_name(v).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "can only assign array (not \"{t}\") to array slice"
                )
            }
        },
    };
    let r = bounds.fit(vm.of::<Array>(a).len());
    vm.charge(new.len() as u64 / 64)?;
    let (array, heap) = vm.of_mut::<Array>(a);
    if r.step == 1 {
        let start = r.start as usize * code.size;
        let end = start + r.count * code.size;
        array.bytes.splice(heap, start..end, new.iter().copied())?;
        return Ok(());
    }
    if v.is_none() {
        let mut gone: smallvec::SmallVec<[usize; 16]> = r.indexes().collect();
        gone.sort_unstable();
        for i in gone.into_iter().rev() {
            array.bytes.cut(heap, i * code.size..(i + 1) * code.size)?;
        }
        return Ok(());
    }
    let given = new.len() / code.size;
    if given != r.count {
        let n = r.count;
        raise!(
            vm,
            ValueError,
            "attempt to assign array of size {given} to extended slice of size {n}"
        );
    }
    for (i, raw) in r.indexes().zip(new.chunks(code.size)) {
        if let Some(p) = array
            .bytes
            .as_mut_slice()
            .get_mut(i * code.size..(i + 1) * code.size)
        {
            p.copy_from_slice(raw);
        }
    }
    Ok(())
}

fn iter(vm: &mut Vm, a: &Value) -> Res {
    let array = a.clone();
    vm.alloc(T::ArrayIter, ArrayIter { array, at: 0 })
}

fn next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let ArrayIter { array, at } = vm.of::<ArrayIter>(it);
    if array.is_none() {
        return Ok(None);
    }
    let (array, at) = (array.clone(), *at);
    let v = item_at(vm, &array, at)?;
    let (i, _) = vm.of_mut::<ArrayIter>(it);
    if v.is_some() {
        i.at += 1;
    } else {
        drop(std::mem::replace(&mut i.array, Value::NONE));
    }
    Ok(v)
}

/// `n` times the bytes.
fn repeated(vm: &mut Vm, a: &Value, n: usize) -> Res<Buf<u8>> {
    let total = vm.of::<Array>(a).bytes.len().saturating_mul(n);
    vm.reserve_check(total)?;
    vm.charge(total as u64 / 64)?;
    let mut out = Buf::with_capacity(vm.heap(), total)?;
    if total > 0 {
        for _ in 0..n {
            out.extend_from_slice(vm.heap(), &vm.of::<Array>(a).bytes)?;
        }
    }
    Ok(out)
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add if vm.get::<Array>(a).is_some() => {
            let code = vm.of::<Array>(a).code;
            match vm.get::<Array>(b) {
                Some(o) if o.code.code == code.code => {
                    let mut bytes = Buf::from_slice(vm.heap(), &vm.of::<Array>(a).bytes)?;
                    bytes.extend_from_slice(vm.heap(), &o.bytes)?;
                    make(vm, code, bytes)
                }
                Some(_) => raise!(vm, TypeError, "bad argument type for built-in operation"),
                None => {
                    let t = vm.type_name(b).to_owned();
                    raise!(
                        vm,
                        TypeError,
                        "can only append array (not \"{t}\") to array"
                    )
                }
            }
        }
        BinOp::Mul => {
            let (a, n) = if vm.get::<Array>(a).is_some() {
                (a, b)
            } else {
                (b, a)
            };
            let Some(n) = sequence::repeat_count(vm, n)? else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let bytes = repeated(vm, a, n)?;
            let code = vm.of::<Array>(a).code;
            make(vm, code, bytes)
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn inplace(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match op {
        BinOp::Add => {
            if vm.get::<Array>(b).is_none() {
                let t = vm.type_name(b).to_owned();
                raise!(vm, TypeError, "can only extend with array (not \"{t}\")");
            }
            extend_with(vm, a, b)?;
        }
        BinOp::Mul => {
            let Some(n) = sequence::repeat_count(vm, b)? else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let bytes = repeated(vm, a, n)?;
            vm.of_mut::<Array>(a).0.bytes = bytes;
        }
        _ => return Ok(Value::NOT_IMPLEMENTED),
    }
    Ok(a.clone())
}
