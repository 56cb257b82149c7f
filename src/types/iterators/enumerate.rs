//! `enumerate`: pairs of a count and an item.

use crate::code::opcodes::BinOp;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::types::container::iter_self;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Item, Slots, TypeDef};
use crate::{methods, raise};

/// The payload.
pub struct Enumerate {
    pub it: Value,
    /// The next count, an int of any size.
    pub count: Value,
}

impl Payload for Enumerate {
    const KIND: Kind = Kind::Enumerate;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.it);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "enumerate",
    doc: "Iterator over (count, item) of an iterable; the first count is start.",
    kind: Kind::Enumerate,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        parts: Some(parts),
        new: Some(new),
        ..Slots::NONE
    },
    methods: METHODS,
    subclassable: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Return the generic alias cls[object].
    @classmethod "__class_getitem__(cls, object, /)" => crate::types::generic_alias::class_getitem;
}

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let n = args.args.len();
    if n > 2 {
        raise!(
            vm,
            TypeError,
            "enumerate() takes at most 2 arguments ({n} given)"
        );
    }
    let mut iterable = args.pos().first();
    let mut start = args.pos().get(1);
    for (name, value) in args.keywords() {
        let slot = match vm.text(name) {
            Some("iterable") if iterable.is_none() => &mut iterable,
            // `start` alone can't be meant.
            Some("start") if start.is_none() && (n == 2) => &mut start,
            _ => {
                let name = vm.text(name).unwrap_or("?").to_owned();
                raise!(
                    vm,
                    TypeError,
                    "'{name}' is an invalid keyword argument for enumerate()"
                );
            }
        };
        *slot = Some(value);
    }
    let Some(iterable) = iterable else {
        raise!(
            vm,
            TypeError,
            "enumerate() missing required argument 'iterable'"
        );
    };
    let count = match start {
        Some(start) => vm.index_plain(start)?,
        None => Value::ZERO,
    };
    let it = vm.iter(iterable)?;
    vm.alloc_as(cls, Enumerate { it, count })
}

fn parts(vm: &mut Vm, e: &Value) -> Res<Option<Item>> {
    let it = vm.of::<Enumerate>(e).it.clone();
    let Some(item) = vm.next(&it)? else {
        return Ok(None);
    };
    let count = vm.of::<Enumerate>(e).count.clone();
    let following = match count.as_small_int().and_then(|i| Value::small_int(i + 1)) {
        Some(v) => v,
        None => vm.binary(BinOp::Add, &count, &Value::ONE)?,
    };
    drop(std::mem::replace(
        &mut vm.of_mut::<Enumerate>(e).0.count,
        following,
    ));
    Ok(Some(Item::Pair(count, item)))
}

fn next(vm: &mut Vm, e: &Value) -> Res<Option<Value>> {
    match parts(vm, e)? {
        Some(item) => item.object(vm).map(Some),
        None => Ok(None),
    }
}
