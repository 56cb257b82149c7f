//! Int against float: conversion, exact comparison, true division.

use super::NumError;
use super::bigint::{BigInt, Sign, bit_length, is_negative, sign_words};
use dashu_base::{DivRem, UnsignedAbs};
use std::cmp::Ordering;

/// Bits of a float's mantissa.
const MANTISSA: i64 = 53;
/// The exponent of the smallest positive float.
const LEAST_EXPONENT: i64 = -1074;

/// The float nearest to the value, halves to even.
pub fn to_f64(value: &BigInt) -> Result<f64, NumError> {
    let bits = bit_length(value);
    let (sign, words) = sign_words(value);
    let magnitude = match words {
        [] => 0.0,
        [word] => *word as f64,
        _ => {
            // The top 64 bits, the lowest of which says whether more follow.
            let drop = bits - 64;
            let (skipped, shift) = (drop / 64, drop % 64);
            let low = words[skipped] >> shift;
            let high = match shift {
                0 => 0,
                _ => words[skipped + 1] << (64 - shift),
            };
            let lost = words[..skipped].iter().any(|&word| word != 0)
                || shift > 0 && words[skipped] << (64 - shift) != 0;
            round_scaled(low | high | u64::from(lost), drop as i64)
        }
    };
    if magnitude.is_infinite() {
        return Err(NumError::Overflow("int too large to convert to float"));
    }
    Ok(if sign == Sign::Negative {
        -magnitude
    } else {
        magnitude
    })
}

/// The float nearest to `mantissa * 2**exponent`, halves to even. A lowest bit
/// that stands for a lost rest is allowed from 55 significant bits on.
pub fn round_scaled(mantissa: u64, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = 64 - i64::from(mantissa.leading_zeros());
    let drop = (bits - MANTISSA).max(LEAST_EXPONENT - exponent).max(0);
    if drop > bits {
        return 0.0;
    }
    let kept = mantissa.checked_shr(drop as u32).unwrap_or(0);
    let rest = mantissa - kept.checked_shl(drop as u32).unwrap_or(0);
    let up = drop > 0 && {
        let half = 1u64 << (drop - 1);
        rest > half || rest == half && kept & 1 == 1
    };
    let kept = (kept + u64::from(up)) as f64;
    scale_exactly(kept, exponent + drop)
}

/// `value * 2**exponent` where the result is a float or past the largest.
fn scale_exactly(value: f64, exponent: i64) -> f64 {
    const STEP: i64 = 1000;
    let power = |exponent: i64| f64::from_bits(((1023 + exponent) as u64) << 52);
    let (mut value, mut exponent) = (value, exponent.clamp(-4 * STEP, 4 * STEP));
    while exponent > STEP {
        value *= power(STEP);
        exponent -= STEP;
    }
    while exponent < -STEP {
        value *= power(-STEP);
        exponent += STEP;
    }
    value * power(exponent)
}

/// Mantissa and exponent of a finite float: `mantissa * 2**exponent`.
pub fn decompose(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52 & 0x7ff) as i32 {
        0 => (fraction, LEAST_EXPONENT as i32),
        biased => (fraction | 1 << 52, biased - 1075),
    }
}

/// `int(value)`: rounds towards zero.
pub fn from_f64(value: f64) -> Result<BigInt, NumError> {
    if value.is_nan() {
        return Err(NumError::Value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(NumError::Overflow(
            "cannot convert float infinity to integer",
        ));
    }
    Ok(truncated(value))
}

fn truncated(value: f64) -> BigInt {
    let (mantissa, exponent) = decompose(value);
    let magnitude = if exponent >= 0 {
        BigInt::from(mantissa) << exponent as usize
    } else {
        BigInt::from(mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0))
    };
    if value < 0.0 { -magnitude } else { magnitude }
}

/// Compares exactly; `None` for a NaN.
pub fn compare(int: &BigInt, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let whole = truncated(float);
    let fraction = 0.0f64.partial_cmp(&(float - float.trunc()))?;
    Some(int.cmp(&whole).then(fraction))
}

