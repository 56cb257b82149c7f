//! `contextvars`: variables whose values belong to the context in which code runs.
//!
//! A context is a dict from variables to values. Copying one shares the dict until either changes
//! (`shared`). The VM knows the current context; `Context.run` makes another the current one while a
//! callable runs.

use super::ModuleDef;
use crate::code::opcodes::CmpOp;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::container::Repr;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, payload, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_contextvars",
    doc: "Context variables.",
    functions: FUNCTIONS,
    types: &[T::Context, T::ContextVar, T::ContextToken],
    init: None,
};

methods! { FUNCTIONS;
    /// Return a copy of the current context.
    "copy_context()" => copy_context;
}

payload! {
    /// What a context's variables are set to.
    pub struct Context: Context {
        /// A dict.
        map: Value,
        /// Another context has the same dict.
        shared: bool,
        /// Code is running in it.
        entered: bool,
    }
}

payload! {
    /// A variable.
    pub struct ContextVar: ContextVar {
        name: Value,
        /// Unbound without one.
        default: Value,
    }
}

payload! {
    /// What `ContextVar.set` gives: how to set it back.
    pub struct Token: ContextToken {
        context: Value,
        var: Value,
        /// Unbound when the variable wasn't set before.
        old: Value,
        used: bool,
    }
}

