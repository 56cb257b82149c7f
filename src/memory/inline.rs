//! Objects whose contents stand in their own block: tuples, strings and bytes.
//!
//! ```text
//! Tuple: | header | len | item 0 … |                    len > 60: one Buf instead of the items
//! Str:   | header | len+flags | [chars] | bytes … |     too long: a Buf instead of the bytes
//! ```
//! `chars` (a count of code points) stands there for strings that aren't ASCII. Strings are WTF-8:
//! UTF-8 that may hold lone surrogates (three bytes each). The header's `aux` caches the hash of
//! strings and bytes (0: not computed).
//!
//! Invariants:
//! - N1: a tuple's items are all initialised when it is published, and never change after.
//! - N2: a string's bytes are generalised WTF-8 (each surrogate code point has its own three bytes,
//!   pairs are not joined), its ASCII flag and char count are true of them.
//! - N3: heap-type strings and bytes are tracked, so their `aux` is not a hash (H2).

use super::buf::Buf;
use super::header::{Drops, FLAG_HEAP_TYPE, FLAG_TRACKED, Header, Kind, Layout, Payload, payload};
use super::heap::{Heap, MAX_BLOCK, OutOfMemory};
use super::shape::Shape;
use super::short::copy_short;
use super::value::Value;
use crate::types::registry::LAYOUTS;
use std::cell::Cell;

const WORD: usize = 8;
const FIXED: usize = size_of::<Header>() + WORD;
/// Room that a heap type's extension takes at the end of a block.
const fn ext_bytes(flags: u8) -> usize {
    if flags & FLAG_HEAP_TYPE != 0 { WORD } else { 0 }
}

/// Longest tuple whose items are inline (leaving room for an extension word).
pub const TUPLE_INLINE: usize = (MAX_BLOCK - FIXED - WORD) / WORD;
/// Longest string or bytes (in bytes) that is inline.
pub const TEXT_INLINE: usize = MAX_BLOCK - FIXED - 2 * WORD;

/// Instances of subclasses have an extension, which can hold anything.
const fn tracked_if_heap_type(flags: u8) -> u8 {
    if flags & FLAG_HEAP_TYPE != 0 {
        flags | FLAG_TRACKED
    } else {
        flags
    }
}

/// Writes a fresh extension word.
///
/// # Safety
/// `h` was just allocated with room for it.
unsafe fn init_ext(h: *mut Header, flags: u8) {
    if flags & FLAG_HEAP_TYPE != 0 {
        // SAFETY: I2 of `instance`: the word is the block's last; nobody has seen the object.
        unsafe {
            if let Some(p) = super::instance::ext_ptr(&*h) {
                p.write(Value::UNBOUND)
            }
        }
    }
}

// ---------------------------------------------------------------- tuples

/// An immutable sequence of values.
#[repr(C)]
pub struct Tuple {
    len: usize,
}

impl Payload for Tuple {
    const KIND: Kind = Kind::Tuple;
    const TRACKED: bool = true;
}

