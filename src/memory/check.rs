//! The heap verifier: recomputes what must be true of a heap and compares.
//!
//! For tests and stress modes. It allocates from the system without charging it, changes nothing in
//! the heap, and is slow: proportional to the whole heap.

use super::arena::{ARENA_SIZE, Arena};
use super::gc::{FROZEN, visit_object};
use super::header::{
    FLAG_FINALIZED, FLAG_FINALIZER, FLAG_MARK, FLAG_TRACKED, FLAG_WEAKREFS, Header, Kind,
};
use super::heap::{Heap, POISON};
use super::pool::{POOL_SIZE, Pool};
use super::size_class::{CLASSES, class_size};
use super::tracked::TrackedVec;
use super::value::Value;
use crate::types::registry::LAYOUTS;
use std::collections::HashMap;

/// How counts must compare to the references found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Every reference is among the roots or in the heap: at top-level safepoints.
    Exact,
    /// Rust code may hold references besides: inside builtins.
    AtLeast,
}

/// More findings than this are only counted.
const MAX_FINDINGS: usize = 20;

struct Findings {
    lines: Vec<String>,
    more: usize,
}

impl Findings {
    fn add(&mut self, line: String) {
        if self.lines.len() < MAX_FINDINGS {
            self.lines.push(line);
        } else {
            self.more += 1;
        }
    }

    fn expect(&mut self, ok: bool, line: impl FnOnce() -> String) {
        if !ok {
            self.add(line());
        }
    }
}

fn name(h: &Header) -> String {
    format!(
        "{:?} at {h:p} (count {}, flags {:#010b})",
        h.kind(),
        h.rc.get(),
        h.flags()
    )
}

impl Heap {
    /// Checks pools, free lists, arenas, generations, tables and every object's count. `roots` is
    /// called with a function to which it must give each counted reference that lives outside the
    /// heap's objects (registers, globals of the VM, handles; not the queue of pending work). `Err`
    /// describes what is wrong.
    pub fn verify(
        &self,
        counts: Counts,
        roots: impl FnOnce(&mut dyn FnMut(&Value)),
    ) -> Result<(), String> {
        let mut found = Findings {
            lines: Vec::new(),
            more: 0,
        };
        self.check_arenas(&mut found);
        self.for_each_pool(|p| self.check_pool(p, &mut found));
        // Broken pools can't be walked for objects.
        if found.lines.is_empty() {
            self.check_generations(&mut found);
            self.check_tables(&mut found);
            self.check_counts(counts, roots, &mut found);
        }
        found.expect(
            self.depth.get() != 0 || self.deferred.get().is_null(),
            || "objects wait to be destroyed outside a release (R2)".into(),
        );
        if found.lines.is_empty() {
            return Ok(());
        }
        if found.more > 0 {
            found.lines.push(format!("and {} more", found.more));
        }
        Err(found.lines.join("\n"))
    }

    fn check_arenas(&self, found: &mut Findings) {
        let mut free_arenas = 0;
        let mut n = 0;
        self.for_each_arena(|a| {
            n += 1;
            free_arenas += usize::from(a.free.get() == u64::MAX);
            found.expect(!a.free.get() & !a.committed.get() == 0, || {
                format!(
                    "arena {}: a pool is used but not committed (A2)",
                    a.index.get()
                )
            });
            found.expect(
                std::ptr::eq(self.arena_at(a.index.get() as usize), a),
                || format!("arena {:p} isn't at its place in the table (A3)", a),
            );
            found.expect(a.free_pools() == 0 || self.in_bucket(a), || {
                format!("arena {} isn't in its bucket (M4)", a.index.get())
            });
        });
        found.expect(n == self.arena_count(), || {
            format!("{n} arenas, counted differently")
        });
        found.expect(free_arenas == self.kept.get(), || {
            format!(
                "{free_arenas} arenas are free, {} are kept (M5)",
                self.kept.get()
            )
        });
        let least = self.committed_pools() * POOL_SIZE + self.buffer_bytes();
        found.expect(self.held_bytes() >= least, || {
            format!(
                "{} bytes held, but pools and buffers take {least} (M3)",
                self.held_bytes()
            )
        });
    }

