//! Conditions: expressions that are only tested, compiled to jumps.

use hognose_grammar::ast::*;
use hognose_grammar::ast::{CmpOp, UnaryOp};

use super::Compiler;
use super::emit::Label;
use super::error::Res;
use super::fold;
use crate::code::opcodes::*;
use crate::code::{Const, Position};

impl Compiler<'_> {
    /// Jumps to `target` if the truth of `e` is `jump_if`; goes on otherwise.
    pub(super) fn cond(&mut self, e: &Expr<'_>, target: Label, jump_if: bool) -> Res {
        self.guard.check()?;
        let h = self.height();
        let p = self.pos(e.span);
        if let Some(c) = self.fold(e)? {
            if fold::truth(&c) == jump_if {
                self.u.body.jump(target, p);
            }
            return Ok(());
        }
        match &e.kind {
            ExprKind::UnaryOp {
                op: UnaryOp::Not,
                operand,
            } => self.cond(operand, target, !jump_if)?,
            ExprKind::BoolOp { op, values } => {
                let Some((last, firsts)) = values.split_last() else {
                    return Ok(());
                };
                // The truth of an operand that decides.
                let decides = *op == BoolOp::Or;
                if decides == jump_if {
                    for value in firsts {
                        self.cond(value, target, jump_if)?;
                    }
                    self.cond(last, target, jump_if)?;
                } else {
                    let past = self.u.body.label();
                    for value in firsts {
                        self.cond(value, past, decides)?;
                    }
                    self.cond(last, target, jump_if)?;
                    self.u.body.place(past);
                }
            }
            ExprKind::IfExp { test, body, orelse } => {
                let (otherwise, end) = (self.u.body.label(), self.u.body.label());
                self.cond(test, otherwise, false)?;
                self.cond(body, target, jump_if)?;
                self.u.body.jump(end, p);
                self.u.body.place(otherwise);
                self.cond(orelse, target, jump_if)?;
                self.u.body.place(end);
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.cond_compare(left, ops, comparators, target, jump_if, p)?,
            _ => {
                let a = Src(self.operand(e)?);
                self.release(h);
                let off = Off32(0);
                let op = if jump_if {
                    Op::JumpIf { a, off }
                } else {
                    Op::JumpIfNot { a, off }
                };
                self.u.body.jump_op(op, target, p);
            }
        }
        self.release(h);
        Ok(())
    }

    fn cond_compare(
        &mut self,
        left: &Expr<'_>,
        ops: &[CmpOp],
        comparators: List<'_, Expr<'_>>,
        target: Label,
        jump_if: bool,
        p: Position,
    ) -> Res {
        let h = self.height();
        let (Some((last, firsts)), Some((last_op, first_ops))) =
            (comparators.split_last(), ops.split_last())
        else {
            return Ok(());
        };
        if firsts.is_empty() && self.compare_none(left, *last_op, last, target, jump_if, p)? {
            return Ok(());
        }
        let mut a = self.operand_before(left, comparators)?;
        let past = self.u.body.label();
        // Where to go when a comparison but the last fails.
        let fail = if jump_if { past } else { target };
        let cleanup = self.u.body.label();
        let mut cleaned = false;
        for (i, (op, right)) in first_ops.iter().zip(firsts).enumerate() {
            let b = self.operand_before(right, &comparators[i + 1..])?;
            if !self.u.body.is_temp(b) {
                self.fused(*op, a, b, fail, false, p);
                self.release(h);
                a = b;
                continue;
            }
            let copy = self.u.body.alloc();
            self.emit(
                Op::Copy {
                    d: Dst(copy),
                    s: Keep(b),
                },
                p,
            );
            // The middle operand is kept in `h`; the left one makes room if it is there.
            if b != h {
                let moved = self.u.body.alloc();
                if a == h {
                    self.emit(
                        Op::Move {
                            d: Dst(moved),
                            s: Src(a),
                        },
                        p,
                    );
                    a = moved;
                }
                self.emit(
                    Op::Move {
                        d: Dst(h),
                        s: Src(b),
                    },
                    p,
                );
            }
            self.fused(*op, a, copy, cleanup, false, p);
            cleaned = true;
            self.release(h + 1);
            a = h;
        }
        match self.immediate_compare(*last_op, last)? {
            Some(constant) => {
                self.release(h);
                self.fused_constant(*last_op, a, constant, target, jump_if, p);
            }
            None => {
                let b = self.comparand(*last_op, last)?;
                self.release(h);
                self.fused(*last_op, a, b, target, jump_if, p);
            }
        }
        if cleaned {
            self.u.body.jump(past, p);
            self.u.body.place(cleanup);
            self.emit(Op::Clear { r: Keep(h) }, p);
            if fail != past {
                self.u.body.jump(fail, p);
            }
        }
        self.u.body.place(past);
        Ok(())
    }

    /// `x is None`, `x is not None`.
    fn compare_none(
        &mut self,
        left: &Expr<'_>,
        op: CmpOp,
        right: &Expr<'_>,
        target: Label,
        jump_if: bool,
        p: Position,
    ) -> Res<bool> {
        let is_none = matches!(
            right.kind,
            ExprKind::Constant {
                value: Constant::None
            }
        );
        if !is_none || !matches!(op, CmpOp::Is | CmpOp::IsNot) {
            return Ok(false);
        }
        let h = self.height();
        let a = Src(self.operand(left)?);
        self.release(h);
        let off = Off32(0);
        let op = if (op == CmpOp::Is) == jump_if {
            Op::JumpIfNone { a, off }
        } else {
            Op::JumpIfNotNone { a, off }
        };
        self.u.body.jump_op(op, target, p);
        Ok(true)
    }

    /// The constant right operand of a comparison that has a form for it.
    pub(super) fn immediate_compare(&mut self, op: CmpOp, e: &Expr<'_>) -> Res<Option<Right>> {
        if matches!(op, CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn) {
            return Ok(None);
        }
        let Some(c) = self.fold(e)? else {
            return Ok(None);
        };
        if let Const::Int(x) = c
            && let Ok(x) = i16::try_from(x)
        {
            return Ok(Some(Right::Int(Imm(x))));
        }
        let ordered = !matches!(op, CmpOp::Eq | CmpOp::NotEq);
        if op == CmpOp::Eq || (ordered && matches!(c, Const::Float(_))) {
            return Ok(self.narrow_const(c).map(|k| Right::Const(K(k))));
        }
        Ok(None)
    }

    /// Compares and jumps to `target` if the truth of the result is `jump_if`.
    pub(super) fn fused(
        &mut self,
        op: CmpOp,
        a: u16,
        b: u16,
        target: Label,
        jump_if: bool,
        p: Position,
    ) {
        let (a, b, off) = (Src(a), Src(b), Off(0));
        let op = match (op, jump_if) {
            (CmpOp::Lt, true) => Op::JLt { a, b, off },
            (CmpOp::Lt, false) => Op::JNLt { a, b, off },
            (CmpOp::LtE, true) => Op::JLe { a, b, off },
            (CmpOp::LtE, false) => Op::JNLe { a, b, off },
            (CmpOp::Eq, true) => Op::JEq { a, b, off },
            (CmpOp::Eq, false) => Op::JNEq { a, b, off },
            (CmpOp::NotEq, true) => Op::JNe { a, b, off },
            (CmpOp::NotEq, false) => Op::JNNe { a, b, off },
            (CmpOp::Gt, true) => Op::JGt { a, b, off },
            (CmpOp::Gt, false) => Op::JNGt { a, b, off },
            (CmpOp::GtE, true) => Op::JGe { a, b, off },
            (CmpOp::GtE, false) => Op::JNGe { a, b, off },
            (CmpOp::Is, true) | (CmpOp::IsNot, false) => Op::JIs { a, b, off },
            (CmpOp::IsNot, true) | (CmpOp::Is, false) => Op::JIsNot { a, b, off },
            (CmpOp::In, true) | (CmpOp::NotIn, false) => Op::JIn { a, b, off },
            (CmpOp::NotIn, true) | (CmpOp::In, false) => Op::JNotIn { a, b, off },
        };
        self.u.body.jump_op(op, target, p);
    }

    pub(super) fn fused_constant(
        &mut self,
        op: CmpOp,
        a: u16,
        right: Right,
        target: Label,
        jump_if: bool,
        p: Position,
    ) {
        let (a, off) = (Src(a), Off(0));
        let op = match right {
            Right::Const(k) => match (op, jump_if) {
                (CmpOp::Lt, true) => Op::JLtK { a, k, off },
                (CmpOp::Lt, false) => Op::JNLtK { a, k, off },
                (CmpOp::LtE, true) => Op::JLeK { a, k, off },
                (CmpOp::LtE, false) => Op::JNLeK { a, k, off },
                (CmpOp::Gt, true) => Op::JGtK { a, k, off },
                (CmpOp::Gt, false) => Op::JNGtK { a, k, off },
                (CmpOp::GtE, true) => Op::JGeK { a, k, off },
                (CmpOp::GtE, false) => Op::JNGeK { a, k, off },
                (_, true) => Op::JEqK { a, k, off },
                (_, false) => Op::JNEqK { a, k, off },
            },
            Right::Int(imm) => match (op, jump_if) {
                (CmpOp::Lt, true) => Op::JLtI { a, imm, off },
                (CmpOp::Lt, false) => Op::JNLtI { a, imm, off },
                (CmpOp::LtE, true) => Op::JLeI { a, imm, off },
                (CmpOp::LtE, false) => Op::JNLeI { a, imm, off },
                (CmpOp::NotEq, true) => Op::JNeI { a, imm, off },
                (CmpOp::NotEq, false) => Op::JNNeI { a, imm, off },
                (CmpOp::Gt, true) => Op::JGtI { a, imm, off },
                (CmpOp::Gt, false) => Op::JNGtI { a, imm, off },
                (CmpOp::GtE, true) => Op::JGeI { a, imm, off },
                (CmpOp::GtE, false) => Op::JNGeI { a, imm, off },
                (_, true) => Op::JEqI { a, imm, off },
                (_, false) => Op::JNEqI { a, imm, off },
            },
        };
        self.u.body.jump_op(op, target, p);
    }
}

/// A constant right operand.
#[derive(Clone, Copy)]
pub(super) enum Right {
    Int(Imm),
    Const(K),
}
