//! Exceptions that carry a value or a name: StopIteration, SystemExit, KeyError, ImportError,
//! AttributeError, NameError.

use super::{
    Exception, args_of, base_init, base_str, field, get_field, has_field, keyword_fields,
    put_field, reduce_with, set_args, set_field,
};
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs};
use crate::{getset, methods};

/// Field of `StopIteration.value` and `SystemExit.code`.
const VALUE: usize = 0;

/// Fields of AttributeError and NameError.
pub(super) const NAME: usize = 0;
pub(super) const OBJ: usize = 1;

/// Fields of ImportError.
const IMPORT_MSG: usize = 0;
pub(super) const IMPORT_NAME: usize = 1;
const IMPORT_PATH: usize = 2;
pub(super) const IMPORT_FROM: usize = 3;

getset! { pub(super) STOP_ITERATION;
    /// What the generator returned.
    "value" => get_field::<VALUE>, put_field::<VALUE>;
}

getset! { pub(super) SYSTEM_EXIT;
    /// The exit status, or what to print before exiting with 1.
    "code" => get_field::<VALUE>, put_field::<VALUE>;
}

getset! { pub(super) ATTRIBUTE_ERROR;
    /// Name of the attribute.
    "name" => get_field::<NAME>, put_field::<NAME>;
    /// The object that has no such attribute.
    "obj" => get_field::<OBJ>, put_field::<OBJ>;
}

getset! { pub(super) NAME_ERROR;
    /// The name.
    "name" => get_field::<NAME>, put_field::<NAME>;
}

getset! { pub(super) IMPORT_ERROR;
    /// The message.
    "msg" => get_field::<IMPORT_MSG>, put_field::<IMPORT_MSG>;
    /// Name of the module.
    "name" => get_field::<IMPORT_NAME>, put_field::<IMPORT_NAME>;
    /// File of the module.
    "path" => get_field::<IMPORT_PATH>, put_field::<IMPORT_PATH>;
    /// The name to import from the module.
    "name_from" => get_field::<IMPORT_FROM>, put_field::<IMPORT_FROM>;
}

methods! { pub(super) IMPORT_METHODS;
    /// Return what pickling and copying need.
    "__reduce__(self, /)" => import_reduce;
}

methods! { pub(super) ATTRIBUTE_METHODS;
    /// Return what pickling and copying need.
    "__reduce__(self, /)" => attribute_reduce;
}

pub(super) fn stop_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    base_init(vm, this, call)?;
    match call.pos().first() {
        Some(v) => set_field(vm, this, VALUE, v.clone()),
        None if has_field(vm, this, VALUE) => set_field(vm, this, VALUE, Value::UNBOUND),
        None => Ok(()),
    }
}

pub(super) fn exit_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    base_init(vm, this, call)?;
    match call.pos() {
        [] => Ok(()),
        [one] => set_field(vm, this, VALUE, one.clone()),
        _ => {
            let args = args_of(vm, this);
            set_field(vm, this, VALUE, args)
        }
    }
}

/// A missing key shows as its repr: `KeyError: ''` would say nothing otherwise.
pub(super) fn key_str(vm: &mut Vm, this: &Value) -> Res {
    let args = args_of(vm, this);
    match vm.items(&args).unwrap_or_default() {
        [one] => {
            let one = one.clone();
            vm.repr(&one)
        }
        _ => base_str(vm, this),
    }
}

pub(super) fn attribute_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    set_args(vm, this, call.pos())?;
    keyword_fields(vm, this, "AttributeError", call, NAME, &["name", "obj"])
}

pub(super) fn name_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    set_args(vm, this, call.pos())?;
    keyword_fields(vm, this, "NameError", call, NAME, &["name"])
}

pub(super) fn import_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    set_args(vm, this, call.pos())?;
    keyword_fields(
        vm,
        this,
        "ImportError",
        call,
        IMPORT_NAME,
        &["name", "path", "name_from"],
    )?;
    match call.pos() {
        [msg] => set_field(vm, this, IMPORT_MSG, msg.clone()),
        _ => Ok(()),
    }
}

pub(super) fn import_str(vm: &mut Vm, this: &Value) -> Res {
    let msg = field(vm, this, IMPORT_MSG);
    if vm.is_exact(&msg, crate::types::registry::T::Str) {
        return Ok(msg);
    }
    base_str(vm, this)
}

fn import_reduce(vm: &mut Vm, args: Args<'_>) -> Res {
    let this = &args[0];
    let a = args_of(vm, this);
    let more = [
        ("name", field(vm, this, IMPORT_NAME)),
        ("path", field(vm, this, IMPORT_PATH)),
        ("name_from", field(vm, this, IMPORT_FROM)),
    ];
    reduce_with(vm, this, a, &more)
}

fn attribute_reduce(vm: &mut Vm, args: Args<'_>) -> Res {
    let this = &args[0];
    let a = vm.of::<Exception>(this).args.clone();
    // The object may be anything, so it is left out, as CPython does.
    let more = [("name", field(vm, this, NAME)), ("args", a.clone())];
    let has_name = !more[0].1.is_none();
    reduce_with(vm, this, a, if has_name { &more } else { &more[1..] })
}
