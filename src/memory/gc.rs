//! The cycle collector: generational trial deletion.
//!
//! Only tracked objects (FLAG_TRACKED) are looked at. The young and the middle generation stand in
//! vectors; the old one in none: a full collection walks the pools that have tracked objects.
//!
//! A collection has phases, between which the VM runs what was queued (PEP 442's order):
//!
//! ```text
//! begin_collection   find the unreachable; clear weak references to them, queue the callbacks of
//!                    those outside; queue finalizers by creation
//! VM                 drains the queue: callbacks, then finalizers
//! finish_collection  whoever is reachable again (and what they reach) stays; the rest is cleared
//! ```
//!
//! Finding: each object of the set is marked and its count copied to `aux`; each reference inside the
//! set subtracts one. What has a count left is reachable from outside, and so is what it reaches: a
//! worklist linked through `aux` (32-bit compact addresses) unmarks them. What stays marked is
//! unreachable ("doomed"). The doomed keep FLAG_MARK while the VM runs finalizers; one that dies
//! meanwhile just disappears from the set.
//!
//! An old collection runs only when more than a quarter of the old generation's size was promoted
//! since the last, so total time is linear in allocation.
//!
//! The collector never allocates and never runs Python.
//!
//! Invariants:
//! - G1: outside a collection no tracked object has FLAG_MARK. Doomed objects of generation 0 and 1
//!   stand in `doomed[generation]` at `aux`; older ones in no vector.
//! - G2: between begin and finish no other collection begins.

use super::header::{
    FLAG_FINALIZED, FLAG_FINALIZER, FLAG_HEAP_TYPE, FLAG_MARK, FLAG_TRACKED, FLAG_WEAKREFS, Header,
    Kind, payload,
};
use super::heap::{Heap, LATER_STRESS};
use super::inline::{Tuple, can_cycle};
use super::instance;
use super::tracked::TrackedVec;
use super::value::Value;
use crate::types::registry::LAYOUTS;
use std::cell::Cell;

/// Generation of objects that `gc.freeze` took out of the collector's sight.
pub const FROZEN: u8 = 3;
const OLD: u8 = 2;
/// Room for survivors that the middle generation has before a collection of the young.
pub(super) const MIDDLE_ROOM: usize = 4096;
/// Vectors of more entries than this are given back when they become empty.
const KEEP_ENTRIES: usize = 16 << 10;

/// What `gc.get_stats` tells of one generation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GenerationStats {
    pub collections: u64,
    pub collected: u64,
    pub uncollectable: u64,
}

pub(crate) struct GcState {
    enabled: Cell<bool>,
    thresholds: [Cell<usize>; 3],
    /// Collections of the next younger generation since the last of this one; the first is unused, since
    /// the young vector's length tells.
    counts: [Cell<usize>; 3],
    pub(super) middle: TrackedVec,
    doomed: [TrackedVec; 2],
    collecting: Cell<bool>,
    /// Objects that became old since the last full collection, and how many survived that.
    promoted: Cell<usize>,
    old_total: Cell<usize>,
    frozen: Cell<usize>,
    /// Objects looked at by all collections.
    examined: Cell<u64>,
    stats: [Cell<GenerationStats>; 3],
    /// Pools that become empty stay in use (they are being walked).
    pub(super) hold_pools: Cell<bool>,
}

impl GcState {
    pub const fn new() -> GcState {
        GcState {
            enabled: Cell::new(true),
            // As CPython 3.13's `gc.get_threshold()` shows.
            thresholds: [Cell::new(2000), Cell::new(10), Cell::new(10)],
            counts: [const { Cell::new(0) }; 3],
            middle: TrackedVec::new(),
            doomed: [const { TrackedVec::new() }; 2],
            collecting: Cell::new(false),
            promoted: Cell::new(0),
            old_total: Cell::new(0),
            frozen: Cell::new(0),
            examined: Cell::new(0),
            stats: [const {
                Cell::new(GenerationStats {
                    collections: 0,
                    collected: 0,
                    uncollectable: 0,
                })
            }; 3],
            hold_pools: Cell::new(false),
        }
    }
}

/// A collection between its two halves. It must be given to [`Heap::finish_collection`].
#[must_use]
#[derive(Debug)]
pub struct Collection {
    generation: u8,
    doomed: usize,
    /// It queued finalizers or callbacks.
    queued: bool,
}

impl Collection {
    /// Unreachable objects found.
    pub fn doomed(&self) -> usize {
        self.doomed
    }