pub static CONTEXT: TypeDef = TypeDef {
    name: "Context",
    full_name: "_contextvars.Context",
    module: "_contextvars",
    doc: "A mapping from context variables to their values.",
    kind: Kind::Context,
    slots: Slots {
        cmp: Some(cmp),
        len: Some(len),
        get_item: Some(get_item),
        contains: Some(contains),
        iter: Some(iter),
        new: Some(new_context),
        ..Slots::NONE
    },
    methods: CONTEXT_METHODS,
    unhashable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

pub static CONTEXT_VAR: TypeDef = TypeDef {
    name: "ContextVar",
    full_name: "_contextvars.ContextVar",
    module: "_contextvars",
    doc: "A variable whose value belongs to the current context.",
    kind: Kind::ContextVar,
    slots: Slots {
        repr: Some(var_repr),
        new: Some(new_var),
        ..Slots::NONE
    },
    methods: VAR_METHODS,
    getset: VAR_GETSET,
    lazy: true,
    ..TypeDef::OBJECT
};

pub static TOKEN: TypeDef = TypeDef {
    name: "Token",
    full_name: "_contextvars.Token",
    module: "_contextvars",
    doc: "How to set a context variable back to what it was.",
    kind: Kind::ContextToken,
    slots: Slots {
        repr: Some(token_repr),
        new: Some(|vm, _, _| {
            raise!(
                vm,
                RuntimeError,
                "Tokens can only be created by ContextVars"
            )
        }),
        ..Slots::NONE
    },
    methods: TOKEN_METHODS,
    getset: TOKEN_GETSET,
    attrs: Some(token_attributes),
    lazy: true,
    ..TypeDef::OBJECT
};

pub static MISSING: TypeDef = TypeDef {
    name: "Token.MISSING",
    doc: "What a token remembers of a variable that wasn't set.",
    slots: Slots {
        repr: Some(|vm, _| vm.intern("<Token.MISSING>")),
        ..Slots::NONE
    },
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { CONTEXT_METHODS;
    /// Return a copy of the context.
    "copy(self, /)" => copy;
    /// Return the value for a variable, or the default.
    "get(self, key, default=None, /)" => get;
    /// Return all variables and their values.
    "items(self, /)" => items;
    /// Return all variables.
    "keys(self, /)" => keys;
    /// Return all values.
    "values(self, /)" => values;
    /// Call a callable in this context.
    "run(self, /, *args, **kwargs)" => run;
}

methods! { VAR_METHODS;
    /// Return the value in the current context, else the default given, else the variable's own.
    "get(self, default=None, /)" => var_get;
    /// Set a value in the current context; return a token to set it back with.
    "set(self, value, /)" => var_set;
    /// Set the variable back to what it was before the set that gave the token.
    "reset(self, token, /)" => var_reset;
    /// See PEP 585
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

methods! { TOKEN_METHODS;
    /// See PEP 585
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

getset! { VAR_GETSET;
    @member "name" => var_name;
}

getset! { TOKEN_GETSET;
    "var" => token_var;
    "old_value" => token_old;
}

// ---------------------------------------------------------------- contexts

impl Vm {
    /// The current context, made if need be.
    fn current_context(&mut self) -> Res {
        if self.state.context.is_unbound() {
            let map = self.dict()?;
            self.state.context = self.context_of(map, false)?;
        }
        Ok(self.state.context.clone())
    }

    fn context_of(&mut self, map: Value, shared: bool) -> Res {
        self.ensure_type(T::Context)?;
        self.alloc(
            T::Context,
            Context {
                map,
                shared,
                entered: false,
            },
        )
    }

    /// The dict of `ctx`, its own to be changed.
    fn context_map_mut(&mut self, ctx: &Value) -> Res {
        let c = self.of::<Context>(ctx);
        if !c.shared {
            return Ok(c.map.clone());
        }
        let map = c.map.clone();
        let own = self.dict_copy(&map)?;
        let (c, _) = self.of_mut::<Context>(ctx);
        let old = std::mem::replace(&mut c.map, own.clone());
        c.shared = false;
        drop(old);
        Ok(own)
    }
}

fn copy_of(vm: &mut Vm, ctx: &Value) -> Res {
    let (c, _) = vm.of_mut::<Context>(ctx);
    c.shared = true;
    let map = c.map.clone();
    vm.context_of(map, true)
}

fn copy_context(vm: &mut Vm, _: Args<'_>) -> Res {
    let ctx = vm.current_context()?;
    copy_of(vm, &ctx)
}

fn copy(vm: &mut Vm, a: Args<'_>) -> Res {
    copy_of(vm, &a[0])
}

fn new_context(vm: &mut Vm, _: &Value, call: CallArgs<'_>) -> Res {
    if !call.args.is_empty() {
        raise!(vm, TypeError, "Context() does not accept any arguments");
    }
    let map = vm.dict()?;
    vm.context_of(map, false)
}

fn map(vm: &Vm, ctx: &Value) -> Value {
    vm.of::<Context>(ctx).map.clone()
}

fn len(vm: &mut Vm, ctx: &Value) -> Res<usize> {
    let map = map(vm, ctx);
    vm.len(&map)
}

fn iter(vm: &mut Vm, ctx: &Value) -> Res {
    let map = map(vm, ctx);
    vm.iter(&map)
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let both = vm.get::<Context>(a).is_some() && vm.get::<Context>(b).is_some();
    if !both || !matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (map(vm, a), map(vm, b));
    vm.compare(op, &a, &b)
}

/// The value of a variable in a context; TypeError for what is no variable.
fn find(vm: &mut Vm, ctx: &Value, key: &Value) -> Res<Option<Value>> {
    if vm.get::<ContextVar>(key).is_none() {
        let shown = vm.repr(key)?;
        let shown = vm.text(&shown).unwrap_or("?").to_owned();
        raise!(vm, TypeError, "a ContextVar key was expected, got {shown}");
    }
    let map = map(vm, ctx);
    vm.dict_get(&map, key)
}

fn contains(vm: &mut Vm, ctx: &Value, key: &Value) -> Res<bool> {
    Ok(find(vm, ctx, key)?.is_some())
}

fn get_item(vm: &mut Vm, ctx: &Value, key: &Value) -> Res {
    match find(vm, ctx, key)? {
        Some(v) => Ok(v),
        None => Err(vm.err_value(T::KeyError, key.clone())),
    }
}

fn get(vm: &mut Vm, a: Args<'_>) -> Res {
    let found = find(vm, &a[0], &a[1])?;
    Ok(found.unwrap_or_else(|| a.get(2).cloned().unwrap_or(Value::NONE)))
}

fn items(vm: &mut Vm, a: Args<'_>) -> Res {
    view(vm, &a[0], "items")
}

fn keys(vm: &mut Vm, a: Args<'_>) -> Res {
    view(vm, &a[0], "keys")
}

fn values(vm: &mut Vm, a: Args<'_>) -> Res {
    view(vm, &a[0], "values")
}

/// An iterator over a copy, so that the context may change.
fn view(vm: &mut Vm, ctx: &Value, what: &str) -> Res {
    let map = map(vm, ctx);
    let copy = vm.dict_copy(&map)?;
    let view = vm.call_method(&copy, what, &[])?;
    vm.iter(&view)
}

fn run(vm: &mut Vm, a: Args<'_>) -> Res {
    let ctx = &a[0];
    let Some(f) = a.get(1) else {
        raise!(
            vm,
            TypeError,
            "run() missing 1 required positional argument"
        );
    };
    if vm.of::<Context>(ctx).entered {
        let shown = vm.repr(ctx)?;
        let shown = vm.text(&shown).unwrap_or("?").to_owned();
        raise!(
            vm,
            RuntimeError,
            "cannot enter context: {shown} is already entered"
        );
    }
    vm.of_mut::<Context>(ctx).0.entered = true;
    let before = std::mem::replace(&mut vm.state.context, ctx.clone());
    let args: Vec<Value> = a.pos.iter().skip(2).cloned().collect();
    let r = match a.kw.last() {
        Some(kw) if vm.is_a(kw, T::Dict) => {
            let args = vm.tuple(&args);
            args.and_then(|args| vm.call_ex(f, &args, kw))
        }
        _ => vm.call(f, &args),
    };
    vm.of_mut::<Context>(ctx).0.entered = false;
    drop(std::mem::replace(&mut vm.state.context, before));
    r
}

// ---------------------------------------------------------------- variables

fn new_var(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    let n = call.pos().len();
    if n > 1 {
        raise!(
            vm,
            TypeError,
            "ContextVar() takes at most 1 positional argument ({n} given)"
        );
    }
    let (mut name, mut default) = (call.pos().first().cloned(), Value::UNBOUND);
    for (k, v) in call.keywords() {
        match vm.text(k) {
            Some("name") => name = Some(v.clone()),
            Some("default") => default = v.clone(),
            k => {
                let k = k.unwrap_or("?").to_owned();
                raise!(
                    vm,
                    TypeError,
                    "ContextVar() got an unexpected keyword argument '{k}'"
                )
            }
        }
    }
    let Some(name) = name else {
        raise!(
            vm,
            TypeError,
            "ContextVar() takes exactly 1 positional argument (0 given)"
        );
    };
    if !vm.is_a(&name, T::Str) {
        raise!(vm, TypeError, "context variable name must be a str");
    }
    vm.alloc_as(cls, ContextVar { name, default })
}

fn var_name(vm: &mut Vm, v: &Value) -> Res {
    Ok(vm.of::<ContextVar>(v).name.clone())
}

fn var_repr(vm: &mut Vm, v: &Value) -> Res {
    let ContextVar { name, default } = vm.of::<ContextVar>(v);
    let (name, default) = (name.clone(), default.clone());
    let id = vm.id(v);
    let mut out = Repr::new();
    out.push(vm, "<ContextVar name=")?;
    out.push_repr(vm, &name)?;
    if !default.is_unbound() {
        out.push(vm, " default=")?;
        out.push_repr(vm, &default)?;
    }
    out.push(vm, &format!(" at {id:#x}>"))?;
    out.finish(vm)
}

fn var_get(vm: &mut Vm, a: Args<'_>) -> Res {
    if !vm.state.context.is_unbound() {
        let ctx = vm.state.context.clone();
        let map = map(vm, &ctx);
        if let Some(v) = vm.dict_get(&map, &a[0])? {
            return Ok(v);
        }
    }
    if let Some(v) = a.get(1) {
        return Ok(v.clone());
    }
    let default = vm.of::<ContextVar>(&a[0]).default.clone();
    if default.is_unbound() {
        return Err(vm.err_value(T::LookupError, a[0].clone()));
    }
    Ok(default)
}

fn var_set(vm: &mut Vm, a: Args<'_>) -> Res {
    let context = vm.current_context()?;
    let map = vm.context_map_mut(&context)?;
    let old = vm.dict_get(&map, &a[0])?.unwrap_or(Value::UNBOUND);
    vm.dict_set(&map, &a[0], &a[1])?;
    vm.ensure_type(T::ContextToken)?;
    let var = a[0].clone();
    vm.alloc(
        T::ContextToken,
        Token {
            context,
            var,
            old,
            used: false,
        },
    )
}

fn var_reset(vm: &mut Vm, a: Args<'_>) -> Res {
    let Some(t) = vm.get::<Token>(&a[1]) else {
        let shown = vm.repr(&a[1])?;
        let shown = vm.text(&shown).unwrap_or("?").to_owned();
        raise!(vm, TypeError, "expected an instance of Token, got {shown}");
    };
    let (context, var, old, used) = (t.context.clone(), t.var.clone(), t.old.clone(), t.used);
    let now = vm.current_context()?;
    let wrong_context = !context.is(&now);
    if used || !var.is(&a[0]) || wrong_context {
        let shown = vm.repr(&a[1])?;
        let shown = vm.text(&shown).unwrap_or("?").to_owned();
        if used {
            raise!(vm, RuntimeError, "{shown} has already been used once");
        }
        let what = match wrong_context && var.is(&a[0]) {
            true => "in a different Context",
            false => "by a different ContextVar",
        };
        raise!(vm, ValueError, "{shown} was created {what}");
    }
    vm.of_mut::<Token>(&a[1]).0.used = true;
    let map = vm.context_map_mut(&context)?;
    if old.is_unbound() {
        vm.dict_remove(&map, &a[0])?;
    } else {
        vm.dict_set(&map, &a[0], &old)?;
    }
    Ok(Value::NONE)
}

// ---------------------------------------------------------------- tokens

/// `Token.MISSING`.
fn missing(vm: &mut Vm) -> Res {
    if let Some(v) = vm.state.slots.get("Token.MISSING") {
        return Ok(v.clone());
    }
    vm.ensure_type(T::TokenMissing)?;
    let v = vm.alloc(T::TokenMissing, crate::types::object::Plain)?;
    vm.state.slots.insert("Token.MISSING", v.clone());
    Ok(v)
}

fn token_attributes(vm: &mut Vm, class: &Value) -> Res<()> {
    let v = missing(vm)?;
    let dict = vm.ty(class).dict.clone();
    vm.dict_set_str(&dict, "MISSING", &v)
}

fn token_var(vm: &mut Vm, t: &Value) -> Res {
    Ok(vm.of::<Token>(t).var.clone())
}

fn token_old(vm: &mut Vm, t: &Value) -> Res {
    let old = vm.of::<Token>(t).old.clone();
    if old.is_unbound() {
        return missing(vm);
    }
    Ok(old)
}

fn token_repr(vm: &mut Vm, t: &Value) -> Res {
    let Token { var, used, .. } = vm.of::<Token>(t);
    let (var, used) = (var.clone(), *used);
    let id = vm.id(t);
    let mut out = Repr::new();
    out.push(
        vm,
        if used {
            "<Token used var="
        } else {
            "<Token var="
        },
    )?;
    out.push_repr(vm, &var)?;
    out.push(vm, &format!(" at {id:#x}>"))?;
    out.finish(vm)
}
