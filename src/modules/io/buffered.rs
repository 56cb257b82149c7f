//! `BufferedReader`, `BufferedWriter` and `BufferedRandom`: one payload, of which each type uses its
//! part.
//!
//! B1: at most one of the two buffers holds something: reading flushes what was written, and writing
//! first moves the raw position back over what was read ahead.

use super::{BUFFER_SIZE, bytes_like, closed_error, layer, size_arg, unsupported};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

/// The payload of the buffered types.
pub struct Buffered {
    /// The stream below; unbound before `__init__` and after `detach`.
    raw: Value,
    /// Read ahead, and how much of it was handed out.
    ahead: Buf<u8>,
    taken: usize,
    /// Written, but not yet handed on.
    behind: Buf<u8>,
    size: usize,
    detached: bool,
}

impl Buffered {
    pub(super) fn raw(&self) -> &Value {
        &self.raw
    }
}

impl Default for Buffered {
    fn default() -> Buffered {
        Buffered {
            raw: Value::UNBOUND,
            ahead: Buf::new(),
            taken: 0,
            behind: Buf::new(),
            size: BUFFER_SIZE,
            detached: false,
        }
    }
}

impl Buffered {
    /// The stream below, if there is one.
    pub fn raw_stream(&self) -> Option<&Value> {
        self.raw.bound()
    }
}

impl Payload for Buffered {
    const KIND: Kind = Kind::Buffered;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.raw);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.raw, Value::UNBOUND));
    }

    fn extra_bytes(&self) -> usize {
        self.ahead.bytes() + self.behind.bytes()
    }
}

const BASE: TypeDef = TypeDef {
    module: "_io",
    base: Some(T::BufferedIoBase),
    kind: Kind::Buffered,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    getset: GETSET,
    ..TypeDef::OBJECT
};

pub static READER: TypeDef = TypeDef {
    name: "BufferedReader",
    doc: "Create a new buffered reader using the given readable raw IO object.",
    slots: Slots {
        new: Some(new),
        init: Some(init_reader),
        repr: Some(repr),
        next: Some(next),
        ..Slots::NONE
    },
    methods: READER_METHODS,
    ..BASE
};

pub static WRITER: TypeDef = TypeDef {
    name: "BufferedWriter",
    doc: "A buffer for a writeable sequential RawIO object.",
    slots: Slots {
        new: Some(new),
        init: Some(init_writer),
        repr: Some(repr),
        ..Slots::NONE
    },
    methods: WRITER_METHODS,
    ..BASE
};

pub static RANDOM: TypeDef = TypeDef {
    name: "BufferedRandom",
    doc: "A buffered interface to random access streams.",
    slots: Slots {
        new: Some(new),
        init: Some(init_random),
        repr: Some(repr),
        next: Some(next),
        ..Slots::NONE
    },
    methods: RANDOM_METHODS,
    ..BASE
};

/// Tables of the three types: their own rows, and those that all have.
macro_rules! with_common {
    ($table:ident; $($rows:tt)*) => {
        methods! { $table;
            $($rows)*
            "detach(self, /)" => detach;
            "close(self, /)" => close;
            "flush(self, /)" => flush_method;
            "seek(self, target, whence=0, /)" => seek_method;
            "tell(self, /)" => tell_method;
            "truncate(self, pos=None, /)" => truncate;
            "seekable(self, /)" => seekable;
            "readable(self, /)" => readable;
            "writable(self, /)" => writable;
            "fileno(self, /)" => fileno;
            "isatty(self, /)" => isatty;
        }
    };
}

with_common! { READER_METHODS;
    "read(self, size=-1, /)" => read_method;
    "read1(self, size=-1, /)" => read1_method;
    "readinto(self, buffer, /)" => readinto;
    "readinto1(self, buffer, /)" => readinto1;
    "readline(self, size=-1, /)" => readline_method;
    "peek(self, size=0, /)" => peek;
}

with_common! { WRITER_METHODS;
    "write(self, buffer, /)" => write_method;
}

with_common! { RANDOM_METHODS;
    "read(self, size=-1, /)" => read_method;
    "read1(self, size=-1, /)" => read1_method;
    "readinto(self, buffer, /)" => readinto;
    "readinto1(self, buffer, /)" => readinto1;
    "readline(self, size=-1, /)" => readline_method;
    "peek(self, size=0, /)" => peek;
    "write(self, buffer, /)" => write_method;
}

