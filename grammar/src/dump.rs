//! The tree as text: what CPython's `ast.dump` prints.
//!
//! Works with a stack of its own, so depth costs no native stack; but since each level indents,
//! a tree deeper than [`MAX_DEPTH`] is refused. Empty lists and absent fields are left out, as
//! `ast.dump` of 3.13 does.

use crate::ast::*;
use crate::repr;
use crate::source::Source;

/// How deep a tree may be to be dumped: lines as long as this in each of as many levels are
/// still some megabytes.
pub const MAX_DEPTH: usize = 5000;

/// How to print.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Spaces for each level; everything on one line if `None`.
    pub indent: Option<usize>,
    /// Print lines and columns.
    pub attributes: bool,
}

/// Why a tree cannot be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DumpError {
    TooDeep,
    /// An integer has more decimal digits than CPython converts.
    IntTooLong,
}

impl std::fmt::Display for DumpError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DumpError::TooDeep => write!(f, "the tree is more than {MAX_DEPTH} nodes deep"),
            DumpError::IntTooLong => write!(
                f,
                "Exceeds the limit (4300 digits) for integer string conversion; \
                 use sys.set_int_max_str_digits() to increase the limit"
            ),
        }
    }
}

impl std::error::Error for DumpError {}

/// Prints a tree parsed from `source`.
pub fn dump(module: &Mod<'_>, source: &Source, style: Style) -> Result<String, DumpError> {
    let mut printer = Printer {
        source,
        style,
        text: String::new(),
        tasks: Vec::new(),
        failed: None,
    };
    printer.node(module.fields(), None, 0);
    while let Some(task) = printer.tasks.pop() {
        match task {
            Task::Text(text) => printer.text.push_str(text),
            Task::Line(separator, level) => printer.line(separator, level),
            Task::Node(_, level) if level > MAX_DEPTH => return Err(DumpError::TooDeep),
            Task::Node(node, level) => printer.any(node, level),
            Task::Value(value, level) => printer.value(value, level),
        }
    }
    match printer.failed {
        Some(error) => Err(error),
        None => Ok(printer.text),
    }
}

/// A node of any type.
#[derive(Clone, Copy)]
enum Node<'a> {
    Stmt(&'a Stmt<'a>),
    Expr(&'a Expr<'a>),
    Pattern(&'a Pattern<'a>),
    Comprehension(&'a Comprehension<'a>),
    Handler(&'a ExceptHandler<'a>),
    Arguments(&'a Arguments<'a>),
    Arg(&'a Arg<'a>),
    Keyword(&'a Keyword<'a>),
    Alias(&'a Alias<'a>),
    WithItem(&'a WithItem<'a>),
    MatchCase(&'a MatchCase<'a>),
    TypeParam(&'a TypeParam<'a>),
}

