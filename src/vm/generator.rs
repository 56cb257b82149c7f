//! Generators in the loop: making, resuming and suspending them.
//!
//! A generator's registers are its own ([`Generator::window`]); its frame comes and goes. While it
//! runs, its frame holds what the generator does otherwise (the function), and the generator holds
//! the exception that its resumer handles: the two change places, so nothing is counted.

#![allow(unsafe_code)]

use super::Vm;
use super::error::{Raised, Res};
use super::frame::GEN;
use crate::code::{CodeFlags, Op};
use crate::memory::buf::Buf;
use crate::memory::header::payload;
use crate::memory::heap::Heap;
use crate::memory::value::Value;
use crate::types::code::CodeObject;
use crate::types::dict::key::is_simple;
use crate::types::function::Function;
use crate::types::generator::{GenState, Generator};
use crate::types::registry::T;
use std::{mem, ptr};

/// Gives up a counted word.
///
/// # Safety
/// The caller owns the count.
#[inline(never)]
unsafe fn release_word(word: u64) {
    // SAFETY: the caller's promise.
    drop(unsafe { Value::from_word(word) });
}

/// Pushes the frame of generator `g`, created or suspended; word `sent` (owned) is what its `yield`
/// gives. `top` is the first free register of the main stack.
///
/// # Safety
/// `g` is a generator that can be resumed, there is room for a frame, and the frame below has its `pc`.
#[inline(always)]
pub(super) unsafe fn resume_frame(vm: &mut Vm, g: &Value, sent: u64, flags: u8, top: *mut Value) {
    // SAFETY: the caller's promise. A generator that doesn't run has a function and a window of its
    // code's size (F1), whose register `dst` waits for what is sent.
    unsafe {
        let gen_ = &mut *payload::<Generator>(g.header_ptr());
        let co = payload::<CodeObject>(gen_.code.header_ptr());
        let regs = gen_.window.as_mut_ptr();
        if gen_.state != GenState::Created {
            let slot = regs.add(gen_.dst as usize) as *mut u64;
            let old = ptr::replace(slot, sent);
            // Seldom anything: a drop in line is long.
            if old & 7 == 2 {
                release_word(old);
            }
        }
        gen_.state = GenState::Running;
        mem::swap(&mut gen_.handled, &mut vm.handled);
        let pc = (*co).ops.add(gen_.pc as usize);
        let func = gen_.func.take();
        vm.frames.push_parts(
            regs,
            pc,
            flags | GEN,
            co,
            func,
            g.clone(),
            top,
            ptr::null_mut(),
        );
        vm.pc = pc;
    }
}

/// Pops the top frame, a generator's with this `code`, which goes on at `next` when it is resumed; what
/// is sent then arrives in `dst`. Gives the frame's reference to the generator.
///
/// # Safety
/// The top frame is a generator's, `next` an instruction of its code.
#[inline(always)]
pub(super) unsafe fn suspend_frame(
    vm: &mut Vm,
    next: *const Op,
    code: *const CodeObject,
    dst: u16,
) -> Value {
    // SAFETY: the caller's promise; F5: what is in the popped frame is moved out of it.
    unsafe {
        let f = vm.frames.top.sub(1);
        vm.frames.top = f;
        let g = ptr::read(&raw const (*f).extra);
        let gen_ = &mut *payload::<Generator>(g.header_ptr());
        gen_.state = GenState::Suspended;
        gen_.pc = next.offset_from((*code).ops) as u32;
        gen_.dst = dst;
        ptr::write(&raw mut gen_.func, ptr::read(&raw const (*f).func));
        mem::swap(&mut gen_.handled, &mut vm.handled);
        g
    }
}

/// Which values of a generator native code takes without being asked for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// All of them: they are only kept.
    All,
    /// A few whose use runs no Python: exact str, small ints, inline floats, None, bools.
    Simple,
    /// A few small ints and inline floats.
    Numbers,
    /// Those of the kinds above that are false; they are dropped.
    False,
    /// Those that are true; they are dropped.
    True,
}

/// Values kept at most before native code has to look at them, where it doesn't just keep them all.
const SINK_VALUES: usize = 64;

/// Takes what a generator yields to native code while that is worth no resumption of its own: the
/// generator then just goes on. See [`Vm::next_into`].
#[derive(Default)]
pub(crate) struct Sink {
    /// Word of the generator; 0 for none.
    pub(super) generator: u64,
    want: Option<Want>,
    values: Buf<Value>,
}

impl Sink {
    /// Takes `v`, or gives it back. Runs no Python.
    pub(super) fn offer(&mut self, heap: &Heap, v: Value) -> Result<(), Value> {
        let number = v.is_int() || v.is_inline_float();
        let takes = match self.want {
            None => false,
            Some(Want::All) => true,
            Some(Want::Simple) => self.values.len() < SINK_VALUES && is_simple(&v),
            Some(Want::Numbers) => self.values.len() < SINK_VALUES && number,
            Some(Want::False) => {
                return match v.is_none() || v.is(&Value::FALSE) || v.is(&Value::ZERO) {
                    true => Ok(()),
                    false => Err(v),
                };
            }
            Some(Want::True) => {
                return match v.is(&Value::TRUE) || v.as_small_int().is_some_and(|i| i != 0) {
                    true => Ok(()),
                    false => Err(v),
                };
            }
        };
        if !takes || self.values.reserve(heap, 1).is_err() {
            return Err(v);
        }
        self.values.push_within(v)
    }
}

