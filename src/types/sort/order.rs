//! Total orders of values that need no Python.
//!
//! A column of keys has a total order if all are of one [`Class`]. NaNs are boxed floats and belong
//! to no class, so they go the general way, where comparing contradicts itself.

use crate::memory::hash::exact_str;
use crate::memory::inline::{Tuple, exact_tuple};
use crate::memory::value::Value;
use smallvec::SmallVec;
use std::cmp::Ordering;

/// What the keys of a column have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    SmallInt,
    Float,
    /// Small ints, bools and inline floats, mixed.
    Number,
    Str,
}

impl Class {
    fn of(v: &Value) -> Option<Class> {
        if v.is_int() {
            Some(Class::SmallInt)
        } else if v.is_inline_float() {
            Some(Class::Float)
        } else if v.is_bool() {
            Some(Class::Number)
        } else {
            exact_str(v).map(|_| Class::Str)
        }
    }

    /// The class that holds both.
    fn join(self, other: Class) -> Option<Class> {
        match (self, other) {
            (a, b) if a == b => Some(a),
            (Class::Str, _) | (_, Class::Str) => None,
            _ => Some(Class::Number),
        }
    }

    #[inline]
    fn cmp(self, a: &Value, b: &Value) -> Ordering {
        match self {
            Class::SmallInt => (a.word() as i64).cmp(&(b.word() as i64)),
            Class::Float => cmp_floats(a, b),
            Class::Number => cmp_numbers(a, b),
            Class::Str => cmp_strs(a, b),
        }
    }
}

fn cmp_floats(a: &Value, b: &Value) -> Ordering {
    // Inline floats are no NaNs.
    a.as_inline_float()
        .partial_cmp(&b.as_inline_float())
        .unwrap_or(Ordering::Equal)
}

fn cmp_strs(a: &Value, b: &Value) -> Ordering {
    match (exact_str(a), exact_str(b)) {
        // WTF-8 orders as code points do.
        (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
        _ => Ordering::Equal,
    }
}

fn int_of(v: &Value) -> Option<i64> {
    v.as_small_int().or_else(|| v.as_bool().map(i64::from))
}

fn cmp_numbers(a: &Value, b: &Value) -> Ordering {
    match (int_of(a), int_of(b)) {
        (Some(x), Some(y)) => x.cmp(&y),
        (Some(x), None) => cmp_int_float(x, b.as_inline_float().unwrap_or(0.0)),
        (None, Some(y)) => cmp_int_float(y, a.as_inline_float().unwrap_or(0.0)).reverse(),
        (None, None) => cmp_floats(a, b),
    }
}

/// Exact comparison of an int and a float that is no NaN.
fn cmp_int_float(i: i64, f: f64) -> Ordering {
    // Small ints are below 2^62, so the float's integral part fits if it is in that range.
    const BOUND: f64 = (1u64 << 62) as f64;
    if f >= BOUND {
        return Ordering::Less;
    }
    if f <= -BOUND {
        return Ordering::Greater;
    }
    let whole = f.trunc();
    i.cmp(&(whole as i64))
        .then_with(|| 0.0.partial_cmp(&(f - whole)).unwrap_or(Ordering::Equal))
}

/// A total order of some keys.
pub(super) enum Order {
    SmallInts,
    Column(Single),
    /// Tuples: the class of each column.
    Tuples(SmallVec<[Single; 4]>),
}

/// The order of one column.
#[derive(Clone, Copy)]
pub(super) struct Single(Class);

impl Order {
    /// The keys' order; None when only `<` can tell.
    pub fn of(keys: &[Value]) -> Option<Order> {
        let first = keys.first()?;
        if let Some(tuple) = exact_tuple(first) {
            return tuples(tuple.items(), keys);
        }
        match class_of(keys.iter())? {
            Class::SmallInt => Some(Order::SmallInts),
            class => Some(Order::Column(Single(class))),
        }
    }

    #[inline]
    pub fn cmp(&self, a: &Value, b: &Value) -> Ordering {
        match self {
            Order::SmallInts => Class::SmallInt.cmp(a, b),
            Order::Column(Single(class)) => class.cmp(a, b),
            Order::Tuples(columns) => cmp_tuples(columns, a, b),
        }
    }
}

fn class_of<'a>(mut keys: impl Iterator<Item = &'a Value>) -> Option<Class> {
    let first = Class::of(keys.next()?)?;
    keys.try_fold(first, |class, key| class.join(Class::of(key)?))
}

/// Most columns for which looking through all tuples beforehand pays.
const MAX_COLUMNS: usize = 16;

fn tuples(first: &[Value], keys: &[Value]) -> Option<Order> {
    if first.len() > MAX_COLUMNS {
        return None;
    }
    let mut columns: SmallVec<[Single; 4]> = SmallVec::new();
    for v in first {
        columns.push(Single(Class::of(v)?));
    }
    for key in keys {
        let items = exact_tuple(key)?.items();
        if items.len() > MAX_COLUMNS {
            return None;
        }
        for (i, v) in items.iter().enumerate() {
            let class = Class::of(v)?;
            match columns.get_mut(i) {
                Some(column) => column.0 = column.0.join(class)?,
                None => columns.push(Single(class)),
            }
        }
    }
    Some(Order::Tuples(columns))
}

fn cmp_tuples(columns: &[Single], a: &Value, b: &Value) -> Ordering {
    let (a, b) = (tuple_items(a), tuple_items(b));
    for ((x, y), Single(class)) in a.iter().zip(b).zip(columns) {
        match class.cmp(x, y) {
            Ordering::Equal => {}
            o => return o,
        }
    }
    a.len().cmp(&b.len())
}

fn tuple_items(v: &Value) -> &[Value] {
    exact_tuple(v).map_or(&[], Tuple::items)
}
