//! Running what freeing objects left to do (finalizers, weak reference callbacks), and driving the
//! cycle collector.
//!
//! Dropping a reference only queues (`memory/pending.rs`); the loop drains between instructions.
//! The order is depth-first: while a finalizer runs, a drain inside it stops at the entries that
//! were waiting before (`floor`).
//!
//! A collection that has finalizers to run waits half-done (`collection`) until the drain has run
//! them; meanwhile no other begins.

use super::Vm;
use super::error::{Raised, Res};
use crate::memory::buf::Buf;
use crate::memory::gc::{Collected, Collection};
use crate::memory::pending::Work;
use crate::memory::value::Value;
use crate::types::native::{NativeFunction, SlotWrapper};
use crate::types::registry::T;
use crate::types::weakref;
use crate::vm::names::N;

/// Where draining stands.
#[derive(Default)]
pub(crate) struct Finalizing {
    /// Entries of the queue that were waiting when the finalizer under way began: a drain inside it
    /// leaves them alone.
    floor: usize,
    /// A collection whose finalizers are queued, and the floor at which it began.
    collection: Option<(Collection, usize)>,
    /// What the last collection that was finished here found.
    collected: usize,
    /// A collection that is due is queued.
    requested: bool,
    /// A collection that is told of is under way, callbacks included: no other begins.
    telling: bool,
}

impl Vm {
    /// Runs what is queued. Exceptions in it are reported, not raised; `Err` only when the run is
    /// being stopped.
    #[cold]
    #[inline(never)]
    pub(crate) fn drain(&mut self) -> Res<()> {
        let floor = self.finalizing.floor;
        loop {
            while self.heap.pending_len() > floor {
                let Some(work) = self.heap.next_pending() else {
                    break;
                };
                self.finalizing.floor = self.heap.pending_len();
                let done = self.run_pending(work);
                self.finalizing.floor = floor;
                done?;
            }
            match self.finalizing.collection.take() {
                Some((c, at)) if at >= floor => {
                    self.finalizing.collected = if self.saves_garbage() {
                        let mut kept = Buf::with_capacity(&self.heap, c.doomed())?;
                        let done = self.heap.finish_collection(
                            c,
                            Some(&mut |v| {
                                let _ = kept.push_within(v);
                            }),
                        );
                        crate::modules::gc::save(self, kept)?;
                        done.collected
                    } else {
                        self.heap.finish_collection(c, None).collected
                    };
                    if self.heap.pending_len() <= floor {
                        return Ok(());
                    }
                }
                other => {
                    self.finalizing.collection = other;
                    return Ok(());
                }
            }
        }
    }

    /// As [`Vm::drain`], holding on to `v` meanwhile; for when a frame has just been left.
    pub(crate) fn drain_keep(&mut self, v: Value) -> Res {
        // R3: what is run pushes frames onto the one that is on top now.
        if let Some(f) = self.frames.last() {
            self.pc = f.pc;
        }
        self.drain()?;
        Ok(v)
    }

    fn run_pending(&mut self, work: Work) -> Res<()> {
        match work {
            Work::Finalize(v) => {
                let Some(del) = self.slots(&v).del else {
                    return Ok(());
                };
                match del(self, &v) {
                    Ok(()) => Ok(()),
                    Err(e) if e.is_stop() => Err(e),
                    Err(e) => {
                        // The report names `__del__` where there is one, else the object.
                        let subject = match self.lookup_special(&v, N::__del__) {
                            Ok(Some(f)) if self.get::<SlotWrapper>(&f).is_none() => f,
                            _ => v.clone(),
                        };
                        self.unraisable(e, &subject)
                    }
                }
            }
            Work::Collect(generation) => {
                self.finalizing.requested = false;
                self.collect_and_tell(generation).map(drop)
            }
            Work::Callback(r) => {
                let Some(f) = weakref::take_callback(self, &r) else {
                    return Ok(());
                };
                match self.call(&f, std::slice::from_ref(&r)) {
                    Ok(_) => Ok(()),
                    Err(e) if e.is_stop() => Err(e),
                    Err(e) => self.unraisable(e, &f),
                }
            }
        }
    }

    /// Reports an exception that nobody can catch, as raised while `subject` ran: to
    /// `sys.unraisablehook`, if a script has set one, else to `sys.stderr`.
    #[cold]
    pub(crate) fn unraisable(&mut self, e: Raised, subject: &Value) -> Res<()> {
        let Some(exc) = self.exception_of(e) else {
            return Err(Raised(Value::STOPPED));
        };
        // One that no Python code raised is told with the place where that happened.
        if let Some(top) = self.frame_count().checked_sub(1)
            && crate::types::exception::traceback_of(self, &exc).is_none()
        {
            let at = self.frame_spot(top);
            crate::types::traceback::push(self, &exc, at);
        }
        const HEADING: &str = "Exception ignored in";
        let hook = match self.unraisable_hook() {
            Ok(hook) => hook,
            Err(e) if e.is_stop() => return Err(e),
            Err(_) => None,
        };
        let Some(hook) = hook else {
            return self.report_unraisable(&exc, HEADING, Some(subject));
        };
        let called = self
            .unraisable_arguments(&exc, subject)
            .and_then(|a| self.call(&hook, &[a]));
        match called {
            Ok(_) => Ok(()),
            Err(e) => match self.exception_of(e) {
                Some(e) => self.report_unraisable(
                    &e,
                    "Exception ignored in sys.unraisablehook",
                    Some(&hook),
                ),
                None => Err(Raised(Value::STOPPED)),
            },
        }
    }

