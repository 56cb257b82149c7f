//! `itemgetter`, `attrgetter` and `methodcaller`.

use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::container::{Repr, guarded};
use crate::types::dict::Dict;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{methods, payload, raise};
use smallvec::SmallVec;

payload! {
    /// `itemgetter`.
    pub struct ItemGetter: ItemGetter {
        /// A tuple.
        items: Value,
    }
}

payload! {
    /// `attrgetter`.
    pub struct AttrGetter: AttrGetter {
        /// A tuple of strings, as given.
        names: Value,
        /// A tuple with a tuple of interned names for each.
        paths: Value,
    }
}

payload! {
    /// `methodcaller`.
    pub struct MethodCaller: MethodCaller {
        name: Value,
        /// A tuple and a dict.
        args: Value,
        kwargs: Value,
    }
}

/// The def of one of them.
const fn getter(
    name: &'static str,
    full_name: &'static str,
    kind: Kind,
    doc: &'static str,
    slots: Slots,
    methods: &'static [crate::vm::typedef::MethodDef],
) -> TypeDef {
    TypeDef {
        name,
        full_name,
        module: "operator",
        doc,
        kind,
        slots,
        methods,
        lazy: true,
        ..TypeDef::OBJECT
    }
}

pub static ITEM_GETTER: TypeDef = getter(
    "itemgetter",
    "operator.itemgetter",
    Kind::ItemGetter,
    "A callable that fetches items: itemgetter(2)(r) is r[2], itemgetter(2, 5)(r) is (r[2], r[5]).",
    Slots {
        repr: Some(item_repr),
        call: Some(item_call),
        new: Some(item_new),
        ..Slots::NONE
    },
    ITEM_METHODS,
);
pub static ATTR_GETTER: TypeDef = getter(
    "attrgetter",
    "operator.attrgetter",
    Kind::AttrGetter,
    "A callable that fetches attributes; names may have dots, several give a tuple.",
    Slots {
        repr: Some(attr_repr),
        call: Some(attr_call),
        new: Some(attr_new),
        ..Slots::NONE
    },
    ATTR_METHODS,
);
pub static METHOD_CALLER: TypeDef = getter(
    "methodcaller",
    "operator.methodcaller",
    Kind::MethodCaller,
    "A callable that calls a method: methodcaller('name', 'foo', bar=1)(b) is b.name('foo', bar=1).",
    Slots {
        repr: Some(method_repr),
        call: Some(method_call),
        new: Some(method_new),
        ..Slots::NONE
    },
    METHOD_METHODS,
);

methods! { ITEM_METHODS;
    /// Return what makes an equal object.
    "__reduce__(self, /)" => item_reduce;
}
methods! { ATTR_METHODS;
    /// Return what makes an equal object.
    "__reduce__(self, /)" => attr_reduce;
}
methods! { METHOD_METHODS;
    /// Return what makes an equal object.
    "__reduce__(self, /)" => method_reduce;
}

/// The one argument of a call.
fn one<'a>(vm: &mut Vm, name: &str, args: CallArgs<'a>) -> Res<&'a Value> {
    if !args.names.is_empty() {
        raise!(vm, TypeError, "{name}() takes no keyword arguments");
    }
    match args.pos() {
        [v] => Ok(v),
        more => {
            let n = more.len();
            raise!(vm, TypeError, "{name} expected 1 argument, got {n}")
        }
    }
}

/// At least one argument to make a getter with.
fn some(vm: &mut Vm, name: &str, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() {
        raise!(vm, TypeError, "{name}() takes no keyword arguments");
    }
    if args.pos().is_empty() {
        raise!(vm, TypeError, "{name} expected 1 argument, got 0");
    }
    vm.tuple(args.pos())
}

/// `module.Class(…)` with the reprs of a tuple's items.
fn shown(vm: &mut Vm, g: &Value, items: &Value) -> Res {
    guarded(vm, g, "...", |vm| {
        let mut out = Repr::new();
        let class = vm.type_of(g).clone();
        let name = vm.class_full_name(&class)?;
        out.push(vm, &name)?;
        out.push(vm, "(")?;
        out.push_items(vm, |vm, i| {
            vm.items(items).and_then(|items| items.get(i)).cloned()
        })?;
        out.push(vm, ")")?;
        out.finish(vm)
    })
}

fn item_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let items = some(vm, "itemgetter", args)?;
    vm.alloc_as(cls, ItemGetter { items })
}

fn item_call(vm: &mut Vm, g: &Value, args: CallArgs<'_>) -> Res {
    let obj = one(vm, "itemgetter", args)?;
    let items = vm.of::<ItemGetter>(g).items.clone();
    if let Some([i]) = vm.items(&items) {
        let i = i.clone();
        return vm.get_item(obj, &i);
    }
    let keys: SmallVec<[Value; 4]> = vm
        .items(&items)
        .unwrap_or_default()
        .iter()
        .cloned()
        .collect();
    let mut out: SmallVec<[Value; 4]> = SmallVec::new();
    for k in &keys {
        out.push(vm.get_item(obj, k)?);
    }
    vm.tuple(&out)
}

fn item_repr(vm: &mut Vm, g: &Value) -> Res {
    let items = vm.of::<ItemGetter>(g).items.clone();
    shown(vm, g, &items)
}

