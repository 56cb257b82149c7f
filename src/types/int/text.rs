//! Ints as text: `repr`, `format`, and reading them.

use super::Int;
use crate::memory::value::Value;
use crate::num::{BigInt as Big, bigint, bounds, int_text};
use crate::text::format_value::{self, IntForm};
use crate::text::plain;
use crate::text::sink::{Full, Sink};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::output::Out;

/// Most decimal digits of a machine integer, with its sign.
const WORD_DIGITS: usize = 20;

/// Writes a machine integer in decimal.
pub fn push_i64<S: Sink>(i: i64, out: &mut S) -> Result<(), Full> {
    let mut digits = [0; WORD_DIGITS];
    if i < 0 {
        out.push_bytes(b"-")?;
    }
    out.push_bytes(plain::decimal(i.unsigned_abs(), &mut digits))
}

/// Writes `repr(v)` of an int that [`Vm::check_printable`] has passed.
pub fn push_int(i: Int<'_>, out: &mut Out<'_>) -> Result<(), Full> {
    match i {
        Int::Small(i) => push_i64(i, out),
        Int::Big(b) => int_text::push_decimal(b, out),
    }
}

/// Writes the digits of the magnitude in `base`.
pub fn push_magnitude(i: Int<'_>, base: u32, upper: bool, out: &mut Out<'_>) -> Result<(), Full> {
    match i {
        Int::Small(i) if base == 10 => {
            let mut digits = [0; WORD_DIGITS];
            out.push_bytes(plain::decimal(i.unsigned_abs(), &mut digits))
        }
        _ => int_text::push_magnitude(&i.big(), base, upper, out),
    }
}

impl Vm {
    /// A machine integer in decimal.
    #[inline]
    pub fn small_int_text(&mut self, i: i64) -> Res {
        let mut room = [0; plain::SIGNED];
        self.str_ascii(plain::signed(i, &mut room))
    }

    /// Whether an int may be printed in decimal: ValueError beyond the limit on digits. Charges for
    /// the printing of big ones.
    #[inline]
    pub fn check_printable(&mut self, v: &Value) -> Res<()> {
        if let Some(Int::Big(b)) = self.int_of(v) {
            let (bytes, words) = (bounds::print(b), bigint::bit_length(b) as u64 / 64);
            let allowed = int_text::may_print(b, self.int_max_digits);
            if !allowed {
                return Err(self.too_many_digits());
            }
            self.prepare(bytes, words.saturating_mul(words.min(64)))?;
        }
        Ok(())
    }

    #[cold]
    fn too_many_digits(&mut self) -> Raised {
        let limit = self.int_max_digits;
        self.error_text(T::ValueError, |_, out| {
            int_text::too_many_to_print(limit, out)
        })
    }

    /// What text means as an int: of a str (`wide`) or bytes. `shown` is what was given, for errors.
    pub fn parse_int(&mut self, shown: &Value, text: &[u8], base: u32, wide: bool) -> Res<Big> {
        let limit = self.int_max_digits;
        if text.len() > 256 {
            // Binary bases have no limit on digits, so the bytes must fit.
            self.prepare(
                bounds::parse(text.len() as u64, base.max(10)),
                text.len() as u64,
            )?;
        }
        let parsed = match wide {
            true => int_text::parse(text, base, limit),
            false => int_text::parse_ascii(text, base, limit),
        };
        match parsed {
            Ok(b) => Ok(b),
            Err(int_text::ParseError::BadBase) => {
                Err(self.value_error(format_args!("{}", int_text::BAD_BASE)))
            }
            Err(int_text::ParseError::TooManyDigits(n)) => Err(self
                .error_text(T::ValueError, |_, out| {
                    int_text::too_many_to_parse(limit, n, out)
                })),
            Err(int_text::ParseError::Invalid) => {
                let shown = self.repr(shown)?;
                let made = self.write_str(|vm, out| {
                    int_text::invalid_literal(base, vm.text_of(&shown).bytes, out)
                })?;
                Err(self.err_value(T::ValueError, made))
            }
        }
    }
}

/// `repr(v)`.
pub fn repr(vm: &mut Vm, v: &Value) -> Res {
    if let Some(Int::Small(i)) = vm.int_of(v) {
        return vm.small_int_text(i);
    }
    vm.check_printable(v)?;
    vm.write_str(|vm, out| match vm.int_of(v) {
        Some(i) => push_int(i, out),
        None => Ok(()),
    })
}

/// `format(v, spec)` for a spec that isn't empty; `type_name` is for errors. Runs no Python.
pub fn format(vm: &mut Vm, v: &Value, spec: &[u8], type_name: &str) -> Res {
    let (parsed, form) = match format_value::int_form(spec) {
        Ok(x) => x,
        Err(e) => return Err(vm.format_error(e, spec, type_name)),
    };
    match form {
        IntForm::Character => {
            let code = vm.int_of(v).and_then(Int::to_i64);
            vm.write_formatted(spec, type_name, |_, out| {
                format_value::format_character(&parsed, code, out)
            })
        }
        IntForm::Float => {
            let f = super::to_float(vm, v)?;
            vm.write_formatted(spec, type_name, |_, out| {
                format_value::push_float(&parsed, f, out)
            })
        }
        IntForm::Digits { base, upper } => {
            if base == 10 {
                vm.check_printable(v)?;
            }
            vm.write_str(|vm, out| {
                let Some(i) = vm.int_of(v) else { return Ok(()) };
                let mut digits = Out::new(vm.heap());
                push_magnitude(i, base, upper, &mut digits)?;
                format_value::format_int(&parsed, i.is_negative(), digits.as_bytes(), out)
            })
        }
    }
}