/// The value of a field.
#[derive(Clone, Copy)]
enum Value<'a> {
    Absent,
    /// Text that is its own `repr`: a number, an operator.
    Word(&'a str),
    Number(i64),
    Name(Ident<'a>),
    Constant(&'a Constant<'a>),
    Node(Node<'a>),
    Names(&'a [Ident<'a>]),
    Ops(&'a [CmpOp]),
    Exprs(List<'a, Expr<'a>>),
    /// With `None` where a key or default is missing.
    Optionals(&'a [Option<&'a Expr<'a>>]),
    Stmts(List<'a, Stmt<'a>>),
    Patterns(List<'a, Pattern<'a>>),
    Comprehensions(List<'a, Comprehension<'a>>),
    Handlers(List<'a, ExceptHandler<'a>>),
    Args(List<'a, Arg<'a>>),
    Keywords(List<'a, Keyword<'a>>),
    Aliases(List<'a, Alias<'a>>),
    WithItems(List<'a, WithItem<'a>>),
    MatchCases(List<'a, MatchCase<'a>>),
    TypeParams(List<'a, TypeParam<'a>>),
}

impl Value<'_> {
    /// True for what `ast.dump` leaves out.
    fn is_absent(&self) -> bool {
        match self {
            Value::Absent => true,
            Value::Word(_) | Value::Number(_) | Value::Name(_) => false,
            Value::Constant(_) | Value::Node(_) => false,
            Value::Names(list) => list.is_empty(),
            Value::Ops(list) => list.is_empty(),
            Value::Exprs(list) => list.is_empty(),
            Value::Optionals(list) => list.is_empty(),
            Value::Stmts(list) => list.is_empty(),
            Value::Patterns(list) => list.is_empty(),
            Value::Comprehensions(list) => list.is_empty(),
            Value::Handlers(list) => list.is_empty(),
            Value::Args(list) => list.is_empty(),
            Value::Keywords(list) => list.is_empty(),
            Value::Aliases(list) => list.is_empty(),
            Value::WithItems(list) => list.is_empty(),
            Value::MatchCases(list) => list.is_empty(),
            Value::TypeParams(list) => list.is_empty(),
        }
    }

    /// True for what fits on its node's line: no list, and no node with fields.
    fn is_simple(&self) -> bool {
        match self {
            Value::Word(_) | Value::Number(_) | Value::Name(_) | Value::Constant(_) => true,
            Value::Node(Node::Arguments(arguments)) => {
                arguments.fields().1.iter().all(|f| f.1.is_absent())
            }
            _ => false,
        }
    }
}

/// A node's class and fields.
type Fields<'a> = (&'static str, Vec<(&'static str, Value<'a>)>);

/// What remains to be printed, last first.
enum Task<'a> {
    Text(&'static str),
    /// A separator and the new line after it.
    Line(&'static str, usize),
    Node(Node<'a>, usize),
    Value(Value<'a>, usize),
}

struct Printer<'a, 's> {
    source: &'s Source,
    style: Style,
    text: String,
    tasks: Vec<Task<'a>>,
    failed: Option<DumpError>,
}

impl<'a> Printer<'a, '_> {
    fn any(&mut self, node: Node<'a>, level: usize) {
        let (fields, span) = match node {
            Node::Stmt(n) => (n.fields(), Some(n.span)),
            Node::Expr(n) => (n.fields(), Some(n.span)),
            Node::Pattern(n) => (n.fields(), Some(n.span)),
            Node::Handler(n) => (n.fields(), Some(n.span)),
            Node::Arg(n) => (n.fields(), Some(n.span)),
            Node::Keyword(n) => (n.fields(), Some(n.span)),
            Node::Alias(n) => (n.fields(), Some(n.span)),
            Node::TypeParam(n) => (n.fields(), Some(n.span)),
            Node::Comprehension(n) => (n.fields(), None),
            Node::Arguments(n) => (n.fields(), None),
            Node::WithItem(n) => (n.fields(), None),
            Node::MatchCase(n) => (n.fields(), None),
        };
        self.node(fields, span, level);
    }

    /// Begins a new line, or goes on after the separator.
    fn line(&mut self, separator: &'static str, level: usize) {
        self.text.push_str(separator);
        match self.style.indent {
            Some(indent) => {
                self.text.push('\n');
                self.text.extend(std::iter::repeat_n(' ', indent * level));
            }
            None if separator.is_empty() => {}
            None => self.text.push(' '),
        }
    }

    fn node(&mut self, (class, mut fields): Fields<'a>, span: Option<Span>, level: usize) {
        fields.retain(|f| !f.1.is_absent());
        if let Some(span) = span.filter(|_| self.style.attributes) {
            let [start, end] = [span.start, span.end].map(|offset| {
                let line = self.source.line_number(offset);
                let column = offset - self.source.line_start(line);
                (Value::Number(line.into()), Value::Number(column.into()))
            });
            fields.extend([
                ("lineno", start.0),
                ("col_offset", start.1),
                ("end_lineno", end.0),
                ("end_col_offset", end.1),
            ]);
        }
        let level = level + 1;
        let short = fields.len() <= 3 && fields.iter().all(|f| f.1.is_simple());
        self.text.push_str(class);
        self.text.push('(');
        self.tasks.push(Task::Text(")"));
        for (i, &(name, value)) in fields.iter().enumerate().rev() {
            self.tasks.push(Task::Value(value, level));
            self.tasks.push(Task::Text("="));
            self.tasks.push(Task::Text(name));
            self.tasks.push(match (i, short) {
                (0, true) => Task::Text(""),
                (0, false) => Task::Line("", level),
                (_, true) => Task::Text(", "),
                (_, false) => Task::Line(",", level),
            });
        }
    }

    fn value(&mut self, value: Value<'a>, level: usize) {
        match value {
            Value::Absent => self.text.push_str("None"),
            Value::Word(word) => self.text.push_str(word),
            Value::Number(number) => self.text.push_str(&number.to_string()),
            Value::Name(name) => self.text.push_str(&repr::string(name.as_bytes())),
            Value::Constant(constant) => match repr::constant(constant) {
                Some(text) => self.text.push_str(&text),
                None => self.failed = Some(DumpError::IntTooLong),
            },
            Value::Node(node) => self.tasks.push(Task::Node(node, level)),
            Value::Names(list) => self.list(list, level, |&n| Value::Name(n)),
            Value::Ops(list) => self.list(list, level, |op| Value::Word(op.class())),
            Value::Exprs(list) => self.list(list, level, |n| Value::Node(Node::Expr(n))),
            Value::Optionals(list) => self.list(list, level, |n| n.value()),
            Value::Stmts(list) => self.list(list, level, |n| Value::Node(Node::Stmt(n))),
            Value::Patterns(list) => self.list(list, level, |n| Value::Node(Node::Pattern(n))),
            Value::Comprehensions(list) => {
                self.list(list, level, |n| Value::Node(Node::Comprehension(n)));
            }
            Value::Handlers(list) => self.list(list, level, |n| Value::Node(Node::Handler(n))),
            Value::Args(list) => self.list(list, level, |n| Value::Node(Node::Arg(n))),
            Value::Keywords(list) => self.list(list, level, |n| Value::Node(Node::Keyword(n))),
            Value::Aliases(list) => self.list(list, level, |n| Value::Node(Node::Alias(n))),
            Value::WithItems(list) => self.list(list, level, |n| Value::Node(Node::WithItem(n))),
            Value::MatchCases(list) => {
                self.list(list, level, |n| Value::Node(Node::MatchCase(n)));
            }
            Value::TypeParams(list) => {
                self.list(list, level, |n| Value::Node(Node::TypeParam(n)));
            }
        }
    }

    fn list<T>(&mut self, items: &'a [T], level: usize, value: impl Fn(&'a T) -> Value<'a>) {
        let level = level + 1;
        self.text.push('[');
        self.tasks.push(Task::Text("]"));
        for (i, item) in items.iter().enumerate().rev() {
            self.tasks.push(Task::Value(value(item), level));
            let separator = if i == 0 { "" } else { "," };
            self.tasks.push(Task::Line(separator, level));
        }
    }
}

/// What may be a field's value, present or not.
trait ToValue<'a> {
    fn value(self) -> Value<'a>;
}

impl<'a> ToValue<'a> for &'a Expr<'a> {
    fn value(self) -> Value<'a> {
        Value::Node(Node::Expr(self))
    }
}

