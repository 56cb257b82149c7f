//! A stable, adaptive merge sort whose comparison may run Python, fail or contradict itself.
//!
//! It sorts the items' numbers, never moving the items, so that whatever a comparison does, nothing
//! is lost. Runs that are there already (ascending, or strictly descending and then reversed) are
//! extended to a minimal length by binary insertion and merged in the order that powersort chooses;
//! merging switches to exponential search ("galloping") while one side keeps winning.

use super::less;
use crate::memory::buf::Buf;
use crate::memory::heap::OutOfMemory;
use crate::memory::value::Value;
use crate::vm::Vm;
use crate::vm::error::Res;
use smallvec::SmallVec;

/// Wins in a row from which on a merge gallops.
const MIN_GALLOP: usize = 7;

/// The numbers of `items` in sorted order.
pub(super) fn sorted(vm: &mut Vm, items: &[Value], reverse: bool) -> Res<Buf<u32>> {
    let n = items.len();
    if n > u32::MAX as usize {
        return Err(OutOfMemory.into());
    }
    let mut ranks = Buf::with_capacity(vm.heap(), n)?;
    for i in 0..n {
        // Equal items keep their order in reverse too: reversed before and after.
        ranks.push(vm.heap(), if reverse { n - 1 - i } else { i } as u32)?;
    }
    let mut scratch = Buf::with_capacity(vm.heap(), n / 2 + 1)?;
    scratch.resize(vm.heap(), n / 2 + 1, 0)?;
    sort(&mut ranks, &mut scratch, |a, b| {
        less(vm, &items[a as usize], &items[b as usize])
    })?;
    if reverse {
        ranks.reverse();
    }
    Ok(ranks)
}

/// Sorts `ranks` by `less`; `scratch` has room for half of them. On an error `ranks` is some
/// permutation of what it was, and also when `less` contradicts itself.
fn sort<E>(
    ranks: &mut [u32],
    scratch: &mut [u32],
    less: impl FnMut(u32, u32) -> Result<bool, E>,
) -> Result<(), E> {
    Sorter {
        less,
        min_gallop: MIN_GALLOP,
        scratch,
    }
    .sort(ranks)
}

struct Sorter<'a, F> {
    less: F,
    min_gallop: usize,
    /// Room for the shorter of two runs being merged.
    scratch: &'a mut [u32],
}

/// A sorted stretch of the ranks, and the power of the boundary to the next one.
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

