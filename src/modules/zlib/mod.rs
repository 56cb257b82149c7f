//! `zlib`: deflate streams, bare or framed as zlib or gzip have them.
//!
//! The deflate algorithm is miniz_oxide's, so compressed data is not byte for byte what CPython's
//! library gives, and of damaged data only the frame's faults are told apart. Preset dictionaries are
//! refused.
//!
//! `inflate.rs` and `deflate.rs` have the streams; nothing runs Python but `__buffer__` and
//! `__index__` of arguments.

mod deflate;
mod inflate;

use super::ModuleDef;
use super::binascii::low_bits;
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::num::checksum;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{getset, methods, raise};
use deflate::{Deflater, Flush};
use inflate::{Inflater, Wrong};

pub static MODULE: ModuleDef = ModuleDef {
    name: "zlib",
    doc: "Compression compatible with gzip and zlib.",
    functions: FUNCTIONS,
    types: &[T::ZlibError],
    init: Some(init),
};

pub static ERROR: TypeDef = TypeDef {
    name: "error",
    full_name: "zlib.error",
    module: "zlib",
    base: Some(T::Exception),
    kind: Kind::Exception,
    subclassable: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { FUNCTIONS;
    /// Compute an Adler-32 checksum of data, going on from value.
    "adler32(data, value=1, /)" => adler32;
    /// Compute a CRC-32 checksum of data, going on from value.
    "crc32(data, value=0, /)" => crc32;
    /// Return compressed data: level is 0 to 9 or -1, wbits says the frame and the window's size.
    "compress(data, /, level=-1, wbits=15)" => compress;
    /// Return what compressed data stands for.
    "decompress(data, /, wbits=15, bufsize=16384)" => decompress;
    /// Return an object that compresses a stream.
    "compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)" => compressobj;
    /// Return an object that decompresses a stream.
    "decompressobj(wbits=15, zdict=b'')" => decompressobj;
}

/// Largest window, in bits.
const MAX_WINDOW: u8 = 15;

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    for t in [T::ZlibCompress, T::ZlibDecompress] {
        vm.ensure_type(t)?;
    }
    for (name, n) in [
        ("MAX_WBITS", 15),
        ("DEFLATED", 8),
        ("DEF_MEM_LEVEL", 8),
        ("DEF_BUF_SIZE", 16384),
        ("Z_NO_COMPRESSION", 0),
        ("Z_BEST_SPEED", 1),
        ("Z_BEST_COMPRESSION", 9),
        ("Z_DEFAULT_COMPRESSION", -1),
        ("Z_DEFAULT_STRATEGY", 0),
        ("Z_FILTERED", 1),
        ("Z_HUFFMAN_ONLY", 2),
        ("Z_RLE", 3),
        ("Z_FIXED", 4),
        ("Z_NO_FLUSH", 0),
        ("Z_PARTIAL_FLUSH", 1),
        ("Z_SYNC_FLUSH", 2),
        ("Z_FULL_FLUSH", 3),
        ("Z_FINISH", 4),
    ] {
        vm.dict_set_str(&d, name, &Value::int(n))?;
    }
    Ok(())
}

/// What stands around a deflate stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    Raw,
    Zlib,
    Gzip,
    /// Zlib or gzip, as the header says; for decompressing.
    Either,
}

/// The frame and window that a `wbits` argument means. A window of 0 is the header's.
fn frame(wbits: i64, reading: bool) -> Option<(Frame, u8)> {
    Some(match wbits {
        8..=15 => (Frame::Zlib, wbits as u8),
        -15..=-8 => (Frame::Raw, -wbits as u8),
        24..=31 => (Frame::Gzip, (wbits - 16) as u8),
        0 if reading => (Frame::Zlib, 0),
        16 if reading => (Frame::Gzip, 0),
        32 | 40..=47 if reading => (Frame::Either, MAX_WINDOW),
        _ => return None,
    })
}

#[cold]
fn error(vm: &mut Vm, message: std::fmt::Arguments<'_>) -> Raised {
    vm.err(T::ZlibError, message)
}

