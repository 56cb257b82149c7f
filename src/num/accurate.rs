//! Sums without lost bits: `fsum`, `hypot`, `dist`, `sumprod` of floats.

use super::NumError;

/// A sum and the error that rounding made, exactly (Knuth's two-sum).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let from_b = sum - a;
    (sum, (a - (sum - from_b)) + (b - from_b))
}

/// As [`two_sum`] where `|a| >= |b|`.
fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, (a - sum) + b)
}

/// A product and the error that rounding made, exactly.
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// `math.fsum`: adds exactly and rounds once (Shewchuk's partial sums).
#[derive(Default)]
pub struct ExactSum {
    /// Parts that don't overlap, smallest first.
    partials: Vec<f64>,
    special: f64,
    infinities: f64,
}

impl ExactSum {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, value: f64) -> Result<(), NumError> {
        let mut carry = value;
        let mut kept = 0;
        for at in 0..self.partials.len() {
            let mut partial = self.partials[at];
            if carry.abs() < partial.abs() {
                std::mem::swap(&mut carry, &mut partial);
            }
            let (sum, error) = fast_two_sum(carry, partial);
            if error != 0.0 {
                self.partials[kept] = error;
                kept += 1;
            }
            carry = sum;
        }
        self.partials.truncate(kept);
        if carry == 0.0 {
            return Ok(());
        }
        if carry.is_finite() {
            self.partials.push(carry);
            return Ok(());
        }
        if value.is_finite() {
            return Err(NumError::Overflow("intermediate overflow in fsum"));
        }
        if value.is_infinite() {
            self.infinities += value;
        }
        self.special += value;
        self.partials.clear();
        Ok(())
    }

    pub fn finish(mut self) -> Result<f64, NumError> {
        if self.special != 0.0 {
            return if self.infinities.is_nan() {
                Err(NumError::Value("-inf + inf in fsum"))
            } else {
                Ok(self.special)
            };
        }
        let Some(mut high) = self.partials.pop() else {
            return Ok(0.0);
        };
        let mut low = 0.0;
        while let Some(partial) = self.partials.pop() {
            (high, low) = fast_two_sum(high, partial);
            if low != 0.0 {
                break;
            }
        }
        // The rest decides a tie: it pushes away from the even neighbour.
        if let Some(&next) = self.partials.last()
            && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
        {
            let doubled = low * 2.0;
            let moved = high + doubled;
            if doubled == moved - high {
                high = moved;
            }
        }
        Ok(high)
    }
}

/// The Euclidean length of a vector: `hypot(*coordinates)`. The coordinates
/// are scaled by a power of two, squared and added with their rounding
/// errors, and the root is corrected once.
pub fn norm(coordinates: &mut [f64]) -> f64 {
    let mut largest = 0.0f64;
    let mut found_nan = false;
    for coordinate in coordinates.iter_mut() {
        *coordinate = coordinate.abs();
        found_nan |= coordinate.is_nan();
        if *coordinate > largest {
            largest = *coordinate;
        }
    }
    if largest.is_infinite() {
        return largest;
    }
    if found_nan {
        return f64::NAN;
    }
    if largest == 0.0 || coordinates.len() <= 1 {
        return largest;
    }
    scaled_norm(coordinates, largest)
}

fn scaled_norm(coordinates: &mut [f64], largest: f64) -> f64 {
    let (_, exponent) = super::mathfn::frexp(largest);
    if exponent < -1023 {
        // The scale would overflow: subnormals are made normal first.
        coordinates
            .iter_mut()
            .for_each(|value| *value /= f64::MIN_POSITIVE);
        return f64::MIN_POSITIVE * scaled_norm(coordinates, largest / f64::MIN_POSITIVE);
    }
    let scale = power_of_two(-exponent);
    let (mut sum, mut errors_of_squares, mut errors_of_sums) = (1.0, 0.0, 0.0);
    for &coordinate in coordinates.iter() {
        let scaled = coordinate * scale;
        let (square, square_error) = two_product(scaled, scaled);
        let (next, sum_error) = fast_two_sum(sum, square);
        sum = next;
        errors_of_squares += square_error;
        errors_of_sums += sum_error;
    }
    let root = (sum - 1.0 + (errors_of_squares + errors_of_sums)).sqrt();
    let (square, square_error) = two_product(-root, root);
    let (next, sum_error) = fast_two_sum(sum, square);
    errors_of_squares += square_error;
    errors_of_sums += sum_error;
    let residue = next - 1.0 + (errors_of_squares + errors_of_sums);
    (root + residue / (2.0 * root)) / scale
}

/// `2.0 ** exponent` for exponents of normal floats, 1024 excluded.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent.clamp(-1022, 1023)) as u64) << 52)
}

/// `math.sumprod` while all pairs are floats: a sum three floats wide.
#[derive(Clone, Copy, Default)]
pub struct SumOfProducts {
    high: f64,
    low: f64,
    tiny: f64,
}

impl SumOfProducts {
    pub fn new() -> Self {
        Self::default()
    }

    /// False where the sum is no longer finite; it is then unchanged.
    #[must_use]
    pub fn add(&mut self, a: f64, b: f64) -> bool {
        let (product, product_error) = two_product(a, b);
        let (high, high_error) = two_sum(self.high, product);
        let (low, low_error) = two_sum(self.low, product_error);
        let (low, error) = two_sum(low, high_error);
        let tiny = self.tiny + low_error + error;
        if !high.is_finite() {
            return false;
        }
        (self.high, self.low, self.tiny) = (high, low, tiny);
        true
    }

    pub fn finish(self) -> f64 {
        let (sum, error) = two_sum(self.low, self.high);
        self.tiny + error + sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fsum(values: &[f64]) -> Result<f64, NumError> {
        let mut sum = ExactSum::new();
        values.iter().try_for_each(|&value| sum.add(value))?;
        sum.finish()
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn exact_sums() {
        assert_eq!(fsum(&[0.1; 10]), Ok(1.0));
        assert_eq!(
            fsum(&[1e308, 1e308, -1e308]),
            Err(NumError::Overflow("intermediate overflow in fsum"))
        );
        assert_eq!(fsum(&[1e16, 1.0, 1e-16]), Ok(10000000000000002.0));
        assert_eq!(
            fsum(&[f64::INFINITY, f64::NEG_INFINITY]),
            Err(NumError::Value("-inf + inf in fsum"))
        );
        assert!(fsum(&[f64::NAN, 1.0]).unwrap().is_nan());
        assert_eq!(fsum(&[]), Ok(0.0));
    }

    #[test]
    fn norms() {
        assert_eq!(norm(&mut [3.0, -4.0]), 5.0);
        assert_eq!(norm(&mut [1e308, 1e308]), 1.4142135623730951e308);
        assert_eq!(norm(&mut [5e-324, 5e-324]), 5e-324);
        assert_eq!(norm(&mut [f64::NAN, f64::INFINITY]), f64::INFINITY);
        assert_eq!(norm(&mut []), 0.0);
    }

    #[test]
    fn sums_of_products() {
        let mut sum = SumOfProducts::new();
        for (a, b) in [(10.0, 0.1), (1e100, 1.0), (-1e100, 1.0)] {
            assert!(sum.add(a, b));
        }
        assert_eq!(sum.finish(), 1.0);
        assert!(!sum.add(1e200, 1e200));
    }
}
