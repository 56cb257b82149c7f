//! Float arithmetic with Python's rules, where they differ from the machine's.

use super::NumError;
use super::bigint::BigInt;
use super::decimal::Decimal;
use super::int_float::decompose;
use crate::text::sink::{AsWrite, Short};
use std::fmt::Write;

/// `a / b`
pub fn divide(a: f64, b: f64) -> Result<f64, NumError> {
    if b == 0.0 {
        return Err(NumError::ZeroDivision("float division by zero"));
    }
    Ok(a / b)
}

/// Quotient rounded down and remainder with the divisor's sign; `b` is not 0.
fn floor_div_rem(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            quotient -= 1.0;
        }
    } else {
        rest = 0.0f64.copysign(b);
    }
    let floor = if quotient != 0.0 {
        let floor = quotient.floor();
        // The division may have rounded the quotient below an integer.
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        0.0f64.copysign(a / b)
    };
    (floor, rest)
}

/// `a // b`
pub fn floor_div(a: f64, b: f64) -> Result<f64, NumError> {
    if b == 0.0 {
        return Err(NumError::ZeroDivision("float floor division by zero"));
    }
    Ok(floor_div_rem(a, b).0)
}

/// `a % b`
pub fn modulo(a: f64, b: f64) -> Result<f64, NumError> {
    if b == 0.0 {
        return Err(NumError::ZeroDivision("float modulo by zero"));
    }
    Ok(floor_div_rem(a, b).1)
}

/// `divmod(a, b)`
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64), NumError> {
    if b == 0.0 {
        return Err(NumError::ZeroDivision("float divmod()"));
    }
    Ok(floor_div_rem(a, b))
}

/// What `base ** exponent` is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    Real(f64),
    /// A negative base to a fraction: the result is complex.
    Complex,
}

/// `base ** exponent`
pub fn pow(base: f64, exponent: f64) -> Result<Power, NumError> {
    if base == 0.0 && exponent < 0.0 {
        return Err(NumError::ZeroDivision(
            "0.0 cannot be raised to a negative power",
        ));
    }
    if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent.fract() != 0.0 {
        return Ok(Power::Complex);
    }
    let result = base.powf(exponent);
    if result.is_infinite() && base.is_finite() && exponent.is_finite() {
        return Err(NumError::Range);
    }
    Ok(Power::Real(result))
}

pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.floor() == value
}

