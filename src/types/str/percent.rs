//! `template % arguments`, for str and bytes.

use crate::memory::buf::Buf;
use crate::memory::hash::exact_str;
use crate::memory::heap::Heap;
use crate::memory::inline::{Str, Tuple, exact_tuple};
use crate::memory::value::Value;
use crate::text::percent::{self, Arguments, Conversion, PercentError};
use crate::text::plain::{self, SIGNED, WIDEST};
use crate::text::search::{Bytes, Chars};
use crate::text::sink::{Full, Sink};
use crate::text::wtf8::{self, Text};
use crate::types::int;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::names::N;
use crate::vm::output::Out;

/// `template % args` of a str. May run Python.
pub fn format_str(vm: &mut Vm, template: &Value, args: &Value) -> Res {
    vm.charge(vm.text_of(template).bytes.len() as u64 / 16)?;
    if let Some(made) = quick(vm, template, args) {
        return Ok(made);
    }
    let text = Buf::from_slice(vm.heap(), vm.text_of(template).bytes)?;
    let mapping = vm.get::<Str>(args).is_none();
    let out = run(vm, &text, args, mapping, false)?;
    vm.str_of(out)
}

/// `template % args` of bytes, whose template is given as its contents. May run Python.
pub fn format_bytes(vm: &mut Vm, template: &[u8], args: &Value) -> Res<Buf<u8>> {
    let mapping = ![T::Str, T::Bytes, T::ByteArray]
        .into_iter()
        .any(|t| vm.is_a(args, t));
    vm.charge(template.len() as u64 / 16)?;
    run(vm, template, args, mapping, true)
}

fn run(vm: &mut Vm, template: &[u8], args: &Value, may_map: bool, bytes: bool) -> Res<Buf<u8>> {
    let tuple = vm.get::<Tuple>(args).is_some();
    let mapping = may_map && !tuple && vm.slots(args).get_item.is_some();
    let mut fields = Fields {
        vm,
        args,
        tuple,
        next: 0,
        selected: None,
        mapping,
        bytes,
        out: Buf::new(),
    };
    let done = match bytes {
        false => percent::format::<Chars, _>(template, &mut fields),
        true => percent::format::<Bytes, _>(template, &mut fields),
    };
    match done {
        Ok(()) => {}
        Err(Failed::Raised(e)) => return Err(e),
        Err(Failed::Percent(e)) => {
            return Err(fields.vm.value_error(format_args!("{}", e.message())));
        }
    }
    if fields.has_more() && !fields.mapping {
        let message = if bytes {
            percent::TOO_MANY_BYTES
        } else {
            percent::TOO_MANY
        };
        return Err(fields.vm.type_error(format_args!("{message}")));
    }
    Ok(fields.out)
}

/// `template % args` where the arguments are exact strs, small ints and floats, the conversions fit
/// them, and nothing is wrong; else `None`, and nothing has been done. Runs no Python.
fn quick(vm: &Vm, template: &Value, args: &Value) -> Option<Value> {
    if vm.heap().gc_due() {
        return None;
    }
    let args = match exact_tuple(args) {
        Some(t) => t.items(),
        None => std::slice::from_ref(args),
    };
    let mut plain = Plain {
        args,
        out: Out::new(vm.heap()),
    };
    percent::format::<Chars, _>(vm.text_of(template).bytes, &mut plain).ok()?;
    if !plain.args.is_empty() {
        return None;
    }
    plain.out.into_str(vm).ok()
}

/// See [`quick`].
struct Plain<'v> {
    /// Those to come.
    args: &'v [Value],
    out: Out<'v>,
}

/// More than [`Plain`] can do.
struct NotPlain;

impl From<PercentError> for NotPlain {
    fn from(_: PercentError) -> NotPlain {
        NotPlain
    }
}

impl From<Full> for NotPlain {
    fn from(_: Full) -> NotPlain {
        NotPlain
    }
}

