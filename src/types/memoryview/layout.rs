//! How a view's items lie in memory: dimensions, strides, contiguity. Pure arithmetic on sizes.
//!
//! Invariant: a view's layout stays within the bytes that were viewed when it was made. Those can't
//! shrink as long as the view holds its export; every access checks all the same.

use crate::memory::buf::Buf;
use std::ops::Range;

/// Most dimensions that a view may have.
pub const MAX_DIMENSIONS: usize = 64;

/// One dimension: how many items, and how many bytes from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimension {
    pub len: usize,
    pub stride: isize,
}

/// The dimensions of a view, outermost first. Nearly all views have one.
pub enum Dimensions {
    One(Dimension),
    Many(Buf<Dimension>),
}

impl Dimensions {
    pub fn as_slice(&self) -> &[Dimension] {
        match self {
            Dimensions::One(d) => std::slice::from_ref(d),
            Dimensions::Many(all) => all,
        }
    }

    /// Bytes of memory beside the payload.
    pub fn bytes(&self) -> usize {
        match self {
            Dimensions::One(_) => 0,
            Dimensions::Many(all) => all.bytes(),
        }
    }
}

/// Number of items.
pub fn items(dimensions: &[Dimension]) -> usize {
    dimensions.iter().map(|d| d.len).product()
}

/// Whether items of `size` bytes follow each other without gaps, the last index changing fastest.
pub fn is_c_contiguous(dimensions: &[Dimension], size: usize) -> bool {
    follow(dimensions.iter().rev(), size)
}

/// As [`is_c_contiguous`] with the first index changing fastest.
pub fn is_f_contiguous(dimensions: &[Dimension], size: usize) -> bool {
    follow(dimensions.iter(), size)
}

fn follow<'a>(
    dimensions: impl ExactSizeIterator<Item = &'a Dimension> + Clone,
    size: usize,
) -> bool {
    // Of one dimension, CPython looks at the stride even if there are no items.
    if dimensions.len() > 1 && dimensions.clone().any(|d| d.len == 0) {
        return true;
    }
    let mut want = size as isize;
    for d in dimensions {
        if d.len != 1 && d.stride != want {
            return false;
        }
        want = want.saturating_mul(d.len as isize);
    }
    true
}

/// Calls `f` with the offset of each item, counted from the first; the last index changes fastest,
/// or the first one with `fortran`. Stops when `f` gives an error.
pub fn each<E>(
    dimensions: &[Dimension],
    fortran: bool,
    f: &mut dyn FnMut(isize) -> Result<(), E>,
) -> Result<(), E> {
    fn walk<E>(
        dimensions: &[Dimension],
        fortran: bool,
        base: isize,
        f: &mut dyn FnMut(isize) -> Result<(), E>,
    ) -> Result<(), E> {
        let split = match fortran {
            true => dimensions.split_last(),
            false => dimensions.split_first(),
        };
        let Some((d, inner)) = split else {
            return f(base);
        };
        for i in 0..d.len {
            walk(inner, fortran, base + i as isize * d.stride, f)?;
        }
        Ok(())
    }
    walk(dimensions, fortran, 0, f)
}

/// The bytes `start..start + size` of something of `len` bytes; `None` if they stand outside.
pub fn place(start: isize, size: usize, len: usize) -> Option<Range<usize>> {
    let start = usize::try_from(start).ok()?;
    let end = start.checked_add(size)?;
    (end <= len).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dims(all: &[(usize, isize)]) -> Vec<Dimension> {
        all.iter()
            .map(|&(len, stride)| Dimension { len, stride })
            .collect()
    }

    fn offsets(all: &[Dimension], fortran: bool) -> Vec<isize> {
        let mut out = Vec::new();
        let done: Result<(), ()> = each(all, fortran, &mut |at| {
            out.push(at);
            Ok(())
        });
        assert!(done.is_ok());
        out
    }

    #[test]
    fn contiguity() {
        let a = dims(&[(2, 6), (3, 2)]);
        assert!(is_c_contiguous(&a, 2) && !is_f_contiguous(&a, 2));
        let b = dims(&[(2, 2), (3, 4)]);
        assert!(!is_c_contiguous(&b, 2) && is_f_contiguous(&b, 2));
        let c = dims(&[(3, -1)]);
        assert!(!is_c_contiguous(&c, 1) && !is_f_contiguous(&c, 1));
        assert!(
            is_c_contiguous(&dims(&[(1, 99)]), 1) && is_f_contiguous(&dims(&[(0, -7), (2, 5)]), 1)
        );
        assert!(!is_c_contiguous(&dims(&[(0, -7)]), 1) && is_c_contiguous(&dims(&[(0, 1)]), 1));
    }

    #[test]
    fn order_of_items() {
        let a = dims(&[(2, 3), (3, 1)]);
        assert_eq!(offsets(&a, false), [0, 1, 2, 3, 4, 5]);
        assert_eq!(offsets(&a, true), [0, 3, 1, 4, 2, 5]);
        assert_eq!(offsets(&[], false), [0]);
        assert_eq!(place(-1, 1, 5), None);
        assert_eq!(place(4, 2, 5), None);
        assert_eq!(place(3, 2, 5), Some(3..5));
    }
}
