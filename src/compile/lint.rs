//! What CPython's compiler warns of: mistakes that are valid Python. Run by the walk that builds the
//! symbol table, which sees each node once.

use hognose_grammar::ast::*;

use super::error::Res;
use super::fold::Folder;
use super::stack::StackGuard;
use crate::code::Const;

/// A warning of the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub kind: WarningKind,
    pub message: String,
    /// What it is about.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// SyntaxWarning, of a place in the source.
    Syntax,
    /// DeprecationWarning of an operation that the compiler did already; it has no place.
    Deprecated,
}

/// What CPython says of `~True`.
pub(crate) const INVERTED_BOOL: &str = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.";

/// Collects warnings.
pub(super) struct Lint<'g> {
    folder: Folder<'g>,
    pub warnings: Vec<Warning>,
}

/// What is known of an expression's value.
enum Known {
    Constant(Const),
    /// A display, comprehension or function of this type.
    Type(&'static str),
    Nothing,
}

impl Known {
    fn type_name(&self) -> Option<&'static str> {
        match self {
            Known::Constant(c) => Some(constant_type(c)),
            Known::Type(t) => Some(t),
            Known::Nothing => None,
        }
    }
}

fn constant_type(c: &Const) -> &'static str {
    match c {
        Const::None => "NoneType",
        Const::True | Const::False => "bool",
        Const::Ellipsis => "ellipsis",
        Const::Int(_) | Const::BigInt(_) => "int",
        Const::Float(_) => "float",
        Const::Imag(_) | Const::Complex(..) => "complex",
        Const::Str(_) => "str",
        Const::Bytes(_) => "bytes",
        Const::Tuple(_) => "tuple",
        Const::FrozenSet(_) => "frozenset",
        Const::Slice(_) => "slice",
        Const::Code(_) => "code",
    }
}

impl<'g> Lint<'g> {
    pub fn new(guard: &'g StackGuard) -> Lint<'g> {
        Lint {
            folder: Folder { guard, debug: true },
            warnings: Vec::new(),
        }
    }

    fn syntax(&mut self, message: String, span: Span) {
        self.warnings.push(Warning {
            kind: WarningKind::Syntax,
            message,
            span,
        });
    }

    fn known(&self, e: &Expr<'_>) -> Res<Known> {
        Ok(match &e.kind {
            ExprKind::List { .. } | ExprKind::ListComp { .. } => Known::Type("list"),
            ExprKind::Dict { .. } | ExprKind::DictComp { .. } => Known::Type("dict"),
            ExprKind::Set { .. } | ExprKind::SetComp { .. } => Known::Type("set"),
            ExprKind::GeneratorExp { .. } => Known::Type("generator"),
            ExprKind::Lambda { .. } => Known::Type("function"),
            ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => Known::Type("str"),
            ExprKind::Constant { .. }
            | ExprKind::UnaryOp { .. }
            | ExprKind::BinOp { .. }
            | ExprKind::Tuple { .. } => match self.folder.fold(e)? {
                Some(c) => Known::Constant(c),
                None if matches!(e.kind, ExprKind::Tuple { .. }) => Known::Type("tuple"),
                None => Known::Nothing,
            },
            _ => Known::Nothing,
        })
    }

    /// `assert (test, message)`.
    pub fn assertion(&mut self, test: &Expr<'_>, span: Span) {
        if let ExprKind::Tuple { elts, .. } = test.kind
            && !elts.is_empty()
        {
            let message = "assertion is always true, perhaps remove parentheses?";
            self.syntax(message.into(), span);
        }
    }

    /// `~True`.
    pub fn inverted(&mut self, operand: &Expr<'_>, span: Span) -> Res {
        if let Known::Constant(Const::True | Const::False) = self.known(operand)? {
            self.warnings.push(Warning {
                kind: WarningKind::Deprecated,
                message: INVERTED_BOOL.into(),
                span,
            });
        }
        Ok(())
    }

    /// `x is 5`: the first comparison by identity with a number or the like.
    pub fn comparison(
        &mut self,
        left: &Expr<'_>,
        ops: &[CmpOp],
        comparators: List<'_, Expr<'_>>,
        span: Span,
    ) -> Res {
        if !ops.iter().any(|op| matches!(op, CmpOp::Is | CmpOp::IsNot)) {
            return Ok(());
        }
        let mut left = self.known(left)?;
        for (op, right) in ops.iter().zip(comparators) {
            let right = self.known(right)?;
            let (word, instead) = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            for side in [&left, &right] {
                let Known::Constant(c) = side else { continue };
                if !matches!(
                    c,
                    Const::None | Const::True | Const::False | Const::Ellipsis
                ) {
                    let t = constant_type(c);
                    self.syntax(
                        format!("\"{word}\" with '{t}' literal. Did you mean \"{instead}\"?"),
                        span,
                    );
                    return Ok(());
                }
            }
            left = right;
        }
        Ok(())
    }

    /// `"a" ("b")`: a comma is missing before the parenthesis.
    pub fn call(&mut self, func: &Expr<'_>) -> Res {
        let known = self.known(func)?;
        match known.type_name() {
            None | Some("function") => {}
            Some(t) => self.syntax(
                format!("'{t}' object is not callable; perhaps you missed a comma?"),
                func.span,
            ),
        }
        Ok(())
    }

    /// `5 [x]` and `[1] ["a"]`: a comma is missing before the bracket.
    pub fn subscript(&mut self, value: &Expr<'_>, index: &Expr<'_>, span: Span) -> Res {
        let Some(t) = self.known(value)?.type_name() else {
            return Ok(());
        };
        match t {
            "dict" => {}
            "str" | "bytes" | "tuple" | "list" => match self.known(index)?.type_name() {
                None | Some("int" | "bool" | "slice") => {}
                Some(i) => self.syntax(
                    format!(
                        "{t} indices must be integers or slices, not {i}; perhaps you missed a comma?"
                    ),
                    span,
                ),
            },
            _ => self.syntax(
                format!("'{t}' object is not subscriptable; perhaps you missed a comma?"),
                value.span,
            ),
        }
        Ok(())
    }
}
