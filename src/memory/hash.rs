//! Hashes of strings and bytes, and reading string keys without a VM.
//!
//! A hash is 32 bits, never 0 (which stands for "not computed" in the header), keyed by the heap's
//! seed. `hash(str)` is this number. Nothing here allocates or runs Python.

use super::header::{Kind, payload};
use super::heap::Heap;
use super::inline::Str;
use super::value::Value;
use std::hash::{BuildHasher, Hasher};

impl Heap {
    /// Hash of a text's or a bytes object's contents.
    pub fn hash_bytes(&self, bytes: &[u8]) -> u32 {
        let seed = self.hash_seed();
        // Any four fixed words do beside the seed: they only keep the lanes apart.
        let state = ahash::RandomState::with_seeds(
            seed ^ 0x243F_6A88_85A3_08D3,
            seed.rotate_left(32) ^ 0x1319_8A2E_0370_7344,
            0xA409_3822_299F_31D0,
            0x082E_FA98_EC4E_6C89,
        );
        let mut hasher = state.build_hasher();
        hasher.write(bytes);
        let hash = hasher.finish();
        ((hash ^ hash >> 32) as u32).max(1)
    }

    /// Hash of a string, remembered in it.
    #[inline(always)]
    pub fn hash_of(&self, s: &Str) -> u32 {
        match s.cached_hash() {
            0 => self.hash_fresh(s),
            hash => hash,
        }
    }

    #[cold]
    #[inline(never)]
    fn hash_fresh(&self, s: &Str) -> u32 {
        let hash = self.hash_bytes(s.bytes());
        s.set_cached_hash(hash);
        hash
    }

    /// Hash of an exact str; 0 for anything else.
    #[inline]
    pub fn hash_str(&self, v: &Value) -> u32 {
        exact_str(v).map_or(0, |s| self.hash_of(s))
    }
}

/// The string behind `v`, if it is a str and of no subclass.
#[inline(always)]
pub fn exact_str(v: &Value) -> Option<&Str> {
    let h = v.header()?;
    // SAFETY: H1: the kind tells the payload; `v` keeps the string alive while it is borrowed.
    // Strings never change but for appending in place to one with a single owner, which holds it
    // exclusively.
    h.is_exact(Kind::Str)
        .then(|| unsafe { &*payload::<Str>(h) })
}

/// Whether two strings have the same text; compares hashes first where both are known.
#[inline]
pub fn same_text(a: &Str, b: &Str) -> bool {
    if a.byte_len() != b.byte_len() || (a.is_interned() && b.is_interned()) {
        return std::ptr::eq(a, b);
    }
    let (x, y) = (a.cached_hash(), b.cached_hash());
    (x == y || x == 0 || y == 0) && a.bytes() == b.bytes()
}
