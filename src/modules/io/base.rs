//! `IOBase` and the abstract bases of the three layers: what every stream can do, in terms of the
//! methods that a stream has.

use super::{CLOSED, closed_error, unsupported};
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{getset, methods, raise};

pub static IO_BASE: TypeDef = TypeDef {
    name: "IOBase",
    module: "io",
    doc: "The abstract base class for all I/O classes.",
    kind: Kind::Instance,
    slots: Slots {
        iter: Some(iter),
        next: Some(next),
        del: Some(del),
        ..Slots::NONE
    },
    methods: BASE,
    getset: BASE_GETSET,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

pub static RAW_IO_BASE: TypeDef = TypeDef {
    name: "RawIOBase",
    doc: "Base class for raw binary I/O.",
    base: Some(T::IoBase),
    methods: RAW,
    ..IO_BASE_CHILD
};

pub static BUFFERED_IO_BASE: TypeDef = TypeDef {
    name: "BufferedIOBase",
    doc: "Base class for buffered IO objects.",
    base: Some(T::IoBase),
    methods: BUFFERED,
    ..IO_BASE_CHILD
};

pub static TEXT_IO_BASE: TypeDef = TypeDef {
    name: "TextIOBase",
    doc: "Base class for text I/O.",
    base: Some(T::IoBase),
    methods: TEXT,
    getset: TEXT_GETSET,
    ..IO_BASE_CHILD
};

const IO_BASE_CHILD: TypeDef = TypeDef {
    module: "io",
    kind: Kind::Instance,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { BASE;
    /// Change the stream position to the given byte offset.
    "seek(self, offset, whence=0, /)" => seek;
    /// Return current stream position.
    "tell(self, /)" => tell;
    /// Truncate file to size bytes.
    "truncate(self, size=None, /)" => truncate;
    /// Flush write buffers, if applicable.
    "flush(self, /)" => flush;
    /// Flush and close the IO object.
    "close(self, /)" => close;
    /// Return whether object supports random access.
    "seekable(self, /)" => no;
    /// Return whether object was opened for reading.
    "readable(self, /)" => no;
    /// Return whether object was opened for writing.
    "writable(self, /)" => no;
    /// Return underlying file descriptor if one exists.
    "fileno(self, /)" => fileno;
    /// Return whether this is an 'interactive' stream.
    "isatty(self, /)" => isatty;
    /// Read and return a line from the stream.
    "readline(self, size=-1, /)" => readline;
    /// Return a list of lines from the stream.
    "readlines(self, hint=-1, /)" => readlines;
    /// Write a list of lines to stream.
    "writelines(self, lines, /)" => writelines;
    "_checkClosed(self, /)" => check_closed_method;
    "_checkSeekable(self, /)" => check_seekable;
    "_checkReadable(self, /)" => check_readable;
    "_checkWritable(self, /)" => check_writable;
    "__enter__(self, /)" => enter;
    "__exit__(self, /, *args)" => exit;
}

getset! { BASE_GETSET;
    "closed" => closed;
}

methods! { RAW;
    "read(self, size=-1, /)" => raw_read;
    /// Read until EOF, using multiple read() call.
    "readall(self, /)" => raw_readall;
}

methods! { BUFFERED;
    /// Read and return up to size bytes.
    "read(self, size=-1, /)" => no_read;
    /// Read and return up to size bytes, with at most one read() call to the underlying raw stream.
    "read1(self, size=-1, /)" => no_read1;
    "readinto(self, buffer, /)" => readinto;
    "readinto1(self, buffer, /)" => readinto1;
    /// Write buffer b to the IO stream.
    "write(self, b, /)" => no_write;
    /// Disconnect this buffer from its underlying raw stream and return it.
    "detach(self, /)" => no_detach;
}

methods! { TEXT;
    /// Read at most size characters from stream.
    "read(self, size=-1, /)" => no_read;
    /// Read until newline or EOF.
    "readline(self, size=-1, /)" => no_readline;
    /// Write string s to stream.
    "write(self, s, /)" => no_write;
    /// Separate the underlying buffer from the TextIOBase and return it.
    "detach(self, /)" => no_detach;
}

getset! { TEXT_GETSET;
    "encoding" => none;
    "newlines" => none;
    "errors" => none;
}

fn none(_: &mut Vm, _: &Value) -> Res {
    Ok(Value::NONE)
}

/// Name under which a stream written in Python remembers that it was closed.
const CLOSED_MARK: &str = "__IOBase_closed";

/// Raises if `this` is closed.
pub fn check_closed(vm: &mut Vm, this: &Value) -> Res<()> {
    if super::layer::is_closed(vm, this)? {
        return Err(closed_error(vm, CLOSED));
    }
    Ok(())
}

fn check_closed_method(vm: &mut Vm, a: Args<'_>) -> Res {
    check_closed(vm, &a[0])?;
    Ok(Value::NONE)
}

fn closed(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.try_attr(this, CLOSED_MARK)?.is_some()))
}

