//! Case conversion and the `is...` predicates.

use super::{BytesText, StrText, Textual, charge};
use crate::memory::value::Value;
use crate::text::case;
use crate::text::wtf8;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// Conversions: `name(str function, bytes function)`.
macro_rules! conversions {
    ($($name:ident => $str:path $(, $bytes:path)?;)*) => {
        /// Methods of str.
        pub mod str {
            use super::*;
            $(pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res {
                charge::<StrText>(vm, &args[0])?;
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
    upper => case::upper, case::upper_ascii;
    lower => case::lower, case::lower_ascii;
    swapcase => case::swapcase, case::swapcase_ascii;
    capitalize => case::capitalize, case::capitalize_ascii;
    title => case::title, case::title_ascii;
    casefold => case::casefold;
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