impl Tuple {
    #[inline(always)]
    fn tail<T>(&self) -> *mut T {
        // SAFETY (of users): the tail starts right behind `len` in the same block.
        (self as *const Tuple as *mut u8).wrapping_add(WORD) as *mut T
    }

    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: N1; long tuples hold a Buf in the tail.
        unsafe {
            if self.len <= TUPLE_INLINE {
                std::slice::from_raw_parts(self.tail::<Value>(), self.len)
            } else {
                &*self.tail::<Buf<Value>>()
            }
        }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// The tuple behind `v`, if it is one and of no subclass.
#[inline(always)]
pub fn exact_tuple(v: &Value) -> Option<&Tuple> {
    let h = v.header()?;
    // SAFETY: H1; N1: tuples never change, and `v` keeps this one alive while it is borrowed.
    h.is_exact(Kind::Tuple)
        .then(|| unsafe { &*payload::<Tuple>(h) })
}

/// Whether a container that holds `v` can be part of a cycle through it.
#[inline]
pub fn can_cycle(v: &Value) -> bool {
    match v.header() {
        None => false,
        Some(h) if h.is_exact(Kind::Tuple) => h.has(FLAG_TRACKED),
        // Dicts and sets are tracked only once they hold something that can cycle.
        Some(h) => {
            LAYOUTS[h.kind() as usize].tracked
                || matches!(h.kind(), Kind::Dict | Kind::Set)
                || h.has(FLAG_HEAP_TYPE)
        }
    }
}

/// Makes a tuple of the values that `fill` writes: it is called with each index and must give the
/// item. Never collects.
pub fn new_tuple(
    heap: &Heap,
    shape: &Shape,
    flags: u8,
    len: usize,
    mut fill: impl FnMut(usize) -> Value,
) -> Result<Value, OutOfMemory> {
    let long = len > TUPLE_INLINE;
    let tail = if long {
        size_of::<Buf<Value>>()
    } else {
        len * WORD
    };
    let buf = if long {
        Some(Buf::with_capacity(heap, len)?)
    } else {
        None
    };
    // SAFETY: the block is big enough for header, length, tail and extension; it is published
    // (as a Value) only when all of it is initialised. `fill` can't reach it.
    unsafe {
        let h = heap.alloc_block(FIXED + tail + ext_bytes(flags))? as *mut Header;
        let t = payload::<Tuple>(h);
        t.write(Tuple { len });
        let mut cycle = flags & FLAG_HEAP_TYPE != 0;
        match buf {
            None => {
                let items = (*t).tail::<Value>();
                for i in 0..len {
                    let v = fill(i);
                    cycle |= can_cycle(&v);
                    items.add(i).write(v);
                }
            }
            Some(mut buf) => {
                for i in 0..len {
                    let v = fill(i);
                    cycle |= can_cycle(&v);
                    // Capacity was reserved, so this can't fail.
                    let _ = buf.push(heap, v);
                }
                (*t).tail::<Buf<Value>>().write(buf);
            }
        }
        let flags = if cycle { flags | FLAG_TRACKED } else { flags };
        h.write(Header::new(shape, Kind::Tuple, flags));
        init_ext(h, flags);
        heap.publish(h, flags)
    }
}

/// Makes an exact tuple of `items`, which are taken out: no pointer stays behind. Never collects. On
/// `Err` they are all still there.
#[inline(always)]
pub fn tuple_taking(heap: &Heap, shape: &Shape, items: &mut [Value]) -> Result<Value, OutOfMemory> {
    let len = items.len();
    if len > TUPLE_INLINE {
        return new_tuple(heap, shape, 0, len, |i| items[i].take());
    }
    // SAFETY: as in `new_tuple`. The values are moved word by word; those that hold a count are gone
    // from `items` then.
    unsafe {
        let h = heap.alloc_block(FIXED + len * WORD)? as *mut Header;
        let t = payload::<Tuple>(h);
        t.write(Tuple { len });
        let to = (*t).tail::<u64>();
        let mut cycle = false;
        for (i, v) in items.iter_mut().enumerate() {
            let word = v.word();
            to.add(i).write(word);
            if v.is_ptr() {
                cycle |= can_cycle(v);
                std::ptr::write(v, Value::ZERO);
            }
        }
        let flags = if cycle { FLAG_TRACKED } else { 0 };
        h.write(Header::new(shape, Kind::Tuple, flags));
        heap.publish(h, flags)
    }
}

/// Whether dropping tuple `h` releases nothing but its block.
///
/// # Safety
/// `h` is a tuple.
#[inline(always)]
pub(super) unsafe fn holds_no_pointers(h: *const Header) -> bool {
    // SAFETY: by contract; N1.
    unsafe {
        let t = &*payload::<Tuple>(h as *mut Header);
        t.len <= TUPLE_INLINE && t.items().iter().all(|v| !v.is_ptr())
    }
}

/// Registry row: the generic one doesn't know the tail.
pub const TUPLE_LAYOUT: Layout = {
    unsafe fn drop(h: *mut Header) {
        // SAFETY: the caller owns a dead tuple (N1).
        unsafe {
            let t = payload::<Tuple>(h);
            if (*t).len <= TUPLE_INLINE {
                let items = (*t).tail::<Value>();
                // The last first, as CPython does.
                for i in (0..(*t).len).rev() {
                    std::ptr::drop_in_place(items.add(i));
                }
            } else {
                std::ptr::drop_in_place((*t).tail::<Buf<Value>>());
            }
        }
    }
    unsafe fn visit(h: *const Header, f: &mut dyn FnMut(&Value)) {
        // SAFETY: the caller passes a live tuple.
        unsafe { (*payload::<Tuple>(h)).items().iter().for_each(f) }
    }
    // Immutable: a cycle through a tuple is broken elsewhere.
    unsafe fn clear(_: *mut Header, _: &mut dyn FnMut(Value)) {}
    unsafe fn extra(h: *const Header) -> usize {
        // SAFETY: the caller passes a live tuple.
        unsafe {
            let t = payload::<Tuple>(h);
            if (*t).len <= TUPLE_INLINE {
                0
            } else {
                (*(*t).tail::<Buf<Value>>()).bytes()
            }
        }
    }
    Layout {
        name: "Tuple",
        kind: Kind::Tuple,
        size: WORD,
        tracked: true,
        cleared_first: false,
        drops: Drops::Values,
        drop,
        visit,
        clear,
        extra_bytes: extra,
    }
};

// ---------------------------------------------------------------- text

/// The hash in `aux`. Instances of subclasses are tracked: their `aux` is the collector's, so they
/// cache none.
#[inline(always)]
fn cached_hash(h: &Header) -> u32 {
    if h.has(FLAG_HEAP_TYPE) {
        0
    } else {
        h.aux.get()
    }
}

#[inline(always)]
fn set_cached_hash(h: &Header, hash: u32) {
    if !h.has(FLAG_HEAP_TYPE) {
        h.aux.set(hash);
    }
}

const ASCII: usize = 1 << 63;
const INTERNED: usize = 1 << 62;
const LARGE: usize = 1 << 61;
const LEN: usize = LARGE - 1;

/// A string: immutable WTF-8 text.
#[repr(C)]
pub struct Str {
    /// A cell, because the cached hash in front and the tail behind are written through shared
    /// references (a plain field would let the compiler take all of the object for read-only).
    meta: Cell<usize>,
}

impl Payload for Str {
    const KIND: Kind = Kind::Str;
}

impl Str {
    #[inline(always)]
    fn tail(&self) -> *mut u8 {
        (self as *const Str as *mut u8).wrapping_add(WORD)
    }

