//! `functools.partial`: a callable with some arguments given beforehand.

use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::container::{Repr, guarded};
use crate::types::dict::Dict;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, payload, raise};
use smallvec::SmallVec;

payload! {
    /// The payload.
    pub struct Partial: Partial {
        func: Value,
        /// A tuple.
        args: Value,
        /// A dict.
        keywords: Value,
    }
}

pub static PARTIAL: TypeDef = TypeDef {
    name: "partial",
    full_name: "functools.partial",
    module: "functools",
    doc: "Create a new function with partial application of the given arguments and keywords.",
    kind: Kind::Partial,
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        new: Some(new),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return what makes an equal object.
    "__reduce__(self, /)" => reduce;
    /// Sets what `__reduce__` gave.
    "__setstate__(self, state, /)" => setstate;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

getset! { GETSET;
    /// function object to use in future partial calls
    "func" => func;
    /// tuple of arguments to future partial calls
    "args" => args;
    /// dictionary of keyword arguments to future partial calls
    "keywords" => keywords;
}

fn new(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    let [func, rest @ ..] = call.pos() else {
        raise!(vm, TypeError, "type 'partial' takes at least one argument");
    };
    if vm.slots(func).call.is_none() {
        raise!(vm, TypeError, "the first argument must be callable");
    }
    // A partial of a partial is flattened.
    let inner = match vm.is_exact(func, T::Partial) {
        true => vm.get::<Partial>(func),
        false => None,
    };
    let (func, before, kw) = match inner {
        Some(p) => (p.func.clone(), p.args.clone(), Some(p.keywords.clone())),
        None => (func.clone(), vm.empty_tuple(), None),
    };
    let all: SmallVec<[Value; 8]> = vm
        .items(&before)
        .unwrap_or_default()
        .iter()
        .chain(rest)
        .cloned()
        .collect();
    let args = vm.tuple(&all)?;
    let keywords = match kw {
        Some(kw) => vm.dict_copy(&kw)?,
        None => vm.dict()?,
    };
    for (name, value) in call.keywords() {
        vm.dict_set(&keywords, name, value)?;
    }
    vm.alloc_as(
        cls,
        Partial {
            func,
            args,
            keywords,
        },
    )
}

fn call(vm: &mut Vm, p: &Value, call: CallArgs<'_>) -> Res {
    let Partial {
        func,
        args,
        keywords,
    } = vm.of::<Partial>(p);
    let (func, args, keywords) = (func.clone(), args.clone(), keywords.clone());
    let mut all: SmallVec<[Value; 8]> = vm
        .items(&args)
        .unwrap_or_default()
        .iter()
        .chain(call.pos())
        .cloned()
        .collect();
    if vm.get::<Dict>(&keywords).is_none_or(Dict::is_empty) {
        all.extend(call.args[call.pos().len()..].iter().cloned());
        return vm.nested(" while calling a Python object", |vm| {
            vm.call_args(
                &func,
                CallArgs {
                    args: &all,
                    names: call.names,
                },
            )
        });
    }
    let merged = vm.dict_copy(&keywords)?;
    for (name, value) in call.keywords() {
        vm.dict_set(&merged, name, value)?;
    }
    let mut names: SmallVec<[Value; 8]> = SmallVec::new();
    let mut pos = 0;
    while let Some((next, k, v)) = vm.of::<Dict>(&merged).next_entry(pos) {
        names.push(k.clone());
        all.push(v.clone());
        pos = next;
    }
    vm.nested(" while calling a Python object", |vm| {
        vm.call_args(
            &func,
            CallArgs {
                args: &all,
                names: &names,
            },
        )
    })
}

fn func(vm: &mut Vm, p: &Value) -> Res {
    Ok(vm.of::<Partial>(p).func.clone())
}

fn args(vm: &mut Vm, p: &Value) -> Res {
    Ok(vm.of::<Partial>(p).args.clone())
}

fn keywords(vm: &mut Vm, p: &Value) -> Res {
    Ok(vm.of::<Partial>(p).keywords.clone())
}

fn repr(vm: &mut Vm, p: &Value) -> Res {
    guarded(vm, p, "...", |vm| {
        let Partial {
            func,
            args,
            keywords,
        } = vm.of::<Partial>(p);
        let (func, args, keywords) = (func.clone(), args.clone(), keywords.clone());
        let mut out = Repr::new();
        let class = vm.type_of(p).clone();
        let name = vm.class_full_name(&class)?;
        out.push(vm, &name)?;
        out.push(vm, "(")?;
        out.push_repr(vm, &func)?;
        let given: SmallVec<[Value; 8]> = vm
            .items(&args)
            .unwrap_or_default()
            .iter()
            .cloned()
            .collect();
        for v in &given {
            out.push(vm, ", ")?;
            out.push_repr(vm, v)?;
        }
        let mut pos = 0;
        while let Some((next, k, v)) = vm.of::<Dict>(&keywords).next_entry(pos) {
            let (k, v) = (k.clone(), v.clone());
            pos = next;
            let k = vm.str_value(&k)?;
            let k = vm.text(&k).unwrap_or("?").to_owned();
            out.push(vm, &format!(", {k}="))?;
            out.push_repr(vm, &v)?;
        }
        out.push(vm, ")")?;
        out.finish(vm)
    })
}

fn reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    let class = vm.type_of(&a[0]).clone();
    let Partial {
        func,
        args,
        keywords,
    } = vm.of::<Partial>(&a[0]);
    let (func, args, keywords) = (func.clone(), args.clone(), keywords.clone());
    let make = vm.tuple(std::slice::from_ref(&func))?;
    let dict = vm.instance_dict(&a[0])?.unwrap_or(Value::NONE);
    let state = vm.tuple(&[func, args, keywords, dict])?;
    vm.tuple(&[class, make, state])
}

fn setstate(vm: &mut Vm, a: Args<'_>) -> Res {
    let parts = match vm.items(&a[1]) {
        Some([f, args, kw, dict]) => Some((f.clone(), args.clone(), kw.clone(), dict.clone())),
        _ => None,
    };
    let Some((func, args, kw, dict)) = parts else {
        raise!(vm, TypeError, "invalid partial state");
    };
    if vm.slots(&func).call.is_none() || !vm.is_a(&args, T::Tuple) || !vm.is_a(&kw, T::Dict) {
        raise!(vm, TypeError, "invalid partial state");
    }
    let keywords = vm.dict_copy(&kw)?;
    let (p, _) = vm.of_mut::<Partial>(&a[0]);
    let old = (
        std::mem::replace(&mut p.func, func),
        std::mem::replace(&mut p.args, args),
        std::mem::replace(&mut p.keywords, keywords),
    );
    drop(old);
    if !dict.is_none() {
        vm.set_instance_dict(&a[0], dict, false)?;
    }
    Ok(Value::NONE)
}
