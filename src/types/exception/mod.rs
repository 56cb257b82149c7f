//! Exceptions: the payload that all of them share, and `BaseException`.
//!
//! One Rust payload serves the whole hierarchy ([`defs`] is its table): arguments, cause, context,
//! traceback, and `fields`, which hold the attributes that some types add (`errno`, `name`, …) at
//! positions which the type's file names. A class that derives from two such types finds the
//! fields of both at the same positions: CPython refuses such classes, so it makes no difference.
//!
//! Who raises a new exception goes through `Vm::err*` or `Vm::raise_value` (`vm/raise.rs`), which
//! also link the exception that is being handled as its context.

pub mod defs;
mod group;
mod named;
mod os;
mod syntax;
mod unicode;

use crate::memory::buf::Buf;
use crate::memory::header::{FLAG_HEAP_TYPE, Kind, Payload};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::types::traceback::Traceback;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs};
use crate::{getset, methods, raise};

pub use group::{is_group, members};
pub use os::{errno_class, os_error};
pub use syntax::{Place, place_of};

/// An exception.
pub struct Exception {
    /// A tuple (unbound once the collector has cleared the object).
    pub args: Value,
    /// An exception or None.
    pub cause: Value,
    /// An exception or None.
    pub context: Value,
    /// A traceback or None.
    pub traceback: Value,
    /// `__dict__` of an instance of a builtin type, made when asked for. Instances of classes
    /// written in Python keep their attributes as all instances do.
    pub dict: Value,
    /// Attributes of special types; unbound or absent: None.
    pub fields: Buf<Value>,
    pub suppress_context: bool,
}

impl Payload for Exception {
    const KIND: Kind = Kind::Exception;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [
            &self.args,
            &self.cause,
            &self.context,
            &self.traceback,
            &self.dict,
        ] {
            f(v);
        }
        self.fields.iter().for_each(f);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        for v in [&mut self.cause, &mut self.context, &mut self.traceback] {
            out(std::mem::replace(v, Value::NONE));
        }
        out(self.args.take());
        out(self.dict.take());
        for v in self.fields.iter_mut() {
            out(v.take());
        }
    }

    fn extra_bytes(&self) -> usize {
        self.fields.bytes()
    }
}

// ---------------------------------------------------------------- making

/// An exception of class `cls` (any exception class) with `args`; nothing else is set. Runs no
/// Python.
fn alloc(vm: &mut Vm, cls: &Value, args: &[Value]) -> Res {
    let args = vm.tuple(args)?;
    let e = Exception {
        args,
        cause: Value::NONE,
        context: Value::NONE,
        traceback: Value::NONE,
        dict: Value::UNBOUND,
        fields: Buf::new(),
        suppress_context: false,
    };
    vm.alloc_as(cls, e)
}

/// A new exception of builtin type `t`, as `t(*args)` makes it. Its context is not set.
#[cold]
pub fn new(vm: &mut Vm, t: T, args: &[Value]) -> Res {
    let class = vm.class(t).clone();
    let call = CallArgs::positional(args);
    let slots = vm.ty(&class).slots;
    let e = match slots.new {
        Some(new) => new(vm, &class, call)?,
        None => alloc(vm, &class, args)?,
    };
    if let Some(init) = slots.init {
        init(vm, &e, call)?;
    }
    Ok(e)
}

/// `BaseException.__new__`.
fn base_new(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    alloc(vm, cls, call.pos())
}

/// `BaseException.__init__`.
fn base_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    if !call.names.is_empty() {
        let n = vm.type_name(this).to_owned();
        raise!(vm, TypeError, "{n}() takes no keyword arguments");
    }
    set_args(vm, this, call.pos())
}

/// Makes `items` the exception's arguments.
fn set_args(vm: &mut Vm, this: &Value, items: &[Value]) -> Res<()> {
    // `__new__` has mostly been called with the same arguments just before.
    let same =
        |old: &[Value]| old.len() == items.len() && old.iter().zip(items).all(|(a, b)| a.is(b));
    if vm.items(&vm.of::<Exception>(this).args).is_some_and(same) {
        return Ok(());
    }
    let args = vm.tuple(items)?;
    drop(std::mem::replace(
        &mut vm.of_mut::<Exception>(this).0.args,
        args,
    ));
    Ok(())
}