    /// Writes the report of an exception that nobody can catch to `sys.stderr`: the default hook.
    pub(crate) fn report_unraisable(
        &mut self,
        exc: &Value,
        heading: &str,
        subject: Option<&Value>,
    ) -> Res<()> {
        let mut out = Buf::new();
        match super::report::unraisable(self, exc, heading, subject, &mut out) {
            Ok(()) => self.write_error_output(&out),
            Err(e) if e.is_stop() => Err(e),
            // No memory to say so: silence is all that is left.
            Err(_) => Ok(()),
        }
    }

    /// `sys.unraisablehook`, if it isn't the default one, which is native.
    fn unraisable_hook(&mut self) -> Res<Option<Value>> {
        let Some(sys) = self.loaded("sys")? else {
            return Ok(None);
        };
        let hook = self.try_attr(&sys, "unraisablehook")?;
        Ok(hook.filter(|h| !h.is_none() && self.get::<NativeFunction>(h).is_none()))
    }

    /// What a hook is called with: an object with the parts as attributes.
    fn unraisable_arguments(&mut self, exc: &Value, subject: &Value) -> Res {
        let parts = [
            ("exc_type", self.type_of(exc).clone()),
            ("exc_value", exc.clone()),
            (
                "exc_traceback",
                crate::types::exception::traceback_of(self, exc),
            ),
            ("err_msg", Value::NONE),
            ("object", subject.clone()),
        ];
        let attributes = self.dict()?;
        for (name, v) in &parts {
            let name = self.intern(name)?;
            self.set_item(&attributes, &name, v)?;
        }
        let (name, bases) = (self.str("UnraisableHookArgs")?, self.empty_tuple());
        let meta = self.class(T::Type).clone();
        let class = self.call(&meta, &[name, bases, attributes])?;
        self.call(&class, &[])
    }

    // ---- collecting ----

    /// A collection is due: runs it, or begins it and leaves the rest to the next drain. One that
    /// somebody wants to be told of is left to the drain as a whole. Called before an allocation; runs
    /// no Python.
    #[cold]
    #[inline(never)]
    pub(crate) fn collect_due(&mut self) {
        let generation = self.heap.gc_due_generation();
        if self.finalizing.telling {
            return;
        }
        if crate::modules::gc::tells(self) && !self.heap.collecting() {
            if !self.finalizing.requested {
                self.finalizing.requested = self.heap.request_collection(generation);
            }
            if self.finalizing.requested {
                return;
            }
        }
        self.begin(generation);
    }

    /// Memory ran out: frees what can be freed at once.
    #[cold]
    pub(crate) fn collect_for_memory(&mut self) {
        self.heap.collect_now(2);
        self.heap.trim();
    }

    fn begin(&mut self, generation: u8) {
        if let Err(c) = self.collect_or_begin(generation) {
            self.finalizing.collection = Some((c, self.finalizing.floor));
        }
    }

    /// As [`Vm::collect_generation`], telling who wants to know. 0 from inside of such a collection.
    pub(crate) fn collect_and_tell(&mut self, generation: u8) -> Res<usize> {
        if self.heap.collecting() || self.finalizing.telling {
            return Ok(0);
        }
        self.finalizing.telling = true;
        let found = crate::modules::gc::collect_and_tell(self, generation);
        self.finalizing.telling = false;
        found
    }

    /// `gc.DEBUG_SAVEALL` is set: garbage is kept in `gc.garbage`.
    fn saves_garbage(&self) -> bool {
        self.state.gc_debug & crate::modules::gc::DEBUG_SAVEALL != 0
    }

    /// Collects in one go, or begins a collection that the next drain finishes.
    fn collect_or_begin(&mut self, generation: u8) -> Result<Collected, Collection> {
        let lists = self.state.gc_debug & crate::modules::gc::DEBUG_COLLECTABLE != 0;
        if self.saves_garbage() || lists {
            return match self.heap.begin_collection(generation) {
                Some(c) => {
                    if lists {
                        crate::modules::gc::list_found(self, &c);
                    }
                    Err(c)
                }
                None => Ok(Collected::default()),
            };
        }
        self.heap.collect_simple(generation)
    }

    /// A whole collection of `generation` and younger, finalizers included; how many unreachable
    /// objects there were. 0 when it is called from inside a collection.
    pub fn collect_generation(&mut self, generation: u8) -> Res<usize> {
        // One that waits half-done comes first.
        self.drain()?;
        if self.heap.collecting() {
            return Ok(0);
        }
        match self.collect_or_begin(generation) {
            Ok(done) => {
                self.drain()?;
                Ok(done.collected)
            }
            Err(c) => {
                self.finalizing.collection = Some((c, self.finalizing.floor));
                self.finalizing.collected = 0;
                self.drain()?;
                Ok(self.finalizing.collected)
            }
        }
    }
}
