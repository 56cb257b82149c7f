//! Frames, registers and inline caches.
//!
//! Invariants:
//! - F1: a frame's window is `nregs` initialised values, in a chunk of the register stack or in its
//!   generator's buffer, and stays where it is while the frame lives.
//! - F2: dead registers hold no pointer.
//! - F3: `code` is the code of `func`, which the frame owns, so both outlive it.
//! - F4: registers above the top frame's `top` in its chunk are dead.

#![allow(unsafe_code)]

use crate::code::Op;
use crate::memory::value::Value;
use crate::types::code::CodeObject;

/// The run loop that pushed this frame returns when the frame does.
pub const ENTRY: u8 = 1 << 0;
/// `__init__` called by a class: the frame's result is `extra`.
pub const CTOR: u8 = 1 << 1;
/// `extra` is the generator whose window this is.
pub const GEN: u8 = 1 << 2;
/// `extra` is the namespace of a class or exec body.
pub const NAMESPACE: u8 = 1 << 3;
/// The window is not a part of the caller's: leaving the frame changes the bound of windows.
pub const MOVED: u8 = 1 << 4;

/// A Python call under way.
pub struct Frame {
    pub regs: *mut Value,
    /// The next instruction. For the top frame `Vm::pc` has it.
    pub pc: *const Op,
    /// Register of the caller that receives the result.
    pub dst: u16,
    pub flags: u8,
    pub code: *const CodeObject,
    pub func: Value,
    pub extra: Value,
    /// First free register on the main stack behind this frame.
    pub top: *mut Value,
}

/// The frames of a VM, innermost last. The loop reads and writes the top one in place.
///
/// Invariant F5: `base..top` are initialised frames; `limit` is at most the end of the allocation and
/// at most as many frames as the recursion limit allows.
pub struct FrameStack {
    base: *mut Frame,
    capacity: usize,
    pub(super) top: *mut Frame,
    /// Pushing in place is possible below this.
    pub(super) limit: *mut Frame,
    recursion_limit: usize,
}

impl FrameStack {
    /// An empty stack that takes `recursion_limit` frames in place.
    pub fn new(recursion_limit: usize) -> FrameStack {
        let mut s = FrameStack {
            base: std::ptr::null_mut(),
            capacity: 0,
            top: std::ptr::null_mut(),
            limit: std::ptr::null_mut(),
            recursion_limit,
        };
        s.grow();
        s
    }

    pub fn set_recursion_limit(&mut self, n: usize) {
        self.recursion_limit = n;
        self.update_limit();
    }

    fn update_limit(&mut self) {
        self.limit = self
            .base
            .wrapping_add(self.capacity.min(self.recursion_limit));
    }

    #[cold]
    fn grow(&mut self) {
        let len = self.len();
        let capacity = (self.capacity * 2).max(32);
        // A thousand frames take 56 KB; the recursion limit bounds this.
        let mut v: Vec<Frame> = Vec::with_capacity(capacity);
        let base = v.as_mut_ptr();
        std::mem::forget(v);
        // SAFETY: both allocations hold `len` frames (F5), which move as they are.
        unsafe {
            if !self.base.is_null() {
                std::ptr::copy_nonoverlapping(self.base, base, len);
                drop(Vec::from_raw_parts(self.base, 0, self.capacity));
            }
            self.top = base.add(len);
        }
        self.base = base;
        self.capacity = capacity;
        self.update_limit();
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        (self.top as usize - self.base as usize) / size_of::<Frame>()
    }

    pub fn is_empty(&self) -> bool {
        self.top == self.base
    }

    #[inline(always)]
    pub fn last(&self) -> Option<&Frame> {
        if self.is_empty() {
            return None;
        }
        // SAFETY: F5.
        Some(unsafe { &*self.top.sub(1) })
    }

    #[inline(always)]
    pub fn last_mut(&mut self) -> Option<&mut Frame> {
        if self.is_empty() {
            return None;
        }
        // SAFETY: F5.
        Some(unsafe { &mut *self.top.sub(1) })
    }

    pub fn push(&mut self, f: Frame) {
        if self.len() == self.capacity {
            self.grow();
        }
        // SAFETY: there is room now (F5).
        unsafe {
            self.top.write(f);
            self.top = self.top.add(1);
        }
    }

    /// As [`FrameStack::push`], field by field: a whole `Frame` would be built first and copied.
    #[inline(always)]
    #[allow(clippy::too_many_arguments)]
    pub(super) fn push_parts(
        &mut self,
        regs: *mut Value,
        pc: *const Op,
        flags: u8,
        code: *const CodeObject,
        func: Value,
        extra: Value,
        top: *mut Value,
    ) {
        if self.len() == self.capacity {
            self.grow();
        }
        let f = self.top;
        // SAFETY: there is room now (F5).
        unsafe {
            (&raw mut (*f).regs).write(regs);
            (&raw mut (*f).pc).write(pc);
            (&raw mut (*f).dst).write(0);
            (&raw mut (*f).flags).write(flags);
            (&raw mut (*f).code).write(code);
            (&raw mut (*f).func).write(func);
            (&raw mut (*f).extra).write(extra);
            (&raw mut (*f).top).write(top);
            self.top = f.add(1);
        }
    }

    pub fn pop(&mut self) -> Option<Frame> {
        if self.is_empty() {
            return None;
        }
        // SAFETY: F5.
        unsafe {
            self.top = self.top.sub(1);
            Some(self.top.read())
        }
    }

