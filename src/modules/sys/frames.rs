//! `sys._getframe`: the calls under way, as copies of what is known of them now.

use crate::memory::value::Value;
use crate::raise;
use crate::types::traceback::{self, Spot};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

fn depth_arg(vm: &mut Vm, a: &Args<'_>) -> Res<usize> {
    let n = a.get(0).map_or(Ok(0), |n| vm.index_i64(n))?;
    Ok(usize::try_from(n).unwrap_or(0))
}

pub fn get_frame(vm: &mut Vm, a: Args<'_>) -> Res {
    let depth = depth_arg(vm, &a)?;
    let Some(last) = vm.frame_count().checked_sub(depth + 1) else {
        raise!(vm, ValueError, "call stack is not deep enough");
    };
    let mut frame = Value::NONE;
    for i in 0..=last {
        vm.charge(1)?;
        let mut at: Spot = vm.frame_spot(i);
        vm.frame_locals(i, &mut at)?;
        frame = traceback::frame_object(vm, at, frame, Some(i))?;
    }
    Ok(frame)
}

pub fn get_frame_module_name(vm: &mut Vm, a: Args<'_>) -> Res {
    let depth = depth_arg(vm, &a)?;
    let Some(i) = vm.frame_count().checked_sub(depth + 1) else {
        return Ok(Value::NONE);
    };
    let at = vm.frame_spot(i);
    let globals = match vm.get::<crate::types::function::Function>(&at.func) {
        Some(f) => f.globals.clone(),
        None => return Ok(Value::NONE),
    };
    Ok(vm
        .dict_get_str(&globals, "__name__")?
        .unwrap_or(Value::NONE))
}
