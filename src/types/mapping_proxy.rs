//! `mappingproxy`: a read-only view of a mapping (`type.__dict__`).

use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{methods, raise};

/// The view.
pub struct MappingProxy {
    pub mapping: Value,
}

impl Payload for MappingProxy {
    const KIND: Kind = Kind::MappingProxy;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.mapping);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "mappingproxy",
    doc: "Read-only proxy of a mapping.",
    kind: Kind::MappingProxy,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        str: Some(str),
        len: Some(|vm, v| with(vm, v, |vm, m| vm.len(m))),
        get_item: Some(|vm, v, k| with(vm, v, |vm, m| vm.get_item(m, k))),
        contains: Some(|vm, v, k| with(vm, v, |vm, m| vm.contains(m, k))),
        iter: Some(|vm, v| with(vm, v, |vm, m| vm.iter(m))),
        cmp: Some(cmp),
        binary: Some(binary),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Or]),
    methods: METHODS,
    matches: b'm',
    unhashable: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return the value for key if key is in the mapping, else default.
    "get(self, key, default=None, /)" => get;
    /// a set-like object providing a view on D's keys
    "keys(self, /)" => keys;
    /// an object providing a view on D's values
    "values(self, /)" => values;
    /// a set-like object providing a view on D's items
    "items(self, /)" => items;
    /// a shallow copy of D
    "copy(self, /)" => copy;
    /// Return a reverse iterator over the dict keys.
    "__reversed__(self, /)" => reversed;
}

fn with<X>(vm: &mut Vm, v: &Value, f: impl FnOnce(&mut Vm, &Value) -> Res<X>) -> Res<X> {
    let m = vm.of::<MappingProxy>(v).mapping.clone();
    // It may be a proxy itself.
    vm.nested("", |vm| f(vm, &m))
}

fn new(vm: &mut Vm, _: &Value, call: CallArgs<'_>) -> Res {
    let (pos, _) = vm.bind("mappingproxy(mapping)", call)?;
    if vm.slots(&pos[0]).get_item.is_none()
        || vm.is_a(&pos[0], T::List)
        || vm.is_a(&pos[0], T::Tuple)
    {
        let t = vm.type_name(&pos[0]).to_owned();
        raise!(
            vm,
            TypeError,
            "mappingproxy() argument must be a mapping, not {t}"
        );
    }
    vm.mapping_proxy(&pos[0])
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let r = with(vm, v, |vm, m| vm.repr(m))?;
    let r = vm.text(&r).unwrap_or("?").to_owned();
    vm.format(format_args!("mappingproxy({r})"))
}

fn str(vm: &mut Vm, v: &Value) -> Res {
    with(vm, v, |vm, m| vm.str_value(m))
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    with(vm, a, |vm, m| vm.compare(op, m, b))
}

fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if op != BinOp::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let inner = |vm: &Vm, v: &Value| {
        vm.get::<MappingProxy>(v)
            .map_or_else(|| v.clone(), |p| p.mapping.clone())
    };
    let (a, b) = (inner(vm, a), inner(vm, b));
    vm.nested("", |vm| vm.binary_or_not(op, &a, &b))
}

fn get(vm: &mut Vm, a: Args<'_>) -> Res {
    let default = a.get(2).cloned().unwrap_or(Value::NONE);
    with(vm, &a[0], |vm, m| {
        vm.call_method(m, "get", &[a[1].clone(), default])
    })
}

fn keys(vm: &mut Vm, a: Args<'_>) -> Res {
    with(vm, &a[0], |vm, m| vm.call_method(m, "keys", &[]))
}

fn values(vm: &mut Vm, a: Args<'_>) -> Res {
    with(vm, &a[0], |vm, m| vm.call_method(m, "values", &[]))
}

fn items(vm: &mut Vm, a: Args<'_>) -> Res {
    with(vm, &a[0], |vm, m| vm.call_method(m, "items", &[]))
}

fn copy(vm: &mut Vm, a: Args<'_>) -> Res {
    with(vm, &a[0], |vm, m| vm.call_method(m, "copy", &[]))
}

fn reversed(vm: &mut Vm, a: Args<'_>) -> Res {
    with(vm, &a[0], |vm, m| vm.call_method(m, "__reversed__", &[]))
}

impl Vm {
    /// A read-only view of `mapping`.
    pub fn mapping_proxy(&mut self, mapping: &Value) -> Res {
        self.alloc(
            T::MappingProxy,
            MappingProxy {
                mapping: mapping.clone(),
            },
        )
    }
}