    fn in_bucket(&self, arena: &Arena) -> bool {
        let mut a = self.buckets[arena.free_pools()].get();
        while !a.is_null() {
            if std::ptr::eq(a, arena) {
                return true;
            }
            // SAFETY: M4: arenas in buckets are mapped.
            a = unsafe { (*a).next.get() };
        }
        false
    }

    fn check_pool(&self, p: &Pool, found: &mut Findings) {
        let at = format!("pool {:p}", p);
        let class = p.class.get() as usize;
        let size = p.block.get() as usize;
        let (first, carved) = (p.first.get() as usize, p.carved.get() as usize);
        let sane = std::ptr::eq(p.heap.get(), self)
            && size == class_size(class % CLASSES)
            && (first == 0 || (p.base() as usize).is_multiple_of(ARENA_SIZE))
            && carved >= first
            && carved <= POOL_SIZE
            && (carved - first).is_multiple_of(size);
        if !sane {
            return found.add(format!("{at}: broken header"));
        }
        let blocks = (carved - first) / size;
        let mut free = 0;
        let mut b = p.free.get();
        while !b.is_null() && free <= blocks {
            let off = (b as usize).wrapping_sub(p.base() as usize);
            if off < first || off >= carved || !(off - first).is_multiple_of(size) {
                return found.add(format!(
                    "{at}: {b:p} on the free list is no block of it (P1)"
                ));
            }
            free += 1;
            // SAFETY: it is a block of this pool (just checked), all of it readable.
            let (meta, next, body) = unsafe {
                let body = std::slice::from_raw_parts((b as *const u8).add(16), size - 16);
                ((*b).meta, (*b).next, body)
            };
            found.expect(meta == 0, || {
                format!("{at}: free block {b:p} has flags (P2)")
            });
            if self.poison.get() {
                found.expect(body.iter().all(|&x| x == POISON), || {
                    format!("{at}: free block {b:p} was written to")
                });
            }
            b = next;
        }
        found.expect(free + p.used_blocks() == blocks, || {
            format!(
                "{at}: {blocks} blocks, {free} free, {} used (P1)",
                p.used_blocks()
            )
        });
        found.expect(
            p.listed.get() == p.has_room() || p.used_blocks() == p.capacity(),
            || {
                format!(
                    "{at}: listed {}, has room {} (P3)",
                    p.listed.get(),
                    p.has_room()
                )
            },
        );
        found.expect(p.listed.get() == self.in_class_list(class, p), || {
            format!("{at}: its listed flag is wrong (P3)")
        });
    }

    fn in_class_list(&self, class: usize, pool: &Pool) -> bool {
        let mut p = self.lists[class].get();
        while !p.is_null() {
            if std::ptr::eq(p, pool) {
                return true;
            }
            // SAFETY: pools in lists are in use by this heap.
            p = unsafe { (*p).next.get() };
        }
        false
    }

