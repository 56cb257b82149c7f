//! Expressions.

use super::target::Role;
use super::{Builder, E, Mark, Raised};
use crate::ast::*;
use crate::literal::{self, IntLiteral};

impl<'a> Builder<'a> {
    /// An expression that covers `l..r`.
    #[inline]
    pub(crate) fn expr(&self, l: u32, r: u32, kind: ExprKind<'a>) -> E<'a> {
        self.alloc(Expr {
            span: Span::new(l, r),
            kind,
        })
    }

    /// A literal.
    #[inline]
    pub(crate) fn constant(&self, l: u32, r: u32, value: Constant<'a>) -> E<'a> {
        self.expr(l, r, ExprKind::Constant { value })
    }

    /// `x op y`.
    #[inline]
    pub(crate) fn binary(&self, l: u32, r: u32, left: E<'a>, op: Operator, right: E<'a>) -> E<'a> {
        self.expr(l, r, ExprKind::BinOp { left, op, right })
    }

    /// `op x`.
    #[inline]
    pub(crate) fn unary(&self, l: u32, r: u32, op: UnaryOp, operand: E<'a>) -> E<'a> {
        self.expr(l, r, ExprKind::UnaryOp { op, operand })
    }

    /// `x and y and z` or the same with `or`.
    pub(crate) fn bool_op(&mut self, l: u32, r: u32, op: BoolOp, m: Mark<E<'a>>) -> E<'a> {
        let values = self.close(m);
        self.expr(l, r, ExprKind::BoolOp { op, values })
    }

    /// `x < y < z`.
    pub(crate) fn compare(
        &mut self,
        l: u32,
        r: u32,
        (left, m): (E<'a>, Mark<(CmpOp, E<'a>)>),
    ) -> E<'a> {
        let links = self.close(m);
        let ops = self.arena.alloc_slice_fill_iter(links.iter().map(|l| l.0));
        let comparators = self.arena.alloc_slice_fill_iter(links.iter().map(|l| l.1));
        self.expr(
            l,
            r,
            ExprKind::Compare {
                left,
                ops,
                comparators,
            },
        )
    }

    /// A tuple of the elements on the stack.
    pub(crate) fn tuple(&mut self, l: u32, r: u32, m: Mark<E<'a>>) -> E<'a> {
        let elts = self.close(m);
        self.expr(
            l,
            r,
            ExprKind::Tuple {
                elts,
                ctx: ExprContext::Load,
            },
        )
    }

    /// What stands between the brackets of a subscript: `*x` alone makes a tuple.
    pub(crate) fn subscript(&mut self, l: u32, r: u32, slice: E<'a>) -> E<'a> {
        match slice.kind {
            ExprKind::Starred { .. } => {
                let m = self.open(slice);
                self.tuple(l, r, m)
            }
            _ => slice,
        }
    }

    /// `{k: v, **rest}`.
    pub(crate) fn dict(&mut self, l: u32, r: u32, m: Mark<(Option<E<'a>>, E<'a>)>) -> E<'a> {
        let items = self.close(m);
        let keys = self.arena.alloc_slice_fill_iter(items.iter().map(|i| i.0));
        let values = self.arena.alloc_slice_fill_iter(items.iter().map(|i| i.1));
        self.expr(l, r, ExprKind::Dict { keys, values })
    }

    /// `target := value`; `l` tells a parenthesised target.
    pub(crate) fn named_expr(
        &mut self,
        l: u32,
        r: u32,
        target: E<'a>,
        value: E<'a>,
    ) -> Result<E<'a>, Raised> {
        match target.kind {
            ExprKind::Name { .. } if target.span.start == l => {
                let target = self.store_name(target);
                Ok(self.expr(l, r, ExprKind::NamedExpr { target, value }))
            }
            _ => Err(Raised(target.span)),
        }
    }

    /// One `for … in … if …` of a comprehension.
    pub(crate) fn generator(
        &mut self,
        is_async: bool,
        target: E<'a>,
        iter: E<'a>,
        m: Mark<E<'a>>,
    ) -> Result<&'a Comprehension<'a>, Raised> {
        let ifs = self.close(m);
        let target = self.target(target, Role::Assign)?;
        Ok(self.alloc(Comprehension {
            target,
            iter,
            ifs,
            is_async,
        }))
    }

    /// An integer literal.
    pub(crate) fn int(&mut self, l: u32, r: u32, text: &'a str) -> Result<E<'a>, Raised> {
        let value = match literal::int(text, self.arena) {
            Ok(IntLiteral::Small(value)) => Constant::Int(value),
            Ok(IntLiteral::Big { radix, digits }) => Constant::BigInt { radix, digits },
            Err(_) => return Err(Raised(Span::new(l, r))),
        };
        Ok(self.constant(l, r, value))
    }

    /// A float literal.
    pub(crate) fn float(&mut self, l: u32, r: u32, text: &'a str) -> E<'a> {
        let value = literal::float(text, self.arena);
        self.constant(l, r, Constant::Float(value))
    }

    /// An imaginary literal.
    pub(crate) fn imaginary(&mut self, l: u32, r: u32, text: &'a str) -> E<'a> {
        let value = literal::imaginary(text, self.arena);
        self.constant(l, r, Constant::Imag(value))
    }
}
