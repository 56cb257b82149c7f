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
use crate::memory::charge::Held;
use crate::memory::heap::Heap;
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
    /// Windows of callees may stand in this frame's, up to here; null where they may not (a
    /// generator's window is its own).
    pub limit: *mut Value,
}

const _: () = assert!(size_of::<Frame>() == 64);

/// Where the loop is: what it keeps of the top frame in machine registers.
#[derive(Clone, Copy)]
pub(super) struct Running {
    pub regs: *mut Value,
    /// The next instruction.
    pub pc: *const Op,
    pub code: *const CodeObject,
}

/// All read operands of verified code (R1) in the top frame (F1, F3).
#[allow(clippy::missing_safety_doc)]
impl Running {
    /// The top frame, at its `pc`.
    #[inline(always)]
    pub unsafe fn of(frames: &FrameStack) -> Running {
        // SAFETY: the caller knows that there is a frame.
        let f = unsafe { &*frames.top.sub(1) };
        Running {
            regs: f.regs,
            pc: f.pc,
            code: f.code,
        }
    }

    /// The top frame, at the instruction that has called or resumed what was above it.
    #[inline(always)]
    pub unsafe fn at_call(frames: &FrameStack) -> Running {
        // SAFETY: as above; `pc` is behind that instruction.
        unsafe {
            let r = Running::of(frames);
            Running {
                pc: r.pc.sub(1),
                ..r
            }
        }
    }

    #[inline(always)]
    pub unsafe fn reg(&self, r: u16) -> *mut Value {
        // SAFETY: R1.
        unsafe { self.regs.add(r as usize) }
    }

    #[inline(always)]
    pub unsafe fn word(&self, r: u16) -> u64 {
        // SAFETY: R1; F1: it is initialised.
        unsafe { *(self.reg(r) as *const u64) }
    }

    #[inline(always)]
    pub unsafe fn is_temporary(&self, r: u16) -> bool {
        // SAFETY: F3.
        unsafe { r >= (*self.code).nlocals }
    }

    /// The value of a source: a temporary is moved out, a local cloned.
    #[inline(always)]
    pub unsafe fn take(&self, r: u16) -> Value {
        // SAFETY: R1.
        unsafe {
            if self.is_temporary(r) {
                std::ptr::replace(self.reg(r), Value::ZERO)
            } else {
                (*self.reg(r)).clone()
            }
        }
    }

    #[inline(always)]
    pub unsafe fn k(&self, i: impl Into<u32>) -> *const Value {
        // SAFETY: R1, F3.
        unsafe { super::fast::consts_of(self.code).add(i.into() as usize) }
    }

    #[inline(always)]
    pub unsafe fn cache(&self, site: u16) -> *mut SiteCaches {
        // SAFETY: R1, F3.
        unsafe { super::fast::caches_of(self.code).add(site as usize) }
    }
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
    /// What the allocation takes.
    held: Option<Held>,
}

