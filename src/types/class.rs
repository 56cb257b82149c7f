//! Making classes: `type(name, bases, dict)`, `__build_class__`, MRO (C3), `__slots__`, metaclasses.
//!
//! Runs Python: `__prepare__`, class bodies, `mro()`, `__set_name__`, `__init_subclass__`. A new class
//! decides here how many attribute slots its instances have in their own block.

use super::dunder;
use super::type_::{self, Type};
use crate::memory::buf::Buf;
use crate::memory::charge::Held;
use crate::memory::header::{FLAG_HEAP_TYPE, Kind};
use crate::memory::instance::instance_bytes;
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::raise;
use crate::types::cell::Cell;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::native::Member;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs, Slots};

/// Most slots that instances have in their own block; more go to the extension.
const MAX_INLINE: u32 = 24;
/// Slots that instances get beyond those that the class body is seen to assign.
const SPARE_SLOTS: u32 = 1;

const _: () = assert!(instance_bytes(MAX_INLINE + 4) <= crate::memory::heap::MAX_BLOCK);

/// C3 linearisation of a class with the given bases (the class itself not included).
fn linearise(vm: &mut Vm, bases: &[Value]) -> Res<Vec<Value>> {
    let mut lists: Vec<Vec<Value>> = Vec::with_capacity(bases.len() + 1);
    for b in bases {
        lists.push(vm.items(&vm.ty(b).mro).unwrap_or_default().to_vec());
    }
    lists.push(bases.to_vec());
    let mut out = Vec::new();
    loop {
        lists.retain(|l| !l.is_empty());
        if lists.is_empty() {
            return Ok(out);
        }
        vm.charge(lists.len() as u64)?;
        let candidate = lists
            .iter()
            .map(|l| l[0].clone())
            .find(|c| !lists.iter().any(|l| l[1..].iter().any(|x| x.is(c))));
        let Some(c) = candidate else {
            let mut names: Vec<String> = Vec::new();
            for l in &lists {
                let n = vm.class_name(&l[0]).to_owned();
                if !names.contains(&n) {
                    names.push(n);
                }
            }
            raise!(
                vm,
                TypeError,
                "Cannot create a consistent method resolution order (MRO) for bases {}",
                names.join(", ")
            );
        };
        for l in &mut lists {
            if l[0].is(&c) {
                l.remove(0);
            }
        }
        out.push(c);
    }
}

/// The MRO that a metaclass's own `mro()` gives for `class`, whose usual one is set.
fn custom_mro(vm: &mut Vm, class: &Value, base: &Value) -> Res<Option<Value>> {
    let meta = vm.type_of(class).clone();
    if meta.is(vm.class(T::Type)) {
        return Ok(None);
    }
    let key = vm.name(N::mro)?;
    let usual = vm.class(T::Type).clone();
    let (usual, own) = (vm.type_lookup(&usual, &key)?, vm.type_lookup(&meta, &key)?);
    let own = match own {
        Some(f) if !usual.is_some_and(|u| u.is(&f)) => f,
        _ => return Ok(None),
    };
    let r = vm.call_unbound(&own, class, &[])?;
    let items = vm.collect(&r)?;
    for c in items.iter() {
        if !vm.is_class(c) {
            let t = vm.type_name(c).to_owned();
            raise!(vm, TypeError, "mro() returned a non-class ('{t}')");
        }
        let wanted = solid(vm, c);
        if !vm.is_subtype(&solid(vm, base), &wanted) {
            let n = vm.class_name(c).to_owned();
            raise!(
                vm,
                TypeError,
                "mro() returned base with unsuitable layout ('{n}')"
            );
        }
    }
    vm.tuple_of(items).map(Some)
}

/// The most derived metaclass of `meta` and the bases' own.
pub fn best_metaclass(vm: &mut Vm, meta: &Value, bases: &[Value]) -> Res {
    let mut winner = meta.clone();
    for b in bases {
        let m = vm.type_of(b).clone();
        if vm.is_subtype(&winner, &m) {
            continue;
        }
        if vm.is_subtype(&m, &winner) {
            winner = m;
            continue;
        }
        raise!(
            vm,
            TypeError,
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases"
        );
    }
    Ok(winner)
}