/// Binds the keyword-only attributes `names` that some types take; others are a TypeError.
/// Fields from `first` on receive them (unbound when absent).
fn keyword_fields(
    vm: &mut Vm,
    this: &Value,
    type_name: &str,
    call: CallArgs<'_>,
    first: usize,
    names: &[&str],
) -> Res<()> {
    let mut found: [Value; 3] = [Value::UNBOUND, Value::UNBOUND, Value::UNBOUND];
    for (name, value) in call.keywords() {
        let text = vm.text(name).unwrap_or("?");
        match names.iter().position(|n| *n == text) {
            Some(i) => found[i] = value.clone(),
            None => {
                let t = text.to_owned();
                match crate::vm::suggest::closest(&t, names.iter().copied()) {
                    Some(s) => raise!(
                        vm,
                        TypeError,
                        "{type_name}() got an unexpected keyword argument '{t}'. Did you mean '{s}'?"
                    ),
                    None => {
                        raise!(
                            vm,
                            TypeError,
                            "{type_name}() got an unexpected keyword argument '{t}'"
                        )
                    }
                }
            }
        }
    }
    for (i, v) in found.into_iter().enumerate().take(names.len()) {
        // A second `__init__` forgets what the first one set.
        if !v.is_unbound() || !field(vm, this, first + i).is_none() {
            set_field(vm, this, first + i, v)?;
        }
    }
    Ok(())
}

// ---------------------------------------------------------------- parts

/// The `__dict__` of an instance of a builtin exception type, if it has one yet.
pub fn dict_of<'a>(vm: &'a Vm, v: &'a Value) -> Option<&'a Value> {
    vm.get::<Exception>(v)?.dict.bound()
}

/// The `__dict__` of an instance of a builtin exception type, made if need be.
pub fn make_dict(vm: &mut Vm, v: &Value) -> Res {
    if let Some(d) = dict_of(vm, v) {
        return Ok(d.clone());
    }
    let d = vm.dict()?;
    vm.of_mut::<Exception>(v).0.dict = d.clone();
    Ok(d)
}

/// Field `i`, or None.
pub fn field(vm: &Vm, v: &Value, i: usize) -> Value {
    let f = vm
        .get::<Exception>(v)
        .and_then(|e| e.fields.get(i))
        .and_then(Value::bound);
    f.cloned().unwrap_or(Value::NONE)
}

/// Whether field `i` has been set.
fn has_field(vm: &Vm, v: &Value, i: usize) -> bool {
    vm.get::<Exception>(v)
        .and_then(|e| e.fields.get(i))
        .is_some_and(|f| !f.is_unbound())
}

/// Sets field `i`; unbound deletes.
pub fn set_field(vm: &mut Vm, v: &Value, i: usize, value: Value) -> Res<()> {
    let (e, heap) = vm.of_mut::<Exception>(v);
    while e.fields.len() <= i {
        e.fields.push(heap, Value::UNBOUND)?;
    }
    drop(std::mem::replace(&mut e.fields[i], value));
    Ok(())
}

/// Getter of field `I`.
fn get_field<const I: usize>(vm: &mut Vm, this: &Value) -> Res {
    Ok(field(vm, this, I))
}

/// Setter of field `I`. Deleting it makes it None.
fn put_field<const I: usize>(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    set_field(vm, this, I, v.cloned().unwrap_or_default())
}

/// Notes for which name (and object) lookup failed: AttributeError and NameError suggest others
/// when they are shown. Failing to note it changes nothing else.
pub fn set_name_obj(vm: &mut Vm, exc: &Value, name: &Value, obj: Option<&Value>) {
    if vm.get::<Exception>(exc).is_none() {
        return;
    }
    let noted = set_field(vm, exc, named::NAME, name.clone());
    if let (Ok(()), Some(o)) = (noted, obj)
        && set_field(vm, exc, named::OBJ, o.clone()).is_err()
    {
        // Without room for the object the name alone is no use.
        let _ = set_field(vm, exc, named::NAME, Value::UNBOUND);
    }
}

/// The `name` and `obj` of an AttributeError or NameError (None where absent).
pub fn name_obj(vm: &Vm, exc: &Value) -> (Value, Value) {
    (field(vm, exc, named::NAME), field(vm, exc, named::OBJ))
}

/// Whether an AttributeError has a `name` or `obj`.
pub fn has_name_obj(vm: &Vm, exc: &Value) -> bool {
    has_field(vm, exc, named::NAME) || has_field(vm, exc, named::OBJ)
}

/// The module and the name that `from module import name` failed on.
pub fn import_parts(vm: &Vm, exc: &Value) -> (Value, Value) {
    (
        field(vm, exc, named::IMPORT_NAME),
        field(vm, exc, named::IMPORT_FROM),
    )
}