impl<'a> ToValue<'a> for &'a Pattern<'a> {
    fn value(self) -> Value<'a> {
        Value::Node(Node::Pattern(self))
    }
}

impl<'a> ToValue<'a> for &'a Arg<'a> {
    fn value(self) -> Value<'a> {
        Value::Node(Node::Arg(self))
    }
}

impl<'a> ToValue<'a> for Ident<'a> {
    fn value(self) -> Value<'a> {
        Value::Name(self)
    }
}

impl<'a, T: ToValue<'a>> ToValue<'a> for Option<T> {
    fn value(self) -> Value<'a> {
        self.map_or(Value::Absent, T::value)
    }
}

impl<'a, T: ToValue<'a> + Copy> ToValue<'a> for &Option<T> {
    fn value(self) -> Value<'a> {
        (*self).value()
    }
}

macro_rules! classes {
    ($($type:ident: $($variant:ident)*;)*) => {$(
        impl $type {
            /// The node as printed: `Load()`.
            fn class(self) -> &'static str {
                match self {
                    $($type::$variant => concat!(stringify!($variant), "()"),)*
                }
            }
        }
    )*};
}

classes! {
    ExprContext: Load Store Del;
    BoolOp: And Or;
    Operator: Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv;
    UnaryOp: Invert Not UAdd USub;
    CmpOp: Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn;
}