impl Arguments for Plain<'_> {
    type Error = NotPlain;

    fn literal(&mut self, text: &[u8]) -> Result<(), NotPlain> {
        Ok(self.out.push_bytes(text)?)
    }

    fn select(&mut self, _: &[u8]) -> Result<(), NotPlain> {
        Err(NotPlain)
    }

    fn star_width(&mut self) -> Result<isize, NotPlain> {
        Err(NotPlain)
    }

    fn star_precision(&mut self) -> Result<isize, NotPlain> {
        Err(NotPlain)
    }

    fn convert(&mut self, conversion: &Conversion) -> Result<(), NotPlain> {
        let (v, rest) = self.args.split_first().ok_or(NotPlain)?;
        self.args = rest;
        if conversion.width > WIDEST || conversion.precision > Some(WIDEST) {
            return Err(NotPlain);
        }
        let bare = *conversion == conversion.bare();
        let mut digits = [0; SIGNED];
        match (conversion.letter(), v.as_small_int(), exact_str(v)) {
            (b'd' | b's' | b'i', Some(i), _) if bare => {
                self.out.push_bytes(plain::signed(i, &mut digits))?;
            }
            (b'd' | b'i' | b'u' | b'x' | b'X' | b'o', Some(i), _) => {
                let (base, upper) = percent::int_base(conversion.letter()).ok_or(NotPlain)?;
                let mut room = [0; plain::DIGITS];
                let digits = plain::digits(i.unsigned_abs(), base, upper, &mut room);
                percent::push_int(conversion, i < 0, digits.ok_or(NotPlain)?, &mut self.out)?;
            }
            (b's', None, Some(s)) if bare => self.out.push_bytes(s.bytes())?,
            (b's', None, Some(s)) => {
                let text = Text::with_ascii(s.bytes(), s.is_ascii());
                percent::push_text(conversion, text, &mut self.out)?;
            }
            (b'e' | b'E' | b'f' | b'F' | b'g' | b'G', None, None) => {
                let f = v.as_inline_float().ok_or(NotPlain)?;
                percent::push_float(conversion, f, &mut self.out)?;
            }
            _ => return Err(NotPlain),
        }
        Ok(())
    }
}

enum Failed {
    Raised(Raised),
    Percent(PercentError),
}

impl From<PercentError> for Failed {
    fn from(e: PercentError) -> Failed {
        Failed::Percent(e)
    }
}

impl From<Raised> for Failed {
    fn from(e: Raised) -> Failed {
        Failed::Raised(e)
    }
}

/// Appends to a charged buffer.
struct Tail<'a> {
    heap: &'a Heap,
    out: &'a mut Buf<u8>,
}

impl Sink for Tail<'_> {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        self.out
            .extend_from_slice(self.heap, bytes)
            .map_err(|_| Full)
    }
}

/// The arguments, and the output.
struct Fields<'v> {
    vm: &'v mut Vm,
    args: &'v Value,
    tuple: bool,
    /// Arguments taken so far.
    next: usize,
    /// What the mapping gave for a key: the only argument from then on.
    selected: Option<Value>,
    mapping: bool,
    bytes: bool,
    out: Buf<u8>,
}