/// Sets the cause (None: shows no context either).
pub fn set_cause(vm: &mut Vm, exc: &Value, cause: &Value) {
    if vm.get::<Exception>(exc).is_none() {
        return;
    }
    let e = vm.of_mut::<Exception>(exc).0;
    let old = std::mem::replace(&mut e.cause, cause.clone());
    e.suppress_context = true;
    drop(old);
}

/// Replaces the context.
pub fn set_context(vm: &mut Vm, exc: &Value, context: Value) {
    if vm.get::<Exception>(exc).is_none() {
        return;
    }
    drop(std::mem::replace(
        &mut vm.of_mut::<Exception>(exc).0.context,
        context,
    ));
}

/// Replaces the traceback.
pub fn set_traceback(vm: &mut Vm, exc: &Value, tb: Value) {
    if vm.get::<Exception>(exc).is_none() {
        return;
    }
    drop(std::mem::replace(
        &mut vm.of_mut::<Exception>(exc).0.traceback,
        tb,
    ));
}

/// The traceback or None.
pub fn traceback_of(vm: &Vm, exc: &Value) -> Value {
    vm.get::<Exception>(exc)
        .map_or(Value::NONE, |e| e.traceback.clone())
}

/// The arguments, a tuple.
pub fn args_of(vm: &Vm, exc: &Value) -> Value {
    match vm.get::<Exception>(exc).and_then(|e| e.args.bound()) {
        Some(a) => a.clone(),
        None => vm.empty_tuple(),
    }
}

/// Concatenates texts, which may hold lone surrogates.
fn join(vm: &mut Vm, parts: &[&Value]) -> Res {
    let mut b: Buf<u8> = Buf::new();
    for p in parts {
        b.extend_from_slice(vm.heap(), vm.wtf8(p).unwrap_or_default())?;
    }
    vm.str_wtf8(&b)
}

// ---------------------------------------------------------------- BaseException

/// `BaseException.__str__`: nothing, the argument, or the tuple of arguments.
fn base_str(vm: &mut Vm, this: &Value) -> Res {
    let args = args_of(vm, this);
    match vm.items(&args).unwrap_or_default() {
        [] => Ok(vm.empty_str()),
        [one] => {
            let one = one.clone();
            vm.str_value(&one)
        }
        _ => vm.str_value(&args),
    }
}

/// `BaseException.__repr__`.
fn base_repr(vm: &mut Vm, this: &Value) -> Res {
    let args = args_of(vm, this);
    let name = vm.type_name(this).to_owned();
    let name = vm.str(&name)?;
    match vm.items(&args).unwrap_or_default() {
        [one] => {
            let one = one.clone();
            let r = vm.repr(&one)?;
            let (open, close) = (vm.str("(")?, vm.str(")")?);
            join(vm, &[&name, &open, &r, &close])
        }
        _ => {
            let r = vm.repr(&args)?;
            join(vm, &[&name, &r])
        }
    }
}

methods! { METHODS;
    /// Set self.__traceback__ to tb and return self.
    "with_traceback(self, tb, /)" => with_traceback;
    /// Add a note, shown below the message, to the exception.
    "add_note(self, note, /)" => add_note;
    /// Return what pickling and copying need.
    "__reduce__(self, /)" => reduce;
    /// Set the attributes that a dict names.
    "__setstate__(self, state, /)" => set_state;
}

getset! { GETSET;
    /// Attributes of the instance.
    "__dict__" => get_dict, set_dict;
    "args" => get_args, set_args_attr;
    "__traceback__" => get_traceback, set_traceback_attr;
    /// The exception that was being handled when this one was raised.
    "__context__" => get_context, set_context_attr;
    /// The exception that `raise … from` names.
    "__cause__" => get_cause, set_cause_attr;
    "__suppress_context__" => get_suppress, set_suppress;
}

fn with_traceback(vm: &mut Vm, args: Args<'_>) -> Res {
    set_traceback_attr(vm, &args[0], Some(&args[1]))?;
    Ok(args[0].clone())
}

fn add_note(vm: &mut Vm, args: Args<'_>) -> Res {
    if vm.wtf8(&args[1]).is_none() {
        let t = vm.type_name(&args[1]).to_owned();
        raise!(vm, TypeError, "note must be a str, not '{t}'");
    }
    let notes = match vm.try_attr(&args[0], "__notes__")? {
        Some(n) => n,
        None => {
            let n = vm.list(Buf::new())?;
            let name = vm.intern("__notes__")?;
            vm.set_attr(&args[0], &name, &n)?;
            n
        }
    };
    if vm.get::<crate::types::list::List>(&notes).is_none() {
        raise!(vm, TypeError, "Cannot add note: __notes__ is not a list");
    }
    vm.list_push(&notes, args[1].clone())?;
    Ok(Value::NONE)
}

