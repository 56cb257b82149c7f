//! `types.GenericAlias`: `list[int]` and the like. Behaves as its origin, and remembers its
//! arguments.

use super::container::Repr;
use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{getset, methods, raise};

/// The payload.
pub struct GenericAlias {
    pub origin: Value,
    /// A tuple.
    pub args: Value,
    /// The type variables among the arguments, once somebody asked.
    parameters: Value,
    /// `*tuple[...]`, as iterating gives it.
    starred: bool,
}

impl Payload for GenericAlias {
    const KIND: Kind = Kind::GenericAlias;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.origin);
        visit(&self.args);
        visit(&self.parameters);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "GenericAlias",
    full_name: "types.GenericAlias",
    module: "types",
    doc: "A generic class with arguments: list[int].",
    kind: Kind::GenericAlias,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        cmp: Some(cmp),
        get_item: Some(get_item),
        iter: Some(iter),
        call: Some(call),
        get_attr: Some(get_attr),
        binary: Some(super::union::binary),
        new: Some(new),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Or]),
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// The bases that a class statement takes for the alias.
    "__mro_entries__(self, bases, /)" => mro_entries;
    /// Refuses: the arguments can't be checked.
    "__instancecheck__(self, instance, /)" => instance_check;
    /// Refuses: the arguments can't be checked.
    "__subclasscheck__(self, cls, /)" => subclass_check;
    /// Return what makes an equal alias.
    "__reduce__(self, /)" => reduce;
}

getset! { GETSET;
    /// The class that has the arguments.
    "__origin__" => origin;
    /// The arguments.
    "__args__" => args;
    /// The type variables among the arguments.
    "__parameters__" => parameters;
    /// Whether it is *alias.
    "__unpacked__" => unpacked;
}

/// Attributes that are the alias's own; all others are the origin's.
const OWN: [&str; 14] = [
    "__class__",
    "__bases__",
    "__copy__",
    "__deepcopy__",
    "__origin__",
    "__args__",
    "__parameters__",
    "__unpacked__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__instancecheck__",
    "__subclasscheck__",
    "__reduce__",
    "__reduce_ex__",
];

impl Vm {
    /// `origin[item]`, a tuple standing for several arguments.
    pub fn generic_alias(&mut self, origin: &Value, item: &Value) -> Res {
        let args = if self.is_a(item, T::Tuple) {
            item.clone()
        } else {
            self.tuple(std::slice::from_ref(item))?
        };
        let alias = GenericAlias {
            origin: origin.clone(),
            args,
            parameters: Value::UNBOUND,
            starred: false,
        };
        self.alloc(T::GenericAlias, alias)
    }
}

/// `__class_getitem__` of generic builtins.
pub fn class_getitem(vm: &mut Vm, args: Args<'_>) -> Res {
    vm.generic_alias(&args[0], &args[1])
}

fn new(vm: &mut Vm, _: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() {
        raise!(vm, TypeError, "GenericAlias() takes no keyword arguments");
    }
    match args.pos() {
        [origin, item] => vm.generic_alias(origin, item),
        more => raise!(
            vm,
            TypeError,
            "GenericAlias expected 2 arguments, got {}",
            more.len()
        ),
    }
}

fn origin(vm: &mut Vm, a: &Value) -> Res {
    Ok(vm.of::<GenericAlias>(a).origin.clone())
}

fn args(vm: &mut Vm, a: &Value) -> Res {
    Ok(vm.of::<GenericAlias>(a).args.clone())
}

fn unpacked(vm: &mut Vm, a: &Value) -> Res {
    Ok(Value::bool(vm.of::<GenericAlias>(a).starred))
}

fn parameters(vm: &mut Vm, a: &Value) -> Res {
    let alias = vm.of::<GenericAlias>(a);
    if !alias.parameters.is_unbound() {
        return Ok(alias.parameters.clone());
    }
    let args = alias.args.clone();
    let found = type_variables(vm, &args)?;
    vm.of_mut::<GenericAlias>(a).0.parameters = found.clone();
    Ok(found)
}

/// The type variables in a tuple of arguments, each once: what knows how to be substituted, and the
/// parameters of arguments that are generic themselves.
pub(super) fn type_variables(vm: &mut Vm, args: &Value) -> Res {
    let mut found = Buf::new();
    for arg in vm.collect(args)? {
        if vm.is_class(&arg) {
            continue;
        }
        if vm.try_attr(&arg, "__typing_subst__")?.is_some() {
            add_once(vm, &mut found, arg)?;
        } else if let Some(inner) = vm.nested("", |vm| vm.try_attr(&arg, "__parameters__"))?
            && vm.is_a(&inner, T::Tuple)
        {
            for v in vm.collect(&inner)? {
                add_once(vm, &mut found, v)?;
            }
        }
    }
    vm.tuple_of(found)
}

