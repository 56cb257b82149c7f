//! `BytesIO`: a binary stream in memory.

use super::{bytes_like, closed_error, size_arg};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::buffer::{self, Exports};
use crate::types::memoryview;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, payload, raise};

/// The payload.
#[derive(Default)]
pub struct BytesIo {
    bytes: Buf<u8>,
    exports: Exports,
    at: usize,
    closed: bool,
}

impl BytesIo {
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    pub fn exports_mut(&mut self) -> &mut Exports {
        &mut self.exports
    }
}

impl Payload for BytesIo {
    const KIND: Kind = Kind::BytesIo;

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.exports.visit(visit);
    }

    fn extra_bytes(&self) -> usize {
        self.bytes.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "BytesIO",
    module: "_io",
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    base: Some(T::BufferedIoBase),
    kind: Kind::BytesIo,
    slots: Slots {
        new: Some(new),
        init: Some(init),
        next: Some(next),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

payload! {
    /// What stands for the contents of a BytesIO as `memoryview.obj`.
    pub struct BytesIoBuffer: BytesIoBuffer {
        pub source: Value,
    }
}

pub static BUFFER: TypeDef = TypeDef {
    name: "_BytesIOBuffer",
    full_name: "_io._BytesIOBuffer",
    module: "_io",
    kind: Kind::BytesIoBuffer,
    slots: Slots::NONE,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Read at most size bytes, returned as a bytes object.
    "read(self, size=-1, /)" => read_method;
    /// Read at most size bytes, returned as a bytes object.
    "read1(self, size=-1, /)" => read_method;
    /// Read bytes into buffer.
    "readinto(self, buffer, /)" => readinto;
    /// Next line from the file, as a bytes object.
    "readline(self, size=-1, /)" => readline_method;
    /// Write bytes to file.
    "write(self, b, /)" => write_method;
    /// Change stream position.
    "seek(self, pos, whence=0, /)" => seek;
    /// Current file position, an integer.
    "tell(self, /)" => tell;
    /// Truncate the file to at most size bytes.
    "truncate(self, size=None, /)" => truncate;
    /// Retrieve the entire contents of the BytesIO object.
    "getvalue(self, /)" => getvalue;
    /// Get a read-write view over the contents of the BytesIO object.
    "getbuffer(self, /)" => getbuffer;
    /// Does nothing.
    "flush(self, /)" => flush;
    /// Disable all I/O operations.
    "close(self, /)" => close;
    /// Always returns False.
    "isatty(self, /)" => no;
    /// Returns True if the IO object can be read.
    "readable(self, /)" => yes;
    /// Returns True if the IO object can be written.
    "writable(self, /)" => yes;
    /// Returns True if the IO object can be seeked.
    "seekable(self, /)" => yes;
}

getset! { GETSET;
    /// True if the file is closed.
    "closed" => closed;
}

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(class, BytesIo::default())
}

fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let (pos, _) = vm.bind("BytesIO(initial_bytes=b'')", call)?;
    check_exports(vm, this)?;
    let bytes = match pos.first().and_then(Value::bound).filter(|v| !v.is_none()) {
        Some(v) => bytes_like(vm, v)?,
        None => Buf::new(),
    };
    let (b, _) = vm.of_mut::<BytesIo>(this);
    b.bytes = bytes;
    b.at = 0;
    b.closed = false;
    Ok(())
}

fn check(vm: &mut Vm, this: &Value) -> Res<()> {
    if vm.of::<BytesIo>(this).closed {
        return Err(closed_error(vm, super::CLOSED));
    }
    Ok(())
}

/// Whatever may change the length asks this first: views of the contents forbid it.
fn check_exports(vm: &mut Vm, this: &Value) -> Res<()> {
    match vm.of::<BytesIo>(this).exports.count() {
        0 => Ok(()),
        _ => Err(vm.locked(buffer::LOCKED)),
    }
}

/// Takes up to `n` bytes, all with `None`.
pub fn read(vm: &mut Vm, this: &Value, n: Option<usize>) -> Res<Buf<u8>> {
    check(vm, this)?;
    let b = vm.of::<BytesIo>(this);
    let rest = b.bytes.get(b.at..).unwrap_or_default();
    let n = n.unwrap_or(usize::MAX).min(rest.len());
    let out = Buf::from_slice(vm.heap(), &rest[..n])?;
    vm.of_mut::<BytesIo>(this).0.at += n;
    vm.charge(n as u64 / 64)?;
    Ok(out)
}

