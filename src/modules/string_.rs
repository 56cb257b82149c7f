//! `_string`: how format strings are read, for `string.Formatter`. Runs no Python.

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::text::template::{self, FieldName, First, Step, TemplateError};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_string",
    doc: "string helper module",
    functions: FUNCTIONS,
    types: &[],
    init: None,
};

methods! { FUNCTIONS;
    /// An iterator over literals and fields of a format string.
    "formatter_parser(s, /)" => parser;
    /// The first part of a field name, and an iterator over the rest.
    "formatter_field_name_split(s, /)" => field_name_split;
}

/// Copies an argument's text: tuples are made of its pieces.
fn text(vm: &mut Vm, v: &Value) -> Res<Buf<u8>> {
    let Some(s) = vm.wtf8(v) else {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "expected str, got {t}");
    };
    let copy = Buf::from_slice(vm.heap(), s)?;
    vm.charge(copy.len() as u64 / 16)?;
    Ok(copy)
}

fn error(vm: &mut Vm, e: TemplateError) -> Raised {
    match vm.write_str(|_, out| e.push_message(out)) {
        Ok(message) => vm.err_value(T::ValueError, message),
        Err(e) => e,
    }
}

fn parser(vm: &mut Vm, args: Args<'_>) -> Res {
    let source = text(vm, &args[0])?;
    let mut out = Buf::new();
    for part in template::parts(&source) {
        let part = match part {
            Ok(part) => part,
            Err(e) => return Err(error(vm, e)),
        };
        let literal = vm.str_wtf8(part.literal)?;
        let items = match part.field {
            None => [literal, Value::NONE, Value::NONE, Value::NONE],
            Some(field) => {
                let conversion = match field.conversion_code {
                    Some(c) => vm.char(c)?,
                    None => Value::NONE,
                };
                [
                    literal,
                    vm.str_wtf8(field.name)?,
                    vm.str_wtf8(field.spec)?,
                    conversion,
                ]
            }
        };
        let part = vm.tuple(&items)?;
        out.push(vm.heap(), part)?;
    }
    let parts = vm.list(out)?;
    vm.iter(&parts)
}

fn field_name_split(vm: &mut Vm, args: Args<'_>) -> Res {
    let source = text(vm, &args[0])?;
    let (first, rest) = match FieldName::split_plain(&source) {
        Ok(split) => split,
        Err(e) => return Err(error(vm, e)),
    };
    let first = match first {
        First::Position(i) => vm.int(i as i64)?,
        First::Keyword(k) => vm.str_wtf8(k)?,
    };
    let mut out = Buf::new();
    for step in rest {
        let (attribute, key) = match step {
            Ok(Step::Attribute(name)) => (true, vm.str_wtf8(name)?),
            Ok(Step::Index(i)) => (false, vm.int(i as i64)?),
            Ok(Step::Key(k)) => (false, vm.str_wtf8(k)?),
            Err(e) => return Err(error(vm, e)),
        };
        let step = vm.tuple(&[Value::bool(attribute), key])?;
        out.push(vm.heap(), step)?;
    }
    let steps = vm.list(out)?;
    let steps = vm.iter(&steps)?;
    vm.tuple(&[first, steps])
}
