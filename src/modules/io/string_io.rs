//! `StringIO`: a text stream in memory. Positions are characters.

use super::text::{Newline, newline_arg, newlines_value};
use super::text_read::{LineEnd, end_kind, find_end, prefix, translate};
use super::{closed_error, size_arg};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};

/// The payload. `at` and `byte` are the same place in characters and bytes; beyond the end `byte` is
/// the text's length.
pub struct StringIo {
    text: Buf<u8>,
    chars: usize,
    at: usize,
    byte: usize,
    newline: Newline,
    seen: u8,
    closed: bool,
}

impl StringIo {
    const EMPTY: StringIo = StringIo {
        text: Buf::new(),
        chars: 0,
        at: 0,
        byte: 0,
        newline: Newline::Lf,
        seen: 0,
        closed: false,
    };

    fn move_to(&mut self, at: usize) {
        let (byte, _) = prefix(&self.text, at);
        (self.at, self.byte) = (at, byte);
    }
}

impl Payload for StringIo {
    const KIND: Kind = Kind::StringIo;

    fn extra_bytes(&self) -> usize {
        self.text.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "StringIO",
    module: "_io",
    doc: "Text I/O implementation using an in-memory buffer.",
    base: Some(T::TextIoBase),
    kind: Kind::StringIo,
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

methods! { METHODS;
    /// Read at most size characters, returned as a string.
    "read(self, size=-1, /)" => read;
    /// Read until newline or EOF.
    "readline(self, size=-1, /)" => readline_method;
    /// Write string to file.
    "write(self, s, /)" => write_method;
    /// Change stream position.
    "seek(self, pos, whence=0, /)" => seek;
    /// Tell the current file position.
    "tell(self, /)" => tell;
    /// Truncate size to pos.
    "truncate(self, pos=None, /)" => truncate;
    /// Retrieve the entire contents of the object.
    "getvalue(self, /)" => getvalue;
    /// Close the IO object.
    "close(self, /)" => close;
    /// Returns True if the IO object can be read.
    "readable(self, /)" => yes;
    /// Returns True if the IO object can be written.
    "writable(self, /)" => yes;
    /// Returns True if the IO object can be seeked.
    "seekable(self, /)" => yes;
}

getset! { GETSET;
    "closed" => closed;
    "newlines" => newlines;
    "line_buffering" => line_buffering;
}

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    vm.alloc_as(class, StringIo::EMPTY)
}

fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let (pos, _) = vm.bind("StringIO(initial_value='', newline='\n')", call)?;
    let newline = match pos.get(1).and_then(Value::bound) {
        Some(n) => newline_arg(vm, n, true)?,
        None => Newline::Lf,
    };
    *vm.of_mut::<StringIo>(this).0 = StringIo {
        newline,
        ..StringIo::EMPTY
    };
    if let Some(v) = pos.first().and_then(Value::bound).filter(|v| !v.is_none()) {
        if !vm.is_a(v, T::Str) {
            let t = vm.type_name(v).to_owned();
            raise!(vm, TypeError, "initial_value must be str or None, not {t}");
        }
        write(vm, this, v)?;
        vm.of_mut::<StringIo>(this).0.move_to(0);
    }
    Ok(())
}

fn check(vm: &mut Vm, this: &Value) -> Res<()> {
    if vm.of::<StringIo>(this).closed {
        return Err(closed_error(vm, "I/O operation on closed file"));
    }
    Ok(())
}

/// Writes string `s` at the position.
pub fn write(vm: &mut Vm, this: &Value, s: &Value) -> Res<()> {
    check(vm, this)?;
    let newline = vm.of::<StringIo>(this).newline;
    let Some(given) = vm.get::<Str>(s) else {
        return Ok(());
    };
    let (mut n, len) = (given.char_len(), given.byte_len());
    let mut data = Buf::from_slice(vm.heap(), given.bytes())?;
    vm.charge(len as u64 / 64)?;
    match newline {
        Newline::Translate => {
            let seen = translate(&mut data);
            vm.of_mut::<StringIo>(this).0.seen |= seen;
            n = crate::memory::text::count_chars(&data);
        }
        Newline::Cr | Newline::CrLf if memchr::memchr(b'\n', &data).is_some() => {
            let end: &[u8] = if newline == Newline::Cr {
                b"\r"
            } else {
                b"\r\n"
            };
            let mut out = Buf::new();
            for piece in data.split_inclusive(|&b| b == b'\n') {
                match piece.strip_suffix(b"\n") {
                    Some(p) => {
                        out.extend_from_slice(vm.heap(), p)?;
                        out.extend_from_slice(vm.heap(), end)?;
                    }
                    None => out.extend_from_slice(vm.heap(), piece)?,
                }
            }
            n = crate::memory::text::count_chars(&out);
            data = out;
        }
        _ => {}
    }
    let (t, heap) = vm.of_mut::<StringIo>(this);
    if n == 0 {
        return Ok(());
    }
    if t.at > t.chars {
        let gap = t.at - t.chars;
        t.text.resize(heap, t.text.len() + gap, 0)?;
        t.chars = t.at;
        t.byte = t.text.len();
    }
    if t.at == t.chars {
        t.text.extend_from_slice(heap, &data)?;
        t.chars += n;
    } else {
        let (bytes, chars) = prefix(&t.text[t.byte..], n);
        t.text
            .splice(heap, t.byte..t.byte + bytes, data.iter().copied())?;
        t.chars += n - chars;
    }
    t.at += n;
    t.byte += data.len();
    Ok(())
}

