//! `_functools`: the native part of `functools`: `partial`, `reduce`, the cache behind `lru_cache`, and
//! the keys of `cmp_to_key`. The rest is in `python/functools.py`.

mod cache;
mod key;
mod partial;

pub use cache::{CACHE, Cache};
pub use key::{KEY, KeyWrapper};
pub use partial::{PARTIAL, Partial};

use super::ModuleDef;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_functools",
    doc: "Tools that operate on functions.",
    functions: FUNCTIONS,
    types: &[T::Partial, T::LruCache, T::KeyWrapper],
    init: None,
};

methods! { FUNCTIONS;
    /// Apply a function of two arguments cumulatively to the items of an iterable, from left to right.
    ///
    /// This effectively reduces the iterable to a single value.  If initial is present,
    /// it is placed before the items of the iterable in the calculation, and serves as
    /// a default when the iterable is empty.
    "reduce(function, iterable, initial=None, /)" => reduce;
    /// Convert a cmp= function into a key= function.
    "cmp_to_key(mycmp)" => key::cmp_to_key;
}

fn reduce(vm: &mut Vm, a: Args<'_>) -> Res {
    let it = match vm.iter(&a[1]) {
        Ok(it) => it,
        Err(e) if vm.caught(&e, T::TypeError) && vm.slots(&a[1]).iter.is_none() => {
            raise!(vm, TypeError, "reduce() arg 2 must support iteration")
        }
        Err(e) => return Err(e),
    };
    let mut total = match a.get(2) {
        Some(v) => v.clone(),
        None => match vm.next(&it)? {
            Some(v) => v,
            None => raise!(
                vm,
                TypeError,
                "reduce() of empty iterable with no initial value"
            ),
        },
    };
    while let Some(v) = vm.next(&it)? {
        total = vm.call(&a[0], &[total, v])?;
    }
    Ok(total)
}
