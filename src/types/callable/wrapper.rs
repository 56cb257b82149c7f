//! The types of slots shown as methods: wrapper_descriptor, method-wrapper and the `__new__` of builtin
//! types. Their payload is in `types::native`.

use crate::memory::value::Value;
use crate::types::dunder;
use crate::types::native::SlotWrapper;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::NAME_TEXTS;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use crate::{getset, raise};

use crate::memory::header::Kind;

pub static WRAPPER_DESCRIPTOR: TypeDef = TypeDef {
    name: "wrapper_descriptor",
    kind: Kind::SlotWrapper,
    slots: Slots {
        repr: Some(wrapper_repr),
        call: Some(wrapper_call),
        descr_get: Some(wrapper_get),
        ..Slots::NONE
    },
    getset: WRAPPER_GETSET,
    ..TypeDef::OBJECT
};

pub static METHOD_WRAPPER: TypeDef = TypeDef {
    name: "method-wrapper",
    kind: Kind::SlotWrapper,
    slots: Slots {
        repr: Some(bound_wrapper_repr),
        call: Some(wrapper_call),
        ..Slots::NONE
    },
    getset: WRAPPER_GETSET,
    ..TypeDef::OBJECT
};

/// `T.__new__` of a builtin type.
pub static NEW_FUNCTION: TypeDef = TypeDef {
    name: "builtin_function_or_method",
    kind: Kind::SlotWrapper,
    slots: Slots {
        repr: Some(new_repr),
        call: Some(new_call),
        ..Slots::NONE
    },
    getset: WRAPPER_GETSET,
    ..TypeDef::OBJECT
};

getset! { WRAPPER_GETSET;
    "__name__" => wrapper_name;
    "__qualname__" => wrapper_qualname;
    "__doc__" => wrapper_doc;
    "__objclass__" => wrapper_owner;
    "__self__" => wrapper_self;
    "__text_signature__" => wrapper_signature;
}

fn wrapper_text(vm: &Vm, w: &Value) -> &'static str {
    NAME_TEXTS[vm.of::<SlotWrapper>(w).name as usize]
}

fn wrapper_name(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    vm.intern(n)
}

fn wrapper_qualname(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    let o = vm.class_name(&vm.of::<SlotWrapper>(w).owner).to_owned();
    vm.format(format_args!("{o}.{n}"))
}

fn wrapper_doc(vm: &mut Vm, w: &Value) -> Res {
    match dunder::row(vm.of::<SlotWrapper>(w).name) {
        Some(d) if !d.doc.is_empty() => vm.str(d.doc),
        _ => vm.str("Create and return a new object.  See help(type) for accurate signature."),
    }
}

fn wrapper_owner(vm: &mut Vm, w: &Value) -> Res {
    Ok(vm.of::<SlotWrapper>(w).owner.clone())
}

fn wrapper_self(vm: &mut Vm, w: &Value) -> Res {
    let sw = vm.of::<SlotWrapper>(w);
    Ok(if sw.this.is_unbound() {
        sw.owner.clone()
    } else {
        sw.this.clone()
    })
}

fn wrapper_signature(vm: &mut Vm, w: &Value) -> Res {
    match dunder::row(vm.of::<SlotWrapper>(w).name) {
        Some(d) => vm.str(d.signature),
        None => vm.str("($type, *args, **kwargs)"),
    }
}

fn wrapper_repr(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    let o = vm.class_name(&vm.of::<SlotWrapper>(w).owner).to_owned();
    vm.format(format_args!("<slot wrapper '{n}' of '{o}' objects>"))
}

fn bound_wrapper_repr(vm: &mut Vm, w: &Value) -> Res {
    let n = wrapper_text(vm, w);
    let this = vm.of::<SlotWrapper>(w).this.clone();
    let (t, id) = (vm.type_name(&this).to_owned(), vm.id(&this));
    vm.format(format_args!(
        "<method-wrapper '{n}' of {t} object at {id:#x}>"
    ))
}

fn wrapper_get(vm: &mut Vm, w: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let Some(obj) = obj else { return Ok(w.clone()) };
    let sw = vm.of::<SlotWrapper>(w);
    let (name, owner) = (sw.name, sw.owner.clone());
    vm.alloc(
        T::MethodWrapper,
        SlotWrapper {
            name,
            owner,
            this: obj.clone(),
        },
    )
}

fn wrapper_call(vm: &mut Vm, w: &Value, call: CallArgs<'_>) -> Res {
    let sw = vm.of::<SlotWrapper>(w);
    let (name, owner, this) = (sw.name, sw.owner.clone(), sw.this.clone());
    let Some(row) = dunder::row(name) else {
        return Ok(Value::NONE);
    };
    let slots = vm.ty(&owner).slots;
    if !this.is_unbound() {
        return (row.call)(vm, &slots, &this, call);
    }
    let (n, o) = (NAME_TEXTS[name as usize], vm.class_name(&owner).to_owned());
    let Some((this, rest)) = call.args.split_first().filter(|_| !call.pos().is_empty()) else {
        raise!(
            vm,
            TypeError,
            "descriptor '{n}' of '{o}' object needs an argument"
        );
    };
    if !vm.is_subtype(vm.type_of(this), &owner) {
        let t = vm.type_name(this).to_owned();
        raise!(
            vm,
            TypeError,
            "descriptor '{n}' requires a '{o}' object but received a '{t}'"
        );
    }
    (row.call)(
        vm,
        &slots,
        this,
        CallArgs {
            args: rest,
            names: call.names,
        },
    )
}

fn new_repr(vm: &mut Vm, w: &Value) -> Res {
    let owner = vm.of::<SlotWrapper>(w).owner.clone();
    let id = vm.id(&owner);
    vm.format(format_args!(
        "<built-in method __new__ of type object at {id:#x}>"
    ))
}

/// `T.__new__(cls, ...)`.
fn new_call(vm: &mut Vm, w: &Value, call: CallArgs<'_>) -> Res {
    let owner = vm.of::<SlotWrapper>(w).owner.clone();
    let o = vm.class_name(&owner).to_owned();
    let Some(class) = call.pos().first() else {
        raise!(vm, TypeError, "{o}.__new__(): not enough arguments");
    };
    if !vm.is_class(class) {
        let t = vm.type_name(class).to_owned();
        raise!(
            vm,
            TypeError,
            "{o}.__new__(X): X is not a type object ({t})"
        );
    }
    if !vm.is_subtype(class, &owner) {
        let c = vm.class_name(class).to_owned();
        raise!(
            vm,
            TypeError,
            "{o}.__new__({c}): {c} is not a subtype of {o}"
        );
    }
    // The nearest builtin base must be the one whose `__new__` this is.
    let base = vm.builtin_base(class);
    if !base.is(&owner) && vm.ty(&base).slots.new.is_some() {
        let same = match (vm.ty(&base).slots.new, vm.ty(&owner).slots.new) {
            (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
            _ => false,
        };
        if !same {
            let (c, b) = (
                vm.class_name(class).to_owned(),
                vm.class_name(&base).to_owned(),
            );
            raise!(
                vm,
                TypeError,
                "{o}.__new__({c}) is not safe, use {b}.__new__()"
            );
        }
    }
    match vm.ty(&owner).slots.new {
        Some(f) => f(
            vm,
            class,
            CallArgs {
                args: &call.args[1..],
                names: call.names,
            },
        ),
        None => raise!(vm, TypeError, "cannot create '{o}' instances"),
    }
}
