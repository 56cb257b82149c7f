//! Reading text: pieces are decoded as they come, and line ends are translated as text is handed out.

use super::text::{self, Newline, SEEN_CR, SEEN_CRLF, SEEN_LF, TextIo};
use super::{BUFFER_SIZE, decode, layer, size_arg, unsupported};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::text::codec::Encoding;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// Where a line ends in some text.
pub(super) enum LineEnd {
    /// Behind this byte.
    At(usize),
    /// Nowhere, but what stands from this byte on could begin an end.
    Unsure(usize),
    No,
}

/// Looks for the first line end. `last`: no text follows.
pub(super) fn find_end(newline: Newline, text: &[u8], last: bool) -> LineEnd {
    match newline {
        Newline::Lf => memchr::memchr(b'\n', text).map_or(LineEnd::No, |i| LineEnd::At(i + 1)),
        Newline::Cr => memchr::memchr(b'\r', text).map_or(LineEnd::No, |i| LineEnd::At(i + 1)),
        Newline::CrLf => match memchr::memmem::find(text, b"\r\n") {
            Some(i) => LineEnd::At(i + 2),
            None if text.ends_with(b"\r") && !last => LineEnd::Unsure(text.len() - 1),
            None => LineEnd::No,
        },
        Newline::Translate | Newline::Universal => match memchr::memchr2(b'\n', b'\r', text) {
            None => LineEnd::No,
            Some(i) if text[i] == b'\n' => LineEnd::At(i + 1),
            Some(i) => match text.get(i + 1) {
                Some(b'\n') => LineEnd::At(i + 2),
                Some(_) => LineEnd::At(i + 1),
                None if last => LineEnd::At(i + 1),
                None => LineEnd::Unsure(i),
            },
        },
    }
}

/// The bit of the line end that `line` has.
pub(super) fn end_kind(line: &[u8]) -> u8 {
    match line {
        [.., b'\r', b'\n'] => SEEN_CRLF,
        [.., b'\n'] => SEEN_LF,
        [.., b'\r'] => SEEN_CR,
        _ => 0,
    }
}

/// Makes all line ends of `text` `\n`; which there were.
pub(super) fn translate(text: &mut Buf<u8>) -> u8 {
    if memchr::memchr(b'\r', text).is_none() {
        return if memchr::memchr(b'\n', text).is_some() {
            SEEN_LF
        } else {
            0
        };
    }
    let (mut seen, mut to, mut from) = (0, 0, 0);
    while from < text.len() {
        let mut c = text[from];
        from += 1;
        if c == b'\r' {
            c = b'\n';
            if text.get(from) == Some(&b'\n') {
                from += 1;
                seen |= SEEN_CRLF;
            } else {
                seen |= SEEN_CR;
            }
        } else if c == b'\n' {
            seen |= SEEN_LF;
        }
        text[to] = c;
        to += 1;
    }
    text.truncate(to);
    seen
}

/// Raises if the stream can't be read; hands on what was written.
fn begin(vm: &mut Vm, this: &Value) -> Res {
    let b = text::open_buffer(vm, this)?;
    if !layer::ask(vm, &b, "readable")? {
        return Err(unsupported(vm, "not readable"));
    }
    super::text_write::hand_on(vm, this, &b)?;
    Ok(b)
}

/// Decodes another piece behind what is left of the text; `false` at the end.
fn more(vm: &mut Vm, this: &Value, buffer: &Value) -> Res<bool> {
    let piece = layer::read1(vm, buffer, BUFFER_SIZE)?;
    append(vm, this, piece)
}

