//! Bytecode as data: the opcode table, code objects, the disassembler and the verifier.
//!
//! Everything here is immutable, holds no Python values and no caches, and is `Send + Sync`:
//! one [`Code`] may be shared between VMs, each of which instantiates it with its own
//! constants and inline caches (`Vm::code_object`).

#[allow(clippy::module_inception)] // the file of the thing the folder is named for
pub mod code;
pub mod dis;
pub mod opcodes;
pub mod verify;

pub use code::{Code, CodeFlags, Const, Handler, Position, Site};
pub use opcodes::Op;
