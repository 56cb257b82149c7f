//! Integers of any size with Python's rules.
//!
//! Addition, subtraction, multiplication and `& | ^ !` (two's complement) are
//! `BigInt`'s own operators. What is here rounds, checks or fails as Python
//! does. The callers handle machine-word integers themselves.

use super::NumError;
use dashu_base::{Abs, BitTest, DivRem, Gcd, SquareRoot, UnsignedAbs};
use dashu_int::fast_div::ConstDivisor;
use dashu_int::modular::Reduced;
use dashu_int::{IBig, UBig};

/// A signed integer of any size.
pub type BigInt = IBig;

pub use dashu_base::Sign;

pub fn is_negative(value: &BigInt) -> bool {
    value.sign() == Sign::Negative
}

/// The magnitude as 64-bit words, least significant first, and the sign.
pub fn sign_words(value: &BigInt) -> (Sign, &[u64]) {
    value.as_sign_words()
}

/// Quotient rounded down and remainder with the divisor's sign.
fn floor_div_rem(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let (quotient, rest): (BigInt, BigInt) = a.div_rem(b);
    if !rest.is_zero() && is_negative(&rest) != is_negative(b) {
        (quotient - 1, rest + b)
    } else {
        (quotient, rest)
    }
}

const BY_ZERO: NumError = NumError::ZeroDivision("integer division or modulo by zero");
const MODULO_ZERO: NumError = NumError::ZeroDivision("integer modulo by zero");

/// `a // b`
pub fn floor_div(a: &BigInt, b: &BigInt) -> Result<BigInt, NumError> {
    divmod(a, b).map(|(quotient, _)| quotient)
}

/// `a % b`
pub fn modulo(a: &BigInt, b: &BigInt) -> Result<BigInt, NumError> {
    if b.is_zero() {
        return Err(MODULO_ZERO);
    }
    let rest = a % b;
    if !rest.is_zero() && is_negative(&rest) != is_negative(b) {
        return Ok(rest + b);
    }
    Ok(rest)
}

/// `divmod(a, b)`
pub fn divmod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt), NumError> {
    if b.is_zero() {
        return Err(BY_ZERO);
    }
    Ok(floor_div_rem(a, b))
}

/// `base ** exponent` for an exponent that is not negative. One that does not
/// fit a word overflows unless the base is -1, 0 or 1; [`super::bounds::pow`]
/// tells the size beforehand.
pub fn pow(base: &BigInt, exponent: &BigInt) -> Result<BigInt, NumError> {
    if base.is_zero() || base.is_one() {
        return Ok(if exponent.is_zero() {
            BigInt::ONE
        } else {
            base.clone()
        });
    }
    if *base == BigInt::NEG_ONE {
        let odd = exponent.bit(0);
        return Ok(if odd { BigInt::NEG_ONE } else { BigInt::ONE });
    }
    match usize::try_from(exponent) {
        Ok(exponent) => Ok(base.pow(exponent)),
        Err(_) => Err(NumError::Overflow("too many digits in integer")),
    }
}

/// `pow(base, exponent, modulus)`. It may take long: `None` once `give_up` says so, which is asked
/// every few multiplications.
pub fn pow_mod(
    base: &BigInt,
    exponent: &BigInt,
    modulus: &BigInt,
    give_up: &dyn Fn() -> bool,
) -> Result<Option<BigInt>, NumError> {
    if modulus.is_zero() {
        return Err(NumError::Value("pow() 3rd argument cannot be 0"));
    }
    let magnitude: UBig = modulus.unsigned_abs();
    // Modulo one all is zero, and everything has an inverse.
    if magnitude.is_one() {
        return Ok(Some(BigInt::ZERO));
    }
    let ring = ConstDivisor::new(magnitude);
    let mut reduced = ring.reduce(base.clone());
    if is_negative(exponent) {
        let failed = NumError::Value("base is not invertible for the given modulus");
        reduced = reduced.inv().ok_or(failed)?;
    }
    let power: UBig = exponent.unsigned_abs();
    let raised = match power.bit_len().saturating_mul(bit_length(modulus)) {
        0..LONG_POWER => reduced.pow(&power),
        _ => match windowed_power(&ring, reduced, &power, give_up) {
            Some(raised) => raised,
            None => return Ok(None),
        },
    };
    let residue = BigInt::from(raised.residue());
    if is_negative(modulus) && !residue.is_zero() {
        return Ok(Some(residue + modulus));
    }
    Ok(Some(residue))
}

