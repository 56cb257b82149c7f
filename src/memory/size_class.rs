//! Block sizes: multiples of 16 bytes up to [`MAX_BLOCK`]. What is bigger is a [`super::buf::Buf`].

/// Block sizes are multiples of this, and blocks are aligned to it.
pub const GRANULE: usize = 16;
/// Biggest block in bytes, header included.
pub const MAX_BLOCK: usize = 512;
/// Number of size classes.
pub const CLASSES: usize = MAX_BLOCK / GRANULE;
/// Classes of pools: those for objects, and as many for small buffers.
pub const POOL_CLASSES: usize = 2 * CLASSES;

/// The class for `bytes` (1 to [`MAX_BLOCK`]).
#[inline(always)]
pub const fn class_of(bytes: usize) -> usize {
    debug_assert!(bytes >= 1 && bytes <= MAX_BLOCK);
    (bytes - 1) / GRANULE
}

/// Bytes of the blocks of `class`.
#[inline(always)]
pub const fn class_size(class: usize) -> usize {
    (class + 1) * GRANULE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_gets_the_smallest_class_that_holds_it() {
        for bytes in 1..=MAX_BLOCK {
            let c = class_of(bytes);
            assert!(c < CLASSES);
            assert!(class_size(c) >= bytes);
            assert!(c == 0 || class_size(c - 1) < bytes);
        }
    }
}