fn write_method(vm: &mut Vm, a: Args<'_>) -> Res {
    if !vm.is_a(&a[1], T::Str) {
        let t = vm.type_name(&a[1]).to_owned();
        raise!(vm, TypeError, "string argument expected, got '{t}'");
    }
    write(vm, &a[0], &a[1])?;
    let n = vm.of::<Str>(&a[1]).char_len();
    vm.int(n as i64)
}

/// Takes `bytes` bytes, `chars` characters.
fn take(vm: &mut Vm, this: &Value, bytes: usize, chars: usize) -> Res {
    let t = vm.of::<StringIo>(this);
    let out = Buf::from_slice(vm.heap(), &t.text[t.byte..t.byte + bytes])?;
    let t = vm.of_mut::<StringIo>(this).0;
    t.byte += bytes;
    t.at += chars;
    vm.charge(bytes as u64 / 64)?;
    vm.str_of(out)
}

fn read(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    let n = size_arg(vm, a.get(1))?;
    let t = vm.of::<StringIo>(&a[0]);
    let left = t.chars.saturating_sub(t.at);
    let (bytes, chars) = match n {
        Some(n) if n < left => prefix(&t.text[t.byte..], n),
        _ => (t.text.len() - t.byte, left),
    };
    take(vm, &a[0], bytes, chars)
}

fn readline(vm: &mut Vm, this: &Value, limit: Option<usize>) -> Res {
    check(vm, this)?;
    let t = vm.of::<StringIo>(this);
    let rest = &t.text[t.byte..];
    let end = match find_end(t.newline, rest, true) {
        LineEnd::At(n) => n,
        _ => rest.len(),
    };
    let (bytes, chars) = prefix(&rest[..end], limit.unwrap_or(usize::MAX));
    let (newline, kind) = (t.newline, end_kind(&rest[..bytes]));
    if newline == Newline::Universal {
        vm.of_mut::<StringIo>(this).0.seen |= kind;
    }
    take(vm, this, bytes, chars)
}

fn readline_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = size_arg(vm, a.get(1))?;
    readline(vm, &a[0], n)
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let line = readline(vm, this, None)?;
    Ok((vm.len(&line)? > 0).then_some(line))
}

fn seek(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    let to = vm.index_i64(&a[1])?;
    let whence = a.get(2).map_or(Ok(0), |w| vm.index_i64(w))?;
    let t = vm.of::<StringIo>(&a[0]);
    let at = match (whence, to) {
        (0, _) => match usize::try_from(to) {
            Ok(n) => n,
            Err(_) => raise!(vm, ValueError, "Negative seek position {to}"),
        },
        (1, 0) => t.at,
        (2, 0) => t.chars,
        (1 | 2, _) => {
            let e = vm.err(
                T::OSError,
                format_args!("Can't do nonzero cur-relative seeks"),
            );
            return Err(e);
        }
        _ => raise!(
            vm,
            ValueError,
            "Invalid whence ({whence}, should be 0, 1 or 2)"
        ),
    };
    vm.of_mut::<StringIo>(&a[0]).0.move_to(at);
    vm.int(at as i64)
}

fn tell(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    vm.int(vm.of::<StringIo>(&a[0]).at as i64)
}

fn truncate(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    let n = match a.some(1) {
        Some(v) => vm.index_i64(v)?,
        None => vm.of::<StringIo>(&a[0]).at as i64,
    };
    let Ok(size) = usize::try_from(n) else {
        raise!(vm, ValueError, "Negative size value {n}")
    };
    let t = vm.of_mut::<StringIo>(&a[0]).0;
    if size < t.chars {
        let (bytes, _) = prefix(&t.text, size);
        t.text.truncate(bytes);
        t.chars = size;
        t.byte = t.byte.min(bytes);
    }
    vm.int(n)
}

fn getvalue(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    let b = Buf::from_slice(vm.heap(), &vm.of::<StringIo>(&a[0]).text)?;
    vm.str_of(b)
}

fn close(vm: &mut Vm, a: Args<'_>) -> Res {
    *vm.of_mut::<StringIo>(&a[0]).0 = StringIo {
        closed: true,
        ..StringIo::EMPTY
    };
    Ok(Value::NONE)
}

fn yes(vm: &mut Vm, a: Args<'_>) -> Res {
    check(vm, &a[0])?;
    Ok(Value::TRUE)
}

fn closed(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<StringIo>(this).closed))
}

fn newlines(vm: &mut Vm, this: &Value) -> Res {
    check(vm, this)?;
    let seen = vm.of::<StringIo>(this).seen;
    newlines_value(vm, seen)
}

fn line_buffering(vm: &mut Vm, this: &Value) -> Res {
    check(vm, this)?;
    Ok(Value::FALSE)
}
