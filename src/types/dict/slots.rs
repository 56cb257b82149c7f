//! Open addressing over slots that hold an entry's number and as many bits of its hash as fit.
//!
//! Probing goes as CPython's does: `i * 5 + 1 + perturb`. Callers keep a slot empty, so that every
//! probe ends (D2 of [`super::table`]). Nothing here allocates or runs Python.

/// A slot: the low bits (as many as the table's mask) number an entry, those above are the
/// hash's. All low bits set: empty; one less: a removed entry's.
pub(super) trait Slot: Copy {
    fn wide(self) -> u32;
    fn cut(word: u32) -> Self;
}
impl Slot for u16 {
    #[inline(always)]
    fn wide(self) -> u32 {
        self as u32
    }
    #[inline(always)]
    fn cut(word: u32) -> u16 {
        word as u16
    }
}
impl Slot for u32 {
    #[inline(always)]
    fn wide(self) -> u32 {
        self
    }
    #[inline(always)]
    fn cut(word: u32) -> u32 {
        word
    }
}

/// Where a probe stands; kept while Python compares keys.
#[derive(Clone, Copy)]
pub struct Cursor {
    pub(super) at: u32,
    perturb: u32,
}

impl Cursor {
    /// The beginning of a search for `hash`.
    pub fn new(hash: u32) -> Cursor {
        Cursor {
            at: u32::MAX,
            perturb: hash,
        }
    }
}

#[inline(always)]
pub(super) fn step(at: u32, perturb: &mut u32, mask: u32) -> u32 {
    *perturb >>= 5;
    at.wrapping_mul(5).wrapping_add(*perturb).wrapping_add(1) & mask
}

/// Goes through the entries whose hash bits agree until `hit` accepts one: gives it.
#[inline(always)]
pub(super) fn probe<S: Slot>(
    slots: &[S],
    hash: u32,
    mut hit: impl FnMut(usize) -> bool,
) -> Option<usize> {
    let mask = slots.len().wrapping_sub(1) as u32;
    let high = S::cut(!mask).wide();
    let mut perturb = hash;
    let mut at = hash & mask;
    loop {
        // In range: `at` is masked. An empty slice has no keys.
        let slot = slots.get(at as usize)?.wide();
        if slot & mask == mask {
            return None;
        }
        if (slot ^ hash) & high == 0 && hit((slot & mask) as usize) {
            return Some((slot & mask) as usize);
        }
        at = step(at, &mut perturb, mask);
    }
}

/// The next entry whose hash bits agree, and the probe that continues behind it.
pub(super) fn probe_next<S: Slot>(slots: &[S], hash: u32, cursor: &mut Cursor) -> Option<usize> {
    let mask = slots.len().wrapping_sub(1) as u32;
    let high = S::cut(!mask).wide();
    loop {
        cursor.at = match cursor.at {
            u32::MAX => hash & mask,
            at => step(at, &mut cursor.perturb, mask),
        };
        let slot = slots.get(cursor.at as usize)?.wide();
        if slot & mask == mask {
            return None;
        }
        if (slot ^ hash) & high == 0 {
            return Some((slot & mask) as usize);
        }
    }
}

/// Puts `entry` into the first slot that isn't in use.
pub(super) fn put<S: Slot>(slots: &mut [S], hash: u32, entry: u32) {
    let mask = slots.len().wrapping_sub(1) as u32;
    let mut perturb = hash;
    let mut at = hash & mask;
    while let Some(slot) = slots.get_mut(at as usize) {
        if slot.wide() & mask >= mask - 1 {
            *slot = S::cut(hash & !mask | entry);
            return;
        }
        at = step(at, &mut perturb, mask);
    }
}

/// Marks the slot of `entry` as removed.
pub(super) fn unput<S: Slot>(slots: &mut [S], hash: u32, entry: u32) {
    let mask = slots.len().wrapping_sub(1) as u32;
    let mut perturb = hash;
    let mut at = hash & mask;
    while let Some(slot) = slots.get_mut(at as usize) {
        let number = slot.wide() & mask;
        if number == entry {
            *slot = S::cut(mask - 1);
            return;
        }
        if number == mask {
            return;
        }
        at = step(at, &mut perturb, mask);
    }
}

const LANES: u64 = 0x0101_0101_0101_0101;

/// The first entry whose tag is the hash's low byte.
#[inline(always)]
pub(super) fn first_tag(tags: u64, hash: u32) -> Option<usize> {
    let x = tags ^ LANES.wrapping_mul(hash as u64 & 0xFF);
    let zero = x.wrapping_sub(LANES) & !x & (LANES << 7);
    (zero != 0).then(|| (zero.trailing_zeros() >> 3) as usize)
}

/// Calls `hit` for the entries whose tag is the hash's low byte (and now and then another, which
/// `hit` must turn down) until it accepts one.
#[inline(always)]
pub(super) fn probe_tags(
    tags: u64,
    hash: u32,
    mut hit: impl FnMut(usize) -> bool,
) -> Option<usize> {
    let x = tags ^ LANES.wrapping_mul(hash as u64 & 0xFF);
    let mut zero = x.wrapping_sub(LANES) & !x & (LANES << 7);
    while zero != 0 {
        let entry = (zero.trailing_zeros() >> 3) as usize;
        if hit(entry) {
            return Some(entry);
        }
        zero &= zero - 1;
    }
    None
}