getset! { GETSET;
    "raw" => raw_attr;
    "closed" => closed;
    "name" => name;
    "mode" => mode;
}

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    let v = vm.alloc_as(class, Buffered::default())?;
    vm.heap().add_finalizer(&v)?;
    Ok(v)
}

/// A buffer of builtin type `t` over `raw`, without the checks of its constructor.
pub fn over(vm: &mut Vm, t: T, raw: &Value, size: usize) -> Res {
    vm.ensure_type(t)?;
    let v = vm.alloc(
        t,
        Buffered {
            raw: raw.clone(),
            size,
            ..Buffered::default()
        },
    )?;
    vm.heap().add_finalizer(&v)?;
    layer::finalize_after(vm, raw)?;
    Ok(v)
}

fn init(vm: &mut Vm, this: &Value, signature: &'static str, call: CallArgs<'_>) -> Res {
    let (pos, _) = vm.bind(signature, call)?;
    let size = match pos.get(1).and_then(Value::bound) {
        Some(n) => vm.index_i64(n)?,
        None => BUFFER_SIZE as i64,
    };
    let Some(size) = usize::try_from(size).ok().filter(|&n| n > 0) else {
        raise!(vm, ValueError, "buffer size must be strictly positive");
    };
    let (b, _) = vm.of_mut::<Buffered>(this);
    *b = Buffered {
        size,
        ..Buffered::default()
    };
    Ok(pos[0].clone())
}

fn need(vm: &mut Vm, raw: &Value, method: &str, text: &str) -> Res<()> {
    match layer::ask(vm, raw, method)? {
        true => Ok(()),
        false => Err(unsupported(vm, text)),
    }
}

fn init_reader(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let raw = init(vm, this, "BufferedReader(raw, buffer_size=8192)", call)?;
    need(vm, &raw, "readable", "File or stream is not readable.")?;
    layer::finalize_after(vm, &raw)?;
    vm.of_mut::<Buffered>(this).0.raw = raw;
    Ok(())
}

fn init_writer(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let raw = init(vm, this, "BufferedWriter(raw, buffer_size=8192)", call)?;
    need(vm, &raw, "writable", "File or stream is not writable.")?;
    layer::finalize_after(vm, &raw)?;
    vm.of_mut::<Buffered>(this).0.raw = raw;
    Ok(())
}

fn init_random(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let raw = init(vm, this, "BufferedRandom(raw, buffer_size=8192)", call)?;
    need(vm, &raw, "seekable", "File or stream is not seekable.")?;
    need(vm, &raw, "readable", "File or stream is not readable.")?;
    need(vm, &raw, "writable", "File or stream is not writable.")?;
    layer::finalize_after(vm, &raw)?;
    vm.of_mut::<Buffered>(this).0.raw = raw;
    Ok(())
}

/// The stream below.
pub fn raw(vm: &mut Vm, this: &Value) -> Res {
    let b = vm.of::<Buffered>(this);
    if let Some(r) = b.raw.bound() {
        return Ok(r.clone());
    }
    match b.detached {
        true => raise!(vm, ValueError, "raw stream has been detached"),
        false => raise!(vm, ValueError, "I/O operation on uninitialized object"),
    }
}

/// The stream below, which must be open: `what` begins the error ("read of").
fn open_raw(vm: &mut Vm, this: &Value, what: &str) -> Res {
    let raw = raw(vm, this)?;
    if layer::is_closed(vm, &raw)? {
        return Err(closed_error(vm, &format!("{what} closed file")));
    }
    Ok(raw)
}

fn unread<'a>(vm: &'a Vm, this: &'a Value) -> &'a [u8] {
    let b = vm.of::<Buffered>(this);
    b.ahead.get(b.taken..).unwrap_or_default()
}

/// Takes up to `n` bytes of what was read ahead.
fn take(vm: &mut Vm, this: &Value, n: usize) -> Res<Buf<u8>> {
    let have = unread(vm, this);
    let n = n.min(have.len());
    let out = Buf::from_slice(vm.heap(), &have[..n])?;
    vm.of_mut::<Buffered>(this).0.taken += n;
    Ok(out)
}

