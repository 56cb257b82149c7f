//! `object.__reduce_ex__` and `__getstate__`: how objects are taken apart to be copied or pickled.
//!
//! The functions that put them together again are Python's, in `copyreg`. All of this may run Python.

use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::raise;
use crate::types::native::NativeFunction;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// `object.__reduce_ex__(protocol)`.
pub fn reduce_ex(vm: &mut Vm, args: Args<'_>) -> Res {
    let this = &args[0];
    let protocol = vm.index_i64(&args[1])?;
    let class = vm.type_of(this).clone();
    let name = vm.intern("__reduce__")?;
    let own = vm.type_lookup(&class, &name)?;
    let object = vm.class(T::Object).clone();
    let usual = vm.type_lookup(&object, &name)?;
    match (own, usual) {
        (Some(a), Some(b)) if !a.is(&b) => vm.call_method(this, "__reduce__", &[]),
        _ => take_apart(vm, this, protocol),
    }
}

/// `object.__reduce__()`.
pub fn reduce(vm: &mut Vm, args: Args<'_>) -> Res {
    take_apart(vm, &args[0], 0)
}

/// `object.__getstate__()`.
pub fn getstate(vm: &mut Vm, args: Args<'_>) -> Res {
    default_state(vm, &args[0])
}

fn take_apart(vm: &mut Vm, this: &Value, protocol: i64) -> Res {
    // What is made of all its items again.
    let whole = match () {
        () if vm.is_a(this, T::Set) || vm.is_a(this, T::FrozenSet) => Some(T::List),
        () if vm.is_a(this, T::ByteArray) => Some(T::Bytes),
        () => None,
    };
    if let Some(t) = whole {
        let via = vm.class(t).clone();
        let items = vm.call(&via, std::slice::from_ref(this))?;
        let (class, items) = (vm.type_of(this).clone(), vm.tuple(&[items])?);
        let state = state_of(vm, this, true)?;
        return vm.tuple(&[class, items, state]);
    }
    let copyreg = vm.import_dotted("copyreg")?;
    if protocol < 2 {
        return vm.call_method(
            &copyreg,
            "_reduce_ex",
            &[this.clone(), Value::int(protocol)],
        );
    }
    let class = vm.type_of(this).clone();
    if vm.ty(&class).slots.new.is_none() {
        return Err(cannot(vm, this));
    }
    let mut parts = vec![class];
    let mut make = "__newobj__";
    let mut given = true;
    if let Some(f) = vm.try_attr(this, "__getnewargs_ex__")? {
        let r = vm.call(&f, &[])?;
        let pair = vm.items(&r).filter(|_| vm.is_a(&r, T::Tuple));
        let Some([pos, kw]) = pair else {
            let t = vm.type_name(&r).to_owned();
            raise!(
                vm,
                TypeError,
                "__getnewargs_ex__ should return a tuple of length 2, not '{t}'"
            );
        };
        let (pos, kw) = (pos.clone(), kw.clone());
        make = "__newobj_ex__";
        parts.extend([pos, kw]);
    } else if let Some(f) = vm.try_attr(this, "__getnewargs__")? {
        let r = vm.call(&f, &[])?;
        match vm.items(&r).filter(|_| vm.is_a(&r, T::Tuple)) {
            Some(items) => parts.extend(items.iter().cloned()),
            None => {
                let t = vm.type_name(&r).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "__getnewargs__ should return a tuple, not '{t}'"
                )
            }
        }
    } else if let Some(t) = value_type(vm, this) {
        // Its value is all that the builtin base's `__new__` needs.
        let base = vm.class(t).clone();
        let plain = vm.call(&base, std::slice::from_ref(this))?;
        parts.push(plain);
    } else {
        given = false;
    }
    let state = state_of(vm, this, given)?;
    let items = |vm: &mut Vm, t: T, view: Option<&str>| -> Res {
        if !vm.is_a(this, t) {
            return Ok(Value::NONE);
        }
        match view {
            None => vm.iter(this),
            Some(name) => {
                let view = vm.call_method(this, name, &[])?;
                vm.iter(&view)
            }
        }
    };
    let list_items = items(vm, T::List, None)?;
    let dict_items = items(vm, T::Dict, Some("items"))?;
    let make = vm.attr(&copyreg, make)?;
    let parts = vm.tuple(&parts)?;
    vm.tuple(&[make, parts, state, list_items, dict_items])
}

fn cannot(vm: &mut Vm, this: &Value) -> crate::vm::Raised {
    let t = vm.type_name(this).to_owned();
    vm.type_error(format_args!("cannot pickle '{t}' object"))
}

/// The builtin type whose value `this` is made of, if that is immutable.
fn value_type(vm: &Vm, this: &Value) -> Option<T> {
    [T::Int, T::Float, T::Complex, T::Str, T::Bytes, T::Tuple]
        .into_iter()
        .find(|&t| vm.is_a(this, t))
}

/// The state from a `__getstate__` of the class's own, or the usual one; `given`: constructor
/// arguments carry what a builtin base holds.
fn state_of(vm: &mut Vm, this: &Value, given: bool) -> Res {
    let f = vm.attr(this, "__getstate__")?;
    if vm.get::<NativeFunction>(&f).is_none() {
        return vm.call(&f, &[]);
    }
    let simple = match this.header() {
        Some(h) => matches!(
            h.kind(),
            Kind::Instance | Kind::Plain | Kind::List | Kind::Dict
        ),
        None => true,
    };
    if !given && !simple {
        return Err(cannot(vm, this));
    }
    default_state(vm, this)
}

/// The attributes: a dict or None, with those in slots as a pair with a second dict.
fn default_state(vm: &mut Vm, this: &Value) -> Res {
    let own = vm.instance_dict_view(this)?;
    let own = match own {
        Some(d) if vm.len(&d)? > 0 => d,
        _ => Value::NONE,
    };
    let class = vm.type_of(this).clone();
    if !vm.ty(&class).is_heap() {
        return Ok(own);
    }
    let copyreg = vm.import_dotted("copyreg")?;
    let names = vm.call_method(&copyreg, "_slotnames", &[class])?;
    let names = vm.collect(&names)?;
    let slots = vm.dict()?;
    for n in names.iter() {
        if let Some(v) = vm.try_attr_value(this, n)? {
            vm.set_item(&slots, n, &v)?;
        }
    }
    if vm.len(&slots)? == 0 {
        return Ok(own);
    }
    vm.tuple(&[own, slots])
}
