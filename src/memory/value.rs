//! [`Value`]: a Python reference in 8 bytes, self-tagged by its low bits.
//!
//! | low bits | meaning |
//! |---|---|
//! | `..00` | int of 62 bits, `word = i << 2` |
//! | `010` | counted pointer to an object's [`Header`], `word = address + 2` |
//! | `110` | special: None, False, True, NotImplemented, Ellipsis, unbound, … |
//! | odd | float: `word = (bits + (3 << 60)).rotate_left(3)` |
//!
//! Inline floats are those whose exponent (as stored, 11 bits) is below 0x100, in 0x300..0x500 or at
//! least 0x700: zeros and infinities, |x| in [2^-255, 2^257), and the very small and very large. The
//! others are boxed, and so are NaNs, whose identity decides `nan in [nan]`. Word 0 is the int 0, so zeroed memory is a valid array of
//! values.
//!
//! Invariants:
//! - V1: a pointer word points to a live object's header, 16-byte aligned, inside a pool; the
//!   `Value` owns one count of it (immortal objects are not counted).
//! - V2: values never cross VMs: whoever holds a `Value` holds it on behalf of the VM whose heap it
//!   is in. Crate code gets at object contents only through that VM (`Vm::get`, `Vm::edit`).
//!
//! `Drop` never allocates and never runs Python: finalizers are queued (`heap.rs`).

use super::header::{Header, IMMORTAL_BIT};
use std::marker::PhantomData;

/// A counted reference to a Python object, or a number or singleton itself.
///
/// Neither `Send` nor `Sync`: counts aren't atomic. A VM moves between threads as a whole.
#[repr(transparent)]
pub struct Value(u64, PhantomData<*mut Header>);

#[inline(always)]
const fn of(word: u64) -> Value {
    Value(word, PhantomData)
}

const TAG_PTR: u64 = 0b010;
const TAG_SPECIAL: u64 = 0b110;
const FLOAT_BIAS: u64 = 3 << 60;

/// Smallest and largest int that needs no box.
pub const INT_MIN: i64 = -(1 << 61);
pub const INT_MAX: i64 = (1 << 61) - 1;

const fn special(n: u64) -> u64 {
    n << 3 | TAG_SPECIAL
}

/// Words of the specials (comparing words keeps the tests `const`: values have a destructor).
mod word {
    use super::special;
    pub const NONE: u64 = special(0);
    pub const FALSE: u64 = special(1);
    pub const TRUE: u64 = special(2);
    pub const NOT_IMPLEMENTED: u64 = special(3);
    pub const ELLIPSIS: u64 = special(4);
    pub const UNBOUND: u64 = special(5);
    pub const OUT_OF_MEMORY: u64 = special(6);
    pub const STOPPED: u64 = special(7);
}

impl Value {
    pub const NONE: Value = of(word::NONE);
    pub const FALSE: Value = of(word::FALSE);
    pub const TRUE: Value = of(word::TRUE);
    pub const NOT_IMPLEMENTED: Value = of(word::NOT_IMPLEMENTED);
    pub const ELLIPSIS: Value = of(word::ELLIPSIS);
    /// An unbound variable, a missing argument, an empty slot. Never visible to scripts.
    pub const UNBOUND: Value = of(word::UNBOUND);
    /// As the content of `Raised`: memory ran out; turned into a MemoryError when it is caught.
    pub const OUT_OF_MEMORY: Value = of(word::OUT_OF_MEMORY);
    /// As the content of `Raised`: the run was stopped (fuel, interrupt by the host); no Python
    /// code may catch it.
    pub const STOPPED: Value = of(word::STOPPED);
    pub const ZERO: Value = of(0);
    pub const ONE: Value = of(1 << 2);

    /// The bits, for identity, hashing by identity and the loop.
    #[inline(always)]
    pub const fn word(&self) -> u64 {
        self.0
    }

    /// # Safety
    /// `word` must be a valid word and, if a pointer, carry a count which the result takes over.
    #[inline(always)]
    pub const unsafe fn from_word(word: u64) -> Value {
        of(word)
    }

    /// Takes over one count of `h`.
    ///
    /// # Safety
    /// `h` is a live object (V1) and the caller owns the count.
    #[inline(always)]
    pub unsafe fn from_header(h: *mut Header) -> Value {
        of(h as u64 | TAG_PTR)
    }

