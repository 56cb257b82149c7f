//! Expressions.

use hognose_grammar::ast::*;
use hognose_grammar::ast::{CmpOp, UnaryOp};

use super::Compiler;
use super::consts::text;
use super::error::{CompileError, Res};
use super::fold::{self, literal};
use super::unit::{UnitKind, Var};
use crate::code::opcodes::{self as ops, *};
use crate::code::{Const, Position};

/// Most items that a display takes through registers; the rest is appended.
const BATCH: usize = 30;

impl Compiler<'_> {
    pub(super) fn emit(&mut self, op: Op, p: Position) {
        self.u.body.emit(op, p);
    }

    pub(super) fn height(&self) -> u16 {
        self.u.body.height
    }

    /// Gives back all temporaries from `h` on.
    pub(super) fn release(&mut self, h: u16) {
        self.u.body.height = h;
    }

    /// The value in a new temporary.
    pub(super) fn push(&mut self, e: &Expr<'_>) -> Res<u16> {
        let t = self.height();
        self.expr_into(e, t)?;
        debug_assert_eq!(self.height(), t);
        Ok(self.u.body.alloc())
    }

    /// The value in a register: a local's own, or a new temporary.
    pub(super) fn operand(&mut self, e: &Expr<'_>) -> Res<u16> {
        if let ExprKind::NamedExpr { target, value } = e.kind
            && let ExprKind::Name { id, .. } = target.kind
            && let Var::Local(r) = self.var(id)
        {
            self.guard.check()?;
            self.assign_one(target, value)?;
            return Ok(r);
        }
        if let ExprKind::Name {
            id,
            ctx: ExprContext::Load,
        } = e.kind
            && let Var::Local(r) = self.var(id)
        {
            let p = self.pos(e.span);
            self.check_bound(r, p);
            return Ok(r);
        }
        self.push(e)
    }

    /// As `operand`, for a value that is used after `later` is evaluated: an assignment expression
    /// there must not change it.
    pub(super) fn operand_before(&mut self, e: &Expr<'_>, later: &[&Expr<'_>]) -> Res<u16> {
        let r = self.operand(e)?;
        let harmless =
            |e: &&Expr<'_>| matches!(e.kind, ExprKind::Name { .. } | ExprKind::Constant { .. });
        if self.u.body.is_temp(r) || !self.u.walrus.contains(r) || later.iter().all(harmless) {
            return Ok(r);
        }
        let p = self.pos(e.span);
        let t = self.u.body.alloc();
        self.emit(
            Op::Move {
                d: Dst(t),
                s: Src(r),
            },
            p,
        );
        Ok(t)
    }

    /// Tests a local that may be unbound, unless it is certainly bound.
    pub(super) fn check_bound(&mut self, r: u16, p: Position) {
        self.u.body.mention(r);
        if self.u.body.reachable && !self.u.body.bound.contains(r) {
            self.emit(Op::CheckBound { r: Keep(r) }, p);
            self.u.body.set_bound(r);
        }
    }

    pub(super) fn load_const(&mut self, c: Const, d: u16, p: Position) {
        let d = Dst(d);
        let op = match c {
            Const::None => Op::LoadNone { d },
            Const::True => Op::LoadBool { flags: Flags(1), d },
            Const::False => Op::LoadBool { flags: Flags(0), d },
            Const::Int(x) if i32::try_from(x).is_ok() => Op::LoadInt {
                d,
                imm: Imm32(x as i32),
            },
            c if self.u.body.reachable => Op::LoadConst {
                d,
                k: K32(self.u.body.consts.wide(c)),
            },
            _ => return,
        };
        self.emit(op, p);
    }

    /// A constant in a new temporary.
    pub(super) fn push_const(&mut self, c: Const, p: Position) -> u16 {
        let t = self.u.body.alloc();
        self.load_const(c, t, p);
        t
    }

    pub(super) fn fold(&mut self, e: &Expr<'_>) -> Res<Option<Const>> {
        self.folder.fold(e)
    }

    pub(super) fn load_name(&mut self, id: &str, d: u16, p: Position) {
        let d = Dst(d);
        match self.var(id) {
            Var::Local(r) => {
                self.check_bound(r, p);
                if d.0 != r {
                    self.emit(Op::Move { d, s: Src(r) }, p);
                }
            }
            Var::Cell(r) => self.emit(Op::LoadCell { d, r: Keep(r) }, p),
            Var::Free(i) => self.emit(Op::LoadFree { d, i: Free(i) }, p),
            Var::ClassFree(i) => {
                let name = self.mangled(id).into_owned();
                match self.u.body.consts.narrow(text(&name)) {
                    Some(k) => self.emit(
                        Op::LoadClassFree {
                            d,
                            i: Free(i),
                            k: K(k),
                        },
                        p,
                    ),
                    None => self.overflow("constants"),
                }
            }
            Var::Global => {
                let name = self.mangled(id).into_owned();
                let site = self.u.body.site(&name, 0, u16::MAX, true);
                self.emit(Op::LoadGlobal { d, site }, p);
            }
            Var::Name => {
                let name = self.mangled(id).into_owned();
                let name = Name(self.u.body.name(&name));
                self.emit(Op::LoadName { d, name }, p);
            }
        }
    }

    pub(super) fn overflow(&mut self, what: &'static str) {
        self.u.body.overflow.get_or_insert(what);
    }

    /// Leaves the value of `e` in `d`: a local, or the first free temporary, or one below.
    pub(super) fn expr_into(&mut self, e: &Expr<'_>, d: u16) -> Res {
        self.guard.check()?;
        let h = self.height();
        let p = self.pos(e.span);
        match &e.kind {
            ExprKind::Constant { value } => self.load_const(literal(value), d, p),
            ExprKind::Name {
                id: "__debug__", ..
            } => {
                let c = self.fold(e)?.unwrap_or(Const::True);
                self.load_const(c, d, p);
            }
            ExprKind::Name { id, .. } => self.load_name(id, d, p),
            ExprKind::BinOp { .. } => self.binary(e, d)?,
            ExprKind::UnaryOp { op, operand } => self.unary(e, *op, operand, d)?,
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, d, p)?,
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.compare(left, ops, comparators, d, p)?,
            ExprKind::NamedExpr { target, value } => self.named(target, value, d)?,
            ExprKind::IfExp { test, body, orelse } => {
                let (otherwise, end) = (self.u.body.label(), self.u.body.label());
                self.cond(test, otherwise, false)?;
                self.expr_into(body, d)?;
                self.u.body.jump(end, p);
                self.u.body.place(otherwise);
                self.expr_into(orelse, d)?;
                self.u.body.place(end);
            }
            ExprKind::Lambda { args, body } => self.lambda(e, args, body, d)?,
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.call(e, func, args, keywords, d)?,
            ExprKind::Attribute { value, attr, .. } => {
                let o = self.operand(value)?;
                self.release(h);
                let p = self.attr_pos(p, e.span, attr);
                let site = self.attr_site(attr);
                self.emit(
                    Op::LoadAttr {
                        d: Dst(d),
                        o: Src(o),
                        site,
                    },
                    p,
                );
            }
            ExprKind::Subscript { value, slice, .. } => self.subscript(value, slice, d, p)?,
            ExprKind::Tuple { elts, .. } => match self.fold(e)? {
                Some(c) => self.load_const(c, d, p),
                None => self.tuple(elts, d, p)?,
            },
            ExprKind::List { elts, .. } => self.list(elts, d, p)?,
            ExprKind::Set { elts } => self.set(elts, d, p)?,
            ExprKind::Dict { keys, values } => self.dict(keys, values, d, p)?,
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(e, super::comp::Element::List(elt), generators, d)?
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(e, super::comp::Element::Set(elt), generators, d)?
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.comprehension(e, super::comp::Element::Dict(key, value), generators, d)?,
            ExprKind::GeneratorExp { elt, generators } => {
                self.generator_exp(e, elt, generators, d)?
            }
            ExprKind::Yield { value } => {
                self.inside_function("'yield' outside function", e.span)?;
                let s = match value {
                    Some(value) => self.operand(value)?,
                    None => self.push_const(Const::None, p),
                };
                self.release(h);
                self.emit(
                    Op::Yield {
                        d: Dst(d),
                        s: Src(s),
                    },
                    p,
                );
            }
            ExprKind::YieldFrom { value } => {
                self.inside_function("'yield from' outside function", e.span)?;
                self.yield_from(value, d, p)?;
            }
            ExprKind::Await { .. } => {
                self.inside_function("'await' outside function", e.span)?;
                // Async functions are refused where they begin.
                return Err(CompileError::syntax(
                    "'await' outside async function",
                    e.span,
                ));
            }
            ExprKind::JoinedStr { values } => self.joined(values, d, p)?,
            ExprKind::FormattedValue { .. } => self.formatted(e, d)?,
            ExprKind::Starred { .. } => {
                return Err(CompileError::syntax(
                    "can't use starred expression here",
                    e.span,
                ));
            }
            ExprKind::Slice { .. } => {
                let (base, n) = self.slice_bounds(e)?;
                self.release(h);
                self.emit(
                    Op::BuildSlice {
                        d: Dst(d),
                        base: Base(base),
                        n: Count(n),
                    },
                    p,
                );
            }
        }
        self.release(h);
        Ok(())
    }

    fn inside_function(&self, message: &str, span: Span) -> Res {
        match self.u.kind {
            UnitKind::Module | UnitKind::Class => Err(CompileError::syntax(message, span)),
            _ => Ok(()),
        }
    }

    /// A value that isn't needed.
    pub(super) fn discard(&mut self, e: &Expr<'_>) -> Res {
        let p = self.pos(e.span);
        match &e.kind {
            ExprKind::Constant { .. } => return Ok(()),
            ExprKind::Name { id, .. } if matches!(self.var(id), Var::Local(_)) => {
                self.operand(e)?;
                return Ok(());
            }
            ExprKind::NamedExpr { target, value } => return self.assign_one(target, value),
            _ => {}
        }
        let t = self.push(e)?;
        self.emit(Op::Clear { r: Keep(t) }, p);
        self.release(t);
        Ok(())
    }

    // ---- operators ----

    /// A chain of binary operators, from the innermost left operand on, without recursion.
    fn binary(&mut self, e: &Expr<'_>, d: u16) -> Res {
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

    /// Index of a constant for a 16-bit operand.
    pub(super) fn narrow_const(&mut self, c: Const) -> Option<u16> {
        if !self.u.body.reachable {
            return Some(0);
        }
        self.u.body.consts.narrow(c)
    }

    fn unary(&mut self, e: &Expr<'_>, op: UnaryOp, operand: &Expr<'_>, d: u16) -> Res {
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

    fn bool_op(&mut self, op: BoolOp, values: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
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
    fn compare(
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

    /// `target := value`.
    fn named(&mut self, target: &Expr<'_>, value: &Expr<'_>, d: u16) -> Res {
        let h = self.height();
        let p = self.pos(target.span);
        let ExprKind::Name { id, .. } = target.kind else {
            return Ok(());
        };
        if let Var::Local(r) = self.var(id) {
            self.assign_one(target, value)?;
            self.move_to(d, r, p);
            return Ok(());
        }
        let t = self.push(value)?;
        let copy = self.u.body.alloc();
        self.emit(
            Op::Copy {
                d: Dst(copy),
                s: Keep(t),
            },
            p,
        );
        self.store_name(id, copy, p)?;
        self.release(h);
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

    // ---- subscripts ----

    fn subscript(&mut self, value: &Expr<'_>, slice: &Expr<'_>, d: u16, p: Position) -> Res {
        let h = self.height();
        let o = self.operand_before(value, &[slice])?;
        let d = Dst(d);
        if let ExprKind::Slice { step: None, .. } = slice.kind {
            let (base, _) = self.slice_bounds(slice)?;
            self.release(h);
            self.emit(
                Op::GetSlice {
                    d,
                    o: Src(o),
                    base: Base(base),
                },
                p,
            );
            return Ok(());
        }
        let constant = self.fold(slice)?;
        if let Some(Const::Int(x)) = constant
            && let Ok(x) = i16::try_from(x)
        {
            self.release(h);
            self.emit(
                Op::GetItemI {
                    d,
                    o: Src(o),
                    imm: Imm(x),
                },
                p,
            );
            return Ok(());
        }
        if let Some(c) = constant
            && let Some(k) = self.narrow_const(c)
        {
            self.release(h);
            self.emit(
                Op::GetItemK {
                    d,
                    o: Src(o),
                    k: K(k),
                },
                p,
            );
            return Ok(());
        }
        let i = self.operand(slice)?;
        self.release(h);
        self.emit(
            Op::GetItem {
                d,
                o: Src(o),
                i: Src(i),
            },
            p,
        );
        Ok(())
    }

    /// The bounds of a slice in two or three new temporaries.
    fn slice_bounds(&mut self, slice: &Expr<'_>) -> Res<(u16, u16)> {
        let base = self.height();
        let ExprKind::Slice { lower, upper, step } = slice.kind else {
            return Ok((base, 0));
        };
        let p = self.pos(slice.span);
        for bound in [lower, upper] {
            match bound {
                Some(bound) => self.push(bound)?,
                None => self.push_const(Const::None, p),
            };
        }
        match step {
            Some(step) => {
                self.push(step)?;
                Ok((base, 3))
            }
            None => Ok((base, 2)),
        }
    }

    // ---- displays ----

    pub(super) fn tuple(&mut self, elts: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        if elts.len() <= BATCH && !has_star(elts) {
            self.push_all(elts)?;
            self.release(h);
            self.emit(
                Op::BuildTuple {
                    d: Dst(d),
                    base: Base(h),
                    n: Count(elts.len() as u16),
                },
                p,
            );
            return Ok(());
        }
        self.list(elts, h, p)?;
        self.emit(
            Op::ListToTuple {
                d: Dst(d),
                a: Src(h),
            },
            p,
        );
        Ok(())
    }

    fn push_all(&mut self, elts: List<'_, Expr<'_>>) -> Res {
        for elt in elts {
            self.push(elt)?;
        }
        Ok(())
    }

    /// `[elts]` into `d`.
    pub(super) fn list(&mut self, elts: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        // As CPython: a long list of constants is one tuple to copy from.
        if elts.len() >= 3
            && let Some(items) = self.folder.items(elts)?
        {
            let list = self.build_list(h, 0, h, p);
            let it = self.push_const(Const::Tuple(items), p);
            self.emit(
                Op::ListExtend {
                    list: Keep(list),
                    it: Src(it),
                },
                p,
            );
            self.release(h);
            self.move_to(d, list, p);
            return Ok(());
        }
        let direct = elts.iter().take_while(|e| !is_star(e)).count();
        let direct = direct.min(BATCH);
        self.push_all(&elts[..direct])?;
        self.release(h);
        if direct == elts.len() {
            self.emit(
                Op::BuildList {
                    d: Dst(d),
                    base: Base(h),
                    n: Count(direct as u16),
                },
                p,
            );
            return Ok(());
        }
        let list = self.build_list(h, direct as u16, h, p);
        for elt in &elts[direct..] {
            let h = self.height();
            if let ExprKind::Starred { value, .. } = elt.kind {
                let it = Src(self.operand(value)?);
                self.release(h);
                let list = Keep(list);
                self.emit(Op::ListExtend { list, it }, p);
            } else {
                let v = Src(self.operand(elt)?);
                self.release(h);
                let list = Keep(list);
                self.emit(Op::ListAppend { list, v }, p);
            }
        }
        self.release(h);
        self.move_to(d, list, p);
        Ok(())
    }

    /// A list of the `n` temporaries from `base` in the new temporary `t`.
    fn build_list(&mut self, base: u16, n: u16, t: u16, p: Position) -> u16 {
        self.emit(
            Op::BuildList {
                d: Dst(t),
                base: Base(base),
                n: Count(n),
            },
            p,
        );
        self.u.body.alloc()
    }

    /// `d = t`, a temporary that is given back.
    pub(super) fn move_to(&mut self, d: u16, t: u16, p: Position) {
        if d != t {
            self.emit(
                Op::Move {
                    d: Dst(d),
                    s: Src(t),
                },
                p,
            );
        }
    }

    fn set(&mut self, elts: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        // As CPython: a long set of constants is filled from one frozenset.
        if elts.len() >= 3
            && let Some(items) = self.folder.items(elts)?
        {
            self.build_set(h, 0, p);
            let it = self.push_const(Const::FrozenSet(items), p);
            self.emit(
                Op::SetUpdate {
                    set: Keep(h),
                    it: Src(it),
                },
                p,
            );
            self.release(h);
            self.move_to(d, h, p);
            return Ok(());
        }
        let direct = elts.iter().take_while(|e| !is_star(e)).count();
        let direct = direct.min(BATCH);
        self.push_all(&elts[..direct])?;
        self.release(h);
        self.build_set(h, direct as u16, p);
        for elt in &elts[direct..] {
            let h2 = self.height();
            if let ExprKind::Starred { value, .. } = elt.kind {
                let it = Src(self.operand(value)?);
                self.release(h2);
                self.emit(Op::SetUpdate { set: Keep(h), it }, p);
            } else {
                let v = Src(self.operand(elt)?);
                self.release(h2);
                self.emit(Op::SetAdd { set: Keep(h), v }, p);
            }
        }
        self.release(h);
        self.move_to(d, h, p);
        Ok(())
    }

    fn build_set(&mut self, h: u16, n: u16, p: Position) {
        self.emit(
            Op::BuildSet {
                d: Dst(h),
                base: Base(h),
                n: Count(n),
            },
            p,
        );
        self.u.body.alloc();
    }

    fn dict(
        &mut self,
        keys: &[Option<&Expr<'_>>],
        values: List<'_, Expr<'_>>,
        d: u16,
        p: Position,
    ) -> Res {
        let h = self.height();
        let direct = keys.iter().take_while(|k| k.is_some()).count();
        let direct = direct.min(BATCH / 2);
        for (key, value) in keys[..direct].iter().zip(values) {
            if let Some(key) = key {
                self.push(key)?;
            }
            self.push(value)?;
        }
        self.release(h);
        self.emit(
            Op::BuildMap {
                d: Dst(h),
                base: Base(h),
                n: Count(direct as u16),
            },
            p,
        );
        self.u.body.alloc();
        for (key, value) in keys.iter().zip(values).skip(direct) {
            let h2 = self.height();
            let map = Keep(h);
            match key {
                Some(key) => {
                    let k = Src(self.operand_before(key, &[value])?);
                    let v = Src(self.operand(value)?);
                    self.release(h2);
                    self.emit(Op::MapAdd { map, k, v }, p);
                }
                None => {
                    let it = Src(self.operand(value)?);
                    self.release(h2);
                    self.emit(Op::MapUpdate { map, it }, p);
                }
            }
        }
        self.release(h);
        self.move_to(d, h, p);
        Ok(())
    }

    // ---- f-strings ----

    fn joined(&mut self, values: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        match values {
            [] => self.load_const(text(""), d, p),
            [one] => self.expr_into(one, d)?,
            _ => {
                // Long ones are joined piece by piece.
                let mut n = 0;
                for value in values {
                    self.push(value)?;
                    n += 1;
                    if n == BATCH as u16 {
                        self.build_string(h, h, n, p);
                        self.u.body.alloc();
                        n = 1;
                    }
                }
                if n > 1 {
                    self.build_string(d, h, n, p);
                } else {
                    self.release(h);
                    self.move_to(d, h, p);
                }
            }
        }
        self.release(h);
        Ok(())
    }

    fn build_string(&mut self, d: u16, base: u16, n: u16, p: Position) {
        self.release(base);
        self.emit(
            Op::BuildString {
                d: Dst(d),
                base: Base(base),
                n: Count(n),
            },
            p,
        );
    }

    fn formatted(&mut self, e: &Expr<'_>, d: u16) -> Res {
        let ExprKind::FormattedValue {
            value,
            conversion,
            format_spec,
        } = &e.kind
        else {
            return Ok(());
        };
        let h = self.height();
        let p = self.pos(e.span);
        let flags = Flags(match conversion {
            Conversion::None => 0,
            Conversion::Str => 1,
            Conversion::Repr => 2,
            Conversion::Ascii => 3,
        });
        let op = match format_spec {
            Some(spec) => {
                let a = Src(self.operand_before(value, &[spec])?);
                let spec = Src(self.operand(spec)?);
                Op::FormatSpec {
                    flags,
                    d: Dst(d),
                    a,
                    spec,
                }
            }
            None => {
                let a = Src(self.operand(value)?);
                Op::Format {
                    flags,
                    d: Dst(d),
                    a,
                }
            }
        };
        self.release(h);
        self.emit(op, p);
        Ok(())
    }

    fn yield_from(&mut self, value: &Expr<'_>, d: u16, p: Position) -> Res {
        let h = self.height();
        let a = Src(self.operand(value)?);
        self.release(h);
        let it = self.u.body.alloc();
        self.emit(Op::GetYieldFrom { d: Dst(it), a }, p);
        let v = self.push_const(Const::None, p);
        self.release(h);
        self.emit(
            Op::YieldFrom {
                d: Dst(d),
                it: Keep(it),
                v: Keep(v),
            },
            p,
        );
        Ok(())
    }

    // ---- attributes ----

    pub(super) fn attr_site(&mut self, attr: &str) -> SiteIx {
        let name = self.mangled(attr).into_owned();
        if !self.u.body.reachable {
            return SiteIx(0);
        }
        self.u.body.site(&name, 0, u16::MAX, false)
    }

    /// The position of an access to `attr`, as CPython moves it to the attribute's name when that
    /// stands on a later line than the expression begins.
    pub(super) fn attr_pos(&mut self, p: Position, attr_span: Span, attr: &str) -> Position {
        let (end_line, end_col) = self.line_col(attr_span.end);
        if p.line == end_line {
            return p;
        }
        let len = attr.chars().count() as u32;
        let mut p = p;
        p.line = end_line;
        if len <= end_col {
            p.col = end_col - len;
        } else {
            p.col = 0;
        }
        p
    }
}

fn unary_op(which: ops::UnaryOp, d: Dst, a: Src) -> Op {
    Op::Unary {
        flags: Flags(which as u8),
        d,
        a,
    }
}

pub(super) fn is_star(e: &Expr<'_>) -> bool {
    matches!(e.kind, ExprKind::Starred { .. })
}

pub(super) fn has_star(elts: List<'_, Expr<'_>>) -> bool {
    elts.iter().any(|e| is_star(e))
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
