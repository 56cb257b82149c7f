//! Type parameters (`TypeVar`, `TypeVarTuple`, `ParamSpec`) and what belongs to them:
//! `ParamSpecArgs`, `ParamSpecKwargs`, `NoDefault`.
//!
//! The compiler makes parameters for `def f[T: bound = default]` with functions that evaluate bound,
//! constraints and default when somebody asks; `typing` shows the types, whose constructors take
//! values. What typing has to decide (unions, substitution, checks) is asked of `typing.py`.

use crate::code::opcodes::{BinOp, CmpOp, type_param};
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef, ops};
use crate::{getset, methods, payload, raise};

/// A value that is there, or a function that gives it when it is asked for the first time.
#[derive(Default)]
struct Later {
    /// Unbound until it is known.
    value: Value,
    /// Unbound when there is none.
    evaluate: Value,
}

impl Later {
    fn known(value: Value) -> Later {
        let evaluate = Value::UNBOUND;
        Later { value, evaluate }
    }

    /// What `f` gives; if it is None, `otherwise`.
    fn of(f: &Value, otherwise: Value) -> Later {
        if f.is_none() {
            return Later::known(otherwise);
        }
        let (value, evaluate) = (Value::UNBOUND, f.clone());
        Later { value, evaluate }
    }
}

/// A type parameter of any of the three types.
pub struct TypeParam {
    name: Value,
    bound: Later,
    constraints: Later,
    default: Later,
    covariant: bool,
    contravariant: bool,
    infer: bool,
    /// `__module__`, when it isn't `typing`; unbound else.
    module: Value,
}

impl Payload for TypeParam {
    const KIND: Kind = Kind::TypeParam;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.name);
        f(&self.module);
        for later in [&self.bound, &self.constraints, &self.default] {
            f(&later.value);
            f(&later.evaluate);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        for later in [&mut self.bound, &mut self.constraints, &mut self.default] {
            out(std::mem::replace(&mut later.value, Value::NONE));
            out(later.evaluate.take());
        }
    }
}

payload! {
    /// `P.args` or `P.kwargs`.
    pub struct ParamSpecPart: ParamSpecPart {
        origin: Value,
    }
}

pub static TYPE_VAR: TypeDef = TypeDef {
    name: "TypeVar",
    full_name: "typing.TypeVar",
    module: "typing",
    doc: "A type variable, which stands for a type.\n\nMade by the brackets of a generic function, \
          class or alias, or by calling TypeVar.\nIt may have a bound, or constraints: the types \
          that it can stand for.",
    kind: Kind::TypeParam,
    slots: Slots {
        repr: Some(repr),
        binary: Some(union),
        new: Some(new_type_var),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Or]),
    methods: TYPE_VAR_METHODS,
    getset: TYPE_VAR_GETSET,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