/// Writes at the position; how many bytes.
pub fn write(vm: &mut Vm, this: &Value, data: &[u8]) -> Res<usize> {
    check(vm, this)?;
    check_exports(vm, this)?;
    vm.charge(data.len() as u64 / 64)?;
    let (b, heap) = vm.of_mut::<BytesIo>(this);
    if data.is_empty() {
        return Ok(0);
    }
    if b.at > b.bytes.len() {
        b.bytes.resize(heap, b.at, 0)?;
    }
    let over = data.len().min(b.bytes.len() - b.at);
    b.bytes.reserve(heap, data.len() - over)?;
    b.bytes[b.at..b.at + over].copy_from_slice(&data[..over]);
    b.bytes.extend_from_slice(heap, &data[over..])?;
    b.at += data.len();
    Ok(data.len())
}

fn read_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = size_arg(vm, a.get(1))?;
    let b = read(vm, &a[0], n)?;
    vm.bytes_of(b)
}

fn readinto(vm: &mut Vm, a: Args<'_>) -> Res {
    let (target, n) = super::base::read_target(vm, &a[1], "readinto() argument")?;
    let b = read(vm, &a[0], Some(n))?;
    super::base::store_into(vm, &target, &b)
}

fn readline(vm: &mut Vm, this: &Value, limit: Option<usize>) -> Res<Buf<u8>> {
    check(vm, this)?;
    let b = vm.of::<BytesIo>(this);
    let rest = b.bytes.get(b.at..).unwrap_or_default();
    let n = memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1);
    read(vm, this, Some(n.min(limit.unwrap_or(n))))
}

fn readline_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = size_arg(vm, a.get(1))?;
    let b = readline(vm, &a[0], n)?;
    vm.bytes_of(b)
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let b = readline(vm, this, None)?;
    if b.is_empty() {
        Ok(None)
    } else {
        vm.bytes_of(b).map(Some)
    }
}

fn write_method(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    check_exports(vm, &a[0])?;
    let b = bytes_like(vm, &a[1])?;
    let n = write(vm, &a[0], &b)?;
    vm.int(n as i64)
}

fn seek(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    let to = vm.index_i64(&a[1])?;
    let whence = a.get(2).map_or(Ok(0), |w| vm.index_i64(w))?;
    let b = vm.of::<BytesIo>(&a[0]);
    let from = match whence {
        0 if to < 0 => raise!(vm, ValueError, "negative seek value {to}"),
        0 => 0,
        1 => b.at as i64,
        2 => b.bytes.len() as i64,
        _ => raise!(
            vm,
            ValueError,
            "invalid whence ({whence}, should be 0, 1 or 2)"
        ),
    };
    let at = from.checked_add(to).filter(|&n| n < i64::MAX / 2);
    let Some(at) = at else {
        raise!(vm, OverflowError, "new position too large")
    };
    let at = at.max(0);
    vm.of_mut::<BytesIo>(&a[0]).0.at = at as usize;
    vm.int(at)
}

fn tell(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    vm.int(vm.of::<BytesIo>(&a[0]).at as i64)
}

fn truncate(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    check_exports(vm, &a[0])?;
    let n = match a.some(1) {
        Some(v) => vm.index_i64(v)?,
        None => vm.of::<BytesIo>(&a[0]).at as i64,
    };
    let Ok(size) = usize::try_from(n) else {
        raise!(vm, ValueError, "negative size value {n}")
    };
    vm.of_mut::<BytesIo>(&a[0]).0.bytes.truncate(size);
    vm.int(n)
}

fn getvalue(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    let b = Buf::from_slice(vm.heap(), &vm.of::<BytesIo>(&a[0]).bytes)?;
    vm.bytes_of(b)
}

fn getbuffer(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    vm.ensure_type(T::BytesIoBuffer)?;
    let source = a[0].clone();
    let shown = vm.alloc(T::BytesIoBuffer, BytesIoBuffer { source })?;
    memoryview::view(vm, &shown)
}

fn flush(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    Ok(Value::NONE)
}

fn close(vm: &mut Vm, a: Args<'_>) -> Res {
    check_exports(vm, &a[0])?;
    let (b, _) = vm.of_mut::<BytesIo>(&a[0]);
    b.closed = true;
    b.bytes = Buf::new();
    Ok(Value::NONE)
}

fn no(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    Ok(Value::FALSE)
}

fn yes(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    Ok(Value::TRUE)
}

fn closed(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<BytesIo>(this).closed))
}