    #[inline(always)]
    fn bytes_ptr(&self) -> *mut u8 {
        self.tail()
            .wrapping_add(if self.is_ascii() { 0 } else { WORD })
    }

    /// Length in bytes.
    #[inline(always)]
    pub fn byte_len(&self) -> usize {
        self.meta.get() & LEN
    }

    /// Length in code points.
    #[inline(always)]
    pub fn char_len(&self) -> usize {
        if self.is_ascii() {
            self.byte_len()
        } else {
            // SAFETY: strings that aren't ASCII have the count in front of their bytes.
            unsafe { (self.tail() as *const usize).read() }
        }
    }

    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.meta.get() & ASCII != 0
    }

    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.meta.get() & INTERNED != 0
    }

    /// The text as WTF-8.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: N2 and the layout in the module doc.
        unsafe {
            if self.meta.get() & LARGE == 0 {
                std::slice::from_raw_parts(self.bytes_ptr(), self.byte_len())
            } else {
                &*(self.bytes_ptr() as *const Buf<u8>)
            }
        }
    }

    /// The text, unless it holds lone surrogates.
    #[inline]
    pub fn as_str(&self) -> Option<&str> {
        if self.is_ascii() {
            // SAFETY: N2: ASCII is UTF-8.
            Some(unsafe { std::str::from_utf8_unchecked(self.bytes()) })
        } else {
            std::str::from_utf8(self.bytes()).ok()
        }
    }

    #[inline(always)]
    fn header(&self) -> &Header {
        // SAFETY: a `Str` only exists as a payload, right behind its header.
        unsafe {
            &*((self as *const Str as *const u8).wrapping_sub(size_of::<Header>()) as *const Header)
        }
    }

    /// The hash computed earlier; 0 when there is none.
    #[inline(always)]
    pub fn cached_hash(&self) -> u32 {
        cached_hash(self.header())
    }

    #[inline(always)]
    pub fn set_cached_hash(&self, hash: u32) {
        set_cached_hash(self.header(), hash);
    }

    pub(crate) fn set_interned(&mut self, on: bool) {
        self.meta.set(if on {
            self.meta.get() | INTERNED
        } else {
            self.meta.get() & !INTERNED
        });
    }

    /// Bytes of the block of a string of `len` bytes that stand in it.
    #[inline(always)]
    pub(super) const fn block_bytes(len: usize, ascii: bool) -> usize {
        FIXED + if ascii { 0 } else { WORD } + len
    }

    /// Writes all but the bytes of a string at `s`, and tells where these go.
    ///
    /// # Safety
    /// `s` is the payload of a block of at least [`Str::block_bytes`] that nobody else has.
    #[inline(always)]
    pub(super) unsafe fn init(s: *mut Str, len: usize, ascii: bool, chars: usize) -> *mut u8 {
        // SAFETY: by contract.
        unsafe {
            s.write(Str {
                meta: Cell::new(len | if ascii { ASCII } else { 0 }),
            });
            let tail = (*s).tail();
            if ascii {
                return tail;
            }
            (tail as *mut usize).write(chars);
            tail.add(WORD)
        }
    }

    /// Appends in place if that needs no new object: the string must not be shared, interned, nor
    /// have its hash known to anyone. Tells whether it did.
    pub(crate) fn try_append(
        &mut self,
        heap: &Heap,
        more: &[u8],
        more_ascii: bool,
        more_chars: usize,
    ) -> Result<bool, OutOfMemory> {
        if self.is_interned()
            || (self.is_ascii() && !more_ascii)
            || self.header().has(FLAG_HEAP_TYPE)
        {
            return Ok(false);
        }
        let len = self.byte_len();
        let at = self.bytes_ptr();
        let room = Heap::block_size(self.header())
            - (at as usize - self.header() as *const Header as usize);
        // SAFETY: `at` has `room` bytes in this block; LARGE strings hold a Buf there (N2).
        unsafe {
            if self.meta.get() & LARGE != 0 {
                (*(at as *mut Buf<u8>)).extend_from_slice(heap, more)?;
            } else if len + more.len() <= room {
                copy_short(more.as_ptr(), at.add(len), more.len());
            } else if room >= size_of::<Buf<u8>>() {
                let mut buf = Buf::with_capacity(heap, (len + more.len()) * 2)?;
                buf.extend_from_slice(heap, std::slice::from_raw_parts(at, len))?;
                buf.extend_from_slice(heap, more)?;
                (at as *mut Buf<u8>).write(buf);
                self.meta.set(self.meta.get() | LARGE);
            } else {
                return Ok(false);
            }
            self.meta.set((self.meta.get() & !LEN) | (len + more.len()));
            if !self.is_ascii() {
                *(self.tail() as *mut usize) += more_chars;
            }
        }
        self.set_cached_hash(0);
        Ok(true)
    }
}

