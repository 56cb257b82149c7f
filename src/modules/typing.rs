//! `_typing`: the types of type parameters and aliases, which the compiler's instructions make too.
//! The rest is in `python/typing.py`.

use super::ModuleDef;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_typing",
    doc: "Type parameters and type aliases.",
    functions: &[],
    types: &[
        T::TypeVar,
        T::TypeVarTuple,
        T::ParamSpec,
        T::ParamSpecArgs,
        T::ParamSpecKwargs,
        T::TypeAliasType,
    ],
    init: Some(init),
};

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    let none = vm.no_default()?;
    vm.dict_set_str(&d, "NoDefault", &none)
}
