//! Code objects: what the compiler hands to the VM.

use super::opcodes::Op;
use std::sync::Arc;

/// Properties of a code object; values as CPython's `co_flags` where it has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    /// A function's code: its variables live in registers.
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    /// Has a `*args` parameter.
    pub const VARARGS: u32 = 0x4;
    /// Has a `**kwargs` parameter.
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const HAS_DOCSTRING: u32 = 0x0400_0000;
    pub const METHOD: u32 = 0x0800_0000;
    /// A class body (ours).
    pub const CLASS: u32 = 0x1000_0000;
    /// A module, `exec` or `eval` body (ours).
    pub const MODULE: u32 = 0x2000_0000;

    pub fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}

/// A constant, as data: each VM makes its own values of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// An int larger than `i64`: digits in decimal, with a `-` if it is negative, or behind
    /// `0x`, `0o` or `0b`.
    BigInt(Box<str>),
    Float(f64),
    /// An imaginary literal.
    Imag(f64),
    Complex(f64, f64),
    /// WTF-8 bytes: UTF-8 that may hold lone surrogates.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Box<[Const]>),
    FrozenSet(Box<[Const]>),
    Slice(Box<[Const; 3]>),
    Code(Arc<Code>),
}

/// What an instruction with an inline cache says beside its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Site {
    /// Index into `Code::names`.
    pub name: u32,
    /// Positional arguments of a call.
    pub argc: u16,
    /// Index into `Code::consts` of the tuple of keyword names, or [`Site::NO_KW`].
    pub kwnames: u16,
}

impl Site {
    /// No keyword arguments.
    pub const NO_KW: u16 = u16::MAX;
}

/// An entry of the exception table: instructions `start..end` are covered; innermost entries
/// stand first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    /// Index of the handler's first instruction.
    pub target: u32,
    /// Temporaries from this register on are cleared before the handler runs.
    pub depth: u16,
    /// Register that receives the exception.
    pub reg: u16,
}

/// Where an instruction comes from. Lines count from 1, columns are UTF-8 bytes from 0, as in
/// CPython's `co_positions`. Line 0: no position (artificial).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub col: u32,
    pub end_col: u32,
}

/// A compiled body: module, function, class or comprehension.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub filename: Arc<str>,
    pub flags: CodeFlags,
    /// Positional parameters, the positional-only ones included (`co_argcount`).
    pub argcount: u16,
    pub posonly: u16,
    pub kwonly: u16,
    /// Registers `0..nlocals` are named; `varnames` names those that are not cells of the body.
    pub nlocals: u16,
    /// Size of the register window.
    pub nregs: u16,
    pub first_line: u32,
    pub ops: Box<[Op]>,
    pub consts: Box<[Const]>,
    pub names: Box<[Box<str>]>,
    /// Name of each of the `nlocals` registers: parameters (as CPython's `co_varnames`), other
    /// plain locals in the order in which code mentions them, cells, and last the variables of
    /// list, set and dict comprehensions, which may repeat a name: they are unbound outside
    /// their comprehension and hide the others inside.
    pub locals: Box<[Box<str>]>,
    /// For each local register: whether it holds a cell after the prologue (a comprehension's
    /// variable: while the comprehension runs).
    pub cells: Box<[bool]>,
    pub freevars: Box<[Box<str>]>,
    pub sites: Box<[Site]>,
    pub handlers: Box<[Handler]>,
    /// One for each instruction.
    pub positions: Box<[Position]>,
    /// Position of the first sub-operation of a fused instruction (the name of `CallGlobal`, the
    /// attribute of `CallMethod`), sorted by instruction index; the main table has the whole.
    pub inner_positions: Box<[(u32, Position)]>,
}

impl Code {
    /// Number of parameter registers, `*args` and `**kwargs` included.
    pub fn param_count(&self) -> usize {
        self.argcount as usize
            + self.kwonly as usize
            + self.flags.has(CodeFlags::VARARGS) as usize
            + self.flags.has(CodeFlags::VARKEYWORDS) as usize
    }
}
