//! `filter`: the items for which a function gives something true.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::raise;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};

/// The payload.
pub struct Filter {
    func: Value,
    it: Value,
}

impl Payload for Filter {
    const KIND: Kind = Kind::Filter;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.func);
        visit(&self.it);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "filter",
    doc: "Iterator over the items for which a function gives something true.\n\n\
          With None as the function, the items that are true themselves.",
    kind: Kind::Filter,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        new: Some(new),
        ..Slots::NONE
    },
    subclassable: true,
    ..TypeDef::OBJECT
};

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    if !args.names.is_empty() && cls.is(vm.class(T::Filter)) {
        raise!(vm, TypeError, "filter() takes no keyword arguments");
    }
    let [func, iterable] = args.pos() else {
        let n = args.pos().len();
        raise!(vm, TypeError, "filter expected 2 arguments, got {n}");
    };
    let it = vm.iter(iterable)?;
    vm.alloc_as(
        cls,
        Filter {
            func: func.clone(),
            it,
        },
    )
}

fn next(vm: &mut Vm, f: &Value) -> Res<Option<Value>> {
    let Filter { func, it } = vm.of::<Filter>(f);
    let (func, it) = (func.clone(), it.clone());
    // `bool` and None test the item itself.
    let direct = func.is_none() || func.is(vm.class(T::Bool));
    while let Some(item) = vm.next(&it)? {
        let keep = if direct {
            vm.truthy(&item)?
        } else {
            let verdict = vm.call(&func, std::slice::from_ref(&item))?;
            vm.truthy(&verdict)?
        };
        if keep {
            return Ok(Some(item));
        }
    }
    Ok(None)
}
