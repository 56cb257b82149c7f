//! The 16 bytes in front of every object, and what the memory system knows of each layout.
//!
//! ```text
//! 0        4        8                          14    15   16
//! | rc u32 | aux u32 | shape (48-bit address) | kind | flags | payload …
//! ```
//!
//! - `rc`: references; bit 31 set: immortal, never written again.
//! - `aux`: a tracked young object's index in the young vector; a collector's scratch count for
//!   old tracked objects; for untracked layouts, theirs to use (strings keep their hash there).
//! - `shape`: the hidden class; it names the type. Shapes belong to their type and outlive every
//!   object that has them (objects of heap types hold a count of the type).
//! - `kind`: which Rust payload follows ([`Layout`]); subclasses of a builtin share its kind.
//!
//! Invariants:
//! - H1: `kind` never changes; the payload is initialised before anyone sees the object.
//! - H2: FLAG_TRACKED objects are containers whose layout has `visit`; young ones stand in the
//!   young vector at `aux`.

use super::value::Value;
use std::cell::Cell;

pub use crate::types::registry::Kind;

/// Set in `rc` of objects that are never freed.
pub const IMMORTAL_BIT: u32 = 1 << 31;

/// Instance of a class made by a `class` statement or `type()`: holds a count of its type, and has
/// an extension word (see [`super::instance`]).
pub const FLAG_HEAP_TYPE: u8 = 1 << 0;
/// The cycle collector looks at it.
pub const FLAG_TRACKED: u8 = 1 << 1;
/// Bits 2-3: generation, 0 young, 1 middle, 2 old.
pub const GEN_SHIFT: u32 = 2;
pub const GEN_MASK: u8 = 0b11 << GEN_SHIFT;
/// Weak references to it exist (side table of the heap).
pub const FLAG_WEAKREFS: u8 = 1 << 4;
/// Its finalizer has run (PEP 442: once).
pub const FLAG_FINALIZED: u8 = 1 << 5;
/// Its type has `__del__`, or it is a suspended generator: something runs before it is freed.
pub const FLAG_FINALIZER: u8 = 1 << 6;
/// Scratch mark of a collection that is under way.
pub const FLAG_MARK: u8 = 1 << 7;

/// In front of every object.
#[repr(C)]
pub struct Header {
    pub(crate) rc: Cell<u32>,
    pub(crate) aux: Cell<u32>,
    meta: Cell<u64>,
}

const SHAPE_MASK: u64 = (1 << 48) - 1;

impl Header {
    /// A header with one reference.
    pub fn new(shape: *const super::shape::Shape, kind: Kind, flags: u8) -> Header {
        debug_assert!(shape as u64 <= SHAPE_MASK);
        Header {
            rc: Cell::new(1),
            aux: Cell::new(0),
            meta: Cell::new(shape as u64 | (kind as u64) << 48 | (flags as u64) << 56),
        }
    }

    #[inline(always)]
    pub fn kind(&self) -> Kind {
        // SAFETY: H1: the byte was written from a `Kind`.
        unsafe { std::mem::transmute::<u8, Kind>((self.meta.get() >> 48) as u8) }
    }

    #[inline(always)]
    pub fn flags(&self) -> u8 {
        (self.meta.get() >> 56) as u8
    }

    #[inline(always)]
    pub fn has(&self, flag: u8) -> bool {
        self.meta.get() & (flag as u64) << 56 != 0
    }

    #[inline(always)]
    pub fn set(&self, flag: u8) {
        self.meta.set(self.meta.get() | (flag as u64) << 56);
    }

    #[inline(always)]
    pub fn unset(&self, flag: u8) {
        self.meta.set(self.meta.get() & !((flag as u64) << 56));
    }

    #[inline(always)]
    pub fn shape_ptr(&self) -> *const super::shape::Shape {
        (self.meta.get() & SHAPE_MASK) as *const super::shape::Shape
    }

    #[inline(always)]
    pub fn shape(&self) -> &super::shape::Shape {
        // SAFETY: shapes outlive every object that has them (module doc).
        unsafe { &*self.shape_ptr() }
    }

    pub(crate) fn set_shape(&self, shape: *const super::shape::Shape) {
        self.meta.set(self.meta.get() & !SHAPE_MASK | shape as u64);
    }

    /// Kind is `kind` and the type is the builtin itself, not a subclass.
    #[inline(always)]
    pub fn is_exact(&self, kind: Kind) -> bool {
        const MASK: u64 = 0xFF << 48 | (FLAG_HEAP_TYPE as u64) << 56;
        self.meta.get() & MASK == (kind as u64) << 48
    }

    /// Generation 0, 1 or 2.
    pub fn generation(&self) -> u8 {
        (self.flags() & GEN_MASK) >> GEN_SHIFT
    }