impl Fields<'_> {
    fn count(&self) -> usize {
        match self.tuple && self.selected.is_none() {
            true => self.vm.items(self.args).map_or(0, <[Value]>::len),
            false => 1,
        }
    }

    fn has_more(&self) -> bool {
        self.next < self.count()
    }

    fn take(&mut self) -> Result<Value, Failed> {
        if !self.has_more() {
            return Err(self
                .vm
                .type_error(format_args!("{}", percent::TOO_FEW))
                .into());
        }
        let i = self.next;
        self.next += 1;
        if let Some(v) = &self.selected {
            return Ok(v.clone());
        }
        Ok(match self.tuple {
            true => self
                .vm
                .items(self.args)
                .and_then(|t| t.get(i))
                .cloned()
                .unwrap_or(Value::NONE),
            false => self.args.clone(),
        })
    }

    fn star(&mut self, what: &str, least: i64, most: i64) -> Result<isize, Failed> {
        let v = self.take()?;
        if !int::is_int(self.vm, &v) {
            return Err(self
                .vm
                .type_error(format_args!("{}", percent::STAR_WANTS_INT))
                .into());
        }
        match self.vm.as_i64(&v).filter(|i| (least..=most).contains(i)) {
            Some(i) => Ok(i as isize),
            None => {
                let e = self.vm.err(
                    T::OverflowError,
                    format_args!("Python int too large to convert to C {what}"),
                );
                Err(e.into())
            }
        }
    }

    fn push(
        &mut self,
        write: impl FnOnce(&Vm, &mut Tail<'_>) -> Result<(), Full>,
    ) -> Result<(), Failed> {
        let mut tail = Tail {
            heap: self.vm.heap(),
            out: &mut self.out,
        };
        write(self.vm, &mut tail).map_err(|e| Failed::Raised(e.into()))
    }

    /// Text of a str or bytes-like value.
    fn push_value(&mut self, conversion: &Conversion, v: &Value) -> Result<(), Failed> {
        self.push(|vm, out| {
            let text = match vm.get::<Str>(v) {
                Some(s) => Text::with_ascii(s.bytes(), s.is_ascii()),
                None => Text::with_ascii(vm.buffer(v).unwrap_or_default(), true),
            };
            percent::push_text(conversion, text, out)
        })
    }

    fn wrong_type(&mut self, conversion: &Conversion, v: &Value, wanted: &str) -> Failed {
        let t = self.vm.type_name(v).to_owned();
        let letter = match conversion.letter() {
            // As CPython words it.
            b'i' if self.bytes => 'd',
            letter => char::from(letter),
        };
        self.vm
            .type_error(format_args!(
                "%{letter} format: {wanted} is required, not {t}"
            ))
            .into()
    }

    fn integer(&mut self, conversion: &Conversion, v: &Value) -> Result<(), Failed> {
        let decimal = matches!(conversion.letter(), b'd' | b'i' | b'u');
        let wanted = if decimal {
            "a real number"
        } else {
            "an integer"
        };
        let number = if int::is_int(self.vm, v) {
            v.clone()
        } else {
            let slots = self.vm.slots(v);
            let able =
                slots.index.is_some() || decimal && (slots.int.is_some() || slots.float.is_some());
            if !able {
                return Err(self.wrong_type(conversion, v, wanted));
            }
            let converted = if decimal {
                int::to_int(self.vm, v)
            } else {
                self.vm.index(v)
            };
            match converted {
                Ok(n) => n,
                Err(e) if self.vm.caught(&e, T::TypeError) => {
                    return Err(self.wrong_type(conversion, v, wanted));
                }
                Err(e) => return Err(e.into()),
            }
        };
        let (base, upper) = percent::int_base(conversion.letter()).unwrap_or((10, false));
        if base == 10 {
            self.vm.check_printable(&number)?;
        }
        self.push(|vm, out| {
            let Some(i) = vm.int_of(&number) else {
                return Ok(());
            };
            let mut digits = Out::new(vm.heap());
            int::push_magnitude(i, base, upper, &mut digits)?;
            percent::push_int(conversion, i.is_negative(), digits.as_bytes(), out)
        })
    }

    fn character(&mut self, conversion: &Conversion, v: &Value) -> Result<(), Failed> {
        let single = match self.bytes {
            false => self.vm.get::<Str>(v).map(|s| s.char_len() == 1),
            true if self.vm.is_a(v, T::Bytes) || self.vm.is_a(v, T::ByteArray) => {
                self.vm.buffer(v).map(|b| b.len() == 1)
            }
            true => None,
        };
        if single == Some(true) {
            return self.push_value(conversion, v);
        }
        if single.is_none() && self.vm.has_index(v) {
            let limit: i64 = if self.bytes { 256 } else { 0x11_0000 };
            let code = self.vm.index_clamped(v)?;
            if !(0..limit).contains(&code) {
                let range = if self.bytes { "256" } else { "0x110000" };
                let e = self.vm.err(
                    T::OverflowError,
                    format_args!("%c arg not in range({range})"),
                );
                return Err(e.into());
            }
            let bytes = self.bytes;
            return self.push(|_, out| match bytes {
                true => percent::push_text(conversion, Text::with_ascii(&[code as u8], true), out),
                false => {
                    let (encoded, n) = wtf8::encode(code as u32);
                    percent::push_text(conversion, Text::new(&encoded[..n]), out)
                }
            });
        }
        let message = match self.bytes {
            true => "%c requires an integer in range(256) or a single byte",
            false => "%c requires int or char",
        };
        Err(self.vm.type_error(format_args!("{message}")).into())
    }

    /// What `%b` takes: bytes-like, or what `__bytes__` gives.
    fn bytes_like(&mut self, v: Value) -> Result<Value, Failed> {
        if self.vm.buffer(&v).is_some() {
            return Ok(v);
        }
        // `__bytes__` comes before `__buffer__`.
        if let Some(f) = self.vm.lookup_special(&v, N::__bytes__)? {
            let r = self.vm.call_unbound(&f, &v, &[])?;
            if self.vm.get::<crate::memory::inline::Bytes>(&r).is_some() {
                return Ok(r);
            }
            let t = self.vm.type_name(&r).to_owned();
            return Err(self
                .vm
                .type_error(format_args!("__bytes__ returned non-bytes (type {t})"))
                .into());
        }
        if let Some(copy) = self.vm.buffer_copy(&v)? {
            return Ok(self.vm.bytes_of(copy)?);
        }
        let t = self.vm.type_name(&v).to_owned();
        Err(self
            .vm
            .type_error(format_args!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{t}'"
            ))
            .into())
    }
}

