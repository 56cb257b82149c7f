//! Reading JSON text. A place is an offset in bytes of the text's WTF-8 in here, and an index of code
//! points outside. What hooks return may be anything, and calling them runs Python; the text itself
//! can't change.

use crate::memory::buf::Buf;
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::inline::Str;
use crate::memory::text::encode_wtf8;
use crate::memory::value::Value;
use crate::raise;
use crate::text::wtf8;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::Args;

/// Longest key that is looked for among the interned strings.
const INTERNED_KEY: usize = 64;
/// Digits of an int that surely fits 64 bits.
const SMALL_DIGITS: usize = 18;

/// A document being read, and how.
struct Document<'a> {
    text: &'a Value,
    error: &'a Value,
    strict: bool,
    hooks: Hooks<'a>,
}

/// What to call for parts of a document; `None` where nothing unusual is asked for.
#[derive(Default)]
struct Hooks<'a> {
    object: Option<&'a Value>,
    pairs: Option<&'a Value>,
    float: Option<&'a Value>,
    int: Option<&'a Value>,
    constant: Option<&'a Value>,
}

pub(super) fn scan_once(vm: &mut Vm, a: Args<'_>) -> Res {
    let strict = vm.truthy(&a[3])?;
    let doc = Document {
        text: &a[0],
        error: &a[2],
        strict,
        hooks: Hooks {
            object: a.some(4),
            pairs: a.some(5),
            float: a.some(6),
            int: a.some(7),
            constant: a.some(8),
        },
    };
    let at = doc.start(vm, &a[1])?;
    let Some(at) = at else {
        return Err(vm.err_value(T::StopIteration, a[1].clone()));
    };
    let (value, end) = doc.value(vm, at)?;
    doc.with_end(vm, value, end)
}

pub(super) fn scanstring(vm: &mut Vm, a: Args<'_>) -> Res {
    let strict = vm.truthy(&a[2])?;
    let doc = Document {
        text: &a[0],
        error: &a[3],
        strict,
        hooks: Hooks::default(),
    };
    let Some(at) = doc.start(vm, &a[1])? else {
        raise!(vm, ValueError, "end is out of bounds");
    };
    let (value, end) = doc.string(vm, at)?;
    doc.with_end(vm, value, end)
}

