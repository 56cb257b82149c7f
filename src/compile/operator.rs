//! Operators and comparisons for their value.

use hognose_grammar::ast::*;
use hognose_grammar::ast::{CmpOp, UnaryOp};

use super::Compiler;
use super::error::Res;
use super::fold;
use crate::code::opcodes::{self as ops, *};
use crate::code::{Const, Position};

impl Compiler<'_> {
    /// A chain of binary operators, from the innermost left operand on, without recursion.
    pub(super) fn binary(&mut self, e: &Expr<'_>, d: u16) -> Res {
        enum Left<'e, 'a> {
            Expr(&'e Expr<'a>),
            Const(Const, Span),
            Reg(u16),
        }
        let h = self.height();
        let mut spine = Vec::new();
        let mut at = e;
        while let ExprKind::BinOp { left, op, right } = &at.kind {
            spine.push((at, *op, *right));
            at = left;
        }
        let mut acc = match self.fold(at)? {
            Some(c) => Left::Const(c, at.span),
            None => Left::Expr(at),
        };
        while let Some((node, op, right)) = spine.pop() {
            let right_const = self.fold(right)?;
            if let (Left::Const(a, _), Some(b)) = (&acc, &right_const)
                && let Some(c) = fold::binary(op, a, b)
            {
                acc = Left::Const(c, node.span);
                continue;
            }
            let a = match acc {
                Left::Expr(e) => self.operand_before(e, &[right])?,
                Left::Const(c, span) => {
                    let to = Dst(if spine.is_empty() { d } else { h });
                    if right_const.is_none()
                        && let Some(k) = self.left_constant(op, &c)
                    {
                        let b = Src(self.operand(right)?);
                        self.release(h);
                        let p = self.pos(node.span);
                        self.emit(constant_left(op, to, k, b), p);
                        if !spine.is_empty() {
                            self.u.body.alloc();
                        }
                        acc = Left::Reg(h);
                        continue;
                    }
                    let p = self.pos(span);
                    self.push_const(c, p)
                }
                Left::Reg(r) => r,
            };
            let p = self.pos(node.span);
            let to = if spine.is_empty() { d } else { h };
            let (d, a) = (Dst(to), Src(a));
            let immediate = right_const.and_then(|c| self.immediate(op, d, a, c));
            let op = match immediate {
                Some(op) => op,
                None => {
                    let b = Src(self.operand(right)?);
                    arithmetic(op, d, a, b)
                }
            };
            self.release(h);
            self.emit(op, p);
            if !spine.is_empty() {
                self.u.body.alloc();
            }
            acc = Left::Reg(h);
        }
        self.release(h);
        if let Left::Const(c, span) = acc {
            let p = self.pos(span);
            self.load_const(c, d, p);
        }
        Ok(())
    }

    /// The form of an operator with a constant right operand, if it has one.
    fn immediate(&mut self, op: Operator, d: Dst, a: Src, c: Const) -> Option<Op> {
        if let Const::Int(x) = c
            && let Ok(x) = i16::try_from(x)
        {
            let imm = Imm(x);
            let shift = (0..62).contains(&x);
            return Some(match op {
                Operator::Add => Op::AddI { d, a, imm },
                Operator::Sub => Op::SubI { d, a, imm },
                Operator::Mult => Op::MulI { d, a, imm },
                Operator::FloorDiv if x != 0 => Op::FloorDivI { d, a, imm },
                Operator::Mod if x != 0 => Op::ModI { d, a, imm },
                Operator::BitAnd => Op::AndI { d, a, imm },
                Operator::LShift if shift => Op::LShiftI { d, a, imm },
                Operator::RShift if shift => Op::RShiftI { d, a, imm },
                Operator::Div => {
                    let k = K(self.narrow_const(c)?);
                    Op::TrueDivK { d, a, k }
                }
                _ => return None,
            });
        }
        if !matches!(
            op,
            Operator::Add | Operator::Sub | Operator::Mult | Operator::Div
        ) {
            return None;
        }
        let k = K(self.narrow_const(c)?);
        Some(match op {
            Operator::Add => Op::AddK { d, a, k },
            Operator::Sub => Op::SubK { d, a, k },
            Operator::Mult => Op::MulK { d, a, k },
            _ => Op::TrueDivK { d, a, k },
        })
    }

    /// Index of a constant left operand, if the operator has a form for it.
    fn left_constant(&mut self, op: Operator, c: &Const) -> Option<K> {
        let number = matches!(c, Const::Int(_) | Const::Float(_));
        let has_form = matches!(
            op,
            Operator::Add | Operator::Sub | Operator::Mult | Operator::Div
        );
        if !number || !has_form {
            return None;
        }
        self.narrow_const(c.clone()).map(K)
    }

    /// Index of a constant for a 16-bit operand.
    pub(super) fn narrow_const(&mut self, c: Const) -> Option<u16> {
        if !self.u.body.reachable {
            return Some(0);
        }
        self.u.body.consts.narrow(c)
    }

    pub(super) fn unary(&mut self, e: &Expr<'_>, op: UnaryOp, operand: &Expr<'_>, d: u16) -> Res {
        let p = self.pos(e.span);
        if let Some(c) = self.fold(e)? {
            self.load_const(c, d, p);
            return Ok(());
        }
        let h = self.height();
        if op == UnaryOp::Not
            && let ExprKind::Compare {
                left,
                ops: [one],
                comparators: [right],
            } = &operand.kind
            && let Some(inverse) = inverse(*one)
        {
            // The operators whose negation is one, as CPython has it.
            return self.compare(left, &[inverse], &[right], d, p);
        }
        let a = Src(self.operand(operand)?);
        self.release(h);
        let d = Dst(d);
        let op = match op {
            UnaryOp::Not => Op::Not { d, a },
            UnaryOp::USub => unary_op(ops::UnaryOp::Neg, d, a),
            UnaryOp::UAdd => unary_op(ops::UnaryOp::Pos, d, a),
            UnaryOp::Invert => unary_op(ops::UnaryOp::Invert, d, a),
        };
        self.emit(op, p);
        Ok(())
    }

    pub(super) fn bool_op(
        &mut self,
        op: BoolOp,
        values: List<'_, Expr<'_>>,
        d: u16,
        p: Position,
    ) -> Res {
        let h = self.height();
        // The value must be in one temporary at the end, whichever operand it is.
        let t = h;
        let end = self.u.body.label();
        let Some((last, firsts)) = values.split_last() else {
            return Ok(());
        };
        for value in firsts {
            if let Some(c) = self.fold(value)? {
                if fold::truth(&c) == (op == BoolOp::Or) {
                    // It decides; what follows is never evaluated, though its errors count.
                    self.load_const(c, t, p);
                    self.u.body.jump(end, p);
                }
                continue;
            }
            self.expr_into(value, t)?;
            let off = Off32(0);
            let a = Keep(t);
            let jump = match op {
                BoolOp::And => Op::JumpIfNotKeep { a, off },
                BoolOp::Or => Op::JumpIfKeep { a, off },
            };
            self.u.body.jump_op(jump, end, p);
        }
        self.expr_into(last, t)?;
        self.u.body.place(end);
        if d != t {
            self.emit(
                Op::Move {
                    d: Dst(d),
                    s: Src(t),
                },
                p,
            );
        }
        Ok(())
    }

    /// Comparisons for their value.
    pub(super) fn compare(
        &mut self,
        left: &Expr<'_>,
        ops: &[CmpOp],
        comparators: List<'_, Expr<'_>>,
        d: u16,
        p: Position,
    ) -> Res {
        let h = self.height();
        let mut a = self.operand_before(left, comparators)?;
        let (Some((last, firsts)), Some((last_op, first_ops))) =
            (comparators.split_last(), ops.split_last())
        else {
            return Ok(());
        };
        if firsts.is_empty() {
            let b = self.comparand(*last_op, last)?;
            self.release(h);
            self.emit(comparison(*last_op, Dst(d), Src(a), Src(b)), p);
            return Ok(());
        }
        // `a < b < c`: the result is always in `h`, a kept middle operand above it.
        let end = self.u.body.label();
        let (cleanup, mut cleaned) = (self.u.body.label(), false);
        if !self.u.body.is_temp(a) {
            // Keeps `h` free for the result.
            self.u.body.alloc();
        }
        for (i, (op, right)) in first_ops.iter().zip(firsts).enumerate() {
            let b = self.operand_before(right, &comparators[i + 1..])?;
            let b_temp = self.u.body.is_temp(b);
            let b_copy = if b_temp {
                let copy = self.u.body.alloc();
                self.emit(
                    Op::Copy {
                        d: Dst(copy),
                        s: Keep(b),
                    },
                    p,
                );
                copy
            } else {
                b
            };
            let result = h;
            self.emit(comparison(*op, Dst(result), Src(a), Src(b_copy)), p);
            let jump = Op::JumpIfNotKeep {
                a: Keep(result),
                off: Off32(0),
            };
            if b_temp {
                // The middle operand moves to `h + 1`, so that one cleanup serves all.
                if b != h + 1 {
                    self.emit(
                        Op::Move {
                            d: Dst(h + 1),
                            s: Src(b),
                        },
                        p,
                    );
                }
                self.u.body.jump_op(jump, cleanup, p);
                cleaned = true;
                self.release(h + 2);
                a = h + 1;
            } else {
                self.u.body.jump_op(jump, end, p);
                self.release(h + 1);
                a = b;
            }
        }
        let b = self.comparand(*last_op, last)?;
        self.emit(comparison(*last_op, Dst(h), Src(a), Src(b)), p);
        if cleaned {
            self.u.body.jump(end, p);
            self.u.body.place(cleanup);
            self.emit(Op::Clear { r: Keep(h + 1) }, p);
        }
        self.u.body.place(end);
        if d != h {
            self.emit(
                Op::Move {
                    d: Dst(d),
                    s: Src(h),
                },
                p,
            );
        }
        self.release(h);
        Ok(())
    }

    /// The right side of a comparison; a display of constants after `in` is one constant.
    pub(super) fn comparand(&mut self, op: CmpOp, e: &Expr<'_>) -> Res<u16> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && let Some(c) = self.container(e)?
        {
            let p = self.pos(e.span);
            return Ok(self.push_const(c, p));
        }
        self.operand(e)
    }

    /// A list or set display of constants that is only searched or iterated.
    pub(super) fn container(&mut self, e: &Expr<'_>) -> Res<Option<Const>> {
        Ok(match &e.kind {
            ExprKind::List { elts, .. } => self.folder.items(elts)?.map(Const::Tuple),
            ExprKind::Set { elts } => self.folder.items(elts)?.map(Const::FrozenSet),
            _ => None,
        })
    }
}

