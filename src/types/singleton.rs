//! The types of `None`, `NotImplemented` and `...`.

use crate::memory::value::Value;
use crate::methods;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};

pub static NONE: TypeDef = TypeDef {
    name: "NoneType",
    doc: "The type of the None singleton.",
    slots: Slots {
        repr: Some(|vm, _| vm.intern("None")),
        bool: Some(|_, _| Ok(false)),
        // A constant, so that scripts behave alike from run to run.
        hash: Some(|_, _| Ok(0xFCA8_6420)),
        new: Some(|vm, _, call| only(vm, "NoneType", Value::NONE, call)),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};

pub static NOT_IMPLEMENTED: TypeDef = TypeDef {
    name: "NotImplementedType",
    doc: "The type of the NotImplemented singleton.",
    slots: Slots {
        repr: Some(|vm, _| vm.intern("NotImplemented")),
        bool: Some(not_implemented_truth),
        new: Some(|vm, _, call| only(vm, "NotImplementedType", Value::NOT_IMPLEMENTED, call)),
        ..Slots::NONE
    },
    methods: NOT_IMPLEMENTED_METHODS,
    ..TypeDef::OBJECT
};

pub static ELLIPSIS: TypeDef = TypeDef {
    name: "ellipsis",
    doc: "The type of the Ellipsis singleton.",
    slots: Slots {
        repr: Some(|vm, _| vm.intern("Ellipsis")),
        new: Some(|vm, _, call| only(vm, "EllipsisType", Value::ELLIPSIS, call)),
        ..Slots::NONE
    },
    methods: ELLIPSIS_METHODS,
    ..TypeDef::OBJECT
};

methods! { pub NOT_IMPLEMENTED_METHODS;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce;
}

methods! { pub ELLIPSIS_METHODS;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce;
}

fn only(vm: &mut Vm, name: &str, it: Value, call: CallArgs<'_>) -> Res {
    if !call.args.is_empty() {
        raise!(vm, TypeError, "{name} takes no arguments");
    }
    Ok(it)
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.repr(&args[0])
}

/// True, but who asks has most likely forgotten to compare the other way round.
fn not_implemented_truth(vm: &mut Vm, _: &Value) -> Res<bool> {
    vm.warn(
        T::DeprecationWarning,
        format_args!("NotImplemented should not be used in a boolean context"),
        1,
    )?;
    Ok(true)
}