/// Bits of the exponent times bits of the modulus from which on a power is worked off here, piece by
/// piece, instead of by the library.
const LONG_POWER: usize = 1 << 22;

/// `base ** power` by windows of the exponent, from the highest bits on: for each window as many
/// squares as it has bits, and one product with a power from a table.
fn windowed_power<'r>(
    ring: &'r ConstDivisor,
    base: Reduced<'r>,
    power: &UBig,
    give_up: &dyn Fn() -> bool,
) -> Option<Reduced<'r>> {
    const WINDOW: usize = 5;
    let mut table = Vec::with_capacity(1 << WINDOW);
    table.push(ring.reduce(1u8));
    for i in 1..1 << WINDOW {
        if give_up() {
            return None;
        }
        table.push(&table[i - 1] * &base);
    }
    let mut result = ring.reduce(1u8);
    for window in (0..power.bit_len().div_ceil(WINDOW)).rev() {
        if give_up() {
            return None;
        }
        let mut digit = 0;
        for bit in (0..WINDOW).rev() {
            result = result.sqr();
            digit = digit << 1 | usize::from(power.bit(window * WINDOW + bit));
        }
        if digit != 0 {
            result *= &table[digit];
        }
    }
    Some(result)
}

/// A shift distance: negative ones fail, ones past a word are `None`.
fn distance(by: &BigInt) -> Result<Option<usize>, NumError> {
    if is_negative(by) {
        return Err(NumError::Value("negative shift count"));
    }
    Ok(usize::try_from(by).ok())
}

/// `value << by`; [`super::bounds::shl`] tells the size beforehand.
pub fn shl(value: &BigInt, by: &BigInt) -> Result<BigInt, NumError> {
    match distance(by)? {
        _ if value.is_zero() => Ok(BigInt::ZERO),
        Some(by) if by <= usize::MAX / 2 => Ok(value << by),
        _ => Err(NumError::Overflow("too many digits in integer")),
    }
}

/// `value >> by`, rounding down.
pub fn shr(value: &BigInt, by: &BigInt) -> Result<BigInt, NumError> {
    match distance(by)? {
        Some(by) if by <= bit_length(value) => Ok(value >> by),
        _ if is_negative(value) => Ok(BigInt::NEG_ONE),
        _ => Ok(BigInt::ZERO),
    }
}

/// Bits of the magnitude, leading zeros left out.
pub fn bit_length(value: &BigInt) -> usize {
    let (_, words) = sign_words(value);
    match words.last() {
        Some(top) => words.len() * 64 - top.leading_zeros() as usize,
        None => 0,
    }
}

/// Ones in the magnitude.
pub fn bit_count(value: &BigInt) -> usize {
    let (_, words) = sign_words(value);
    words.iter().map(|word| word.count_ones() as usize).sum()
}

/// The greatest common divisor, never negative.
pub fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    if a.is_zero() {
        return b.clone().abs();
    }
    if b.is_zero() {
        return a.clone().abs();
    }
    BigInt::from(a.gcd(b))
}

/// The least common multiple, never negative.
pub fn lcm(a: &BigInt, b: &BigInt) -> BigInt {
    if a.is_zero() || b.is_zero() {
        return BigInt::ZERO;
    }
    (a / gcd(a, b) * b).abs()
}

/// The root rounded down.
pub fn isqrt(value: &BigInt) -> Result<BigInt, NumError> {
    if is_negative(value) {
        return Err(NumError::Value("isqrt() argument must be nonnegative"));
    }
    Ok(BigInt::from(value.unsigned_abs().sqrt()))
}

