//! `super`: attributes as the classes behind a given one in the MRO of another have them. Without
//! arguments it takes `__class__` and the first argument from the running frame.

use crate::getset;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::raise;
use crate::types::cell::Cell;
use crate::types::code::CodeObject;
use crate::types::function::Function;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};

/// Looks attributes up behind a class in an object's MRO.
pub struct Super {
    /// The class to look behind.
    pub this_class: Value,
    /// The instance or class; unbound for an unbound super.
    pub obj: Value,
    /// The class whose MRO is used.
    pub obj_class: Value,
}

impl Payload for Super {
    const KIND: Kind = Kind::Super;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.this_class);
        f(&self.obj);
        f(&self.obj_class);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "super",
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
    kind: Kind::Super,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        get_attr: Some(get_attr),
        descr_get: Some(get),
        ..Slots::NONE
    },
    getset: GETSET,
    subclassable: true,
    ..TypeDef::OBJECT
};

getset! { GETSET;
    /// the class invoking super()
    "__thisclass__" => this_class;
    /// the instance invoking super(); may be None
    "__self__" => this;
    /// the type of the instance invoking super(); may be None
    "__self_class__" => self_class;
}

fn shown(v: &Value) -> Value {
    v.bound().cloned().unwrap_or(Value::NONE)
}

fn this_class(vm: &mut Vm, s: &Value) -> Res {
    Ok(vm.of::<Super>(s).this_class.clone())
}

fn this(vm: &mut Vm, s: &Value) -> Res {
    Ok(shown(&vm.of::<Super>(s).obj))
}

fn self_class(vm: &mut Vm, s: &Value) -> Res {
    Ok(shown(&vm.of::<Super>(s).obj_class))
}

