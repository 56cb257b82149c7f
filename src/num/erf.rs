//! The error functions, by the rational approximations of Sun's fdlibm (which
//! explains them), summed in the order in which the C library sums them, so
//! that results agree with CPython's to the bit.

// The published decimals of the coefficients, which name their floats exactly.
#![allow(clippy::excessive_precision)]

/// `erf(1)` rounded to 29 bits.
const ERF_OF_1: f64 = 8.450_629_115_104_675e-1;
/// `2 / sqrt(pi) - 1`
const SLOPE: f64 = 1.283_791_670_955_125_9e-1;

/// Numerator and denominator, lowest power first.
type Rational = (&'static [f64], &'static [f64]);

/// `erf(x) / x - 1` in `x * x`, up to 0.84375.
#[rustfmt::skip]
const NEAR_0: Rational = (
    &[1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
      -5.77027029648944159157e-03, -2.37630166566501626084e-05],
    &[1.0, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
      1.32494738004321644526e-04, -3.96022827877536812320e-06],
);
/// `erf(x) - ERF_OF_1` in `x - 1`, up to 1.25.
#[rustfmt::skip]
const NEAR_1: Rational = (
    &[-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01,
      3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02,
      -2.16637559486879084300e-03],
    &[1.0, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
      1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02],
);
/// `ln(x * erfc(x)) + x * x + 0.5625` in `1 / (x * x)`, up to 1 / 0.35.
#[rustfmt::skip]
const MIDDLE: Rational = (
    &[-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
      -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02,
      -8.12874355063065934246e+01, -9.81432934416914548592e+00],
    &[1.0, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02,
      6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02,
      6.57024977031928170135e+00, -6.04244152148580987438e-02],
);
/// The same beyond it.
#[rustfmt::skip]
const TAIL: Rational = (
    &[-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01,
      -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03,
      -4.83519191608651397019e+02],
    &[1.0, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
      3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02,
      -2.24409524465858183362e+01],
);

/// A polynomial of at most ten terms, summed by pairs.
fn polynomial(x: f64, terms: &[f64]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let powers = [1.0, x2, x4, x4 * x2, x4 * x4];
    let pairs = terms.chunks(2).zip(powers);
    let weighted = pairs.map(|(pair, power)| match pair {
        [low, high] => power * (low + x * high),
        [low] => power * low,
        _ => 0.0,
    });
    weighted.reduce(|sum, term| sum + term).unwrap_or(0.0)
}

fn ratio(x: f64, (over, under): Rational) -> f64 {
    polynomial(x, over) / polynomial(x, under)
}

/// `erfc` of a magnitude from 1.25 up.
fn tail(size: f64) -> f64 {
    let part = if size < 1.0 / 0.35 { MIDDLE } else { TAIL };
    let exponent = ratio(1.0 / (size * size), part);
    // The square is exact for a half-length `high`.
    let high = f64::from_bits(size.to_bits() & !0xffff_ffff);
    let result = (-high * high - 0.5625).exp();
    result * ((high - size) * (high + size) + exponent).exp() / size
}

/// `math.erf`
pub fn erf(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x;
    }
    if size < 0.84375 {
        if size < 1.0 / (1u64 << 28) as f64 {
            // In sixteenfold size, not to lose bits of a subnormal.
            return if size < f64::MIN_POSITIVE * 64.0 {
                0.0625 * (16.0 * x + 16.0 * SLOPE * x)
            } else {
                x + SLOPE * x
            };
        }
        return x + x * ratio(x * x, NEAR_0);
    }
    let result = if size < 1.25 {
        ERF_OF_1 + ratio(size - 1.0, NEAR_1)
    } else if size < 6.0 {
        1.0 - tail(size)
    } else {
        1.0
    };
    result.copysign(x)
}

/// `math.erfc`
pub fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x;
    }
    if size < 0.84375 {
        if size < 1.0 / (1u64 << 56) as f64 {
            return 1.0 - x;
        }
        let y = ratio(x * x, NEAR_0);
        return if x < 0.25 {
            1.0 - (x + x * y)
        } else {
            0.5 - (x * y + (x - 0.5))
        };
    }
    if size < 1.25 {
        let beyond = ratio(size - 1.0, NEAR_1);
        return if x > 0.0 {
            (1.0 - ERF_OF_1) - beyond
        } else {
            1.0 + (ERF_OF_1 + beyond)
        };
    }
    match (x > 0.0, size) {
        (true, ..28.0) => tail(size),
        (true, _) => 0.0,
        (false, ..6.0) => 2.0 - tail(size),
        (false, _) => 2.0,
    }
}
