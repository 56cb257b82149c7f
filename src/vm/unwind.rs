//! Unwinding: from the instruction that failed to the handler that catches.
//!
//! An exception leaves a traceback entry at each frame that it passes. A frame that is left gives
//! its local variables to that entry, so they live as long as the traceback does.
//!
//! Relies on F1-F4 (`frame`) and on the code's verified exception table: `depth` and `reg` are
//! registers of the window, `target` is an instruction.

use super::Vm;
use super::error::Raised;
use super::frame::{ENTRY, Frame, GEN, NAMESPACE};
use crate::code::{Code, CodeFlags, Handler};
use crate::memory::buf::Buf;
use crate::memory::in_order::InOrder;
use crate::memory::value::Value;
use crate::types::exception;
use crate::types::registry::T;
use crate::types::traceback::{self, Spot};

/// The innermost handler that covers instruction `at`.
fn find_handler(code: &Code, at: usize) -> Option<Handler> {
    let at = at as u32;
    code.handlers
        .iter()
        .find(|h| (h.start..h.end).contains(&at))
        .copied()
}

impl Vm {
    /// Takes `e` to its handler, popping frames down to the nearest one with [`ENTRY`]. The failing
    /// instruction is the one before `Vm::pc` in the top frame; with `add_traceback` that frame gets
    /// an entry (re-raising doesn't make a second one).
    ///
    /// `Ok`: the top frame goes on at its handler. `Err`: the entry frame was left too. May run
    /// Python (finalizers of what the handler's frame held).
    #[cold]
    #[inline(never)]
    pub(crate) fn unwind(&mut self, e: Raised, add_traceback: bool) -> Result<(), Raised> {
        let mut add = add_traceback;
        let mut inner = std::mem::take(&mut self.inner_fault);
        let mut exc = self.exception_of(e);
        if let Some(f) = self.frames.last_mut() {
            f.pc = self.pc;
        }
        loop {
            let Some(f) = self.frames.last() else {
                return Err(raised(exc));
            };
            // SAFETY: F3; `pc` is in the code's instructions or right behind them.
            let (code, at) = unsafe {
                let co = &*f.code;
                (
                    co.code.clone(),
                    f.pc.offset_from(co.ops).max(1) as usize - 1,
                )
            };
            let spot = || Spot {
                op: at as u32,
                inner,
                ..Spot::default()
            };
            if let Some(e) = &exc
                && let Some(h) = find_handler(&code, at)
            {
                let e = e.clone();
                if add {
                    let s = Spot {
                        func: f.func.clone(),
                        ..spot()
                    };
                    traceback::push(self, &e, s);
                }
                self.enter_handler(&h, e);
                if !self.heap.pending() {
                    return Ok(());
                }
                match self.drain() {
                    Ok(()) => return Ok(()),
                    // Stopped: what runs now is the handler, whose registers are in order.
                    Err(e) => exc = self.exception_of(e),
                }
                add = true;
                inner = false;
                continue;
            }
            let Some(mut f) = self.frames.pop() else {
                return Err(raised(exc));
            };
            let (locals, namespace) = self.clear_window(&mut f, exc.is_some());
            if let Some(e) = &exc {
                if add {
                    let s = Spot {
                        func: f.func.clone(),
                        locals,
                        namespace,
                        ..spot()
                    };
                    traceback::push(self, e, s);
                } else {
                    traceback::keep_locals(self, e, &f.func, locals, namespace);
                }
            }
            let flags = f.flags;
            if flags & GEN != 0 {
                self.generator_done(std::mem::take(&mut f.extra));
                exc = exc.map(|e| self.not_stop_iteration(e, &code));
            }
            drop(f);
            if self.frames.is_empty() && exc.is_none() {
                // Stopped: no handler has restored these.
                self.handled = Value::NONE;
            }
            if flags & ENTRY != 0 {
                return Err(raised(exc));
            }
            add = true;
            inner = false;
        }
    }

