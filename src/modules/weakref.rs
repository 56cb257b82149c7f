//! `_weakref`: references, proxies and what is known of them. The containers and `finalize` are in
//! `python/weakref.py`.

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::methods;
use crate::types::registry::T;
use crate::types::weakref;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak references.",
    functions: FUNCTIONS,
    types: &[T::WeakRef, T::WeakProxy, T::WeakCallableProxy],
    init: Some(init),
};

methods! { FUNCTIONS;
    /// Create a proxy object that weakly references 'object'.
    ///
    /// 'callback', if given, is called with a reference to the
    /// proxy when it is about to be finalized.
    "proxy(object, callback=None, /)" => weakref::proxy;
    /// Return the number of weak references to 'object'.
    "getweakrefcount(object, /)" => count;
    /// Return a list of all weak reference objects pointing to 'object'.
    "getweakrefs(object, /)" => list;
}

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    let class = vm.class(T::WeakRef).clone();
    vm.dict_set_str(&d, "ref", &class)
}

fn count(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.int(vm.heap().weakrefs().count(&a[0]) as i64)
}

fn list(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.heap().weakrefs().count(&a[0]);
    let mut out = Buf::with_capacity(vm.heap(), n)?;
    // Shared objects only: no memory is needed while the table is read.
    vm.heap().weakrefs().for_each(&a[0], |r| {
        let _ = out.push_within(r);
    });
    vm.list(out)
}
