//! THE opcode table. Each row declares an instruction once: its meaning, its operands and their
//! roles. The table generates the [`Op`] enum, operand visiting (used by the disassembler, the
//! verifier and the reference page) and names. Only the loop in `vm/run.rs` (frequent cases) and
//! `vm/step.rs` (the whole meaning) list them again, in exhaustive `match`es.
//!
//! # Registers
//! Operands name slots of the frame's window. Registers `0..nlocals` are the named locals
//! (parameters first, in CPython's `co_varnames` order, then other locals, then locals that hold
//! cells); registers `nlocals..nregs` are temporaries.
//!
//! # Invariants that compiler and loop share
//! 1. A [`Src`] that names a temporary is *consumed*: after the instruction the register is dead,
//!    unless the same register is also the instruction's [`Dst`]. A `Src` that names a local is
//!    borrowed and stays.
//! 2. A dead temporary never holds a pointer (it may hold a stale number). A `Dst` that names a
//!    local releases the old value; one that names a temporary finds it dead (or finds the operand
//!    it is consuming).
//! 3. [`Keep`] operands are read and stay alive, temporaries too; they end with [`Op::Clear`], by
//!    unwinding, or where the instruction's doc says so.
//! 4. A [`Base`] names the first of a run of temporaries which the instruction consumes, except
//!    where its doc says that it leaves results there.
//! 5. On an exception, the handler's `depth` tells the first temporary to clear; the exception is
//!    put into the handler's `reg` afterwards.
//! 6. A local that may be unbound is tested by [`Op::CheckBound`] before an instruction reads it.
//! 7. Jumps are relative to the *next* instruction. Any instruction that jumps backwards is a
//!    safepoint and charges fuel by the distance.
//! 8. At [`Op::Return`] every temporary but its operand is dead: leaving a frame releases locals
//!    only.

/// A register that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Dst(pub u16);
/// A register that is read; consumed when it is a temporary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Src(pub u16);
/// A register that is read (or updated in place) and stays alive, even when it is a temporary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Keep(pub u16);
/// First of a run of temporaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Base(pub u16);
/// Index into `Code::consts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct K(pub u16);
/// Index into `Code::consts`, wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct K32(pub u32);
/// Index into `Code::names`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Name(pub u32);
/// Index into `Code::sites` (inline caches).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct SiteIx(pub u16);
/// Index of a free variable (`Code::freevars`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Free(pub u16);
/// A count of registers, items or pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Count(pub u16);
/// A small signed immediate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Imm(pub i16);
/// A wide signed immediate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Imm32(pub i32);
/// A short jump, relative to the next instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Off(pub i16);
/// A long jump, relative to the next instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Off32(pub i32);
/// Small flags or a selector; each instruction's doc says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Flags(pub u8);

/// Flag of [`Op::Format`]: the result goes to [`Op::BuildString`], which writes numbers itself.
pub const FORMAT_PART: u8 = 4;

/// One operand of an instruction, for those who treat all instructions alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    Dst(Dst),
    Src(Src),
    Keep(Keep),
    Base(Base),
    K(K),
    K32(K32),
    Name(Name),
    Site(SiteIx),
    Free(Free),
    Count(Count),
    Imm(Imm),
    Imm32(Imm32),
    Off(Off),
    Off32(Off32),
    Flags(Flags),
}

macro_rules! operand_from {
    ($($t:ident => $v:ident),* $(,)?) => {$(
        impl From<$t> for Operand {
            fn from(x: $t) -> Operand { Operand::$v(x) }
        }
    )*};
}
operand_from!(Dst => Dst, Src => Src, Keep => Keep, Base => Base, K => K, K32 => K32, Name => Name,
    SiteIx => Site, Free => Free, Count => Count, Imm => Imm, Imm32 => Imm32, Off => Off,
    Off32 => Off32, Flags => Flags);

