//! The virtual machine: state, protocols, calls and the loop.
//!
//! A [`Vm`] owns one heap and everything in it. Nothing is global or thread-local, so a process may
//! have any number of them on any threads. What may run Python code, mutate objects or collect
//! takes `&mut Vm`; what only looks takes `&Vm`; so borrows of an object's inside never outlive a
//! call that could change it (rule 1 of the design).

#[allow(unsafe_code)]
pub mod access;
pub mod attr;
pub mod bind;
mod cache;
pub mod call;
pub mod collections;
pub mod convert;
pub mod error;
pub mod eval;
#[allow(unsafe_code)]
pub mod fast;
pub mod finalize;
pub mod formatting;
pub mod frame;
pub mod function;
pub(crate) mod generator;
mod invoke;
#[allow(unsafe_code)]
pub mod iterate;
pub mod limits;
pub mod make;
pub mod matching;
pub mod names;
pub mod operator;
pub mod output;
pub mod program;
pub mod protocol;
pub mod raise;
pub mod report;
#[allow(unsafe_code)]
pub mod run;
pub mod setup;
pub mod sources;
#[allow(unsafe_code)]
mod step;
pub mod suggest;
pub mod typedef;
#[allow(unsafe_code)]
pub mod unwind;

use crate::memory::heap::Heap;
use crate::memory::value::Value;
use crate::types::type_::TypeCache;
use frame::{FrameStack, RegStack};

pub use error::{Raised, Res};

/// Limits that the host sets for a VM.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Most bytes that the heap may hold; `None`: no bound.
    pub memory: Option<usize>,
    /// Units of work until the run is stopped; `None`: no bound.
    pub fuel: Option<u64>,
    /// Deepest nesting of calls (`sys.setrecursionlimit`).
    pub recursion: usize,
    /// Seed of string hashing.
    pub hash_seed: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            memory: None,
            fuel: None,
            recursion: 1000,
            hash_seed: 0,
        }
    }
}

/// One Python virtual machine.
pub struct Vm {
    /// Frames and registers go first when a VM is dropped, the heap last (see `Drop`).
    pub(crate) frames: FrameStack,
    pub(crate) stack: RegStack,
    /// The top frame's next instruction (R3).
    pub(crate) pc: *const crate::code::Op,
    /// The failing instruction's first part is what failed (`Code::inner_positions`); taken by
    /// `unwind`.
    pub(crate) inner_fault: bool,
    /// Exception being handled in the running code. A running generator keeps its resumer's.
    pub(crate) handled: Value,
    /// What native code takes from a generator that it goes through.
    pub(crate) sink: generator::Sink,
    pub(crate) types: Box<[Value]>,
    pub(crate) names: Box<[Value]>,
    pub(crate) type_cache: TypeCache,
    pub(crate) next_type_version: u32,
    pub(crate) next_dict_version: u32,
    /// `builtins.__dict__`, `sys.modules`.
    pub(crate) builtins: Value,
    pub(crate) modules: Value,
    pub(crate) empty_str: Value,
    pub(crate) empty_tuple: Value,
    pub(crate) empty_bytes: Value,
    /// The place last looked up in a long string that isn't ASCII.
    pub(crate) cursor: crate::types::str::cursor::Cursor,
    /// Most decimal digits of an int read or printed (`sys.set_int_max_str_digits`); 0: no limit.
    pub(crate) int_max_digits: usize,
    /// Strings of one Latin-1 character, made on first use.
    pub(crate) chars: Box<[Value]>,
    /// Objects whose repr is under way.
    pub(crate) in_repr: Vec<u64>,
    /// Nesting of Python calls and native recursion, and its bound.
    pub(crate) depth: usize,
    pub(crate) recursion_limit: usize,
    /// Lowest stack address that native recursion may reach.
    pub(crate) stack_floor: usize,
    /// Counts down work; below zero the safepoint looks at fuel and interrupts.
    pub(crate) tick: i64,
    /// Fuel left beyond `tick`; `None`: no bound.
    pub(crate) fuel: Option<u64>,
    pub(crate) interrupt: std::sync::Arc<std::sync::atomic::AtomicU32>,
    /// Finalizers under way and the collection that waits for them.
    pub(crate) finalizing: finalize::Finalizing,
    /// Source texts for tracebacks.
    pub(crate) sources: sources::Sources,
    /// Return value of the native or generator iterator that was exhausted last.
    pub(crate) stop_value: Value,
    pub(crate) state: crate::modules::State,
    pub(crate) heap: Box<Heap>,
}

// SAFETY is argued in `access`: a Vm owns its heap, and no value outlives or leaves it.
#[allow(unsafe_code)]
// SAFETY: values, frames and the heap are reachable only through this `Vm`, which moves as a
// whole; the heap has a stable address and no thread affinity.
unsafe impl Send for Vm {}
