//! How much of the native stack a compilation may use.

use super::error::{CompileError, Res};

/// Remembers where the stack stood when the compilation began.
#[derive(Debug)]
pub(super) struct StackGuard {
    base: usize,
    budget: usize,
}

impl StackGuard {
    pub fn new(budget: usize) -> StackGuard {
        StackGuard {
            base: here(),
            budget,
        }
    }

    /// RecursionError when the budget is used up. Every recursive walk calls it at each level.
    pub fn check(&self) -> Res {
        if self.base.abs_diff(here()) > self.budget {
            return Err(CompileError::too_deep());
        }
        Ok(())
    }
}

/// An address in the caller's stack frame.
#[inline(never)]
fn here() -> usize {
    let marker = 0u8;
    std::ptr::from_ref(std::hint::black_box(&marker)) as usize
}