pub static TYPE_VAR_TUPLE: TypeDef = TypeDef {
    name: "TypeVarTuple",
    full_name: "typing.TypeVarTuple",
    module: "typing",
    doc: "A type variable that stands for any number of types.",
    kind: Kind::TypeParam,
    slots: Slots {
        repr: Some(repr),
        iter: Some(iter),
        new: Some(new_type_var_tuple),
        ..Slots::NONE
    },
    methods: TYPE_VAR_TUPLE_METHODS,
    getset: TYPE_VAR_TUPLE_GETSET,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

pub static PARAM_SPEC: TypeDef = TypeDef {
    name: "ParamSpec",
    full_name: "typing.ParamSpec",
    module: "typing",
    doc: "A type variable that stands for the parameters of a callable.",
    kind: Kind::TypeParam,
    slots: Slots {
        repr: Some(repr),
        binary: Some(union),
        new: Some(new_param_spec),
        ..Slots::NONE
    },
    binary_ops: ops(&[BinOp::Or]),
    methods: PARAM_SPEC_METHODS,
    getset: PARAM_SPEC_GETSET,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

pub static PARAM_SPEC_ARGS: TypeDef = TypeDef {
    name: "ParamSpecArgs",
    full_name: "typing.ParamSpecArgs",
    doc: "The positional parameters of a ParamSpec: P.args.",
    slots: Slots {
        repr: Some(|vm, v| part_repr(vm, v, "args")),
        ..PART_SLOTS
    },
    ..PART
};

pub static PARAM_SPEC_KWARGS: TypeDef = TypeDef {
    name: "ParamSpecKwargs",
    full_name: "typing.ParamSpecKwargs",
    doc: "The keyword parameters of a ParamSpec: P.kwargs.",
    slots: Slots {
        repr: Some(|vm, v| part_repr(vm, v, "kwargs")),
        ..PART_SLOTS
    },
    ..PART
};

const PART: TypeDef = TypeDef {
    module: "typing",
    kind: Kind::ParamSpecPart,
    methods: PART_METHODS,
    getset: PART_GETSET,
    unhashable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

const PART_SLOTS: Slots = Slots {
    cmp: Some(part_cmp),
    new: Some(part_new),
    ..Slots::NONE
};

pub static NO_DEFAULT_TYPE: TypeDef = TypeDef {
    name: "NoDefaultType",
    doc: "The type of the NoDefault singleton.",
    slots: Slots {
        repr: Some(|vm, _| vm.intern("typing.NoDefault")),
        new: Some(|vm, _, call| {
            if !call.args.is_empty() {
                raise!(vm, TypeError, "NoDefaultType takes no arguments");
            }
            vm.no_default()
        }),
        ..Slots::NONE
    },
    methods: NO_DEFAULT_METHODS,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { TYPE_VAR_METHODS;
    /// Whether there is a default.
    "has_default(self, /)" => has_default;
    /// Put a type in its place.
    "__typing_subst__(self, arg, /)" => subst_type_var;
    /// Fill in what the arguments of an alias leave out.
    "__typing_prepare_subst__(self, alias, args, /)" => prepare_type_var;
    /// Refuses: it is no class.
    "__mro_entries__(self, bases, /)" => mro_entries;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce;
}

methods! { TYPE_VAR_TUPLE_METHODS;
    /// Whether there is a default.
    "has_default(self, /)" => has_default;
    /// Refuses: only *Ts can be replaced.
    "__typing_subst__(self, arg, /)" => subst_type_var_tuple;
    /// Gather the arguments of an alias that it stands for.
    "__typing_prepare_subst__(self, alias, args, /)" => prepare_type_var_tuple;
    /// Refuses: it is no class.
    "__mro_entries__(self, bases, /)" => mro_entries;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce;
}

methods! { PARAM_SPEC_METHODS;
    /// Whether there is a default.
    "has_default(self, /)" => has_default;
    /// Put parameters in its place.
    "__typing_subst__(self, arg, /)" => subst_param_spec;
    /// Gather the arguments of an alias that it stands for.
    "__typing_prepare_subst__(self, alias, args, /)" => prepare_param_spec;
    /// Refuses: it is no class.
    "__mro_entries__(self, bases, /)" => mro_entries;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce;
}

methods! { PART_METHODS;
    /// Refuses: it is no class.
    "__mro_entries__(self, bases, /)" => mro_entries;
}

methods! { NO_DEFAULT_METHODS;
    /// Helper for pickle.
    "__reduce__(self, /)" => reduce_no_default;
}

getset! { TYPE_VAR_GETSET;
    @member "__name__" => name;
    "__module__" => module, set_module;
    @member "__covariant__" => covariant;
    @member "__contravariant__" => contravariant;
    @member "__infer_variance__" => infer;
    "__bound__" => bound;
    "__constraints__" => constraints;
    "__default__" => default;
}

getset! { TYPE_VAR_TUPLE_GETSET;
    @member "__name__" => name;
    "__module__" => module, set_module;
    "__default__" => default;
}

getset! { PARAM_SPEC_GETSET;
    @member "__name__" => name;
    "__module__" => module, set_module;
    @member "__bound__" => bound;
    @member "__covariant__" => covariant;
    @member "__contravariant__" => contravariant;
    @member "__infer_variance__" => infer;
    "__default__" => default;
    /// What the positional parameters are annotated with.
    "args" => args;
    /// What the keyword parameters are annotated with.
    "kwargs" => kwargs;
}

getset! { PART_GETSET;
    @member "__origin__" => part_origin;
}

impl Vm {
    /// A type parameter of `def f[...]`; `kind` is one of [`type_param`], the functions are None
    /// where there is nothing to evaluate.
    pub(crate) fn new_type_param(
        &mut self,
        kind: u8,
        name: &Value,
        bound: &Value,
        default: &Value,
    ) -> Res {
        self.ensure_type(T::TypeVar)?;
        let mut p = TypeParam {
            name: name.clone(),
            bound: Later::known(Value::NONE),
            constraints: Later::known(self.empty_tuple()),
            default: Later::of(default, self.no_default()?),
            covariant: false,
            contravariant: false,
            infer: true,
            module: Value::UNBOUND,
        };
        let class = match kind {
            type_param::TYPE_VAR_TUPLE => T::TypeVarTuple,
            type_param::PARAM_SPEC => T::ParamSpec,
            _ => T::TypeVar,
        };
        if kind == type_param::CONSTRAINED {
            p.constraints = Later::of(bound, Value::NONE);
        } else {
            p.bound = Later::of(bound, Value::NONE);
        }
        self.ensure_type(class)?;
        self.alloc(class, p)
    }

    /// `typing.NoDefault`.
    pub(crate) fn no_default(&mut self) -> Res {
        if let Some(v) = self.state.slots.get("typing.NoDefault") {
            return Ok(v.clone());
        }
        self.ensure_type(T::NoDefaultType)?;
        let v = self.alloc(T::NoDefaultType, super::object::Plain)?;
        self.state.slots.insert("typing.NoDefault", v.clone());
        Ok(v)
    }

    /// `typing.name(*args)`.
    pub(crate) fn call_typing(&mut self, name: &str, args: &[Value]) -> Res {
        let module = self.import_module("typing", &Value::NONE, &Value::NONE, 0)?;
        let f = self.attr(&module, name)?;
        self.call(&f, args)
    }

    /// Type parameters of a tuple as arguments of `Generic[...]`: tuples of types are unpacked.
    pub(crate) fn unpacked_type_params(&mut self, params: &Value) -> Res {
        let mut out = crate::memory::buf::Buf::new();
        for p in self.collect(params)? {
            let p = match self.is_exact(&p, T::TypeVarTuple) {
                true => self.call_typing("_unpacked", &[p])?,
                false => p,
            };
            out.push(self.heap(), p)?;
        }
        self.tuple_of(out)
    }

    /// `Generic[params]`.
    pub(crate) fn generic_base(&mut self, params: &Value) -> Res {
        let params = self.unpacked_type_params(params)?;
        self.call_typing("_generic_base", &[params])
    }
}

/// The value of the field that `field` names, evaluated if that is due.
fn later(vm: &mut Vm, v: &Value, field: fn(&mut TypeParam) -> &mut Later) -> Res {
    let (p, _) = vm.of_mut::<TypeParam>(v);
    let l = field(p);
    if !l.value.is_unbound() {
        return Ok(l.value.clone());
    }
    let evaluate = l.evaluate.clone();
    let value = vm.nested("", |vm| vm.call(&evaluate, &[]))?;
    let (p, _) = vm.of_mut::<TypeParam>(v);
    let l = field(p);
    l.value = value.clone();
    drop(l.evaluate.take());
    Ok(value)
}

fn bound(vm: &mut Vm, v: &Value) -> Res {
    later(vm, v, |p| &mut p.bound)
}

fn constraints(vm: &mut Vm, v: &Value) -> Res {
    later(vm, v, |p| &mut p.constraints)
}

fn default(vm: &mut Vm, v: &Value) -> Res {
    later(vm, v, |p| &mut p.default)
}

fn has_default(vm: &mut Vm, a: Args<'_>) -> Res {
    let none = vm.no_default()?;
    let default = &vm.of::<TypeParam>(&a[0]).default.value;
    Ok(Value::bool(!default.is(&none)))
}

fn name(vm: &mut Vm, v: &Value) -> Res {
    Ok(vm.of::<TypeParam>(v).name.clone())
}

fn covariant(vm: &mut Vm, v: &Value) -> Res {
    Ok(Value::bool(vm.of::<TypeParam>(v).covariant))
}

fn contravariant(vm: &mut Vm, v: &Value) -> Res {
    Ok(Value::bool(vm.of::<TypeParam>(v).contravariant))
}

fn infer(vm: &mut Vm, v: &Value) -> Res {
    Ok(Value::bool(vm.of::<TypeParam>(v).infer))
}

fn repr(vm: &mut Vm, v: &Value) -> Res {
    let p = vm.of::<TypeParam>(v);
    let name = p.name.clone();
    let sign = match () {
        _ if p.infer || vm.is_exact(v, T::TypeVarTuple) => return Ok(name),
        _ if p.covariant => '+',
        _ if p.contravariant => '-',
        _ => '~',
    };
    let name = vm.text(&name).unwrap_or("?").to_owned();
    vm.format(format_args!("{sign}{name}"))
}

fn reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    name(vm, &a[0])
}

fn reduce_no_default(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.intern("NoDefault")
}

fn union(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if op != BinOp::Or {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.call_typing("_make_union", &[a.clone(), b.clone()])
}

fn iter(vm: &mut Vm, v: &Value) -> Res {
    let one = vm.call_typing("_unpacked", std::slice::from_ref(v))?;
    let all = vm.tuple(&[one])?;
    vm.iter(&all)
}

fn mro_entries(vm: &mut Vm, a: Args<'_>) -> Res {
    let t = vm.type_of(&a[0]).clone();
    let t = vm.ty(&t).def.name;
    raise!(vm, TypeError, "Cannot subclass an instance of {t}")
}

fn subst_type_var(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.call_typing("_typevar_subst", a.pos)
}

fn prepare_type_var(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.call_typing("_typevar_prepare", a.pos)
}

fn subst_type_var_tuple(vm: &mut Vm, _: Args<'_>) -> Res {
    raise!(
        vm,
        TypeError,
        "Substitution of bare TypeVarTuple is not supported"
    )
}

fn prepare_type_var_tuple(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.call_typing("_typevartuple_prepare", a.pos)
}

fn subst_param_spec(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.call_typing("_paramspec_subst", a.pos)
}

fn prepare_param_spec(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.call_typing("_paramspec_prepare", a.pos)
}

// ---- constructors ----

/// The name among constructor arguments.
fn given_name(vm: &mut Vm, function: &str, v: Option<&Value>) -> Res {
    match v {
        Some(v) if vm.is_a(v, T::Str) => Ok(v.clone()),
        Some(v) => {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "{function}() argument 'name' must be str, not {t}"
            )
        }
        None => raise!(
            vm,
            TypeError,
            "{function}() missing required argument 'name' (pos 1)"
        ),
    }
}

/// Keyword arguments of a constructor that takes `name` and these, keyword only.
fn keywords<const N: usize>(
    vm: &mut Vm,
    function: &str,
    call: &CallArgs<'_>,
    names: [&str; N],
) -> Res<(Option<Value>, [Option<Value>; N])> {
    let mut out = [const { None }; N];
    let mut name = call.pos().first().cloned();
    for (k, v) in call.keywords() {
        let k = vm.text(k).unwrap_or("?").to_owned();
        if k == "name" && name.is_none() {
            name = Some(v.clone());
            continue;
        }
        match names.iter().position(|n| *n == k) {
            Some(i) => out[i] = Some(v.clone()),
            None => raise!(
                vm,
                TypeError,
                "{function}() got an unexpected keyword argument '{k}'"
            ),
        }
    }
    Ok((name, out))
}

fn flag(vm: &mut Vm, v: &Option<Value>) -> Res<bool> {
    match v {
        Some(v) => vm.truthy(v),
        None => Ok(false),
    }
}

/// The name of the module that calls a constructor; unbound if that can't be told.
pub(super) fn calling_module(vm: &mut Vm) -> Res {
    let globals = vm.globals();
    if globals.is_unbound() {
        return Ok(globals);
    }
    let name = vm.dict_get_str(&globals, "__name__")?;
    Ok(name.unwrap_or(Value::UNBOUND))
}

fn module(vm: &mut Vm, v: &Value) -> Res {
    let module = vm.of::<TypeParam>(v).module.clone();
    if module.is_unbound() {
        return vm.intern("typing");
    }
    Ok(module)
}

fn set_module(vm: &mut Vm, v: &Value, to: Option<&Value>) -> Res<()> {
    let to = to.cloned().unwrap_or(Value::UNBOUND);
    let old = std::mem::replace(&mut vm.of_mut::<TypeParam>(v).0.module, to);
    drop(old);
    Ok(())
}

const VARIANCE: [&str; 5] = [
    "bound",
    "default",
    "covariant",
    "contravariant",
    "infer_variance",
];

fn new_type_var(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    new_variable(vm, cls, "typevar", call)
}

fn new_param_spec(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    if call.pos().len() > 1 {
        raise!(
            vm,
            TypeError,
            "paramspec() takes exactly 1 positional argument ({} given)",
            call.pos().len()
        );
    }
    new_variable(vm, cls, "paramspec", call)
}

fn new_variable(vm: &mut Vm, cls: &Value, function: &str, call: CallArgs<'_>) -> Res {
    let (name, given) = keywords(vm, function, &call, VARIANCE)?;
    let name = given_name(vm, function, name.as_ref())?;
    let [bound, default, covariant, contravariant, infer] = given;
    let covariant = flag(vm, &covariant)?;
    let contravariant = flag(vm, &contravariant)?;
    let infer = flag(vm, &infer)?;
    if covariant && contravariant {
        raise!(vm, ValueError, "Bivariant types are not supported.");
    }
    if infer && (covariant || contravariant) {
        raise!(
            vm,
            ValueError,
            "Variance cannot be specified with infer_variance."
        );
    }
    let bound = match bound {
        Some(b) if !b.is_none() => {
            let message = vm.str("Bound must be a type.")?;
            vm.call_typing("_type_check", &[b, message])?
        }
        _ => Value::NONE,
    };
    let constraints = match call.pos() {
        [] | [_] => vm.empty_tuple(),
        [_, _] => raise!(vm, TypeError, "A single constraint is not allowed"),
        [_, all @ ..] => {
            if !bound.is_none() {
                raise!(
                    vm,
                    TypeError,
                    "Constraints cannot be combined with bound=..."
                );
            }
            vm.tuple(all)?
        }
    };
    let default = match default {
        Some(d) => d,
        None => vm.no_default()?,
    };
    let p = TypeParam {
        name,
        bound: Later::known(bound),
        constraints: Later::known(constraints),
        default: Later::known(default),
        covariant,
        contravariant,
        infer,
        module: calling_module(vm)?,
    };
    vm.alloc_as(cls, p)
}

fn new_type_var_tuple(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    let n = call.pos().len();
    if call.args.len() > 2 && n < 2 {
        raise!(
            vm,
            TypeError,
            "typevartuple() takes at most 2 arguments ({} given)",
            call.args.len()
        );
    }
    if n > 1 {
        raise!(
            vm,
            TypeError,
            "typevartuple() takes exactly 1 positional argument ({n} given)"
        );
    }
    let (name, [default]) = keywords(vm, "typevartuple", &call, ["default"])?;
    let name = given_name(vm, "typevartuple", name.as_ref())?;
    let default = match default {
        Some(d) => d,
        None => vm.no_default()?,
    };
    let p = TypeParam {
        name,
        bound: Later::known(Value::NONE),
        constraints: Later::known(vm.empty_tuple()),
        default: Later::known(default),
        covariant: false,
        contravariant: false,
        infer: false,
        module: calling_module(vm)?,
    };
    vm.alloc_as(cls, p)
}

// ---- P.args and P.kwargs ----

fn part(vm: &mut Vm, t: T, origin: &Value) -> Res {
    vm.ensure_type(t)?;
    let origin = origin.clone();
    vm.alloc(t, ParamSpecPart { origin })
}

fn args(vm: &mut Vm, p: &Value) -> Res {
    part(vm, T::ParamSpecArgs, p)
}

fn kwargs(vm: &mut Vm, p: &Value) -> Res {
    part(vm, T::ParamSpecKwargs, p)
}

fn part_new(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    let (args, _) = vm.bind("__new__(origin)", call)?;
    let origin = args[0].clone();
    vm.alloc_as(cls, ParamSpecPart { origin })
}

fn part_origin(vm: &mut Vm, v: &Value) -> Res {
    Ok(vm.of::<ParamSpecPart>(v).origin.clone())
}

fn part_repr(vm: &mut Vm, v: &Value, what: &str) -> Res {
    let origin = vm.of::<ParamSpecPart>(v).origin.clone();
    let shown = match vm.is_exact(&origin, T::ParamSpec) {
        true => vm.of::<TypeParam>(&origin).name.clone(),
        false => vm.repr(&origin)?,
    };
    let shown = vm.text(&shown).unwrap_or("?").to_owned();
    vm.format(format_args!("{shown}.{what}"))
}

fn part_cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let same = vm.type_of(a).is(vm.type_of(b));
    if !same || !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (part_origin(vm, a)?, part_origin(vm, b)?);
    vm.compare(op, &a, &b)
}