/// Replaces the empty read buffer by what one request gives; how much that was.
fn fill(vm: &mut Vm, this: &Value, raw: &Value) -> Res<usize> {
    let size = vm.of::<Buffered>(this).size;
    let got = layer::raw_read(vm, raw, size)?.unwrap_or_default();
    let n = got.len();
    let (b, heap) = vm.of_mut::<Buffered>(this);
    if b.taken < b.ahead.len() {
        // Another read happened inside: what is newer goes behind.
        b.ahead.extend_from_slice(heap, &got)?;
    } else {
        (b.ahead, b.taken) = (got, 0);
    }
    Ok(n)
}

// ---------------------------------------------------------------- what the text layer calls

/// Reads `n` bytes, fewer only at the end; all with `None`.
pub fn read(vm: &mut Vm, this: &Value, n: Option<usize>) -> Res<Buf<u8>> {
    let raw = open_raw(vm, this, "read of")?;
    flush_behind(vm, this)?;
    let Some(n) = n else {
        let mut all = take(vm, this, usize::MAX)?;
        let rest = layer::raw_read_all(vm, &raw)?;
        if all.is_empty() {
            return Ok(rest);
        }
        all.extend_from_slice(vm.heap(), &rest)?;
        return Ok(all);
    };
    let mut out = take(vm, this, n)?;
    while out.len() < n {
        let size = vm.of::<Buffered>(this).size;
        let missing = n - out.len();
        // What is larger than the buffer goes past it.
        if missing >= size {
            let piece = layer::raw_read(vm, &raw, (missing - missing % size).min(1 << 24))?
                .unwrap_or_default();
            if piece.is_empty() {
                break;
            }
            out.extend_from_slice(vm.heap(), &piece)?;
            continue;
        }
        if fill(vm, this, &raw)? == 0 {
            break;
        }
        let piece = take(vm, this, missing)?;
        out.extend_from_slice(vm.heap(), &piece)?;
    }
    Ok(out)
}

/// Up to `n` bytes with at most one request.
pub fn read1(vm: &mut Vm, this: &Value, n: usize) -> Res<Buf<u8>> {
    let raw = open_raw(vm, this, "read of")?;
    flush_behind(vm, this)?;
    if unread(vm, this).is_empty() {
        return Ok(layer::raw_read(vm, &raw, n)?.unwrap_or_default());
    }
    take(vm, this, n)
}

/// Writes all of `bytes` (into the buffer, if they fit).
pub fn write(vm: &mut Vm, this: &Value, bytes: &[u8]) -> Res<usize> {
    let raw = open_raw(vm, this, "write to")?;
    rewind(vm, this, &raw)?;
    let b = vm.of::<Buffered>(this);
    if b.behind.len() + bytes.len() <= b.size {
        let (b, heap) = vm.of_mut::<Buffered>(this);
        b.behind.extend_from_slice(heap, bytes)?;
        return Ok(bytes.len());
    }
    flush_behind(vm, this)?;
    // What is larger than the buffer goes past it.
    let size = vm.of::<Buffered>(this).size;
    let mut at = 0;
    while bytes.len() - at > size {
        at += layer::raw_write(vm, &raw, &bytes[at..])?;
    }
    let (b, heap) = vm.of_mut::<Buffered>(this);
    b.behind.extend_from_slice(heap, &bytes[at..])?;
    Ok(bytes.len())
}

/// Moves the raw position back over what was read ahead and not handed out.
fn rewind(vm: &mut Vm, this: &Value, raw: &Value) -> Res<()> {
    let n = unread(vm, this).len();
    if n > 0 {
        layer::seek(vm, raw, -(n as i64), 1)?;
    }
    let (b, _) = vm.of_mut::<Buffered>(this);
    b.ahead.clear();
    b.taken = 0;
    Ok(())
}

/// Hands on what was written.
fn flush_behind(vm: &mut Vm, this: &Value) -> Res<()> {
    if vm.of::<Buffered>(this).behind.is_empty() {
        return Ok(());
    }
    let raw = raw(vm, this)?;
    let mut pending = vm.of_mut::<Buffered>(this).0.behind.take();
    let mut at = 0;
    while at < pending.len() {
        match layer::raw_write(vm, &raw, &pending[at..]) {
            Ok(n) => at += n,
            Err(e) => {
                // What was not taken stays, in front of what came meanwhile.
                pending.cut(vm.heap(), ..at)?;
                let (b, heap) = vm.of_mut::<Buffered>(this);
                let newer = b.behind.take();
                pending.extend_from_slice(heap, &newer)?;
                b.behind = pending;
                return Err(e);
            }
        }
    }
    if vm.of::<Buffered>(this).behind.is_empty() {
        // The memory serves again.
        pending.clear();
        vm.of_mut::<Buffered>(this).0.behind = pending;
    }
    Ok(())
}