    /// Makes the top frame go on at handler `h` with `exc`.
    fn enter_handler(&mut self, h: &Handler, exc: Value) {
        let Some(f) = self.frames.last_mut() else {
            return;
        };
        // SAFETY: F1, F3 and the verified table (module doc).
        unsafe {
            let co = &*f.code;
            for r in h.depth..co.nregs {
                *f.regs.add(r as usize) = Value::ZERO;
            }
            *f.regs.add(h.reg as usize) = exc;
            f.pc = co.ops.add(h.target as usize);
            self.pc = f.pc;
        }
    }

    /// Releases the registers of a popped frame: temporaries at once, local variables too unless
    /// they are to be kept (then they are given back, with the namespace of a class body). When
    /// there is no memory to keep them in they are released.
    fn clear_window(&mut self, f: &mut Frame, keep: bool) -> (InOrder, Value) {
        // SAFETY: F1, F3.
        let co = unsafe { &*f.code };
        let nlocals = co.nlocals as usize;
        for r in nlocals..co.nregs as usize {
            // SAFETY: F1; a dead register holds a number.
            unsafe { *f.regs.add(r) = Value::ZERO };
        }
        let mut locals = Buf::new();
        if keep && nlocals > 0 {
            self.heap.open_reserve();
            let room = Buf::with_capacity(&self.heap, nlocals);
            self.heap.close_reserve();
            locals = room.unwrap_or_default();
        }
        for r in 0..nlocals {
            // SAFETY: F1; the register is dead afterwards (F2).
            let v = unsafe { std::mem::replace(&mut *f.regs.add(r), Value::ZERO) };
            // Without room the value is released.
            let _ = locals.push_within(v);
        }
        let namespace = if keep && f.flags & NAMESPACE != 0 {
            f.extra.clone()
        } else {
            Value::UNBOUND
        };
        (locals.into(), namespace)
    }

    /// A generator that lets StopIteration out would look as if it had ended: RuntimeError instead.
    fn not_stop_iteration(&mut self, e: Value, code: &Code) -> Value {
        let is_async = code.flags.has(CodeFlags::ASYNC_GENERATOR);
        let what = if is_async {
            "async generator"
        } else if code.flags.has(CodeFlags::COROUTINE) {
            "coroutine"
        } else {
            "generator"
        };
        let name = if self.is_a(&e, T::StopIteration) {
            "StopIteration"
        } else if is_async && self.is_a(&e, T::StopAsyncIteration) {
            "StopAsyncIteration"
        } else {
            return e;
        };
        let text = match self.format(format_args!("{what} raised {name}")) {
            Ok(t) => t,
            Err(_) => return e,
        };
        match exception::new(self, T::RuntimeError, &[text]) {
            Ok(new) => {
                exception::set_cause(self, &new, &e);
                exception::set_context(self, &new, e);
                new
            }
            Err(_) => e,
        }
    }

    /// Number of frames on the stack.
    pub(crate) fn frame_count(&self) -> usize {
        self.frames.len()
    }

    /// The place on the stack of the innermost running frame of `func`.
    pub(crate) fn running_place(&self, func: &Value) -> Option<usize> {
        self.frames.iter().rposition(|f| f.func.is(func))
    }

    /// Where frame `i` (from the outermost, 0) is: its function and instruction.
    pub(crate) fn frame_spot(&self, i: usize) -> Spot {
        let Some(f) = self.frames.iter().nth(i) else {
            return Spot::default();
        };
        let pc = if i + 1 == self.frames.len() {
            self.pc
        } else {
            f.pc
        };
        // SAFETY: R3 and F3: `pc` is in the frame's code.
        let op = unsafe { pc.offset_from((*f.code).ops) }.max(1) as u32 - 1;
        Spot {
            func: f.func.clone(),
            op,
            ..Spot::default()
        }
    }

    /// Fills in the local variables of frame `i`.
    pub(crate) fn frame_locals(&self, i: usize, at: &mut Spot) -> super::Res<()> {
        let Some(f) = self.frames.iter().nth(i) else {
            return Ok(());
        };
        if f.flags & NAMESPACE != 0 {
            at.namespace = f.extra.clone();
            return Ok(());
        }
        // SAFETY: F1, F3: the window is initialised and its first `nlocals` registers are variables.
        let locals = unsafe { std::slice::from_raw_parts(f.regs, (*f.code).nlocals as usize) };
        at.locals = Buf::from_slice(&self.heap, locals)?.into();
        Ok(())
    }