impl<'a> Mod<'a> {
    fn fields(&self) -> Fields<'a> {
        match *self {
            Mod::Module { body } => ("Module", vec![("body", Value::Stmts(body))]),
            Mod::Interactive { body } => ("Interactive", vec![("body", Value::Stmts(body))]),
            Mod::Expression { body } => ("Expression", vec![("body", body.value())]),
        }
    }
}

impl<'a> FunctionDef<'a> {
    fn fields(&'a self) -> Vec<(&'static str, Value<'a>)> {
        vec![
            ("name", self.name.value()),
            ("args", Value::Node(Node::Arguments(self.args))),
            ("body", Value::Stmts(self.body)),
            ("decorator_list", Value::Exprs(self.decorator_list)),
            ("returns", self.returns.value()),
            ("type_params", Value::TypeParams(self.type_params)),
        ]
    }
}

impl<'a> For<'a> {
    fn fields(&'a self) -> Vec<(&'static str, Value<'a>)> {
        vec![
            ("target", self.target.value()),
            ("iter", self.iter.value()),
            ("body", Value::Stmts(self.body)),
            ("orelse", Value::Stmts(self.orelse)),
        ]
    }
}

impl<'a> With<'a> {
    fn fields(&'a self) -> Vec<(&'static str, Value<'a>)> {
        vec![
            ("items", Value::WithItems(self.items)),
            ("body", Value::Stmts(self.body)),
        ]
    }
}

impl<'a> Try<'a> {
    fn fields(&'a self) -> Vec<(&'static str, Value<'a>)> {
        vec![
            ("body", Value::Stmts(self.body)),
            ("handlers", Value::Handlers(self.handlers)),
            ("orelse", Value::Stmts(self.orelse)),
            ("finalbody", Value::Stmts(self.finalbody)),
        ]
    }
}

