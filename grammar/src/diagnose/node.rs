//! What the recogniser keeps of an expression: its kind and its tokens.

/// A recognised piece of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Its first and last token.
    pub(super) first: u32,
    pub(super) last: u32,
    /// The parts of a list, tuple, starred expression or comparison, where the mistake in a
    /// target may be: a range of the recogniser's `parts`.
    pub(super) parts: (u32, u32),
}

/// Expression kinds, as far as messages tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Attribute,
    Subscript,
    Starred,
    Name,
    List,
    Tuple,
    Lambda,
    Call,
    /// Boolean, binary and unary operations.
    Operation,
    Generator,
    Yield,
    Await,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Dict,
    Set,
    FString,
    None,
    True,
    False,
    Ellipsis,
    Literal,
    /// A comparison whose first operator is `in`: its left side may be a loop's target.
    In,
    Comparison,
    Conditional,
    NamedExpression,
    /// What is no expression: a clause, a pattern, a statement.
    Other,
}

impl Kind {
    /// What messages call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Attribute => "attribute",
            Kind::Subscript => "subscript",
            Kind::Starred => "starred",
            Kind::Name => "name",
            Kind::List => "list",
            Kind::Tuple => "tuple",
            Kind::Lambda => "lambda",
            Kind::Call => "function call",
            Kind::Operation => "expression",
            Kind::Generator => "generator expression",
            Kind::Yield => "yield expression",
            Kind::Await => "await expression",
            Kind::ListComprehension => "list comprehension",
            Kind::SetComprehension => "set comprehension",
            Kind::DictComprehension => "dict comprehension",
            Kind::Dict => "dict literal",
            Kind::Set => "set display",
            Kind::FString => "f-string expression",
            Kind::None => "None",
            Kind::True => "True",
            Kind::False => "False",
            Kind::Ellipsis => "ellipsis",
            Kind::Literal => "literal",
            Kind::In | Kind::Comparison => "comparison",
            Kind::Conditional => "conditional expression",
            Kind::NamedExpression => "named expression",
            Kind::Other => "expression",
        }
    }
}

/// Which places a target stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TargetOf {
    Assignment,
    For,
    Del,
}