/// Where the bytes of a new string or bytes object come from.
pub enum Bytes8<'a> {
    Copy(&'a [u8]),
    Take(Buf<u8>),
}

/// Makes a string. `chars` is the number of code points, `ascii` whether all are ASCII; `slack`
/// more bytes are reserved for appending. Never collects.
pub fn new_str(
    heap: &Heap,
    shape: &Shape,
    flags: u8,
    src: Bytes8<'_>,
    ascii: bool,
    chars: usize,
    slack: usize,
) -> Result<Value, OutOfMemory> {
    match src {
        Bytes8::Copy(b) if b.len() + slack <= TEXT_INLINE => {
            new_small_str(heap, shape, flags, b, ascii, chars, slack)
        }
        src => new_large_str(heap, shape, flags, src, ascii, chars, slack),
    }
}

/// [`new_str`] for contents that fit into the block.
#[inline]
fn new_small_str(
    heap: &Heap,
    shape: &Shape,
    flags: u8,
    text: &[u8],
    ascii: bool,
    chars: usize,
    slack: usize,
) -> Result<Value, OutOfMemory> {
    let len = text.len();
    let chars_bytes = if ascii { 0 } else { WORD };
    // SAFETY: the block has room for all parts, which are initialised before it is published.
    unsafe {
        let bytes = FIXED + chars_bytes + len + slack + ext_bytes(flags);
        let h = heap.alloc_block(bytes)? as *mut Header;
        let flags = tracked_if_heap_type(flags);
        h.write(Header::new(shape, Kind::Str, flags));
        init_ext(h, flags);
        let s = payload::<Str>(h);
        s.write(Str {
            meta: Cell::new(len | if ascii { ASCII } else { 0 }),
        });
        if !ascii {
            ((*s).tail() as *mut usize).write(chars);
        }
        std::ptr::copy_nonoverlapping(text.as_ptr(), (*s).bytes_ptr(), len);
        heap.publish(h, flags)
    }
}

