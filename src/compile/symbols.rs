//! First half of the symbol table: one walk over the module that records every binding, use and
//! declaration of a name in its scope, with CPython's errors in CPython's order.

use hognose_grammar::ast::*;

use super::error::{CompileError, Res};
use super::lazy_scopes::{Generic, TYPE_PARAMS};
use super::lint::{Lint, Warning};
use super::map::HashMap;
use super::scope::{
    Interner, NameId, Place, Private, Scope, ScopeId, ScopeKind, Scopes, Symbol, address, all_args,
    flag,
};
use super::stack::StackGuard;

/// Builds and resolves the symbol table of a module. What is to be warned of goes to `warnings`.
pub(super) fn build<'a>(
    module: &Mod<'a>,
    names: &mut Interner,
    guard: &StackGuard,
    future_annotations: bool,
    warnings: &mut Vec<Warning>,
) -> Res<Scopes> {
    let mut builder = Builder {
        scopes: Scopes::default(),
        current: ScopeId(0),
        class_cell: names.id(CLASS_CELL),
        class_dict: names.id(CLASS_DICT),
        names,
        guard,
        lint: Lint::new(guard),
        future_annotations,
    };
    builder.open(ScopeKind::Module, None);
    match module {
        Mod::Module { body } | Mod::Interactive { body } => builder.stmts(body)?,
        Mod::Expression { body } => builder.expr(body)?,
    }
    warnings.append(&mut builder.lint.warnings);
    let cells = [builder.class_cell, builder.class_dict];
    let mut scopes = builder.scopes;
    super::resolve::resolve(&mut scopes, names, cells)?;
    Ok(scopes)
}

/// The variable of a class body by which its methods know the class.
pub(super) const CLASS_CELL: &str = "__class__";
/// The variable of a class body by which annotation scopes know its namespace.
pub(super) const CLASS_DICT: &str = "__classdict__";

pub(super) struct Builder<'n> {
    pub(super) scopes: Scopes,
    current: ScopeId,
    names: &'n mut Interner,
    class_cell: NameId,
    class_dict: NameId,
    guard: &'n StackGuard,
    lint: Lint<'n>,
    future_annotations: bool,
}

pub(super) fn error(message: impl Into<String>, span: Span) -> Box<CompileError> {
    CompileError::syntax(message, span)
}