impl<'a> Stmt<'a> {
    fn fields(&'a self) -> Fields<'a> {
        match &self.kind {
            StmtKind::FunctionDef(node) => ("FunctionDef", node.fields()),
            StmtKind::AsyncFunctionDef(node) => ("AsyncFunctionDef", node.fields()),
            StmtKind::ClassDef(node) => (
                "ClassDef",
                vec![
                    ("name", node.name.value()),
                    ("bases", Value::Exprs(node.bases)),
                    ("keywords", Value::Keywords(node.keywords)),
                    ("body", Value::Stmts(node.body)),
                    ("decorator_list", Value::Exprs(node.decorator_list)),
                    ("type_params", Value::TypeParams(node.type_params)),
                ],
            ),
            StmtKind::Return { value } => ("Return", vec![("value", value.value())]),
            StmtKind::Delete { targets } => ("Delete", vec![("targets", Value::Exprs(targets))]),
            StmtKind::Assign { targets, value } => (
                "Assign",
                vec![("targets", Value::Exprs(targets)), ("value", value.value())],
            ),
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => (
                "TypeAlias",
                vec![
                    ("name", name.value()),
                    ("type_params", Value::TypeParams(type_params)),
                    ("value", value.value()),
                ],
            ),
            StmtKind::AugAssign { target, op, value } => (
                "AugAssign",
                vec![
                    ("target", target.value()),
                    ("op", Value::Word(op.class())),
                    ("value", value.value()),
                ],
            ),
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => (
                "AnnAssign",
                vec![
                    ("target", target.value()),
                    ("annotation", annotation.value()),
                    ("value", value.value()),
                    ("simple", Value::Number((*simple).into())),
                ],
            ),
            StmtKind::For(node) => ("For", node.fields()),
            StmtKind::AsyncFor(node) => ("AsyncFor", node.fields()),
            StmtKind::While(node) => (
                "While",
                vec![
                    ("test", node.test.value()),
                    ("body", Value::Stmts(node.body)),
                    ("orelse", Value::Stmts(node.orelse)),
                ],
            ),
            StmtKind::If(node) => (
                "If",
                vec![
                    ("test", node.test.value()),
                    ("body", Value::Stmts(node.body)),
                    ("orelse", Value::Stmts(node.orelse)),
                ],
            ),
            StmtKind::With(node) => ("With", node.fields()),
            StmtKind::AsyncWith(node) => ("AsyncWith", node.fields()),
            StmtKind::Match { subject, cases } => (
                "Match",
                vec![
                    ("subject", subject.value()),
                    ("cases", Value::MatchCases(cases)),
                ],
            ),
            StmtKind::Raise { exc, cause } => (
                "Raise",
                vec![("exc", exc.value()), ("cause", cause.value())],
            ),
            StmtKind::Try(node) => ("Try", node.fields()),
            StmtKind::TryStar(node) => ("TryStar", node.fields()),
            StmtKind::Assert { test, msg } => {
                ("Assert", vec![("test", test.value()), ("msg", msg.value())])
            }
            StmtKind::Import { names } => ("Import", vec![("names", Value::Aliases(names))]),
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => (
                "ImportFrom",
                vec![
                    ("module", module.value()),
                    ("names", Value::Aliases(names)),
                    ("level", Value::Number((*level).into())),
                ],
            ),
            StmtKind::Global { names } => ("Global", vec![("names", Value::Names(names))]),
            StmtKind::Nonlocal { names } => ("Nonlocal", vec![("names", Value::Names(names))]),
            StmtKind::Expr { value } => ("Expr", vec![("value", value.value())]),
            StmtKind::Pass => ("Pass", vec![]),
            StmtKind::Break => ("Break", vec![]),
            StmtKind::Continue => ("Continue", vec![]),
        }
    }
}

impl<'a> Expr<'a> {
    fn fields(&'a self) -> Fields<'a> {
        let ctx = |ctx: &ExprContext| ("ctx", Value::Word(ctx.class()));
        match &self.kind {
            ExprKind::BoolOp { op, values } => (
                "BoolOp",
                vec![
                    ("op", Value::Word(op.class())),
                    ("values", Value::Exprs(values)),
                ],
            ),
            ExprKind::NamedExpr { target, value } => (
                "NamedExpr",
                vec![("target", target.value()), ("value", value.value())],
            ),
            ExprKind::BinOp { left, op, right } => (
                "BinOp",
                vec![
                    ("left", left.value()),
                    ("op", Value::Word(op.class())),
                    ("right", right.value()),
                ],
            ),
            ExprKind::UnaryOp { op, operand } => (
                "UnaryOp",
                vec![
                    ("op", Value::Word(op.class())),
                    ("operand", operand.value()),
                ],
            ),
            ExprKind::Lambda { args, body } => (
                "Lambda",
                vec![
                    ("args", Value::Node(Node::Arguments(args))),
                    ("body", body.value()),
                ],
            ),
            ExprKind::IfExp { test, body, orelse } => (
                "IfExp",
                vec![
                    ("test", test.value()),
                    ("body", body.value()),
                    ("orelse", orelse.value()),
                ],
            ),
            ExprKind::Dict { keys, values } => (
                "Dict",
                vec![
                    ("keys", Value::Optionals(keys)),
                    ("values", Value::Exprs(values)),
                ],
            ),
            ExprKind::Set { elts } => ("Set", vec![("elts", Value::Exprs(elts))]),
            ExprKind::ListComp { elt, generators } => {
                ("ListComp", comprehension_fields(elt, generators))
            }
            ExprKind::SetComp { elt, generators } => {
                ("SetComp", comprehension_fields(elt, generators))
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => (
                "DictComp",
                vec![
                    ("key", key.value()),
                    ("value", value.value()),
                    ("generators", Value::Comprehensions(generators)),
                ],
            ),
            ExprKind::GeneratorExp { elt, generators } => {
                ("GeneratorExp", comprehension_fields(elt, generators))
            }
            ExprKind::Await { value } => ("Await", vec![("value", value.value())]),
            ExprKind::Yield { value } => ("Yield", vec![("value", value.value())]),
            ExprKind::YieldFrom { value } => ("YieldFrom", vec![("value", value.value())]),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => (
                "Compare",
                vec![
                    ("left", left.value()),
                    ("ops", Value::Ops(ops)),
                    ("comparators", Value::Exprs(comparators)),
                ],
            ),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => (
                "Call",
                vec![
                    ("func", func.value()),
                    ("args", Value::Exprs(args)),
                    ("keywords", Value::Keywords(keywords)),
                ],
            ),
            ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            } => (
                "FormattedValue",
                vec![
                    ("value", value.value()),
                    ("conversion", Value::Number(conversion.code())),
                    ("format_spec", format_spec.value()),
                ],
            ),
            ExprKind::JoinedStr { values } => ("JoinedStr", vec![("values", Value::Exprs(values))]),
            ExprKind::Constant { value } => {
                let kind = match value {
                    Constant::Str { u_prefix: true, .. } => Value::Name("u"),
                    _ => Value::Absent,
                };
                (
                    "Constant",
                    vec![("value", Value::Constant(value)), ("kind", kind)],
                )
            }
            ExprKind::Attribute {
                value,
                attr,
                ctx: c,
            } => (
                "Attribute",
                vec![("value", value.value()), ("attr", attr.value()), ctx(c)],
            ),
            ExprKind::Subscript {
                value,
                slice,
                ctx: c,
            } => (
                "Subscript",
                vec![("value", value.value()), ("slice", slice.value()), ctx(c)],
            ),
            ExprKind::Starred { value, ctx: c } => {
                ("Starred", vec![("value", value.value()), ctx(c)])
            }
            ExprKind::Name { id, ctx: c } => ("Name", vec![("id", id.value()), ctx(c)]),
            ExprKind::List { elts, ctx: c } => ("List", vec![("elts", Value::Exprs(elts)), ctx(c)]),
            ExprKind::Tuple { elts, ctx: c } => {
                ("Tuple", vec![("elts", Value::Exprs(elts)), ctx(c)])
            }
            ExprKind::Slice { lower, upper, step } => (
                "Slice",
                vec![
                    ("lower", lower.value()),
                    ("upper", upper.value()),
                    ("step", step.value()),
                ],
            ),
        }
    }
}

fn comprehension_fields<'a>(
    elt: &'a Expr<'a>,
    generators: List<'a, Comprehension<'a>>,
) -> Vec<(&'static str, Value<'a>)> {
    vec![
        ("elt", elt.value()),
        ("generators", Value::Comprehensions(generators)),
    ]
}

impl Conversion {
    /// ASDL's number.
    fn code(self) -> i64 {
        match self {
            Conversion::None => -1,
            Conversion::Str => 's' as i64,
            Conversion::Repr => 'r' as i64,
            Conversion::Ascii => 'a' as i64,
        }
    }
}

impl<'a> Comprehension<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "comprehension",
            vec![
                ("target", self.target.value()),
                ("iter", self.iter.value()),
                ("ifs", Value::Exprs(self.ifs)),
                ("is_async", Value::Number(self.is_async.into())),
            ],
        )
    }
}

