//! The abstract syntax tree: CPython 3.13's `Python.asdl`, node for node.
//!
//! Owned by an arena (`bumpalo::Bump`) that is freed whole, so a tree of any
//! depth drops without recursion. Nodes are immutable, refer to each other by
//! `&'a`, and hold lists as `&'a [_]`. The parser's actions build them; the
//! compiler and [`crate::dump`] read them.
//!
//! Invariants:
//! 1. Every [`Ident`] of one tree is interned: equal names have equal pointers.
//! 2. A node's [`Span`] lies within the source and on character boundaries.
//!    `Source::position` turns an offset into line and column.
//! 3. [`ExprContext`] is `Store` or `Del` exactly on what is assigned or
//!    deleted, and on the tuples, lists and stars around it.
//! 4. A tree may be as deep as its source is long (`1+1+…`, `elif` chains):
//!    whoever walks it recursively checks the native stack.
//!
//! Differences from the ASDL: type comments and `type_ignores` are left out
//! (`ast.parse` never sets them by default), `keyword.arg` is `None` for `**`
//! as there, and the statements with an async twin share one struct.

/// A name, interned for the parse: compare by pointer within a tree.
pub type Ident<'a> = &'a str;

/// A list of nodes.
pub type List<'a, T> = &'a [&'a T];

/// The bytes of the source that a node covers, from `start` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`, in bytes of the source.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The span from the start of `self` to the end of `other`.
    pub const fn to(self, other: Span) -> Self {
        Span {
            start: self.start,
            end: other.end,
        }
    }
}

/// A whole parse.
#[derive(Clone, Copy, Debug)]
pub enum Mod<'a> {
    /// A file.
    Module { body: List<'a, Stmt<'a>> },
    /// One statement typed at a prompt.
    Interactive { body: List<'a, Stmt<'a>> },
    /// One expression, as for `eval`.
    Expression { body: &'a Expr<'a> },
}

/// A statement.
#[derive(Clone, Copy, Debug)]
pub struct Stmt<'a> {
    pub span: Span,
    pub kind: StmtKind<'a>,
}

/// What a statement is.
#[derive(Clone, Copy, Debug)]
pub enum StmtKind<'a> {
    FunctionDef(&'a FunctionDef<'a>),
    AsyncFunctionDef(&'a FunctionDef<'a>),
    ClassDef(&'a ClassDef<'a>),
    Return {
        value: Option<&'a Expr<'a>>,
    },
    Delete {
        targets: List<'a, Expr<'a>>,
    },
    Assign {
        targets: List<'a, Expr<'a>>,
        value: &'a Expr<'a>,
    },
    TypeAlias {
        name: &'a Expr<'a>,
        type_params: List<'a, TypeParam<'a>>,
        value: &'a Expr<'a>,
    },
    AugAssign {
        target: &'a Expr<'a>,
        op: Operator,
        value: &'a Expr<'a>,
    },
    /// `simple`: the target is a name without parentheses.
    AnnAssign {
        target: &'a Expr<'a>,
        annotation: &'a Expr<'a>,
        value: Option<&'a Expr<'a>>,
        simple: bool,
    },
    For(&'a For<'a>),
    AsyncFor(&'a For<'a>),
    While(&'a While<'a>),
    /// An `elif` is an `If` alone in `orelse`.
    If(&'a If<'a>),
    With(&'a With<'a>),
    AsyncWith(&'a With<'a>),
    Match {
        subject: &'a Expr<'a>,
        cases: List<'a, MatchCase<'a>>,
    },
    Raise {
        exc: Option<&'a Expr<'a>>,
        cause: Option<&'a Expr<'a>>,
    },
    Try(&'a Try<'a>),
    TryStar(&'a Try<'a>),
    Assert {
        test: &'a Expr<'a>,
        msg: Option<&'a Expr<'a>>,
    },
    Import {
        names: List<'a, Alias<'a>>,
    },
    /// `level`: how many leading dots.
    ImportFrom {
        module: Option<Ident<'a>>,
        names: List<'a, Alias<'a>>,
        level: u32,
    },
    Global {
        names: &'a [Ident<'a>],
    },
    Nonlocal {
        names: &'a [Ident<'a>],
    },
    Expr {
        value: &'a Expr<'a>,
    },
    Pass,
    Break,
    Continue,
}

