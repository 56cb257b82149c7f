//! One value, written and read.

use super::layout::{Form, Item};
use crate::memory::value::Value;
use crate::num::packed::{Number, Read};
use crate::raise;
use crate::types::int::Int;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};

/// Writes `v` into `to`, which has the item's size and is zeroed. May run Python.
pub fn write(
    vm: &mut Vm,
    item: &Item,
    native: bool,
    big_endian: bool,
    v: &Value,
    to: &mut [u8],
) -> Res<()> {
    match item.form {
        Form::Pad => Ok(()),
        Form::Bool => {
            let b = vm.truthy(v)?;
            if let Some(to) = to.first_mut() {
                *to = b as u8;
            }
            Ok(())
        }
        Form::Char => match (vm.bytes_of_value(v), to.first_mut()) {
            (Some([b]), Some(to)) => {
                *to = *b;
                Ok(())
            }
            _ => raise!(
                vm,
                StructError,
                "char format requires a bytes object of length 1"
            ),
        },
        Form::Text => {
            let bytes = bytes(vm, item, v)?;
            let n = bytes.len().min(to.len());
            to[..n].copy_from_slice(&bytes[..n]);
            Ok(())
        }
        Form::Pascal => {
            let bytes = bytes(vm, item, v)?;
            let Some((length, to)) = to.split_first_mut() else {
                return Ok(());
            };
            let n = bytes.len().min(to.len());
            to[..n].copy_from_slice(&bytes[..n]);
            *length = n.min(255) as u8;
            Ok(())
        }
        Form::Pointer => {
            const LOWEST: i128 = i64::MIN as i128;
            const HIGHEST: i128 = u64::MAX as i128;
            match integer(vm, v)? {
                Some(i @ LOWEST..=HIGHEST) => {
                    Number::U64.write_int(i, big_endian, to);
                    Ok(())
                }
                _ => raise!(vm, StructError, "int too large to convert"),
            }
        }
        Form::Number(n) => match n.range() {
            Some((low, high)) => match integer(vm, v)? {
                Some(i) if (low..=high).contains(&i) => {
                    n.write_int(i, big_endian, to);
                    Ok(())
                }
                _ => raise!(
                    vm,
                    StructError,
                    "'{}' format requires {low} <= number <= {high}",
                    item.code as char
                ),
            },
            None => {
                let f = match vm.to_f64(v) {
                    Ok(f) => f,
                    Err(e) if e.is_stop() => return Err(e),
                    Err(_) => raise!(vm, StructError, "required argument is not a float"),
                };
                // C's own conversion gives infinity.
                let unchecked = native && n == Number::F32;
                if n.overflows(f) && !unchecked {
                    return Err(too_large(vm, item, v));
                }
                n.write_float(f, big_endian, to);
                Ok(())
            }
        },
    }
}

#[cold]
fn too_large(vm: &mut Vm, item: &Item, v: &Value) -> Raised {
    if vm.is_a(v, T::Int) {
        return vm.err(T::StructError, format_args!("int too large to convert"));
    }
    vm.err(
        T::OverflowError,
        format_args!("float too large to pack with {} format", item.code as char),
    )
}

/// The bytes given for an `s` or a `p`.
fn bytes<'a>(vm: &'a mut Vm, item: &Item, v: &'a Value) -> Res<&'a [u8]> {
    if !vm.is_a(v, T::Bytes) && !vm.is_a(v, T::ByteArray) {
        raise!(
            vm,
            StructError,
            "argument for '{}' must be a bytes object",
            item.code as char
        );
    }
    Ok(vm.buffer(v).unwrap_or_default())
}

/// An argument as an int; None when it has more than 127 bits.
fn integer(vm: &mut Vm, v: &Value) -> Res<Option<i128>> {
    if let Some(i) = v.as_small_int() {
        return Ok(Some(i as i128));
    }
    if !vm.has_index(v) {
        raise!(vm, StructError, "required argument is not an integer");
    }
    let i = vm.index(v)?;
    Ok(match vm.int_of(&i) {
        Some(Int::Small(i)) => Some(i as i128),
        Some(Int::Big(b)) => i128::try_from(b).ok(),
        None => None,
    })
}

/// The value at byte `at` of `buffer`. Runs no Python.
pub fn read(vm: &mut Vm, item: &Item, big_endian: bool, buffer: &Value, at: usize) -> Res {
    let from = vm
        .buffer(buffer)
        .and_then(|b| b.get(at..at + item.size))
        .unwrap_or_default();
    match item.form {
        Form::Pad => Ok(Value::NONE),
        Form::Bool => Ok(Value::bool(from.first().is_some_and(|b| *b != 0))),
        Form::Char | Form::Text => {
            let exact = vm.is_exact(buffer, T::Bytes);
            if exact && from.len() > 64 {
                return vm.subbytes(buffer, at..at + item.size);
            }
            let copy = crate::memory::buf::Buf::from_slice(vm.heap(), from)?;
            vm.bytes_of(copy)
        }
        Form::Pascal => {
            let text = match from.split_first() {
                Some((n, text)) => &text[..text.len().min(*n as usize)],
                None => from,
            };
            let copy = crate::memory::buf::Buf::from_slice(vm.heap(), text)?;
            vm.bytes_of(copy)
        }
        Form::Pointer => {
            let n = Number::U64.read(from, big_endian);
            number(vm, n)
        }
        Form::Number(n) => {
            let n = n.read(from, big_endian);
            number(vm, n)
        }
    }
}

/// The object of a number that was read.
pub fn number(vm: &mut Vm, n: Read) -> Res {
    match n {
        Read::Signed(i) => vm.int(i),
        Read::Unsigned(u) => match i64::try_from(u) {
            Ok(i) => vm.int(i),
            Err(_) => vm.bigint(crate::num::BigInt::from(u)),
        },
        Read::Float(f) => vm.float(f),
    }
}