    /// A reference that shares `h`: adds a count.
    ///
    /// # Safety
    /// `h` is a live object (V1).
    #[inline(always)]
    pub unsafe fn share(h: *mut Header) -> Value {
        let v = std::mem::ManuallyDrop::new(of(h as u64 | TAG_PTR));
        (*v).clone()
    }

    // ---- tests ----

    #[inline(always)]
    pub const fn is_ptr(&self) -> bool {
        self.0 & 7 == TAG_PTR
    }
    #[inline(always)]
    pub const fn is_int(&self) -> bool {
        self.0 & 3 == 0
    }
    /// A float that is not boxed.
    #[inline(always)]
    pub const fn is_inline_float(&self) -> bool {
        self.0 & 1 != 0
    }
    #[inline(always)]
    pub const fn is_special(&self) -> bool {
        self.0 & 7 == TAG_SPECIAL
    }
    #[inline(always)]
    pub const fn is_none(&self) -> bool {
        self.0 == word::NONE
    }
    #[inline(always)]
    pub const fn is_unbound(&self) -> bool {
        self.0 == word::UNBOUND
    }
    #[inline(always)]
    pub const fn is_not_implemented(&self) -> bool {
        self.0 == word::NOT_IMPLEMENTED
    }
    #[inline(always)]
    pub const fn is_bool(&self) -> bool {
        self.0 == word::TRUE || self.0 == word::FALSE
    }
    /// Python's `is`.
    #[inline(always)]
    pub const fn is(&self, other: &Value) -> bool {
        self.0 == other.0
    }

    // ---- numbers ----

    /// An int, if it fits without a box.
    #[inline(always)]
    pub const fn small_int(i: i64) -> Option<Value> {
        if i >= INT_MIN && i <= INT_MAX {
            Some(of((i << 2) as u64))
        } else {
            None
        }
    }

    /// An int known to be small (lengths, indexes, bytes).
    ///
    /// Lengths and counts are far below 2^61, so the shift loses nothing.
    #[inline(always)]
    pub const fn int(i: i64) -> Value {
        debug_assert!(i >= INT_MIN && i <= INT_MAX);
        of((i << 2) as u64)
    }

    /// The int that is not boxed. Bools are not ints here.
    #[inline(always)]
    pub const fn as_small_int(&self) -> Option<i64> {
        if self.is_int() {
            Some((self.0 as i64) >> 2)
        } else {
            None
        }
    }

    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    #[inline(always)]
    pub const fn as_bool(&self) -> Option<bool> {
        if self.0 == word::TRUE {
            Some(true)
        } else if self.0 == word::FALSE {
            Some(false)
        } else {
            None
        }
    }

    /// A float, if it needs no box.
    #[inline(always)]
    pub const fn inline_float(f: f64) -> Option<Value> {
        let word = f.to_bits().wrapping_add(FLOAT_BIAS).rotate_left(3);
        if word & 1 != 0 && !f.is_nan() {
            Some(of(word))
        } else {
            None
        }
    }

    /// The float that is not boxed.
    #[inline(always)]
    pub const fn as_inline_float(&self) -> Option<f64> {
        if self.is_inline_float() {
            Some(f64::from_bits(
                self.0.rotate_right(3).wrapping_sub(FLOAT_BIAS),
            ))
        } else {
            None
        }
    }

    // ---- objects ----

    /// The header of the object this refers to.
    #[inline(always)]
    pub const fn header(&self) -> Option<&Header> {
        if self.is_ptr() {
            // SAFETY: V1: no object is at address 0. (Said so that `Some` needs no second test.)
            unsafe { std::hint::assert_unchecked(self.0 != TAG_PTR) };
            // SAFETY: V1: a pointer word points to a live header as long as `self` is borrowed.
            Some(unsafe { &*((self.0 - TAG_PTR) as *const Header) })
        } else {
            None
        }
    }

    /// The header's address; meaningful only for pointers.
    #[inline(always)]
    pub const fn header_ptr(&self) -> *mut Header {
        (self.0.wrapping_sub(TAG_PTR)) as *mut Header
    }