/// The base whose layout the class takes over.
fn best_base(vm: &mut Vm, bases: &[Value]) -> Res {
    let mut best: Option<Value> = None;
    for b in bases {
        let Some(ty) = vm.as_type(b) else {
            raise!(vm, TypeError, "bases must be types");
        };
        if !ty.has(type_::SUBCLASSABLE) {
            let n = vm.class_shown_name(b).to_owned();
            raise!(vm, TypeError, "type '{n}' is not an acceptable base type");
        }
        best = Some(match best {
            None => b.clone(),
            Some(w) => match layout_order(vm, &w, b) {
                Some(std::cmp::Ordering::Less) => b.clone(),
                Some(_) => w,
                None => raise!(
                    vm,
                    TypeError,
                    "multiple bases have instance lay-out conflict"
                ),
            },
        });
    }
    Ok(best.unwrap_or_else(|| vm.class(T::Object).clone()))
}

/// Whether the layout of `a` includes (Greater/Equal) that of `b`, is included in it (Less), or
/// neither.
fn layout_order(vm: &Vm, a: &Value, b: &Value) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering::*;
    let (x, y) = (solid(vm, a), solid(vm, b));
    if x.is(&y) {
        Some(Equal)
    } else if vm.is_subtype(&x, &y) {
        Some(Greater)
    } else if vm.is_subtype(&y, &x) {
        Some(Less)
    } else {
        None
    }
}

/// The class along the chain of layout bases that last added something to instances.
fn solid(vm: &Vm, class: &Value) -> Value {
    let mut c = class.clone();
    loop {
        let ty = vm.ty(&c);
        if ty.base.is_unbound() {
            return c;
        }
        let base = vm.ty(&ty.base);
        if ty.def.kind != base.def.kind || ty.root.count > base.root.count {
            return c;
        }
        if !ty.is_heap() && ty.def.kind != Kind::Instance {
            // Builtins of one kind (exceptions) have one layout.
            let same = ty.def.kind == base.def.kind;
            if !same {
                return c;
            }
        }
        let next = ty.base.clone();
        c = next;
    }
}