impl<E, F: FnMut(u32, u32) -> Result<bool, E>> Sorter<'_, F> {
    fn less(&mut self, a: u32, b: u32) -> Result<bool, E> {
        (self.less)(a, b)
    }

    fn sort(&mut self, ranks: &mut [u32]) -> Result<(), E> {
        let n = ranks.len();
        let min_run = min_run(n);
        let mut pending: SmallVec<[Run; 32]> = SmallVec::new();
        let mut start = 0;
        while start < n {
            let rest = &mut ranks[start..];
            let mut len = self.natural_run(rest)?;
            if len < min_run {
                let goal = min_run.min(rest.len());
                self.insertion_sort(&mut rest[..goal], len)?;
                len = goal;
            }
            // Powersort: merge what lies deeper in the ideal merge tree than the new boundary.
            if let Some(last) = pending.last() {
                let power = power(last.start, last.len, len, n);
                while pending.len() > 1 && pending[pending.len() - 2].power > power {
                    self.merge_top(ranks, &mut pending)?;
                }
                if let Some(last) = pending.last_mut() {
                    last.power = power;
                }
            }
            pending.push(Run {
                start,
                len,
                power: 0,
            });
            start += len;
        }
        while pending.len() > 1 {
            self.merge_top(ranks, &mut pending)?;
        }
        Ok(())
    }

    /// Length of the run at the beginning of `a`; a descending one is reversed, with the items that
    /// are equal kept in order.
    fn natural_run(&mut self, a: &mut [u32]) -> Result<usize, E> {
        let mut n = self.ascending(a, 1)?;
        if n >= a.len() {
            return Ok(a.len());
        }
        // a[n] is smaller. Ascending items before it end the run, equal ones can begin a descent.
        if n > 1 {
            if self.less(a[0], a[n - 1])? {
                return Ok(n);
            }
            a[..n].reverse();
        }
        n += 1;
        // Each stretch of equal items is reversed by itself, so that reversing all sets it right.
        let mut equal = 0;
        while n < a.len() {
            if self.less(a[n], a[n - 1])? {
                a[n - equal - 1..n].reverse();
                equal = 0;
            } else if self.less(a[n - 1], a[n])? {
                break;
            } else {
                equal += 1;
            }
            n += 1;
        }
        a[n - equal - 1..n].reverse();
        a[..n].reverse();
        self.ascending(a, n)
    }

    /// How far `a` goes on ascending, of which the first `n` do.
    fn ascending(&mut self, a: &[u32], mut n: usize) -> Result<usize, E> {
        while n < a.len() && !self.less(a[n], a[n - 1])? {
            n += 1;
        }
        Ok(n)
    }

    /// Sorts `a`, of which the first `sorted` are in order.
    fn insertion_sort(&mut self, a: &mut [u32], sorted: usize) -> Result<(), E> {
        for i in sorted.max(1)..a.len() {
            let pivot = a[i];
            let (mut low, mut high) = (0, i);
            while low < high {
                let middle = (low + high) / 2;
                if self.less(pivot, a[middle])? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            a.copy_within(low..i, low + 1);
            a[low] = pivot;
        }
        Ok(())
    }

    /// Merges the two runs on top.
    fn merge_top(&mut self, ranks: &mut [u32], pending: &mut SmallVec<[Run; 32]>) -> Result<(), E> {
        let Some(b) = pending.pop() else {
            return Ok(());
        };
        let Some(a) = pending.last_mut() else {
            return Ok(());
        };
        let (start, middle) = (a.start, a.len);
        a.len += b.len;
        a.power = b.power;
        let both = &mut ranks[start..b.start + b.len];
        // What is in place already stays out of the merge.
        let skip = self.gallop_right(both[middle], &both[..middle], 0)?;
        if skip == middle {
            return Ok(());
        }
        let keep = self.gallop_left(both[middle - 1], &both[middle..], b.len - 1)?;
        if keep == 0 {
            return Ok(());
        }
        let both = &mut both[skip..middle + keep];
        if middle - skip <= keep {
            self.merge_low(both, middle - skip)
        } else {
            self.merge_high(both, middle - skip)
        }
    }

    /// Merges `a[..middle]`, the shorter run, with `a[middle..]`, from the front.
    fn merge_low(&mut self, a: &mut [u32], middle: usize) -> Result<(), E> {
        let scratch = std::mem::take(&mut self.scratch);
        scratch[..middle].copy_from_slice(&a[..middle]);
        let mut left = 0;
        let mut right = middle;
        let mut out = 0;
        let result = self.merge_low_steps(a, &scratch[..middle], &mut left, &mut right, &mut out);
        // What is left of the shorter run fills the gap exactly, finished or failed.
        let rest = middle - left;
        a[out..out + rest].copy_from_slice(&scratch[left..middle]);
        self.scratch = scratch;
        result
    }

    /// Ends when `low` has at most one item left that belongs behind all that is to the right (it is
    /// moved by the caller), or when nothing is left to the right.
    fn merge_low_steps(
        &mut self,
        a: &mut [u32],
        low: &[u32],
        left: &mut usize,
        right: &mut usize,
        out: &mut usize,
    ) -> Result<(), E> {
        let n = a.len();
        macro_rules! take_left {
            ($count:expr) => {{
                let k = $count;
                a[*out..*out + k].copy_from_slice(&low[*left..*left + k]);
                *left += k;
                *out += k;
                if low.len() - *left <= 1 {
                    // What is left of it is the biggest of all.
                    a.copy_within(*right..n, *out);
                    *out += n - *right;
                    *right = n;
                    return Ok(());
                }
            }};
        }
        macro_rules! take_right {
            ($count:expr) => {{
                let k = $count;
                a.copy_within(*right..*right + k, *out);
                *right += k;
                *out += k;
                if *right == n {
                    return Ok(());
                }
            }};
        }
        // The first to the right is smaller than all: that is where the merge was made to begin.
        take_right!(1);
        take_left!(0);
        loop {
            let (mut wins_left, mut wins_right) = (0, 0);
            while wins_left < self.min_gallop && wins_right < self.min_gallop {
                if self.less(a[*right], low[*left])? {
                    take_right!(1);
                    wins_right += 1;
                    wins_left = 0;
                } else {
                    take_left!(1);
                    wins_left += 1;
                    wins_right = 0;
                }
            }
            self.min_gallop += 1;
            loop {
                self.min_gallop = (self.min_gallop - 1).max(1);
                let from_left = self.gallop_right(a[*right], &low[*left..], 0)?;
                if from_left > 0 {
                    take_left!(from_left);
                }
                take_right!(1);
                let from_right = self.gallop_left(low[*left], &a[*right..], 0)?;
                if from_right > 0 {
                    take_right!(from_right);
                }
                take_left!(1);
                if from_left < MIN_GALLOP && from_right < MIN_GALLOP {
                    break;
                }
            }
            self.min_gallop += 1;
        }
    }

    /// Merges `a[..middle]` with `a[middle..]`, the shorter run, from the back.
    fn merge_high(&mut self, a: &mut [u32], middle: usize) -> Result<(), E> {
        let scratch = std::mem::take(&mut self.scratch);
        let len = a.len() - middle;
        scratch[..len].copy_from_slice(&a[middle..]);
        // One past what is still to be placed: of the longer run, of the shorter one, of the result.
        let (mut left, mut right, mut out) = (middle, len, a.len());
        let result = self.merge_high_steps(a, &scratch[..len], &mut left, &mut right, &mut out);
        a[out - right..out].copy_from_slice(&scratch[..right]);
        self.scratch = scratch;
        result
    }

    /// As [`Sorter::merge_low_steps`], mirrored.
    fn merge_high_steps(
        &mut self,
        a: &mut [u32],
        high: &[u32],
        left: &mut usize,
        right: &mut usize,
        out: &mut usize,
    ) -> Result<(), E> {
        macro_rules! take_left {
            ($count:expr) => {{
                let k = $count;
                a.copy_within(*left - k..*left, *out - k);
                *left -= k;
                *out -= k;
                if *left == 0 {
                    return Ok(());
                }
            }};
        }
        macro_rules! take_right {
            ($count:expr) => {{
                let k = $count;
                a[*out - k..*out].copy_from_slice(&high[*right - k..*right]);
                *right -= k;
                *out -= k;
                if *right <= 1 {
                    // What is left of it is the smallest of all.
                    a.copy_within(0..*left, *out - *left);
                    *out -= *left;
                    *left = 0;
                    return Ok(());
                }
            }};
        }
        take_left!(1);
        take_right!(0);
        loop {
            let (mut wins_left, mut wins_right) = (0, 0);
            while wins_left < self.min_gallop && wins_right < self.min_gallop {
                if self.less(high[*right - 1], a[*left - 1])? {
                    take_left!(1);
                    wins_left += 1;
                    wins_right = 0;
                } else {
                    take_right!(1);
                    wins_right += 1;
                    wins_left = 0;
                }
            }
            self.min_gallop += 1;
            loop {
                self.min_gallop = (self.min_gallop - 1).max(1);
                let from_left =
                    *left - self.gallop_right(high[*right - 1], &a[..*left], *left - 1)?;
                if from_left > 0 {
                    take_left!(from_left);
                }
                take_right!(1);
                let from_right =
                    *right - self.gallop_left(a[*left - 1], &high[..*right], *right - 1)?;
                if from_right > 0 {
                    take_right!(from_right);
                }
                take_left!(1);
                if from_left < MIN_GALLOP && from_right < MIN_GALLOP {
                    break;
                }
            }
            self.min_gallop += 1;
        }
    }

    /// Where `x` belongs in sorted `a`, before equal ones, looking around `hint` first.
    fn gallop_left(&mut self, x: u32, a: &[u32], hint: usize) -> Result<usize, E> {
        self.gallop(a, hint, |s, y| s.less(y, x))
    }

    /// Where `x` belongs in sorted `a`, behind equal ones, looking around `hint` first.
    fn gallop_right(&mut self, x: u32, a: &[u32], hint: usize) -> Result<usize, E> {
        self.gallop(a, hint, |s, y| Ok(!s.less(x, y)?))
    }

    /// Number of items of `a` for which `before` holds (those come first): steps of doubling length
    /// away from `hint`, then a binary search.
    fn gallop(
        &mut self,
        a: &[u32],
        hint: usize,
        before: impl Fn(&mut Self, u32) -> Result<bool, E>,
    ) -> Result<usize, E> {
        let (mut low, mut high) = (0, a.len());
        let mut step = 1;
        if before(self, a[hint])? {
            low = hint + 1;
            while hint + step < a.len() {
                if !before(self, a[hint + step])? {
                    high = hint + step;
                    break;
                }
                low = hint + step + 1;
                step = step * 2 + 1;
            }
        } else {
            high = hint;
            while step <= hint {
                if before(self, a[hint - step])? {
                    low = hint - step + 1;
                    break;
                }
                high = hint - step;
                step = step * 2 + 1;
            }
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self, a[middle])? {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }
}

/// Runs shorter than this are extended: n divided by a power of two, between 32 and 64.
fn min_run(mut n: usize) -> usize {
    let mut dropped = 0;
    while n >= 64 {
        dropped |= n & 1;
        n >>= 1;
    }
    n + dropped
}

/// Depth of the boundary between two neighbouring runs in an ideal merge tree over `n` items: the
/// first binary digit in which the runs' middles, as fractions of n, differ.
fn power(start: usize, len: usize, next: usize, n: usize) -> u32 {
    let (mut a, mut b) = (2 * start + len, 2 * start + 2 * len + next);
    let n = 2 * n;
    let mut power = 0;
    loop {
        power += 1;
        a *= 2;
        b *= 2;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return power;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(
        keys: &[i64],
        mut less: impl FnMut(i64, i64) -> Result<bool, ()>,
    ) -> (Vec<u32>, Result<(), ()>) {
        let mut ranks: Vec<u32> = (0..keys.len() as u32).collect();
        let mut scratch = vec![0; keys.len() / 2 + 1];
        let done = sort(&mut ranks, &mut scratch, |a, b| {
            less(keys[a as usize], keys[b as usize])
        });
        (ranks, done)
    }

    fn permutation(ranks: &[u32]) -> bool {
        let mut seen: Vec<u32> = ranks.to_vec();
        seen.sort_unstable();
        seen.iter().enumerate().all(|(i, &r)| i == r as usize)
    }

    fn random(x: &mut u64) -> u64 {
        *x ^= *x << 13;
        *x ^= *x >> 7;
        *x ^= *x << 17;
        *x >> 16
    }

    /// Keys of several shapes: random, few different ones, runs, saw teeth.
    fn keys(n: usize, shape: u64, x: &mut u64) -> Vec<i64> {
        (0..n as i64)
            .map(|i| match shape {
                0 => random(x) as i64 % 1000,
                1 => random(x) as i64 % 4,
                2 => i,
                3 => -i,
                4 => i % 100,
                5 => i / 7 * if i % 500 < 250 { 1 } else { -1 },
                6 if random(x).is_multiple_of(20) => random(x) as i64 % 1000,
                _ => i,
            })
            .collect()
    }

    #[test]
    fn sorts_stably() {
        let mut x = 0x2545_F491_4F6C_DD1D;
        for n in (0..70).chain([100, 127, 128, 1000, 1025, 5000]) {
            for shape in 0..7 {
                let keys = keys(n, shape, &mut x);
                let mut want: Vec<u32> = (0..n as u32).collect();
                want.sort_by_key(|&i| keys[i as usize]);
                assert_eq!(run(&keys, |a, b| Ok(a < b)), (want, Ok(())), "{n} {shape}");
            }
        }
    }

    #[test]
    fn few_comparisons() {
        let mut x = 77;
        for (shape, most) in [(0, 1.02), (2, 0.11), (3, 0.11), (4, 0.5)] {
            let keys = keys(10_000, shape, &mut x);
            let mut count = 0u32;
            let _ = run(&keys, |a, b| {
                count += 1;
                Ok(a < b)
            });
            let ideal = 10_000.0 * 10_000f64.log2();
            assert!(
                f64::from(count) <= ideal * most,
                "{shape}: {count} of {ideal}"
            );
        }
    }

    #[test]
    fn nothing_is_lost_when_comparing_fails_or_lies() {
        let mut x = 99;
        for n in [2, 10, 65, 200, 1000] {
            for shape in 0..7 {
                let keys = keys(n, shape, &mut x);
                for stop in [1, 5, 50, 300, 2000] {
                    let mut left = stop;
                    let (ranks, _) = run(&keys, |a, b| {
                        left -= 1;
                        if left == 0 { Err(()) } else { Ok(a < b) }
                    });
                    assert!(permutation(&ranks));
                }
                let (ranks, done) = run(&keys, |_, _| Ok(random(&mut x).is_multiple_of(2)));
                assert!(permutation(&ranks) && done.is_ok());
                assert!(permutation(&run(&keys, |_, _| Ok(true)).0));
            }
        }
    }
}
