//! The `math` module, over `num`.
//!
//! `float.rs` has the functions of floats, `int.rs` those of ints, `sums.rs` those of iterables.

mod float;
mod int;
mod sums;

use super::ModuleDef;
use crate::memory::value::Value;
use crate::methods;
use crate::vm::Vm;
use crate::vm::error::Res;

pub static MODULE: ModuleDef = ModuleDef {
    name: "math",
    doc: "Mathematical functions of ints and floats, as the C library defines them.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, module: &Value) -> Res<()> {
    use std::f64::consts;
    let constants = [
        ("pi", consts::PI),
        ("e", consts::E),
        ("tau", consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    let dict = vm.module_dict(module);
    for (name, f) in constants {
        let (k, v) = (vm.intern(name)?, vm.float(f)?);
        vm.dict_store_str(&dict, &k, v)?;
    }
    Ok(())
}

methods! { pub FUNCTIONS;
    /// Arc cosine of x, in radians from 0 to pi.
    "acos(x, /)" => float::acos;
    /// Inverse hyperbolic cosine of x.
    "acosh(x, /)" => float::acosh;
    /// Arc sine of x, in radians from -pi/2 to pi/2.
    "asin(x, /)" => float::asin;
    /// Inverse hyperbolic sine of x.
    "asinh(x, /)" => float::asinh;
    /// Arc tangent of x, in radians from -pi/2 to pi/2.
    "atan(x, /)" => float::atan;
    /// Arc tangent of y/x in radians, in the quadrant that the signs of both tell.
    "atan2(y, x, /)" => float::atan2;
    /// Inverse hyperbolic tangent of x.
    "atanh(x, /)" => float::atanh;
    /// Cube root of x.
    "cbrt(x, /)" => float::cbrt;
    /// The smallest int that is at least x.
    "ceil(x, /)" => int::ceil;
    /// Number of ways to choose k items from n, without repetition and without order.
    "comb(n, k, /)" => int::comb;
    /// A float with the magnitude of x and the sign of y.
    "copysign(x, y, /)" => float::copysign;
    /// Cosine of x radians.
    "cos(x, /)" => float::cos;
    /// Hyperbolic cosine of x.
    "cosh(x, /)" => float::cosh;
    /// Angle x, given in radians, in degrees.
    "degrees(x, /)" => float::degrees;
    /// Euclidean distance of two points, given as iterables of coordinates.
    "dist(p, q, /)" => sums::dist;
    /// Error function at x.
    "erf(x, /)" => float::erf;
    /// Complementary error function at x.
    "erfc(x, /)" => float::erfc;
    /// e raised to the power x.
    "exp(x, /)" => float::exp;
    /// 2 raised to the power x.
    "exp2(x, /)" => float::exp2;
    /// exp(x)-1, accurate for small x.
    "expm1(x, /)" => float::expm1;
    /// Magnitude of x, as a float.
    "fabs(x, /)" => float::fabs;
    /// Product of the ints from 1 to n.
    "factorial(n, /)" => int::factorial;
    /// The largest int that is at most x.
    "floor(x, /)" => int::floor;
    /// x * y + z, rounded once.
    "fma(x, y, z, /)" => float::fma;
    /// Remainder of x / y with the sign of x.
    "fmod(x, y, /)" => float::fmod;
    /// Mantissa m and exponent e of x: x == m * 2**e, with the magnitude of m from 0.5 to 1.
    "frexp(x, /)" => float::frexp;
    /// Sum of floats, without the rounding of intermediate sums.
    "fsum(seq, /)" => sums::fsum;
    /// Gamma function at x.
    "gamma(x, /)" => float::gamma;
    /// Greatest common divisor.
    "gcd(*integers)" => int::gcd;
    /// Euclidean length of a vector.
    "hypot(*coordinates)" => sums::hypot;
    /// Whether two floats are close: within rel_tol of the larger, or within abs_tol.
    "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)" => float::isclose;
    /// Whether x is neither infinite nor NaN.
    "isfinite(x, /)" => float::isfinite;
    /// Whether x is infinite.
    "isinf(x, /)" => float::isinf;
    /// Whether x is a NaN.
    "isnan(x, /)" => float::isnan;
    /// Square root of n, rounded down to an int.
    "isqrt(n, /)" => int::isqrt;
    /// Least common multiple.
    "lcm(*integers)" => int::lcm;
    /// x * 2**i: the inverse of frexp.
    "ldexp(x, i, /)" => float::ldexp;
    /// Natural logarithm of the magnitude of gamma(x).
    "lgamma(x, /)" => float::lgamma;
    /// Logarithm of x to a base, e if left out.
    "log(x, base=<no value>, /)" => float::log;
    /// Logarithm of x to base 10.
    "log10(x, /)" => float::log10;
    /// Natural logarithm of 1+x, accurate for small x.
    "log1p(x, /)" => float::log1p;
    /// Logarithm of x to base 2.
    "log2(x, /)" => float::log2;
    /// Fraction and whole part of x, both with its sign.
    "modf(x, /)" => float::modf;
    /// The float after x, or steps floats on, towards y.
    "nextafter(x, y, /, *, steps=None)" => float::nextafter;
    /// Number of ways to choose k items from n in order, without repetition.
    "perm(n, k=None, /)" => int::perm;
    /// x raised to the power y.
    "pow(x, y, /)" => float::pow;
    /// Product of the items of an iterable and of start.
    "prod(iterable, /, *, start=1)" => sums::prod;
    /// Angle x, given in degrees, in radians.
    "radians(x, /)" => float::radians;
    /// Difference of x and the nearest multiple of y.
    "remainder(x, y, /)" => float::remainder;
    /// Sine of x radians.
    "sin(x, /)" => float::sin;
    /// Hyperbolic sine of x.
    "sinh(x, /)" => float::sinh;
    /// Square root of x.
    "sqrt(x, /)" => float::sqrt;
    /// Sum of the products of the items of two iterables.
    "sumprod(p, q, /)" => sums::sumprod;
    /// Tangent of x radians.
    "tan(x, /)" => float::tan;
    /// Hyperbolic tangent of x.
    "tanh(x, /)" => float::tanh;
    /// x without what is behind its point, by its __trunc__ method.
    "trunc(x, /)" => int::trunc;
    /// Value of the lowest bit of x.
    "ulp(x, /)" => float::ulp;
}
