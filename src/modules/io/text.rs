//! `TextIOWrapper`: text over a binary stream. Reading is in [`super::text_read`], writing in
//! [`super::text_write`]; here are the payload, the constructor and the rest.
//!
//! X1: `text` is what `snapshot` decodes to, but for the byte order mark in front (`mark` bytes) and
//! the last `undecoded` bytes, which begin a character; the buffer below stands at the snapshot's end.

use super::{CLOSED, closed_error, layer, unsupported};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::text::codec::{Encoding, Handler};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

/// Which line ends a stream knows, and what it makes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// None: all three end lines and become `\n`; written as the system's.
    Translate,
    /// `''`: all three end lines and stay as they are.
    Universal,
    Lf,
    Cr,
    CrLf,
}

/// Line ends seen when reading: bits of `TextIo::seen`.
pub const SEEN_CR: u8 = 1;
pub const SEEN_LF: u8 = 2;
pub const SEEN_CRLF: u8 = 4;

/// The payload.
pub struct TextIo {
    pub(super) buffer: Value,
    pub(super) detached: bool,
    pub(super) encoding: Encoding,
    pub(super) encoding_name: Value,
    pub(super) errors: Value,
    pub(super) newline: Newline,
    pub(super) line_buffering: bool,
    pub(super) write_through: bool,
    /// Encoded text that the buffer below doesn't have yet.
    pub(super) pending: Buf<u8>,
    /// A byte order mark was written, or isn't wanted.
    pub(super) marked: bool,
    pub(super) snapshot: Buf<u8>,
    pub(super) mark: usize,
    pub(super) undecoded: usize,
    pub(super) text: Buf<u8>,
    pub(super) at: usize,
    /// What to decode with, once a byte order mark has been looked for.
    pub(super) decoder: Option<Encoding>,
    pub(super) seen: u8,
    /// Iterating: `tell` is refused.
    pub(super) iterating: bool,
    mode: Value,
}

impl TextIo {
    fn empty() -> TextIo {
        TextIo {
            buffer: Value::UNBOUND,
            detached: false,
            encoding: Encoding::Utf8,
            encoding_name: Value::NONE,
            errors: Value::NONE,
            newline: Newline::Translate,
            line_buffering: false,
            write_through: false,
            pending: Buf::new(),
            marked: false,
            snapshot: Buf::new(),
            mark: 0,
            undecoded: 0,
            text: Buf::new(),
            at: 0,
            decoder: None,
            seen: 0,
            iterating: false,
            mode: Value::UNBOUND,
        }
    }

    /// Forgets what was read ahead.
    pub(super) fn forget(&mut self) {
        self.snapshot.clear();
        self.text.clear();
        (self.at, self.mark, self.undecoded) = (0, 0, 0);
    }
}

impl Payload for TextIo {
    const KIND: Kind = Kind::TextIo;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [&self.buffer, &self.encoding_name, &self.errors, &self.mode] {
            f(v);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.buffer, Value::UNBOUND));
    }

    fn extra_bytes(&self) -> usize {
        self.pending.bytes() + self.snapshot.bytes() + self.text.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "TextIOWrapper",
    module: "_io",
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    base: Some(T::TextIoBase),
    kind: Kind::TextIo,
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        next: Some(super::text_read::next),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    "read(self, size=-1, /)" => super::text_read::read_method;
    "readline(self, size=-1, /)" => super::text_read::readline_method;
    "write(self, text, /)" => super::text_write::write_method;
    "seek(self, cookie, whence=0, /)" => seek;
    "tell(self, /)" => tell;
    "truncate(self, pos=None, /)" => truncate;
    "flush(self, /)" => flush_method;
    "close(self, /)" => close;
    "detach(self, /)" => detach;
    "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)" => reconfigure;
    "seekable(self, /)" => seekable;
    "readable(self, /)" => readable;
    "writable(self, /)" => writable;
    "fileno(self, /)" => fileno;
    "isatty(self, /)" => isatty;
}

getset! { GETSET;
    "buffer" => buffer_attr;
    "closed" => closed;
    "name" => name;
    "mode" => mode, set_mode;
    "encoding" => encoding;
    "errors" => errors;
    "line_buffering" => line_buffering;
    "write_through" => write_through;
    "newlines" => newlines;
    "_CHUNK_SIZE" => chunk_size;
}

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    let v = vm.alloc_as(class, TextIo::empty())?;
    vm.heap().add_finalizer(&v)?;
    Ok(v)
}

/// What a text stream is set up with.
pub struct Setup {
    pub encoding: Value,
    pub errors: Value,
    pub newline: Value,
    pub line_buffering: bool,
    pub write_through: bool,
}

fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let (pos, _) = vm.bind(
        "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        call,
    )?;
    let arg = |i: usize| {
        pos.get(i)
            .and_then(Value::bound)
            .cloned()
            .unwrap_or(Value::NONE)
    };
    let setup = Setup {
        encoding: arg(1),
        errors: arg(2),
        newline: arg(3),
        line_buffering: vm.truthy(&arg(4))?,
        write_through: vm.truthy(&arg(5))?,
    };
    let buffer = pos[0].clone();
    set_up(vm, this, &buffer, &setup)
}

/// A new text stream over `buffer`.
pub fn over(vm: &mut Vm, buffer: &Value, setup: &Setup) -> Res {
    vm.ensure_type(T::TextIoWrapper)?;
    let v = vm.alloc(T::TextIoWrapper, TextIo::empty())?;
    vm.heap().add_finalizer(&v)?;
    set_up(vm, &v, buffer, setup)?;
    Ok(v)
}

fn str_or_none(vm: &mut Vm, v: &Value, what: &str) -> Res<()> {
    if !v.is_none() && !vm.is_a(v, T::Str) {
        let t = vm.type_name(v).to_owned();
        raise!(
            vm,
            TypeError,
            "TextIOWrapper() argument '{what}' must be str or None, not {t}"
        );
    }
    Ok(())
}

/// The newline mode that an argument names. `quoted`: how the error shows it.
pub fn newline_arg(vm: &mut Vm, v: &Value, quoted: bool) -> Res<Newline> {
    if v.is_none() {
        return Ok(Newline::Translate);
    }
    Ok(match vm.wtf8(v) {
        Some(b"") => Newline::Universal,
        Some(b"\n") => Newline::Lf,
        Some(b"\r") => Newline::Cr,
        Some(b"\r\n") => Newline::CrLf,
        Some(_) => {
            let s = match quoted {
                true => vm.repr(v)?,
                false => v.clone(),
            };
            let s = vm.text(&s).unwrap_or("?").to_owned();
            raise!(vm, ValueError, "illegal newline value: {s}")
        }
        None => {
            let t = vm.type_name(v).to_owned();
            raise!(vm, TypeError, "newline must be str or None, not {t}")
        }
    })
}

fn encoding_arg(vm: &mut Vm, name: &Value) -> Res<Encoding> {
    let found = match vm.text(name) {
        Some("locale") => Some(Encoding::Utf8),
        Some(n) => Encoding::from_name(n),
        None => None,
    };
    match found {
        Some(e) => Ok(e),
        None => {
            // Those that the `codecs` module knows don't serve here.
            crate::types::codec::info(vm, name, "codecs.open()")?;
            let n = vm.text(name).unwrap_or("?").to_owned();
            raise!(
                vm,
                LookupError,
                "encoding '{n}' is written in Python: text streams have only built-in ones; use codecs.open()"
            )
        }
    }
}

fn set_up(vm: &mut Vm, this: &Value, buffer: &Value, s: &Setup) -> Res<()> {
    str_or_none(vm, &s.encoding, "encoding")?;
    str_or_none(vm, &s.errors, "errors")?;
    str_or_none(vm, &s.newline, "newline")?;
    let newline = newline_arg(vm, &s.newline, false)?;
    let encoding_name = if s.encoding.is_none() {
        vm.str("UTF-8")?
    } else {
        s.encoding.clone()
    };
    let encoding = encoding_arg(vm, &encoding_name)?;
    let errors = if s.errors.is_none() {
        vm.str("strict")?
    } else {
        s.errors.clone()
    };
    // Not before the rest: an object that isn't a stream is only noticed here.
    layer::ask(vm, buffer, "readable")?;
    let writable = layer::ask(vm, buffer, "writable")?;
    let mut marked = false;
    if layer::ask(vm, buffer, "seekable")? && writable {
        marked = layer::tell(vm, buffer)? != 0;
    }
    let mode = vm.of::<TextIo>(this).mode.clone();
    *vm.of_mut::<TextIo>(this).0 = TextIo {
        buffer: buffer.clone(),
        encoding,
        encoding_name,
        errors,
        newline,
        line_buffering: s.line_buffering,
        write_through: s.write_through,
        marked,
        mode,
        ..TextIo::empty()
    };
    layer::finalize_after(vm, buffer)?;
    Ok(())
}

/// The buffer below.
pub fn buffer(vm: &mut Vm, this: &Value) -> Res {
    let t = vm.of::<TextIo>(this);
    if let Some(b) = t.buffer.bound() {
        return Ok(b.clone());
    }
    match t.detached {
        true => raise!(vm, ValueError, "underlying buffer has been detached"),
        false => raise!(vm, ValueError, "I/O operation on uninitialized object"),
    }
}