/// `value.as_integer_ratio()`
pub fn integer_ratio(value: f64) -> Result<(BigInt, BigInt), NumError> {
    if value.is_nan() {
        return Err(NumError::Value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(NumError::Overflow(
            "cannot convert Infinity to integer ratio",
        ));
    }
    let (mantissa, exponent) = decompose(value);
    if mantissa == 0 {
        return Ok((BigInt::ZERO, BigInt::ONE));
    }
    let zeros = mantissa.trailing_zeros();
    let (odd, exponent) = (mantissa >> zeros, exponent + zeros as i32);
    let mut numerator = BigInt::from(odd);
    let mut denominator = BigInt::ONE;
    if exponent >= 0 {
        numerator <<= exponent as usize;
    } else {
        denominator <<= exponent.unsigned_abs() as usize;
    }
    if value < 0.0 {
        numerator = -numerator;
    }
    Ok((numerator, denominator))
}

/// `round(value, digits)`: to the nearest decimal of so many places, halves of
/// the exact value to even.
pub fn round(value: f64, digits: i64) -> Result<f64, NumError> {
    // Beyond these a float is its own rounding, or rounds to zero.
    const MOST: i64 = 323;
    const LEAST: i64 = -309;
    if !value.is_finite() || value == 0.0 || digits > MOST {
        return Ok(value);
    }
    if digits < LEAST {
        return Ok(0.0f64.copysign(value));
    }
    let magnitude = if digits >= 0 {
        parse_short(format_args!("{:.*}", digits as usize, value.abs()))
    } else {
        round_before_point(value, digits.unsigned_abs() as i32)
    };
    if magnitude.is_infinite() {
        return Err(NumError::Overflow("rounded value too large to represent"));
    }
    Ok(magnitude.copysign(value))
}

/// Rounds to a multiple of `10**places`.
fn round_before_point(value: f64, places: i32) -> f64 {
    let exact = Decimal::fixed(value, super::decimal::MAX_FRACTION);
    let kept = exact.point - places;
    let digits = exact.digits();
    let digit = |at: i32| {
        let at = usize::try_from(at).ok();
        at.and_then(|at| digits.get(at))
            .map_or(0, |digit| digit - b'0')
    };
    let rest_is_zero = |from: i32| {
        let from = usize::try_from(from).unwrap_or(0).min(digits.len());
        digits[from..].iter().all(|&digit| digit == b'0')
    };
    // Where no digit is kept the value is below half a unit, or 0.5 to 1 of it.
    if kept < 0 {
        return 0.0;
    }
    let next = digit(kept);
    let odd = digit(kept - 1) % 2 == 1;
    let up = next > 5 || next == 5 && (!rest_is_zero(kept + 1) || odd);
    let kept = &digits[..(kept as usize).min(digits.len())];
    let kept = std::str::from_utf8(kept).unwrap_or_default();
    // At most 309 digits: an exact integer that the parser then rounds once.
    let integer: BigInt = kept.parse().unwrap_or(BigInt::ZERO);
    parse_short(format_args!("{}e{places}", integer + i32::from(up)))
}

fn parse_short(text: std::fmt::Arguments) -> f64 {
    let mut buffer = Short::<700>::new();
    let _ = AsWrite(&mut buffer).write_fmt(text);
    let text = std::str::from_utf8(buffer.as_bytes()).unwrap_or_default();
    text.parse().unwrap_or(f64::NAN)
}

/// `round(value)`: to the nearest integer, halves to even.
pub fn round_to_integer(value: f64) -> Result<BigInt, NumError> {
    super::int_float::from_f64(value.round_ties_even())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from CPython 3.13.
    #[test]
    fn division() {
        assert_eq!(divmod(-7.5, 2.0), Ok((-4.0, 0.5)));
        assert_eq!(divmod(7.5, -2.0), Ok((-4.0, -0.5)));
        assert_eq!(divmod(1.0, 0.1), Ok((9.0, 0.09999999999999995)));
        assert_eq!(floor_div(-1.0, f64::INFINITY), Ok(-1.0));
        assert_eq!(modulo(-1.0, f64::INFINITY), Ok(f64::INFINITY));
        assert!(modulo(-4.0, 2.0).unwrap().is_sign_positive());
        assert!(modulo(4.0, -2.0).unwrap().is_sign_negative());
        assert!(floor_div(f64::INFINITY, 1.0).unwrap().is_nan());
        assert!(divmod(1.0, 0.0).is_err() && modulo(1.0, -0.0).is_err());
    }

    #[test]
    fn powers() {
        assert_eq!(pow(-8.0, 1.0 / 3.0), Ok(Power::Complex));
        assert_eq!(pow(10.0, 400.0), Err(NumError::Range));
        assert_eq!(pow(f64::NAN, 0.0), Ok(Power::Real(1.0)));
        assert_eq!(pow(-1.0, f64::INFINITY), Ok(Power::Real(1.0)));
        assert_eq!(pow(f64::NEG_INFINITY, 0.5), Ok(Power::Real(f64::INFINITY)));
        assert!(pow(0.0, -1.0).is_err() && pow(-0.0, -2.5).is_err());
    }

    #[test]
    fn rounding() {
        let cases = [
            (2.675, 2, 2.67),
            (0.5, 0, 0.0),
            (2.5, 0, 2.0),
            (1e22, -21, 1e22),
            (15.0, -1, 20.0),
            (25.0, -1, 20.0),
            (-5.0, -1, -0.0),
            (5.000001, -1, 10.0),
            (-55.5, -2, -100.0),
            (4.9, -1, 0.0),
            (1.7e308, -307, 1.7e308),
            (4.9e307, -308, 0.0),
            (6e307, -308, 1e308),
            (5e-324, 323, 0.0),
            (1.5e-323, 323, 1e-323),
        ];
        for (value, digits, expected) in cases {
            let rounded = round(value, digits).unwrap();
            assert_eq!(
                rounded.to_bits(),
                f64::to_bits(expected),
                "round({value}, {digits})"
            );
        }
        assert!(round(1.7e308, -308).is_err());
        assert_eq!(round_to_integer(-2.5), Ok(BigInt::from(-2)));
    }

    #[test]
    fn ratios() {
        assert_eq!(
            integer_ratio(-0.75),
            Ok((BigInt::from(-3), BigInt::from(4)))
        );
        assert_eq!(
            integer_ratio(1e23),
            Ok((BigInt::from(99999999999999991611392i128), BigInt::ONE))
        );
        assert!(integer_ratio(f64::NAN).is_err() && is_integer(-3.0) && !is_integer(f64::INFINITY));
    }
}
