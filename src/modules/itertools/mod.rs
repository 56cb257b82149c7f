//! `itertools`: iterators that are building blocks of others.
//!
//! Each iterator is a payload (`payload!`), a constructor and a `next`. A `next` takes what it needs
//! out of the payload before it runs other iterators, since those may call it again; after them it
//! looks at the payload anew.

mod combine;
mod endless;
mod group;
mod select;
mod tee;
mod window;

pub use combine::{Combinations, Permutations, Product, Replacements};
pub use endless::{Count, Cycle, Repeat};
pub use group::{GroupBy, Grouper};
pub use select::{Compress, Filtering, ISlice};
pub use tee::{Tee, TeeData};
pub use window::{Accumulate, Batched, Chain, PairWise, StarMap, ZipLongest};

pub use combine::{COMBINATIONS, PERMUTATIONS, PRODUCT, REPLACEMENTS};
pub use endless::{COUNT, CYCLE, REPEAT};
pub use group::{GROUPBY, GROUPER};
pub use select::{COMPRESS, DROPWHILE, FILTERFALSE, ISLICE, TAKEWHILE};
pub use tee::{TEE, TEE_DATA};
pub use window::{ACCUMULATE, BATCHED, CHAIN, PAIRWISE, STARMAP, ZIP_LONGEST};

use super::ModuleDef;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::methods;
use crate::types::container::iter_self;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{CallArgs, Slots, TypeDef};

pub static MODULE: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Iterators made of iterators, and endless ones.",
    functions: FUNCTIONS,
    types: &[
        T::ItAccumulate,
        T::ItBatched,
        T::ItChain,
        T::ItCombinations,
        T::ItReplacements,
        T::ItCompress,
        T::ItCount,
        T::ItCycle,
        T::ItDropWhile,
        T::ItFilterFalse,
        T::ItGroupBy,
        T::ItGrouper,
        T::ItISlice,
        T::ItPairWise,
        T::ItPermutations,
        T::ItProduct,
        T::ItRepeat,
        T::ItStarMap,
        T::ItTakeWhile,
        T::ItTee,
        T::ItTeeData,
        T::ItZipLongest,
    ],
    init: None,
};

methods! { FUNCTIONS;
    /// Returns a tuple of n independent iterators.
    "tee(iterable, n=2, /)" => tee::tee;
}

type New = fn(&mut Vm, &Value, CallArgs<'_>) -> Res;
type Next = fn(&mut Vm, &Value) -> Res<Option<Value>>;

/// The def of an iterator type of this module.
const fn iterator(
    name: &'static str,
    kind: Kind,
    doc: &'static str,
    new: Option<New>,
    next: Next,
) -> TypeDef {
    TypeDef {
        name,
        module: "itertools",
        doc,
        kind,
        slots: Slots {
            iter: Some(iter_self),
            next: Some(next),
            new,
            ..Slots::NONE
        },
        subclassable: true,
        lazy: true,
        ..TypeDef::OBJECT
    }
}

/// The only arguments of `name`, when its type takes no keywords.
fn positional<'a>(
    vm: &mut Vm,
    name: &str,
    args: CallArgs<'a>,
    min: usize,
    max: usize,
) -> Res<&'a [Value]> {
    use crate::raise;
    if !args.names.is_empty() {
        raise!(vm, TypeError, "{name}() takes no keyword arguments");
    }
    let n = args.pos().len();
    if n < min || n > max {
        let (bound, want) = match (min == max, n < min) {
            (true, _) => ("", min),
            (false, true) => ("at least ", min),
            (false, false) => ("at most ", max),
        };
        let s = if want == 1 { "" } else { "s" };
        raise!(
            vm,
            TypeError,
            "{name} expected {bound}{want} argument{s}, got {n}"
        );
    }
    Ok(args.pos())
}