fn no(vm: &mut Vm, a: Args<'_>) -> Res {
    check_closed(vm, &a[0])?;
    Ok(Value::FALSE)
}

fn seek(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "seek"))
}

fn tell(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.call_method(&a[0], "seek", &[Value::ZERO, Value::int(1)])
}

fn truncate(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "truncate"))
}

fn fileno(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "fileno"))
}

fn no_read(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "read"))
}

fn no_read1(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "read1"))
}

fn no_readline(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "readline"))
}

fn no_write(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "write"))
}

fn no_detach(vm: &mut Vm, _: Args<'_>) -> Res {
    Err(unsupported(vm, "detach"))
}

fn flush(vm: &mut Vm, a: Args<'_>) -> Res {
    check_closed(vm, &a[0])?;
    Ok(Value::NONE)
}

fn isatty(vm: &mut Vm, a: Args<'_>) -> Res {
    check_closed(vm, &a[0])?;
    Ok(Value::FALSE)
}

fn close(vm: &mut Vm, a: Args<'_>) -> Res {
    if super::layer::is_closed(vm, &a[0])? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&a[0], "flush", &[]);
    let k = vm.intern(CLOSED_MARK)?;
    vm.set_attr(&a[0], &k, &Value::TRUE)?;
    flushed?;
    Ok(Value::NONE)
}

/// A stream that nobody refers to any more is closed; errors of that go to `sys.unraisablehook`.
pub fn del(vm: &mut Vm, this: &Value) -> Res<()> {
    // An object that can't even say whether it is closed isn't usable.
    match super::layer::is_closed(vm, this) {
        Err(e) if e.is_stop() => return Err(e),
        Ok(true) | Err(_) => return Ok(()),
        Ok(false) => {}
    }
    if let Some(file) = super::layer::owned_file(vm, this)
        && let Err(e) = warn_unclosed(vm, this)
    {
        vm.unraisable(e, &file)?;
    }
    match vm.call_method(this, "close", &[]) {
        Err(e) if e.is_stop() => Err(e),
        Err(e) => vm.unraisable(e, this),
        Ok(_) => Ok(()),
    }
}

fn warn_unclosed(vm: &mut Vm, this: &Value) -> Res<()> {
    let r = vm.repr(this)?;
    let r = String::from_utf8_lossy(vm.wtf8(&r).unwrap_or_default()).into_owned();
    vm.warn_about(T::ResourceWarning, &format!("unclosed file {r}"), this)
}

fn need(vm: &mut Vm, this: &Value, method: &str, text: &str) -> Res {
    if !super::layer::ask(vm, this, method)? {
        return Err(unsupported(vm, text));
    }
    Ok(Value::TRUE)
}

fn check_seekable(vm: &mut Vm, a: Args<'_>) -> Res {
    need(vm, &a[0], "seekable", "File or stream is not seekable.")
}

fn check_readable(vm: &mut Vm, a: Args<'_>) -> Res {
    need(vm, &a[0], "readable", "File or stream is not readable.")
}

fn check_writable(vm: &mut Vm, a: Args<'_>) -> Res {
    need(vm, &a[0], "writable", "File or stream is not writable.")
}

fn enter(vm: &mut Vm, a: Args<'_>) -> Res {
    check_closed(vm, &a[0])?;
    Ok(a[0].clone())
}

fn exit(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.call_method(&a[0], "close", &[])?;
    Ok(Value::NONE)
}

pub fn iter(vm: &mut Vm, this: &Value) -> Res {
    check_closed(vm, this)?;
    Ok(this.clone())
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let k = vm.intern("readline")?;
    let line = vm.call_method_value(this, &k, &[])?;
    Ok((vm.len(&line)? > 0).then_some(line))
}

