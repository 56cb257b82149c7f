//! Attribute storage of instances.
//!
//! ```text
//! Instance:            | header | ext | slot 0 | slot 1 | … slot inline_cap-1 |
//! subclass of builtin: | header | builtin payload …        | ext |   (last word of the block)
//! ```
//!
//! `ext` is unbound, or a [`SlotArray`] with the slots beyond `inline_cap`, or (dict mode) the
//! instance's dict. Which slot holds what is the shape's business ([`super::shape`]).
//!
//! Invariants:
//! - I1: an object of kind `Instance` has `inline_cap` initialised slots behind `ext`.
//! - I2: an object with FLAG_HEAP_TYPE of any other kind has its `ext` in the last 8 bytes of its
//!   block, and `inline_cap` of its shapes is 0.

use super::buf::Buf;
use super::header::{Drops, FLAG_HEAP_TYPE, FLAG_TRACKED, Header, Kind, Layout, Payload, payload};
use super::heap::{Heap, OutOfMemory};
use super::shape::Shape;
use super::value::Value;

/// Instance of a class that derives from `object` alone.
#[repr(C)]
pub struct Instance {
    ext: Value,
}

/// Slots that don't fit into the block.
#[derive(Default)]
pub struct SlotArray {
    pub slots: Buf<Value>,
}

impl Drop for SlotArray {
    /// Attributes are released in the order in which they were made, where a buffer would begin
    /// with the last.
    fn drop(&mut self) {
        for v in self.slots.iter_mut() {
            drop(v.take());
        }
    }
}

impl Payload for SlotArray {
    const KIND: Kind = Kind::SlotArray;
    const TRACKED: bool = false;
    fn extra_bytes(&self) -> usize {
        self.slots.bytes()
    }
}

const BASE: usize = size_of::<Header>() + size_of::<Instance>();

/// Bytes of an instance's block with `cap` slots.
pub const fn instance_bytes(cap: u32) -> usize {
    BASE + cap as usize * size_of::<Value>()
}

#[inline(always)]
fn inline_slot(h: *const Header, i: u32) -> *mut Value {
    (h as *mut u8).wrapping_add(BASE + i as usize * size_of::<Value>()) as *mut Value
}

/// Makes an instance of `class`, whose root shape this is, with all slots unbound. It takes over the
/// reference to its class. Never collects.
#[inline(always)]
pub fn new_instance_of(heap: &Heap, shape: &Shape, class: Value) -> Result<Value, OutOfMemory> {
    debug_assert!(shape.type_ref().is(&class));
    let cap = shape.inline_cap;
    // SAFETY: the block has room for header, extension word and `cap` slots; all are written before
    // it is published (I1). `publish` would count the class; it is counted already.
    unsafe {
        let h = heap.alloc_block(instance_bytes(cap))? as *mut Header;
        h.write(Header::new(
            shape,
            Kind::Instance,
            FLAG_HEAP_TYPE | FLAG_TRACKED,
        ));
        // Two words at a time: blocks are multiples of 16 bytes, so that there is room for one more.
        let mut p = payload::<[u64; 2]>(h);
        let end = (p as *mut u64).add(1 + cap as usize) as *mut [u64; 2];
        while p < end {
            p.write([Value::UNBOUND.word(); 2]);
            p = p.add(1);
        }
        std::mem::forget(class);
        heap.publish(h, FLAG_TRACKED)
    }
}

/// As [`new_instance_of`], by the class's shape.
pub fn new_instance(heap: &Heap, shape: &Shape) -> Result<Value, OutOfMemory> {
    new_instance_of(heap, shape, shape.type_ref().clone())
}

/// The extension word of `h`, if its layout has one.
#[inline(always)]
pub(crate) fn ext_ptr(h: &Header) -> Option<*mut Value> {
    if h.kind() == Kind::Instance {
        Some(payload::<Value>(h))
    } else if h.has(FLAG_HEAP_TYPE) {
        let p = h as *const Header as *mut u8;
        // I2: the last word of the block.
        Some(p.wrapping_add(Heap::block_size(h) - size_of::<Value>()) as *mut Value)
    } else {
        None
    }
}

/// Drops the extension word of a dead object that isn't of kind `Instance`.
///
/// # Safety
/// `h` is dead, has FLAG_HEAP_TYPE and its payload has been dropped.
pub(crate) unsafe fn drop_ext(h: *mut Header) {
    // SAFETY: I2; the caller owns the dead object.
    unsafe {
        if let Some(p) = ext_ptr(&*h) {
            std::ptr::drop_in_place(p)
        }
    }
}

/// Visits what the extension and the slots of `h` hold (for the collector; `Instance` included).
pub(crate) fn visit_ext(h: &Header, f: &mut dyn FnMut(&Value)) {
    if let Some(p) = ext_ptr(h) {
        // SAFETY: I1/I2: the extension word is initialised for the object's whole life.
        let ext = unsafe { &*p };
        // A slot array belongs to this object alone, so its contents are visited as ours.
        match slot_array(ext) {
            Some(a) => a.slots.iter().for_each(&mut *f),
            None => f(ext),
        }
    }
    if h.kind() == Kind::Instance {
        for i in 0..h.shape().inline_cap {
            // SAFETY: I1.
            f(unsafe { &*inline_slot(h, i) });
        }
    }
}

/// Whether the attributes of instance `h` all stand in its own block.
#[inline(always)]
pub(super) fn slots_only(h: &Header) -> bool {
    // SAFETY: I1: the extension word is initialised.
    h.kind() == Kind::Instance && unsafe { (*payload::<Value>(h)).is_unbound() }
}

