//! Descriptors of attributes: getset_descriptor and member_descriptor. Their payloads are in
//! `types::native`.

use crate::memory::value::Value;
use crate::types::native::{GetSet, Member};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{GetSetDef, Slots, TypeDef};
use crate::{getset, raise};

use crate::memory::header::Kind;

pub static GETSET_DESCRIPTOR: TypeDef = TypeDef {
    name: "getset_descriptor",
    kind: Kind::GetSet,
    slots: Slots {
        repr: Some(getset_repr),
        descr_get: Some(getset_get),
        descr_set: Some(getset_set),
        ..Slots::NONE
    },
    getset: GETSET_ATTRS,
    ..TypeDef::OBJECT
};

getset! { GETSET_ATTRS;
    "__name__" => getset_name;
    "__qualname__" => getset_qualname;
    "__doc__" => getset_doc;
    "__objclass__" => getset_owner;
}

fn getset_name(vm: &mut Vm, d: &Value) -> Res {
    let n = vm.of::<GetSet>(d).def.name;
    vm.intern(n)
}

fn getset_qualname(vm: &mut Vm, d: &Value) -> Res {
    let g = vm.of::<GetSet>(d);
    let (n, o) = (g.def.name, vm.class_name(&g.owner).to_owned());
    vm.format(format_args!("{o}.{n}"))
}

fn getset_doc(vm: &mut Vm, d: &Value) -> Res {
    let def: &'static GetSetDef = vm.of::<GetSet>(d).def;
    if def.doc.is_empty() {
        Ok(Value::NONE)
    } else {
        vm.str(def.doc.trim())
    }
}

fn getset_owner(vm: &mut Vm, d: &Value) -> Res {
    Ok(vm.of::<GetSet>(d).owner.clone())
}

fn getset_repr(vm: &mut Vm, d: &Value) -> Res {
    let g = vm.of::<GetSet>(d);
    let (n, o) = (g.def.name, vm.class_name(&g.owner).to_owned());
    let what = if g.def.member { "member" } else { "attribute" };
    vm.format(format_args!("<{what} '{n}' of '{o}' objects>"))
}

fn check_receiver(vm: &mut Vm, name: &str, owner: &Value, obj: &Value) -> Res<()> {
    if vm.is_subtype(vm.type_of(obj), owner) {
        return Ok(());
    }
    let (o, t) = (
        vm.class_name(owner).to_owned(),
        vm.type_name(obj).to_owned(),
    );
    raise!(
        vm,
        TypeError,
        "descriptor '{name}' for '{o}' objects doesn't apply to a '{t}' object"
    )
}

fn getset_get(vm: &mut Vm, d: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(d.clone()) };
    let g = vm.of::<GetSet>(d);
    let (def, owner) = (g.def, g.owner.clone());
    check_receiver(vm, def.name, &owner, obj)?;
    (def.get)(vm, obj)
}

fn getset_set(vm: &mut Vm, d: &Value, obj: &Value, v: Option<&Value>) -> Res<()> {
    let g = vm.of::<GetSet>(d);
    let (def, owner) = (g.def, g.owner.clone());
    check_receiver(vm, def.name, &owner, obj)?;
    match def.set {
        Some(set) => set(vm, obj, v),
        None if def.member => raise!(vm, AttributeError, "readonly attribute"),
        None => {
            let o = vm.class_shown_name(&owner).to_owned();
            raise!(
                vm,
                AttributeError,
                "attribute '{}' of '{o}' objects is not writable",
                def.name
            )
        }
    }
}

pub static MEMBER_DESCRIPTOR: TypeDef = TypeDef {
    name: "member_descriptor",
    kind: Kind::Member,
    slots: Slots {
        repr: Some(member_repr),
        descr_get: Some(member_get),
        descr_set: Some(member_set),
        ..Slots::NONE
    },
    getset: MEMBER_ATTRS,
    ..TypeDef::OBJECT
};

getset! { MEMBER_ATTRS;
    "__name__" => member_name;
    "__objclass__" => member_owner;
}

fn member_name(vm: &mut Vm, d: &Value) -> Res {
    Ok(vm.of::<Member>(d).name.clone())
}

fn member_owner(vm: &mut Vm, d: &Value) -> Res {
    Ok(vm.of::<Member>(d).owner.clone())
}

fn member_text(vm: &Vm, d: &Value) -> String {
    vm.text(&vm.of::<Member>(d).name).unwrap_or("?").to_owned()
}

fn member_repr(vm: &mut Vm, d: &Value) -> Res {
    let n = member_text(vm, d);
    let o = vm.class_name(&vm.of::<Member>(d).owner).to_owned();
    vm.format(format_args!("<member '{n}' of '{o}' objects>"))
}

/// [`check_receiver`] for a member, whose name is read only for the message.
fn check_member_receiver(vm: &mut Vm, d: &Value, obj: &Value) -> Res<()> {
    let owner = &vm.of::<Member>(d).owner;
    if vm.is_subtype(vm.type_of(obj), owner) {
        return Ok(());
    }
    let (owner, name) = (owner.clone(), member_text(vm, d));
    check_receiver(vm, &name, &owner, obj)
}

fn member_get(vm: &mut Vm, d: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(d.clone()) };
    let m = vm.of::<Member>(d);
    let (slot, name) = (m.slot, m.name.clone());
    check_member_receiver(vm, d, obj)?;
    let found = obj
        .header()
        .and_then(|h| crate::memory::instance::slot(h, slot))
        .filter(|v| !v.is_unbound());
    match found {
        Some(v) => Ok(v.clone()),
        None => Err(vm.attribute_error(obj, &name)),
    }
}

fn member_set(vm: &mut Vm, d: &Value, obj: &Value, v: Option<&Value>) -> Res<()> {
    let m = vm.of::<Member>(d);
    let (slot, name) = (m.slot, m.name.clone());
    check_member_receiver(vm, d, obj)?;
    let new = v.cloned().unwrap_or(Value::UNBOUND);
    let old = vm.write_slot(obj, slot, new)?;
    if v.is_none() && old.is_unbound() {
        let text = member_text(vm, d);
        return Err(vm.attribute_error_with(obj, &name, text));
    }
    drop(old);
    Ok(())
}