fn unary_op(which: ops::UnaryOp, d: Dst, a: Src) -> Op {
    Op::Unary {
        flags: Flags(which as u8),
        d,
        a,
    }
}

fn inverse(op: CmpOp) -> Option<CmpOp> {
    Some(match op {
        CmpOp::Is => CmpOp::IsNot,
        CmpOp::IsNot => CmpOp::Is,
        CmpOp::In => CmpOp::NotIn,
        CmpOp::NotIn => CmpOp::In,
        _ => return None,
    })
}

/// An operator with a constant left operand, for those that have such a form.
fn constant_left(op: Operator, d: Dst, k: K, b: Src) -> Op {
    match op {
        Operator::Add => Op::KAdd { d, k, b },
        Operator::Sub => Op::KSub { d, k, b },
        Operator::Mult => Op::KMul { d, k, b },
        _ => Op::KTrueDiv { d, k, b },
    }
}

/// The instruction of a binary operator.
fn arithmetic(op: Operator, d: Dst, a: Src, b: Src) -> Op {
    match op {
        Operator::Add => Op::Add { d, a, b },
        Operator::Sub => Op::Sub { d, a, b },
        Operator::Mult => Op::Mul { d, a, b },
        Operator::MatMult => Op::MatMul { d, a, b },
        Operator::Div => Op::TrueDiv { d, a, b },
        Operator::Mod => Op::Mod { d, a, b },
        Operator::Pow => Op::Pow { d, a, b },
        Operator::LShift => Op::LShift { d, a, b },
        Operator::RShift => Op::RShift { d, a, b },
        Operator::BitOr => Op::Or { d, a, b },
        Operator::BitXor => Op::Xor { d, a, b },
        Operator::BitAnd => Op::And { d, a, b },
        Operator::FloorDiv => Op::FloorDiv { d, a, b },
    }
}

/// The instruction of a comparison.
fn comparison(op: CmpOp, d: Dst, a: Src, b: Src) -> Op {
    match op {
        CmpOp::Lt => Op::Lt { d, a, b },
        CmpOp::LtE => Op::Le { d, a, b },
        CmpOp::Eq => Op::Eq { d, a, b },
        CmpOp::NotEq => Op::Ne { d, a, b },
        CmpOp::Gt => Op::Gt { d, a, b },
        CmpOp::GtE => Op::Ge { d, a, b },
        CmpOp::Is | CmpOp::IsNot => Op::Is {
            flags: Flags((op == CmpOp::IsNot) as u8),
            d,
            a,
            b,
        },
        CmpOp::In | CmpOp::NotIn => Op::In {
            flags: Flags((op == CmpOp::NotIn) as u8),
            d,
            a,
            b,
        },
    }
}
