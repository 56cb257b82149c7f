//! Statements.

use super::target::Role;
use super::{Block, Builder, E, Mark, Raised, S};
use crate::ast::*;

/// The `except` clauses of a `try`, as far as they have been read.
#[derive(Clone, Copy)]
pub(crate) struct Handlers<'a> {
    mark: Mark<&'a ExceptHandler<'a>>,
    /// Where the last one ends.
    end: u32,
    /// They are `except*`.
    star: bool,
}

impl<'a> Builder<'a> {
    /// A statement that covers `l..r`.
    #[inline]
    pub(crate) fn stmt(&self, l: u32, r: u32, kind: StmtKind<'a>) -> S<'a> {
        self.alloc(Stmt {
            span: Span::new(l, r),
            kind,
        })
    }

    /// A block of one statement: the `if` that an `elif` stands for.
    pub(crate) fn single(&mut self, s: S<'a>) -> Block<'a> {
        let m = self.open(s);
        Block {
            body: self.close(m),
            end: s.span.end,
        }
    }

    /// An expression where no `*` may stand, with or without commas.
    pub(crate) fn no_star(&self, e: E<'a>) -> Result<E<'a>, Raised> {
        let starred = |e: &E<'a>| matches!(e.kind, ExprKind::Starred { .. });
        let found = match e.kind {
            ExprKind::Starred { .. } => Some(e),
            // One in parentheses may hold stars.
            ExprKind::Tuple { elts, .. }
                if elts.first().is_some_and(|f| f.span.start == e.span.start) =>
            {
                elts.iter().copied().find(starred)
            }
            _ => None,
        };
        match found {
            None => Ok(e),
            Some(star) => Err(Raised(Span::new(star.span.start, star.span.start + 1))),
        }
    }

    /// `a = b = value`; the value is the last of the list.
    pub(crate) fn assign(&mut self, l: u32, r: u32, m: Mark<E<'a>>) -> Result<S<'a>, Raised> {
        let sides = self.close(m);
        let Some((value, sides)) = sides.split_last() else {
            return Err(Raised(Span::new(l, r)));
        };
        let m = self.mark();
        for &side in sides {
            let target = self.target(side, Role::Assign)?;
            self.add(target);
        }
        let targets = self.close(m);
        Ok(self.stmt(l, r, StmtKind::Assign { targets, value }))
    }

    /// `target op= value`.
    pub(crate) fn aug_assign(
        &mut self,
        l: u32,
        r: u32,
        target: E<'a>,
        op: Operator,
        value: E<'a>,
    ) -> Result<S<'a>, Raised> {
        match target.kind {
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                let target = self.target(target, Role::Assign)?;
                Ok(self.stmt(l, r, StmtKind::AugAssign { target, op, value }))
            }
            _ => Err(Raised(target.span)),
        }
    }

    /// `target: annotation = value`; `l` tells a parenthesised target.
    pub(crate) fn ann_assign(
        &mut self,
        l: u32,
        r: u32,
        target: E<'a>,
        annotation: E<'a>,
        value: Option<E<'a>>,
    ) -> Result<S<'a>, Raised> {
        if !matches!(
            target.kind,
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }
        ) {
            return Err(Raised(target.span));
        }
        let simple = matches!(target.kind, ExprKind::Name { .. }) && target.span.start == l;
        let target = self.target(target, Role::Assign)?;
        let kind = StmtKind::AnnAssign {
            target,
            annotation,
            value,
            simple,
        };
        Ok(self.stmt(l, r, kind))
    }

    /// `del a, b`.
    pub(crate) fn delete(&mut self, l: u32, r: u32, m: Mark<E<'a>>) -> Result<S<'a>, Raised> {
        let all = self.close(m);
        let m = self.mark();
        for &e in all {
            let target = self.target(e, Role::Delete)?;
            self.add(target);
        }
        let targets = self.close(m);
        Ok(self.stmt(l, r, StmtKind::Delete { targets }))
    }

    /// What an import names.
    pub(crate) fn alias(
        &mut self,
        l: u32,
        r: u32,
        name: Ident<'a>,
        asname: Option<Ident<'a>>,
    ) -> &'a Alias<'a> {
        let name = self.intern(name);
        self.alloc(Alias {
            span: Span::new(l, r),
            name,
            asname,
        })
    }

    /// `if`, or an `elif` as one.
    pub(crate) fn if_stmt(
        &mut self,
        l: u32,
        test: E<'a>,
        body: Block<'a>,
        tail: Option<Block<'a>>,
    ) -> S<'a> {
        let node = self.alloc(If {
            test,
            body: body.body,
            orelse: Block::of(tail),
        });
        self.stmt(l, body.end_with(tail), StmtKind::If(node))
    }