/// [`new_str`] for contents that come as a buffer or need one.
#[inline(never)]
fn new_large_str(
    heap: &Heap,
    shape: &Shape,
    flags: u8,
    src: Bytes8<'_>,
    ascii: bool,
    chars: usize,
    slack: usize,
) -> Result<Value, OutOfMemory> {
    let len = match &src {
        Bytes8::Copy(b) => b.len(),
        Bytes8::Take(b) => b.len(),
    };
    let large = len + slack > TEXT_INLINE;
    let chars_bytes = if ascii { 0 } else { WORD };
    let tail = if large {
        size_of::<Buf<u8>>()
    } else {
        len + slack
    };
    let buf = match (&src, large) {
        (Bytes8::Copy(b), true) => {
            let mut buf = Buf::with_capacity(heap, len + slack)?;
            buf.extend_from_slice(heap, b)?;
            Some(buf)
        }
        _ => None,
    };
    // SAFETY: the block has room for all parts, which are initialised before it is published.
    unsafe {
        let h = heap.alloc_block(FIXED + chars_bytes + tail + ext_bytes(flags))? as *mut Header;
        let flags = tracked_if_heap_type(flags);
        h.write(Header::new(shape, Kind::Str, flags));
        init_ext(h, flags);
        let s = payload::<Str>(h);
        s.write(Str {
            meta: Cell::new(len | if ascii { ASCII } else { 0 } | if large { LARGE } else { 0 }),
        });
        if !ascii {
            ((*s).tail() as *mut usize).write(chars);
        }
        let at = (*s).bytes_ptr();
        match (src, buf) {
            (_, Some(buf)) => (at as *mut Buf<u8>).write(buf),
            (Bytes8::Take(b), None) if large => (at as *mut Buf<u8>).write(b),
            (Bytes8::Take(b), None) => std::ptr::copy_nonoverlapping(b.as_ptr(), at, len),
            (Bytes8::Copy(b), None) => std::ptr::copy_nonoverlapping(b.as_ptr(), at, len),
        }
        heap.publish(h, flags)
    }
}

/// As [`new_str`] with the contents in two parts.
pub fn new_str2(
    heap: &Heap,
    shape: &Shape,
    parts: [&[u8]; 2],
    ascii: bool,
    chars: usize,
    slack: usize,
) -> Result<Value, OutOfMemory> {
    let len = parts[0].len() + parts[1].len();
    if len + slack > TEXT_INLINE {
        let mut buf = Buf::with_capacity(heap, len + slack)?;
        buf.extend_from_slice(heap, parts[0])?;
        buf.extend_from_slice(heap, parts[1])?;
        let large_enough = TEXT_INLINE.saturating_sub(len) + 1;
        return new_str(
            heap,
            shape,
            0,
            Bytes8::Take(buf),
            ascii,
            chars,
            large_enough,
        );
    }
    let mut both = std::mem::MaybeUninit::<[u8; TEXT_INLINE]>::uninit();
    let at = both.as_mut_ptr() as *mut u8;
    // SAFETY: both parts fit (checked above), and only what was written is read.
    let text = unsafe {
        std::ptr::copy_nonoverlapping(parts[0].as_ptr(), at, parts[0].len());
        std::ptr::copy_nonoverlapping(parts[1].as_ptr(), at.add(parts[0].len()), parts[1].len());
        std::slice::from_raw_parts(at, len)
    };
    new_str(heap, shape, 0, Bytes8::Copy(text), ascii, chars, slack)
}