/// `readline` in terms of `peek` and `read`.
fn readline(vm: &mut Vm, a: Args<'_>) -> Res {
    let limit = super::size_arg(vm, a.get(1))?;
    let peek = vm.try_attr(&a[0], "peek")?;
    let mut line: Buf<u8> = Buf::new();
    while limit.is_none_or(|n| line.len() < n) {
        let mut want = 1;
        if let Some(peek) = &peek {
            let ahead = vm.call(peek, &[Value::int(1)])?;
            if let Some(b) = vm.bytes_of_value(&ahead)
                && !b.is_empty()
            {
                want = b
                    .iter()
                    .position(|&c| c == b'\n')
                    .map_or(b.len(), |i| i + 1);
                want = want.min(limit.map_or(want, |n| n - line.len()));
            }
        }
        let b = vm.call_method(&a[0], "read", &[Value::int(want as i64)])?;
        let Some(b) = vm.bytes_of_value(&b) else {
            let t = vm.type_name(&b).to_owned();
            raise!(
                vm,
                OSError,
                "read() should have returned a bytes object, not '{t}'"
            )
        };
        if b.is_empty() {
            break;
        }
        line.extend_from_slice(vm.heap(), b)?;
        if line.last() == Some(&b'\n') {
            break;
        }
    }
    vm.bytes_of(line)
}

fn readlines(vm: &mut Vm, a: Args<'_>) -> Res {
    let hint = super::size_arg(vm, a.get(1))?.filter(|&n| n > 0);
    let it = vm.iter(&a[0])?;
    let mut lines = Buf::new();
    let mut total = 0;
    while let Some(line) = vm.next(&it)? {
        total += vm.len(&line)?;
        lines.push(vm.heap(), line)?;
        if hint.is_some_and(|n| total >= n) {
            break;
        }
    }
    vm.list(lines)
}

fn writelines(vm: &mut Vm, a: Args<'_>) -> Res {
    check_closed(vm, &a[0])?;
    let it = vm.iter(&a[1])?;
    let k = vm.name(N::write)?;
    while let Some(line) = vm.next(&it)? {
        vm.call_method_value(&a[0], &k, std::slice::from_ref(&line))?;
    }
    Ok(Value::NONE)
}

fn raw_read(vm: &mut Vm, a: Args<'_>) -> Res {
    match super::size_arg(vm, a.get(1))? {
        None => vm.call_method(&a[0], "readall", &[]),
        Some(n) => {
            // A stream that defines neither `read` nor `readinto` has nothing to read with.
            vm.attr(&a[0], "readinto")?;
            match super::layer::read_through(vm, &a[0], n, false)? {
                Some(b) => vm.bytes_of(b),
                None => Ok(Value::NONE),
            }
        }
    }
}

fn raw_readall(vm: &mut Vm, a: Args<'_>) -> Res {
    let mut all = Buf::new();
    loop {
        let piece = vm.call_method(&a[0], "read", &[Value::int(super::BUFFER_SIZE as i64)])?;
        match vm.bytes_of_value(&piece) {
            Some(b) if !b.is_empty() => all.extend_from_slice(vm.heap(), b)?,
            _ if piece.is_none() && all.is_empty() => return Ok(Value::NONE),
            _ => return vm.bytes_of(all),
        }
    }
}

/// `readinto` in terms of `read`.
fn readinto(vm: &mut Vm, a: Args<'_>) -> Res {
    into_with(vm, &a, "read")
}

fn readinto1(vm: &mut Vm, a: Args<'_>) -> Res {
    into_with(vm, &a, "read1")
}

fn into_with(vm: &mut Vm, a: &Args<'_>, method: &str) -> Res {
    let (target, n) = read_target(
        vm,
        &a[1],
        if method == "read" {
            "readinto() argument"
        } else {
            "readinto1() argument"
        },
    )?;
    let asked = vm.int(n as i64)?;
    let data = vm.call_method(&a[0], method, &[asked])?;
    let Some(data) = vm.bytes_of_value(&data) else {
        raise!(vm, TypeError, "read() should return bytes");
    };
    if data.len() > n {
        let got = data.len();
        raise!(
            vm,
            ValueError,
            "read() returned too much data: {n} bytes requested, {got} returned"
        );
    }
    let data = Buf::from_slice(vm.heap(), data)?;
    store_into(vm, &target, &data)
}

/// The writable buffer that `readinto` was given, and its length.
pub fn read_target(vm: &mut Vm, v: &Value, what: &str) -> Res<(Value, usize)> {
    let target = vm.writable(v, what)?;
    let n = vm.buffer(&target).map_or(0, <[u8]>::len);
    Ok((target, n))
}

/// Puts `data` at the start of a writable buffer ([`read_target`]); gives its length. Of a target that
/// became shorter while Python ran, as much as fits is filled.
pub fn store_into(vm: &mut Vm, target: &Value, data: &[u8]) -> Res {
    let stored = vm.write_buffer(target, |all| {
        let n = all.len().min(data.len());
        all[..n].copy_from_slice(&data[..n]);
        n
    });
    vm.int(stored.unwrap_or(0) as i64)
}