/// What [`Op::map`] applies to an instruction's operands.
pub trait OperandMap {
    /// The new number of a register.
    fn reg(&mut self, r: u16) -> u16 {
        r
    }
    /// The new distance of a jump.
    fn jump(&mut self, off: i32) -> i32 {
        off
    }
    /// The new index of a wide constant.
    fn wide_const(&mut self, k: u32) -> u32 {
        k
    }
}

/// An operand as [`OperandMap`] sees it.
trait Mapped: Copy {
    fn mapped(self, _m: &mut impl OperandMap) -> Self {
        self
    }
}

macro_rules! mapped_register {
    ($($t:ident),*) => {$( impl Mapped for $t {
        fn mapped(self, m: &mut impl OperandMap) -> Self { $t(m.reg(self.0)) }
    } )*};
}
mapped_register!(Dst, Src, Keep, Base);
impl Mapped for K32 {
    fn mapped(self, m: &mut impl OperandMap) -> Self {
        K32(m.wide_const(self.0))
    }
}
impl Mapped for Off {
    /// A distance that doesn't fit stays as it is: whoever lays out jumps widens them first.
    fn mapped(self, m: &mut impl OperandMap) -> Self {
        i16::try_from(m.jump(self.0 as i32)).map_or(self, Off)
    }
}
impl Mapped for Off32 {
    fn mapped(self, m: &mut impl OperandMap) -> Self {
        Off32(m.jump(self.0))
    }
}
impl Mapped for K {}
impl Mapped for Name {}
impl Mapped for SiteIx {}
impl Mapped for Free {}
impl Mapped for Count {}
impl Mapped for Imm {}
impl Mapped for Imm32 {}
impl Mapped for Flags {}

/// Binary operators, in the order that `Flags` and the type slots use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    MatMul,
    DivMod,
}

/// Rich comparisons, in the order that type slots use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CmpOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
}

/// What `GetAwaitable` is for.
pub mod awaited {
    /// `await`.
    pub const VALUE: u8 = 0;
    /// What `__aenter__` gave.
    pub const AENTER: u8 = 1;
    /// What `__aexit__` gave.
    pub const AEXIT: u8 = 2;
}

/// What `MakeTypeParam` makes.
pub mod type_param {
    /// A TypeVar, perhaps with a bound.
    pub const TYPE_VAR: u8 = 0;
    /// A TypeVar with constraints.
    pub const CONSTRAINED: u8 = 1;
    pub const TYPE_VAR_TUPLE: u8 = 2;
    pub const PARAM_SPEC: u8 = 3;
}