fn item_reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    let items = vm.of::<ItemGetter>(&a[0]).items.clone();
    let class = vm.type_of(&a[0]).clone();
    vm.tuple(&[class, items])
}

fn attr_new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let names = some(vm, "attrgetter", args)?;
    let mut paths: SmallVec<[Value; 4]> = SmallVec::new();
    for name in args.pos() {
        let Some(text) = vm.text(name).map(str::to_owned) else {
            raise!(vm, TypeError, "attribute name must be a string");
        };
        let mut path: SmallVec<[Value; 4]> = SmallVec::new();
        for part in text.split('.') {
            path.push(vm.intern(part)?);
        }
        paths.push(vm.tuple(&path)?);
    }
    let paths = vm.tuple(&paths)?;
    vm.alloc_as(cls, AttrGetter { names, paths })
}

/// Follows a path of names.
fn follow(vm: &mut Vm, obj: &Value, path: &Value) -> Res {
    let mut v = obj.clone();
    let mut i = 0;
    while let Some(name) = vm.items(path).and_then(|p| p.get(i)).cloned() {
        v = vm.get_attr(&v, &name)?;
        i += 1;
    }
    Ok(v)
}

fn attr_call(vm: &mut Vm, g: &Value, args: CallArgs<'_>) -> Res {
    let obj = one(vm, "attrgetter", args)?;
    let paths = vm.of::<AttrGetter>(g).paths.clone();
    if let Some([path]) = vm.items(&paths) {
        let path = path.clone();
        return follow(vm, obj, &path);
    }
    let paths: SmallVec<[Value; 4]> = vm
        .items(&paths)
        .unwrap_or_default()
        .iter()
        .cloned()
        .collect();
    let mut out: SmallVec<[Value; 4]> = SmallVec::new();
    for p in &paths {
        out.push(follow(vm, obj, p)?);
    }
    vm.tuple(&out)
}

fn attr_repr(vm: &mut Vm, g: &Value) -> Res {
    let names = vm.of::<AttrGetter>(g).names.clone();
    shown(vm, g, &names)
}

fn attr_reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    let names = vm.of::<AttrGetter>(&a[0]).names.clone();
    let class = vm.type_of(&a[0]).clone();
    vm.tuple(&[class, names])
}

fn method_new(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    let [name, rest @ ..] = call.pos() else {
        raise!(
            vm,
            TypeError,
            "methodcaller needs at least one argument, the method name"
        );
    };
    if vm.text(name).is_none() {
        raise!(vm, TypeError, "method name must be a string");
    }
    let name = vm.intern_value(name)?;
    let args = vm.tuple(rest)?;
    let kwargs = vm.dict()?;
    for (k, v) in call.keywords() {
        vm.dict_set(&kwargs, k, v)?;
    }
    vm.alloc_as(cls, MethodCaller { name, args, kwargs })
}

fn method_call(vm: &mut Vm, g: &Value, args: CallArgs<'_>) -> Res {
    let obj = one(vm, "methodcaller", args)?;
    let MethodCaller { name, args, kwargs } = vm.of::<MethodCaller>(g);
    let (name, args, kwargs) = (name.clone(), args.clone(), kwargs.clone());
    let f = vm.get_attr(obj, &name)?;
    vm.call_with(&f, &args, &kwargs)
}

fn method_repr(vm: &mut Vm, g: &Value) -> Res {
    guarded(vm, g, "...", |vm| {
        let MethodCaller { name, args, kwargs } = vm.of::<MethodCaller>(g);
        let (name, args, kwargs) = (name.clone(), args.clone(), kwargs.clone());
        let mut out = Repr::new();
        let class = vm.type_of(g).clone();
        let full = vm.class_full_name(&class)?;
        out.push(vm, &full)?;
        out.push(vm, "(")?;
        out.push_repr(vm, &name)?;
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
        while let Some((next, k, v)) = vm.of::<Dict>(&kwargs).next_entry(pos) {
            let (k, v) = (k.clone(), v.clone());
            pos = next;
            let k = vm.text(&k).unwrap_or("?").to_owned();
            out.push(vm, &format!(", {k}="))?;
            out.push_repr(vm, &v)?;
        }
        out.push(vm, ")")?;
        out.finish(vm)
    })
}

fn method_reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    let class = vm.type_of(&a[0]).clone();
    let MethodCaller { name, args, kwargs } = vm.of::<MethodCaller>(&a[0]);
    let (name, args, kwargs) = (name.clone(), args.clone(), kwargs.clone());
    if vm.of::<Dict>(&kwargs).is_empty() {
        let mut all: SmallVec<[Value; 8]> = SmallVec::new();
        all.push(name);
        all.extend(vm.items(&args).unwrap_or_default().iter().cloned());
        let args = vm.tuple(&all)?;
        return vm.tuple(&[class, args]);
    }
    // Keywords go with a partial of the class.
    let functools = vm.import_dotted("functools")?;
    let partial = vm.attr(&functools, "partial")?;
    let first = vm.tuple(&[class, name])?;
    let make = vm.call_with(&partial, &first, &kwargs)?;
    vm.tuple(&[make, args])
}
