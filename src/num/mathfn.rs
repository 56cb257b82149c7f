//! The functions of `math` on floats, with Python's errors.
//!
//! The elementary functions are the C library's, as in CPython; where Rust's
//! standard library has its own (`asinh`, `acosh`, `atanh`), the C library's
//! algorithm is followed instead, to agree to the bit. `cbrt` is rounded
//! correctly, as newer C libraries do it; older ones are off by a unit in the
//! last place in about half of all cases.

use super::NumError;
use super::bigint::{BigInt, bit_length, is_negative};
use super::int_float::{round_scaled, to_f64};
use std::f64::consts::LN_2;

pub const DOMAIN: NumError = NumError::Value("math domain error");
pub const RANGE: NumError = NumError::Overflow("math range error");

/// What an infinite result of a finite argument means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Infinite {
    Overflow,
    Singularity,
}

/// Judges the result of a function of one argument.
fn checked(x: f64, result: f64, infinite: Infinite) -> Result<f64, NumError> {
    if result.is_nan() && !x.is_nan() {
        return Err(DOMAIN);
    }
    if result.is_infinite() && x.is_finite() {
        return Err(match infinite {
            Infinite::Overflow => RANGE,
            Infinite::Singularity => DOMAIN,
        });
    }
    Ok(result)
}

macro_rules! unary {
    ($($name:ident: $function:expr, $infinite:ident;)*) => {
        $(
        /// The function of `math` with that name.
        pub fn $name(x: f64) -> Result<f64, NumError> {
            checked(x, $function(x), Infinite::$infinite)
        })*
    };
}

unary! {
    acos: f64::acos, Singularity;
    acosh: area_cosine, Singularity;
    asin: f64::asin, Singularity;
    asinh: area_sine, Singularity;
    atan: f64::atan, Singularity;
    atanh: area_tangent, Singularity;
    cbrt: f64::cbrt, Singularity;
    cos: f64::cos, Singularity;
    cosh: f64::cosh, Overflow;
    exp: f64::exp, Overflow;
    exp2: f64::exp2, Overflow;
    expm1: f64::exp_m1, Overflow;
    log1p: f64::ln_1p, Singularity;
    sin: f64::sin, Singularity;
    sinh: f64::sinh, Overflow;
    sqrt: f64::sqrt, Singularity;
    tan: f64::tan, Singularity;
    tanh: f64::tanh, Singularity;
}

/// Below this the area functions are their argument, above its inverse they
/// are logarithms.
const TINY: f64 = 1.0 / HUGE;
const HUGE: f64 = (1u64 << 28) as f64;

fn area_sine(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() || size < TINY {
        return x;
    }
    let result = if size > HUGE {
        size.ln() + LN_2
    } else if size > 2.0 {
        (2.0 * size + 1.0 / ((size * size + 1.0).sqrt() + size)).ln()
    } else {
        let square = size * size;
        (size + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    result.copysign(x)
}

fn area_cosine(x: f64) -> f64 {
    if x < 1.0 {
        f64::NAN
    } else if x > HUGE {
        x.ln() + LN_2
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let above = x - 1.0;
        (above + (2.0 * above + above * above).sqrt()).ln_1p()
    }
}

fn area_tangent(x: f64) -> f64 {
    let size = x.abs();
    if size < TINY {
        return x;
    }
    let double = size + size;
    let result = if size < 0.5 {
        0.5 * (double + double * size / (1.0 - size)).ln_1p()
    } else {
        0.5 * (double / (1.0 - size)).ln_1p()
    };
    result.copysign(x)
}

/// Which logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    Natural,
    Binary,
    Decimal,
}

impl Log {
    fn of(self, x: f64) -> f64 {
        match self {
            Self::Natural => x.ln(),
            Self::Binary => x.log2(),
            Self::Decimal => x.log10(),
        }
    }
}

/// `log`, `log2` or `log10` of a float.
pub fn log(which: Log, x: f64) -> Result<f64, NumError> {
    if x <= 0.0 {
        return Err(DOMAIN);
    }
    Ok(which.of(x))
}

/// `log`, `log2` or `log10` of an int, which may be larger than any float.
pub fn log_int(which: Log, x: &BigInt) -> Result<f64, NumError> {
    if x.is_zero() || is_negative(x) {
        return Err(DOMAIN);
    }
    match to_f64(x) {
        Ok(x) => Ok(which.of(x)),
        Err(_) => {
            let (mantissa, exponent) = frexp_int(x);
            Ok(which.of(mantissa) + which.of(2.0) * exponent as f64)
        }
    }
}

/// A positive int as `mantissa * 2**exponent` with a mantissa from 0.5 to 1.
pub fn frexp_int(x: &BigInt) -> (f64, usize) {
    let bits = bit_length(x);
    let kept = bits.min(62);
    let top: BigInt = x >> (bits - kept);
    let lost = bits > kept && (&top << (bits - kept)) != *x;
    let top = u64::try_from(&top).unwrap_or(0);
    let mantissa = round_scaled(top << 1 | u64::from(lost), -(kept as i64) - 1);
    if mantissa == 1.0 {
        (0.5, bits + 1)
    } else {
        (mantissa, bits)
    }
}

pub fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// `math.fmod`
pub fn fmod(x: f64, y: f64) -> Result<f64, NumError> {
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(DOMAIN);
    }
    Ok(result)
}