/// Invokes the macro `$m` with every row of the opcode table.
#[macro_export]
macro_rules! for_each_op {
    ($m:ident) => {
        $m! {
            // ---- moves, constants, locals ----
            /// Does nothing.
            Nop {}
            /// `d = s`; a local is cloned, a temporary is moved.
            Move { d: Dst, s: Src }
            /// `d = s` without consuming a temporary.
            Copy { d: Dst, s: Keep }
            /// `d = consts[k]`.
            LoadConst { d: Dst, k: K32 }
            /// `d = imm` as an int.
            LoadInt { d: Dst, imm: Imm32 }
            /// `d = None`.
            LoadNone { d: Dst }
            /// `d = True` if flags is 1, else `False`.
            LoadBool { flags: Flags, d: Dst }
            /// Releases temporary or local `r`; it is dead/unbound afterwards. Never raises by itself.
            Clear { r: Keep }
            /// UnboundLocalError (NameError for a comprehension's or module's) if local `r` is unbound.
            CheckBound { r: Keep }
            /// `del local`: UnboundLocalError if unbound.
            DelLocal { r: Keep }

            // ---- cells ----
            /// Puts local `r` into a new cell that replaces it (an unbound local gives an empty cell).
            MakeCell { r: Keep }
            /// `d = contents of the cell in local r`; UnboundLocalError/NameError if empty.
            LoadCell { d: Dst, r: Keep }
            /// `cell in local r = s`.
            StoreCell { r: Keep, s: Src }
            /// Empties the cell in local `r`; an error if empty already.
            DelCell { r: Keep }
            /// `d = contents of free variable`; NameError if empty.
            LoadFree { d: Dst, i: Free }
            /// `free variable = s`.
            StoreFree { i: Free, s: Src }
            /// Empties a free variable; NameError if empty already.
            DelFree { i: Free }
            /// `d = the cell itself` of free variable `i` (to build a closure).
            LoadFreeCell { d: Dst, i: Free }
            /// Class bodies: `d = namespace[name]` if there, else the contents of free variable `i`.
            LoadClassFree { d: Dst, i: Free, k: K }
            /// In an annotation scope of a class whose namespace is in free variable `i`: `d = name consts[k]`
            /// from there, else the free variable of that name, else the global or builtin.
            LoadFromClass { d: Dst, i: Free, k: K }

            // ---- names ----
            /// `d = globals[name]`, else builtins; NameError. Cached.
            LoadGlobal { d: Dst, site: SiteIx }
            /// `globals[name] = s`.
            StoreGlobal { s: Src, name: Name }
            /// `del globals[name]`.
            DelGlobal { name: Name }
            /// Class and exec bodies: `d = namespace[name]`, else globals, else builtins.
            LoadName { d: Dst, name: Name }
            /// `namespace[name] = s`.
            StoreName { s: Src, name: Name }
            /// `del namespace[name]`.
            DelName { name: Name }
            /// Makes `__annotations__` in the namespace if it isn't there.
            SetupAnnotations {}

            // ---- attributes and items ----
            /// `d = o.name`. Cached.
            LoadAttr { d: Dst, o: Src, site: SiteIx }
            /// `o.name = v`. Cached.
            StoreAttr { o: Src, v: Src, site: SiteIx }
            /// `del o.name`.
            DelAttr { o: Src, name: Name }
            /// `d = o[i]`.
            GetItem { d: Dst, o: Src, i: Src }
            /// `d = o[imm]`.
            GetItemI { d: Dst, o: Src, imm: Imm }
            /// `d = o[consts[k]]`.
            GetItemK { d: Dst, o: Src, k: K }
            /// `o[i] = v`.
            SetItem { o: Src, i: Src, v: Src }
            /// `o[consts[k]] = v`.
            SetItemK { o: Src, k: K, v: Src }
            /// `del o[i]`.
            DelItem { o: Src, i: Src }
            /// `d = o[base : base+1]`; a bound that was left out is None.
            GetSlice { d: Dst, o: Src, base: Base }
            /// `d = o[base : base+1 : base+2]`.
            GetSliceBy { d: Dst, o: Src, base: Base }
            /// `o[base : base+1] = v`.
            SetSlice { v: Src, o: Src, base: Base }
            /// `d = slice(base, base+1[, base+2])`, `n` is 2 or 3.
            BuildSlice { d: Dst, base: Base, n: Count }

            // ---- arithmetic ----
            /// `d = a + b`.
            Add { d: Dst, a: Src, b: Src }
            /// `d = a - b`.
            Sub { d: Dst, a: Src, b: Src }
            /// `d = a * b`.
            Mul { d: Dst, a: Src, b: Src }
            /// `d = a / b`.
            TrueDiv { d: Dst, a: Src, b: Src }
            /// `d = a // b`.
            FloorDiv { d: Dst, a: Src, b: Src }
            /// `d = a % b`.
            Mod { d: Dst, a: Src, b: Src }
            /// `d = a ** b`.
            Pow { d: Dst, a: Src, b: Src }
            /// `d = a << b`.
            LShift { d: Dst, a: Src, b: Src }
            /// `d = a >> b`.
            RShift { d: Dst, a: Src, b: Src }
            /// `d = a & b`.
            And { d: Dst, a: Src, b: Src }
            /// `d = a | b`.
            Or { d: Dst, a: Src, b: Src }
            /// `d = a ^ b`.
            Xor { d: Dst, a: Src, b: Src }
            /// `d = a @ b`.
            MatMul { d: Dst, a: Src, b: Src }
            /// `d = a + imm`.
            AddI { d: Dst, a: Src, imm: Imm }
            /// `d = a - imm`.
            SubI { d: Dst, a: Src, imm: Imm }
            /// `d = a * imm`.
            MulI { d: Dst, a: Src, imm: Imm }
            /// `d = a // imm`, imm not 0.
            FloorDivI { d: Dst, a: Src, imm: Imm }
            /// `d = a % imm`, imm not 0.
            ModI { d: Dst, a: Src, imm: Imm }
            /// `d = a & imm`.
            AndI { d: Dst, a: Src, imm: Imm }
            /// `d = a << imm`, 0 <= imm < 62.
            LShiftI { d: Dst, a: Src, imm: Imm }
            /// `d = a >> imm`, 0 <= imm < 62.
            RShiftI { d: Dst, a: Src, imm: Imm }
            /// `d = a + consts[k]`.
            AddK { d: Dst, a: Src, k: K }
            /// `d = a - consts[k]`.
            SubK { d: Dst, a: Src, k: K }
            /// `d = a * consts[k]`.
            MulK { d: Dst, a: Src, k: K }
            /// `d = a / consts[k]`.
            TrueDivK { d: Dst, a: Src, k: K }
            /// `d = consts[k] + b`.
            KAdd { d: Dst, k: K, b: Src }
            /// `d = consts[k] - b`.
            KSub { d: Dst, k: K, b: Src }
            /// `d = consts[k] * b`.
            KMul { d: Dst, k: K, b: Src }
            /// `d = consts[k] / b`.
            KTrueDiv { d: Dst, k: K, b: Src }
            /// `a += b`: in-place forms leave the result in `a`.
            IAdd { a: Keep, b: Src }
            /// `a -= b`.
            ISub { a: Keep, b: Src }
            /// `a *= b`.
            IMul { a: Keep, b: Src }
            /// `a += imm`.
            IAddI { a: Keep, imm: Imm }
            /// `a -= imm`.
            ISubI { a: Keep, imm: Imm }
            /// `a op= b` for the operators without a form of their own; flags is a `BinOp`.
            IBinary { flags: Flags, a: Keep, b: Src }
            /// `d = -a`, `+a` or `~a`; flags is a `UnaryOp`.
            Unary { flags: Flags, d: Dst, a: Src }
            /// `d = not a`.
            Not { d: Dst, a: Src }

            // ---- comparison ----
            /// `d = a < b`.
            Lt { d: Dst, a: Src, b: Src }
            /// `d = a <= b`.
            Le { d: Dst, a: Src, b: Src }
            /// `d = a == b`.
            Eq { d: Dst, a: Src, b: Src }
            /// `d = a != b`.
            Ne { d: Dst, a: Src, b: Src }
            /// `d = a > b`.
            Gt { d: Dst, a: Src, b: Src }
            /// `d = a >= b`.
            Ge { d: Dst, a: Src, b: Src }
            /// `d = a is b` (flags 0) or `a is not b` (flags 1).
            Is { flags: Flags, d: Dst, a: Src, b: Src }
            /// `d = a in b` (flags 0) or `a not in b` (flags 1).
            In { flags: Flags, d: Dst, a: Src, b: Src }

            // ---- jumps ----
            /// Jumps.
            Jump { off: Off32 }
            /// Jumps if `a` is true.
            JumpIf { a: Src, off: Off32 }
            /// Jumps if `a` is false.
            JumpIfNot { a: Src, off: Off32 }
            /// Jumps, keeping `a`, if it is true; else consumes it (`or`). `a` is a temporary.
            JumpIfKeep { a: Keep, off: Off32 }
            /// Jumps, keeping `a`, if it is false; else consumes it (`and`). `a` is a temporary.
            JumpIfNotKeep { a: Keep, off: Off32 }
            /// Jumps if `a` is None.
            JumpIfNone { a: Src, off: Off32 }
            /// Jumps if `a` is not None.
            JumpIfNotNone { a: Src, off: Off32 }
            /// Jumps if `a < b`.
            JLt { a: Src, b: Src, off: Off }
            /// Jumps if `a <= b`.
            JLe { a: Src, b: Src, off: Off }
            /// Jumps if `a == b`.
            JEq { a: Src, b: Src, off: Off }
            /// Jumps if `a != b`.
            JNe { a: Src, b: Src, off: Off }
            /// Jumps if `a > b`.
            JGt { a: Src, b: Src, off: Off }
            /// Jumps if `a >= b`.
            JGe { a: Src, b: Src, off: Off }
            /// Jumps unless `a < b`.
            JNLt { a: Src, b: Src, off: Off }
            /// Jumps unless `a <= b`.
            JNLe { a: Src, b: Src, off: Off }
            /// Jumps unless `a == b`.
            JNEq { a: Src, b: Src, off: Off }
            /// Jumps unless `a != b`.
            JNNe { a: Src, b: Src, off: Off }
            /// Jumps unless `a > b`.
            JNGt { a: Src, b: Src, off: Off }
            /// Jumps unless `a >= b`.
            JNGe { a: Src, b: Src, off: Off }
            /// Jumps if `a < imm`.
            JLtI { a: Src, imm: Imm, off: Off }
            /// Jumps if `a <= imm`.
            JLeI { a: Src, imm: Imm, off: Off }
            /// Jumps if `a == imm`.
            JEqI { a: Src, imm: Imm, off: Off }
            /// Jumps if `a != imm`.
            JNeI { a: Src, imm: Imm, off: Off }
            /// Jumps if `a > imm`.
            JGtI { a: Src, imm: Imm, off: Off }
            /// Jumps if `a >= imm`.
            JGeI { a: Src, imm: Imm, off: Off }
            /// Jumps unless `a < imm`.
            JNLtI { a: Src, imm: Imm, off: Off }
            /// Jumps unless `a <= imm`.
            JNLeI { a: Src, imm: Imm, off: Off }
            /// Jumps unless `a == imm`.
            JNEqI { a: Src, imm: Imm, off: Off }
            /// Jumps unless `a != imm`.
            JNNeI { a: Src, imm: Imm, off: Off }
            /// Jumps unless `a > imm`.
            JNGtI { a: Src, imm: Imm, off: Off }
            /// Jumps unless `a >= imm`.
            JNGeI { a: Src, imm: Imm, off: Off }
            /// Jumps if `a == consts[k]`.
            JEqK { a: Src, k: K, off: Off }
            /// Jumps unless `a == consts[k]`.
            JNEqK { a: Src, k: K, off: Off }
            /// Jumps if `a < consts[k]`, a float.
            JLtK { a: Src, k: K, off: Off }
            /// Jumps unless `a < consts[k]`, a float.
            JNLtK { a: Src, k: K, off: Off }
            /// Jumps if `a <= consts[k]`, a float.
            JLeK { a: Src, k: K, off: Off }
            /// Jumps unless `a <= consts[k]`, a float.
            JNLeK { a: Src, k: K, off: Off }
            /// Jumps if `a > consts[k]`, a float.
            JGtK { a: Src, k: K, off: Off }
            /// Jumps unless `a > consts[k]`, a float.
            JNGtK { a: Src, k: K, off: Off }
            /// Jumps if `a >= consts[k]`, a float.
            JGeK { a: Src, k: K, off: Off }
            /// Jumps unless `a >= consts[k]`, a float.
            JNGeK { a: Src, k: K, off: Off }
            /// Jumps if `a is b`.
            JIs { a: Src, b: Src, off: Off }
            /// Jumps if `a is not b`.
            JIsNot { a: Src, b: Src, off: Off }
            /// Jumps if `a in b`.
            JIn { a: Src, b: Src, off: Off }
            /// Jumps if `a not in b`.
            JNotIn { a: Src, b: Src, off: Off }

            // ---- iteration ----
            /// `d = iter(a)`.
            GetIter { d: Dst, a: Src }
            /// `d = next(it)`, or, when it is exhausted, clears `it` and jumps.
            ForIter { it: Keep, d: Dst, off: Off }
            /// Bottom of a loop: `d = next(it)` and jumps (back to the body), or, when it is exhausted,
            /// clears `it` and goes on.
            ForLoop { it: Keep, d: Dst, off: Off }
            /// `a, b = s`, into two locals (different ones).
            Unpack2 { s: Src, a: Dst, b: Dst }
            /// `a, ... = s`, into `n` locals that stand side by side.
            UnpackLocals { s: Src, a: Dst, n: Count }
            /// Spreads iterable `s` over exactly `n` registers from `base`, which it leaves alive.
            Unpack { s: Src, base: Base, n: Count }
            /// As `Unpack`, with a starred target: `n >> 8` items before the list, `n & 255` after.
            UnpackEx { s: Src, base: Base, n: Count }

            // ---- building ----
            /// `d = (base, ...)` of `n` items.
            BuildTuple { d: Dst, base: Base, n: Count }
            /// `d = [base, ...]` of `n` items.
            BuildList { d: Dst, base: Base, n: Count }
            /// `d = {base, ...}` of `n` items.
            BuildSet { d: Dst, base: Base, n: Count }
            /// `d = {base: base+1, ...}` of `n` pairs.
            BuildMap { d: Dst, base: Base, n: Count }
            /// `d = ''.join(base, ...)` of `n` results of `Format` and `FormatSpec` (f-strings).
            BuildString { d: Dst, base: Base, n: Count }
            /// `d = format(a)`; flags: 0 none, 1 `!s`, 2 `!r`, 3 `!a`; 4: for `BuildString`, which numbers
            /// may reach as they are.
            Format { flags: Flags, d: Dst, a: Src }
            /// `d = format(a, spec)`; flags as in `Format`.
            FormatSpec { flags: Flags, d: Dst, a: Src, spec: Src }
            /// Appends to the list that a display or comprehension builds.
            ListAppend { list: Keep, v: Src }
            /// `list.extend(it)` for `[*it]`.
            ListExtend { list: Keep, it: Src }
            /// `d = tuple(list)`, taking over its items.
            ListToTuple { d: Dst, a: Src }
            /// Adds to the set that a display or comprehension builds.
            SetAdd { set: Keep, v: Src }
            /// `set.update(it)` for `{*it}`.
            SetUpdate { set: Keep, it: Src }
            /// `map[k] = v` in a display or comprehension.
            MapAdd { map: Keep, k: Src, v: Src }
            /// `map.update(it)` for `{**it}`.
            MapUpdate { map: Keep, it: Src }
            /// Merges call keywords `**it` into dict `map`: TypeError on duplicates and non-mappings,
            /// naming the callee in register `f`.
            MapMerge { map: Keep, it: Src, f: Keep }

            // ---- calls; `base` is the callee's place, arguments follow it ----
            /// `d = base(base+1, ...)` with `n` positional arguments.
            Call { d: Dst, base: Base, n: Count }
            /// As `Call` with the site's `argc` positional and then its `kwnames` keyword arguments.
            CallKw { d: Dst, base: Base, site: SiteIx }
            /// `d = base(*base+1, **base+2)`: a tuple (or any iterable: TypeError naming the callee if
            /// it isn't one), and a dict or None.
            CallEx { d: Dst, base: Base }
            /// `d = global site.name (base+1, ...)`; register `base` is reserved. Keywords as in `CallKw`.
            CallGlobal { d: Dst, base: Base, site: SiteIx }
            /// `d = base.name(base+1, ...)`: `base` holds the receiver. Keywords as in `CallKw`.
            CallMethod { d: Dst, base: Base, site: SiteIx }

            /// First half of a method call whose arguments may have effects: looks up `base.name`. A
            /// method found on the type leaves its function in `base` and the receiver in `base+1`;
            /// anything else leaves the attribute's value in `base` and `base+1` unbound (the special
            /// value, no pointer). Both are alive afterwards.
            LoadMethod { base: Base, site: SiteIx }
            /// Second half: calls what `LoadMethod` left in `base`, with `base+1` as the first argument
            /// if it is bound, then the arguments from `base+2`. Keywords as in `CallKw`.
            CallLoaded { d: Dst, base: Base, site: SiteIx }

            // ---- functions and classes ----
            /// `d = function of code consts[k]`; flags: 1 defaults tuple, 2 kw-only defaults dict,
            /// 4 annotations tuple (name, value, ...), 8 closure tuple, in that order from `base`.
            MakeFunction { flags: Flags, d: Dst, k: K, base: Base }
            /// `d = __build_class__`.
            LoadBuildClass { d: Dst }
            /// `d = the namespace` of the class body that runs.
            LoadNamespace { d: Dst }
            /// `d = type parameter` called `base`; `base+1` and `base+2` are functions that give its bound
            /// or constraints and its default, or None. Flags: 0 TypeVar, 1 TypeVar with constraints,
            /// 2 TypeVarTuple, 3 ParamSpec.
            MakeTypeParam { flags: Flags, d: Dst, base: Base }
            /// `d = type alias` called `base` with the tuple of type parameters `base+1` (or None); function
            /// `base+2` gives its value.
            MakeTypeAlias { d: Dst, base: Base }
            /// `f.__type_params__ = params` of a new function.
            SetTypeParams { f: Keep, params: Src }
            /// `d = Generic[params]`, the last base of a class with type parameters.
            GenericBase { d: Dst, params: Src }
            /// First instruction of a generator's code: hands a new generator to the caller.
            MakeGenerator {}
            /// Returns `s`.
            Return { s: Src }
            /// Returns None.
            ReturnNone {}
            /// Suspends with value `s`; on resumption `d` is the value sent.
            Yield { d: Dst, s: Src }
            /// `d = iter(a)` for `yield from`: a generator is taken as it is.
            GetYieldFrom { d: Dst, a: Src }
            /// Sends `v` (first None, then what is sent to this frame) to `it`; as long as that yields,
            /// suspends with its value and repeats; then `d = its return value` and `it`, `v` are dead.
            YieldFrom { d: Dst, it: Keep, v: Keep }

            /// `d = iterator that awaiting a goes through`; flags: 1 and 2 if `__aenter__` or `__aexit__` gave
            /// `a` (for messages).
            GetAwaitable { flags: Flags, d: Dst, a: Src }
            /// `d = aiter(a)` for `async for`.
            GetAIter { d: Dst, a: Src }
            /// `d = iterator that awaiting the next item of it goes through`.
            GetANext { d: Dst, it: Keep }
            /// Asking `it` for its next item raised `exc`: if that is StopAsyncIteration, `it` is dead, else
            /// it is raised again.
            EndAsyncFor { it: Keep, exc: Src }

            // ---- exceptions ----
            /// `raise a`; flags 1: bare `raise` (`a` is unused, any register).
            Raise { flags: Flags, a: Src }
            /// `raise a from cause`.
            RaiseFrom { a: Src, cause: Src }
            /// Raises the exception in `a` again, its traceback as it is.
            Reraise { a: Src }
            /// Handler entry: `save = the exception being handled till now`, and `exc` is handled now.
            PushExc { save: Dst, exc: Keep }
            /// Handler end: the exception in `save` is handled again, `save` is dead.
            PopExc { save: Keep }
            /// Jumps unless `exc` is an instance of class or tuple `ty` (TypeError if it is neither).
            JExcNoMatch { exc: Keep, ty: Src, off: Off }
            /// `except* ty`: `d = the group of what it catches of exception rest`, which is handled from
            /// here on, and `rest = what it leaves`; either is None when there is nothing.
            GroupMatch { d: Dst, rest: Keep, ty: Src }
            /// After the last `except*`: `d = what is left to raise` of `exc`, or None, if the clauses
            /// left or raised what list `raised` holds.
            GroupRest { d: Dst, exc: Keep, raised: Src }
            /// Raises AssertionError, with message `a` if flags is 1.
            AssertFail { flags: Flags, a: Src }

            // ---- with ----
            /// Enters manager `base`: `base = its bound __exit__`, `base+1 = what __enter__ gave`.
            WithEnter { base: Base }
            /// Calls `exit(None, None, None)` and drops the result; `exit` is dead.
            WithExit { exit: Keep }
            /// `d = truth of exit(type(exc), exc, exc.__traceback__)`; `exit` is dead.
            WithExitExc { d: Dst, exit: Keep, exc: Keep }

            /// Enters manager `base` for `async with`: `base = its bound __aexit__`,
            /// `base+1 = __aenter__()`, not awaited yet.
            AsyncWithEnter { base: Base }
            /// `d = exit(None, None, None)`, not awaited yet; `exit` is dead.
            AsyncWithExit { d: Dst, exit: Keep }
            /// `d = exit(type(exc), exc, exc.__traceback__)`, not awaited yet; `exit` is dead.
            AsyncWithExitExc { d: Dst, exit: Keep, exc: Keep }

            // ---- imports ----
            /// `base = __import__(name, globals, locals, fromlist base+1, level base)`; leaves the module
            /// in `base`.
            ImportName { base: Base, name: Name }
            /// `d = module.name` for `from module import name`.
            ImportFrom { d: Dst, m: Keep, site: SiteIx }
            /// `from module import *` into the namespace.
            ImportStar { m: Src }

            // ---- pattern matching ----
            /// `d = s is a sequence for matching` (flags 0) or a mapping (flags 1).
            MatchKind { flags: Flags, d: Dst, s: Keep }
            /// `d = len(s)`.
            GetLen { d: Dst, s: Keep }
            /// `d = tuple of s's values for keys`, or None when one is missing.
            MatchKeys { d: Dst, s: Keep, keys: Keep }
            /// `d = tuple of attributes of s for class base`, with `base+1` the tuple of keyword names and
            /// flags the number of positional sub-patterns, or None when it doesn't match.
            MatchClass { flags: Flags, d: Dst, s: Keep, base: Base }
            /// REPL: shows `s` through `sys.displayhook`.
            PrintExpr { s: Src }
        }
    };
}