/// The buffer below, which must be open.
pub fn open_buffer(vm: &mut Vm, this: &Value) -> Res {
    let b = buffer(vm, this)?;
    if layer::is_closed(vm, &b)? {
        return Err(closed_error(vm, CLOSED));
    }
    Ok(b)
}

/// The error handler, if it is a known one.
pub fn handler(vm: &Vm, this: &Value) -> Option<Handler> {
    Handler::from_name(vm.text(&vm.of::<TextIo>(this).errors)?)
}

pub fn flush(vm: &mut Vm, this: &Value) -> Res<()> {
    let b = open_buffer(vm, this)?;
    vm.of_mut::<TextIo>(this).0.iterating = false;
    super::text_write::hand_on(vm, this, &b)?;
    layer::flush(vm, &b)
}

fn flush_method(vm: &mut Vm, a: Args<'_>) -> Res {
    flush(vm, &a[0])?;
    Ok(Value::NONE)
}

fn close(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = buffer(vm, &a[0])?;
    if layer::is_closed(vm, &b)? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&a[0], "flush", &[]);
    let closed = vm.call_method(&b, "close", &[]);
    flushed?;
    closed?;
    Ok(Value::NONE)
}

fn detach(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = buffer(vm, &a[0])?;
    vm.call_method(&a[0], "flush", &[])?;
    let (t, _) = vm.of_mut::<TextIo>(&a[0]);
    t.detached = true;
    t.buffer = Value::UNBOUND;
    Ok(b)
}

/// The position in bytes of the next character.
fn position(vm: &mut Vm, this: &Value, b: &Value) -> Res<u64> {
    let end = layer::tell(vm, b)?;
    let errors = handler(vm, this);
    let t = vm.of::<TextIo>(this);
    let data = &t.snapshot[t.mark.min(t.snapshot.len())..];
    let read = match t.at {
        0 => 0,
        n => t.mark + super::decode::source_bytes(t.decoder.unwrap_or(t.encoding), errors, data, n),
    };
    Ok(end.saturating_sub(t.snapshot.len().saturating_sub(read) as u64))
}

fn tell(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = open_buffer(vm, &a[0])?;
    if !layer::ask(vm, &b, "seekable")? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if vm.of::<TextIo>(&a[0]).iterating {
        raise!(vm, OSError, "telling position disabled by next() call");
    }
    super::text_write::hand_on(vm, &a[0], &b)?;
    layer::flush(vm, &b)?;
    let n = position(vm, &a[0], &b)?;
    vm.int(n as i64)
}

