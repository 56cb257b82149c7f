//! `struct`: values packed into bytes by a format, and back.
//!
//! `layout.rs` reads formats, `item.rs` writes and reads one value. Every function here works on a
//! `Struct` object; those for formats given as text are kept in a dict, so that a format is read
//! once. Packing may run Python (`__index__`, `__float__`, `__bool__`): it writes to a buffer of its
//! own, which is copied to where it goes at the end.

pub mod item;
pub mod layout;

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, payload, raise};
use layout::{Layout, Wrong};

pub static MODULE: ModuleDef = ModuleDef {
    name: "struct",
    doc: "Values packed into bytes by a format, and back.",
    functions: FUNCTIONS,
    types: &[T::Struct, T::StructError, T::StructIter],
    init: Some(init),
};

methods! { FUNCTIONS;
    /// The number of bytes that a format describes.
    "calcsize(format, /)" => calcsize;
    /// pack(format, v1, v2, ...): bytes that hold the values, laid out by the format.
    "pack(*values)" => pack;
    /// pack_into(format, buffer, offset, v1, v2, ...): write the packed values into a buffer.
    "pack_into(*values)" => pack_into;
    /// The tuple of the values in a buffer, which has exactly the format's size.
    "unpack(format, buffer, /)" => unpack;
    /// The tuple of the values that stand in a buffer from an offset on.
    "unpack_from(format, /, buffer, offset=0)" => unpack_from;
    /// An iterator over the tuples in a buffer that holds the format several times.
    "iter_unpack(format, buffer, /)" => iter_unpack;
}

/// What `from struct import *` gives.
const ALL: [&str; 8] = [
    "calcsize",
    "pack",
    "pack_into",
    "unpack",
    "unpack_from",
    "iter_unpack",
    "Struct",
    "error",
];

/// Where the formats that have been read are kept (`State::slots`): a dict from format to `Struct`.
const CACHE: &str = "struct";
const CACHE_LIMIT: usize = 100;

fn init(vm: &mut Vm, module: &Value) -> Res<()> {
    let mut names = Buf::new();
    for name in ALL {
        let v = vm.intern(name)?;
        names.push(vm.heap(), v)?;
    }
    let all = vm.list(names)?;
    let dict = vm.module_dict(module);
    vm.dict_set_str(&dict, "__all__", &all)
}

pub static ERROR: TypeDef = TypeDef {
    name: "error",
    module: "struct",
    base: Some(T::Exception),
    kind: Kind::Exception,
    subclassable: true,
    lazy: true,
    ..TypeDef::OBJECT
};

/// Payload of `Struct`.
pub struct Struct {
    /// Of no items until `__init__` has read a format.
    layout: Layout,
    format: Value,
}

impl Payload for Struct {
    const KIND: Kind = Kind::Struct;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.format);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.format, Value::NONE));
    }
    fn extra_bytes(&self) -> usize {
        self.layout.items.bytes()
    }
}