/// `math.remainder`: from the nearest multiple, halves from the even one.
pub fn remainder(x: f64, y: f64) -> Result<f64, NumError> {
    if x.is_nan() || y.is_nan() {
        return Ok(x + y);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(DOMAIN);
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (x_size, y_size) = (x.abs(), y.abs());
    let rest = x_size % y_size;
    let to_next = y_size - rest;
    let result = if rest < to_next {
        rest
    } else if rest > to_next {
        -to_next
    } else {
        // Halfway: by whether the quotient is even.
        rest - 2.0 * (0.5 * (x_size - rest) % y_size)
    };
    Ok(1f64.copysign(x) * result)
}

/// `math.pow`
pub fn pow(x: f64, y: f64) -> Result<f64, NumError> {
    if x.is_finite() && y.is_finite() {
        if x == 0.0 && y < 0.0 {
            return Err(DOMAIN);
        }
        let result = x.powf(y);
        if result.is_nan() {
            return Err(DOMAIN);
        }
        if result.is_infinite() {
            return Err(RANGE);
        }
        return Ok(result);
    }
    Ok(x.powf(y))
}

/// `math.frexp`
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let bits = x.to_bits();
    let biased = (bits >> 52 & 0x7ff) as i32;
    if biased == 0 {
        let (mantissa, exponent) = frexp(x * (1u64 << 54) as f64);
        return (mantissa, exponent - 54);
    }
    let mantissa = bits & !(0x7ff << 52) | 1022 << 52;
    (f64::from_bits(mantissa), biased - 1022)
}

/// `math.ldexp`; an exponent past an `i64` is given as the nearest `i64`.
pub fn ldexp(x: f64, exponent: i64) -> Result<f64, NumError> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let (mantissa, own) = frexp(x.abs());
    // The mantissa's 53 bits as an integer.
    let whole = (mantissa * (1u64 << 53) as f64) as u64;
    let exponent = exponent.saturating_add(i64::from(own)).saturating_sub(53);
    let result = round_scaled(whole, exponent.clamp(-10_000, 10_000));
    if result.is_infinite() {
        return Err(RANGE);
    }
    Ok(result.copysign(x))
}

/// `math.modf`: fraction and whole part.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0f64.copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// `math.fma`
pub fn fma(x: f64, y: f64, z: f64) -> Result<f64, NumError> {
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(NumError::Value("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(NumError::Overflow("overflow in fma"));
    }
    Ok(result)
}

/// `math.nextafter(x, y, steps=steps)`
pub fn nextafter(x: f64, y: f64, steps: u64) -> f64 {
    if steps == 0 || x.is_nan() {
        return x;
    }
    if y.is_nan() {
        return y;
    }
    if x == y {
        return y;
    }
    // Floats in the order of their values, zeros alike, as integers.
    let place = |value: f64| {
        let size = (value.to_bits() & !(1 << 63)) as i64;
        if value.is_sign_negative() {
            -size
        } else {
            size
        }
    };
    let (from, to) = (place(x), place(y));
    let distance = from.abs_diff(to);
    // One step to zero keeps the sign of the side it comes from.
    if steps >= distance && steps > 1 {
        return y;
    }
    let at = if from < to {
        from.wrapping_add_unsigned(steps)
    } else {
        from.wrapping_sub_unsigned(steps)
    };
    let magnitude = f64::from_bits(at.unsigned_abs());
    let negative = at < 0 || at == 0 && x < 0.0;
    if negative { -magnitude } else { magnitude }
}

/// `math.ulp`
pub fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if x.is_nan() || x.is_infinite() {
        return x;
    }
    let next = nextafter(x, f64::INFINITY, 1);
    if next.is_infinite() {
        return x - nextafter(x, f64::NEG_INFINITY, 1);
    }
    next - x
}

pub fn degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

pub fn radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