/// `type.__new__`: makes a class. `meta` is the metaclass, `ns` is copied.
pub fn new_class(
    vm: &mut Vm,
    meta: &Value,
    name: &Value,
    bases: &[Value],
    ns: &Value,
    kwargs: CallArgs<'_>,
) -> Res {
    let object = [vm.class(T::Object).clone()];
    let bases: &[Value] = if bases.is_empty() { &object } else { bases };
    let base = best_base(vm, bases)?;
    for (i, b) in bases.iter().enumerate() {
        if bases[..i].iter().any(|x| x.is(b)) {
            let n = vm.class_name(b).to_owned();
            raise!(vm, TypeError, "duplicate base class {n}");
        }
    }
    let rest = linearise(vm, bases)?;
    // Filling the slots looks each dunder up.
    vm.charge(rest.len() as u64 * 64)?;
    let dict = vm.dict()?;
    let pairs: Vec<(Value, Value)> = vm
        .of::<Dict>(ns)
        .iter()
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    for (k, v) in &pairs {
        let k = vm.intern_value(k)?;
        vm.dict_set(&dict, &k, v)?;
    }
    let text = vm.wtf8(name).unwrap_or_default().to_vec();
    if text.contains(&0) {
        raise!(vm, ValueError, "type name must not contain null characters");
    }

    // ---- __slots__ ----
    let base_ty = vm.ty(&base);
    let (base_fixed, def) = (base_ty.root.count, base_ty.def);
    let mut has_dict = base_ty.has(type_::HAS_DICT);
    let mut has_weakref = base_ty.has(type_::HAS_WEAKREF);
    for b in bases {
        has_dict |= vm.ty(b).has(type_::HAS_DICT);
        has_weakref |= vm.ty(b).has(type_::HAS_WEAKREF);
    }
    let slots_name = vm.name(N::__slots__)?;
    let mut slot_names: Vec<Value> = Vec::new();
    match vm.dict_lookup_str(&dict, &slots_name).cloned() {
        None => {
            has_dict = true;
            has_weakref = true;
        }
        Some(s) => {
            let items = if vm.is_a(&s, T::Str) {
                Buf::from_slice(vm.heap(), &[s])?
            } else {
                vm.collect(&s)?
            };
            for item in items.iter() {
                let Some(text) = vm.text(item).map(str::to_owned) else {
                    let t = vm.type_name(item).to_owned();
                    raise!(vm, TypeError, "__slots__ items must be strings, not '{t}'");
                };
                if !is_identifier(&text) {
                    raise!(vm, TypeError, "__slots__ must be identifiers");
                }
                match text.as_str() {
                    "__dict__" => {
                        if has_dict {
                            raise!(
                                vm,
                                TypeError,
                                "__dict__ slot disallowed: we already got one"
                            );
                        }
                        has_dict = true;
                    }
                    "__weakref__" => {
                        if has_weakref {
                            raise!(
                                vm,
                                TypeError,
                                "__weakref__ slot disallowed: we already got one"
                            );
                        }
                        has_weakref = true;
                    }
                    _ => {
                        let mangled = mangle(vm.text(name).unwrap_or(""), &text);
                        let v = vm.intern(&mangled)?;
                        if vm.dict_lookup_str(&dict, &v).is_some() {
                            raise!(
                                vm,
                                ValueError,
                                "'{mangled}' in __slots__ conflicts with class variable"
                            );
                        }
                        if !slot_names.iter().any(|x| x.is(&v)) {
                            slot_names.push(v);
                        }
                    }
                }
            }
            slot_names.sort_by(|a, b| vm.wtf8(a).cmp(&vm.wtf8(b)));
            let variable =
                matches!(def.kind, Kind::Int | Kind::Bytes | Kind::Tuple) && !slot_names.is_empty();
            if variable {
                raise!(
                    vm,
                    TypeError,
                    "nonempty __slots__ not supported for subtype of '{}'",
                    vm_class_name(vm, &base)
                );
            }
        }
    }
    let fixed = base_fixed + slot_names.len() as u32;
    let inline_cap = if def.kind == Kind::Instance {
        let seen = static_attributes(vm, &dict)?.max(inherited_slots(vm, &base));
        let spare = if has_dict { seen + SPARE_SLOTS } else { 0 };
        (fixed + spare).min(MAX_INLINE).max(fixed.min(MAX_INLINE))
    } else {
        0
    };

    // ---- the type object ----
    let qualname_key = vm.name(N::__qualname__)?;
    let qualname = match vm.dict_remove(&dict, &qualname_key)? {
        Some(q) => {
            if !vm.is_a(&q, T::Str) {
                let t = vm.type_name(&q).to_owned();
                raise!(vm, TypeError, "type __qualname__ must be a str, not {t}");
            }
            q
        }
        None => name.clone(),
    };
    let bases_tuple = vm.tuple(bases)?;
    let mut flags = type_::HEAP | type_::SUBCLASSABLE | type_::DICT_READY;
    for (on, bit) in [
        (has_dict, type_::HAS_DICT),
        (has_weakref, type_::HAS_WEAKREF),
    ] {
        if on {
            flags |= bit;
        }
    }
    if vm.is_subtype(&base, vm.class(T::Type)) {
        flags |= type_::METACLASS;
    }
    flags |= vm.ty(&base).flags.get() & (type_::MATCH_SEQUENCE | type_::MATCH_MAPPING);
    let shape_bytes = Held::new(vm.heap(), 2 * size_of::<Shape>())?;
    let class = vm.alloc_as(
        meta,
        Type {
            def,
            name: name.clone(),
            qualname,
            base: base.clone(),
            bases: bases_tuple,
            mro: Value::UNBOUND,
            dict: dict.clone(),
            slots: Slots::NONE,
            flags: std::cell::Cell::new(flags),
            version: std::cell::Cell::new(0),
            root: Shape::root(fixed, inline_cap, false),
            dict_shape: Default::default(),
            shape_bytes,
            adopted: Buf::new(),
            subclasses: Buf::new(),
            maker: Default::default(),
        },
    )?;
    vm.publish_shapes(&class);
    let mut mro = Vec::with_capacity(rest.len() + 1);
    mro.push(class.clone());
    mro.extend(rest);
    let mro = vm.tuple(&mro)?;
    vm.of_mut::<Type>(&class).0.mro = mro;
    if let Some(mro) = custom_mro(vm, &class, &base)? {
        vm.of_mut::<Type>(&class).0.mro = mro;
    }
    for (i, n) in slot_names.iter().enumerate() {
        let m = vm.alloc(
            T::MemberDescriptor,
            Member {
                name: n.clone(),
                slot: base_fixed + i as u32,
                owner: class.clone(),
            },
        )?;
        vm.dict_set(&dict, n, &m)?;
    }
    default_entries(vm, &class, &dict, has_dict, has_weakref)?;
    let cell = {
        let key = vm.name(N::__classcell__)?;
        vm.dict_remove(&dict, &key)?
    };
    if let Some(cell) = cell
        && let Some((c, _)) = vm.edit::<Cell>(&cell)
    {
        c.value = class.clone();
    }
    // Annotation scopes go on looking into the class itself.
    let cell = {
        let key = vm.name(N::__classdictcell__)?;
        vm.dict_remove(&dict, &key)?
    };
    if let Some(cell) = cell
        && let Some((c, _)) = vm.edit::<Cell>(&cell)
    {
        c.value = dict.clone();
    }
    refresh_class(vm, &class)?;
    for b in bases {
        vm.add_subclass(b, &class)?;
    }

    // ---- hooks: __set_name__ of attributes, __init_subclass__ of the parent ----
    for (k, v) in &pairs {
        let class_of = vm.type_of(v).clone();
        let hook = vm.name(N::__set_name__)?;
        if vm.type_lookup(&class_of, &hook)?.is_none() {
            continue;
        }
        let f = vm.special(v, N::__set_name__)?;
        if let Some(f) = f
            && let Err(e) = vm.call(&f, &[class.clone(), k.clone()])
        {
            let (t, a, c) = (
                vm.type_name(v).to_owned(),
                vm.text(k).unwrap_or("?").to_owned(),
                vm.class_name(&class).to_owned(),
            );
            vm.add_note(
                &e,
                format_args!("Error calling __set_name__ on '{t}' instance '{a}' in '{c}'"),
            )?;
            return Err(e);
        }
    }
    let parent = vm.super_of(&class, &class)?;
    let hook = vm.name(N::__init_subclass__)?;
    let f = vm.get_attr(&parent, &hook)?;
    vm.call_args(&f, kwargs)?;
    Ok(class)
}