fn add_once(vm: &mut Vm, found: &mut Buf<Value>, v: Value) -> Res<()> {
    if !found.iter().any(|f| f.is(&v)) {
        found.push(vm.heap(), v)?;
    }
    Ok(())
}

/// The arguments with `item` put in for the type variables `params` of `owner`.
pub(super) fn substituted(
    vm: &mut Vm,
    owner: &Value,
    args: &Value,
    params: &Value,
    item: &Value,
) -> Res<Buf<Value>> {
    let params = vm.collect(params)?;
    if params.is_empty() {
        let shown = vm.repr(owner)?;
        let shown = vm.text(&shown).unwrap_or("?").to_owned();
        raise!(vm, TypeError, "{shown} is not a generic class");
    }
    let mut given = if vm.is_a(item, T::Tuple) {
        item.clone()
    } else {
        vm.tuple(std::slice::from_ref(item))?
    };
    for param in params.iter() {
        if let Some(prepare) = vm.try_attr(param, "__typing_prepare_subst__")?
            && !prepare.is_none()
        {
            given = vm.call(&prepare, &[owner.clone(), given.clone()])?;
        }
    }
    let given = vm.collect(&given)?;
    if given.len() != params.len() {
        let shown = vm.repr(owner)?;
        let shown = vm.text(&shown).unwrap_or("?").to_owned();
        let (have, want) = (given.len(), params.len());
        let how = if have > want { "many" } else { "few" };
        raise!(
            vm,
            TypeError,
            "Too {how} arguments for {shown}; actual {have}, expected {want}"
        );
    }
    let mut out = Buf::new();
    for arg in vm.collect(args)? {
        let new = if vm.is_class(&arg) {
            arg
        } else if let Some(subst) = vm.try_attr(&arg, "__typing_subst__")? {
            let at = params.iter().position(|p| p.is(&arg));
            let value = at
                .and_then(|i| given.get(i))
                .cloned()
                .unwrap_or(Value::NONE);
            vm.call(&subst, &[value])?
        } else {
            let unpacks = vm
                .try_attr(&arg, "__typing_is_unpacked_typevartuple__")?
                .is_some_and(|v| v.is(&Value::TRUE));
            let new = inner_substituted(vm, arg, &params, &given)?;
            if unpacks && vm.is_a(&new, T::Tuple) {
                for v in vm.collect(&new)? {
                    out.push(vm.heap(), v)?;
                }
                continue;
            }
            new
        };
        out.push(vm.heap(), new)?;
    }
    Ok(out)
}

/// An argument that may have type variables of its own.
fn inner_substituted(vm: &mut Vm, arg: Value, params: &[Value], given: &[Value]) -> Res {
    let Some(inner) = vm.try_attr(&arg, "__parameters__")? else {
        return Ok(arg);
    };
    if !vm.is_a(&inner, T::Tuple) {
        return Ok(arg);
    }
    let mut values = Buf::new();
    for p in vm.collect(&inner)? {
        let several = vm.is_exact(&p, T::TypeVarTuple);
        let value = match params.iter().position(|q| q.is(&p)) {
            Some(i) => given.get(i).cloned().unwrap_or(p),
            None => p,
        };
        // A TypeVarTuple stands for several.
        if several && vm.is_a(&value, T::Tuple) {
            for v in vm.collect(&value)? {
                values.push(vm.heap(), v)?;
            }
            continue;
        }
        values.push(vm.heap(), value)?;
    }
    if values.is_empty() {
        return Ok(arg);
    }
    let item = vm.tuple_of(values)?;
    vm.nested("", |vm| vm.get_item(&arg, &item))
}

fn get_item(vm: &mut Vm, a: &Value, item: &Value) -> Res {
    let params = parameters(vm, a)?;
    let GenericAlias { origin, args, .. } = vm.of::<GenericAlias>(a);
    let (origin, args) = (origin.clone(), args.clone());
    let new = substituted(vm, a, &args, &params, item)?;
    let new = vm.tuple_of(new)?;
    vm.generic_alias(&origin, &new)
}