impl Arguments for Fields<'_> {
    type Error = Failed;

    fn literal(&mut self, text: &[u8]) -> Result<(), Failed> {
        self.push(|_, out| out.push_bytes(text))
    }

    fn select(&mut self, key: &[u8]) -> Result<(), Failed> {
        if !self.mapping {
            return Err(self
                .vm
                .type_error(format_args!("{}", percent::NOT_A_MAPPING))
                .into());
        }
        let key = match self.bytes {
            true => self.vm.bytes(key)?,
            false => self.vm.str_wtf8(key)?,
        };
        self.selected = Some(self.vm.get_item(self.args, &key)?);
        self.next = 0;
        Ok(())
    }

    fn star_width(&mut self) -> Result<isize, Failed> {
        self.star("ssize_t", i64::MIN, i64::MAX)
    }

    fn star_precision(&mut self) -> Result<isize, Failed> {
        self.star("int", i32::MIN as i64, i32::MAX as i64)
    }

    fn convert(&mut self, conversion: &Conversion) -> Result<(), Failed> {
        let v = self.take()?;
        if conversion.width > 1 << 12 {
            self.vm.reserve_check(conversion.width)?;
            self.vm.charge(conversion.width as u64 / 64)?;
        }
        match conversion.letter() {
            b's' | b'b' if self.bytes => {
                let v = self.bytes_like(v)?;
                self.push_value(conversion, &v)
            }
            b's' => {
                let v = self.vm.str_value(&v)?;
                self.push_value(conversion, &v)
            }
            b'r' if !self.bytes => {
                let v = self.vm.repr(&v)?;
                self.push_value(conversion, &v)
            }
            b'a' | b'r' => {
                let v = self.vm.ascii(&v)?;
                self.push_value(conversion, &v)
            }
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => self.integer(conversion, &v),
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let f = match self.vm.to_f64(&v) {
                    Ok(f) => f,
                    Err(e) if self.bytes && self.vm.caught(&e, T::TypeError) => {
                        let t = self.vm.type_name(&v).to_owned();
                        return Err(self
                            .vm
                            .type_error(format_args!("float argument required, not {t}"))
                            .into());
                    }
                    Err(e) => return Err(e.into()),
                };
                self.push(|_, out| percent::push_float(conversion, f, out))
            }
            b'c' => self.character(conversion, &v),
            _ => Err(self
                .vm
                .error_text(T::ValueError, |_, out| conversion.push_unsupported(out))
                .into()),
        }
    }
}