/// `(type, args)`, with the instance's attributes as a third item if there are any.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res {
    let a = args_of(vm, &args[0]);
    reduce_with(vm, &args[0], a, &[])
}

/// As [`reduce`] with other arguments and further attributes.
fn reduce_with(vm: &mut Vm, this: &Value, args: Value, more: &[(&str, Value)]) -> Res {
    let class = vm.type_of(this).clone();
    let own = match this.header() {
        // An instance of a Python class without attributes shall not get a dict for this.
        Some(h) if h.has(FLAG_HEAP_TYPE) && !h.shape().dict_mode && h.shape().named() == 0 => None,
        _ => vm.instance_dict(this)?,
    };
    let own_len = match &own {
        Some(d) => vm.len(d)?,
        None => 0,
    };
    if own_len == 0 && more.iter().all(|(_, v)| v.is_none()) {
        return vm.tuple(&[class, args]);
    }
    let state = match &own {
        Some(d) => vm.call_method(d, "copy", &[])?,
        None => vm.dict()?,
    };
    for (name, v) in more {
        if !v.is_none() {
            let name = vm.intern(name)?;
            vm.set_item(&state, &name, v)?;
        }
    }
    vm.tuple(&[class, args, state])
}

fn set_state(vm: &mut Vm, args: Args<'_>) -> Res {
    if args[1].is_none() {
        return Ok(Value::NONE);
    }
    let pairs: Buf<(Value, Value)> = match vm.get::<crate::types::dict::Dict>(&args[1]) {
        Some(d) => {
            let mut b = Buf::new();
            for (k, v) in d.iter() {
                b.push(vm.heap(), (k.clone(), v.clone()))?;
            }
            b
        }
        None => raise!(vm, TypeError, "state is not a dictionary"),
    };
    for (k, v) in pairs.iter() {
        vm.set_attr(&args[0], k, v)?;
    }
    Ok(Value::NONE)
}

fn get_dict(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.instance_dict(this)?.unwrap_or(Value::NONE))
}

fn set_dict(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "cannot delete __dict__")
    };
    if vm.get::<crate::types::dict::Dict>(v).is_none() {
        let t = vm.type_name(v).to_owned();
        raise!(
            vm,
            TypeError,
            "__dict__ must be set to a dictionary, not a '{t}'"
        );
    }
    if this.header().is_some_and(|h| h.has(FLAG_HEAP_TYPE)) {
        return vm.set_instance_dict(this, v.clone(), false);
    }
    drop(std::mem::replace(
        &mut vm.of_mut::<Exception>(this).0.dict,
        v.clone(),
    ));
    Ok(())
}

fn get_args(vm: &mut Vm, this: &Value) -> Res {
    Ok(args_of(vm, this))
}

fn set_args_attr(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "args may not be deleted")
    };
    let items = vm.collect(v)?;
    let args = vm.tuple_of(items)?;
    drop(std::mem::replace(
        &mut vm.of_mut::<Exception>(this).0.args,
        args,
    ));
    Ok(())
}

fn get_traceback(vm: &mut Vm, this: &Value) -> Res {
    Ok(traceback_of(vm, this))
}

fn set_traceback_attr(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "__traceback__ may not be deleted")
    };
    if !v.is_none() && vm.get::<Traceback>(v).is_none() {
        raise!(vm, TypeError, "__traceback__ must be a traceback or None");
    }
    set_traceback(vm, this, v.clone());
    Ok(())
}

fn get_context(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<Exception>(this).context.clone())
}

fn set_context_attr(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "__context__ may not be deleted")
    };
    if !v.is_none() && vm.get::<Exception>(v).is_none() {
        raise!(
            vm,
            TypeError,
            "exception context must be None or derive from BaseException"
        );
    }
    set_context(vm, this, v.clone());
    Ok(())
}

fn get_cause(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<Exception>(this).cause.clone())
}

fn set_cause_attr(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "__cause__ may not be deleted")
    };
    if !v.is_none() && vm.get::<Exception>(v).is_none() {
        raise!(
            vm,
            TypeError,
            "exception cause must be None or derive from BaseException"
        );
    }
    set_cause(vm, this, v);
    Ok(())
}

fn get_suppress(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<Exception>(this).suppress_context))
}

fn set_suppress(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "can't delete numeric/char attribute")
    };
    let Some(on) = v.as_bool() else {
        raise!(vm, TypeError, "attribute value type must be bool")
    };
    vm.of_mut::<Exception>(this).0.suppress_context = on;
    Ok(())
}
