//! Case conversion and the `is...` predicates.

use super::{BytesText, StrText, Textual, charge};
use crate::memory::value::Value;
use crate::text::case;
use crate::text::wtf8;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// A short string of ASCII mapped byte by byte.
fn mapped(vm: &Vm, v: &Value, map: impl Fn(&u8) -> u8) -> Option<Value> {
    let text = vm.text_of(v);
    let n = text.bytes.len();
    let mut room = [0; 64];
    if !text.ascii || n < 2 || n > room.len() {
        return None;
    }
    for (to, from) in room.iter_mut().zip(text.bytes) {
        *to = map(from);
    }
    vm.quick_str([&room[..n], &[]], true, n)
}

/// Conversions: `name [byte function, if that is all of ASCII] => str function, bytes function`.
macro_rules! conversions {
    ($($name:ident $([$map:path])? => $str:path $(, $bytes:path)?;)*) => {
        /// Methods of str.
        pub mod str {
            use super::*;
            $(pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res {
                charge::<StrText>(vm, &args[0])?;
                $(if let Some(made) = mapped(vm, &args[0], $map) {
                    return Ok(made);
                })?
                let n = StrText::text(vm, &args[0]).bytes.len();
                vm.write_str_sized(n, |vm, out| $str(vm.text_of(&args[0]), out))
            })*
        }
        $($(
            /// A method of bytes-like types.
            pub fn $name<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
                charge::<BytesText>(vm, &args[0])?;
                let n = X::text(vm, &args[0]).bytes.len();
                X::write(vm, n, |vm, out| $bytes(X::text(vm, &args[0]).bytes, out))
            }
        )?)*
    };
}

conversions! {
    upper [u8::to_ascii_uppercase] => case::upper, case::upper_ascii;
    lower [u8::to_ascii_lowercase] => case::lower, case::lower_ascii;
    swapcase => case::swapcase, case::swapcase_ascii;
    capitalize => case::capitalize, case::capitalize_ascii;
    title => case::title, case::title_ascii;
    casefold [u8::to_ascii_lowercase] => case::casefold;
}

/// Characters to test, of str or of bytes.
fn test(
    vm: &mut Vm,
    v: &Value,
    str: bool,
    holds: impl Fn(&mut dyn Iterator<Item = u32>) -> bool,
) -> Res {
    if str {
        charge::<StrText>(vm, v)?;
        return Ok(Value::bool(holds(&mut wtf8::code_points(
            vm.text_of(v).bytes,
        ))));
    }
    charge::<BytesText>(vm, v)?;
    let bytes = super::bytes_text(vm, v).bytes;
    Ok(Value::bool(holds(&mut case::ascii_only(bytes))))
}

macro_rules! predicates {
    ($($name:ident;)*) => {
        $(pub fn $name<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
            test(vm, &args[0], X::T == crate::types::registry::T::Str, |codes| case::$name(codes))
        })*
    };
}

predicates! {
    isalpha;
    isalnum;
    isdecimal;
    isdigit;
    isnumeric;
    isspace;
    isupper;
    islower;
    istitle;
    isprintable;
    isidentifier;
}

pub fn isascii<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    Ok(Value::bool(match X::T {
        crate::types::registry::T::Str => vm.text_of(&args[0]).ascii,
        _ => X::text(vm, &args[0]).bytes.is_ascii(),
    }))
}