    pub fn generation(&self) -> u8 {
        self.generation
    }

    /// Whether the VM has finalizers or callbacks to run before it finishes the collection.
    pub fn has_work(&self) -> bool {
        self.queued
    }
}

/// How a collection ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Unreachable objects that were freed (or given to `save`), as `gc.collect()` counts them.
    pub collected: usize,
    /// Always 0: every unreachable object can be finalized and cleared.
    pub uncollectable: usize,
}

/// Calls `f` with every reference that `h` owns, its type's count included.
///
/// # Safety
/// `h` is a live object.
#[inline]
pub(crate) unsafe fn visit_object(h: *const Header, f: &mut dyn FnMut(&Value)) {
    // SAFETY: H1: the layout is the payload's.
    unsafe {
        (LAYOUTS[(*h).kind() as usize].visit)(h, f);
        if (*h).has(FLAG_HEAP_TYPE) {
            instance::visit_ext(&*h, f);
            f((*h).shape().type_ref());
        }
    }
}

/// As [`visit_object`], with what is most frequent in line.
///
/// # Safety
/// `h` is a live object.
#[inline(always)]
unsafe fn visit_quickly(h: *const Header, mut f: impl FnMut(&Value)) {
    // SAFETY: H1, N1, I1.
    unsafe {
        match (*h).kind() {
            Kind::Instance if instance::slots_only(&*h) => {
                instance::inline_slots(&*h).iter().for_each(&mut f);
                f((*h).shape().type_ref());
            }
            Kind::Tuple if !(*h).has(FLAG_HEAP_TYPE) => {
                (*payload::<Tuple>(h as *mut Header))
                    .items()
                    .iter()
                    .for_each(f);
            }
            _ => visit_object(h, &mut f),
        }
    }
}

/// Something is to run before it is freed.
fn has_finalizer(h: &Header) -> bool {
    h.has(FLAG_FINALIZER) && !h.has(FLAG_FINALIZED)
}

/// A header in the set that a collection looks at.
#[inline(always)]
fn is_marked(v: &Value) -> Option<&Header> {
    v.header().filter(|h| h.has(FLAG_MARK))
}

impl Heap {
    // ---- switches, as the gc module has them ----

    pub fn gc_enable(&self, on: bool) {
        self.gc.enabled.set(on);
        self.update_young_limit();
    }

    pub fn gc_enabled(&self) -> bool {
        self.gc.enabled.get()
    }

    pub fn gc_thresholds(&self) -> [usize; 3] {
        [0, 1, 2].map(|i: usize| self.gc.thresholds[i].get())
    }

    /// Sets the thresholds; a first one of 0 turns automatic collection off.
    pub fn set_gc_thresholds(&self, thresholds: [usize; 3]) {
        for (cell, t) in self.gc.thresholds.iter().zip(thresholds) {
            cell.set(t);
        }
        self.update_young_limit();
    }

    /// Young objects, and collections of each generation since the last of the next older one.
    pub fn gc_counts(&self) -> [usize; 3] {
        [
            self.young.len(),
            self.gc.counts[1].get(),
            self.gc.counts[2].get(),
        ]
    }

    pub fn gc_stats(&self) -> [GenerationStats; 3] {
        [0, 1, 2].map(|i: usize| self.gc.stats[i].get())
    }

    /// Objects that all collections so far looked at: what collecting costs, without a clock.
    pub fn gc_examined(&self) -> u64 {
        self.gc.examined.get()
    }

    /// A collection is under way: none can begin.
    pub fn collecting(&self) -> bool {
        self.gc.collecting.get()
    }

    pub(super) fn update_young_limit(&self) {
        let gc = &self.gc;
        let threshold = gc.thresholds[0].get();
        let stress = self.stress();
        let spent = stress
            .collect_budget
            .is_some_and(|n| gc.stats[0].get().collections >= n);
        let limit = if !gc.enabled.get() || gc.collecting.get() || threshold == 0 {
            usize::MAX
        } else if !stress.collect_every_alloc {
            threshold.saturating_add(1)
        } else if spent {
            LATER_STRESS
        } else {
            0
        };
        self.young_limit.set(limit);
    }

    /// The generation to collect when [`Heap::gc_due`] says so.
    pub fn gc_due_generation(&self) -> u8 {
        let gc = &self.gc;
        let over = |i: usize| gc.counts[i].get() > gc.thresholds[i].get();
        if over(2) && gc.promoted.get() > gc.old_total.get() / 4 {
            2
        } else if over(1) {
            1
        } else {
            0
        }
    }