/// `a / b`, correctly rounded.
pub fn true_divide(a: &BigInt, b: &BigInt) -> Result<f64, NumError> {
    if b.is_zero() {
        return Err(NumError::ZeroDivision("division by zero"));
    }
    let negative = is_negative(a) != is_negative(b);
    if a.is_zero() {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    let (a_bits, b_bits) = (bit_length(a) as i64, bit_length(b) as i64);
    let too_large = NumError::Overflow("integer division result too large for a float");
    if a_bits - b_bits > 1025 {
        return Err(too_large);
    }
    let magnitude = if a_bits - b_bits < LEAST_EXPONENT - 2 {
        0.0
    } else {
        // A quotient of 62 or 63 bits, and below it whether a rest remains.
        let exponent = a_bits - b_bits - 62;
        let (mut dividend, mut divisor) = (a.unsigned_abs(), b.unsigned_abs());
        if exponent >= 0 {
            divisor <<= exponent as usize;
        } else {
            dividend <<= exponent.unsigned_abs() as usize;
        }
        let (quotient, rest) = dividend.div_rem(divisor);
        let quotient = u64::try_from(&quotient).unwrap_or(u64::MAX);
        round_scaled(quotient << 1 | u64::from(!rest.is_zero()), exponent - 1)
    };
    if magnitude.is_infinite() {
        return Err(too_large);
    }
    Ok(if negative { -magnitude } else { magnitude })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> BigInt {
        text.parse().unwrap()
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn conversions() {
        assert_eq!(to_f64(&int("9007199254740993")), Ok(9007199254740992.0));
        assert_eq!(
            to_f64(&int("-36893488147419107329")),
            Ok(-3.689348814741911e19)
        );
        let largest = BigInt::from((1u64 << 54) - 1) << 970;
        assert!(to_f64(&largest).is_err());
        assert_eq!(to_f64(&(largest - 1)), Ok(f64::MAX));
        assert_eq!(from_f64(-1e23), Ok(int("-99999999999999991611392")));
        assert_eq!(from_f64(-0.9), Ok(BigInt::ZERO));
        assert!(from_f64(f64::NAN).is_err() && from_f64(f64::INFINITY).is_err());
    }

    #[test]
    fn comparisons() {
        use Ordering::{Equal, Greater, Less};
        let big = int("9007199254740993");
        assert_eq!(compare(&big, 9007199254740992.0), Some(Greater));
        assert_eq!(compare(&BigInt::from(3), 3.5), Some(Less));
        assert_eq!(compare(&BigInt::from(-3), -3.5), Some(Greater));
        assert_eq!(compare(&BigInt::ZERO, -0.0), Some(Equal));
        assert_eq!(compare(&big, f64::NAN), None);
        assert_eq!(
            compare(&BigInt::from(1).pow(9), f64::NEG_INFINITY),
            Some(Greater)
        );
    }

    #[test]
    fn true_division() {
        let ten = BigInt::from(10);
        assert_eq!(true_divide(&ten.pow(400), &(ten.pow(399) + 1)), Ok(10.0));
        assert_eq!(true_divide(&BigInt::ONE, &ten.pow(323)), Ok(1e-323));
        assert_eq!(true_divide(&BigInt::ONE, &ten.pow(324)), Ok(0.0));
        assert_eq!(true_divide(&int("-3"), &(BigInt::ONE << 1076)), Ok(-5e-324));
        assert_eq!(true_divide(&int("1"), &(BigInt::ONE << 1075)), Ok(0.0));
        assert!(true_divide(&ten.pow(400), &BigInt::ONE).is_err());
        assert!(true_divide(&BigInt::ONE, &BigInt::ZERO).is_err());
        assert!(
            true_divide(&BigInt::ZERO, &int("-5"))
                .unwrap()
                .is_sign_negative()
        );
    }
}
