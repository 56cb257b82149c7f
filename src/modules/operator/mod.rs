//! `operator`: the operators as functions, and callables that fetch items, attributes and results of
//! methods ([`getters`]).

mod functions;
mod getters;

pub use getters::{ATTR_GETTER, AttrGetter, ITEM_GETTER, ItemGetter, METHOD_CALLER, MethodCaller};

use super::ModuleDef;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;

pub static MODULE: ModuleDef = ModuleDef {
    name: "operator",
    doc: "The operators as functions.",
    functions: functions::FUNCTIONS,
    types: &[T::ItemGetter, T::AttrGetter, T::MethodCaller],
    init: Some(init),
};

/// Functions that have the name of the dunder method as well.
const DUNDERS: &[&str] = &[
    "lt",
    "le",
    "eq",
    "ne",
    "ge",
    "gt",
    "not_",
    "abs",
    "add",
    "and_",
    "floordiv",
    "index",
    "inv",
    "invert",
    "lshift",
    "mod",
    "mul",
    "matmul",
    "neg",
    "or_",
    "pos",
    "pow",
    "rshift",
    "sub",
    "truediv",
    "xor",
    "concat",
    "contains",
    "delitem",
    "getitem",
    "setitem",
    "iadd",
    "iand",
    "iconcat",
    "ifloordiv",
    "ilshift",
    "imod",
    "imul",
    "imatmul",
    "ior",
    "ipow",
    "irshift",
    "isub",
    "itruediv",
    "ixor",
    "call",
];

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    for name in DUNDERS {
        if let Some(f) = vm.dict_get_str(&d, name)? {
            let dunder = format!("__{}__", name.trim_end_matches('_'));
            vm.dict_set_str(&d, &dunder, &f)?;
        }
    }
    Ok(())
}
