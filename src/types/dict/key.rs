//! Keys that need no Python: their hashes and their equality.
//!
//! A key is *simple* when its hash and its equality with other simple keys need no Python: exact str,
//! small int, inline float, None, True, False. Nothing here allocates.

use crate::memory::hash::{exact_str, same_text};
use crate::memory::heap::Heap;
use crate::memory::value::Value;
use crate::num::hash::{hash_f64, hash_i64};

/// `hash(None)`.
pub const HASH_NONE: i64 = 0xFCA8_6420;

/// The 32 bits of a Python hash that tables use: the low half, mixed with the high one where that
/// isn't zero.
#[inline(always)]
pub fn fold(hash: i64) -> u32 {
    let high = (hash as u64) >> 32;
    (hash as u32) ^ (high.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// Python's hash of a small int.
#[inline(always)]
pub fn hash_small(i: i64) -> i64 {
    // Nearly all ints are their own hash.
    if (-(1 << 60)..1 << 60).contains(&i) && i != -1 {
        i
    } else {
        hash_i64(i)
    }
}

/// Hash of a simple key; `None` for any other.
#[inline]
pub fn simple_hash(heap: &Heap, key: &Value) -> Option<u32> {
    if let Some(i) = key.as_small_int() {
        return Some(fold(hash_small(i)));
    }
    if let Some(f) = key.as_inline_float() {
        // Inline floats are no NaNs.
        return Some(fold(hash_f64(f).unwrap_or(0)));
    }
    if key.is_ptr() {
        return exact_str(key).map(|s| heap.hash_of(s));
    }
    match key.as_bool() {
        Some(b) => Some(b as u32),
        None if key.is_none() => Some(fold(HASH_NONE)),
        None => None,
    }
}

/// Whether [`simple_hash`] gives something.
#[inline]
pub fn is_simple(key: &Value) -> bool {
    key.is_int()
        || key.is_inline_float()
        || key.is_bool()
        || key.is_none()
        || exact_str(key).is_some()
}

/// Equality as far as it can be told without Python: identity, and simple keys.
#[inline]
pub fn quick_eq(a: &Value, b: &Value) -> Option<bool> {
    if a.is(b) {
        return Some(true);
    }
    if a.is_int() && b.is_int() {
        return Some(false);
    }
    if a.is_ptr() || b.is_ptr() {
        return match (exact_str(a), exact_str(b)) {
            (Some(x), Some(y)) => Some(same_text(x, y)),
            (Some(_), None) if !b.is_ptr() => Some(false),
            (None, Some(_)) if !a.is_ptr() => Some(false),
            _ => None,
        };
    }
    match (number(a), number(b)) {
        (Some(x), Some(y)) => Some(x == y),
        _ => Some(false),
    }
}

/// A number without a box.
#[derive(Clone, Copy)]
enum Number {
    Int(i64),
    Float(f64),
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        match (*self, *other) {
            (Number::Int(a), Number::Int(b)) => a == b,
            (Number::Float(a), Number::Float(b)) => a == b,
            // Exact: an i64 that survives the trip through f64 is that float.
            (Number::Int(i), Number::Float(f)) | (Number::Float(f), Number::Int(i)) => {
                i as f64 == f && (i as f64) as i128 == i as i128
            }
        }
    }
}

fn number(v: &Value) -> Option<Number> {
    if let Some(i) = v.as_small_int() {
        Some(Number::Int(i))
    } else if let Some(f) = v.as_inline_float() {
        Some(Number::Float(f))
    } else {
        v.as_bool().map(|b| Number::Int(b as i64))
    }
}