/// Decodes `piece`, which came behind the snapshot; an empty one is the end.
fn append(vm: &mut Vm, this: &Value, piece: Buf<u8>) -> Res<bool> {
    let last = piece.is_empty();
    let errors_known = text::handler(vm, this);
    // The snapshot begins where the rest of the text does (X1).
    let (t, heap) = vm.of_mut::<TextIo>(this);
    if t.at > 0 {
        let encoding = t.decoder.unwrap_or(t.encoding);
        let whole = t.snapshot.len() - t.undecoded;
        let read = match t.at == t.text.len() {
            true => whole,
            false => {
                t.mark
                    + decode::source_bytes(encoding, errors_known, &t.snapshot[t.mark..whole], t.at)
            }
        };
        t.snapshot.cut(heap, ..read)?;
        t.text.cut(heap, ..t.at)?;
        (t.at, t.mark) = (0, 0);
    }
    if last && t.undecoded == 0 {
        return Ok(false);
    }
    let mut data = Buf::from_slice(heap, &t.snapshot[t.snapshot.len() - t.undecoded..])?;
    if data.is_empty() {
        data = piece;
        t.snapshot.extend_from_slice(heap, &data)?;
    } else {
        data.extend_from_slice(heap, &piece)?;
        t.snapshot.extend_from_slice(heap, &piece)?;
    }
    let mut mark = 0;
    let encoding = match t.decoder {
        Some(e) => e,
        // Too short to tell a byte order mark.
        None if !last && data.len() < t.encoding.mark().len() => {
            t.undecoded = data.len();
            return Ok(true);
        }
        None => {
            let (e, n) = t.encoding.unmarked(&data);
            let length = t.encoding.mark().len();
            if n == 0 && e != Encoding::Utf8 && length > 0 && data.len() >= length {
                let encoding = t.encoding;
                return Err(crate::types::codec::no_mark(vm, encoding, &data)?);
            }
            t.decoder = Some(e);
            mark = n;
            e
        }
    };
    t.mark += mark;
    let tail = if last {
        0
    } else {
        encoding.incomplete_tail(&data[mark..])
    };
    t.undecoded = tail;
    let errors = t.errors.clone();
    let decoded = decode::decode(vm, encoding, &errors, &data[mark..data.len() - tail])?;
    let (t, heap) = vm.of_mut::<TextIo>(this);
    if t.text.is_empty() {
        t.text = decoded;
    } else {
        t.text.extend_from_slice(heap, &decoded)?;
    }
    Ok(true)
}

fn rest<'a>(vm: &'a Vm, this: &'a Value) -> &'a [u8] {
    let t = vm.of::<TextIo>(this);
    t.text.get(t.at..).unwrap_or_default()
}

/// Moves `n` bytes of text into `out`.
fn take(vm: &mut Vm, this: &Value, n: usize, out: &mut Buf<u8>) -> Res<()> {
    let have = rest(vm, this);
    let n = n.min(have.len());
    out.extend_from_slice(vm.heap(), &have[..n])?;
    vm.of_mut::<TextIo>(this).0.at += n;
    Ok(())
}

/// Bytes of the first `n` characters of `text`, and how many characters that were.
pub(super) fn prefix(text: &[u8], n: usize) -> (usize, usize) {
    let head = &text[..text.len().min(n)];
    if head.is_ascii() {
        return (head.len(), head.len());
    }
    let (mut bytes, mut chars) = (0, 0);
    while chars < n && bytes < text.len() {
        bytes += 1;
        while text.get(bytes).is_some_and(|b| b & 0xC0 == 0x80) {
            bytes += 1;
        }
        chars += 1;
    }
    (bytes, chars)
}

/// A line with its end, at most `limit` characters; empty at the end.
fn readline(vm: &mut Vm, this: &Value, limit: Option<usize>) -> Res<Buf<u8>> {
    let buffer = begin(vm, this)?;
    let newline = vm.of::<TextIo>(this).newline;
    let mut line: Buf<u8> = Buf::new();
    let mut room = limit.unwrap_or(usize::MAX);
    let mut last = false;
    while room > 0 {
        let have = rest(vm, this);
        let (end, more_needed) = match find_end(newline, have, last) {
            LineEnd::At(n) => (n, false),
            LineEnd::Unsure(n) => (n, true),
            LineEnd::No => (have.len(), !last),
        };
        let (bytes, chars) = match limit {
            None => (end, 0),
            Some(_) => prefix(&have[..end], room),
        };
        take(vm, this, bytes, &mut line)?;
        vm.charge(bytes as u64 / 32 + 1)?;
        if limit.is_some() {
            room -= chars;
        }
        if bytes < end || !more_needed {
            break;
        }
        last = !more(vm, this, &buffer)?;
    }
    let t = vm.of_mut::<TextIo>(this).0;
    if matches!(newline, Newline::Translate | Newline::Universal) {
        t.seen |= end_kind(&line);
    }
    if newline == Newline::Translate {
        translate(&mut line);
    }
    Ok(line)
}