fn new(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res {
    if !call.names.is_empty() {
        raise!(vm, TypeError, "super() takes no keyword arguments");
    }
    match call.args {
        [] => {
            let (c, o) = from_frame(vm)?;
            bound(vm, class, &c, &o)
        }
        [c] => {
            check_class(vm, c)?;
            let s = Super {
                this_class: c.clone(),
                obj: Value::UNBOUND,
                obj_class: Value::UNBOUND,
            };
            vm.alloc_as(class, s)
        }
        [c, o] => {
            check_class(vm, c)?;
            if o.is_none() {
                let s = Super {
                    this_class: c.clone(),
                    obj: Value::UNBOUND,
                    obj_class: Value::UNBOUND,
                };
                return vm.alloc_as(class, s);
            }
            bound(vm, class, c, o)
        }
        more => raise!(
            vm,
            TypeError,
            "super() expected at most 2 arguments, got {}",
            more.len()
        ),
    }
}

fn check_class(vm: &mut Vm, c: &Value) -> Res<()> {
    if vm.is_class(c) {
        return Ok(());
    }
    let t = vm.type_name(c).to_owned();
    raise!(vm, TypeError, "super() argument 1 must be a type, not {t}")
}

/// `__class__` and the first argument of the running method.
fn from_frame(vm: &mut Vm) -> Res<(Value, Value)> {
    let Some(f) = vm.running_function().cloned() else {
        raise!(vm, RuntimeError, "super(): no current frame");
    };
    let co = vm.of::<CodeObject>(&vm.of::<Function>(&f).code);
    if co.argcount == 0 {
        raise!(vm, RuntimeError, "super(): no arguments");
    }
    let at = co.code.freevars.iter().position(|n| &**n == "__class__");
    let obj = vm.first_argument();
    let obj = match vm.get::<Cell>(&obj) {
        Some(c) => c.value.clone(),
        None => obj,
    };
    if obj.is_unbound() {
        raise!(vm, RuntimeError, "super(): arg[0] deleted");
    }
    let Some(at) = at else {
        raise!(vm, RuntimeError, "super(): __class__ cell not found");
    };
    let cell = vm
        .items(&vm.of::<Function>(&f).closure)
        .and_then(|c| c.get(at))
        .cloned()
        .unwrap_or_default();
    match vm.get::<Cell>(&cell) {
        Some(c) if c.value.is_unbound() => {
            raise!(vm, RuntimeError, "super(): empty __class__ cell")
        }
        Some(c) => Ok((c.value.clone(), obj)),
        None => raise!(vm, RuntimeError, "super(): bad __class__ cell"),
    }
}

fn bound(vm: &mut Vm, class: &Value, c: &Value, o: &Value) -> Res {
    let obj_class = if vm.is_class(o) && vm.is_subtype(o, c) {
        o.clone()
    } else {
        let t = vm.type_of(o).clone();
        if !vm.is_subtype(&t, c) {
            // A proxy may say that it is of another class.
            let said = vm.try_attr(o, "__class__")?;
            match said {
                Some(s) if vm.is_class(&s) && vm.is_subtype(&s, c) => s,
                _ => {
                    let (x, y) = (vm.class_name(c).to_owned(), vm.type_name(o).to_owned());
                    let _ = x;
                    let what = if vm.is_class(o) { "type" } else { "instance" };
                    let name = if vm.is_class(o) {
                        vm.class_name(o).to_owned()
                    } else {
                        y
                    };
                    raise!(
                        vm,
                        TypeError,
                        "super(type, obj): obj ({what} of {name}) is not an instance or subtype of type ({}).",
                        vm_name(vm, c)
                    )
                }
            }
        } else {
            t
        }
    };
    vm.alloc_as(
        class,
        Super {
            this_class: c.clone(),
            obj: o.clone(),
            obj_class,
        },
    )
}

fn vm_name(vm: &Vm, c: &Value) -> String {
    vm.class_name(c).to_owned()
}

fn repr(vm: &mut Vm, s: &Value) -> Res {
    let p = vm.of::<Super>(s);
    let c = vm.class_name(&p.this_class).to_owned();
    if p.obj.is_unbound() {
        return vm.format(format_args!("<super: <class '{c}'>, NULL>"));
    }
    let o = vm.class_name(&p.obj_class).to_owned();
    vm.format(format_args!("<super: <class '{c}'>, <{o} object>>"))
}

fn get_attr(vm: &mut Vm, s: &Value, name: &Value) -> Res {
    let p = vm.of::<Super>(s);
    let (this_class, obj, obj_class) = (p.this_class.clone(), p.obj.clone(), p.obj_class.clone());
    if !obj.is_unbound()
        && vm.text(name) != Some("__class__")
        && let Some(v) = vm.lookup_behind(&obj_class, &this_class, name)?
    {
        let target = if obj.is(&obj_class) { None } else { Some(&obj) };
        return vm.bind_descriptor(&v, target, &obj_class);
    }
    vm.generic_get_attr(s, name)
}

fn get(vm: &mut Vm, s: &Value, obj: Option<&Value>, _: &Value) -> Res {
    let p = vm.of::<Super>(s);
    match obj {
        Some(o) if p.obj.is_unbound() && !o.is_none() => {
            let (c, class) = (p.this_class.clone(), vm.type_of(s).clone());
            bound(vm, &class, &c, o)
        }
        _ => Ok(s.clone()),
    }
}

impl Vm {
    /// `super(class, obj)`.
    pub(crate) fn super_of(&mut self, class: &Value, obj: &Value) -> Res {
        let t = self.class(T::Super).clone();
        bound(self, &t, class, obj)
    }

    /// Attribute `name` (interned) of the classes behind `behind` in the MRO of `class`.
    pub(crate) fn lookup_behind(
        &mut self,
        class: &Value,
        behind: &Value,
        name: &Value,
    ) -> Res<Option<Value>> {
        let mro = self.ty(class).mro.clone();
        let n = self.items(&mro).map_or(0, <[Value]>::len);
        let start = self
            .items(&mro)
            .unwrap_or_default()
            .iter()
            .position(|c| c.is(behind))
            .map_or(n, |i| i + 1);
        for i in start..n {
            let Some(c) = self.items(&mro).and_then(|m| m.get(i)).cloned() else {
                break;
            };
            if !self.ty(&c).has(crate::types::type_::DICT_READY) {
                self.fill_type_dict(&c)?;
            }
            if let Some(v) = self.dict_lookup_str(&self.ty(&c).dict, name) {
                return Ok(Some(v.clone()));
            }
        }
        Ok(None)
    }
}
