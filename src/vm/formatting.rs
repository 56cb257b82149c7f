//! Formatting: `format(v, spec)`, the fields of f-strings, `ascii`, joining strings.
//!
//! Exact ints, floats and strings are formatted without a call; for the rest `__format__` runs.

use super::Vm;
use super::error::{Raised, Res};
use super::names::N;
use super::output::Out;
use crate::code::opcodes::FORMAT_PART;
use crate::memory::hash::exact_str;
use crate::memory::header::Kind;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::num::float_text;
use crate::raise;
use crate::text::escape;
use crate::text::format_spec::SpecError;
use crate::text::format_value::{self, FormatError};
use crate::text::plain;
use crate::text::sink::Full;
use crate::types::registry::T;
use smallvec::SmallVec;

impl Vm {
    /// The exception for a format spec that does not fit a value of type `type_name`.
    #[cold]
    pub fn format_error(&mut self, e: SpecError, spec: &[u8], type_name: &str) -> Raised {
        let t = match e {
            SpecError::CharacterRange | SpecError::IntTooLarge => T::OverflowError,
            _ => T::ValueError,
        };
        self.error_text(t, |_, out| e.push_message(spec, type_name, out))
    }

    /// The string that a formatter writes, its complaint about `spec` raised.
    pub fn write_formatted(
        &mut self,
        spec: &[u8],
        type_name: &str,
        mut write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), FormatError>,
    ) -> Res {
        let written = self.try_write_str(|vm, out| match write(vm, out) {
            Ok(()) => Ok(Ok(())),
            Err(FormatError::Full) => Err(Full),
            Err(FormatError::Spec(e)) => Ok(Err(e)),
        })?;
        written.map_err(|e| self.format_error(e, spec, type_name))
    }

    /// `format(v, spec)`: a string. May run Python.
    pub fn format_value(&mut self, v: &Value, spec: &Value) -> Res {
        match self.get::<Str>(spec) {
            Some(s) if s.byte_len() == 0 && self.is_simple(v) => return self.str_value(v),
            Some(_) if self.is_simple(v) => return self.format_simple(v, spec),
            Some(_) => {}
            None => {
                let t = self.type_name(spec).to_owned();
                raise!(self, TypeError, "format() argument 2 must be str, not {t}");
            }
        }
        let Some(f) = self.lookup_special(v, N::__format__)? else {
            let t = self.type_name(v).to_owned();
            raise!(self, TypeError, "Type {t} doesn't define __format__");
        };
        let r = self.call_unbound(&f, v, std::slice::from_ref(spec))?;
        if self.get::<Str>(&r).is_none() {
            let t = self.type_name(&r).to_owned();
            raise!(self, TypeError, "__format__ must return a str, not {t}");
        }
        Ok(r)
    }

    /// Whether `v` is formatted without looking for `__format__`: exact str, int, float.
    #[inline]
    fn is_simple(&self, v: &Value) -> bool {
        match v.header() {
            Some(h) => h.is_exact(Kind::Str) || h.is_exact(Kind::Int) || h.is_exact(Kind::Float),
            None => v.is_int() || v.is_inline_float(),
        }
    }

    /// [`Vm::format_value`] of a simple value and a spec that isn't empty. Runs no Python.
    fn format_simple(&mut self, v: &Value, spec: &Value) -> Res {
        let mut room = [0; size_of::<plain::Room>()];
        let form = self.of::<Str>(spec).bytes();
        let made = match (v.as_small_int(), exact_str(v)) {
            (Some(i), _) => plain::format_int(form, i, &mut room),
            (_, Some(s)) if s.is_ascii() => plain::format_ascii(form, s.bytes(), &mut room),
            _ => None,
        };
        if let Some(text) = made {
            return self.str_ascii(text);
        }
        if self.get::<Str>(v).is_some() {
            return crate::types::str::format(self, v, spec);
        }
        let short = Spec::of(self, spec)?;
        match self.as_f64(v) {
            Some(f) => self.write_formatted(short.bytes(), "float", |_, out| {
                format_value::format_float(short.bytes(), f, out)
            }),
            None => crate::types::int::format(self, v, short.bytes(), "int"),
        }
    }

    /// A field of an f-string: `flags` are those of the instruction `Format`. May run Python.
    pub fn format_field(&mut self, v: &Value, flags: u8, spec: Option<&Value>) -> Res {
        let converted = match flags & 3 {
            0 => None,
            1 => Some(self.str_value(v)?),
            2 => Some(self.repr(v)?),
            _ => Some(self.ascii(v)?),
        };
        let v = converted.as_ref().unwrap_or(v);
        match spec {
            Some(spec) => self.format_value(v, spec),
            None if exact_str(v).is_some() => Ok(v.clone()),
            None if flags & FORMAT_PART != 0 && (v.is_int() || v.is_inline_float()) => {
                Ok(v.clone())
            }
            None if self.is_simple(v) => self.str_value(v),
            None => {
                let empty = self.empty_str();
                self.format_value(v, &empty)
            }
        }
    }

    /// The strings, and the text of exact ints and floats, joined: an f-string. Runs no Python.
    pub fn build_string(&mut self, parts: &[Value]) -> Res {
        if let [one] = parts {
            return self.str_value(one);
        }
        if let Some(made) = self.build_short(parts) {
            let len = self.of::<Str>(&made).byte_len();
            self.charge(parts.len() as u64 + len as u64 / 64)?;
            return Ok(made);
        }
        if parts.iter().all(|p| self.get::<Str>(p).is_some()) {
            return self.join_strs(parts, None);
        }
        let mut strs: SmallVec<[Value; 16]> = SmallVec::new();
        for p in parts {
            strs.push(self.str_value(p)?);
        }
        self.join_strs(&strs, None)
    }

    /// [`Vm::build_string`] of parts that make a short string of ASCII.
    fn build_short(&self, parts: &[Value]) -> Option<Value> {
        const ROOM: usize = 128;
        let mut room = [0; ROOM];
        let mut end = 0;
        for p in parts {
            let mut digits = [0; plain::SIGNED];
            let text = match (exact_str(p), p.as_small_int()) {
                (Some(s), _) if s.is_ascii() => s.bytes(),
                (_, Some(i)) => plain::signed(i, &mut digits),
                _ => return None,
            };
            let after = end + text.len();
            room.get_mut(end..after)?.copy_from_slice(text);
            end = after;
        }
        self.quick_str([&room[..end], &[]], true, end)
    }

    /// `ascii(v)`. May run Python.
    pub fn ascii(&mut self, v: &Value) -> Res {
        let shown = self.repr(v)?;
        if self.of::<Str>(&shown).is_ascii() {
            return Ok(shown);
        }
        self.write_str(|vm, out| escape::escape_beyond_ascii(vm.text_of(&shown).bytes, out))
    }

    /// `repr` of a float.
    pub fn float_repr(&mut self, f: f64) -> Res {
        self.write_str(|_, out| float_text::push_repr(f, out))
    }
}

/// A format spec taken out of its string, so that nothing is borrowed while values are formatted.
pub struct Spec(smallvec::SmallVec<[u8; 32]>);

impl Spec {
    /// A copy of the text of a str. Specs beyond 4 KiB are refused: no valid one is so long.
    pub fn of(vm: &mut Vm, spec: &Value) -> Res<Spec> {
        const LONGEST: usize = 4096;
        let bytes = vm.text_of(spec).bytes;
        if bytes.len() > LONGEST {
            raise!(
                vm,
                ValueError,
                "format specifier of more than {LONGEST} bytes"
            );
        }
        Ok(Spec(smallvec::SmallVec::from_slice(bytes)))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}