    /// Innermost last.
    pub fn iter(&self) -> std::slice::Iter<'_, Frame> {
        // SAFETY: F5.
        unsafe { std::slice::from_raw_parts(self.base, self.len()) }.iter()
    }

    pub fn clear(&mut self) {
        while self.pop().is_some() {}
    }
}

impl Drop for FrameStack {
    fn drop(&mut self) {
        self.clear();
        // SAFETY: `base` came from a Vec of this capacity.
        unsafe { drop(Vec::from_raw_parts(self.base, 0, self.capacity)) }
    }
}

/// Inline cache of an instruction. All-zero: empty.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct SiteCache {
    /// Shape id (attributes, methods) or version of the globals' keys; 0: empty.
    pub guard: u32,
    /// Version of the builtins' keys, of a module's keys, or of a class.
    pub guard2: u32,
    /// Slot (attributes) or entry (dicts).
    pub index: u32,
    pub kind: CacheKind,
    /// Times it missed: after too many the slow path stops filling it.
    pub misses: u8,
    /// Of the site, not of what is cached (only the first entry's counts): positional arguments of
    /// its call, or [`SiteCache::KEYWORDS`].
    pub argc: u16,
    /// An uncounted value that what is guarded holds, or a shape's address.
    pub value: u64,
}

impl SiteCache {
    /// The call passes keyword arguments: its [`crate::code::Site`] has the particulars. No function
    /// has as many parameters.
    pub const KEYWORDS: u16 = u16::MAX;

    /// The empty cache of a site.
    pub fn empty(site: &crate::code::Site) -> SiteCache {
        SiteCache {
            argc: if site.kwnames == crate::code::Site::NO_KW {
                site.argc
            } else {
                SiteCache::KEYWORDS
            },
            ..SiteCache::default()
        }
    }
}

/// The caches of a site: two receivers' shapes are remembered, the latest first.
pub type SiteCaches = [SiteCache; 2];

/// Remembers `new` at a site; what was there moves to second place.
pub fn install(c: &mut SiteCaches, new: SiteCache) {
    if c[0].guard != 0 && c[0].guard != new.guard {
        c[1] = c[0];
    }
    replace(c, new);
}

/// Remembers `new` at a site, and nothing else.
pub fn replace(c: &mut SiteCaches, new: SiteCache) {
    let argc = c[0].argc;
    c[0] = SiteCache { argc, ..new };
}

/// What an inline cache has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum CacheKind {
    #[default]
    Empty,
    /// Attribute in inline slot `index`.
    Slot,
    /// Attribute in slot `index`, beyond the inline ones.
    FarSlot,
    /// Store that moves the object to the shape at `value`, into slot `index`.
    AddSlot,
    /// Plain value on the type (`value`), no instance attribute hides it.
    TypeValue,
    /// Attribute of a class (`guard2` its version), already bound.
    ClassValue,
    /// Python function on the type: binds as a method.
    Method,
    /// Native method on the type.
    NativeMethod,
    /// Getter of a property written in Python.
    PropertyGet,
    /// Entry `index` of the module's dict.
    ModuleAttr,
    /// A global, and a builtin.
    Global,
    Builtin,
    /// A class whose calls make plain instances and run the Python `__init__` at `value`.
    Construct,
}

const _: () = assert!(size_of::<SiteCache>() == 24);

/// Registers of a chunk.
const CHUNK: usize = 16 * 1024;

/// The register stack: chunks that never move.
pub struct RegStack {
    chunks: Vec<Box<[u64]>>,
    /// Smaller chunks, to test that frames move between chunks correctly.
    chunk_size: usize,
}

impl RegStack {
    pub fn new(stress: bool) -> RegStack {
        RegStack {
            chunks: Vec::new(),
            chunk_size: if stress { 1 } else { CHUNK },
        }
    }

    /// A place for `n` dead registers: `at` if they fit there, else the start of another chunk
    /// (the caller moves arguments). `at` null asks for the first chunk. `None` when the host is
    /// out of memory.
    #[inline]
    pub fn reserve(&mut self, at: *mut Value, n: usize) -> Option<*mut Value> {
        if let Some(c) = self.chunk_of(at) {
            let end = self.chunks[c].as_ptr_range().end as usize;
            if at as usize + n * size_of::<Value>() <= end {
                return Some(at);
            }
            return self.chunk(c + 1, n);
        }
        self.chunk(0, n)
    }

    fn chunk_of(&self, at: *mut Value) -> Option<usize> {
        self.chunks.iter().rposition(|c| {
            let r = c.as_ptr_range();
            (r.start as usize..=r.end as usize).contains(&(at as usize))
        })
    }

    /// End of the chunk that `at` is in; null if it is in none.
    pub fn limit(&self, at: *mut Value) -> *mut Value {
        self.chunk_of(at).map_or(std::ptr::null_mut(), |c| {
            self.chunks[c].as_ptr_range().end as *mut Value
        })
    }

    #[cold]
    fn chunk(&mut self, i: usize, n: usize) -> Option<*mut Value> {
        let size = n.max(self.chunk_size);
        if i < self.chunks.len() {
            if self.chunks[i].len() >= n {
                return Some(self.chunks[i].as_mut_ptr() as *mut Value);
            }
            // All chunks from here on are unused (F4), so a bigger one may take their place.
            self.chunks.truncate(i);
        }
        // Zeroed words are dead registers (the int 0).
        let mut c = Vec::new();
        c.try_reserve_exact(size).ok()?;
        c.resize(size, 0u64);
        self.chunks.push(c.into_boxed_slice());
        self.chunks[i]
            .first_mut()
            .map(|w| w as *mut u64 as *mut Value)
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.chunks.iter().map(|c| c.len() * 8).sum()
    }
}
