//! Native stacks to run on, so that how deep a script may nest doesn't depend on the host's thread.
//!
//! A run switches stacks once, no call does. Stacks come from a pool that VMs may share; a stack is
//! reserved address space, of which only what was touched takes memory.

use corosensei::stack::{DefaultStack, Stack};
use std::sync::{Mutex, PoisonError};

/// Bytes of a stack.
pub const STACK_SIZE: usize = if cfg!(debug_assertions) {
    64 << 20
} else {
    16 << 20
};

/// Stacks that nothing runs on at the moment.
#[derive(Default)]
pub struct StackPool {
    free: Mutex<Vec<DefaultStack>>,
}

impl StackPool {
    /// A pool without stacks: they are made when they are needed.
    pub fn new() -> StackPool {
        StackPool::default()
    }

    /// Runs `f` on a stack of the pool; it is given the lowest address it may reach. Runs on the
    /// caller's stack if the system gives no more, with `fallback` bytes to go.
    pub fn run<R>(&self, fallback: usize, f: impl FnOnce(usize) -> R) -> R {
        let kept = self
            .free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let Some(mut stack) = kept.or_else(|| DefaultStack::new(STACK_SIZE).ok()) else {
            return on_callers_stack(fallback, f);
        };
        // A guard page stands at the limit.
        let floor = stack.limit().get() + 64 * 1024;
        let r = corosensei::on_stack(&mut stack, || f(floor));
        self.free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(stack);
        r
    }
}

/// Runs `f` on the stack of whoever calls, of which `room` bytes may be used.
pub fn on_callers_stack<R>(room: usize, f: impl FnOnce(usize) -> R) -> R {
    let here = 0u8;
    f((&raw const here as usize).saturating_sub(room))
}