/// `flush()`.
pub fn flush(vm: &mut Vm, this: &Value) -> Res<()> {
    let raw = open_raw(vm, this, "flush of")?;
    flush_behind(vm, this)?;
    if vm.is_a(this, T::BufferedRandom) {
        rewind(vm, this, &raw)?;
    }
    Ok(())
}

/// `tell()`.
pub fn tell(vm: &mut Vm, this: &Value) -> Res<u64> {
    let raw = raw(vm, this)?;
    let at = layer::tell(vm, &raw)?;
    let ahead = unread(vm, this).len() as u64;
    Ok(at.saturating_sub(ahead) + vm.of::<Buffered>(this).behind.len() as u64)
}

// ---------------------------------------------------------------- methods

fn read_method(vm: &mut Vm, a: Args<'_>) -> Res {
    if let Some(v) = a.some(1)
        && vm.as_i64(v).is_some_and(|n| n < -1)
    {
        raise!(vm, ValueError, "read length must be non-negative or -1");
    }
    let n = size_arg(vm, a.get(1))?;
    let b = read(vm, &a[0], n)?;
    vm.bytes_of(b)
}

fn read1_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = size_arg(vm, a.get(1))?.unwrap_or(vm.of::<Buffered>(&a[0]).size);
    let b = read1(vm, &a[0], n)?;
    vm.bytes_of(b)
}

fn readinto(vm: &mut Vm, a: Args<'_>) -> Res {
    let (target, n) = super::base::read_target(vm, &a[1], "readinto() argument")?;
    open_raw(vm, &a[0], "readinto of")?;
    let b = read(vm, &a[0], Some(n))?;
    super::base::store_into(vm, &target, &b)
}

fn readinto1(vm: &mut Vm, a: Args<'_>) -> Res {
    let (target, n) = super::base::read_target(vm, &a[1], "readinto1() argument")?;
    open_raw(vm, &a[0], "readinto of")?;
    let b = read1(vm, &a[0], n)?;
    super::base::store_into(vm, &target, &b)
}

/// A line with its end, at most `limit` bytes.
fn readline(vm: &mut Vm, this: &Value, limit: Option<usize>) -> Res<Buf<u8>> {
    let raw = open_raw(vm, this, "readline of")?;
    flush_behind(vm, this)?;
    let mut line = Buf::new();
    loop {
        let room = limit.map_or(usize::MAX, |n| n - line.len());
        let have = unread(vm, this);
        let have = &have[..have.len().min(room)];
        let end = memchr::memchr(b'\n', have);
        let piece = take(vm, this, end.map_or(have.len(), |i| i + 1))?;
        vm.charge(piece.len() as u64 / 64 + 1)?;
        if line.is_empty() {
            line = piece;
        } else {
            line.extend_from_slice(vm.heap(), &piece)?;
        }
        if end.is_some() || limit.is_some_and(|n| line.len() >= n) || fill(vm, this, &raw)? == 0 {
            return Ok(line);
        }
    }
}

fn readline_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = size_arg(vm, a.get(1))?;
    let line = readline(vm, &a[0], n)?;
    vm.bytes_of(line)
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let line = readline(vm, this, None)?;
    if line.is_empty() {
        Ok(None)
    } else {
        vm.bytes_of(line).map(Some)
    }
}

fn peek(vm: &mut Vm, a: Args<'_>) -> Res {
    let raw = open_raw(vm, &a[0], "peek of")?;
    flush_behind(vm, &a[0])?;
    if unread(vm, &a[0]).is_empty() {
        fill(vm, &a[0], &raw)?;
    }
    let b = Buf::from_slice(vm.heap(), unread(vm, &a[0]))?;
    vm.bytes_of(b)
}

fn write_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = bytes_like(vm, &a[1])?;
    let n = write(vm, &a[0], &b)?;
    vm.int(n as i64)
}

fn flush_method(vm: &mut Vm, a: Args<'_>) -> Res {
    flush(vm, &a[0])?;
    Ok(Value::NONE)
}

