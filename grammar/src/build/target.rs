//! Expressions turned into targets, or refused.

use super::{Builder, E, Raised};
use crate::ast::*;

/// What a target is for, which says what forms are allowed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// Left of `=`, after `as` and `for`.
    Assign,
    /// After `del`.
    Delete,
}

impl Role {
    fn ctx(self) -> ExprContext {
        match self {
            Role::Assign => ExprContext::Store,
            Role::Delete => ExprContext::Del,
        }
    }
}

impl<'a> Expr<'a> {
    /// The part of this expression that keeps it from being a target.
    pub(crate) fn invalid_target(&'a self, role: Role) -> Option<E<'a>> {
        match self.kind {
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
            ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
                elts.iter().find_map(|e| e.invalid_target(role))
            }
            ExprKind::Starred { value, .. } if role != Role::Delete => value.invalid_target(role),
            _ => Some(self),
        }
    }
}

impl<'a> Builder<'a> {
    /// The expression as a target, in the role's context.
    pub(crate) fn target(&mut self, e: E<'a>, role: Role) -> Result<E<'a>, Raised> {
        match e.invalid_target(role) {
            None => Ok(self.in_context(e, role.ctx())),
            Some(bad) => Err(Raised(bad.span)),
        }
    }

    /// A name being assigned.
    pub(crate) fn store_name(&mut self, e: E<'a>) -> E<'a> {
        self.in_context(e, ExprContext::Store)
    }

    /// A copy of a valid target with another context. Recurses as deep as brackets nest.
    fn in_context(&mut self, e: E<'a>, ctx: ExprContext) -> E<'a> {
        let kind = match e.kind {
            ExprKind::Name { id, .. } => ExprKind::Name { id, ctx },
            ExprKind::Attribute { value, attr, .. } => ExprKind::Attribute { value, attr, ctx },
            ExprKind::Subscript { value, slice, .. } => ExprKind::Subscript { value, slice, ctx },
            ExprKind::Starred { value, .. } => ExprKind::Starred {
                value: self.in_context(value, ctx),
                ctx,
            },
            ExprKind::List { elts, .. } => ExprKind::List {
                elts: self.all_in_context(elts, ctx),
                ctx,
            },
            ExprKind::Tuple { elts, .. } => ExprKind::Tuple {
                elts: self.all_in_context(elts, ctx),
                ctx,
            },
            _ => return e,
        };
        self.expr(e.span.start, e.span.end, kind)
    }

    fn all_in_context(&mut self, elts: List<'a, Expr<'a>>, ctx: ExprContext) -> List<'a, Expr<'a>> {
        let m = self.mark();
        for e in elts {
            let e = self.in_context(e, ctx);
            self.add(e);
        }
        self.close(m)
    }
}