/// `round(value, digits)` for negative `digits`: to a multiple of
/// `10 ** -digits`, halves to the even multiple.
pub fn round_to_power_of_ten(value: &BigInt, places: usize) -> BigInt {
    // Past this the power exceeds twice any value that fits memory.
    if places > bit_length(value) {
        return BigInt::ZERO;
    }
    let unit = BigInt::from(10).pow(places);
    let (quotient, rest) = floor_div_rem(value, &unit);
    let twice: BigInt = rest << 1;
    let up = match twice.cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.bit(0),
        std::cmp::Ordering::Greater => true,
    };
    (if up { quotient + 1 } else { quotient }) * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> BigInt {
        text.parse().unwrap()
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn division_rounds_down() {
        let a = int("-123456789012345678901234567890");
        let b = int("987654321098765432109");
        let (quotient, rest) = divmod(&a, &b).unwrap();
        assert_eq!(quotient, int("-124999999"));
        assert_eq!(rest, int("137345679013625000001"));
        assert_eq!(modulo(&a, &b), Ok(rest));
        assert_eq!(divmod(&a, &BigInt::ZERO), Err(BY_ZERO));
        assert_eq!(modulo(&a, &BigInt::ZERO), Err(MODULO_ZERO));
    }

    #[test]
    fn long_exponents_are_worked_off_in_windows() {
        let modulus = (BigInt::ONE << 4423) - BigInt::ONE;
        let base = BigInt::from(7).pow(100);
        let exponent = BigInt::from(3).pow(1000) * BigInt::from(32);
        assert!(bit_length(&exponent) * bit_length(&modulus) > LONG_POWER);
        let ring = ConstDivisor::new(modulus.clone().unsigned_abs());
        let want = ring
            .reduce(base.clone())
            .pow(&exponent.clone().unsigned_abs())
            .residue();
        let got = pow_mod(&base, &exponent, &modulus, &|| false);
        assert_eq!(got, Ok(Some(BigInt::from(want))));
        assert_eq!(pow_mod(&base, &exponent, &modulus, &|| true), Ok(None));
    }

    #[test]
    fn powers() {
        let big = int("100000000000000000000000");
        assert_eq!(pow(&BigInt::NEG_ONE, &big), Ok(BigInt::ONE));
        assert!(pow(&int("2"), &big).is_err());
        let pow_mod = |b: &str, e: &str, m: &str| pow_mod(&int(b), &int(e), &int(m), &|| false);
        assert_eq!(pow_mod("3", "-1", "7"), Ok(Some(int("5"))));
        assert_eq!(pow_mod("3", "2", "-7"), Ok(Some(int("-5"))));
        assert_eq!(pow_mod("5", "-3", "1"), Ok(Some(int("0"))));
        assert_eq!(pow_mod("5", "0", "-1"), Ok(Some(int("0"))));
        assert!(pow_mod("2", "-1", "4").is_err());
        assert!(pow_mod("2", "1", "0").is_err());
    }

    #[test]
    fn bits() {
        let value = int("-1208925819614629174706177");
        assert_eq!(bit_length(&value), 81);
        assert_eq!(bit_count(&value), 2);
        assert_eq!(shr(&value, &int("80")), Ok(int("-2")));
        assert_eq!(shr(&value, &int("99999999999999999999")), Ok(int("-1")));
        assert_eq!(
            shl(&BigInt::ZERO, &int("99999999999999999999")),
            Ok(int("0"))
        );
        assert!(shl(&value, &int("99999999999999999999")).is_err());
        assert!(shl(&value, &int("-1")).is_err());
        assert_eq!(&value & int("1048575"), int("1048575"));
        assert_eq!(&value | int("1"), value);
        assert_eq!(&value ^ int("-1"), int("1208925819614629174706176"));
    }

    #[test]
    fn roots_and_rounding() {
        assert_eq!(
            isqrt(&int("99999999999999999999999999999999")),
            Ok(int("9999999999999999"))
        );
        assert!(isqrt(&int("-1")).is_err());
        assert_eq!(round_to_power_of_ten(&int("25"), 1), int("20"));
        assert_eq!(round_to_power_of_ten(&int("-35"), 1), int("-40"));
        assert_eq!(round_to_power_of_ten(&int("-26"), 1), int("-30"));
        assert_eq!(round_to_power_of_ten(&int("51"), 2), int("100"));
        assert_eq!(lcm(&int("-4"), &int("6")), int("12"));
        assert_eq!(gcd(&int("0"), &int("-6")), int("6"));
    }
}
