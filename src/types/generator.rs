//! Generators: a frame that waits on the heap.

use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;

/// What a generator is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenState {
    /// Not started.
    Created,
    Suspended,
    Running,
    Finished,
}

/// A generator. While it is suspended `window` holds its registers; it runs in place there.
pub struct Generator {
    pub state: GenState,
    /// Index of the next instruction.
    pub pc: u32,
    /// Register that receives what is sent, when suspended at a `Yield`.
    pub dst: u16,
    /// Suspended inside `yield from`: the register that holds the inner iterator.
    pub yield_from: Option<u16>,
    /// The function; unbound once finished.
    pub func: Value,
    pub name: Value,
    pub qualname: Value,
    /// Registers. Never resized while the generator lives.
    pub window: Buf<Value>,
    /// The exception that was being handled inside when it was suspended.
    pub handled: Value,
}

impl Payload for Generator {
    const KIND: Kind = Kind::Generator;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [&self.func, &self.name, &self.qualname, &self.handled] {
            f(v);
        }
        self.window.iter().for_each(f);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        if self.state == GenState::Running {
            return;
        }
        self.state = GenState::Finished;
        out(self.func.take());
        out(self.handled.take());
        for v in self.window.iter_mut() {
            out(v.take());
        }
    }

    fn extra_bytes(&self) -> usize {
        self.window.bytes()
    }
}