/// `def`, plain or async.
#[derive(Clone, Copy, Debug)]
pub struct FunctionDef<'a> {
    pub name: Ident<'a>,
    pub args: &'a Arguments<'a>,
    pub body: List<'a, Stmt<'a>>,
    pub decorator_list: List<'a, Expr<'a>>,
    pub returns: Option<&'a Expr<'a>>,
    pub type_params: List<'a, TypeParam<'a>>,
}

/// `class`.
#[derive(Clone, Copy, Debug)]
pub struct ClassDef<'a> {
    pub name: Ident<'a>,
    pub bases: List<'a, Expr<'a>>,
    pub keywords: List<'a, Keyword<'a>>,
    pub body: List<'a, Stmt<'a>>,
    pub decorator_list: List<'a, Expr<'a>>,
    pub type_params: List<'a, TypeParam<'a>>,
}

/// `for`, plain or async.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    pub target: &'a Expr<'a>,
    pub iter: &'a Expr<'a>,
    pub body: List<'a, Stmt<'a>>,
    pub orelse: List<'a, Stmt<'a>>,
}

/// `while`.
#[derive(Clone, Copy, Debug)]
pub struct While<'a> {
    pub test: &'a Expr<'a>,
    pub body: List<'a, Stmt<'a>>,
    pub orelse: List<'a, Stmt<'a>>,
}

/// `if`.
#[derive(Clone, Copy, Debug)]
pub struct If<'a> {
    pub test: &'a Expr<'a>,
    pub body: List<'a, Stmt<'a>>,
    pub orelse: List<'a, Stmt<'a>>,
}

/// `with`, plain or async.
#[derive(Clone, Copy, Debug)]
pub struct With<'a> {
    pub items: List<'a, WithItem<'a>>,
    pub body: List<'a, Stmt<'a>>,
}

/// `try`, with `except` or with `except*` handlers.
#[derive(Clone, Copy, Debug)]
pub struct Try<'a> {
    pub body: List<'a, Stmt<'a>>,
    pub handlers: List<'a, ExceptHandler<'a>>,
    pub orelse: List<'a, Stmt<'a>>,
    pub finalbody: List<'a, Stmt<'a>>,
}

/// An expression.
#[derive(Clone, Copy, Debug)]
pub struct Expr<'a> {
    pub span: Span,
    pub kind: ExprKind<'a>,
}