/// Bytes-like data; charges for going through it.
fn data(vm: &mut Vm, v: &Value) -> Res {
    let lent = vm.need_bytes_like(v)?;
    let n = vm.buffer(&lent).map_or(0, <[u8]>::len);
    vm.charge(n as u64 / 8)?;
    Ok(lent)
}

fn int_argument(vm: &mut Vm, v: Option<&Value>, default: i64) -> Res<i64> {
    v.map_or(Ok(default), |v| vm.index_i64(v))
}

fn adler32(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let start = low_bits(vm, a.get(1), 1)?;
    let sum = checksum::adler32(start, vm.buffer(&v).unwrap_or_default());
    vm.int(i64::from(sum))
}

fn crc32(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let start = low_bits(vm, a.get(1), 0)?;
    let sum = checksum::crc32(start, vm.buffer(&v).unwrap_or_default());
    vm.int(i64::from(sum))
}

fn compress(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let level = int_argument(vm, a.get(1), -1)?;
    let wbits = int_argument(vm, a.get(2), 15)?;
    let (Some((frame, window)), -1..=9) = (frame(wbits, false), level) else {
        return Err(error(vm, format_args!("Bad compression level")));
    };
    let mut stream = Deflater::new(vm.heap(), frame, level, window, 0)?;
    let mut out = Buf::new();
    stream.run(
        vm.heap(),
        vm.buffer(&v).unwrap_or_default(),
        Flush::Finish,
        &mut out,
    )?;
    vm.bytes_of(out)
}

/// Runs a stream over data that [`Vm::buffer`] reads; gives the output and how much it took.
fn inflated(vm: &mut Vm, stream: &mut Inflater, v: &Value, limit: usize) -> Res<(Buf<u8>, usize)> {
    let mut out = Buf::new();
    let input = vm.buffer(v).unwrap_or_default();
    match stream.run(vm.heap(), input, limit, &mut out) {
        Ok(used) => {
            vm.charge(out.len() as u64 / 16)?;
            Ok((out, used))
        }
        Err(Wrong::Memory(e)) => Err(e.into()),
        Err(Wrong::Data(what)) => Err(error(
            vm,
            format_args!("Error -3 while decompressing data: {what}"),
        )),
    }
}

fn decompress(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[0])?;
    let wbits = int_argument(vm, a.get(1), 15)?;
    if int_argument(vm, a.get(2), 16384)? < 0 {
        raise!(vm, ValueError, "bufsize must be non-negative");
    }
    let Some((frame, window)) = frame(wbits, true) else {
        return Err(error(
            vm,
            format_args!("Error -2 while preparing to decompress data: inconsistent stream state"),
        ));
    };
    let mut stream = Inflater::new(vm.heap(), frame, window)?;
    let (out, _) = inflated(vm, &mut stream, &v, 0)?;
    if !stream.is_done() {
        return Err(error(
            vm,
            format_args!("Error -5 while decompressing data: incomplete or truncated stream"),
        ));
    }
    vm.bytes_of(out)
}

/// Refuses a preset dictionary.
fn no_dictionary(vm: &mut Vm, v: Option<&Value>) -> Res<()> {
    match v {
        Some(v) if vm.len(v)? > 0 => raise!(
            vm,
            NotImplementedError,
            "zlib: preset dictionaries (zdict) are not supported"
        ),
        _ => Ok(()),
    }
}

// ---------------------------------------------------------------- compressing a stream

/// Payload of `zlib.Compress`.
pub struct Compress {
    stream: Deflater,
    finished: bool,
}

impl Payload for Compress {
    const KIND: Kind = Kind::ZlibCompress;
}