fn seek_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let to = vm.index_i64(&a[1])?;
    let whence = a.get(2).map_or(Ok(0), |w| vm.index_i64(w))?;
    if !(0..=2).contains(&whence) {
        raise!(vm, ValueError, "whence value {whence} unsupported");
    }
    let raw = open_raw(vm, &a[0], "seek of")?;
    if !layer::ask(vm, &raw, "seekable")? {
        return Err(unsupported(vm, "File or stream is not seekable."));
    }
    flush_behind(vm, &a[0])?;
    rewind(vm, &a[0], &raw)?;
    let n = layer::seek(vm, &raw, to, whence)?;
    vm.int(n as i64)
}

fn tell_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = tell(vm, &a[0])?;
    vm.int(n as i64)
}

fn truncate(vm: &mut Vm, a: Args<'_>) -> Res {
    let raw = open_raw(vm, &a[0], "truncate of")?;
    if !layer::ask(vm, &raw, "writable")? {
        return Err(unsupported(vm, "truncate"));
    }
    flush_behind(vm, &a[0])?;
    rewind(vm, &a[0], &raw)?;
    let pos = a.get(1).cloned().unwrap_or(Value::NONE);
    vm.call_method(&raw, "truncate", &[pos])
}

fn detach(vm: &mut Vm, a: Args<'_>) -> Res {
    let raw = raw(vm, &a[0])?;
    vm.call_method(&a[0], "flush", &[])?;
    let (b, _) = vm.of_mut::<Buffered>(&a[0]);
    b.detached = true;
    b.raw = Value::UNBOUND;
    Ok(raw)
}

fn close(vm: &mut Vm, a: Args<'_>) -> Res {
    let raw = raw(vm, &a[0])?;
    if layer::is_closed(vm, &raw)? {
        return Ok(Value::NONE);
    }
    // The file is closed even if flushing fails; the error is raised after.
    let flushed = vm.call_method(&a[0], "flush", &[]);
    let closed = vm.call_method(&raw, "close", &[]);
    flushed?;
    closed?;
    Ok(Value::NONE)
}

fn seekable(vm: &mut Vm, a: Args<'_>) -> Res {
    let raw = raw(vm, &a[0])?;
    vm.call_method(&raw, "seekable", &[])
}

fn readable(vm: &mut Vm, a: Args<'_>) -> Res {
    if vm.is_a(&a[0], T::BufferedWriter) {
        return Ok(Value::FALSE);
    }
    let raw = raw(vm, &a[0])?;
    vm.call_method(&raw, "readable", &[])
}

fn writable(vm: &mut Vm, a: Args<'_>) -> Res {
    if vm.is_a(&a[0], T::BufferedReader) {
        return Ok(Value::FALSE);
    }
    let raw = raw(vm, &a[0])?;
    vm.call_method(&raw, "writable", &[])
}

fn fileno(vm: &mut Vm, a: Args<'_>) -> Res {
    let raw = raw(vm, &a[0])?;
    vm.call_method(&raw, "fileno", &[])
}

fn isatty(vm: &mut Vm, a: Args<'_>) -> Res {
    let raw = raw(vm, &a[0])?;
    vm.call_method(&raw, "isatty", &[])
}

fn raw_attr(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm
        .of::<Buffered>(this)
        .raw
        .bound()
        .cloned()
        .unwrap_or(Value::NONE))
}

fn closed(vm: &mut Vm, this: &Value) -> Res {
    let raw = raw(vm, this)?;
    vm.attr(&raw, "closed")
}

fn name(vm: &mut Vm, this: &Value) -> Res {
    let raw = raw(vm, this)?;
    vm.attr(&raw, "name")
}

fn mode(vm: &mut Vm, this: &Value) -> Res {
    let raw = raw(vm, this)?;
    vm.attr(&raw, "mode")
}

fn repr(vm: &mut Vm, this: &Value) -> Res {
    let t = vm.type_name(this).to_owned();
    let t = if vm.ty(vm.type_of(this)).is_heap() {
        t
    } else {
        format!("_io.{t}")
    };
    match vm.try_attr(this, "name") {
        Ok(Some(n)) => {
            let n = vm.repr(&n)?;
            let n = vm.text(&n).unwrap_or("?").to_owned();
            vm.format(format_args!("<{t} name={n}>"))
        }
        Ok(None) => vm.format(format_args!("<{t}>")),
        Err(e) if e.is_stop() => Err(e),
        Err(_) => vm.format(format_args!("<{t}>")),
    }
}