fn vm_class_name(vm: &Vm, c: &Value) -> String {
    vm.class_name(c).to_owned()
}

/// What every class dict gets when the body didn't put it there.
fn default_entries(
    vm: &mut Vm,
    class: &Value,
    dict: &Value,
    has_dict: bool,
    has_weakref: bool,
) -> Res<()> {
    let module = vm.name(N::__module__)?;
    if vm.dict_lookup_str(dict, &module).is_none() {
        let globals = vm.globals();
        let key = vm.name(N::__name__)?;
        if let Some(m) = vm.dict_lookup_str(&globals, &key).cloned() {
            vm.dict_set(dict, &module, &m)?;
        }
    }
    // Methods that are implicitly static or class methods.
    let new = vm.name(N::__new__)?;
    if let Some(f) = vm.dict_lookup_str(dict, &new).cloned()
        && vm.get::<Function>(&f).is_some()
    {
        let s = vm.static_method(&f)?;
        vm.dict_set(dict, &new, &s)?;
    }
    for n in [N::__init_subclass__, N::__class_getitem__] {
        let key = vm.name(n)?;
        if let Some(f) = vm.dict_lookup_str(dict, &key).cloned()
            && vm.get::<Function>(&f).is_some()
        {
            let c = vm.class_method(&f)?;
            vm.dict_set(dict, &key, &c)?;
        }
    }
    let (eq, hash) = (vm.name(N::__eq__)?, vm.name(N::__hash__)?);
    if vm.dict_lookup_str(dict, &eq).is_some() && vm.dict_lookup_str(dict, &hash).is_none() {
        vm.dict_set(dict, &hash, &Value::NONE)?;
    }
    super::object::add_storage_descriptors(vm, class, dict, has_dict, has_weakref)?;
    let doc = vm.name(N::__doc__)?;
    if vm.dict_lookup_str(dict, &doc).is_none() {
        vm.dict_set(dict, &doc, &Value::NONE)?;
    }
    Ok(())
}