/// `math.isclose`
pub fn isclose(a: f64, b: f64, relative: f64, absolute: f64) -> Result<bool, NumError> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(NumError::Value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let distance = (b - a).abs();
    Ok(
        distance <= (relative * b).abs()
            || distance <= (relative * a).abs()
            || distance <= absolute,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from CPython 3.13.
    #[test]
    fn as_cpython_computes_them() {
        assert_eq!(acos(0.3), Ok(1.2661036727794992));
        assert_eq!(acosh(1.1), Ok(0.4435682543851154));
        assert_eq!(acosh(3.5), Ok(1.9248473002384139));
        assert_eq!(acosh(10000000000.0), Ok(23.7189981105004));
        assert_eq!(asin(0.7), Ok(0.775397496610753));
        assert_eq!(asinh(1e-09), Ok(1e-09));
        assert_eq!(asinh(0.5), Ok(0.48121182505960347));
        assert_eq!(asinh(-3.0), Ok(-1.8184464592320668));
        assert_eq!(asinh(1000000000000.0), Ok(28.32416829648849));
        assert_eq!(atan(2.0), Ok(1.1071487177940904));
        assert_eq!(atanh(0.1), Ok(0.10033534773107558));
        assert_eq!(atanh(-0.75), Ok(-0.9729550745276566));
        assert_eq!(cbrt(-27.0), Ok(-3.0));
        assert_eq!(cbrt(2.0), Ok(1.2599210498948732));
        assert_eq!(cos(1e+22), Ok(0.523214785395139));
        assert_eq!(cosh(3.3), Ok(13.574761044029561));
        assert_eq!(exp(1.7), Ok(5.4739473917272));
        assert_eq!(exp2(0.3), Ok(1.2311444133449163));
        assert_eq!(expm1(1e-05), Ok(1.0000050000166668e-05));
        assert_eq!(log1p(1e-05), Ok(9.999950000333332e-06));
        assert_eq!(sin(1e+22), Ok(-0.8522008497671888));
        assert_eq!(sinh(2.5), Ok(6.0502044810397875));
        assert_eq!(tan(1.5), Ok(14.101419947171719));
        assert_eq!(tanh(0.3), Ok(0.2913126124515909));
        assert_eq!(
            log_int(Log::Natural, &BigInt::from(10).pow(400)),
            Ok(921.0340371976182)
        );
        assert_eq!(log_int(Log::Decimal, &BigInt::from(10).pow(400)), Ok(400.0));
        assert_eq!(log_int(Log::Binary, &(BigInt::from(1) << 2000)), Ok(2000.0));
    }

    #[test]
    fn errors() {
        assert_eq!(sqrt(-1.0), Err(DOMAIN));
        assert_eq!(exp(1000.0), Err(RANGE));
        assert_eq!(sin(f64::INFINITY), Err(DOMAIN));
        assert_eq!(atanh(1.0), Err(DOMAIN));
        assert_eq!(log(Log::Natural, 0.0), Err(DOMAIN));
        assert_eq!(log1p(-1.0), Err(DOMAIN));
        assert_eq!(acosh(0.5), Err(DOMAIN));
        assert_eq!(ldexp(1.0, 1024), Err(RANGE));
        assert_eq!(pow(0.0, -1.0), Err(DOMAIN));
        assert_eq!(pow(-1.0, 0.5), Err(DOMAIN));
        assert_eq!(fmod(1.0, 0.0), Err(DOMAIN));
        assert_eq!(remainder(f64::INFINITY, 1.0), Err(DOMAIN));
        assert!(fma(f64::INFINITY, 0.0, 1.0).is_err() && fma(1e300, 1e300, 0.0).is_err());
    }

    #[test]
    fn parts_and_neighbours() {
        assert_eq!(frexp(-5e-324), (-0.5, -1073));
        assert_eq!(frexp(8.0), (0.5, 4));
        assert_eq!(ldexp(1.0, -1075), Ok(0.0));
        assert_eq!(ldexp(1.5, -1074), Ok(1e-323));
        assert_eq!(
            ldexp(-1.0, i64::MIN).map(f64::to_bits),
            Ok((-0.0f64).to_bits())
        );
        assert_eq!(modf(-3.25), (-0.25, -3.0));
        assert_eq!(remainder(5.0, 2.0), Ok(1.0));
        assert_eq!(remainder(7.0, 2.0), Ok(-1.0));
        assert_eq!(nextafter(1.0, 2.0, 1), 1.0000000000000002);
        assert_eq!(nextafter(0.0, -1.0, 2), -1e-323);
        assert_eq!(nextafter(1.0, f64::INFINITY, u64::MAX), f64::INFINITY);
        assert!(nextafter(-5e-324, 0.0, 1).is_sign_negative());
        assert_eq!(ulp(1.0), 2.220446049250313e-16);
        assert_eq!(ulp(f64::MAX), 1.99584030953472e292);
        assert_eq!(isclose(1.0, 1.0 + 1e-10, 1e-9, 0.0), Ok(true));
    }
}