impl Builder<'_> {
    pub(super) fn open(&mut self, kind: ScopeKind, node: Option<usize>) -> Option<ScopeId> {
        let id = ScopeId(self.scopes.list.len() as u32);
        let parent = (!self.scopes.list.is_empty()).then_some(self.current);
        let (private, iter_depth) = match parent {
            Some(p) => {
                let parent = self.scopes.get(p);
                (parent.private.clone(), parent.iter_depth)
            }
            None => (Private::default(), 0),
        };
        self.scopes.list.push(Scope {
            kind,
            parent,
            children: Vec::new(),
            symbols: Vec::new(),
            index: HashMap::default(),
            private,
            free: Vec::new(),
            is_generator: kind == ScopeKind::GeneratorExp,
            is_async: false,
            is_coroutine: false,
            needs_class_cell: false,
            needs_class_dict: false,
            sees_class: false,
            has_annotations: false,
            comp_name: "",
            iter_depth,
            in_target: false,
            within: "",
        });
        if let Some(p) = parent {
            self.scopes.get_mut(p).children.push(id);
        }
        if let Some(node) = node {
            self.scopes.by_node.insert(node, id);
        }
        self.current = id;
        parent
    }

    pub(super) fn close(&mut self, parent: Option<ScopeId>) {
        if let Some(parent) = parent {
            self.current = parent;
        }
    }

    pub(super) fn cur(&mut self) -> &mut Scope {
        self.scopes.get_mut(self.current)
    }

    fn mangled(&mut self, name: &str) -> NameId {
        let private = self.scopes.get(self.current).private.clone();
        self.names.id(&private.mangle(name))
    }

    pub(super) fn add(&mut self, name: &str, flags: u16, span: Span) -> Res {
        let id = self.mangled(name);
        self.add_to(self.current, id, flags, span)
    }

    fn add_to(&mut self, scope: ScopeId, name: NameId, flags: u16, span: Span) -> Res {
        let text = self.names.text(name).clone();
        let scope = self.scopes.get_mut(scope);
        let at = match scope.index.get(&name) {
            Some(&at) => at as usize,
            None => {
                let at = scope.symbols.len();
                scope.index.insert(name, at as u32);
                scope.symbols.push(Symbol {
                    name,
                    flags: 0,
                    place: Place::Unresolved,
                    directive: Span::default(),
                });
                at
            }
        };
        let symbol = &mut scope.symbols[at];
        if flags & symbol.flags & flag::PARAM != 0 {
            let message = format!("duplicate argument '{text}' in function definition");
            return Err(error(message, span));
        }
        if flags & symbol.flags & flag::TYPE_PARAM != 0 {
            let message = format!("duplicate type parameter '{text}'");
            return Err(error(message, span));
        }
        symbol.flags |= flags;
        if flags & (flag::GLOBAL | flag::NONLOCAL) != 0 && symbol.directive == Span::default() {
            symbol.directive = span;
        }
        if scope.in_target {
            if symbol.flags & (flag::GLOBAL | flag::NONLOCAL) != 0 {
                let message = format!(
                    "comprehension inner loop cannot rebind assignment expression target '{text}'"
                );
                return Err(error(message, span));
            }
            symbol.flags |= flag::COMP_ITER;
        }
        Ok(())
    }

    // ---- statements ----

    fn stmts(&mut self, body: List<'_, Stmt<'_>>) -> Res {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    fn stmt(&mut self, s: &Stmt<'_>) -> Res {
        self.guard.check()?;
        match &s.kind {
            StmtKind::FunctionDef(f) => self.function(f, s.span, false),
            StmtKind::AsyncFunctionDef(f) => self.function(f, s.span, true),
            StmtKind::ClassDef(c) => self.class(c, s.span),
            StmtKind::Return { value } => self.maybe(*value),
            StmtKind::Delete { targets } => self.exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.exprs(targets)?;
                self.expr(value)
            }
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => self.type_alias(name, type_params, value),
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.annotated(target, annotation, *value, *simple, s.span),
            StmtKind::For(f) | StmtKind::AsyncFor(f) => {
                self.expr(f.target)?;
                self.expr(f.iter)?;
                self.stmts(f.body)?;
                self.stmts(f.orelse)
            }
            StmtKind::While(w) => {
                self.expr(w.test)?;
                self.stmts(w.body)?;
                self.stmts(w.orelse)
            }
            StmtKind::If(first) => {
                // `elif` chains may be long.
                let mut branch = *first;
                loop {
                    self.expr(branch.test)?;
                    self.stmts(branch.body)?;
                    match branch.orelse {
                        [
                            Stmt {
                                kind: StmtKind::If(next),
                                ..
                            },
                        ] => branch = next,
                        rest => return self.stmts(rest),
                    }
                }
            }
            StmtKind::With(w) | StmtKind::AsyncWith(w) => {
                for item in w.items {
                    self.expr(item.context_expr)?;
                    self.maybe(item.optional_vars)?;
                }
                self.stmts(w.body)
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                for case in *cases {
                    self.pattern(case.pattern)?;
                    self.maybe(case.guard)?;
                    self.stmts(case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise { exc, cause } => {
                self.maybe(*exc)?;
                self.maybe(*cause)
            }
            StmtKind::Try(t) | StmtKind::TryStar(t) => {
                self.stmts(t.body)?;
                self.stmts(t.orelse)?;
                for handler in t.handlers {
                    self.maybe(handler.type_)?;
                    if let Some(name) = handler.name {
                        self.add(name, flag::LOCAL | flag::DELETED, handler.span)?;
                    }
                    self.stmts(handler.body)?;
                }
                let before = self.lint.warnings.len();
                self.stmts(t.finalbody)?;
                // CPython compiles it twice, and warns twice.
                self.lint.warnings.extend_from_within(before..);
                Ok(())
            }
            StmtKind::Assert { test, msg } => {
                self.lint.assertion(test, s.span);
                self.expr(test)?;
                self.maybe(*msg)
            }
            StmtKind::Import { names } | StmtKind::ImportFrom { names, .. } => {
                names.iter().try_for_each(|alias| self.import(alias))
            }
            StmtKind::Global { names } => self.declare(names, flag::GLOBAL, s.span),
            StmtKind::Nonlocal { names } => self.declare(names, flag::NONLOCAL, s.span),
            StmtKind::Expr { value } => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn import(&mut self, alias: &Alias<'_>) -> Res {
        let name = match alias.asname {
            Some(name) => name,
            None if alias.name == "*" => {
                return match self.cur().kind {
                    ScopeKind::Module => Ok(()),
                    _ => Err(error("import * only allowed at module level", alias.span)),
                };
            }
            None => alias.name.split('.').next().unwrap_or(alias.name),
        };
        self.add(name, flag::IMPORTED, alias.span)
    }

    fn declare(&mut self, names: &[Ident<'_>], kind: u16, span: Span) -> Res {
        let word = if kind == flag::GLOBAL {
            "global"
        } else {
            "nonlocal"
        };
        for name in names {
            let id = self.mangled(name);
            let flags = self.cur().flags(id);
            let message = if flags & flag::PARAM != 0 {
                format!("name '{name}' is parameter and {word}")
            } else if flags & flag::USE != 0 {
                format!("name '{name}' is used prior to {word} declaration")
            } else if flags & flag::ANNOTATED != 0 {
                format!("annotated name '{name}' can't be {word}")
            } else if flags & flag::LOCAL != 0 {
                format!("name '{name}' is assigned to before {word} declaration")
            } else {
                self.add(name, kind, span)?;
                continue;
            };
            return Err(error(message, span));
        }
        Ok(())
    }

    fn annotated(
        &mut self,
        target: &Expr<'_>,
        annotation: &Expr<'_>,
        value: Option<&Expr<'_>>,
        simple: bool,
        span: Span,
    ) -> Res {
        if let ExprKind::Name { id, .. } = target.kind {
            let name = self.mangled(id);
            let flags = self.cur().flags(name);
            let declared = flags & (flag::GLOBAL | flag::NONLOCAL);
            if declared != 0 && simple && self.cur().kind != ScopeKind::Module {
                let word = if flags & flag::GLOBAL != 0 {
                    "global"
                } else {
                    "nonlocal"
                };
                let message = format!("annotated name '{id}' can't be {word}");
                return Err(error(message, span));
            }
            if simple {
                self.cur().has_annotations = true;
                self.add(id, flag::ANNOTATED | flag::LOCAL, target.span)?;
            } else if value.is_some() {
                self.add(id, flag::LOCAL, target.span)?;
            }
        } else {
            self.expr(target)?;
        }
        self.annotation(annotation)?;
        self.maybe(value)
    }

    fn annotation(&mut self, annotation: &Expr<'_>) -> Res {
        if !self.future_annotations {
            return self.expr(annotation);
        }
        // It becomes text: its names count nowhere, but some expressions are refused.
        let outer = self.open(ScopeKind::Lambda, None);
        self.cur().within = "an annotation";
        let before = self.lint.warnings.len();
        let result = self.expr(annotation);
        self.lint.warnings.truncate(before);
        self.close(outer);
        self.cur().children.pop();
        result
    }

    fn function(&mut self, f: &FunctionDef<'_>, span: Span, is_async: bool) -> Res {
        self.add(f.name, flag::LOCAL, span)?;
        self.exprs(f.decorator_list)?;
        self.defaults(f.args)?;
        let around = self.open_type_params(f.type_params, Generic::Function(f.args))?;
        for arg in all_args(f.args) {
            if let Some(annotation) = arg.annotation {
                self.annotation(annotation)?;
            }
        }
        if let Some(returns) = f.returns {
            self.annotation(returns)?;
        }
        let outer = self.open(ScopeKind::Function, Some(address(f)));
        self.cur().is_async = is_async;
        self.cur().is_coroutine = is_async;
        self.params(f.args)?;
        self.stmts(f.body)?;
        self.close(outer);
        self.close(around);
        Ok(())
    }

    fn defaults(&mut self, args: &Arguments<'_>) -> Res {
        self.exprs(args.defaults)?;
        args.kw_defaults
            .iter()
            .flatten()
            .try_for_each(|d| self.expr(d))
    }

    fn params(&mut self, args: &Arguments<'_>) -> Res {
        for arg in args
            .posonlyargs
            .iter()
            .chain(args.args)
            .chain(args.kwonlyargs)
        {
            self.add(arg.arg, flag::PARAM, arg.span)?;
        }
        for arg in [args.vararg, args.kwarg].into_iter().flatten() {
            self.add(arg.arg, flag::PARAM, arg.span)?;
        }
        Ok(())
    }

    fn class(&mut self, c: &ClassDef<'_>, span: Span) -> Res {
        self.add(c.name, flag::LOCAL, span)?;
        self.exprs(c.decorator_list)?;
        let around = self.open_type_params(c.type_params, Generic::Class(c.name))?;
        // Of bases CPython warns after the body.
        let before = self.lint.warnings.len();
        self.exprs(c.bases)?;
        c.keywords.iter().try_for_each(|k| self.expr(k.value))?;
        let mut of_bases = self.lint.warnings.split_off(before);
        let outer = self.open(ScopeKind::Class, Some(address(c)));
        self.cur().private = Private::to(c.name);
        if around.is_some() {
            self.add("__type_params__", flag::LOCAL, span)?;
            self.add(TYPE_PARAMS, flag::USE, span)?;
        }
        self.stmts(c.body)?;
        self.lint.warnings.append(&mut of_bases);
        self.close(outer);
        self.close(around);
        Ok(())
    }

    // ---- expressions ----

    pub(super) fn maybe(&mut self, e: Option<&Expr<'_>>) -> Res {
        e.map_or(Ok(()), |e| self.expr(e))
    }

    fn exprs(&mut self, list: List<'_, Expr<'_>>) -> Res {
        list.iter().try_for_each(|e| self.expr(e))
    }

    pub(super) fn expr(&mut self, e: &Expr<'_>) -> Res {
        self.guard.check()?;
        match &e.kind {
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Name { id, ctx } => self.name(id, *ctx, e.span),
            ExprKind::BoolOp { values, .. } => self.exprs(values),
            ExprKind::NamedExpr { target, value } => self.named(target, value, e.span),
            ExprKind::BinOp { .. } => {
                // Sums may be long: go down the left side without recursion.
                let mut rights = Vec::new();
                let mut at = e;
                while let ExprKind::BinOp { left, right, .. } = &at.kind {
                    rights.push(*right);
                    at = left;
                }
                self.expr(at)?;
                rights.iter().rev().try_for_each(|right| self.expr(right))
            }
            ExprKind::UnaryOp { op, operand } => {
                if *op == UnaryOp::Invert {
                    self.lint.inverted(operand, e.span)?;
                }
                self.expr(operand)
            }
            ExprKind::Lambda { args, body } => {
                self.defaults(args)?;
                let outer = self.open(ScopeKind::Lambda, Some(address(e)));
                self.params(args)?;
                self.expr(body)?;
                self.close(outer);
                Ok(())
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Dict { keys, values } => {
                for (key, value) in keys.iter().zip(*values) {
                    self.maybe(*key)?;
                    self.expr(value)?;
                }
                Ok(())
            }
            ExprKind::Set { elts } | ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
                self.exprs(elts)
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(e, elt, None, generators, "list comprehension")
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(e, elt, None, generators, "set comprehension")
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.comprehension(e, key, Some(value), generators, "dict comprehension"),
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(e, elt, None, generators, "generator expression")
            }
            ExprKind::Await { value } => {
                self.refuse_within("await expression", e.span)?;
                self.expr(value)?;
                self.cur().is_coroutine = true;
                Ok(())
            }
            ExprKind::Yield { value } => {
                self.refuse_within("yield expression", e.span)?;
                self.maybe(*value)?;
                self.yields(e.span)
            }
            ExprKind::YieldFrom { value } => {
                self.refuse_within("yield expression", e.span)?;
                self.expr(value)?;
                self.yields(e.span)
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => {
                self.lint.comparison(left, ops, comparators, e.span)?;
                self.expr(left)?;
                self.exprs(comparators)
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.lint.call(func)?;
                self.expr(func)?;
                self.exprs(args)?;
                keywords.iter().try_for_each(|k| self.expr(k.value))
            }
            ExprKind::FormattedValue {
                value, format_spec, ..
            } => {
                self.expr(value)?;
                self.maybe(*format_spec)
            }
            ExprKind::JoinedStr { values } => self.exprs(values),
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => self.expr(value),
            ExprKind::Subscript { value, slice, ctx } => {
                if *ctx == ExprContext::Load {
                    self.lint.subscript(value, slice, e.span)?;
                }
                self.expr(value)?;
                self.expr(slice)
            }
            ExprKind::Slice { lower, upper, step } => {
                self.maybe(*lower)?;
                self.maybe(*upper)?;
                self.maybe(*step)
            }
        }
    }

    fn name(&mut self, id: &str, ctx: ExprContext, span: Span) -> Res {
        let flags = match ctx {
            ExprContext::Load => flag::USE,
            ExprContext::Store => flag::LOCAL,
            ExprContext::Del => flag::LOCAL | flag::DELETED,
        };
        self.add(id, flags, span)?;
        let kind = self.cur().kind;
        let lazy = matches!(kind, ScopeKind::TypeParams | ScopeKind::Lazy);
        if id == "super" && ctx == ExprContext::Load && kind.is_function_like() && !lazy {
            let class_cell = self.class_cell;
            self.add_to(self.current, class_cell, flag::USE, span)?;
        }
        Ok(())
    }

    fn refuse_within(&mut self, what: &str, span: Span) -> Res {
        let within = self.cur().within;
        if within.is_empty() {
            return Ok(());
        }
        let message = format!("{what} cannot be used within {within}");
        Err(error(message, span))
    }

    fn yields(&mut self, span: Span) -> Res {
        let scope = self.cur();
        scope.is_generator = true;
        if !scope.comp_name.is_empty() {
            let message = format!("'yield' inside {}", scope.comp_name);
            return Err(error(message, span));
        }
        Ok(())
    }

    fn named(&mut self, target: &Expr<'_>, value: &Expr<'_>, span: Span) -> Res {
        self.refuse_within("named expression", span)?;
        if self.cur().iter_depth > 0 {
            return Err(error(
                "assignment expression cannot be used in a comprehension iterable expression",
                span,
            ));
        }
        if !self.cur().comp_name.is_empty()
            && let ExprKind::Name { id, .. } = target.kind
        {
            self.bind_around(id, target.span)?;
        }
        self.expr(value)?;
        self.expr(target)?;
        if let ExprKind::Name { id, .. } = target.kind {
            let name = self.mangled(id);
            let scope = self.current;
            self.add_walrus(scope, name);
        }
        Ok(())
    }

    fn add_walrus(&mut self, scope: ScopeId, name: NameId) {
        let scope = self.scopes.get_mut(scope);
        if let Some(&at) = scope.index.get(&name) {
            scope.symbols[at as usize].flags |= flag::WALRUS;
        }
    }

    /// An assignment expression in a comprehension binds in the function around it.
    fn bind_around(&mut self, id: &str, span: Span) -> Res {
        let name = self.mangled(id);
        let mut at = Some(self.current);
        while let Some(scope_id) = at {
            let scope = self.scopes.get(scope_id);
            at = scope.parent;
            if !scope.comp_name.is_empty() {
                let flags = scope.flags(name);
                if flags & flag::COMP_ITER != 0 && flags & (flag::LOCAL | flag::USE) != 0 {
                    let message = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{id}'"
                    );
                    return Err(error(message, span));
                }
                continue;
            }
            match scope.kind {
                ScopeKind::Class => {
                    return Err(error(
                        "assignment expression within a comprehension cannot be used in a class body",
                        span,
                    ));
                }
                ScopeKind::Module => {
                    self.add(id, flag::GLOBAL, span)?;
                    return self.add_to(scope_id, name, flag::GLOBAL, span);
                }
                _ => {
                    let kind = if scope.flags(name) & flag::GLOBAL != 0 {
                        flag::GLOBAL
                    } else {
                        flag::NONLOCAL
                    };
                    self.add(id, kind, span)?;
                    self.add_to(scope_id, name, flag::LOCAL, span)?;
                    self.add_walrus(scope_id, name);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn comprehension(
        &mut self,
        node: &Expr<'_>,
        elt: &Expr<'_>,
        value: Option<&Expr<'_>>,
        generators: List<'_, Comprehension<'_>>,
        what: &'static str,
    ) -> Res {
        let Some((first, rest)) = generators.split_first() else {
            return Ok(());
        };
        self.iterable(first.iter)?;
        let kind = match node.kind {
            ExprKind::GeneratorExp { .. } => ScopeKind::GeneratorExp,
            _ => ScopeKind::Comprehension,
        };
        let outer = self.open(kind, Some(address(node)));
        self.cur().comp_name = what;
        if kind == ScopeKind::GeneratorExp {
            self.add(".0", flag::PARAM, node.span)?;
        }
        self.cur().is_coroutine = generators.iter().any(|g| g.is_async);
        self.target(first.target)?;
        self.exprs(first.ifs)?;
        for generator in rest {
            self.target(generator.target)?;
            self.iterable(generator.iter)?;
            self.exprs(generator.ifs)?;
        }
        self.maybe(value)?;
        self.expr(elt)?;
        // A list, set or dict comprehension awaits in the body around it.
        let awaits = self.cur().is_coroutine && kind == ScopeKind::Comprehension;
        self.close(outer);
        self.cur().is_coroutine |= awaits;
        Ok(())
    }

    fn target(&mut self, target: &Expr<'_>) -> Res {
        self.cur().in_target = true;
        let result = self.expr(target);
        self.cur().in_target = false;
        result
    }

    fn iterable(&mut self, iter: &Expr<'_>) -> Res {
        self.cur().iter_depth += 1;
        let result = self.expr(iter);
        self.cur().iter_depth -= 1;
        result
    }

    // ---- patterns ----

    fn pattern(&mut self, p: &Pattern<'_>) -> Res {
        self.guard.check()?;
        let patterns = |this: &mut Self, list: List<'_, Pattern<'_>>| {
            list.iter().try_for_each(|p| this.pattern(p))
        };
        let capture = |this: &mut Self, name: Option<&str>| {
            name.map_or(Ok(()), |name| this.add(name, flag::LOCAL, p.span))
        };
        match &p.kind {
            PatternKind::MatchValue { value } => self.expr(value),
            PatternKind::MatchSingleton { .. } => Ok(()),
            PatternKind::MatchSequence { patterns: list }
            | PatternKind::MatchOr { patterns: list } => patterns(self, list),
            PatternKind::MatchMapping {
                keys,
                patterns: list,
                rest,
            } => {
                self.exprs(keys)?;
                patterns(self, list)?;
                capture(self, *rest)
            }
            PatternKind::MatchClass {
                cls,
                patterns: list,
                kwd_patterns,
                ..
            } => {
                self.expr(cls)?;
                patterns(self, list)?;
                patterns(self, kwd_patterns)
            }
            PatternKind::MatchStar { name } => capture(self, *name),
            PatternKind::MatchAs { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                capture(self, *name)
            }
        }
    }
}