    // ---- collecting ----

    /// Finds the unreachable objects of `generation` (0 to 2) and younger, and queues the work that
    /// their end means for the VM. `None` if a collection is under way.
    pub fn begin_collection(&self, generation: u8) -> Option<Collection> {
        self.begin(generation, false)
    }

    fn begin(&self, generation: u8, spare_finalizable: bool) -> Option<Collection> {
        if self.gc.collecting.replace(true) {
            return None;
        }
        self.update_young_limit();
        let generation = generation.min(OLD);
        self.mark_set(generation);
        self.subtract(generation);
        self.for_each_in_set(generation, |h| {
            self.unmark_if_referenced(h, spare_finalizable);
        });
        let doomed = self.sort_out(generation);
        let gc = &self.gc;
        if generation < OLD {
            gc.counts[generation as usize + 1].set(gc.counts[generation as usize + 1].get() + 1);
        }
        for c in &gc.counts[1..=generation as usize] {
            c.set(0);
        }
        let queued = doomed > 0 && self.queue_work(generation);
        Some(Collection {
            generation,
            doomed,
            queued,
        })
    }

    /// Collects at once what can be freed without running Python: objects with a finalizer to run
    /// stay, and what they reach. For when memory ran out in the middle of an op. Callbacks of weak
    /// references may be queued. Nothing happens if a collection is under way.
    pub fn collect_now(&self, generation: u8) -> Collected {
        match self.begin(generation, true) {
            Some(c) => self.finish(c, false, None),
            None => Collected::default(),
        }
    }

    /// Begins and finishes in one go, unless the VM has to run something between.
    pub fn collect_simple(&self, generation: u8) -> Result<Collected, Collection> {
        match self.begin(generation, false) {
            None => Ok(Collected::default()),
            Some(c) if c.queued => Err(c),
            Some(c) => Ok(self.finish(c, false, None)),
        }
    }

    /// Ends a collection: frees what is still unreachable. With `save`, those objects are kept and
    /// handed out instead (gc.DEBUG_SAVEALL).
    pub fn finish_collection(
        &self,
        c: Collection,
        save: Option<&mut dyn FnMut(Value)>,
    ) -> Collected {
        self.finish(c, true, save)
    }

    /// With `recheck`, Python code may have run since the collection began.
    fn finish(
        &self,
        c: Collection,
        recheck: bool,
        mut save: Option<&mut dyn FnMut(Value)>,
    ) -> Collected {
        let mut collected = 0;
        if c.doomed > 0 {
            self.gc.hold_pools.set(true);
            if recheck {
                self.recheck(c.generation);
            }
            let mut frames = false;
            self.for_each_doomed(c.generation, |h| {
                collected += 1;
                // SAFETY: doomed objects are live.
                frames |= unsafe { cleared_first(&*h) };
            });
            if frames {
                self.clear_if(c.generation, cleared_first);
                collected = 0;
                self.for_each_doomed(c.generation, |_| collected += 1);
            }
            match &mut save {
                Some(save) => self.for_each_doomed(c.generation, |h| {
                    self.spare(h);
                    // SAFETY: doomed objects are live.
                    save(unsafe { Value::share(h) });
                }),
                None => self.clear_doomed(c.generation),
            }
            self.gc.doomed.iter().for_each(|d| d.truncate(0));
            self.gc.hold_pools.set(false);
            self.release_empty_pools();
        }
        for v in self.vectors() {
            if v.len() == 0 {
                v.shrink(self, KEEP_ENTRIES);
            }
        }
        let cell = &self.gc.stats[c.generation as usize];
        let mut s = cell.get();
        s.collections += 1;
        s.collected += collected as u64;
        cell.set(s);
        self.gc.collecting.set(false);
        self.update_young_limit();
        Collected {
            collected,
            uncollectable: 0,
        }
    }

    /// Calls `f` with each object that a collection of `generation` looks at. `f` frees nothing.
    fn for_each_in_set(&self, generation: u8, mut f: impl FnMut(*mut Header)) {
        match generation {
            0 => each(&self.young, &mut f),
            1 => {
                each(&self.gc.middle, &mut f);
                each(&self.young, &mut f);
            }
            _ => self.for_each_tracked(f),
        }
    }

