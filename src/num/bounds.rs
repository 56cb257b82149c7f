//! What an integer operation needs, in bytes, before it starts.
//!
//! Each function bounds the result and the library's scratch memory together,
//! from the operands' sizes alone, so that the heap can refuse `1 << 10**12`
//! at once. A bound that does not fit a `u64` is saturated: no heap has it.

use super::bigint::{BigInt, bit_length};

/// Bytes of a value of so many bits, as the library stores it: values of two
/// words are inline, larger ones have an eighth and two words of slack.
pub fn value_bytes(bits: u64) -> u64 {
    let words = bits.div_ceil(64);
    if words <= 2 {
        0
    } else {
        words.saturating_add(words / 8 + 2).saturating_mul(8)
    }
}

/// Bytes that a value holds outside itself now.
pub fn held(value: &BigInt) -> u64 {
    value_bytes(bit_length(value) as u64)
}

fn bits(value: &BigInt) -> u64 {
    bit_length(value) as u64
}

/// `a + b`, `a - b`, `a & b`, `a | b`, `a ^ b`.
pub fn add(a: &BigInt, b: &BigInt) -> u64 {
    value_bytes(bits(a).max(bits(b)).saturating_add(2))
}

/// `a * b`: the result; and while it is computed up to eight times the
/// shorter operand (number theoretic transform) or the result again.
pub fn mul(a: &BigInt, b: &BigInt) -> u64 {
    let result = value_bytes(bits(a).saturating_add(bits(b)));
    let scratch = value_bytes(bits(a).min(bits(b))).saturating_mul(8);
    result.saturating_add(scratch)
}

/// `a // b`, `a % b`, `divmod(a, b)`: both results and a copy of each operand.
pub fn divmod(a: &BigInt, b: &BigInt) -> u64 {
    value_bytes(bits(a).max(bits(b)).saturating_add(64)).saturating_mul(6)
}

/// `base ** exponent`: the result, and the scratch of its last squaring.
pub fn pow(base: &BigInt, exponent: u64) -> u64 {
    // A power of two's power is exact; others have at most this many bits.
    let result = value_bytes(bits(base).saturating_mul(exponent));
    result.saturating_mul(6)
}

/// `pow(base, exponent, modulus)`: a window of powers of the modulus' size.
pub fn pow_mod(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> u64 {
    let window = 1u64 << (1 + bits(exponent).max(1).ilog2() / 2).min(12);
    value_bytes(bits(modulus).saturating_mul(2).saturating_add(64))
        .saturating_mul(window)
        .saturating_add(divmod(base, modulus))
}

/// `value << by`
pub fn shl(value: &BigInt, by: u64) -> u64 {
    value_bytes(bits(value).saturating_add(by))
}

/// An int parsed from `digits` digits of a base up to 36, and the scratch.
pub fn parse(digits: u64, base: u32) -> u64 {
    let per_digit = u64::from(u32::BITS - base.leading_zeros());
    value_bytes(digits.saturating_mul(per_digit)).saturating_mul(8)
}

/// Printing: powers of the base and the split value, besides the text.
pub fn print(value: &BigInt) -> u64 {
    held(value).saturating_mul(8)
}

/// Digits of the value in decimal, at most one too many.
pub fn decimal_digits(value: &BigInt) -> u64 {
    // log10(2) is just below 30103 / 100000.
    let bits = u128::from(bits(value));
    (bits * 30_103 / 100_000 + 1) as u64
}