/// Takes the bytes of a string that is being made; see [`new_str_filled`].
pub struct Filler<'h> {
    heap: &'h Heap,
    /// Room left in the object's block, or nothing where a buffer takes the bytes.
    at: *mut u8,
    left: usize,
    buf: Buf<u8>,
}

impl Filler<'_> {
    /// Appends. What is beyond the length that was announced is left out.
    #[inline(always)]
    pub fn push(&mut self, bytes: &[u8]) {
        let n = bytes.len().min(self.left);
        self.left -= n;
        if self.at.is_null() {
            // Its capacity is the announced length.
            let _ = self.buf.extend_from_slice(self.heap, &bytes[..n]);
            return;
        }
        // SAFETY: `left` bytes of the block are free at `at`, which nobody else can reach.
        unsafe {
            copy_short(bytes.as_ptr(), self.at, n);
            self.at = self.at.add(n);
        }
    }
}

/// Makes a string of `len` bytes which `fill` pushes (zeros stand for what it leaves out); `ascii`
/// and `chars` must be true of them. The bytes are copied once. Never collects.
pub fn new_str_filled(
    heap: &Heap,
    shape: &Shape,
    len: usize,
    ascii: bool,
    chars: usize,
    fill: impl FnOnce(&mut Filler<'_>),
) -> Result<Value, OutOfMemory> {
    if len > TEXT_INLINE {
        let buf = Buf::with_capacity(heap, len)?;
        let mut filler = Filler {
            heap,
            at: std::ptr::null_mut(),
            left: len,
            buf,
        };
        fill(&mut filler);
        let mut buf = filler.buf;
        buf.resize(heap, len, 0)?;
        return new_str(heap, shape, 0, Bytes8::Take(buf), ascii, chars, 0);
    }
    // SAFETY: as in `new_str`: the block has room for header, length, count and bytes, all of which
    // are written before it is published.
    unsafe {
        let h = heap.alloc_block(Str::block_bytes(len, ascii))? as *mut Header;
        h.write(Header::new(shape, Kind::Str, 0));
        let at = Str::init(payload::<Str>(h), len, ascii, chars);
        let mut filler = Filler {
            heap,
            at,
            left: len,
            buf: Buf::new(),
        };
        fill(&mut filler);
        std::ptr::write_bytes(filler.at, 0, filler.left);
        heap.publish(h, 0)
    }
}

/// Registry row of `Str`.
pub const STR_LAYOUT: Layout = {
    unsafe fn drop(h: *mut Header) {
        // SAFETY: the caller owns a dead string.
        unsafe {
            let s = payload::<Str>(h);
            if (*s).is_interned() {
                Heap::of(&*h).forget_interned(h);
            }
            if (*s).meta.get() & LARGE != 0 {
                std::ptr::drop_in_place((*s).bytes_ptr() as *mut Buf<u8>);
            }
        }
    }
    unsafe fn extra(h: *const Header) -> usize {
        // SAFETY: the caller passes a live string.
        unsafe {
            let s = payload::<Str>(h);
            if (*s).meta.get() & LARGE != 0 {
                (*((*s).bytes_ptr() as *const Buf<u8>)).bytes()
            } else {
                0
            }
        }
    }
    Layout {
        name: "Str",
        kind: Kind::Str,
        size: WORD,
        tracked: false,
        cleared_first: false,
        drops: Drops::Buffers,
        drop,
        visit: no_visit,
        clear: no_clear,
        extra_bytes: extra,
    }
};

unsafe fn no_visit(_: *const Header, _: &mut dyn FnMut(&Value)) {}
unsafe fn no_clear(_: *mut Header, _: &mut dyn FnMut(Value)) {}

/// An immutable array of bytes.
#[repr(C)]
pub struct Bytes {
    /// A cell, because the cached hash in front and the tail behind are written through shared
    /// references (a plain field would let the compiler take all of the object for read-only).
    meta: Cell<usize>,
}

impl Payload for Bytes {
    const KIND: Kind = Kind::Bytes;
}

impl Bytes {
    #[inline(always)]
    fn tail(&self) -> *mut u8 {
        (self as *const Bytes as *mut u8).wrapping_add(WORD)
    }

    /// The contents.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: initialised before publication; long ones hold a Buf in the tail.
        unsafe {
            if self.meta.get() & LARGE == 0 {
                std::slice::from_raw_parts(self.tail(), self.meta.get() & LEN)
            } else {
                &*(self.tail() as *const Buf<u8>)
            }
        }
    }

    fn header(&self) -> &Header {
        // SAFETY: a `Bytes` only exists as a payload, right behind its header.
        unsafe {
            &*((self as *const Bytes as *const u8).wrapping_sub(size_of::<Header>())
                as *const Header)
        }
    }

    /// The hash computed earlier; 0 when there is none.
    pub fn cached_hash(&self) -> u32 {
        cached_hash(self.header())
    }

    pub fn set_cached_hash(&self, hash: u32) {
        set_cached_hash(self.header(), hash);
    }
}