    /// Calls `f` with each tracked object that isn't frozen. `f` frees nothing.
    fn for_each_tracked(&self, mut f: impl FnMut(*mut Header)) {
        self.for_each_pool(|pool| {
            if pool.tracked.get() {
                pool.for_each_block(|h| {
                    // SAFETY: P2: a carved block is an object, or free with no flag set.
                    let h_ref = unsafe { &*h };
                    if h_ref.has(FLAG_TRACKED) && h_ref.generation() != FROZEN {
                        f(h);
                    }
                });
            }
        });
    }

    fn mark_set(&self, generation: u8) {
        let mut n = 0;
        self.for_each_in_set(generation, |h| {
            n += 1;
            // SAFETY: the set holds live objects. Immortal ones are reachable for ever.
            unsafe {
                if !(*h).is_immortal() {
                    (*h).aux.set((*h).rc.get());
                    (*h).set(FLAG_MARK);
                }
            }
        });
        self.gc.examined.set(self.gc.examined.get() + n);
    }

    fn subtract(&self, generation: u8) {
        self.for_each_in_set(generation, |h| {
            // SAFETY: the set holds live objects.
            unsafe {
                if (*h).has(FLAG_MARK) {
                    visit_quickly(h, |v| {
                        if let Some(h) = is_marked(v) {
                            h.aux.set(h.aux.get().saturating_sub(1));
                        }
                    });
                }
            }
        });
    }

    /// Unmarks an object that has references from outside the set, and what it reaches. With
    /// `spare_finalizable`, one that has a finalizer to run counts as referenced.
    fn unmark_if_referenced(&self, h: *mut Header, spare_finalizable: bool) {
        // SAFETY: live objects all; an unmarked object's `aux` isn't needed as a count any more and
        // links the worklist.
        unsafe {
            let spared = spare_finalizable && has_finalizer(&*h);
            if !(*h).has(FLAG_MARK) || ((*h).aux.get() == 0 && !spared) {
                return;
            }
            let head = Cell::new(0u32);
            let unmark = |h: &Header| {
                h.unset(FLAG_MARK);
                h.aux.set(head.get());
                head.set(self.compact(h));
            };
            unmark(&*h);
            while head.get() != 0 {
                let h = self.expand(head.get());
                head.set((*h).aux.get());
                visit_quickly(h, |v| {
                    if let Some(child) = is_marked(v) {
                        unmark(child);
                    }
                });
            }
        }
    }

    /// Promotes the survivors and keeps the doomed. Returns how many those are.
    fn sort_out(&self, generation: u8) -> usize {
        let gc = &self.gc;
        match generation {
            0 => {
                self.young.swap(&gc.doomed[0]);
                let (_, doomed) = self.sift(&gc.doomed[0], 1);
                let room = gc.middle.capacity() - gc.middle.len();
                if room < gc.doomed[0].capacity().min(MIDDLE_ROOM) {
                    // The next tracking makes room for the next collection's survivors.
                    self.young.close();
                }
                doomed
            }
            1 => {
                self.young.swap(&gc.doomed[0]);
                gc.middle.swap(&gc.doomed[1]);
                let (a, d) = self.sift(&gc.doomed[0], OLD);
                let (b, e) = self.sift(&gc.doomed[1], OLD);
                gc.promoted.set(gc.promoted.get() + a + b);
                self.young.close();
                d + e
            }
            _ => {
                self.young.truncate(0);
                gc.middle.truncate(0);
                let (mut old, mut doomed) = (0, 0);
                self.for_each_tracked(|h| {
                    // SAFETY: live objects.
                    unsafe {
                        (*h).set_generation(OLD);
                        if (*h).has(FLAG_MARK) {
                            doomed += 1;
                        } else if !self.forget_flat_tuple(h) {
                            old += 1;
                        }
                    }
                });
                gc.old_total.set(old);
                gc.promoted.set(0);
                doomed
            }
        }
    }

    /// Leaves only the doomed in `v`; the others go to generation `to`. Returns both numbers.
    fn sift(&self, v: &TrackedVec, to: u8) -> (usize, usize) {
        let (mut survivors, mut doomed) = (0, 0);
        for i in 0..v.len() {
            let h = v.get(i);
            // SAFETY: T1: live.
            unsafe {
                if (*h).has(FLAG_MARK) {
                    v.set(doomed, h);
                    (*h).aux.set(doomed as u32);
                    doomed += 1;
                } else if !self.forget_flat_tuple(h) {
                    survivors += 1;
                    if to == 1 && !self.gc.middle.is_full() {
                        (*h).set_generation(1);
                        self.gc.middle.push(h);
                    } else {
                        (*h).set_generation(OLD);
                    }
                }
            }
        }
        v.truncate(doomed);
        (survivors, doomed)
    }