/// After a class's dict or bases changed: its slots and flags, and its subclasses'.
pub fn refresh_class(vm: &mut Vm, class: &Value) -> Res<()> {
    vm.type_modified(class);
    dunder::update_slots(vm, class)?;
    let slots = vm.ty(class).slots;
    let new = vm.name(N::__new__)?;
    let plain_new = match vm.type_lookup(class, &new)? {
        Some(f) => vm
            .get::<crate::types::native::SlotWrapper>(&f)
            .is_some_and(|w| w.owner.is(vm.class(T::Object))),
        None => false,
    };
    let ty = vm.ty(class);
    ty.set(type_::PLAIN_GETATTR, slots.get_attr.is_none());
    ty.set(type_::PLAIN_SETATTR, slots.set_attr.is_none());
    ty.set(type_::PLAIN_NEW, plain_new);
    ty.set(type_::HAS_DEL, slots.del.is_some());
    for sub in vm.live_subclasses(class) {
        refresh_class(vm, &sub)?;
    }
    Ok(())
}

/// How many attributes the class body is seen to assign to `self`.
fn static_attributes(vm: &mut Vm, dict: &Value) -> Res<u32> {
    let key = vm.name(N::__static_attributes__)?;
    Ok(match vm.dict_lookup_str(dict, &key) {
        Some(t) => vm.items(t).map_or(0, <[Value]>::len) as u32,
        None => 0,
    })
}

/// Inline slots of a base beyond its fixed ones.
fn inherited_slots(vm: &Vm, base: &Value) -> u32 {
    let r = &vm.ty(base).root;
    r.inline_cap.saturating_sub(r.count)
}

fn is_identifier(s: &str) -> bool {
    crate::text::case::isidentifier(s.chars().map(|c| c as u32))
}

/// Private name mangling.
fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !name.contains('.') && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_owned()
    }
}

/// `__build_class__(func, name, *bases, metaclass=None, **kwds)`.
pub fn build_class(vm: &mut Vm, call: CallArgs<'_>) -> Res {
    let pos = call.pos();
    if pos.len() < 2 {
        raise!(vm, TypeError, "__build_class__: not enough arguments");
    }
    let func = pos[0].clone();
    if vm.get::<Function>(&func).is_none() {
        raise!(vm, TypeError, "__build_class__: func must be a function");
    }
    let name = pos[1].clone();
    if !vm.is_a(&name, T::Str) {
        raise!(vm, TypeError, "__build_class__: name is not a string");
    }
    let orig_bases = &pos[2..];
    // __mro_entries__ (PEP 560).
    let mut bases: Vec<Value> = Vec::with_capacity(orig_bases.len());
    let mut replaced = false;
    for b in orig_bases {
        if !vm.is_class(b)
            && let Some(f) = vm.try_attr(b, "__mro_entries__")?
        {
            let all = vm.tuple(orig_bases)?;
            let r = vm.call(&f, &[all])?;
            match vm.items(&r).filter(|_| vm.is_a(&r, T::Tuple)) {
                Some(items) => bases.extend(items.iter().cloned()),
                None => raise!(vm, TypeError, "__mro_entries__ must return a tuple"),
            }
            replaced = true;
        } else {
            bases.push(b.clone());
        }
    }
    let mut meta = None;
    let (mut kw_names, mut kw_values) = (Vec::new(), Vec::new());
    for (n, v) in call.keywords() {
        if vm.text(n) == Some("metaclass") {
            meta = Some(v.clone());
        } else {
            kw_names.push(n.clone());
            kw_values.push(v.clone());
        }
    }
    let explicit = meta.is_some();
    let meta = match meta {
        Some(m) => m,
        None => match bases.first() {
            Some(b) => vm.type_of(b).clone(),
            None => vm.class(T::Type).clone(),
        },
    };
    let meta = if vm.is_class(&meta) {
        for b in &bases {
            if !vm.is_class(b) && !explicit {
                // `class C(5)`: calling type(5) with three arguments explains what is wrong.
                break;
            }
        }
        best_metaclass(vm, &meta, &bases)?
    } else {
        meta
    };
    let bases_tuple = vm.tuple(&bases)?;
    let ns = match vm.try_attr(&meta, "__prepare__")? {
        Some(p) if !vm.is_default_prepare(&p) => {
            let mut args = vec![name.clone(), bases_tuple.clone()];
            args.extend(kw_values.iter().cloned());
            let ns = vm.call_args(
                &p,
                CallArgs {
                    args: &args,
                    names: &kw_names,
                },
            )?;
            if vm.slots(&ns).get_item.is_none() {
                let (m, t) = (vm.callee_class_name(&meta), vm.type_name(&ns).to_owned());
                raise!(
                    vm,
                    TypeError,
                    "{m}.__prepare__() must return a mapping, not {t}"
                );
            }
            ns
        }
        _ => vm.dict()?,
    };
    let cell = vm.call_body(&func, ns.clone())?;
    if replaced {
        let orig = vm.tuple(orig_bases)?;
        let key = vm.name(N::__orig_bases__)?;
        vm.set_item(&ns, &key, &orig)?;
    }
    let mut args = vec![name, bases_tuple, ns];
    args.extend(kw_values);
    let class = vm.call_args(
        &meta,
        CallArgs {
            args: &args,
            names: &kw_names,
        },
    )?;
    // The body may return its `__class__` cell; `type.__new__` has filled it.
    if let Some(c) = vm.get::<Cell>(&cell)
        && vm.is_class(&class)
        && c.value.is_unbound()
    {
        let n = vm.class_name(&class).to_owned();
        raise!(
            vm,
            RuntimeError,
            "__class__ not set defining '{n}' as <class '{n}'>. Was __classcell__ propagated to type.__new__?"
        );
    }
    Ok(class)
}

