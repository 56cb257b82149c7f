//! `typing.TypeAliasType`: what a `type` statement makes. Its value is evaluated when somebody asks.

use crate::code::opcodes::BinOp;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{getset, methods, payload, raise};

payload! {
    /// The payload.
    pub struct TypeAlias: TypeAlias {
        name: Value,
        /// A tuple, or None.
        params: Value,
        /// Unbound until it is known.
        value: Value,
        /// The function that gives the value; unbound when the value was given.
        evaluate: Value,
        /// The name of the module that called the constructor; unbound when a statement made it.
        module: Value,
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "TypeAliasType",
    full_name: "typing.TypeAliasType",
    module: "typing",
    doc: "A named alias of a type, made by a type statement: type Pair = tuple[int, int].\n\n\
          The value is evaluated when __value__ is first read.",
    kind: Kind::TypeAlias,
    slots: Slots {
        repr: Some(name),
        get_item: Some(get_item),
        binary: Some(super::union::binary),
        new: Some(new),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Or]),
    methods: METHODS,
    getset: GETSET,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce;
}

getset! { GETSET;
    @member "__name__" => name;
    "__parameters__" => parameters;
    "__type_params__" => type_params;
    "__value__" => value;
    "__module__" => module;
}

impl Vm {
    /// `type name[params] = ...`; `params` may be None.
    pub(crate) fn new_type_alias(&mut self, name: &Value, params: &Value, evaluate: &Value) -> Res {
        self.ensure_type(T::TypeAliasType)?;
        let alias = TypeAlias {
            name: name.clone(),
            params: params.clone(),
            value: Value::UNBOUND,
            evaluate: evaluate.clone(),
            module: Value::UNBOUND,
        };
        self.alloc(T::TypeAliasType, alias)
    }
}

fn new(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    let n = call.pos().len();
    if n > 2 {
        raise!(
            vm,
            TypeError,
            "typealias() takes exactly 2 positional arguments ({n} given)"
        );
    }
    let (mut name, mut value) = (call.pos().first().cloned(), call.pos().get(1).cloned());
    let mut params = None;
    for (k, v) in call.keywords() {
        let k = vm.text(k).unwrap_or("?").to_owned();
        let place = match k.as_str() {
            "name" => &mut name,
            "value" => &mut value,
            "type_params" => &mut params,
            _ => raise!(
                vm,
                TypeError,
                "typealias() got an unexpected keyword argument '{k}'"
            ),
        };
        *place = Some(v.clone());
    }
    let Some(name) = name else {
        raise!(
            vm,
            TypeError,
            "typealias() missing required argument 'name' (pos 1)"
        );
    };
    let Some(value) = value else {
        raise!(
            vm,
            TypeError,
            "typealias() missing required argument 'value' (pos 2)"
        );
    };
    if !vm.is_a(&name, T::Str) {
        let t = vm.type_name(&name).to_owned();
        raise!(
            vm,
            TypeError,
            "typealias() argument 'name' must be str, not {t}"
        );
    }
    let params = params.unwrap_or(Value::NONE);
    if !params.is_none() && !vm.is_a(&params, T::Tuple) {
        raise!(vm, TypeError, "type_params must be a tuple");
    }
    let alias = TypeAlias {
        name,
        params,
        value,
        evaluate: Value::UNBOUND,
        module: super::type_param::calling_module(vm)?,
    };
    vm.alloc_as(cls, alias)
}

fn name(vm: &mut Vm, a: &Value) -> Res {
    Ok(vm.of::<TypeAlias>(a).name.clone())
}

fn type_params(vm: &mut Vm, a: &Value) -> Res {
    let params = &vm.of::<TypeAlias>(a).params;
    Ok(if params.is_none() {
        vm.empty_tuple()
    } else {
        params.clone()
    })
}

fn parameters(vm: &mut Vm, a: &Value) -> Res {
    let params = type_params(vm, a)?;
    vm.unpacked_type_params(&params)
}

fn value(vm: &mut Vm, a: &Value) -> Res {
    let alias = vm.of::<TypeAlias>(a);
    if !alias.value.is_unbound() {
        return Ok(alias.value.clone());
    }
    let evaluate = alias.evaluate.clone();
    let value = vm.nested("", |vm| vm.call(&evaluate, &[]))?;
    let (alias, _) = vm.of_mut::<TypeAlias>(a);
    alias.value = value.clone();
    Ok(value)
}

fn module(vm: &mut Vm, a: &Value) -> Res {
    let alias = vm.of::<TypeAlias>(a);
    if !alias.module.is_unbound() {
        return Ok(alias.module.clone());
    }
    if alias.evaluate.is_unbound() {
        return Ok(Value::NONE);
    }
    let evaluate = alias.evaluate.clone();
    vm.attr(&evaluate, "__module__")
}

fn get_item(vm: &mut Vm, a: &Value, item: &Value) -> Res {
    if vm.of::<TypeAlias>(a).params.is_none() {
        raise!(vm, TypeError, "Only generic type aliases are subscriptable");
    }
    vm.generic_alias(a, item)
}

fn reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    name(vm, &a[0])
}