    /// `for`.
    pub(crate) fn for_stmt(
        &mut self,
        l: u32,
        target: E<'a>,
        iter: E<'a>,
        body: Block<'a>,
        tail: Option<Block<'a>>,
    ) -> Result<S<'a>, Raised> {
        let target = self.target(target, Role::Assign)?;
        let node = self.alloc(For {
            target,
            iter,
            body: body.body,
            orelse: Block::of(tail),
        });
        Ok(self.stmt(l, body.end_with(tail), StmtKind::For(node)))
    }

    /// `context as vars`.
    pub(crate) fn with_item(
        &mut self,
        context_expr: E<'a>,
        vars: E<'a>,
    ) -> Result<&'a WithItem<'a>, Raised> {
        let vars = self.target(vars, Role::Assign)?;
        Ok(self.alloc(WithItem {
            context_expr,
            optional_vars: Some(vars),
        }))
    }

    /// One `except` clause.
    pub(crate) fn handler(
        &mut self,
        l: u32,
        type_: Option<E<'a>>,
        name: Option<Ident<'a>>,
        body: Block<'a>,
    ) -> &'a ExceptHandler<'a> {
        self.alloc(ExceptHandler {
            span: Span::new(l, body.end),
            type_,
            name,
            body: body.body,
        })
    }

    /// The first `except` or `except*` clause, or one more of the same kind.
    pub(crate) fn add_handler(
        &mut self,
        handlers: Option<Handlers<'a>>,
        handler: &'a ExceptHandler<'a>,
        star: bool,
    ) -> Result<Handlers<'a>, Raised> {
        let end = handler.span.end;
        let mark = match handlers {
            None => self.open(handler),
            Some(before) if before.star != star => {
                return Err(Raised(handler.span));
            }
            Some(before) => self.push(before.mark, handler),
        };
        Ok(Handlers { mark, end, star })
    }

    /// `try` with its clauses.
    pub(crate) fn try_stmt(
        &mut self,
        l: u32,
        body: Block<'a>,
        handlers: Option<Handlers<'a>>,
        tail: Option<Block<'a>>,
        finally: Option<Block<'a>>,
    ) -> S<'a> {
        let end = handlers.map_or(body.end, |h| h.end);
        let end = tail.map_or(end, |b| b.end);
        let end = finally.map_or(end, |b| b.end);
        let node = Try {
            body: body.body,
            handlers: handlers.map_or(&[], |h| self.close(h.mark)),
            orelse: Block::of(tail),
            finalbody: Block::of(finally),
        };
        let node = self.alloc(node);
        let star = handlers.is_some_and(|h| h.star);
        let kind = if star {
            StmtKind::TryStar(node)
        } else {
            StmtKind::Try(node)
        };
        self.stmt(l, end, kind)
    }

    /// The async twin of a `def`, `for` or `with`; `l` is where `async` stands.
    pub(crate) fn make_async(&mut self, l: u32, s: S<'a>) -> S<'a> {
        let kind = match s.kind {
            StmtKind::FunctionDef(node) => StmtKind::AsyncFunctionDef(node),
            StmtKind::For(node) => StmtKind::AsyncFor(node),
            StmtKind::With(node) => StmtKind::AsyncWith(node),
            other => other,
        };
        self.stmt(l, s.span.end, kind)
    }

    /// The same definition with decorators.
    pub(crate) fn decorate(&mut self, decorator_list: List<'a, Expr<'a>>, s: S<'a>) -> S<'a> {
        let function = |node: &FunctionDef<'a>| {
            self.alloc(FunctionDef {
                decorator_list,
                ..*node
            })
        };
        let kind = match s.kind {
            StmtKind::FunctionDef(node) => StmtKind::FunctionDef(function(node)),
            StmtKind::AsyncFunctionDef(node) => StmtKind::AsyncFunctionDef(function(node)),
            StmtKind::ClassDef(node) => StmtKind::ClassDef(self.alloc(ClassDef {
                decorator_list,
                ..*node
            })),
            other => other,
        };
        self.stmt(s.span.start, s.span.end, kind)
    }
}
