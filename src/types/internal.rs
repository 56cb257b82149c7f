//! Types of objects that scripts meet seldom or never: cells and slot arrays.

use crate::code::opcodes::CmpOp;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::cell::Cell;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};
use crate::{getset, raise};

/// Overflow storage of attributes; no script ever gets hold of one.
pub static SLOT_ARRAY: TypeDef = TypeDef {
    name: "slot_array",
    kind: Kind::SlotArray,
    ..TypeDef::OBJECT
};

pub static CELL: TypeDef = TypeDef {
    name: "cell",
    doc: "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and further attempts to access its cell_contents attribute will\n    raise a ValueError.",
    kind: Kind::Cell,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        cmp: Some(cmp),
        ..Slots::NONE
    },
    getset: GETSET,
    unhashable: true,
    ..TypeDef::OBJECT
};

getset! { GETSET;
    "cell_contents" => contents, set_contents;
}

fn new(vm: &mut Vm, _: &Value, call: CallArgs<'_>) -> Res {
    let (pos, _) = vm.bind("cell(contents=None, /)", call)?;
    let value = pos.first().cloned().unwrap_or_default();
    vm.alloc(T::Cell, Cell { value })
}

fn repr(vm: &mut Vm, c: &Value) -> Res {
    let id = vm.id(c);
    let inner = vm.of::<Cell>(c).value.clone();
    if inner.is_unbound() {
        return vm.format(format_args!("<cell at {id:#x}: empty>"));
    }
    let (t, i) = (vm.type_name(&inner).to_owned(), vm.id(&inner));
    vm.format(format_args!("<cell at {id:#x}: {t} object at {i:#x}>"))
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.get::<Cell>(a), vm.get::<Cell>(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (x, y) = (x.value.clone(), y.value.clone());
    if x.is_unbound() || y.is_unbound() {
        // Empty cells stand before full ones.
        let o = (!x.is_unbound()).cmp(&!y.is_unbound());
        return Ok(Value::bool(crate::vm::operator::ordered(op, o)));
    }
    vm.compare(op, &x, &y)
}

fn contents(vm: &mut Vm, c: &Value) -> Res {
    let v = vm.of::<Cell>(c).value.clone();
    if v.is_unbound() {
        raise!(vm, ValueError, "cell is empty");
    }
    Ok(v)
}

fn set_contents(vm: &mut Vm, c: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or_default();
    vm.of_mut::<Cell>(c).0.value = v;
    Ok(())
}
