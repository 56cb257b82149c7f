//! `int.to_bytes` and `int.from_bytes`.

use super::NumError;
use super::bigint::{BigInt, Sign, bit_length, is_negative, sign_words};
use crate::text::sink::{Full, Sink};
use dashu_int::UBig;

/// Checks that the value fits `length` bytes, as `to_bytes` does.
pub fn check_fits(value: &BigInt, length: usize, signed: bool) -> Result<(), NumError> {
    if is_negative(value) && !signed {
        return Err(NumError::Overflow("can't convert negative int to unsigned"));
    }
    // A negative value -2**n needs the bits of 2**n - 1 and one for the sign.
    let bits = if is_negative(value) {
        bit_length(&(value + 1))
    } else {
        bit_length(value)
    };
    let needed = bits + usize::from(signed);
    // No bytes at all are enough for 0, and for CPython also for a signed -1.
    if bits > 0 && needed > length.saturating_mul(8) {
        return Err(NumError::Overflow("int too big to convert"));
    }
    Ok(())
}

/// Writes exactly `length` bytes in two's complement; the value fits.
pub fn push_bytes<S: Sink>(
    value: &BigInt,
    length: usize,
    big_endian: bool,
    out: &mut S,
) -> Result<(), Full> {
    let (sign, words) = sign_words(value);
    let negative = sign == Sign::Negative;
    // The lowest word that is not zero takes the carry of the negation.
    let carried = words.iter().position(|&word| word != 0).unwrap_or(0);
    let byte_at = |index: usize| {
        let at = index / 8;
        let word = words.get(at).copied().unwrap_or(0);
        let word = match negative {
            false => word,
            true if at <= carried => word.wrapping_neg(),
            true => !word,
        };
        word.to_le_bytes()[index % 8]
    };
    let mut block = [0; 64];
    let mut done = 0;
    while done < length {
        let now = block.len().min(length - done);
        for (place, byte) in block[..now].iter_mut().enumerate() {
            let index = done + place;
            *byte = byte_at(if big_endian {
                length - 1 - index
            } else {
                index
            });
        }
        out.push_bytes(&block[..now])?;
        done += now;
    }
    Ok(())
}

/// `int.from_bytes`
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> BigInt {
    let top = if big_endian {
        bytes.first()
    } else {
        bytes.last()
    };
    let negative = signed && top.is_some_and(|byte| byte & 0x80 != 0);
    let magnitude = if big_endian {
        UBig::from_be_bytes(bytes)
    } else {
        UBig::from_le_bytes(bytes)
    };
    let value = BigInt::from(magnitude);
    if negative {
        value - (BigInt::ONE << (bytes.len() * 8))
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for shift in 0..140 {
            for near in -2..=2 {
                let values: [BigInt; 2] = [
                    (BigInt::ONE << shift) + near,
                    -(BigInt::ONE << shift) + near,
                ];
                for value in values {
                    for length in 0..20 {
                        let bits = length * 8;
                        let half = BigInt::ONE << (bits.max(1) - 1);
                        let fits = if bits == 0 {
                            value.is_zero() || value == BigInt::NEG_ONE
                        } else {
                            -&half <= value && value < half
                        };
                        assert_eq!(
                            check_fits(&value, length, true).is_ok(),
                            fits,
                            "{value} {length}"
                        );
                        for big in [false, true] {
                            if fits {
                                let mut out = Vec::new();
                                push_bytes(&value, length, big, &mut out).unwrap();
                                assert_eq!(out.len(), length);
                                let back = from_bytes(&out, big, true);
                                assert!(back == value || length == 0);
                            }
                        }
                    }
                }
            }
        }
        let mut out = Vec::new();
        push_bytes(&BigInt::from(-2), 3, true, &mut out).unwrap();
        assert_eq!(out, [0xff, 0xff, 0xfe]);
        assert_eq!(from_bytes(b"\x01\xff", true, false), BigInt::from(511));
    }

    #[test]
    fn refusals() {
        let refused = |value: i64, length, signed| check_fits(&BigInt::from(value), length, signed);
        assert_eq!(
            refused(-1, 1, false),
            Err(NumError::Overflow("can't convert negative int to unsigned"))
        );
        assert_eq!(
            refused(256, 1, false),
            Err(NumError::Overflow("int too big to convert"))
        );
        assert_eq!(refused(255, 1, false), Ok(()));
        assert_eq!(refused(0, 0, false), Ok(()));
    }
}
