//! `str.format`, `str.format_map`, `str.__format__`.

use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::format_value;
use crate::text::template::{
    self, AutoNumber, Conversion, Field, FieldName, First, Step, TemplateError,
};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::formatting::Spec;
use crate::vm::typedef::Args;

/// `format(v, spec)` of a str; `spec` isn't empty. Runs no Python.
pub fn format_str(vm: &mut Vm, v: &Value, spec: &Value) -> Res {
    let spec = Spec::of(vm, spec)?;
    let name = vm.type_name(v).to_owned();
    vm.write_formatted(spec.bytes(), &name, |vm, out| {
        format_value::format_str(spec.bytes(), vm.text_of(v), out)
    })
}

/// `str.__format__`.
pub fn dunder_format(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(spec) = vm.get::<Str>(&args[1]) else {
        let t = vm.arg_type_name(&args[1]).to_owned();
        raise!(vm, TypeError, "__format__() argument must be str, not {t}");
    };
    if spec.byte_len() == 0 {
        return vm.str_value(&args[0]);
    }
    format_str(vm, &args[0], &args[1])
}

/// Where the fields' values come from.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// Positional arguments, and the keyword ones as a dict, if any.
    Call {
        args: &'a [Value],
        kwargs: Option<&'a Value>,
    },
    Mapping(&'a Value),
}

/// `str.format`.
pub fn format(vm: &mut Vm, args: Args<'_>) -> Res {
    let source = Source::Call {
        args: &args.pos[1..],
        kwargs: args.kw(0),
    };
    expand(vm, &args[0], source)
}

/// `str.format_map`.
pub fn format_map(vm: &mut Vm, args: Args<'_>) -> Res {
    expand(vm, &args[0], Source::Mapping(&args[1]))
}

fn expand(vm: &mut Vm, template: &Value, source: Source<'_>) -> Res {
    let text = vm.of::<Str>(template);
    let copy = Buf::from_slice(vm.heap(), text.bytes())?;
    vm.charge(copy.len() as u64 / 16)?;
    let mut auto = AutoNumber::default();
    let mut out = Buf::new();
    render(vm, &copy, source, &mut auto, template::MAX_DEPTH, &mut out)?;
    vm.str_of(out)
}

#[cold]
fn template_error(vm: &mut Vm, e: TemplateError) -> Raised {
    vm.error_text(T::ValueError, |_, out| e.push_message(out))
}

/// Appends the template with its fields filled in.
fn render(
    vm: &mut Vm,
    text: &[u8],
    source: Source<'_>,
    auto: &mut AutoNumber,
    depth: usize,
    out: &mut Buf<u8>,
) -> Res<()> {
    if depth == 0 {
        return Err(template_error(vm, TemplateError::TOO_DEEP));
    }
    for part in template::parts(text) {
        let part = match part {
            Ok(p) => p,
            Err(e) => return Err(template_error(vm, e)),
        };
        out.extend_from_slice(vm.heap(), part.literal)?;
        if let Some(field) = part.field {
            let shown = render_field(vm, &field, source, auto, depth)?;
            out.extend_from_slice(vm.heap(), vm.of::<Str>(&shown).bytes())?;
        }
    }
    Ok(())
}

fn render_field(
    vm: &mut Vm,
    field: &Field<'_>,
    source: Source<'_>,
    auto: &mut AutoNumber,
    depth: usize,
) -> Res {
    let value = field_value(vm, field.name, source, auto)?;
    let value = match field.conversion() {
        Ok(None) => value,
        Ok(Some(Conversion::Str)) => vm.str_value(&value)?,
        Ok(Some(Conversion::Repr)) => vm.repr(&value)?,
        Ok(Some(Conversion::Ascii)) => vm.ascii(&value)?,
        Err(e) => return Err(template_error(vm, e)),
    };
    if field.spec.is_empty() {
        return vm.format_field(&value, 0, None);
    }
    let spec = if field.nested {
        let mut inner = Buf::new();
        render(vm, field.spec, source, auto, depth - 1, &mut inner)?;
        vm.str_of(inner)?
    } else {
        vm.str_wtf8(field.spec)?
    };
    vm.format_value(&value, &spec)
}

fn field_value(vm: &mut Vm, name: &[u8], source: Source<'_>, auto: &mut AutoNumber) -> Res {
    let split = match source {
        Source::Call { .. } => FieldName::split(name, auto),
        Source::Mapping(_) => FieldName::split(name, auto),
    };
    let (first, steps) = match split {
        Ok(x) => x,
        Err(e) => return Err(template_error(vm, e)),
    };
    let mut value = match (first, source) {
        (First::Position(i), Source::Call { args, .. }) => match args.get(i) {
            Some(v) => v.clone(),
            None => raise!(
                vm,
                IndexError,
                "Replacement index {i} out of range for positional args tuple"
            ),
        },
        (First::Position(_), Source::Mapping(_)) => {
            raise!(vm, ValueError, "Format string contains positional fields")
        }
        (First::Keyword(k), Source::Call { kwargs, .. }) => {
            let key = vm.str_wtf8(k)?;
            let found = match kwargs {
                Some(d) => vm.dict_get(d, &key)?,
                None => None,
            };
            match found {
                Some(v) => v,
                None => return Err(vm.err_value(T::KeyError, key)),
            }
        }
        (First::Keyword(k), Source::Mapping(m)) => {
            let key = vm.str_wtf8(k)?;
            vm.get_item(m, &key)?
        }
    };
    for step in steps {
        let step = match step {
            Ok(s) => s,
            Err(e) => return Err(template_error(vm, e)),
        };
        value = match step {
            Step::Attribute(name) => {
                let name = vm.str_wtf8(name)?;
                let name = vm.intern_value(&name)?;
                vm.get_attr(&value, &name)?
            }
            Step::Index(i) => vm.get_item(&value, &Value::int(i as i64))?,
            Step::Key(k) => {
                let key = vm.str_wtf8(k)?;
                vm.get_item(&value, &key)?
            }
        };
    }
    Ok(value)
}