fn seek(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = open_buffer(vm, &a[0])?;
    let whence = a.get(2).map_or(Ok(0), |w| vm.index_i64(w))?;
    if !layer::ask(vm, &b, "seekable")? {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let to = vm.index_i64(&a[1])?;
    let to = match whence {
        0 if to < 0 => raise!(vm, ValueError, "negative seek position {to}"),
        0 => to,
        1 if to != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
        1 => {
            flush(vm, &a[0])?;
            position(vm, &a[0], &b)? as i64
        }
        2 if to != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
        2 => 0,
        _ => raise!(
            vm,
            ValueError,
            "invalid whence ({whence}, should be 0, 1 or 2)"
        ),
    };
    flush(vm, &a[0])?;
    let at = layer::seek(vm, &b, to, if whence == 2 { 2 } else { 0 })?;
    let (t, _) = vm.of_mut::<TextIo>(&a[0]);
    t.forget();
    t.marked = at != 0;
    if at == 0 {
        t.decoder = None;
    }
    vm.int(at as i64)
}

fn truncate(vm: &mut Vm, a: Args<'_>) -> Res {
    flush(vm, &a[0])?;
    let b = buffer(vm, &a[0])?;
    let pos = match a.some(1) {
        Some(p) => p.clone(),
        None => {
            let n = position(vm, &a[0], &b)?;
            vm.int(n as i64)?
        }
    };
    vm.call_method(&b, "truncate", &[pos])
}

fn reconfigure(vm: &mut Vm, a: Args<'_>) -> Res {
    let given = |i: usize| a.kw(i).filter(|v| !v.is_none()).cloned();
    let newline_given = a.kw(2).is_some();
    let read_ahead = {
        let t = vm.of::<TextIo>(&a[0]);
        t.at < t.text.len() || t.undecoded > 0
    };
    if read_ahead && (given(0).is_some() || given(1).is_some() || newline_given) {
        return Err(unsupported(
            vm,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    flush(vm, &a[0])?;
    if let Some(e) = given(0) {
        str_or_none(vm, &e, "encoding")?;
        let encoding = encoding_arg(vm, &e)?;
        let strict = vm.str("strict")?;
        let (t, _) = vm.of_mut::<TextIo>(&a[0]);
        (t.encoding, t.encoding_name, t.decoder) = (encoding, e, None);
        t.errors = strict;
    }
    if let Some(e) = given(1) {
        str_or_none(vm, &e, "errors")?;
        vm.of_mut::<TextIo>(&a[0]).0.errors = e;
    }
    if newline_given {
        let n = a.kw(2).cloned().unwrap_or(Value::NONE);
        let n = newline_arg(vm, &n, false)?;
        vm.of_mut::<TextIo>(&a[0]).0.newline = n;
    }
    if let Some(v) = given(3) {
        let on = vm.truthy(&v)?;
        vm.of_mut::<TextIo>(&a[0]).0.line_buffering = on;
    }
    if let Some(v) = given(4) {
        let on = vm.truthy(&v)?;
        vm.of_mut::<TextIo>(&a[0]).0.write_through = on;
    }
    Ok(Value::NONE)
}

fn seekable(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = buffer(vm, &a[0])?;
    vm.call_method(&b, "seekable", &[])
}

fn readable(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = buffer(vm, &a[0])?;
    vm.call_method(&b, "readable", &[])
}

fn writable(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = buffer(vm, &a[0])?;
    vm.call_method(&b, "writable", &[])
}

fn fileno(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = buffer(vm, &a[0])?;
    vm.call_method(&b, "fileno", &[])
}

fn isatty(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = buffer(vm, &a[0])?;
    vm.call_method(&b, "isatty", &[])
}

fn buffer_attr(vm: &mut Vm, this: &Value) -> Res {
    buffer(vm, this)
}

fn closed(vm: &mut Vm, this: &Value) -> Res {
    let b = buffer(vm, this)?;
    vm.attr(&b, "closed")
}

fn name(vm: &mut Vm, this: &Value) -> Res {
    let b = buffer(vm, this)?;
    vm.attr(&b, "name")
}

fn mode(vm: &mut Vm, this: &Value) -> Res {
    match vm.of::<TextIo>(this).mode.bound() {
        Some(m) => Ok(m.clone()),
        None => {
            let t = vm.type_name(this).to_owned();
            raise!(vm, AttributeError, "'{t}' object has no attribute 'mode'")
        }
    }
}

/// `open` tells the mode it was called with.
pub fn set_mode(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::UNBOUND);
    vm.of_mut::<TextIo>(this).0.mode = v;
    Ok(())
}

fn encoding(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<TextIo>(this).encoding_name.clone())
}

fn errors(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<TextIo>(this).errors.clone())
}

fn line_buffering(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<TextIo>(this).line_buffering))
}

fn write_through(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<TextIo>(this).write_through))
}

fn chunk_size(_: &mut Vm, _: &Value) -> Res {
    Ok(Value::int(super::BUFFER_SIZE as i64))
}

fn newlines(vm: &mut Vm, this: &Value) -> Res {
    let seen = vm.of::<TextIo>(this).seen;
    newlines_value(vm, seen)
}

/// `newlines`: None, a string or a tuple of the line ends seen.
pub fn newlines_value(vm: &mut Vm, seen: u8) -> Res {
    let mut found = smallvec::SmallVec::<[Value; 3]>::new();
    for (bit, text) in [(SEEN_CR, "\r"), (SEEN_LF, "\n"), (SEEN_CRLF, "\r\n")] {
        if seen & bit != 0 {
            found.push(vm.str(text)?);
        }
    }
    match &found[..] {
        [] => Ok(Value::NONE),
        [one] => Ok(one.clone()),
        many => vm.tuple(many),
    }
}

fn repr(vm: &mut Vm, this: &Value) -> Res {
    let mut parts = String::from("<_io.TextIOWrapper");
    for (attr, label) in [("name", "name"), ("mode", "mode")] {
        match vm.try_attr(this, attr) {
            Ok(Some(v)) => {
                let r = vm.repr(&v)?;
                parts.push_str(&format!(" {label}={}", vm.text(&r).unwrap_or("?")));
            }
            Ok(None) => {}
            Err(e) if e.is_stop() => return Err(e),
            Err(_) => {}
        }
    }
    let e = vm.of::<TextIo>(this).encoding_name.clone();
    let e = vm.repr(&e)?;
    let e = vm.text(&e).unwrap_or("?").to_owned();
    vm.format(format_args!("{parts} encoding={e}>"))
}