/// `type(...)`: `type.__new__` with three arguments.
pub fn type_new(vm: &mut Vm, meta: &Value, call: CallArgs<'_>) -> Res {
    let pos = call.pos();
    if pos.len() != 3 {
        raise!(
            vm,
            TypeError,
            "type.__new__() takes exactly 3 arguments ({} given)",
            pos.len()
        );
    }
    let (name, bases, ns) = (&pos[0], &pos[1], &pos[2]);
    for (i, (v, t, what)) in [
        (name, T::Str, "str"),
        (bases, T::Tuple, "tuple"),
        (ns, T::Dict, "dict"),
    ]
    .into_iter()
    .enumerate()
    {
        if !vm.is_a(v, t) {
            let have = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "type.__new__() argument {} must be {what}, not {have}",
                i + 1
            );
        }
    }
    let bases: Vec<Value> = vm.items(bases).unwrap_or_default().to_vec();
    for b in &bases {
        if !vm.is_class(b) && vm.try_attr(b, "__mro_entries__")?.is_some() {
            raise!(
                vm,
                TypeError,
                "type() doesn't support MRO entry resolution; use types.new_class()"
            );
        }
    }
    let winner = best_metaclass(vm, meta, &bases)?;
    if !winner.is(meta) {
        let py_new = vm.ty(&winner).slots.new;
        if let Some(f) = py_new
            && !std::ptr::fn_addr_eq(f, type_new as fn(&mut Vm, &Value, CallArgs<'_>) -> Res)
        {
            return f(vm, &winner, call);
        }
    }
    let kwargs = CallArgs {
        args: &call.args[3..],
        names: call.names,
    };
    new_class(vm, &winner, name, &bases, ns, kwargs)
}

/// MRO tuple and layout base that class `c` would have with other bases.
pub fn mro_for(vm: &mut Vm, c: &Value, bases: &[Value]) -> Res<(Value, Value)> {
    let base = best_base(vm, bases)?;
    let mut mro = vec![c.clone()];
    mro.extend(linearise(vm, bases)?);
    Ok((vm.tuple(&mro)?, base))
}

/// Header flag of a class's instances, for those who lay them out.
pub fn instance_flags(ty: &Type) -> u8 {
    if ty.is_heap() { FLAG_HEAP_TYPE } else { 0 }
}

/// `__build_class__` as a builtin function's row.
pub fn build_class_row(vm: &mut Vm, args: Args<'_>) -> Res {
    build_class(vm, CallArgs::positional(args.pos))
}
