//! What the builtin containers and iterators share: writing reprs, reading constructor arguments,
//! slots that are the same everywhere.

use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::CallArgs;

/// `__iter__` of iterators.
pub fn iter_self(_: &mut Vm, it: &Value) -> Res {
    Ok(it.clone())
}

/// The optional argument of `list()`, `tuple()`, `set()` and the like. `keywords`: ignore keywords
/// (a subclass's business).
pub fn one_optional<'a>(
    vm: &mut Vm,
    name: &str,
    args: CallArgs<'a>,
    keywords: bool,
) -> Res<Option<&'a Value>> {
    if !args.names.is_empty() && !keywords {
        raise!(vm, TypeError, "{name}() takes no keyword arguments");
    }
    let pos = args.pos();
    if pos.len() > 1 {
        raise!(
            vm,
            TypeError,
            "{name} expected at most 1 argument, got {}",
            pos.len()
        );
    }
    Ok(pos.first())
}

/// The repr that `f` writes, or `inner` when the repr of `v` is under way already.
pub fn guarded(vm: &mut Vm, v: &Value, inner: &str, f: impl FnOnce(&mut Vm) -> Res) -> Res {
    match vm.repr_guard(v, f)? {
        Some(text) => Ok(text),
        None => vm.str(inner),
    }
}

/// Appends text while Python may run between the pieces.
#[derive(Default)]
pub struct Repr {
    text: Buf<u8>,
}

impl Repr {
    pub fn new() -> Repr {
        Repr::default()
    }

    pub fn push(&mut self, vm: &mut Vm, text: &str) -> Res<()> {
        Ok(self.text.extend_from_slice(vm.heap(), text.as_bytes())?)
    }

    /// Appends `repr(v)`.
    pub fn push_repr(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        let shown = vm.repr(v)?;
        Ok(self
            .text
            .extend_from_slice(vm.heap(), vm.of::<Str>(&shown).bytes())?)
    }

    /// Appends the reprs of what `item` gives for 0, 1, … until it gives None, with commas between;
    /// the container may change meanwhile. Gives the number of items.
    pub fn push_items(
        &mut self,
        vm: &mut Vm,
        mut item: impl FnMut(&mut Vm, usize) -> Option<Value>,
    ) -> Res<usize> {
        let mut n = 0;
        while let Some(v) = item(vm, n) {
            if n > 0 {
                self.push(vm, ", ")?;
            }
            vm.charge(1)?;
            self.push_repr(vm, &v)?;
            n += 1;
        }
        Ok(n)
    }

    /// The finished string.
    pub fn finish(self, vm: &mut Vm) -> Res {
        vm.str_wtf8(&self.text)
    }
}
