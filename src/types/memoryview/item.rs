//! Formats of views, and one item read and written.
//!
//! A format is what `struct` calls one, of a single native character (`@` may stand before it); what
//! has another (an array of characters) can be viewed and copied, but its items can't be read.

use crate::memory::value::Value;
use crate::modules::struct_::item::number;
use crate::modules::struct_::layout::{self, Form};
use crate::num::packed::Number;
use crate::types::int::Int;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;

/// Bytes of the largest item.
pub const MAX_ITEM: usize = 8;

const BIG: bool = cfg!(target_endian = "big");

/// What items of a view are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    pub code: u8,
    /// `@` stands before it.
    pub prefixed: bool,
    /// `None`: items can't be read.
    pub form: Option<Form>,
    pub size: usize,
}

impl Format {
    /// Unsigned bytes.
    pub const BYTES: Format = Format {
        code: b'B',
        prefixed: false,
        form: Some(Form::Number(Number::U8)),
        size: 1,
    };

    /// A format that `cast` accepts.
    pub fn native(text: &str) -> Option<Format> {
        let (prefixed, rest) = match text.strip_prefix('@') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let &[code] = rest.as_bytes() else {
            return None;
        };
        match layout::form(code, true)? {
            (Form::Pad | Form::Text | Form::Pascal, _) => None,
            (form, size) => Some(Format {
                code,
                prefixed,
                form: Some(form),
                size,
            }),
        }
    }

    /// The format of an array's items: of characters, one whose items can't be read.
    pub fn of_array(code: u8, size: usize) -> Format {
        let known = std::str::from_utf8(&[code]).ok().and_then(Format::native);
        known.unwrap_or(Format {
            code: b'w',
            prefixed: false,
            form: None,
            size,
        })
    }

    /// Whether items are single bytes: casts go from or to such a format.
    pub fn is_byte(self) -> bool {
        matches!(self.code, b'B' | b'b' | b'c')
    }
}

fn unsupported(vm: &mut Vm, format: Format) -> crate::vm::Raised {
    vm.err(
        T::NotImplementedError,
        format_args!("memoryview: format {} not supported", format.code as char),
    )
}

/// Raises for a format whose items can't be read.
pub fn readable(vm: &mut Vm, format: Format) -> Res<Form> {
    match format.form {
        Some(form) => Ok(form),
        None => Err(unsupported(vm, format)),
    }
}

/// The object of an item.
pub fn unpack(vm: &mut Vm, form: Form, bytes: &[u8; MAX_ITEM]) -> Res {
    match form {
        Form::Bool => Ok(Value::bool(bytes[0] != 0)),
        Form::Number(n) => {
            let n = n.read(bytes, BIG);
            number(vm, n)
        }
        Form::Pointer => {
            let n = Number::U64.read(bytes, BIG);
            number(vm, n)
        }
        Form::Char | Form::Pad | Form::Text | Form::Pascal => vm.bytes(&bytes[..1]),
    }
}

/// The bytes of an item that holds `v`: the first ones, as many as the format has. Runs Python
/// (`__index__`, `__float__`, `__bool__`).
pub fn pack(vm: &mut Vm, format: Format, v: &Value) -> Res<[u8; MAX_ITEM]> {
    let mut out = [0; MAX_ITEM];
    match readable(vm, format)? {
        Form::Bool => out[0] = vm.truthy(v)? as u8,
        Form::Number(n) => match n.range() {
            Some((low, high)) => {
                let i = integer(vm, format, v, low, high)?;
                n.write_int(i, BIG, &mut out);
            }
            None => {
                let f = vm.to_f64(v);
                let f = worded(vm, format, f)?;
                if n == Number::F16 && n.overflows(f) {
                    return Err(bad_value(vm, format));
                }
                n.write_float(f, BIG, &mut out);
            }
        },
        Form::Pointer => {
            let i = integer(vm, format, v, i64::MIN as i128, u64::MAX as i128)?;
            Number::U64.write_int(i, BIG, &mut out);
        }
        Form::Char | Form::Pad | Form::Text | Form::Pascal => match vm.bytes_of_value(v) {
            Some([b]) => out[0] = *b,
            Some(_) => return Err(bad_value(vm, format)),
            None => return Err(bad_type(vm, format)),
        },
    }
    Ok(out)
}

fn bad_type(vm: &mut Vm, format: Format) -> crate::vm::Raised {
    let c = shown(format);
    vm.type_error(format_args!("memoryview: invalid type for format '{c}'"))
}

fn bad_value(vm: &mut Vm, format: Format) -> crate::vm::Raised {
    let c = shown(format);
    vm.err(
        T::ValueError,
        format_args!("memoryview: invalid value for format '{c}'"),
    )
}

fn shown(format: Format) -> char {
    format.code as char
}

/// A conversion's result, with CPython's words for what went wrong.
fn worded<X>(vm: &mut Vm, format: Format, r: Res<X>) -> Res<X> {
    match r {
        Err(e) if vm.caught(&e, T::TypeError) => Err(bad_type(vm, format)),
        Err(e) if vm.caught(&e, T::OverflowError) || vm.caught(&e, T::ValueError) => {
            Err(bad_value(vm, format))
        }
        r => r,
    }
}

fn integer(vm: &mut Vm, format: Format, v: &Value, low: i128, high: i128) -> Res<i128> {
    if let Some(i) = v.as_small_int()
        && (low..=high).contains(&(i as i128))
    {
        return Ok(i as i128);
    }
    let i = vm.index(v);
    let i = worded(vm, format, i)?;
    let value = match vm.int_of(&i) {
        Some(Int::Small(i)) => Some(i as i128),
        Some(Int::Big(b)) => i128::try_from(b).ok(),
        None => None,
    };
    match value {
        Some(i) if (low..=high).contains(&i) => Ok(i),
        _ => Err(bad_value(vm, format)),
    }
}
