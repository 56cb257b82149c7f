//! Hashes of numbers, tuples and frozensets as Python defines them.
//!
//! Numbers that are equal hash alike, whatever their type: a number `p/q`
//! hashes to `p * q**-1` modulo the Mersenne prime 2**61 - 1. -1 is no hash
//! (it becomes -2).

use super::bigint::{BigInt, Sign, sign_words};
use super::int_float::decompose;

/// Bits of the modulus.
pub const BITS: u32 = 61;
/// `sys.hash_info.modulus`
pub const MODULUS: u64 = (1 << BITS) - 1;
/// `sys.hash_info.inf`
pub const INFINITY: i64 = 314_159;
/// `sys.hash_info.imag`
pub const IMAGINARY: u64 = 1_000_003;

fn finish(magnitude: u64, negative: bool) -> i64 {
    let hash = magnitude as i64;
    let hash = if negative { -hash } else { hash };
    if hash == -1 { -2 } else { hash }
}

pub fn hash_i64(value: i64) -> i64 {
    finish(value.unsigned_abs() % MODULUS, value < 0)
}

pub fn hash_int(value: &BigInt) -> i64 {
    let (sign, words) = sign_words(value);
    // 2**64 is 8 modulo 2**61 - 1.
    let residue = words.iter().rev().fold(0u64, |residue, &word| {
        let sum = u128::from(residue) * 8 + u128::from(word);
        (sum % u128::from(MODULUS)) as u64
    });
    finish(residue, sign == Sign::Negative)
}

/// `None` for a NaN, which hashes by identity.
pub fn hash_f64(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { INFINITY } else { -INFINITY });
    }
    let (mantissa, exponent) = decompose(value);
    // Multiplying by a power of two rotates the 61 bits.
    let by = exponent.rem_euclid(BITS as i32) as u32;
    let residue = mantissa % MODULUS;
    let rotated = (residue << by & MODULUS) | residue >> (BITS - by);
    Some(finish(rotated % MODULUS, value < 0.0))
}

/// From the hashes of both parts.
pub fn hash_complex(real: i64, imaginary: i64) -> i64 {
    let sum = (real as u64).wrapping_add(IMAGINARY.wrapping_mul(imaginary as u64));
    match sum as i64 {
        -1 => -2,
        hash => hash,
    }
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

/// A tuple's hash from its items' hashes (xxHash's round, one item a lane).
pub fn hash_tuple(items: impl Iterator<Item = i64>) -> i64 {
    let mut state = TupleHasher::new();
    items.for_each(|item| state.add(item));
    state.finish()
}

/// [`hash_tuple`] item by item, for a caller whose items' hashes may fail.
pub struct TupleHasher {
    state: u64,
    length: u64,
}

impl Default for TupleHasher {
    fn default() -> Self {
        Self::new()
    }
}

impl TupleHasher {
    pub fn new() -> Self {
        Self {
            state: PRIME_5,
            length: 0,
        }
    }

    pub fn add(&mut self, item: i64) {
        let lane = (item as u64).wrapping_mul(PRIME_2);
        let mixed = self.state.wrapping_add(lane).rotate_left(31);
        self.state = mixed.wrapping_mul(PRIME_1);
        self.length += 1;
    }

    pub fn finish(self) -> i64 {
        let length = self.length ^ PRIME_5 ^ 3_527_539;
        Self {
            state: self.state.wrapping_add(length),
            length: 0,
        }
        .finish_without_length()
    }

    /// As [`TupleHasher::finish`], for what always has as many items (slices).
    pub fn finish_without_length(self) -> i64 {
        match self.state as i64 {
            -1 => 1_546_275_796,
            hash => hash,
        }
    }
}

/// A frozenset's hash from its items' hashes, in any order.
pub fn hash_frozenset(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    let length = items.len() as u64;
    // Spreads the bits of neighbouring hashes before they are combined.
    let shuffle = |hash: u64| ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
    let mut hash = items.fold(0, |hash, item| hash ^ shuffle(item as u64));
    hash ^= length.wrapping_add(1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    match hash as i64 {
        -1 => 590_923_713,
        hash => hash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from CPython 3.13.
    #[test]
    fn as_cpython_hashes() {
        assert_eq!(hash_i64(-1), -2);
        assert_eq!(hash_i64(i64::MIN), -4);
        assert_eq!(hash_i64(MODULUS as i64), 0);
        let int = |text: &str| hash_int(&text.parse().unwrap());
        assert_eq!(
            int("100000000000000000000000000000000000000000"),
            49916784014012194
        );
        assert_eq!(
            int("-100000000000000000000000000000000000000000"),
            -49916784014012194
        );
        assert_eq!(int("-2305843009213693952"), -2);
        assert_eq!(hash_f64(0.1), Some(230584300921369408));
        assert_eq!(hash_f64(-1.0), Some(-2));
        assert_eq!(hash_f64(1e300), Some(1224995262755759164));
        assert_eq!(hash_f64(5e-324), Some(16777216));
        assert_eq!(hash_f64(f64::NEG_INFINITY), Some(-314159));
        assert_eq!(hash_f64(f64::NAN), None);
        assert_eq!(hash_complex(1, 2), 2000007);
        assert_eq!(hash_tuple([].into_iter()), 5740354900026072187);
        assert_eq!(hash_tuple([1, 2, 3].into_iter()), 529344067295497451);
        assert_eq!(hash_frozenset([].into_iter()), 133146708735736);
        assert_eq!(hash_frozenset([1, 2, 3].into_iter()), -272375401224217160);
    }
}