/// What is wrong with a text, and where.
type Fault = (&'static str, usize);

/// What is wrong with a string that doesn't end; told of the quote in front of it.
const UNTERMINATED: &str = "Unterminated string starting at";

impl Document<'_> {
    fn bytes<'v>(&'v self, vm: &'v Vm) -> &'v [u8] {
        vm.wtf8(self.text).unwrap_or_default()
    }

    /// The offset of code point `index`; `None` beyond the end.
    fn start(&self, vm: &mut Vm, index: &Value) -> Res<Option<usize>> {
        if vm.get::<Str>(self.text).is_none() {
            let t = vm.type_name(self.text).to_owned();
            raise!(vm, TypeError, "first argument must be a string, not {t}");
        }
        let index = vm.index_i64(index)?;
        let Ok(index) = usize::try_from(index) else {
            raise!(vm, ValueError, "idx cannot be negative");
        };
        let s = vm.of::<Str>(self.text);
        if index > s.char_len() {
            return Ok(None);
        }
        Ok(Some(if s.is_ascii() {
            index
        } else {
            wtf8::offset_of(s.bytes(), index)
        }))
    }

    /// The index of the code point at offset `at`.
    fn index(&self, vm: &Vm, at: usize) -> usize {
        let s = vm.of::<Str>(self.text);
        if s.is_ascii() {
            return at;
        }
        wtf8::count(&s.bytes()[..at.min(s.byte_len())])
    }

    fn with_end(&self, vm: &mut Vm, value: Value, end: usize) -> Res {
        let end = self.index(vm, end);
        vm.tuple(&[value, Value::int(end as i64)])
    }

    #[cold]
    fn wrong(&self, vm: &mut Vm, (message, at): Fault) -> Raised {
        let before = (message == UNTERMINATED) as i64;
        let at = Value::int(self.index(vm, at) as i64 - before);
        let made = match vm.str(message) {
            Ok(message) => vm.call(self.error, &[message, self.text.clone(), at]),
            Err(e) => Err(e),
        };
        match made {
            Ok(e) => vm.raised(e),
            Err(e) => e,
        }
    }

    /// There is no value at `at`.
    #[cold]
    fn no_value(&self, vm: &mut Vm, at: usize) -> Raised {
        let at = self.index(vm, at);
        vm.err_value(T::StopIteration, Value::int(at as i64))
    }

    /// The first byte at or behind `at` that is no white space, and its offset.
    fn skip(&self, vm: &Vm, mut at: usize) -> (Option<u8>, usize) {
        let b = self.bytes(vm);
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = b.get(at) {
            at += 1;
        }
        (b.get(at).copied(), at)
    }

    /// The value at `at`, and where it ends.
    fn value(&self, vm: &mut Vm, at: usize) -> Res<(Value, usize)> {
        vm.charge(1)?;
        let rest = self.bytes(vm).get(at..).unwrap_or_default();
        let constant = |word: &str| rest.starts_with(word.as_bytes());
        match rest.first() {
            Some(b'"') => self.string(vm, at + 1),
            Some(b'{') => vm.nested(
                " while decoding a JSON object from a unicode string",
                |vm| self.object(vm, at + 1),
            ),
            Some(b'[') => vm.nested(" while decoding a JSON array from a unicode string", |vm| {
                self.array(vm, at + 1)
            }),
            Some(b'n') if constant("null") => Ok((Value::NONE, at + 4)),
            Some(b't') if constant("true") => Ok((Value::TRUE, at + 4)),
            Some(b'f') if constant("false") => Ok((Value::FALSE, at + 5)),
            Some(b'N') if constant("NaN") => self.constant(vm, "NaN", at),
            Some(b'I') if constant("Infinity") => self.constant(vm, "Infinity", at),
            Some(b'-') if constant("-Infinity") => self.constant(vm, "-Infinity", at),
            Some(b'-' | b'0'..=b'9') => self.number(vm, at),
            _ => Err(self.no_value(vm, at)),
        }
    }

    fn constant(&self, vm: &mut Vm, word: &'static str, at: usize) -> Res<(Value, usize)> {
        let end = at + word.len();
        let value = match self.hooks.constant {
            Some(f) => {
                let word = vm.str(word)?;
                vm.call(f, &[word])?
            }
            None => vm.float(match word {
                "NaN" => f64::NAN,
                "Infinity" => f64::INFINITY,
                _ => f64::NEG_INFINITY,
            })?,
        };
        Ok((value, end))
    }

    fn number(&self, vm: &mut Vm, at: usize) -> Res<(Value, usize)> {
        let Some((end, exact)) = number_end(self.bytes(vm), at) else {
            return Err(self.no_value(vm, at));
        };
        let hook = if exact {
            self.hooks.int
        } else {
            self.hooks.float
        };
        if hook.is_none() {
            // A number's text is ASCII.
            let text = std::str::from_utf8(&self.bytes(vm)[at..end]).unwrap_or_default();
            if !exact && let Ok(f) = text.parse() {
                return Ok((vm.float(f)?, end));
            }
            if end - at <= SMALL_DIGITS
                && let Ok(i) = text.parse()
            {
                return Ok((vm.int(i)?, end));
            }
        }
        let text = vm.substr(self.text, at..end)?;
        let usual = vm.class(if exact { T::Int } else { T::Float }).clone();
        let value = vm.call(hook.unwrap_or(&usual), &[text])?;
        Ok((value, end))
    }

    /// The string whose text starts at `at`, behind the quote, and the offset behind the other quote.
    fn string(&self, vm: &mut Vm, at: usize) -> Res<(Value, usize)> {
        let b = self.bytes(vm);
        let end = plain_end(b, at, self.strict);
        if b.get(end) == Some(&b'"') {
            vm.charge((end - at) as u64 / 64)?;
            return Ok((vm.substr(self.text, at..end)?, end + 1));
        }
        let (text, end) = match unescaped(vm.heap(), b, at, self.strict)? {
            Ok(found) => found,
            Err(fault) => return Err(self.wrong(vm, fault)),
        };
        vm.charge((end - at) as u64 / 64)?;
        Ok((vm.str_of(text)?, end))
    }

    /// The same as [`Document::string`] for a key, which is likely to have come before.
    fn key(&self, vm: &mut Vm, at: usize) -> Res<(Value, usize)> {
        let b = self.bytes(vm);
        let end = plain_end(b, at, self.strict);
        if b.get(end) != Some(&b'"') || end - at > INTERNED_KEY {
            return self.string(vm, at);
        }
        if let Some(key) = vm.heap().interned(&b[at..end]) {
            return Ok((key, end + 1));
        }
        let key = vm.substr(self.text, at..end)?;
        Ok((vm.intern_value(&key)?, end + 1))
    }

    fn array(&self, vm: &mut Vm, at: usize) -> Res<(Value, usize)> {
        let mut items = Buf::new();
        let (mut c, mut at) = self.skip(vm, at);
        if c == Some(b']') {
            return Ok((vm.list(items)?, at + 1));
        }
        loop {
            let (value, end) = self.value(vm, at)?;
            items.push(vm.heap(), value)?;
            (c, at) = self.skip(vm, end);
            match c {
                Some(b']') => return Ok((vm.list(items)?, at + 1)),
                Some(b',') => {}
                _ => return Err(self.wrong(vm, ("Expecting ',' delimiter", at))),
            }
            let comma = at;
            (c, at) = self.skip(vm, at + 1);
            if c == Some(b']') {
                let message = "Illegal trailing comma before end of array";
                return Err(self.wrong(vm, (message, comma)));
            }
        }
    }

    fn object(&self, vm: &mut Vm, at: usize) -> Res<(Value, usize)> {
        let made = match self.hooks.pairs {
            Some(_) => vm.list(Buf::new())?,
            None => vm.dict()?,
        };
        let (mut c, mut at) = self.skip(vm, at);
        if c != Some(b'}') {
            loop {
                if c != Some(b'"') {
                    let message = "Expecting property name enclosed in double quotes";
                    return Err(self.wrong(vm, (message, at)));
                }
                let (key, end) = self.key(vm, at + 1)?;
                (c, at) = self.skip(vm, end);
                if c != Some(b':') {
                    return Err(self.wrong(vm, ("Expecting ':' delimiter", at)));
                }
                let (_, start) = self.skip(vm, at + 1);
                let (value, end) = self.value(vm, start)?;
                match self.hooks.pairs {
                    Some(_) => {
                        let pair = vm.tuple(&[key, value])?;
                        vm.list_push(&made, pair)?;
                    }
                    None => {
                        vm.dict_set(&made, &key, &value)?;
                    }
                }
                (c, at) = self.skip(vm, end);
                match c {
                    Some(b'}') => break,
                    Some(b',') => {}
                    _ => return Err(self.wrong(vm, ("Expecting ',' delimiter", at))),
                }
                let comma = at;
                (c, at) = self.skip(vm, at + 1);
                if c == Some(b'}') {
                    let message = "Illegal trailing comma before end of object";
                    return Err(self.wrong(vm, (message, comma)));
                }
            }
        }
        let value = match self.hooks.pairs.or(self.hooks.object) {
            Some(f) => vm.call(f, &[made])?,
            None => made,
        };
        Ok((value, at + 1))
    }
}