impl Vm {
    /// As [`Vm::next`], for native code that goes through an iterator: of a generator, the values that
    /// `want` says go to `out` first, and the first other one is the result. They are there on `Err`,
    /// too, and come before it.
    ///
    /// The generator runs ahead of the caller by those values, so nobody may be able to tell: what the
    /// caller does with them runs no Python and changes nothing that Python sees.
    pub(crate) fn next_into(
        &mut self,
        it: &Value,
        want: Want,
        out: &mut Buf<Value>,
    ) -> Res<Option<Value>> {
        if !self.is_exact(it, T::Generator) {
            return self.next(it);
        }
        let sink = Sink {
            generator: it.word(),
            want: Some(want),
            values: mem::take(out),
        };
        let outer = mem::replace(&mut self.sink, sink);
        let r = self.next(it);
        let sink = mem::replace(&mut self.sink, outer);
        *out = sink.values;
        r
    }

    /// The running frame (whose code starts with `MakeGenerator`) becomes a generator: its
    /// registers move to the heap.
    pub(crate) fn make_generator(&mut self, pc: *const Op) -> Res {
        let Some(f) = self.frames.last() else {
            return Ok(Value::NONE);
        };
        let (regs, code, func) = (f.regs, f.code, f.func.clone());
        // SAFETY: F3.
        let co = unsafe { &*code };
        let f = self.of::<Function>(&func);
        let code = f.code.clone();
        // Unbound names are those of the code.
        let (name, qualname) = f
            .meta
            .as_ref()
            .map_or_else(Default::default, |m| (m.name.clone(), m.qualname.clone()));
        let mut window: Buf<Value> = Buf::with_capacity(&self.heap, co.nregs as usize)?;
        for i in 0..co.nregs as usize {
            // SAFETY: F1; registers are moved out and left dead.
            let w = unsafe { ptr::replace(regs.add(i), Value::ZERO) };
            window.push(&self.heap, w)?;
        }
        let g = Generator {
            state: GenState::Created,
            // SAFETY: `pc` is in the code's instructions.
            pc: unsafe { pc.offset_from(co.ops) } as u32,
            dst: 0,
            delegated: Value::UNBOUND,
            code,
            name,
            qualname,
            func,
            window: window.into(),
            handled: Value::NONE,
            origin: Value::NONE,
            flags: 0,
        };
        let flags = co.code.flags;
        if flags.has(CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR) {
            return self.new_coroutine(flags, g);
        }
        let g = self.alloc(T::Generator, g)?;
        // A suspended generator is closed when it is dropped; one without `try` has nothing to run.
        if !co.code.handlers.is_empty() {
            self.heap.add_finalizer(&g)?;
        }
        Ok(g)
    }

    /// Pushes the frame of generator `g`, created or suspended; `sent` is what its `yield` gives. The
    /// frame below goes on at `Vm::pc`.
    pub(crate) fn enter_generator(&mut self, g: &Value, sent: Value, flags: u8) -> Res<()> {
        if self.frames.len() >= self.recursion_limit {
            return Err(self.recursion_error(""));
        }
        if !self.frames.make_room(&self.heap) {
            return Err(Raised(Value::OUT_OF_MEMORY));
        }
        if let Some(f) = self.frames.last_mut() {
            f.pc = self.pc;
        }
        let top = self.free_registers();
        // SAFETY: callers have looked at the state; there is room.
        unsafe { resume_frame(self, g, sent.into_word(), flags, top) };
        Ok(())
    }

    /// The generator whose frame was popped has returned or raised.
    pub(crate) fn generator_done(&mut self, g: Value) {
        let (gen_, _) = self.of_mut::<Generator>(&g);
        gen_.state = GenState::Finished;
        let window = mem::take(&mut gen_.window);
        let outer = mem::replace(&mut gen_.handled, Value::NONE);
        let own = mem::replace(&mut self.handled, outer);
        // There is nothing left to close.
        self.heap.remove_finalizer(&g);
        drop((window, own));
    }

    /// The function of generator `g`, running or not; unbound when it is over.
    pub(crate) fn generator_function(&self, g: &Value) -> Value {
        let gen_ = self.of::<Generator>(g);
        if gen_.state != GenState::Running {
            return gen_.func.clone();
        }
        let frame = self.frames.iter().rev().find(|f| f.extra.is(g));
        frame.map_or(Value::UNBOUND, |f| f.func.clone())
    }

    /// What the code that resumed the running generators handles, innermost first.
    pub(crate) fn handled_outside(&self) -> impl Iterator<Item = &Value> {
        let generators = self.frames.iter().rev().filter(|f| f.flags & GEN != 0);
        generators.map(|f| &self.of::<Generator>(&f.extra).handled)
    }
}