macro_rules! define_op {
    ($( $(#[doc = $doc:literal])* $name:ident { $($f:ident : $t:ident),* $(,)? } )*) => {
        /// An instruction: a tag and up to six bytes of operands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Op { $( $(#[doc = $doc])* $name { $($f: $t),* } ),* }

        impl Op {
            /// The instruction's name as the disassembler prints it.
            pub fn name(&self) -> &'static str {
                match self { $( Op::$name { .. } => stringify!($name) ),* }
            }

            /// Calls `visit` with each operand's field name and value, in order.
            #[allow(unused_variables)]
            pub fn operands(&self, visit: &mut dyn FnMut(&'static str, Operand)) {
                match *self { $( Op::$name { $($f),* } => { $( visit(stringify!($f), $f.into()); )* } ),* }
            }
        }

        impl Op {
            /// The instruction with its operands replaced as `m` says.
            #[allow(unused_variables)]
            pub fn map(self, m: &mut impl OperandMap) -> Op {
                match self { $( Op::$name { $($f),* } => Op::$name { $($f: $f.mapped(m)),* } ),* }
            }
        }

        /// Name, documentation and operands (`field: Role`) of every instruction, in table order.
        pub const TABLE: &[OpInfo] = &[ $( OpInfo {
            name: stringify!($name),
            doc: concat!($($doc, "\n"),*),
            operands: &[ $( (stringify!($f), stringify!($t)) ),* ],
        } ),* ];
    };
}

/// A row of the opcode table, for the reference page.
pub struct OpInfo {
    pub name: &'static str,
    pub doc: &'static str,
    pub operands: &'static [(&'static str, &'static str)],
}

for_each_op!(define_op);

const _: () = assert!(size_of::<Op>() == 8);