    fn check_generations(&self, found: &mut Findings) {
        let mut vector = |v: &TrackedVec, generation: u8, what: &str| {
            for i in 0..v.len() {
                let h = v.get(i);
                // SAFETY: T1, which holds unless an object was freed without being untracked; the
                // memory of pools stays readable.
                let ok = !h.is_null()
                    && unsafe {
                        (*h).has(FLAG_TRACKED)
                            && (*h).generation() == generation
                            && (*h).aux.get() as usize == i
                    };
                found.expect(ok, || {
                    format!("{what} object {i} ({h:p}) isn't as T1 has it")
                });
            }
            v.len()
        };
        let young = vector(&self.young, 0, "young");
        let middle = vector(&self.gc.middle, 1, "middle");
        let mut n = [0usize; 4];
        let mut marked = 0;
        self.for_each_object(|h| {
            if (h.kind() as usize) >= LAYOUTS.len() {
                return found.add(format!("object at {h:p} has no valid kind (H1)"));
            }
            if h.has(FLAG_TRACKED) {
                if h.has(FLAG_MARK) {
                    marked += 1;
                } else {
                    n[h.generation() as usize] += 1;
                }
                // SAFETY: an object's pool is readable.
                let flagged = unsafe { (*Pool::of(h)).tracked.get() };
                found.expect(flagged, || {
                    format!("{} is tracked, its pool isn't", name(h))
                });
            } else {
                found.expect(!h.has(FLAG_MARK) && h.generation() == 0, || {
                    format!("{} has flags of tracked objects", name(h))
                });
            }
        });
        found.expect(n[0] == young && n[1] == middle, || {
            format!(
                "{} young and {} middle objects, vectors of {young} and {middle} (H2)",
                n[0], n[1]
            )
        });
        found.expect(n[FROZEN as usize] == self.gc_frozen(), || {
            format!(
                "{} objects are frozen, {} counted",
                n[FROZEN as usize],
                self.gc_frozen()
            )
        });
        found.expect(marked == 0 || self.collecting(), || {
            format!("{marked} objects are marked outside a collection (G1)")
        });
    }

    fn check_tables(&self, found: &mut Findings) {
        let (mut finalizable, mut referents) = (0, 0);
        self.for_each_object(|h| {
            let finalizer = h.has(FLAG_FINALIZER) && !h.has(FLAG_FINALIZED);
            let serial = self.pending.serial(h).is_some();
            finalizable += usize::from(serial);
            // Queued ones have neither serial nor mark yet.
            found.expect(!serial || finalizer, || {
                format!("{} has a serial (Q2)", name(h))
            });
            referents += usize::from(h.has(FLAG_WEAKREFS));
            found.expect(h.has(FLAG_WEAKREFS) == self.weak.has(h), || {
                format!("{}: weak references and flag differ (W1)", name(h))
            });
        });
        found.expect(finalizable == self.pending.finalizable(), || {
            "finalizer table names dead objects (Q2)".into()
        });
        found.expect(self.pending.has_room(), || {
            "the queue lacks room (Q1)".into()
        });
        found.expect(
            referents == self.weak.referents() && self.weak.lists_are_sound(),
            || "weak reference table is broken (W1)".into(),
        );
    }

    fn check_counts(
        &self,
        counts: Counts,
        roots: impl FnOnce(&mut dyn FnMut(&Value)),
        found: &mut Findings,
    ) {
        let mut seen: HashMap<*const Header, u64> = HashMap::new();
        let mut count = |v: &Value| {
            if v.is_ptr() {
                *seen.entry(v.header_ptr()).or_default() += 1;
            }
        };
        roots(&mut count);
        self.pending.for_each(&mut count);
        self.for_each_object(|h| {
            // SAFETY: a live object.
            unsafe { visit_object(h, &mut count) }
        });
        self.for_each_object(|h| {
            let n = seen.remove(&(h as *const Header)).unwrap_or(0);
            // A slot array belongs to one instance, which visits its contents instead of it.
            if h.is_immortal() || h.kind() == Kind::SlotArray {
                return;
            }
            let rc = h.rc.get() as u64;
            let ok = match counts {
                Counts::Exact => rc == n,
                Counts::AtLeast => rc >= n,
            };
            found.expect(ok, || format!("{}: {n} references found", name(h)));
        });
        for (h, n) in seen {
            // What is left is no object of this heap: a static one, or a dangling reference.
            if self.owns(h) {
                found.add(format!("{n} references to {h:p}, which is freed"));
            }
        }
    }

    /// Whether the address is inside one of this heap's arenas.
    fn owns(&self, h: *const Header) -> bool {
        let mut inside = false;
        self.for_each_arena(|a| {
            inside |= std::ptr::eq(Arena::of(h), a);
        });
        inside
    }
}