/// Where the number at `at` ends, and whether it is an int; `None` if there is none.
fn number_end(b: &[u8], at: usize) -> Option<(usize, bool)> {
    let digits = |from: usize| {
        let rest = b.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|c| c.is_ascii_digit()).count()
    };
    let first = if b.get(at) == Some(&b'-') { at + 1 } else { at };
    let mut end = match b.get(first)? {
        b'0' => first + 1,
        b'1'..=b'9' => digits(first),
        _ => return None,
    };
    let mut exact = true;
    if b.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if fraction > end + 1 {
            (end, exact) = (fraction, false);
        }
    }
    if let Some(b'e' | b'E') = b.get(end) {
        let sign = matches!(b.get(end + 1), Some(b'+' | b'-')) as usize;
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            (end, exact) = (exponent, false);
        }
    }
    Some((end, exact))
}

/// The offset of the first byte from `at` on that ends a run of plain characters, or of the end.
fn plain_end(b: &[u8], at: usize, strict: bool) -> usize {
    let rest = b.get(at..).unwrap_or_default();
    let plain = |c: &u8| !matches!(c, b'"' | b'\\') && (*c >= 0x20 || !strict);
    at + rest.iter().take_while(|c| plain(c)).count()
}

/// The characters of the string whose text starts at `start`, behind the quote, and where it ends.
fn unescaped(
    heap: &Heap,
    b: &[u8],
    start: usize,
    strict: bool,
) -> Result<Result<(Buf<u8>, usize), Fault>, OutOfMemory> {
    let unterminated = Ok(Err((UNTERMINATED, start)));
    let mut text = Buf::new();
    let mut at = start;
    loop {
        let end = plain_end(b, at, strict);
        text.extend_from_slice(heap, &b[at..end])?;
        match b.get(end) {
            None => return unterminated,
            Some(b'"') => return Ok(Ok((text, end + 1))),
            Some(b'\\') => {}
            Some(_) => return Ok(Err(("Invalid control character at", end))),
        }
        let Some(&escape) = b.get(end + 1) else {
            return unterminated;
        };
        at = end + 2;
        let plain = match escape {
            b'"' | b'\\' | b'/' => escape,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let Some(mut code) = code_unit(b, at) else {
                    return Ok(Err(("Invalid \\uXXXX escape", end + 1)));
                };
                at += 4;
                // Both halves of a pair, with something behind.
                if (0xD800..0xDC00).contains(&code)
                    && b.get(at..at + 2) == Some(b"\\u")
                    && b.len() > at + 6
                {
                    match code_unit(b, at + 2) {
                        Some(low @ 0xDC00..0xE000) => {
                            code = 0x1_0000 + ((code - 0xD800) << 10 | (low - 0xDC00));
                            at += 6;
                        }
                        Some(_) => {}
                        None => return Ok(Err(("Invalid \\uXXXX escape", at + 1))),
                    }
                }
                let mut bytes = [0; 4];
                let n = encode_wtf8(code, &mut bytes);
                text.extend_from_slice(heap, &bytes[..n])?;
                continue;
            }
            _ => return Ok(Err(("Invalid \\escape", end))),
        };
        text.push(heap, plain)?;
    }
}

/// The number of the four hexadecimal digits at `at`, behind which the text goes on.
fn code_unit(b: &[u8], at: usize) -> Option<u32> {
    b.get(at + 4)?;
    b.get(at..at + 4)?
        .iter()
        .try_fold(0, |code, c| Some(code << 4 | (*c as char).to_digit(16)?))
}