/// All that is left.
fn read_all(vm: &mut Vm, this: &Value) -> Res<Buf<u8>> {
    let buffer = begin(vm, this)?;
    let bytes = layer::read_rest(vm, &buffer)?;
    if !bytes.is_empty() {
        append(vm, this, bytes)?;
    }
    append(vm, this, Buf::new())?;
    let mut out = Buf::new();
    take(vm, this, usize::MAX, &mut out)?;
    finish(vm, this, out)
}

/// Translates text that is handed out.
fn finish(vm: &mut Vm, this: &Value, mut out: Buf<u8>) -> Res<Buf<u8>> {
    let t = vm.of_mut::<TextIo>(this).0;
    match t.newline {
        Newline::Translate => t.seen |= translate(&mut out),
        Newline::Universal => {
            let mut at = 0;
            while let LineEnd::At(n) = find_end(Newline::Universal, &out[at..], true) {
                t.seen |= end_kind(&out[at..at + n]);
                at += n;
            }
        }
        _ => {}
    }
    Ok(out)
}

/// `n` characters, fewer only at the end.
fn read(vm: &mut Vm, this: &Value, n: usize) -> Res<Buf<u8>> {
    let buffer = begin(vm, this)?;
    let translating = vm.of::<TextIo>(this).newline == Newline::Translate;
    let mut out: Buf<u8> = Buf::new();
    let (mut room, mut last) = (n, false);
    while room > 0 {
        let have = rest(vm, this);
        if have.is_empty() {
            if last {
                break;
            }
            last = !more(vm, this, &buffer)?;
            continue;
        }
        if !translating {
            let (bytes, chars) = prefix(have, room);
            take(vm, this, bytes, &mut out)?;
            room -= chars;
            continue;
        }
        // Up to a carriage return, which counts as one character with a line feed behind it.
        let plain = memchr::memchr(b'\r', have).unwrap_or(have.len());
        if plain > 0 {
            let (bytes, chars) = prefix(&have[..plain], room);
            take(vm, this, bytes, &mut out)?;
            room -= chars;
            continue;
        }
        match have.get(1) {
            None if !last => last = !more(vm, this, &buffer)?,
            next => {
                let width = if next == Some(&b'\n') { 2 } else { 1 };
                take(vm, this, width, &mut out)?;
                room -= 1;
            }
        }
    }
    vm.charge(out.len() as u64 / 32 + 1)?;
    finish(vm, this, out)
}

pub(super) fn read_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let out = match size_arg(vm, a.get(1))? {
        None => read_all(vm, &a[0])?,
        Some(n) => read(vm, &a[0], n)?,
    };
    vm.str_of(out)
}

pub(super) fn readline_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = match a.get(1) {
        Some(v) => usize::try_from(vm.index_i64(v)?).ok(),
        None => None,
    };
    let line = readline(vm, &a[0], n)?;
    vm.str_of(line)
}

/// The next line for `input` and iteration; empty at the end.
pub fn line(vm: &mut Vm, this: &Value) -> Res {
    let line = readline(vm, this, None)?;
    vm.str_of(line)
}

pub(super) fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    vm.of_mut::<TextIo>(this).0.iterating = true;
    let line = readline(vm, this, None)?;
    if line.is_empty() {
        vm.of_mut::<TextIo>(this).0.iterating = false;
        return Ok(None);
    }
    vm.str_of(line).map(Some)
}