impl<'a> ExceptHandler<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "ExceptHandler",
            vec![
                ("type", self.type_.value()),
                ("name", self.name.value()),
                ("body", Value::Stmts(self.body)),
            ],
        )
    }
}

impl<'a> Arguments<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "arguments",
            vec![
                ("posonlyargs", Value::Args(self.posonlyargs)),
                ("args", Value::Args(self.args)),
                ("vararg", self.vararg.value()),
                ("kwonlyargs", Value::Args(self.kwonlyargs)),
                ("kw_defaults", Value::Optionals(self.kw_defaults)),
                ("kwarg", self.kwarg.value()),
                ("defaults", Value::Exprs(self.defaults)),
            ],
        )
    }
}

impl<'a> Arg<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "arg",
            vec![
                ("arg", self.arg.value()),
                ("annotation", self.annotation.value()),
            ],
        )
    }
}

impl<'a> Keyword<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "keyword",
            vec![("arg", self.arg.value()), ("value", self.value.value())],
        )
    }
}

impl<'a> Alias<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "alias",
            vec![("name", self.name.value()), ("asname", self.asname.value())],
        )
    }
}

impl<'a> WithItem<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "withitem",
            vec![
                ("context_expr", self.context_expr.value()),
                ("optional_vars", self.optional_vars.value()),
            ],
        )
    }
}

