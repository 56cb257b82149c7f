//! What an integer operation needs, in bytes, before it starts.
//!
//! Each function bounds the result and the library's scratch memory together,
//! from the operands' sizes alone, so that the heap can refuse `1 << 10**12`
//! at once. A bound that does not fit a `u64` is saturated: no heap has it.
//! The figures were measured with a counting allocator on operands of 100 to
//! 3,000,000 bits, dashu-int 0.6.2; what remains when an operation has ended is
//! [`held`] by its result.

use super::bigint::{BigInt, bit_length};

/// Bytes of a value of so many bits, as the library stores it: values of two
/// words are inline, larger ones have an eighth and two words of slack.
pub fn value_bytes(bits: u64) -> u64 {
    match bits.div_ceil(64) {
        0..=2 => 0,
        words => words.saturating_add(words / 8 + 2).saturating_mul(8),
    }
}

/// Bytes that a value holds outside itself now.
pub fn held(value: &BigInt) -> u64 {
    value_bytes(bit_length(value) as u64)
}

fn bits(value: &BigInt) -> u64 {
    bit_length(value) as u64
}

/// A buffer for a value of so many bits, and for a carry into one more word.
fn buffer(bits: u64) -> u64 {
    value_bytes(bits.saturating_add(192))
}

/// Scratch of a product: eight times the shorter operand; from some hundred
/// words on a number theoretic transform of the product's length, rounded up
/// to a power of two, with 208 bytes a word.
fn product_scratch(shorter: u64, product: u64) -> u64 {
    const TRANSFORM_BITS: u64 = 1024 * 64;
    const BYTES_A_WORD: u64 = 208;
    let plain = buffer(shorter).saturating_mul(8);
    if shorter < TRANSFORM_BITS {
        return plain;
    }
    let length = product.div_ceil(64).checked_next_power_of_two();
    let transform = length.and_then(|length| length.checked_mul(BYTES_A_WORD));
    plain.saturating_add(transform.unwrap_or(u64::MAX))
}

/// `a + b`, `a - b`
pub fn add(a: &BigInt, b: &BigInt) -> u64 {
    buffer(bits(a).max(bits(b)))
}

/// `a & b`, `a | b`, `a ^ b`: negative operands are copied.
pub fn bitwise(a: &BigInt, b: &BigInt) -> u64 {
    add(a, b).saturating_mul(2)
}

/// `a * b`
pub fn mul(a: &BigInt, b: &BigInt) -> u64 {
    let (a, b) = (bits(a), bits(b));
    let product = a.saturating_add(b);
    buffer(product).saturating_add(product_scratch(a.min(b), product))
}

/// `a // b`, `a % b`, `divmod(a, b)`, `gcd(a, b)`, `a / b`: both results, a
/// copy of each operand, and the products that long division multiplies.
pub fn divmod(a: &BigInt, b: &BigInt) -> u64 {
    let longer = bits(a).max(bits(b)).saturating_add(64);
    let values = buffer(longer).saturating_mul(6);
    values.saturating_add(product_scratch(longer, longer))
}

/// `isqrt(value)`
pub fn isqrt(value: &BigInt) -> u64 {
    divmod(value, value)
}

/// `base ** exponent`
pub fn pow(base: &BigInt, exponent: u64) -> u64 {
    let result = bits(base).saturating_mul(exponent);
    let values = buffer(result).saturating_mul(6);
    values.saturating_add(product_scratch(result / 2 + 64, result))
}

/// `pow(base, exponent, modulus)`: a window of powers of the modulus' size.
pub fn pow_mod(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> u64 {
    let window = 1u64 << (1 + bits(exponent).max(1).ilog2() / 2).clamp(6, 12);
    let square = bits(modulus).saturating_mul(2).saturating_add(64);
    buffer(square)
        .saturating_mul(window)
        .saturating_add(product_scratch(bits(modulus), square))
        .saturating_add(divmod(base, modulus))
}

/// `value << by`
pub fn shl(value: &BigInt, by: u64) -> u64 {
    buffer(bits(value).saturating_add(by))
}

/// An int parsed from `digits` digits of a base up to 36.
pub fn parse(digits: u64, base: u32) -> u64 {
    let per_digit = u64::from(u32::BITS - base.leading_zeros());
    let result = digits.saturating_mul(per_digit);
    let values = buffer(result).saturating_mul(8);
    values.saturating_add(product_scratch(result / 2, result))
}

/// Printing: powers of the base and the split value, besides the text.
pub fn print(value: &BigInt) -> u64 {
    let bits = bits(value);
    let values = buffer(bits).saturating_mul(8);
    values.saturating_add(product_scratch(bits / 2, bits))
}

/// Digits of the value in decimal, at most one too many.
pub fn decimal_digits(value: &BigInt) -> u64 {
    // log10(2) is just below 30103 / 100000.
    let bits = u128::from(bits(value));
    u64::try_from(bits * 30_103 / 100_000 + 1).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_results_are_bounded_without_computing_them() {
        let two = BigInt::from(2);
        assert!(shl(&two, 1_000_000_000_000) > 125_000_000_000);
        assert_eq!(pow(&two, u64::MAX), u64::MAX);
        assert_eq!(value_bytes(128), 0);
        assert_eq!(held(&(BigInt::ONE << 128)), 40);
    }

    #[test]
    fn decimal_digits_are_at_most_one_too_many() {
        for exponent in [0, 1, 2, 5, 19, 20, 300, 4300, 5000] {
            let power = BigInt::from(10).pow(exponent);
            for value in [power.clone() - 1, power.clone(), power + 1] {
                let exact = value.to_string().len() as u64;
                let bound = decimal_digits(&value);
                assert!(exact <= bound && bound <= exact + 1, "10 ** {exponent}");
            }
        }
    }
}
