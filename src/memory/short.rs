//! Short strings in few steps: what most strings of most programs are.
//!
//! Nothing here collects or runs Python; [`new_short_str`] allocates a block of the pools.

use super::header::{Header, Kind, payload};
use super::heap::Heap;
use super::inline::{Str, TEXT_INLINE};
use super::shape::Shape;
use super::value::Value;
use std::ptr;

/// Copies bytes that don't overlap; few of them without a call.
///
/// # Safety
/// `n` bytes may be read at `from` and written at `to`.
#[inline(always)]
pub unsafe fn copy_short(from: *const u8, to: *mut u8, n: usize) {
    // SAFETY: by contract; each arm stays within `n`, its halves overlapping.
    unsafe {
        macro_rules! halves {
            ($word:ty) => {{
                const SIZE: usize = size_of::<$word>();
                let first = (from as *const $word).read_unaligned();
                let last = (from.add(n - SIZE) as *const $word).read_unaligned();
                (to as *mut $word).write_unaligned(first);
                (to.add(n - SIZE) as *mut $word).write_unaligned(last);
            }};
        }
        match n {
            0 => {}
            1 => to.write(from.read()),
            2..4 => halves!(u16),
            4..8 => halves!(u32),
            8..16 => halves!(u64),
            16..=32 => halves!(u128),
            _ => ptr::copy_nonoverlapping(from, to, n),
        }
    }
}

/// A string of two parts, one after the other; `ascii` and `chars` must be true of the whole. `None`
/// when it is too long for a block, or memory ran out.
#[inline]
pub fn new_short_str(
    heap: &Heap,
    shape: &Shape,
    parts: [&[u8]; 2],
    ascii: bool,
    chars: usize,
) -> Option<Value> {
    let [a, b] = parts;
    let len = a.len() + b.len();
    if len > TEXT_INLINE {
        return None;
    }
    // SAFETY: the block has room for header, length, count and bytes, all of which are written before
    // it is published (N2 of `inline`).
    unsafe {
        let h = heap.alloc_block(Str::block_bytes(len, ascii)).ok()? as *mut Header;
        h.write(Header::new(shape, Kind::Str, 0));
        let to = Str::init(payload::<Str>(h), len, ascii, chars);
        copy_short(a.as_ptr(), to, a.len());
        copy_short(b.as_ptr(), to.add(a.len()), b.len());
        heap.publish(h, 0).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_copies_are_whole_and_stay_within() {
        let from: Vec<u8> = (1..=80).collect();
        for n in 0..=from.len() {
            let mut to = vec![0; from.len() + 1];
            // SAFETY: both have `n` bytes.
            unsafe { copy_short(from.as_ptr(), to.as_mut_ptr(), n) };
            assert_eq!(to[..n], from[..n]);
            assert!(to[n..].iter().all(|&b| b == 0));
        }
    }
}
