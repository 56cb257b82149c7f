//! Numbers as fixed numbers of bytes: what `struct` and `array` read and write.
//!
//! Pure functions on byte slices, without allocation. A slice that is handed in has exactly
//! [`Number::size`] bytes; missing ones read as zero, so that nothing here can panic.

/// How a number is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F16,
    F32,
    F64,
}

/// What bytes stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Read {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
}

impl Number {
    /// Bytes that it takes.
    pub const fn size(self) -> usize {
        match self {
            Number::I8 | Number::U8 => 1,
            Number::I16 | Number::U16 | Number::F16 => 2,
            Number::I32 | Number::U32 | Number::F32 => 4,
            Number::I64 | Number::U64 | Number::F64 => 8,
        }
    }

    /// Smallest and largest int; None for floats.
    pub const fn range(self) -> Option<(i128, i128)> {
        Some(match self {
            Number::I8 => (i8::MIN as i128, i8::MAX as i128),
            Number::U8 => (0, u8::MAX as i128),
            Number::I16 => (i16::MIN as i128, i16::MAX as i128),
            Number::U16 => (0, u16::MAX as i128),
            Number::I32 => (i32::MIN as i128, i32::MAX as i128),
            Number::U32 => (0, u32::MAX as i128),
            Number::I64 => (i64::MIN as i128, i64::MAX as i128),
            Number::U64 => (0, u64::MAX as i128),
            Number::F16 | Number::F32 | Number::F64 => return None,
        })
    }

    /// The number in `bytes`.
    #[inline]
    pub fn read(self, bytes: &[u8], big_endian: bool) -> Read {
        let mut eight = [0; 8];
        let size = self.size();
        for (to, from) in eight.iter_mut().zip(bytes.iter().take(size)) {
            *to = *from;
        }
        if big_endian {
            eight[..size].reverse();
        }
        let u = u64::from_le_bytes(eight);
        match self {
            Number::I8 => Read::Signed(u as i8 as i64),
            Number::I16 => Read::Signed(u as i16 as i64),
            Number::I32 => Read::Signed(u as i32 as i64),
            Number::I64 => Read::Signed(u as i64),
            Number::U8 | Number::U16 | Number::U32 | Number::U64 => Read::Unsigned(u),
            Number::F16 => Read::Float(half_to_double(u as u16)),
            Number::F32 => Read::Float(f32::from_bits(u as u32) as f64),
            Number::F64 => Read::Float(f64::from_bits(u)),
        }
    }

    /// Writes the low bytes of an int's two's complement.
    #[inline]
    pub fn write_int(self, value: i128, big_endian: bool, out: &mut [u8]) {
        self.write(value as u64, big_endian, out);
    }

    /// Writes a float, rounded to the nearest; infinity when it is too large. A float of an int
    /// layout is written as its integral part.
    #[inline]
    pub fn write_float(self, value: f64, big_endian: bool, out: &mut [u8]) {
        let bits = match self {
            Number::F64 => value.to_bits(),
            Number::F32 => (value as f32).to_bits() as u64,
            Number::F16 => double_to_half(value) as u64,
            _ => value as i128 as u64,
        };
        self.write(bits, big_endian, out);
    }

    /// Whether a finite float becomes infinite in this layout.
    pub fn overflows(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Number::F32 => (value as f32).is_infinite(),
                Number::F16 => double_to_half(value) & 0x7fff == HALF_INFINITY,
                _ => false,
            }
    }

    #[inline]
    fn write(self, bits: u64, big_endian: bool, out: &mut [u8]) {
        let mut eight = bits.to_le_bytes();
        let size = self.size();
        if big_endian {
            eight[..size].reverse();
        }
        for (to, from) in out.iter_mut().zip(&eight[..size]) {
            *to = *from;
        }
    }
}

const HALF_INFINITY: u16 = 0x7c00;

/// A half as a double: exact.
fn half_to_double(half: u16) -> f64 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = (half >> 10 & 0x1f) as i32;
    let fraction = (half & 0x3ff) as f64;
    match exponent {
        0 => sign * fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => sign * f64::INFINITY,
        0x1f => {
            // The payload keeps its place at the top of the fraction.
            let bits = (half as u64 & 0x8000) << 48 | 0x7ff << 52 | (half as u64 & 0x3ff) << 42;
            f64::from_bits(bits)
        }
        _ => sign * (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

/// The half nearest to a double, ties to even.
fn double_to_half(value: f64) -> u16 {
    let sign = ((value.to_bits() >> 48) & 0x8000) as u16;
    if value.is_nan() {
        return sign | HALF_INFINITY | 0x200 | (value.to_bits() >> 42 & 0x3ff) as u16;
    }
    let magnitude = value.abs();
    // Normal halves begin at 2**-14; below, the spacing stays 2**-24.
    let exponent = (((magnitude.to_bits() >> 52) & 0x7ff) as i32 - 1023).max(-14);
    if exponent > 15 {
        return sign | HALF_INFINITY;
    }
    // Scaling by a power of two is exact here; a carry from rounding moves into the exponent by itself.
    let units = (magnitude * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    let bits = if exponent == -14 {
        units
    } else {
        units + ((exponent + 14) as u32 * 1024)
    };
    sign | bits.min(HALF_INFINITY as u32) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_there_and_back() {
        for half in 0..=u16::MAX {
            let value = half_to_double(half);
            let back = double_to_half(value);
            if value.is_nan() {
                assert_eq!(back, half | 0x200);
            } else {
                assert_eq!(back, half, "{value}");
            }
        }
        assert_eq!(double_to_half(65519.9), 0x7bff);
        assert_eq!(double_to_half(65520.0), HALF_INFINITY);
        assert_eq!(double_to_half(2f64.powi(-25)), 0);
        assert_eq!(double_to_half(2.99e-8), 1);
        assert!(Number::F16.overflows(70000.0) && !Number::F16.overflows(f64::INFINITY));
    }

    #[test]
    fn ints_in_both_orders() {
        let mut out = [0; 4];
        Number::I32.write_int(-2, true, &mut out);
        assert_eq!(out, [255, 255, 255, 254]);
        assert_eq!(Number::I32.read(&out, true), Read::Signed(-2));
        assert_eq!(Number::U32.read(&out, false), Read::Unsigned(0xfeff_ffff));
        assert_eq!(Number::U16.range(), Some((0, 65535)));
    }
}
