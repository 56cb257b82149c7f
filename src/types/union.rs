//! `types.UnionType`: `int | None`.

use super::container::Repr;
use super::generic_alias::{GenericAlias, push_argument, substituted, type_variables};
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::types::type_alias::TypeAlias;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, Slots, TypeDef, ops};
use crate::{getset, methods, raise};

/// The payload: a tuple of at least two different types.
pub struct Union {
    args: Value,
}

impl Payload for Union {
    const KIND: Kind = Kind::Union;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.args);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "UnionType",
    full_name: "types.UnionType",
    module: "types",
    doc: "One of several types: int | str.",
    kind: Kind::Union,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        get_item: Some(get_item),
        binary: Some(binary),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Or]),
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Whether an object is an instance of one of the types.
    "__instancecheck__(self, instance, /)" => instance_check;
    /// Whether a class derives from one of the types.
    "__subclasscheck__(self, cls, /)" => subclass_check;
}

getset! { GETSET;
    /// The types.
    "__args__" => args;
    /// The type variables among the types.
    "__parameters__" => parameters;
}

/// Slot of `|` for everything that can be part of a union.
pub fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if op != BinOp::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.union_of(a, b)
}

impl Vm {
    /// `a | b` of types; NotImplemented when one can't be part of a union.
    pub fn union_of(&mut self, a: &Value, b: &Value) -> Res {
        if !self.unionable(a) || !self.unionable(b) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let mut types = Buf::new();
        for v in [a, b] {
            self.add_types(&mut types, v)?;
        }
        self.union_of_all(types)
    }

    fn unionable(&self, v: &Value) -> bool {
        v.is_none()
            || self.is_class(v)
            || self.get::<GenericAlias>(v).is_some()
            || self.get::<Union>(v).is_some()
            || self.get::<TypeAlias>(v).is_some()
    }

    /// Adds the types that `v` stands for, each once.
    fn add_types(&mut self, types: &mut Buf<Value>, v: &Value) -> Res<()> {
        if let Some(union) = self.get::<Union>(v) {
            let args = union.args.clone();
            for arg in self.collect(&args)? {
                self.add_types(types, &arg)?;
            }
            return Ok(());
        }
        let v = if v.is_none() {
            self.class(T::NoneType).clone()
        } else {
            v.clone()
        };
        for t in types.iter() {
            let alias =
                self.get::<GenericAlias>(t).is_some() && self.get::<GenericAlias>(&v).is_some();
            if t.is(&v) || alias && self.eq(t, &v)? {
                return Ok(());
            }
        }
        Ok(types.push(self.heap(), v)?)
    }

    /// The union of different types; one alone is itself.
    fn union_of_all(&mut self, mut types: Buf<Value>) -> Res {
        if types.len() == 1 {
            return Ok(types.pop().unwrap_or(Value::NONE));
        }
        let args = self.tuple_of(types)?;
        self.alloc(T::UnionType, Union { args })
    }
}

fn args(vm: &mut Vm, u: &Value) -> Res {
    Ok(vm.of::<Union>(u).args.clone())
}

fn parameters(vm: &mut Vm, u: &Value) -> Res {
    let args = vm.of::<Union>(u).args.clone();
    type_variables(vm, &args)
}

fn repr(vm: &mut Vm, u: &Value) -> Res {
    let args = vm.of::<Union>(u).args.clone();
    let mut out = Repr::new();
    for (i, arg) in vm.collect(&args)?.iter().enumerate() {
        if i > 0 {
            out.push(vm, " | ")?;
        }
        if arg.is(vm.class(T::NoneType)) {
            out.push(vm, "None")?;
        } else {
            push_argument(vm, &mut out, arg)?;
        }
    }
    out.finish(vm)
}

/// The types as a set: their order doesn't matter.
fn as_set(vm: &mut Vm, u: &Value) -> Res {
    let args = vm.of::<Union>(u).args.clone();
    let items = vm.collect(&args)?;
    vm.frozenset_of(&items)
}

fn hash(vm: &mut Vm, u: &Value) -> Res<i64> {
    let set = as_set(vm, u)?;
    vm.hash(&set)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    if !matches!(op, CmpOp::Eq | CmpOp::Ne)
        || vm.get::<Union>(a).is_none()
        || vm.get::<Union>(b).is_none()
    {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (as_set(vm, a)?, as_set(vm, b)?);
    vm.compare(op, &a, &b)
}

fn get_item(vm: &mut Vm, u: &Value, item: &Value) -> Res {
    let args = vm.of::<Union>(u).args.clone();
    let params = type_variables(vm, &args)?;
    let new = substituted(vm, u, &args, &params, item)?;
    let mut new = new.into_iter();
    let Some(mut result) = new.next() else {
        return Ok(u.clone());
    };
    for v in new {
        result = vm.binary(BinOp::Or, &result, &v)?;
    }
    Ok(result)
}

fn instance_check(vm: &mut Vm, args: Args<'_>) -> Res {
    let types = vm.of::<Union>(&args[0]).args.clone();
    for t in vm.collect(&types)? {
        if vm.is_instance(&args[1], &t)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn subclass_check(vm: &mut Vm, args: Args<'_>) -> Res {
    if !vm.is_class(&args[1]) {
        raise!(vm, TypeError, "issubclass() arg 1 must be a class");
    }
    let types = vm.of::<Union>(&args[0]).args.clone();
    for t in vm.collect(&types)? {
        if vm.is_subclass(&args[1], &t)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