/// What an expression is.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind<'a> {
    /// `a and b and c` is one node with three values.
    BoolOp {
        op: BoolOp,
        values: List<'a, Expr<'a>>,
    },
    /// `target` is always a `Name`.
    NamedExpr {
        target: &'a Expr<'a>,
        value: &'a Expr<'a>,
    },
    BinOp {
        left: &'a Expr<'a>,
        op: Operator,
        right: &'a Expr<'a>,
    },
    UnaryOp {
        op: UnaryOp,
        operand: &'a Expr<'a>,
    },
    Lambda {
        args: &'a Arguments<'a>,
        body: &'a Expr<'a>,
    },
    IfExp {
        test: &'a Expr<'a>,
        body: &'a Expr<'a>,
        orelse: &'a Expr<'a>,
    },
    /// A key of `None` is `**value`.
    Dict {
        keys: &'a [Option<&'a Expr<'a>>],
        values: List<'a, Expr<'a>>,
    },
    Set {
        elts: List<'a, Expr<'a>>,
    },
    ListComp {
        elt: &'a Expr<'a>,
        generators: List<'a, Comprehension<'a>>,
    },
    SetComp {
        elt: &'a Expr<'a>,
        generators: List<'a, Comprehension<'a>>,
    },
    DictComp {
        key: &'a Expr<'a>,
        value: &'a Expr<'a>,
        generators: List<'a, Comprehension<'a>>,
    },
    GeneratorExp {
        elt: &'a Expr<'a>,
        generators: List<'a, Comprehension<'a>>,
    },
    Await {
        value: &'a Expr<'a>,
    },
    Yield {
        value: Option<&'a Expr<'a>>,
    },
    YieldFrom {
        value: &'a Expr<'a>,
    },
    /// `left ops[0] comparators[0] ops[1] comparators[1] …`
    Compare {
        left: &'a Expr<'a>,
        ops: &'a [CmpOp],
        comparators: List<'a, Expr<'a>>,
    },
    Call {
        func: &'a Expr<'a>,
        args: List<'a, Expr<'a>>,
        keywords: List<'a, Keyword<'a>>,
    },
    /// A replacement field, inside a `JoinedStr` only. `format_spec` is a
    /// `JoinedStr`.
    FormattedValue {
        value: &'a Expr<'a>,
        conversion: Conversion,
        format_spec: Option<&'a Expr<'a>>,
    },
    JoinedStr {
        values: List<'a, Expr<'a>>,
    },
    Constant {
        value: Constant<'a>,
    },
    Attribute {
        value: &'a Expr<'a>,
        attr: Ident<'a>,
        ctx: ExprContext,
    },
    /// `slice` is a `Slice`, a `Tuple` that may hold some, or any expression.
    Subscript {
        value: &'a Expr<'a>,
        slice: &'a Expr<'a>,
        ctx: ExprContext,
    },
    Starred {
        value: &'a Expr<'a>,
        ctx: ExprContext,
    },
    Name {
        id: Ident<'a>,
        ctx: ExprContext,
    },
    List {
        elts: List<'a, Expr<'a>>,
        ctx: ExprContext,
    },
    Tuple {
        elts: List<'a, Expr<'a>>,
        ctx: ExprContext,
    },
    /// Inside a subscript only.
    Slice {
        lower: Option<&'a Expr<'a>>,
        upper: Option<&'a Expr<'a>>,
        step: Option<&'a Expr<'a>>,
    },
}

/// A literal's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant<'a> {
    None,
    True,
    False,
    Ellipsis,
    /// An integer that fits.
    Int(u64),
    /// One that doesn't: its digits without prefix and underscores, in base
    /// 2, 8, 10 or 16.
    BigInt {
        radix: u32,
        digits: &'a str,
    },
    Float(f64),
    /// The imaginary part of `1j`.
    Imag(f64),
    /// WTF-8: UTF-8 that may hold lone surrogates (`'\ud800'`). `u_prefix` is
    /// ASDL's `kind='u'`.
    Str {
        value: &'a [u8],
        u_prefix: bool,
    },
    Bytes(&'a [u8]),
}

/// What a name, attribute, subscript, star, list or tuple is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExprContext {
    Load,
    Store,
    Del,
}

/// `and`, `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    And,
    Or,
}

/// Binary arithmetic, also of augmented assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// `~`, `not`, `+`, `-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

/// The conversion of a replacement field; ASDL's number is the character's
/// code, -1 for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

/// One `for` of a comprehension with its `if`s.
#[derive(Clone, Copy, Debug)]
pub struct Comprehension<'a> {
    pub target: &'a Expr<'a>,
    pub iter: &'a Expr<'a>,
    pub ifs: List<'a, Expr<'a>>,
    pub is_async: bool,
}

/// `except` with its body.
#[derive(Clone, Copy, Debug)]
pub struct ExceptHandler<'a> {
    pub span: Span,
    pub type_: Option<&'a Expr<'a>>,
    pub name: Option<Ident<'a>>,
    pub body: List<'a, Stmt<'a>>,
}