    /// Fills in the local variables of `at` from a running frame of its function, if there is one.
    pub(crate) fn live_locals(&mut self, at: &mut Spot) -> super::Res<()> {
        let Some(f) = self.frames.iter().rev().find(|f| f.func.is(&at.func)) else {
            return Ok(());
        };
        if f.flags & NAMESPACE != 0 {
            at.namespace = f.extra.clone();
            return Ok(());
        }
        // SAFETY: F1, F3: the window is initialised and its first `nlocals` registers are variables.
        let locals = unsafe { std::slice::from_raw_parts(f.regs, (*f.code).nlocals as usize) };
        at.locals = Buf::from_slice(&self.heap, locals)?.into();
        Ok(())
    }
}

/// What the caller in Rust gets.
fn raised(exc: Option<Value>) -> Raised {
    Raised(exc.unwrap_or(Value::STOPPED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::Limits;
    use crate::vm::eval::Mode;

    fn vm(limits: Limits) -> Vm {
        let here = 0u8;
        let mut vm = Vm::new(&limits, Default::default()).unwrap();
        vm.stack_floor = (&raw const here as usize).saturating_sub(1 << 20);
        vm
    }

    /// Runs `source` with `globals` as its namespace.
    fn run(vm: &mut Vm, globals: &Value, source: &str) -> crate::vm::Res {
        let code = vm.compile_text(source, "<test>", Mode::Module, false)?;
        vm.run_module_code(code, globals)
    }

    fn global(vm: &mut Vm, globals: &Value, name: &str) -> Option<i64> {
        let name = vm.intern(name).unwrap();
        vm.dict_lookup_str(globals, &name)?.as_small_int()
    }

    const LOOP: &str = "
seen = 0
def forever():
    try:
        while True:
            pass
    finally:
        global seen
        seen = 1
try:
    forever()
except BaseException:
    seen = 2
";

    #[test]
    fn a_stop_runs_no_handlers_and_leaves_the_vm_usable() {
        let mut vm = vm(Limits {
            fuel: Some(100_000),
            ..Limits::default()
        });
        let globals = vm.dict().unwrap();
        let e = run(&mut vm, &globals, LOOP).unwrap_err();
        assert!(e.is_stop());
        assert_eq!(global(&mut vm, &globals, "seen"), Some(0));
        assert!(vm.frames.is_empty());
        assert!(vm.handled.is_none());
        vm.set_fuel(None);
        run(&mut vm, &globals, "seen = 3\n").unwrap();
        assert_eq!(global(&mut vm, &globals, "seen"), Some(3));
    }

    #[test]
    fn an_interrupt_is_raised_inside_the_try_that_the_loop_begins() {
        let mut vm = vm(Limits::default());
        let globals = vm.dict().unwrap();
        vm.interrupt.store(
            crate::vm::limits::INTERRUPT_KEYBOARD,
            std::sync::atomic::Ordering::Relaxed,
        );
        let source = "
seen = 0
try:
    while True:
        pass
except KeyboardInterrupt:
    seen = 1
";
        run(&mut vm, &globals, source).unwrap();
        assert_eq!(global(&mut vm, &globals, "seen"), Some(1));
    }

    #[test]
    fn memory_errors_can_be_caught() {
        let mut vm = vm(Limits {
            memory: Some(16 << 20),
            ..Limits::default()
        });
        let globals = vm.dict().unwrap();
        let source = "
seen = 0
kept = []
try:
    while True:
        kept.append([0] * 100)
except MemoryError as e:
    kept = None
    seen = 1
    if e.__traceback__ is None:
        seen = 2
";
        run(&mut vm, &globals, source).unwrap();
        assert_eq!(global(&mut vm, &globals, "seen"), Some(1));
    }
}
