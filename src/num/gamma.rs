//! `gamma` and `lgamma` by Lanczos' approximation.
//!
//! The approximation is Boost's for 53 bits (13 terms), evaluated in the order
//! CPython evaluates it, so that results agree to the bit.

use super::NumError;
use super::mathfn::{DOMAIN, RANGE};
use std::f64::consts::PI;

const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;
const LOG_PI: f64 = 1.144_729_885_849_400_2;

/// Numerator and denominator of the rational approximation, lowest first.
#[rustfmt::skip]
#[allow(clippy::excessive_precision)]
const TERMS: [(f64, f64); 13] = [
    (23531376880.410759688572007674451636754734846804940, 0.0),
    (42919803642.649098768957899047001988850926355848959, 39916800.0),
    (35711959237.355668049440185451547166705960488635843, 120543840.0),
    (17921034426.037209699919755754458931112671403265390, 150917976.0),
    (6039542586.3520280050642916443072979210699388420708, 105258076.0),
    (1439720407.3117216736632230727949123939715485786372, 45995730.0),
    (248874557.86205415651146038641322942321632125127801, 13339535.0),
    (31426415.585400194380614231628318205362874684987640, 2637558.0),
    (2876370.6289353724412254090516208496135991145378768, 357423.0),
    (186056.26539522349504029498971604569928220784236328, 32670.0),
    (8071.6720023658162106380029022722506138218516325024, 1925.0),
    (210.82427775157934587250973392071336271166969580291, 66.0),
    (2.5066282746310002701649081771338373386264310793408, 1.0),
];

/// Horner's scheme from whichever end keeps the powers small.
fn lanczos_sum(x: f64) -> f64 {
    let mut sums = (0.0, 0.0);
    if x < 5.0 {
        for &(over, under) in TERMS.iter().rev() {
            sums = (sums.0 * x + over, sums.1 * x + under);
        }
    } else {
        for &(over, under) in &TERMS {
            sums = (sums.0 / x + over, sums.1 / x + under);
        }
    }
    sums.0 / sums.1
}

/// `sin(pi * x)`, accurate for large `x`.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let sine = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    sine * 1f64.copysign(x)
}

/// `math.gamma`
pub fn gamma(x: f64) -> Result<f64, NumError> {
    // 23 is the last integer whose factorial's predecessor is exact.
    const LAST_EXACT: f64 = 23.0;
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    let whole = x == x.floor();
    if whole && x <= 0.0 {
        return Err(DOMAIN);
    }
    if whole && x <= LAST_EXACT {
        return Ok((2..x as u64).map(|factor| factor as f64).product());
    }
    let size = x.abs();
    let result = if size < 1e-20 {
        1.0 / x
    } else if size > 200.0 {
        if x < 0.0 {
            0.0 / sin_pi(x)
        } else {
            f64::INFINITY
        }
    } else {
        gamma_by_lanczos(x)
    };
    if result.is_infinite() {
        return Err(RANGE);
    }
    Ok(result)
}

fn gamma_by_lanczos(x: f64) -> f64 {
    let size = x.abs();
    let y = size + G_MINUS_HALF;
    // What rounding `y` lost.
    let lost = if size > G_MINUS_HALF {
        (y - size) - G_MINUS_HALF
    } else {
        (y - G_MINUS_HALF) - size
    };
    let correction = lost * G / y;
    // Large powers are taken in two steps, not to overflow early.
    let (power, steps) = if size < 140.0 {
        (y.powf(size - 0.5), 1)
    } else {
        (y.powf(size / 2.0 - 0.25), 2)
    };
    if x < 0.0 {
        let mut result = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        result -= correction * result;
        (0..steps).fold(result, |result, _| result / power)
    } else {
        let mut result = lanczos_sum(size) / y.exp();
        result += correction * result;
        (0..steps).fold(result, |result, _| result * power)
    }
}

/// `math.lgamma`: the logarithm of gamma's magnitude.
pub fn lgamma(x: f64) -> Result<f64, NumError> {
    if x.is_nan() {
        return Ok(x);
    }
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(DOMAIN) } else { Ok(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut result = lanczos_sum(size).ln() - G;
    result += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = LOG_PI - sin_pi(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() {
        return Err(RANGE);
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::erf::{erf, erfc};

    /// Recorded from CPython 3.13.
    #[test]
    fn as_cpython_computes_them() {
        let cases = [
            (
                0.5,
                Ok(1.7724538509055159),
                Ok(0.5723649429247004),
                0.5204998778130465,
                0.4795001221869535,
            ),
            (
                -0.5,
                Ok(-3.544907701811032),
                Ok(1.265512123484645),
                -0.5204998778130465,
                1.5204998778130465,
            ),
            (
                2.25,
                Ok(1.1330030963193463),
                Ok(0.12487171489239657),
                0.9985372834133188,
                0.0014627165866811518,
            ),
            (
                -3.7,
                Ok(0.25164399590242265),
                Ok(-1.3797399049658248),
                -0.9999998328489421,
                1.9999998328489421,
            ),
            (
                10.0,
                Ok(362880.0),
                Ok(12.801827480081467),
                1.0,
                2.088487583762545e-45,
            ),
            (
                23.0,
                Ok(1.1240007277776077e+21),
                Ok(48.47118135183522),
                1.0,
                4.441265948088058e-232,
            ),
            (
                24.0,
                Ok(2.585201673888497e+22),
                Ok(51.60667556776438),
                1.0,
                1.6489825831519335e-252,
            ),
            (
                50.5,
                Ok(4.29046291235196e+63),
                Ok(146.5192554907206),
                1.0,
                0.0,
            ),
            (
                -50.5,
                Ok(-1.449954393907748e-65),
                Ok(-149.29649894115252),
                -1.0,
                2.0,
            ),
            (
                141.3,
                Ok(5.936796456547239e+241),
                Ok(556.7041770823763),
                1.0,
                0.0,
            ),
            (
                171.5,
                Ok(9.483367566824801e+307),
                Ok(709.1431630309282),
                1.0,
                0.0,
            ),
            (172.0, Err(RANGE), Ok(711.71472580229), 1.0, 0.0),
            (
                -170.25,
                Ok(-1.6938387496514194e-307),
                Ok(-706.3666261465806),
                -1.0,
                2.0,
            ),
            (
                1e-21,
                Ok(1.0000000000000001e+21),
                Ok(48.35428695287496),
                1.1283791670955125e-21,
                1.0,
            ),
            (
                -2.0,
                Err(DOMAIN),
                Err(DOMAIN),
                -0.9953222650189527,
                1.9953222650189528,
            ),
            (1e+20, Err(RANGE), Ok(4.5051701859880917e+21), 1.0, 0.0),
            (
                0.1,
                Ok(9.513507698668732),
                Ok(2.2527126517342055),
                0.1124629160182849,
                0.8875370839817152,
            ),
            (
                1e-300,
                Ok(9.999999999999999e+299),
                Ok(690.7755278982137),
                1.1283791670955126e-300,
                1.0,
            ),
        ];
        for (x, gamma_of, lgamma_of, erf_of, erfc_of) in cases {
            let bits = |value: Result<f64, NumError>| value.ok().map(f64::to_bits);
            assert_eq!(bits(gamma(x)), bits(gamma_of), "gamma({x})");
            assert_eq!(bits(lgamma(x)), bits(lgamma_of), "lgamma({x})");
            assert_eq!(erf(x).to_bits(), f64::to_bits(erf_of), "erf({x})");
            assert_eq!(erfc(x).to_bits(), f64::to_bits(erfc_of), "erfc({x})");
        }
    }
}
