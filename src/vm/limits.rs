//! Fuel, interrupts and teardown.

use super::Vm;
use super::error::{Raised, Res};
use crate::memory::value::Value;
use crate::types::registry::T;
use std::sync::atomic::Ordering;

/// Work units between two looks at interrupts.
const TICKS: u64 = 20_000;

/// What the host's interrupt handle asks for.
pub const INTERRUPT_NONE: u32 = 0;
/// Raise KeyboardInterrupt (Ctrl-C).
pub const INTERRUPT_KEYBOARD: u32 = 1;
/// Stop the run.
pub const INTERRUPT_STOP: u32 = 2;

impl Vm {
    /// Takes the next portion of fuel.
    pub(crate) fn refill_tick(&mut self) {
        let n = match self.fuel {
            Some(f) => {
                let n = f.min(TICKS);
                self.fuel = Some(f - n);
                n
            }
            None => TICKS,
        };
        self.tick = n as i64;
    }

    /// `tick` went below zero: looks at fuel and interrupts.
    #[cold]
    #[inline(never)]
    pub(crate) fn safepoint(&mut self) -> Res<()> {
        self.poll_interrupt()?;
        let debt = (-self.tick).max(0) as u64;
        match self.fuel {
            None => self.tick = TICKS as i64,
            Some(f) if f > debt => {
                self.fuel = Some(f - debt);
                self.refill_tick();
                // Charged beyond: the debt is paid, so nothing is lost or gained.
            }
            Some(_) => {
                self.fuel = Some(0);
                self.tick = 0;
                return Err(Raised(Value::STOPPED));
            }
        }
        Ok(())
    }

    /// Sets how deep calls may nest (`sys.setrecursionlimit`).
    pub fn set_recursion_limit(&mut self, n: usize) {
        self.recursion_limit = n;
        self.frames.set_recursion_limit(n);
    }

    /// Whether the interrupt handle asks for something: for long work that can't raise where it is.
    pub(crate) fn interrupt_pending(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed) != INTERRUPT_NONE
    }

    /// Raises what the interrupt handle asks for, if it does, whatever the tick says: for natives
    /// that wait. Costs no fuel.
    pub(crate) fn poll_interrupt(&mut self) -> Res<()> {
        match self.interrupt.swap(INTERRUPT_NONE, Ordering::Relaxed) {
            INTERRUPT_NONE => Ok(()),
            INTERRUPT_KEYBOARD => Err(self.err_empty(T::KeyboardInterrupt)),
            _ => Err(Raised(Value::STOPPED)),
        }
    }

    /// Fuel left; `None`: no bound.
    pub fn fuel_left(&self) -> Option<u64> {
        self.fuel.map(|f| f + self.tick.max(0) as u64)
    }

    /// Sets the fuel for what runs from now on.
    pub fn set_fuel(&mut self, fuel: Option<u64>) {
        self.fuel = fuel;
        self.refill_tick();
    }

    /// Releases everything in the order that keeps finalizers possible; the heap frees the rest.
    pub(crate) fn teardown(&mut self) {
        self.frames.clear();
        self.handled = Value::NONE;
        self.drop_sources();
        self.state = crate::modules::State::default();
        for v in [&mut self.modules, &mut self.builtins] {
            *v = Value::UNBOUND;
        }
        self.cursor.clear();
        self.empty_str = Value::UNBOUND;
        self.empty_bytes = Value::UNBOUND;
        self.empty_tuple = Value::UNBOUND;
        self.chars.fill(Value::UNBOUND);
        self.names.fill(Value::UNBOUND);
    }
}
