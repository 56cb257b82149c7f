//! Decimal digits of a float: the shortest that read back as the same value,
//! or as many as asked for, correctly rounded (halves of the exact value to
//! even).
//!
//! The digits come from Rust's exact formatter; this module turns its text
//! into digits and an exponent.

use super::int_float::decompose;
use crate::text::sink::{AsWrite, Mostly, Short, Sink};
use std::fmt::Write;

/// No float has more digits behind the point that are not zero.
pub const MAX_FRACTION: usize = 1074;
/// No float has more significant digits.
pub const MAX_SIGNIFICANT: usize = 767;

/// Room for 309 digits before the point, the point, and all behind it.
type Buffer = Mostly<40, 1400>;

/// Digits of a finite float's magnitude: its value is
/// `0.d1d2d3... * 10**point`. There is at least one digit; the first is zero
/// only where all are. Zeros that the caller asked for beyond the buffer's
/// exactness are not stored.
pub struct Decimal {
    digits: Buffer,
    pub point: i32,
}

impl Decimal {
    pub fn digits(&self) -> &[u8] {
        self.digits.as_bytes()
    }

    pub fn is_zero(&self) -> bool {
        self.digits().iter().all(|&digit| digit == b'0')
    }

    /// The shortest digits that give the value back.
    pub fn shortest(value: f64) -> Self {
        let mut text = Buffer::new();
        // Fits: at most 17 digits.
        let _ = write!(AsWrite(&mut text), "{:e}", value.abs());
        let shortest = Self::from_scientific(text.as_bytes());
        if shortest.may_be_tie(value) {
            let even = Self::significant(value, shortest.digits().len());
            // Below a power of two floats are closer, so that one of the two may not read back.
            if even.value() == Some(value.abs()) {
                return even;
            }
        }
        shortest
    }

    /// The float nearest to the digits; `None` if there are too many of them.
    fn value(&self) -> Option<f64> {
        let mut text = Short::<32>::new();
        text.push_bytes(self.digits()).ok()?;
        let exponent = self.point - self.digits().len() as i32;
        write!(AsWrite(&mut text), "e{exponent}").ok()?;
        std::str::from_utf8(text.as_bytes()).ok()?.parse().ok()
    }

    /// Whether the value lies halfway between two decimals of this length,
    /// both of which read back as it: Python takes the even one, Rust may take
    /// either. The exact value then has one digit more, so as many fraction
    /// bits as fraction digits.
    fn may_be_tie(&self, value: f64) -> bool {
        let (mantissa, exponent) = decompose(value);
        let fraction_bits = -(exponent + mantissa.trailing_zeros() as i32);
        fraction_bits == self.digits().len() as i32 - self.point + 1
    }

    /// So many significant digits (at least one).
    pub fn significant(value: f64, count: usize) -> Self {
        let precision = count.clamp(1, MAX_SIGNIFICANT + 1) - 1;
        let mut text = Buffer::new();
        let _ = write!(AsWrite(&mut text), "{:.precision$e}", value.abs());
        Self::from_scientific(text.as_bytes())
    }

    /// All digits up to so many places behind the point.
    pub fn fixed(value: f64, places: usize) -> Self {
        let precision = places.min(MAX_FRACTION);
        let mut text = Buffer::new();
        let _ = write!(AsWrite(&mut text), "{:.precision$}", value.abs());
        let text = text.as_bytes();
        let integer = memchr::memchr(b'.', text).unwrap_or(text.len());
        let plain = text.iter().copied().filter(|&byte| byte != b'.');
        let zeros = plain.clone().take_while(|&byte| byte == b'0').count();
        let total = plain.clone().count();
        // A zero keeps one digit.
        let skip = zeros.min(total.saturating_sub(1));
        let mut digits = Buffer::new();
        for digit in plain.skip(skip) {
            let _ = digits.push_bytes(&[digit]);
        }
        Self {
            digits,
            point: integer as i32 - skip as i32,
        }
    }

    /// From `d.ddde-dd`.
    fn from_scientific(text: &[u8]) -> Self {
        let split = memchr::memchr(b'e', text).unwrap_or(text.len());
        let mut digits = Buffer::new();
        for &digit in text[..split].iter().filter(|byte| byte.is_ascii_digit()) {
            let _ = digits.push_bytes(&[digit]);
        }
        let exponent = text.get(split + 1..).unwrap_or_default();
        let exponent = std::str::from_utf8(exponent).unwrap_or_default();
        Self {
            digits,
            point: exponent.parse::<i32>().unwrap_or(0) + 1,
        }
    }
}