/// The slots in the block of instance `h`.
///
/// # Safety
/// `h` is a live object of kind `Instance`, whose slots nobody writes meanwhile.
#[inline(always)]
pub(super) unsafe fn inline_slots(h: &Header) -> &[Value] {
    // SAFETY: I1.
    unsafe { std::slice::from_raw_parts(inline_slot(h, 0), h.shape().inline_cap as usize) }
}

/// Takes out what the extension and the slots of `h` hold (the collector breaks a cycle).
pub(crate) fn clear_ext(h: &Header, out: &mut dyn FnMut(Value)) {
    if let Some(p) = ext_ptr(h) {
        // SAFETY: I1/I2; the collector has the heap to itself.
        out(unsafe { (*p).take() });
    }
    if h.kind() == Kind::Instance {
        for i in 0..h.shape().inline_cap {
            // SAFETY: I1, as above.
            out(unsafe { (*inline_slot(h, i)).take() });
        }
    }
}

fn slot_array(ext: &Value) -> Option<&SlotArray> {
    let h = ext.header()?;
    // SAFETY: H1: the kind says what the payload is; the borrow of `ext` keeps the object alive.
    (h.kind() == Kind::SlotArray).then(|| unsafe { &*payload::<SlotArray>(h) })
}

/// Slot `i` of `h`, read.
///
/// `i` must be below the count of the object's shape; else `None`.
#[inline]
pub fn slot(h: &Header, i: u32) -> Option<&Value> {
    let cap = h.shape().inline_cap;
    if i < cap && h.kind() == Kind::Instance {
        // SAFETY: I1, and `i` is below `inline_cap`.
        return Some(unsafe { &*inline_slot(h, i) });
    }
    let p = ext_ptr(h)?;
    // SAFETY: I1/I2: the extension word is initialised.
    slot_array(unsafe { &*p })?
        .slots
        .get(i.wrapping_sub(cap) as usize)
}

/// Puts `v` into slot `i` and gives back what was there. Never collects.
pub fn set_slot(
    heap: &Heap,
    array_shape: &Shape,
    h: &Header,
    i: u32,
    v: Value,
) -> Result<Value, OutOfMemory> {
    let cap = h.shape().inline_cap;
    if i < cap && h.kind() == Kind::Instance {
        // SAFETY: I1, and `i` is below `inline_cap`; no borrow of slots outlives an access to the
        // VM (all of them tie to it).
        return Ok(unsafe { std::mem::replace(&mut *inline_slot(h, i), v) });
    }
    let Some(p) = ext_ptr(h) else { return Ok(v) };
    // SAFETY: as above.
    let ext = unsafe { &mut *p };
    if slot_array(ext).is_none() {
        *ext = heap.new_object(array_shape, 0, SlotArray::default())?;
    }
    let Some(ah) = ext.header() else { return Ok(v) };
    // SAFETY: H1: it is a slot array, reachable from this object alone.
    let a = unsafe { &mut *payload::<SlotArray>(ah) };
    let i = (i - cap) as usize;
    while a.slots.len() <= i {
        a.slots.push(heap, Value::UNBOUND)?;
    }
    Ok(std::mem::replace(&mut a.slots[i], v))
}

/// The extension word: the dict of an object in dict mode.
pub fn ext(h: &Header) -> Option<&Value> {
    // SAFETY: I1/I2.
    ext_ptr(h).map(|p| unsafe { &*p })
}

/// Replaces the extension word and gives back what was there.
pub fn set_ext(h: &Header, v: Value) -> Option<Value> {
    // SAFETY: I1/I2; borrows of the extension tie to the VM and don't outlive an access to it.
    ext_ptr(h).map(|p| unsafe { std::mem::replace(&mut *p, v) })
}

/// Drops extension word and slots of a dead instance.
///
/// # Safety
/// `h` is dead and of kind `Instance`.
#[inline(always)]
pub(crate) unsafe fn drop_slots(h: *mut Header) {
    // SAFETY: the caller owns a dead instance; I1 tells which words are initialised. The extension
    // word stands right before the slots; its attributes are the later ones, so they go last.
    unsafe {
        let ext = payload::<Value>(h);
        let end = ext.add(1 + (*h).shape().inline_cap as usize);
        let mut p = ext.add(1);
        while p < end {
            if (*p).is_ptr() {
                std::ptr::drop_in_place(p);
            }
            p = p.add(1);
        }
        if (*ext).is_ptr() {
            std::ptr::drop_in_place(ext);
        }
    }
}

/// Registry row of `Instance`, whose tail the generic one doesn't know.
pub const INSTANCE_LAYOUT: Layout = {
    unsafe fn drop(h: *mut Header) {
        // SAFETY: by the layout's contract.
        unsafe { drop_slots(h) }
    }
    // Slots and extension are visited and cleared by `visit_ext` and `clear_ext`, which serve the
    // heap-type instances of all kinds.
    unsafe fn visit(_: *const Header, _: &mut dyn FnMut(&Value)) {}
    unsafe fn clear(_: *mut Header, _: &mut dyn FnMut(Value)) {}
    unsafe fn extra(_: *const Header) -> usize {
        0
    }
    Layout {
        name: "Instance",
        kind: Kind::Instance,
        size: size_of::<Instance>(),
        tracked: true,
        cleared_first: false,
        drops: Drops::Values,
        drop,
        visit,
        clear,
        extra_bytes: extra,
    }
};

impl Payload for Instance {
    const KIND: Kind = Kind::Instance;
    const TRACKED: bool = true;
}
