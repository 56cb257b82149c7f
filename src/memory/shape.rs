//! Shapes (hidden classes): which attribute of an instance lives in which slot.
//!
//! A type owns a tree of shapes. The root has the type's fixed slots (`__slots__`) and no named
//! ones; storing a new attribute moves the instance to the child for that name. Names are interned
//! strings, so they compare by address. Instances whose attributes don't follow a shape any more
//! (deletion, `__dict__` asked for, too many) have the type's *dict shape*: their attributes are in
//! the dict of their extension word.
//!
//! Invariants:
//! - S1: a shape is freed with its type only, and each object that has it holds a count of that type
//!   (or the type is immortal), so a shape pointer in a live header is valid.
//! - S2: `index` of a child is `count` of its parent; slots `0..count` of an instance are the ones
//!   its shape describes.

use super::header::Header;
use super::value::Value;
use std::cell::{Cell, UnsafeCell};
use std::mem::ManuallyDrop;
use std::ptr;

/// More named attributes than this and an instance gets a dict.
pub const MAX_SHAPE_SLOTS: u32 = 120;

/// A hidden class.
pub struct Shape {
    /// The type object as a value that is not counted: it owns this shape. Never dropped.
    ty: UnsafeCell<ManuallyDrop<Value>>,
    parent: *const Shape,
    /// Name that this shape adds to its parent; unbound for roots.
    name: Value,
    /// Slots in use, fixed ones included.
    pub count: u32,
    /// Slots that instances have in their own block; the rest is in the extension.
    pub inline_cap: u32,
    /// Attributes live in a dict.
    pub dict_mode: bool,
    /// Guard of inline caches: unique for this shape and the present version of its type; 0 when
    /// nothing has been cached since the type changed.
    pub id: Cell<u32>,
    // Boxed: instances and caches hold the children's addresses.
    #[allow(clippy::vec_box)]
    children: UnsafeCell<Vec<Box<Shape>>>,
}

impl Shape {
    /// A root (or dict) shape. The type is set with [`Shape::set_type`] once it exists.
    pub fn root(fixed: u32, inline_cap: u32, dict_mode: bool) -> Box<Shape> {
        Box::new(Shape {
            ty: UnsafeCell::new(ManuallyDrop::new(Value::UNBOUND)),
            parent: ptr::null(),
            name: Value::UNBOUND,
            count: fixed,
            inline_cap,
            dict_mode,
            id: Cell::new(0),
            children: UnsafeCell::new(Vec::new()),
        })
    }

    /// Names the type, once, before any object gets the shape.
    pub(crate) fn set_type(&self, ty: &Value) {
        // SAFETY: the shape isn't published yet, so nobody has a borrow of `ty`; the copy is not
        // counted and never dropped.
        unsafe { *self.ty.get() = ManuallyDrop::new(Value::from_word(ty.word())) }
    }

    /// The type object's header.
    #[inline(always)]
    pub fn type_header(&self) -> *mut Header {
        self.type_ref().header_ptr()
    }

    /// The type, borrowed.
    #[inline(always)]
    pub fn type_ref(&self) -> &Value {
        // SAFETY: S1: the type owns this shape, so it is alive; `ty` is not written any more.
        unsafe { &*self.ty.get() }
    }

    /// Slot of attribute `name` (interned).
    pub fn lookup(&self, name: &Value) -> Option<u32> {
        let mut s = self;
        loop {
            if s.name.is(name) {
                return Some(s.count - 1);
            }
            if s.parent.is_null() {
                return None;
            }
            // SAFETY: parents live as long as their children (S1: all are freed with the type).
            s = unsafe { &*s.parent };
        }
    }

    /// Calls `f` with each named attribute and its slot, in the order in which they were added.
    pub fn for_each(&self, f: &mut dyn FnMut(&Value, u32)) {
        let mut chain: smallvec::SmallVec<[&Shape; 16]> = smallvec::SmallVec::new();
        let mut s = self;
        while !s.parent.is_null() {
            chain.push(s);
            // SAFETY: as in `lookup`.
            s = unsafe { &*s.parent };
        }
        for s in chain.iter().rev() {
            f(&s.name, s.count - 1);
        }
    }

    /// Number of named attributes.
    pub fn named(&self) -> u32 {
        let mut n = 0;
        self.for_each(&mut |_, _| n += 1);
        n
    }

    /// The shape with `name` (interned, not in this shape) added; `None` when there are too many.
    /// `charge` is called with the bytes of a shape that must be made, and may refuse.
    pub fn child<E>(
        &self,
        name: &Value,
        charge: impl FnOnce(usize) -> Result<(), E>,
    ) -> Result<Option<*const Shape>, E> {
        // SAFETY: children are only touched here, and nothing in here runs other code that could
        // reach this shape (`charge` does accounting alone).
        let children = unsafe { &mut *self.children.get() };
        if let Some(c) = children.iter().find(|c| c.name.is(name)) {
            return Ok(Some(&**c));
        }
        if self.count >= MAX_SHAPE_SLOTS {
            return Ok(None);
        }
        charge(size_of::<Shape>() + size_of::<Box<Shape>>())?;
        let child = Box::new(Shape {
            // SAFETY: a copy that is not counted, like the parent's.
            ty: UnsafeCell::new(ManuallyDrop::new(unsafe {
                Value::from_word(self.type_ref().word())
            })),
            parent: self,
            name: name.clone(),
            count: self.count + 1,
            inline_cap: self.inline_cap,
            dict_mode: false,
            id: Cell::new(0),
            children: UnsafeCell::new(Vec::new()),
        });
        let p: *const Shape = &*child;
        children.push(child);
        Ok(Some(p))
    }

    /// Calls `f` with the names that this shape and its descendants own.
    pub fn visit_names(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.name);
        // SAFETY: as in `child`; `f` looks at values alone.
        let children = unsafe { &*self.children.get() };
        children.iter().for_each(|c| c.visit_names(f));
    }

    /// Forgets the guards of this shape and its descendants: what was cached is stale.
    pub fn reset_ids(&self) {
        self.id.set(0);
        // SAFETY: as in `child`.
        let children = unsafe { &*self.children.get() };
        children.iter().for_each(|c| c.reset_ids());
    }
}