impl<'a> MatchCase<'a> {
    fn fields(&'a self) -> Fields<'a> {
        (
            "match_case",
            vec![
                ("pattern", self.pattern.value()),
                ("guard", self.guard.value()),
                ("body", Value::Stmts(self.body)),
            ],
        )
    }
}

impl<'a> Pattern<'a> {
    fn fields(&'a self) -> Fields<'a> {
        match &self.kind {
            PatternKind::MatchValue { value } => ("MatchValue", vec![("value", value.value())]),
            PatternKind::MatchSingleton { value } => {
                ("MatchSingleton", vec![("value", Value::Constant(value))])
            }
            PatternKind::MatchSequence { patterns } => (
                "MatchSequence",
                vec![("patterns", Value::Patterns(patterns))],
            ),
            PatternKind::MatchMapping {
                keys,
                patterns,
                rest,
            } => (
                "MatchMapping",
                vec![
                    ("keys", Value::Exprs(keys)),
                    ("patterns", Value::Patterns(patterns)),
                    ("rest", rest.value()),
                ],
            ),
            PatternKind::MatchClass {
                cls,
                patterns,
                kwd_attrs,
                kwd_patterns,
            } => (
                "MatchClass",
                vec![
                    ("cls", cls.value()),
                    ("patterns", Value::Patterns(patterns)),
                    ("kwd_attrs", Value::Names(kwd_attrs)),
                    ("kwd_patterns", Value::Patterns(kwd_patterns)),
                ],
            ),
            PatternKind::MatchStar { name } => ("MatchStar", vec![("name", name.value())]),
            PatternKind::MatchAs { pattern, name } => (
                "MatchAs",
                vec![("pattern", pattern.value()), ("name", name.value())],
            ),
            PatternKind::MatchOr { patterns } => {
                ("MatchOr", vec![("patterns", Value::Patterns(patterns))])
            }
        }
    }
}

impl<'a> TypeParam<'a> {
    fn fields(&'a self) -> Fields<'a> {
        match &self.kind {
            TypeParamKind::TypeVar {
                name,
                bound,
                default_value,
            } => (
                "TypeVar",
                vec![
                    ("name", name.value()),
                    ("bound", bound.value()),
                    ("default_value", default_value.value()),
                ],
            ),
            TypeParamKind::ParamSpec {
                name,
                default_value,
            } => (
                "ParamSpec",
                vec![
                    ("name", name.value()),
                    ("default_value", default_value.value()),
                ],
            ),
            TypeParamKind::TypeVarTuple {
                name,
                default_value,
            } => (
                "TypeVarTuple",
                vec![
                    ("name", name.value()),
                    ("default_value", default_value.value()),
                ],
            ),
        }
    }
}