    pub(crate) fn set_generation(&self, g: u8) {
        self.unset(GEN_MASK);
        self.set(g << GEN_SHIFT);
    }

    pub fn is_immortal(&self) -> bool {
        self.rc.get() & IMMORTAL_BIT != 0
    }

    /// Makes the object immortal.
    pub fn immortalize(&self) {
        self.rc.set(self.rc.get() | IMMORTAL_BIT);
    }
}

const _: () = assert!(size_of::<Header>() == 16);

/// An object's Rust side: what follows its header.
///
/// `visit` and `clear` serve the cycle collector. A `visit` that forgets a reference only makes the
/// collector keep garbage, and one that reports too many only makes it clear an object that was in
/// use: memory itself is freed by counts alone, so a wrong implementation is a bug, never undefined
/// behaviour.
pub trait Payload: Sized + 'static {
    const KIND: Kind;
    /// Containers that can be part of a cycle: the collector tracks them.
    const TRACKED: bool = false;
    /// Clearing it is what its finalizer would do, so the collector does that before it counts what
    /// it has found (a suspended frame lets go of its variables). When it dies, its weak references
    /// are cleared before the finalizer runs.
    const CLEARED_FIRST: bool = false;
    /// What dropping it does. Say [`Drops::Buffers`] where it holds buffers of plain data only.
    const DROPS: Drops = if std::mem::needs_drop::<Self>() {
        Drops::Values
    } else {
        Drops::Nothing
    };
    /// Calls `visit` with every reference the payload owns.
    fn visit(&self, _visit: &mut dyn FnMut(&Value)) {}
    /// Gives up the references that can close a cycle (moving them into `out` frees nothing while
    /// the payload is borrowed). Immutable containers do nothing.
    fn clear(&mut self, _out: &mut dyn FnMut(Value)) {}
    /// Bytes of buffers that the payload owns outside its block, for `sys.getsizeof`.
    fn extra_bytes(&self) -> usize {
        0
    }
}

/// What dropping a payload does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drops {
    /// Nothing: it need not be dropped.
    Nothing,
    /// Frees buffers, but releases no references.
    Buffers,
    /// Releases references, which may free more.
    Values,
}

/// Calls the function with every reference that the object's payload owns.
pub type VisitFn = unsafe fn(*const Header, &mut dyn FnMut(&Value));
/// Moves the references that can close a cycle out of the object's payload.
pub type ClearFn = unsafe fn(*mut Header, &mut dyn FnMut(Value));

/// What the memory system knows of a kind of object; one row in the registry each.
pub struct Layout {
    pub name: &'static str,
    pub kind: Kind,
    /// Bytes of the payload (without inline tails).
    pub size: usize,
    pub tracked: bool,
    pub cleared_first: bool,
    pub drops: Drops,
    /// Drops the payload and its inline tail in place.
    pub drop: unsafe fn(*mut Header),
    pub visit: VisitFn,
    pub clear: ClearFn,
    pub extra_bytes: unsafe fn(*const Header) -> usize,
}

/// Address of the payload behind `h`.
#[inline(always)]
pub const fn payload<T>(h: *const Header) -> *mut T {
    // Payloads are at most 16-byte aligned and start right behind the header.
    const { assert!(align_of::<T>() <= 16) };
    (h as *mut u8).wrapping_add(size_of::<Header>()) as *mut T
}

impl Layout {
    /// The row for payload type `T`.
    pub const fn of<T: Payload>(name: &'static str) -> Layout {
        unsafe fn drop<T: Payload>(h: *mut Header) {
            // SAFETY: the caller passes a dead object of kind `T::KIND` (H1).
            unsafe { std::ptr::drop_in_place(payload::<T>(h)) }
        }
        unsafe fn visit<T: Payload>(h: *const Header, f: &mut dyn FnMut(&Value)) {
            // SAFETY: the caller passes an object of kind `T::KIND` (H1).
            unsafe { (*payload::<T>(h)).visit(f) }
        }
        unsafe fn clear<T: Payload>(h: *mut Header, f: &mut dyn FnMut(Value)) {
            // SAFETY: as above, and the collector holds the VM exclusively.
            unsafe { (*payload::<T>(h)).clear(f) }
        }
        unsafe fn extra<T: Payload>(h: *const Header) -> usize {
            // SAFETY: the caller passes an object of kind `T::KIND` (H1).
            unsafe { (*payload::<T>(h)).extra_bytes() }
        }
        Layout {
            name,
            kind: T::KIND,
            size: size_of::<T>(),
            tracked: T::TRACKED,
            cleared_first: T::CLEARED_FIRST,
            drops: T::DROPS,
            drop: drop::<T>,
            visit: visit::<T>,
            clear: clear::<T>,
            extra_bytes: extra::<T>,
        }
    }
}
