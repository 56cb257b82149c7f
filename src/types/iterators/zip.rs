//! `zip`: tuples of one item of each iterable.

use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::raise;
use crate::types::container::iter_self;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::{CallArgs, Item, Slots, TypeDef};

/// The payload.
pub struct Zip {
    its: Buf<Value>,
    strict: bool,
}

impl Payload for Zip {
    const KIND: Kind = Kind::Zip;
    const TRACKED: bool = true;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.its.iter().for_each(visit);
    }
    fn extra_bytes(&self) -> usize {
        self.its.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "zip",
    doc: "Iterator over tuples with one item of each iterable, till the shortest ends.\n\n\
          With strict=True, ValueError if one ends before the others.",
    kind: Kind::Zip,
    slots: Slots {
        iter: Some(iter_self),
        next: Some(next),
        parts: Some(parts),
        new: Some(new),
        ..Slots::NONE
    },
    subclassable: true,
    ..TypeDef::OBJECT
};

fn new(vm: &mut Vm, cls: &Value, args: CallArgs<'_>) -> Res {
    let mut strict = false;
    if args.names.len() > 1 {
        let n = args.names.len();
        raise!(
            vm,
            TypeError,
            "zip() takes at most 1 keyword argument ({n} given)"
        );
    }
    for (name, value) in args.keywords() {
        if vm.text(name) != Some("strict") {
            let name = vm.text(name).unwrap_or("?").to_owned();
            raise!(
                vm,
                TypeError,
                "zip() got an unexpected keyword argument '{name}'"
            );
        }
        strict = vm.truthy(value)?;
    }
    let mut its = Buf::with_capacity(vm.heap(), args.pos().len())?;
    for v in args.pos() {
        let it = vm.iter(v)?;
        its.push(vm.heap(), it)?;
    }
    vm.alloc_as(cls, Zip { its, strict })
}

fn next(vm: &mut Vm, z: &Value) -> Res<Option<Value>> {
    match parts(vm, z)? {
        Some(item) => item.object(vm).map(Some),
        None => Ok(None),
    }
}

fn parts(vm: &mut Vm, z: &Value) -> Res<Option<Item>> {
    let zip = vm.of::<Zip>(z);
    let n = zip.its.len();
    if n == 0 {
        return Ok(None);
    }
    if n == 2 && !zip.strict {
        return next_pair(vm, z);
    }
    let mut items = Buf::with_capacity(vm.heap(), n)?;
    for i in 0..n {
        let Some(it) = vm.of::<Zip>(z).its.get(i).cloned() else {
            break;
        };
        match vm.next(&it)? {
            Some(v) => items.push(vm.heap(), v)?,
            None if vm.of::<Zip>(z).strict => return ended(vm, z, i).map(|()| None),
            None => return Ok(None),
        }
    }
    vm.tuple_of(items).map(|t| Some(Item::One(t)))
}

/// The commonest case without a buffer.
fn next_pair(vm: &mut Vm, z: &Value) -> Res<Option<Item>> {
    let [a, b] = vm.of::<Zip>(z).its.as_slice() else {
        return Ok(None);
    };
    let (a, b) = (a.clone(), b.clone());
    let Some(x) = vm.next(&a)? else {
        return Ok(None);
    };
    let Some(y) = vm.next(&b)? else {
        return Ok(None);
    };
    Ok(Some(Item::Pair(x, y)))
}

/// Strict, and iterable `i` has ended: it must not be shorter than those before it, and if it is the
/// first, none of the others may be longer.
fn ended(vm: &mut Vm, z: &Value, i: usize) -> Res<()> {
    if i > 0 {
        return Err(unequal(vm, i, "shorter"));
    }
    let its = Buf::from_slice(vm.heap(), &vm.of::<Zip>(z).its)?;
    for (i, it) in its.iter().enumerate().skip(1) {
        if vm.next(it)?.is_some() {
            return Err(unequal(vm, i, "longer"));
        }
    }
    Ok(())
}

#[cold]
fn unequal(vm: &mut Vm, i: usize, how: &str) -> Raised {
    let others = if i == 1 {
        "argument 1".to_owned()
    } else {
        format!("arguments 1-{i}")
    };
    vm.value_error(format_args!(
        "zip() argument {} is {how} than {others}",
        i + 1
    ))
}