    /// Untracks a survivor that is a tuple of things which can't be in a cycle.
    ///
    /// # Safety
    /// `h` is live and tracked, and in no vector any more (or about to be left out).
    unsafe fn forget_flat_tuple(&self, h: *mut Header) -> bool {
        // SAFETY: H1.
        unsafe {
            if !(*h).is_exact(Kind::Tuple) {
                return false;
            }
            let flat = !(*payload::<Tuple>(h)).items().iter().any(can_cycle);
            if flat {
                (*h).unset(FLAG_TRACKED);
                (*h).set_generation(0);
            }
            flat
        }
    }

    /// Weak references and finalizers of the doomed. Whether there is anything for the VM to run.
    fn queue_work(&self, generation: u8) -> bool {
        let before = self.pending_len();
        let mut finalizers = 0;
        let mut weak = 0;
        self.for_each_doomed(generation, |h| {
            // SAFETY: doomed objects are live.
            let h = unsafe { &*h };
            weak += usize::from(h.has(FLAG_WEAKREFS));
            finalizers += usize::from(has_finalizer(h));
        });
        if weak > 0 {
            self.for_each_doomed(generation, |h| {
                // SAFETY: as above. A weak reference that is garbage itself is not called.
                unsafe {
                    if (*h).has(FLAG_WEAKREFS) {
                        self.weak.clear(self, &*h, |object| !object.has(FLAG_MARK));
                    }
                }
            });
        }
        if finalizers > 0 {
            self.pending.push_finalizers(|push: &mut dyn FnMut(Value)| {
                self.for_each_doomed(generation, |h| {
                    // SAFETY: as above.
                    unsafe {
                        if has_finalizer(&*h) {
                            push(Value::share(h));
                        }
                    }
                })
            });
        }
        self.pending_len() > before
    }

    /// Calls `f` with each object that a collection has found unreachable.
    pub fn for_each_found(&self, c: &Collection, mut f: impl FnMut(&Value)) {
        if c.doomed > 0 {
            self.for_each_doomed(c.generation, |h| {
                // SAFETY: doomed objects are live; the count is given back at once.
                f(&unsafe { Value::share(h) });
            });
        }
    }

    /// Calls `f` with each doomed object. `f` may free objects (with `hold_pools` set).
    fn for_each_doomed(&self, generation: u8, mut f: impl FnMut(*mut Header)) {
        if generation < OLD {
            for d in &self.gc.doomed {
                for i in 0..d.len() {
                    let h = d.get(i);
                    if !h.is_null() {
                        f(h);
                    }
                }
            }
        } else {
            self.for_each_tracked(|h| {
                // SAFETY: a tracked block is a live object.
                if unsafe { (*h).has(FLAG_MARK) } {
                    f(h);
                }
            });
        }
    }

    /// After finalizers ran: spares the doomed that are referenced from outside again.
    fn recheck(&self, generation: u8) {
        // `aux` is needed for counts now, so nothing may die until the places are restored.
        self.for_each_doomed(generation, |h| {
            // SAFETY: doomed objects are live.
            unsafe { (*h).aux.set((*h).rc.get()) }
        });
        let mut take_one = |v: &Value| {
            if let Some(h) = is_marked(v) {
                h.aux.set(h.aux.get().saturating_sub(1));
            }
        };
        self.for_each_doomed(generation, |h| {
            // SAFETY: as above.
            unsafe { visit_object(h, &mut take_one) }
        });
        self.for_each_doomed(generation, |h| self.unmark_if_referenced(h, false));
        for d in &self.gc.doomed {
            for i in 0..d.len() {
                let h = d.get(i);
                if h.is_null() {
                    continue;
                }
                // SAFETY: as above.
                unsafe {
                    if (*h).has(FLAG_MARK) {
                        (*h).aux.set(i as u32);
                    } else {
                        d.set(i, std::ptr::null_mut());
                        (*h).set_generation(OLD);
                        self.gc.promoted.set(self.gc.promoted.get() + 1);
                    }
                }
            }
        }
    }