pub static COMPRESS: TypeDef = TypeDef {
    name: "Compress",
    full_name: "zlib.Compress",
    module: "zlib",
    kind: Kind::ZlibCompress,
    slots: Slots::NONE,
    methods: COMPRESS_METHODS,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { COMPRESS_METHODS;
    /// Return compressed data as far as there is some already.
    "compress(self, data, /)" => compress_some;
    /// Return what is left to be returned; Z_FINISH ends the stream.
    "flush(self, mode=4, /)" => compress_flush;
    /// Return a copy of the compression object.
    "copy(self, /)" => compress_copy;
    "__copy__(self, /)" => compress_copy;
    "__deepcopy__(self, memo, /)" => compress_copy;
}

fn compressobj(vm: &mut Vm, a: Args<'_>) -> Res {
    let level = int_argument(vm, a.get(0), -1)?;
    let method = int_argument(vm, a.get(1), 8)?;
    let wbits = int_argument(vm, a.get(2), 15)?;
    let memory = int_argument(vm, a.get(3), 8)?;
    let strategy = int_argument(vm, a.get(4), 0)?;
    no_dictionary(vm, a.some(5))?;
    let (Some((frame, window)), -1..=9, 8, 1..=9, 0..=4) =
        (frame(wbits, false), level, method, memory, strategy)
    else {
        raise!(vm, ValueError, "Invalid initialization option");
    };
    let stream = Deflater::new(vm.heap(), frame, level, window, strategy)?;
    vm.alloc(
        T::ZlibCompress,
        Compress {
            stream,
            finished: false,
        },
    )
}

/// Runs a compressor that isn't finished.
fn deflated(vm: &mut Vm, this: &Value, v: &Value, flush: Flush, doing: &str) -> Res {
    if vm.of::<Compress>(this).finished {
        return Err(error(
            vm,
            format_args!("Error -2 while {doing}: inconsistent stream state"),
        ));
    }
    let input = Buf::from_slice(vm.heap(), vm.buffer(v).unwrap_or_default())?;
    let mut out = Buf::new();
    let (c, heap) = vm.of_mut::<Compress>(this);
    c.finished = flush == Flush::Finish;
    c.stream.run(heap, &input, flush, &mut out)?;
    vm.bytes_of(out)
}

fn compress_some(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[1])?;
    deflated(vm, &a[0], &v, Flush::No, "compressing data")
}

fn compress_flush(vm: &mut Vm, a: Args<'_>) -> Res {
    let flush = match int_argument(vm, a.get(1), 4)? {
        0 => return vm.bytes(b""),
        1 | 2 => Flush::Sync,
        3 => Flush::Full,
        4 => Flush::Finish,
        _ => {
            return Err(error(
                vm,
                format_args!("Error -2 while flushing: inconsistent stream state"),
            ));
        }
    };
    deflated(vm, &a[0], &Value::NONE, flush, "flushing")
}

fn compress_copy(vm: &mut Vm, a: Args<'_>) -> Res {
    let c = vm.of::<Compress>(&a[0]);
    let finished = c.finished;
    let stream = c.stream.copy(vm.heap())?;
    if finished {
        raise!(vm, ValueError, "Inconsistent stream state");
    }
    vm.alloc(T::ZlibCompress, Compress { stream, finished })
}

// ---------------------------------------------------------------- decompressing a stream

/// Payload of `zlib.Decompress`.
pub struct Decompress {
    stream: Inflater,
    /// Bytes behind the end of the stream.
    unused: Buf<u8>,
    /// Input that waits for output to be asked for.
    tail: Buf<u8>,
}

impl Payload for Decompress {
    const KIND: Kind = Kind::ZlibDecompress;
    fn extra_bytes(&self) -> usize {
        self.unused.bytes() + self.tail.bytes()
    }
}