    /// Number of references to the object; `None` for what isn't counted.
    pub fn ref_count(&self) -> Option<u32> {
        let rc = self.header()?.rc.get();
        if rc & IMMORTAL_BIT != 0 {
            None
        } else {
            Some(rc)
        }
    }

    /// Gives up ownership without releasing the count.
    #[inline(always)]
    pub fn into_word(self) -> u64 {
        let w = self.0;
        std::mem::forget(self);
        w
    }

    /// Takes the value out, leaving [`Value::UNBOUND`].
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        std::mem::replace(self, Value::UNBOUND)
    }

    /// `None` for an unbound value.
    #[inline(always)]
    pub fn bound(&self) -> Option<&Value> {
        if self.is_unbound() { None } else { Some(self) }
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if let Some(h) = self.header() {
            let rc = h.rc.get();
            // Saturating: once the immortal bit is reached the object stays for ever.
            if rc & IMMORTAL_BIT == 0 {
                h.rc.set(rc + 1);
            }
        }
        of(self.0)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(h) = self.header() {
            let rc = h.rc.get();
            if rc & IMMORTAL_BIT == 0 {
                if rc == 1 {
                    // SAFETY: V1: this was the last count, nobody else can reach the object.
                    unsafe { super::release::release_last(self.header_ptr()) }
                } else {
                    h.rc.set(rc - 1);
                }
            }
        }
    }
}

impl Default for Value {
    fn default() -> Value {
        Value::UNBOUND
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(i) = self.as_small_int() {
            write!(f, "{i}")
        } else if let Some(x) = self.as_inline_float() {
            write!(f, "{x:?}")
        } else if let Some(h) = self.header() {
            write!(f, "<{:?} rc={}>", h.kind(), h.rc.get())
        } else {
            write!(f, "<special {}>", self.0 >> 3)
        }
    }
}

const _: () = assert!(size_of::<Value>() == 8);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints_round_trip_at_the_edges() {
        for i in [0, 1, -1, INT_MIN, INT_MAX, 12345, -98765] {
            let v = Value::small_int(i).unwrap();
            assert!(v.is_int() && !v.is_ptr() && !v.is_inline_float() && !v.is_special());
            assert_eq!(v.as_small_int(), Some(i));
        }
        assert!(Value::small_int(INT_MAX + 1).is_none());
        assert!(Value::small_int(INT_MIN - 1).is_none());
    }

    #[test]
    fn floats_are_inline_exactly_in_the_documented_range() {
        for f in [
            0.0,
            -0.0,
            1.0,
            -1.5,
            f64::INFINITY,
            f64::NEG_INFINITY,
            2f64.powi(-255),
            1e77,
        ] {
            let v = Value::inline_float(f).unwrap();
            assert!(v.is_inline_float() && !v.is_ptr() && !v.is_int());
            assert_eq!(v.as_inline_float().unwrap().to_bits(), f.to_bits());
        }
        for f in [1e-300, 1e300, f64::MIN_POSITIVE, f64::MAX, 5e-324, f64::MIN] {
            assert_eq!(Value::inline_float(f).unwrap().as_inline_float(), Some(f));
        }
        for f in [
            f64::NAN,
            -f64::NAN,
            1e-100,
            -1e100,
            2f64.powi(257),
            2f64.powi(-256),
        ] {
            assert!(Value::inline_float(f).is_none(), "{f}");
        }
    }

    #[test]
    fn random_patterns_decode_to_the_same_bits() {
        let mut x = 0x9E37_79B9_7F4A_7C15u64;
        for _ in 0..200_000 {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            if let Some(v) = Value::inline_float(f64::from_bits(x)) {
                assert_eq!(v.as_inline_float().unwrap().to_bits(), x);
            }
        }
    }

    #[test]
    fn specials_are_distinct_and_tagged() {
        let all = [
            Value::NONE,
            Value::FALSE,
            Value::TRUE,
            Value::NOT_IMPLEMENTED,
            Value::ELLIPSIS,
            Value::UNBOUND,
        ];
        for (i, a) in all.iter().enumerate() {
            assert!(a.is_special() && !a.is_ptr() && !a.is_int() && !a.is_inline_float());
            assert!(all[i + 1..].iter().all(|b| !a.is(b)));
        }
    }
}