/// A parameter list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arguments<'a> {
    pub posonlyargs: List<'a, Arg<'a>>,
    pub args: List<'a, Arg<'a>>,
    pub vararg: Option<&'a Arg<'a>>,
    pub kwonlyargs: List<'a, Arg<'a>>,
    /// One for each of `kwonlyargs`: `None` where a value is required.
    pub kw_defaults: &'a [Option<&'a Expr<'a>>],
    pub kwarg: Option<&'a Arg<'a>>,
    /// Of the last of `posonlyargs` and `args` together.
    pub defaults: List<'a, Expr<'a>>,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Arg<'a> {
    pub span: Span,
    pub arg: Ident<'a>,
    pub annotation: Option<&'a Expr<'a>>,
}

/// `arg=value` in a call, or `**value` where `arg` is `None`.
#[derive(Clone, Copy, Debug)]
pub struct Keyword<'a> {
    pub span: Span,
    pub arg: Option<Ident<'a>>,
    pub value: &'a Expr<'a>,
}

/// What `import` names, dotted, or `*`.
#[derive(Clone, Copy, Debug)]
pub struct Alias<'a> {
    pub span: Span,
    pub name: Ident<'a>,
    pub asname: Option<Ident<'a>>,
}

/// A context manager of a `with`.
#[derive(Clone, Copy, Debug)]
pub struct WithItem<'a> {
    pub context_expr: &'a Expr<'a>,
    pub optional_vars: Option<&'a Expr<'a>>,
}

/// One `case`.
#[derive(Clone, Copy, Debug)]
pub struct MatchCase<'a> {
    pub pattern: &'a Pattern<'a>,
    pub guard: Option<&'a Expr<'a>>,
    pub body: List<'a, Stmt<'a>>,
}

/// A pattern of a `case`.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    pub span: Span,
    pub kind: PatternKind<'a>,
}

/// What a pattern is.
#[derive(Clone, Copy, Debug)]
pub enum PatternKind<'a> {
    MatchValue {
        value: &'a Expr<'a>,
    },
    /// `None`, `True` or `False`.
    MatchSingleton {
        value: Constant<'a>,
    },
    MatchSequence {
        patterns: List<'a, Pattern<'a>>,
    },
    MatchMapping {
        keys: List<'a, Expr<'a>>,
        patterns: List<'a, Pattern<'a>>,
        rest: Option<Ident<'a>>,
    },
    MatchClass {
        cls: &'a Expr<'a>,
        patterns: List<'a, Pattern<'a>>,
        kwd_attrs: &'a [Ident<'a>],
        kwd_patterns: List<'a, Pattern<'a>>,
    },
    MatchStar {
        name: Option<Ident<'a>>,
    },
    /// A capture has no `pattern`; `_` has neither.
    MatchAs {
        pattern: Option<&'a Pattern<'a>>,
        name: Option<Ident<'a>>,
    },
    MatchOr {
        patterns: List<'a, Pattern<'a>>,
    },
}

/// A parameter in `def f[T]`, `class C[T]`, `type A[T]`.
#[derive(Clone, Copy, Debug)]
pub struct TypeParam<'a> {
    pub span: Span,
    pub kind: TypeParamKind<'a>,
}

/// What a type parameter is.
#[derive(Clone, Copy, Debug)]
pub enum TypeParamKind<'a> {
    TypeVar {
        name: Ident<'a>,
        bound: Option<&'a Expr<'a>>,
        default_value: Option<&'a Expr<'a>>,
    },
    ParamSpec {
        name: Ident<'a>,
        default_value: Option<&'a Expr<'a>>,
    },
    TypeVarTuple {
        name: Ident<'a>,
        default_value: Option<&'a Expr<'a>>,
    },
}

// Bodies of nodes are moved through the parser's actions and walked by the
// compiler: what is rarer or bigger sits behind a reference.
const _: () = assert!(size_of::<Expr<'_>>() <= 56);
const _: () = assert!(size_of::<Stmt<'_>>() <= 56);
