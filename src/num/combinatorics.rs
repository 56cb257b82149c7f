//! `math.factorial`, `math.comb`, `math.perm`: exact, by products of halves.

use super::bigint::BigInt;

/// The product of the integers from `low` up to `high`, both included.
fn product(low: u64, high: u64) -> BigInt {
    if low > high {
        return BigInt::ONE;
    }
    // Below this many factors a plain loop over machine words is fastest.
    if high - low < 16 {
        let mut result = BigInt::ONE;
        let mut word = 1u64;
        for factor in low..=high {
            match word.checked_mul(factor) {
                Some(next) => word = next,
                None => {
                    result *= word;
                    word = factor;
                }
            }
        }
        return result * word;
    }
    let middle = low + (high - low) / 2;
    product(low, middle) * product(middle + 1, high)
}

/// `n!`
pub fn factorial(n: u64) -> BigInt {
    product(2, n)
}

/// How many bits `n!` has at most; charge it before.
pub fn factorial_bits(n: u64) -> u64 {
    let per_factor = u64::from(u64::BITS - n.leading_zeros());
    n.saturating_mul(per_factor)
}

/// `perm(n, k)` for `n` below 2**64: `n * (n - 1) * ...`, `k` factors.
pub fn perm(n: u64, k: u64) -> BigInt {
    if k > n {
        return BigInt::ZERO;
    }
    if k == 0 {
        return BigInt::ONE;
    }
    product(n - k + 1, n)
}

/// `comb(n, k)` for `n` below 2**64.
pub fn comb(n: u64, k: u64) -> BigInt {
    if k > n {
        return BigInt::ZERO;
    }
    choose(n, k.min(n - k))
}

/// Divides and conquers, so that numbers stay near the result's size:
/// C(n, k) = C(n, j) * C(n - j, k - j) / C(k, j).
fn choose(n: u64, k: u64) -> BigInt {
    // So many factors of 64 bits multiply and divide in place.
    if k < 8 {
        let mut result = BigInt::ONE;
        for step in 0..k {
            result = result * (n - step) / (step + 1);
        }
        return result;
    }
    let j = k / 2;
    choose(n, j) * choose(n - j, k - j) / choose(k, j.min(k - j))
}

/// `perm(n, k)` for any `n` (at least `k`).
pub fn perm_big(n: &BigInt, k: u64) -> BigInt {
    match u64::try_from(n) {
        Ok(n) => perm(n, k),
        Err(_) => falling(n, k),
    }
}

fn falling(n: &BigInt, k: u64) -> BigInt {
    match k {
        0 => BigInt::ONE,
        1 => n.clone(),
        _ => falling(n, k / 2) * falling(&(n - k / 2), k - k / 2),
    }
}

/// `comb(n, k)` for any `n` (at least `k`); a large `k` is replaced by
/// `n - k` by the caller where that is smaller.
pub fn comb_big(n: &BigInt, k: u64) -> BigInt {
    match u64::try_from(n) {
        Ok(n) => comb(n, k),
        Err(_) => falling(n, k) / factorial(k),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agree_with_their_definitions() {
        let mut row = vec![BigInt::ONE];
        for n in 0..90u64 {
            for (k, expected) in row.iter().enumerate() {
                assert_eq!(&comb(n, k as u64), expected, "comb({n}, {k})");
                let ordered = expected * factorial(k as u64);
                assert_eq!(perm(n, k as u64), ordered, "perm({n}, {k})");
                let big = BigInt::from(n);
                assert_eq!(falling(&big, k as u64), ordered);
            }
            let inner = row.windows(2).map(|pair| &pair[0] + &pair[1]);
            row = std::iter::once(BigInt::ONE)
                .chain(inner)
                .chain([BigInt::ONE])
                .collect();
        }
        assert_eq!(factorial(25), "15511210043330985984000000".parse().unwrap());
        let large = BigInt::ONE << 70;
        assert_eq!(comb_big(&large, 2), &large * (&large - 1) / 2);
        assert_eq!(comb(3, 4), BigInt::ZERO);
        assert_eq!(perm(3, 4), BigInt::ZERO);
        assert_eq!(comb(u64::MAX, u64::MAX - 1), BigInt::from(u64::MAX));
    }
}