/// Makes a bytes object. Never collects.
pub fn new_bytes(
    heap: &Heap,
    shape: &Shape,
    flags: u8,
    src: Bytes8<'_>,
) -> Result<Value, OutOfMemory> {
    let (len, buf) = match &src {
        Bytes8::Copy(b) if b.len() > TEXT_INLINE => {
            let mut buf = Buf::with_capacity(heap, b.len())?;
            buf.extend_from_slice(heap, b)?;
            (b.len(), Some(buf))
        }
        Bytes8::Copy(b) => (b.len(), None),
        Bytes8::Take(b) => (b.len(), None),
    };
    let large = len > TEXT_INLINE;
    let tail = if large { size_of::<Buf<u8>>() } else { len };
    // SAFETY: as in `new_str`.
    unsafe {
        let h = heap.alloc_block(FIXED + tail + ext_bytes(flags))? as *mut Header;
        let flags = tracked_if_heap_type(flags);
        h.write(Header::new(shape, Kind::Bytes, flags));
        init_ext(h, flags);
        let b = payload::<Bytes>(h);
        b.write(Bytes {
            meta: Cell::new(len | if large { LARGE } else { 0 }),
        });
        let at = (*b).tail();
        match (src, buf) {
            (_, Some(buf)) => (at as *mut Buf<u8>).write(buf),
            (Bytes8::Take(x), None) if large => (at as *mut Buf<u8>).write(x),
            (Bytes8::Take(x), None) => std::ptr::copy_nonoverlapping(x.as_ptr(), at, len),
            (Bytes8::Copy(x), None) => std::ptr::copy_nonoverlapping(x.as_ptr(), at, len),
        }
        heap.publish(h, flags)
    }
}

/// Registry row of `Bytes`.
pub const BYTES_LAYOUT: Layout = {
    unsafe fn drop(h: *mut Header) {
        // SAFETY: the caller owns a dead bytes object.
        unsafe {
            let b = payload::<Bytes>(h);
            if (*b).meta.get() & LARGE != 0 {
                std::ptr::drop_in_place((*b).tail() as *mut Buf<u8>);
            }
        }
    }
    unsafe fn extra(h: *const Header) -> usize {
        // SAFETY: the caller passes a live bytes object.
        unsafe {
            let b = payload::<Bytes>(h);
            if (*b).meta.get() & LARGE != 0 {
                (*((*b).tail() as *const Buf<u8>)).bytes()
            } else {
                0
            }
        }
    }
    Layout {
        name: "Bytes",
        kind: Kind::Bytes,
        size: WORD,
        tracked: false,
        cleared_first: false,
        drops: Drops::Buffers,
        drop,
        visit: no_visit,
        clear: no_clear,
        extra_bytes: extra,
    }
};