impl FrameStack {
    /// An empty stack that takes `recursion_limit` frames in place.
    pub fn new(recursion_limit: usize) -> FrameStack {
        let mut s = FrameStack {
            base: std::ptr::dangling_mut(),
            capacity: 0,
            top: std::ptr::dangling_mut(),
            limit: std::ptr::null_mut(),
            recursion_limit,
            held: None,
        };
        s.update_limit();
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

    /// Makes sure that one more frame can be pushed; its memory is charged to `heap`. False when there
    /// is none.
    #[inline(always)]
    #[must_use]
    pub fn make_room(&mut self, heap: &Heap) -> bool {
        self.len() < self.capacity || self.grow(heap)
    }

    #[cold]
    fn grow(&mut self, heap: &Heap) -> bool {
        let len = self.len();
        let capacity = (self.capacity * 2).max(32);
        // A thousand frames take 64 KB; the recursion limit bounds this.
        let Ok(held) = Held::new(heap, capacity * size_of::<Frame>()) else {
            return false;
        };
        let mut v: Vec<Frame> = Vec::new();
        if v.try_reserve_exact(capacity).is_err() {
            return false;
        }
        let capacity = v.capacity();
        let base = v.as_mut_ptr();
        std::mem::forget(v);
        // SAFETY: both allocations hold `len` frames (F5), which move as they are.
        unsafe {
            std::ptr::copy_nonoverlapping(self.base, base, len);
            self.free();
            self.top = base.add(len);
        }
        self.base = base;
        self.capacity = capacity;
        self.held = Some(held);
        self.update_limit();
        true
    }

    /// Frees the allocation, whose frames have moved or are dropped.
    fn free(&mut self) {
        // SAFETY: `base` came from a Vec of this capacity, or dangles and nothing is freed.
        unsafe { drop(Vec::from_raw_parts(self.base, 0, self.capacity)) }
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

    /// Pushes a frame; [`FrameStack::make_room`] has made room.
    pub fn push(&mut self, f: Frame) {
        assert!(self.len() < self.capacity);
        // SAFETY: there is room (F5).
        unsafe {
            self.top.write(f);
            self.top = self.top.add(1);
        }
    }

    /// As [`FrameStack::push`], field by field: a whole `Frame` would be built first and copied.
    ///
    /// # Safety
    /// There is room: `top` is below the allocation's end.
    #[inline(always)]
    #[allow(clippy::too_many_arguments)]
    pub(super) unsafe fn push_parts(
        &mut self,
        regs: *mut Value,
        pc: *const Op,
        flags: u8,
        code: *const CodeObject,
        func: Value,
        extra: Value,
        top: *mut Value,
        limit: *mut Value,
    ) {
        debug_assert!(self.len() < self.capacity);
        let f = self.top;
        // SAFETY: there is room (F5), as the caller promises.
        unsafe {
            (&raw mut (*f).regs).write(regs);
            (&raw mut (*f).pc).write(pc);
            (&raw mut (*f).dst).write(0);
            (&raw mut (*f).flags).write(flags);
            (&raw mut (*f).code).write(code);
            (&raw mut (*f).func).write(func);
            (&raw mut (*f).extra).write(extra);
            (&raw mut (*f).top).write(top);
            (&raw mut (*f).limit).write(limit);
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
        self.free();
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
    /// A generator's `send`: the loop resumes the frame itself.
    Send,
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

/// Registers of the first chunk, and of those that follow.
const FIRST_CHUNK: usize = 4 * 1024;
const CHUNK: usize = 16 * 1024;

/// A run of registers, zeroed when it is made: zeroed words are dead registers (the int 0). The system
/// gives the pages when they are first used.
struct Chunk {
    words: Box<[u64]>,
    /// Its charge.
    _held: Held,
}

impl Chunk {
    fn new(heap: &Heap, n: usize) -> Option<Chunk> {
        let held = Held::new(heap, n.checked_mul(size_of::<Value>())?).ok()?;
        let layout = std::alloc::Layout::array::<u64>(n).ok()?;
        debug_assert!(n > 0);
        // SAFETY: the layout isn't empty (a chunk has registers); the zeroed memory of `n` words, if
        // there was any, becomes a box of that many.
        let words = unsafe {
            let p = std::alloc::alloc_zeroed(layout) as *mut u64;
            if p.is_null() {
                return None;
            }
            Box::from_raw(std::ptr::slice_from_raw_parts_mut(p, n))
        };
        Some(Chunk { words, _held: held })
    }
}

/// The register stack: chunks that never move, charged to the heap.
pub struct RegStack {
    chunks: Vec<Chunk>,
    /// One window a chunk, to test that frames move between chunks correctly.
    stress: bool,
}

impl RegStack {
    pub fn new(stress: bool) -> RegStack {
        RegStack {
            chunks: Vec::new(),
            stress,
        }
    }

    /// A place for `n` dead registers: `at` if they fit there, else the start of another chunk
    /// (the caller moves arguments). `at` null asks for the first chunk. `None` when the heap's cap
    /// or the host's memory is reached.
    #[inline]
    pub fn reserve(&mut self, heap: &Heap, at: *mut Value, n: usize) -> Option<*mut Value> {
        if let Some(c) = self.chunk_of(at) {
            let end = self.chunks[c].words.as_ptr_range().end as usize;
            if at as usize + n * size_of::<Value>() <= end {
                return Some(at);
            }
            return self.chunk(heap, c + 1, n);
        }
        self.chunk(heap, 0, n)
    }

    fn chunk_of(&self, at: *mut Value) -> Option<usize> {
        self.chunks.iter().rposition(|c| {
            let r = c.words.as_ptr_range();
            (r.start as usize..=r.end as usize).contains(&(at as usize))
        })
    }

    /// End of the chunk that `at` is in; null if it is in none.
    pub fn limit(&self, at: *mut Value) -> *mut Value {
        self.chunk_of(at).map_or(std::ptr::null_mut(), |c| {
            self.chunks[c].words.as_ptr_range().end as *mut Value
        })
    }

    #[cold]
    fn chunk(&mut self, heap: &Heap, i: usize, n: usize) -> Option<*mut Value> {
        if i < self.chunks.len() {
            if self.chunks[i].words.len() >= n {
                return Some(self.chunks[i].words.as_mut_ptr() as *mut Value);
            }
            // All chunks from here on are unused (F4), so a bigger one may take their place.
            self.chunks.truncate(i);
        }
        let size = match (self.stress, i) {
            (true, _) => 1,
            (false, 0) => FIRST_CHUNK,
            (false, _) => CHUNK,
        };
        // A window of no registers needs a place of its own, too.
        self.chunks.push(Chunk::new(heap, n.max(size))?);
        Some(self.chunks[i].words.as_mut_ptr() as *mut Value)
    }
}