/// How an argument of an alias or a union is shown: classes by their names.
pub(super) fn push_argument(vm: &mut Vm, out: &mut Repr, v: &Value) -> Res<()> {
    if v.is(&Value::ELLIPSIS) {
        return out.push(vm, "...");
    }
    let generic = vm.try_attr(v, "__origin__")?.is_some() && vm.try_attr(v, "__args__")?.is_some();
    if !generic
        && let Some(name) = vm.try_attr(v, "__qualname__")?
        && let Some(module) = vm.try_attr(v, "__module__")?
        && let (Some(name), false) = (vm.text(&name), module.is_none())
    {
        let name = name.to_owned();
        if let Some(module) = vm.text(&module)
            && module != "builtins"
        {
            let module = module.to_owned();
            out.push(vm, &module)?;
            out.push(vm, ".")?;
        }
        return out.push(vm, &name);
    }
    out.push_repr(vm, v)
}

fn repr(vm: &mut Vm, a: &Value) -> Res {
    let GenericAlias {
        origin,
        args,
        starred,
        ..
    } = vm.of::<GenericAlias>(a);
    let (origin, args, starred) = (origin.clone(), args.clone(), *starred);
    let mut out = Repr::new();
    if starred {
        out.push(vm, "*")?;
    }
    push_argument(vm, &mut out, &origin)?;
    out.push(vm, "[")?;
    let args = vm.collect(&args)?;
    for (i, arg) in args.iter().enumerate() {
        if i > 0 {
            out.push(vm, ", ")?;
        }
        push_argument(vm, &mut out, arg)?;
    }
    // tuple[()]
    out.push(vm, if args.is_empty() { "()]" } else { "]" })?;
    out.finish(vm)
}

fn hash(vm: &mut Vm, a: &Value) -> Res<i64> {
    let GenericAlias { origin, args, .. } = vm.of::<GenericAlias>(a);
    let (origin, args) = (origin.clone(), args.clone());
    let hash = vm.hash(&origin)? ^ vm.hash(&args)?;
    Ok(if hash == -1 { -2 } else { hash })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<GenericAlias>(a), vm.get::<GenericAlias>(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same_star = x.starred == y.starred;
    let (o, p, q, r) = (
        x.origin.clone(),
        y.origin.clone(),
        x.args.clone(),
        y.args.clone(),
    );
    let equal = same_star && vm.eq(&o, &p)? && vm.eq(&q, &r)?;
    Ok(Value::bool(equal == (op == CmpOp::Eq)))
}

/// Gives `*alias`, once.
fn iter(vm: &mut Vm, a: &Value) -> Res {
    let GenericAlias { origin, args, .. } = vm.of::<GenericAlias>(a);
    let starred = GenericAlias {
        origin: origin.clone(),
        args: args.clone(),
        parameters: Value::UNBOUND,
        starred: true,
    };
    let starred = vm.alloc(T::GenericAlias, starred)?;
    let once = vm.tuple(&[starred])?;
    vm.iter(&once)
}

fn call(vm: &mut Vm, a: &Value, args: CallArgs<'_>) -> Res {
    let origin = vm.of::<GenericAlias>(a).origin.clone();
    let made = vm.call_args(&origin, args)?;
    let name = vm.intern("__orig_class__")?;
    match vm.set_attr(&made, &name, a) {
        // Most builtins have no room for it.
        Err(e) if vm.caught(&e, T::AttributeError) || vm.caught(&e, T::TypeError) => {}
        done => done?,
    }
    Ok(made)
}

fn get_attr(vm: &mut Vm, a: &Value, name: &Value) -> Res {
    if vm.text(name).is_some_and(|n| OWN.contains(&n)) {
        return vm.generic_get_attr(a, name);
    }
    let origin = vm.of::<GenericAlias>(a).origin.clone();
    vm.get_attr(&origin, name)
}

fn mro_entries(vm: &mut Vm, args: Args<'_>) -> Res {
    let origin = vm.of::<GenericAlias>(&args[0]).origin.clone();
    vm.tuple(&[origin])
}

fn instance_check(vm: &mut Vm, _: Args<'_>) -> Res {
    raise!(
        vm,
        TypeError,
        "isinstance() argument 2 cannot be a parameterized generic"
    )
}

fn subclass_check(vm: &mut Vm, _: Args<'_>) -> Res {
    raise!(
        vm,
        TypeError,
        "issubclass() argument 2 cannot be a parameterized generic"
    )
}

fn reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    let GenericAlias { origin, args, .. } = vm.of::<GenericAlias>(&a[0]);
    let parts = [origin.clone(), args.clone()];
    let parts = vm.tuple(&parts)?;
    let class = vm.class(T::GenericAlias).clone();
    vm.tuple(&[class, parts])
}