pub static STRUCT: TypeDef = TypeDef {
    name: "Struct",
    module: "_struct",
    doc: "Struct(fmt) --> compiled struct object",
    kind: Kind::Struct,
    slots: Slots {
        new: Some(struct_new),
        repr: Some(struct_repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    lazy: true,
    signature: Some("(format)"),
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Bytes that hold the values, laid out by the format.
    "pack(self, /, *values)" => struct_pack;
    /// pack_into(buffer, offset, v1, v2, ...): write the packed values into a buffer.
    "pack_into(self, /, *values)" => struct_pack_into;
    /// The tuple of the values in a buffer, which has exactly the format's size.
    "unpack(self, buffer, /)" => struct_unpack;
    /// The tuple of the values that stand in a buffer from an offset on.
    "unpack_from(self, /, buffer, offset=0)" => struct_unpack_from;
    /// An iterator over the tuples in a buffer that holds the format several times.
    "iter_unpack(self, buffer, /)" => struct_iter_unpack;
}

getset! { GETSET;
    /// struct format string
    "format" => format;
    /// struct size in bytes
    "size" => size;
}

payload! {
    /// What `iter_unpack` gives.
    pub struct StructIter: StructIter {
        of: Value,
        /// None once it is exhausted.
        buffer: Value,
        /// Keeps the buffer as it is as long as the iterator isn't exhausted.
        export: Value,
        at: usize,
    }
}

pub static ITER: TypeDef = TypeDef {
    name: "unpack_iterator",
    module: "_struct",
    kind: Kind::StructIter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(iter_next),
        ..Slots::NONE
    },
    methods: ITER_METHODS,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { ITER_METHODS;
    /// How many tuples are left.
    "__length_hint__(self, /)" => iter_hint;
}

/// An object for `format`, a str or bytes.
fn compile(vm: &mut Vm, class: &Value, format: &Value) -> Res {
    let (text, bytes) = if vm.wtf8(format).is_some() {
        let encoding = vm.str("ascii")?;
        let bytes = vm.call_method(format, "encode", &[encoding])?;
        (format.clone(), bytes)
    } else if let Some(b) = vm.bytes_of_value(format) {
        let chars = b
            .iter()
            .map(|b| *b as char)
            .collect::<smallvec::SmallVec<[char; 32]>>();
        let mut text = Buf::new();
        for c in chars {
            let mut utf8 = [0; 4];
            text.extend_from_slice(vm.heap(), c.encode_utf8(&mut utf8).as_bytes())?;
        }
        (vm.str_of(text)?, format.clone())
    } else {
        let t = vm.type_name(format).to_owned();
        raise!(
            vm,
            TypeError,
            "Struct() argument 1 must be a str or bytes object, not {t}"
        );
    };
    let n = vm.buffer(&bytes).map_or(0, <[u8]>::len);
    vm.charge(n as u64)?;
    match Layout::parse(vm.heap(), vm.buffer(&bytes).unwrap_or_default()) {
        Ok(layout) => vm.alloc_as(
            class,
            Struct {
                layout,
                format: text,
            },
        ),
        Err(Wrong::Message(m)) => raise!(vm, StructError, "{m}"),
        Err(Wrong::Memory(e)) => Err(e.into()),
    }
}

fn struct_new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    let bound;
    let format = if class.is(vm.class(T::Struct)) {
        bound = vm.bind("Struct(format)", call)?;
        bound.0.first()
    } else {
        // A subclass's own arguments are its `__init__`'s business.
        call.args.first()
    };
    match format {
        Some(f) => compile(vm, class, f),
        None => raise!(
            vm,
            TypeError,
            "Struct() missing required argument 'format' (pos 1)"
        ),
    }
}

/// The object of a format given to a function of the module.
fn cached(vm: &mut Vm, format: &Value) -> Res {
    if vm.get::<Struct>(format).is_some() {
        return Ok(format.clone());
    }
    let keep = vm.is_exact(format, T::Str) || vm.is_exact(format, T::Bytes);
    if keep
        && let Some(cache) = vm.state.slots.get(CACHE).cloned()
        && let Some(s) = vm.dict_get(&cache, format)?
    {
        return Ok(s);
    }
    let class = vm.class(T::Struct).clone();
    let s = compile(vm, &class, format)?;
    if keep {
        let cache = match vm.state.slots.get(CACHE).cloned() {
            Some(c) if vm.len(&c)? < CACHE_LIMIT => c,
            _ => {
                let c = vm.dict()?;
                vm.state.slots.insert(CACHE, c.clone());
                c
            }
        };
        vm.dict_set(&cache, format, &s)?;
    }
    Ok(s)
}

fn struct_repr(vm: &mut Vm, s: &Value) -> Res {
    let format = vm.of::<Struct>(s).format.clone();
    let name = vm.type_name(s).to_owned();
    let inner = vm.repr(&format)?;
    let inner = vm.text(&inner).unwrap_or_default().to_owned();
    vm.format(format_args!("{name}({inner})"))
}

fn format(vm: &mut Vm, s: &Value) -> Res {
    Ok(vm.of::<Struct>(s).format.clone())
}

fn size(vm: &mut Vm, s: &Value) -> Res {
    let n = vm.of::<Struct>(s).layout.size;
    vm.int(n as i64)
}

fn calcsize(vm: &mut Vm, args: Args<'_>) -> Res {
    let s = cached(vm, &args[0])?;
    size(vm, &s)
}

/// Packs `values` by `s`.
fn packed(vm: &mut Vm, s: &Value, values: &[Value], function: &str) -> Res<Buf<u8>> {
    let layout = &vm.of::<Struct>(s).layout;
    let (size, want, big) = (layout.size, layout.values, layout.big_endian);
    let native = layout.native;
    if values.len() != want {
        raise!(
            vm,
            StructError,
            "{function} expected {want} items for packing (got {})",
            values.len()
        );
    }
    vm.reserve_check(size)?;
    vm.charge(want as u64 + size as u64 / 64)?;
    let mut out = Buf::new();
    out.resize(vm.heap(), size, 0u8)?;
    let (mut values, mut i) = (values.iter(), 0);
    // Read anew each time: packing a value may run Python.
    while let Some(item) = vm.of::<Struct>(s).layout.items.get(i).copied() {
        i += 1;
        for n in 0..item.count {
            let at = item.offset + n * item.size;
            let (Some(v), Some(to)) = (values.next(), out.get_mut(at..at + item.size)) else {
                break;
            };
            item::write(vm, &item, native, big, v, to)?;
        }
    }
    Ok(out)
}

fn pack(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some((format, values)) = args.pos.split_first() else {
        raise!(vm, TypeError, "missing format argument");
    };
    let s = cached(vm, format)?;
    let out = packed(vm, &s, values, "pack")?;
    vm.bytes_of(out)
}

fn struct_pack(vm: &mut Vm, args: Args<'_>) -> Res {
    let out = packed(vm, &args[0], &args.pos[1..], "pack")?;
    vm.bytes_of(out)
}

fn pack_into(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some((format, rest)) = args.pos.split_first() else {
        raise!(vm, TypeError, "missing format argument");
    };
    let s = cached(vm, format)?;
    write_into(vm, &s, rest)
}

fn struct_pack_into(vm: &mut Vm, args: Args<'_>) -> Res {
    write_into(vm, &args[0], &args.pos[1..])
}

/// `rest` is the buffer, the offset and the values.
fn write_into(vm: &mut Vm, s: &Value, rest: &[Value]) -> Res {
    let (buffer, offset, values) = match rest {
        [] => raise!(vm, StructError, "pack_into expected buffer argument"),
        [_] => raise!(vm, StructError, "pack_into expected offset argument"),
        [buffer, offset, values @ ..] => (buffer, offset, values),
    };
    let layout = &vm.of::<Struct>(s).layout;
    let (size, want) = (layout.size, layout.values);
    if values.len() != want {
        raise!(
            vm,
            StructError,
            "pack_into expected {want} items for packing (got {})",
            values.len()
        );
    }
    let buffer = &vm.writable(buffer, "argument")?;
    let offset = vm.index_i64(offset)?;
    let len = vm.buffer(buffer).map_or(0, <[u8]>::len);
    place(vm, offset, len, size, Direction::Pack)?;
    let out = packed(vm, s, values, "pack_into")?;
    let len = vm.buffer(buffer).map_or(0, <[u8]>::len);
    let at = place(vm, offset, len, size, Direction::Pack)?;
    vm.write_buffer(buffer, |all| {
        if let Some(to) = all.get_mut(at..at + size) {
            to.copy_from_slice(&out);
        }
    });
    Ok(Value::NONE)
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Pack,
    Unpack,
}

/// Where `size` bytes start in a buffer of `len` bytes, given an offset (from the end, if negative).
fn place(vm: &mut Vm, offset: i64, len: usize, size: usize, way: Direction) -> Res<usize> {
    let mut at = offset;
    if offset < 0 {
        if offset.saturating_add(size as i64) > 0 {
            match way {
                Direction::Pack => raise!(
                    vm,
                    StructError,
                    "no space to pack {size} bytes at offset {offset}"
                ),
                Direction::Unpack => raise!(
                    vm,
                    StructError,
                    "not enough data to unpack {size} bytes at offset {offset}"
                ),
            }
        }
        at = offset.saturating_add(len as i64);
        if at < 0 {
            raise!(
                vm,
                StructError,
                "offset {offset} out of range for {len}-byte buffer"
            );
        }
    }
    let need = (at as u64).saturating_add(size as u64);
    if need > len as u64 {
        let (name, doing) = match way {
            Direction::Pack => ("pack_into", "packing"),
            Direction::Unpack => ("unpack_from", "unpacking"),
        };
        raise!(
            vm,
            StructError,
            "{name} requires a buffer of at least {need} bytes for {doing} {size} bytes at offset {at} (actual buffer size is {len})"
        );
    }
    Ok(at as usize)
}

/// The tuple of the values from byte `at` of a buffer on. Runs no Python.
fn unpacked(vm: &mut Vm, s: &Value, buffer: &Value, at: usize) -> Res {
    let layout = &vm.of::<Struct>(s).layout;
    let (want, big, size) = (layout.values, layout.big_endian, layout.size);
    vm.charge(want as u64 + size as u64 / 64)?;
    let mut out = Buf::with_capacity(vm.heap(), want)?;
    let mut i = 0;
    while let Some(item) = vm.of::<Struct>(s).layout.items.get(i).copied() {
        i += 1;
        for n in 0..item.count {
            let start = at + item.offset + n * item.size;
            let v = item::read(vm, &item, big, buffer, start)?;
            out.push(vm.heap(), v)?;
        }
    }
    vm.tuple_of(out)
}

fn unpack_whole(vm: &mut Vm, s: &Value, buffer: &Value) -> Res {
    let size = vm.of::<Struct>(s).layout.size;
    let buffer = vm.need_bytes_like(buffer)?;
    if vm.buffer(&buffer).map_or(0, <[u8]>::len) != size {
        raise!(vm, StructError, "unpack requires a buffer of {size} bytes");
    }
    unpacked(vm, s, &buffer, 0)
}

fn unpack(vm: &mut Vm, args: Args<'_>) -> Res {
    let s = cached(vm, &args[0])?;
    unpack_whole(vm, &s, &args[1])
}

fn struct_unpack(vm: &mut Vm, args: Args<'_>) -> Res {
    unpack_whole(vm, &args[0], &args[1])
}

fn unpack_at(vm: &mut Vm, s: &Value, buffer: &Value, offset: Option<&Value>) -> Res {
    let buffer = &vm.need_bytes_like(buffer)?;
    let offset = match offset {
        Some(v) => vm.index_i64(v)?,
        None => 0,
    };
    let size = vm.of::<Struct>(s).layout.size;
    let len = vm.buffer(buffer).map_or(0, <[u8]>::len);
    let at = place(vm, offset, len, size, Direction::Unpack)?;
    unpacked(vm, s, buffer, at)
}

fn unpack_from(vm: &mut Vm, args: Args<'_>) -> Res {
    let s = cached(vm, &args[0])?;
    unpack_at(vm, &s, &args[1], args.get(2))
}

fn struct_unpack_from(vm: &mut Vm, args: Args<'_>) -> Res {
    unpack_at(vm, &args[0], &args[1], args.get(2))
}

fn unpack_each(vm: &mut Vm, s: &Value, buffer: &Value) -> Res {
    let size = vm.of::<Struct>(s).layout.size;
    if size == 0 {
        raise!(
            vm,
            StructError,
            "cannot iteratively unpack with a struct of length 0"
        );
    }
    let buffer = vm.need_bytes_like(buffer)?;
    if !vm
        .buffer(&buffer)
        .map_or(0, <[u8]>::len)
        .is_multiple_of(size)
    {
        raise!(
            vm,
            StructError,
            "iterative unpacking requires a buffer of a multiple of {size} bytes"
        );
    }
    let export = vm.export(&buffer)?;
    vm.alloc(
        T::StructIter,
        StructIter {
            of: s.clone(),
            buffer,
            export,
            at: 0,
        },
    )
}

fn iter_unpack(vm: &mut Vm, args: Args<'_>) -> Res {
    let s = cached(vm, &args[0])?;
    unpack_each(vm, &s, &args[1])
}

fn struct_iter_unpack(vm: &mut Vm, args: Args<'_>) -> Res {
    unpack_each(vm, &args[0], &args[1])
}

/// Bytes of an iterator's buffer that are left, and the struct's size.
fn left(vm: &Vm, it: &Value) -> (usize, usize) {
    let it = vm.of::<StructIter>(it);
    let size = vm.get::<Struct>(&it.of).map_or(1, |s| s.layout.size.max(1));
    let len = vm.buffer(&it.buffer).map_or(0, <[u8]>::len);
    (len.saturating_sub(it.at), size)
}

fn iter_next(vm: &mut Vm, it: &Value) -> Res<Option<Value>> {
    let (left, size) = left(vm, it);
    if left < size {
        let (it, _) = vm.of_mut::<StructIter>(it);
        let buffer = std::mem::replace(&mut it.buffer, Value::NONE);
        let export = std::mem::replace(&mut it.export, Value::NONE);
        drop((export, buffer));
        return Ok(None);
    }
    let StructIter { of, buffer, at, .. } = vm.of::<StructIter>(it);
    let (of, buffer, at) = (of.clone(), buffer.clone(), *at);
    let v = unpacked(vm, &of, &buffer, at)?;
    vm.of_mut::<StructIter>(it).0.at = at + size;
    Ok(Some(v))
}

fn iter_hint(vm: &mut Vm, args: Args<'_>) -> Res {
    let (left, size) = left(vm, &args[0]);
    vm.int((left / size) as i64)
}