    /// Takes an object out of the doomed; it is old from now on.
    fn spare(&self, h: *mut Header) {
        // SAFETY: G1: a live doomed object; the younger ones stand in a vector.
        unsafe {
            let g = (*h).generation();
            if g < OLD {
                self.gc.doomed[g as usize].set((*h).aux.get() as usize, std::ptr::null_mut());
            }
            (*h).unset(FLAG_MARK);
            (*h).set_generation(OLD);
        }
        self.gc.promoted.set(self.gc.promoted.get() + 1);
    }

    /// Breaks the cycles of the doomed; counts free them.
    fn clear_doomed(&self, generation: u8) {
        self.clear_if(generation, |_| true);
        // What is left was held by something that can't be cleared, or by garbage that a finalizer
        // hid from us: it lives on.
        self.for_each_doomed(generation, |h| self.spare(h));
    }

    /// Clears the doomed that `wanted` chooses.
    fn clear_if(&self, generation: u8, wanted: impl Fn(&Header) -> bool) {
        self.for_each_doomed(generation, |h| {
            // SAFETY: a doomed object is live.
            if !wanted(unsafe { &*h }) {
                return;
            }
            // SAFETY: a doomed object is live, and held by `keep` while it is cleared. Nothing is
            // destroyed while its payload is borrowed (`putting_off`).
            unsafe {
                let keep = Value::share(h);
                self.putting_off(|| {
                    (LAYOUTS[(*h).kind() as usize].clear)(h, &mut drop);
                    if (*h).has(FLAG_HEAP_TYPE) {
                        instance::clear_ext(&*h, &mut drop);
                    }
                });
                drop(keep);
            }
        });
    }

    /// Removes a tracked object that isn't young from where it stands.
    ///
    /// # Safety
    /// `h` is tracked.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn untrack_slow(&self, h: *mut Header) {
        // SAFETY: G1, T1.
        unsafe {
            let g = (*h).generation();
            if (*h).has(FLAG_MARK) {
                if g < OLD {
                    self.gc.doomed[g as usize].set((*h).aux.get() as usize, std::ptr::null_mut());
                }
            } else if g == 1 {
                self.gc.middle.remove(h);
            } else if g == FROZEN {
                self.gc.frozen.set(self.gc.frozen.get() - 1);
            }
        }
    }

    // ---- freezing ----

    /// Takes all tracked objects out of the collector's sight.
    pub fn gc_freeze(&self) {
        if self.collecting() {
            return;
        }
        let mut n = 0;
        self.for_each_tracked(|h| {
            // SAFETY: live objects; the vectors are emptied below.
            unsafe { (*h).set_generation(FROZEN) };
            n += 1;
        });
        self.young.truncate(0);
        self.gc.middle.truncate(0);
        self.gc.frozen.set(self.gc.frozen.get() + n);
        self.gc.old_total.set(0);
        self.gc.promoted.set(0);
    }

    /// Makes frozen objects old ones.
    pub fn gc_unfreeze(&self) {
        if self.gc.frozen.get() == 0 {
            return;
        }
        let mut n = 0;
        self.for_each_object(|h| {
            if h.has(FLAG_TRACKED) && h.generation() == FROZEN {
                h.set_generation(OLD);
                n += 1;
            }
        });
        self.gc.frozen.set(0);
        self.gc.promoted.set(self.gc.promoted.get() + n);
    }

    pub fn gc_frozen(&self) -> usize {
        self.gc.frozen.get()
    }

    /// Gives the collector's vectors back (the heap is being dropped).
    pub(super) fn drop_vectors(&self) {
        for v in self.vectors() {
            v.truncate(0);
            v.shrink(self, 0);
        }
    }

    fn vectors(&self) -> [&TrackedVec; 4] {
        [
            &self.young,
            &self.gc.middle,
            &self.gc.doomed[0],
            &self.gc.doomed[1],
        ]
    }

    /// Gives back what the vectors don't need. Not during a collection.
    pub(super) fn trim_vectors(&self) {
        if !self.collecting() {
            self.vectors()
                .iter()
                .for_each(|v| v.shrink(self, MIDDLE_ROOM));
        }
    }
}

/// See [`super::header::Payload::CLEARED_FIRST`].
fn cleared_first(h: &Header) -> bool {
    LAYOUTS[h.kind() as usize].cleared_first
}

fn each(v: &TrackedVec, f: &mut impl FnMut(*mut Header)) {
    for i in 0..v.len() {
        f(v.get(i));
    }
}