pub static DECOMPRESS: TypeDef = TypeDef {
    name: "Decompress",
    full_name: "zlib.Decompress",
    module: "zlib",
    kind: Kind::ZlibDecompress,
    slots: Slots::NONE,
    methods: DECOMPRESS_METHODS,
    getset: DECOMPRESS_GETSET,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { DECOMPRESS_METHODS;
    /// Return decompressed data, at most max_length bytes if that isn't 0.
    "decompress(self, data, /, max_length=0)" => decompress_some;
    /// Return what is left to be returned.
    "flush(self, length=16384, /)" => decompress_flush;
    /// Return a copy of the decompression object.
    "copy(self, /)" => decompress_copy;
    "__copy__(self, /)" => decompress_copy;
    "__deepcopy__(self, memo, /)" => decompress_copy;
}

getset! { DECOMPRESS_GETSET;
    /// Data behind the end of the stream.
    "unused_data" => unused_data;
    /// Data that was not consumed because of max_length.
    "unconsumed_tail" => unconsumed_tail;
    /// Whether the end of the stream has been reached.
    "eof" => eof;
}

fn unused_data(vm: &mut Vm, this: &Value) -> Res {
    let copy = Buf::from_slice(vm.heap(), &vm.of::<Decompress>(this).unused)?;
    vm.bytes_of(copy)
}

fn unconsumed_tail(vm: &mut Vm, this: &Value) -> Res {
    let copy = Buf::from_slice(vm.heap(), &vm.of::<Decompress>(this).tail)?;
    vm.bytes_of(copy)
}

fn eof(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<Decompress>(this).stream.is_done()))
}

fn decompressobj(vm: &mut Vm, a: Args<'_>) -> Res {
    let wbits = int_argument(vm, a.get(0), 15)?;
    no_dictionary(vm, a.get(1))?;
    let Some((frame, window)) = frame(wbits, true) else {
        raise!(vm, ValueError, "Invalid initialization option");
    };
    let stream = Inflater::new(vm.heap(), frame, window)?;
    vm.alloc(
        T::ZlibDecompress,
        Decompress {
            stream,
            unused: Buf::new(),
            tail: Buf::new(),
        },
    )
}

/// Runs a decompressor over `input`; what it doesn't take is kept.
fn advance(vm: &mut Vm, this: &Value, input: &[u8], limit: usize) -> Res {
    let mut out = Buf::new();
    let (d, heap) = vm.of_mut::<Decompress>(this);
    let used = match d.stream.is_done() {
        true => 0,
        false => match d.stream.run(heap, input, limit, &mut out) {
            Ok(used) => used,
            Err(Wrong::Memory(e)) => return Err(e.into()),
            Err(Wrong::Data(what)) => {
                return Err(error(
                    vm,
                    format_args!("Error -3 while decompressing data: {what}"),
                ));
            }
        },
    };
    let rest = input.get(used..).unwrap_or_default();
    d.tail = Buf::new();
    match d.stream.is_done() {
        true => d.unused.extend_from_slice(heap, rest)?,
        false => d.tail = Buf::from_slice(heap, rest)?,
    }
    vm.charge(out.len() as u64 / 16)?;
    vm.bytes_of(out)
}

fn decompress_some(vm: &mut Vm, a: Args<'_>) -> Res {
    let v = data(vm, &a[1])?;
    let Ok(limit) = usize::try_from(int_argument(vm, a.get(2), 0)?) else {
        raise!(vm, ValueError, "max_length must be non-negative");
    };
    let input = Buf::from_slice(vm.heap(), vm.buffer(&v).unwrap_or_default())?;
    advance(vm, &a[0], &input, limit)
}

fn decompress_flush(vm: &mut Vm, a: Args<'_>) -> Res {
    if int_argument(vm, a.get(1), 16384)? <= 0 {
        raise!(vm, ValueError, "length must be greater than zero");
    }
    let tail = vm.of_mut::<Decompress>(&a[0]).0.tail.take();
    advance(vm, &a[0], &tail, 0)
}

fn decompress_copy(vm: &mut Vm, a: Args<'_>) -> Res {
    let d = vm.of::<Decompress>(&a[0]);
    let copy = Decompress {
        stream: d.stream.copy(vm.heap())?,
        unused: Buf::from_slice(vm.heap(), &d.unused)?,
        tail: Buf::from_slice(vm.heap(), &d.tail)?,
    };
    vm.alloc(T::ZlibDecompress, copy)
}
