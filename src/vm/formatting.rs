//! Formatting: `format(v, spec)`, the fields of f-strings, `ascii`, joining strings.
//!
//! Exact ints, floats and strings are formatted without a call; for the rest `__format__` runs.

use super::Vm;
use super::error::{Raised, Res};
use super::names::N;
use super::output::Out;
use crate::memory::header::Kind;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::num::float_text;
use crate::raise;
use crate::text::escape;
use crate::text::format_spec::SpecError;
use crate::text::format_value::{self, FormatError};
use crate::text::sink::Full;
use crate::types::registry::T;

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

    /// A field of an f-string: `conversion` is 0 none, 1 `!s`, 2 `!r`, 3 `!a`. May run Python.
    pub fn format_field(&mut self, v: &Value, conversion: u8, spec: Option<&Value>) -> Res {
        let converted = match conversion {
            0 => None,
            1 => Some(self.str_value(v)?),
            2 => Some(self.repr(v)?),
            _ => Some(self.ascii(v)?),
        };
        let v = converted.as_ref().unwrap_or(v);
        match spec {
            Some(spec) => self.format_value(v, spec),
            None if self.is_simple(v) => self.str_value(v),
            None => {
                let empty = self.empty_str();
                self.format_value(v, &empty)
            }
        }
    }

    /// The strings joined: an f-string. Runs no Python.
    pub fn build_string(&mut self, parts: &[Value]) -> Res {
        if let [one] = parts
            && self.is_exact(one, T::Str)
        {
            return Ok(one.clone());
        }
        self.join_strs(parts, None)
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
