//! Targets: assignment, unpacking, augmented assignment, deletion.

use hognose_grammar::ast::*;

use super::Compiler;
use super::consts::text;
use super::error::{CompileError, Res};
use super::unit::{UnitKind, Var};
use crate::code::opcodes::{self as ops, *};
use crate::code::{Const, Position};

impl Compiler<'_> {
    /// `target = value`.
    pub(super) fn assign_one(&mut self, target: &Expr<'_>, value: &Expr<'_>) -> Res {
        let h = self.height();
        let p = self.pos(target.span);
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.forbid(id, "assign to", target.span)?;
                if let Var::Local(r) = self.var(id) {
                    self.expr_into(value, r)?;
                    self.u.body.mention(r);
                    self.u.body.set_bound(r);
                } else {
                    let v = self.operand(value)?;
                    self.store_name(id, v, p)?;
                }
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                check_stars(elts, target.span)?;
                match &value.kind {
                    ExprKind::Tuple { elts: values, .. } | ExprKind::List { elts: values, .. }
                        if values.len() == elts.len()
                            && elts.len() <= 16
                            && !super::expr::has_star(values)
                            && !super::expr::has_star(elts) =>
                    {
                        self.assign_pairwise(elts, values)?;
                    }
                    _ => {
                        let v = self.operand(value)?;
                        self.unpack(elts, v, p)?;
                    }
                }
            }
            _ => {
                let v = self.operand_before(value, &[target])?;
                self.store(target, v)?;
            }
        }
        self.release(h);
        Ok(())
    }

    /// Plain local `r` = `v`, a temporary that stays.
    pub(super) fn copy_to_local(&mut self, r: u16, v: u16, p: Position) {
        self.u.body.mention(r);
        self.emit(
            Op::Copy {
                d: Dst(r),
                s: Keep(v),
            },
            p,
        );
        self.u.body.set_bound(r);
    }

    /// `a, b = c, d` without making the tuple.
    fn assign_pairwise(&mut self, targets: List<'_, Expr<'_>>, values: List<'_, Expr<'_>>) -> Res {
        enum Value {
            Reg(u16),
            Const(Const),
        }
        // Locals that the targets before a value's own assign.
        let mut assigned = Vec::new();
        let mut simple = true;
        let mut ready = Vec::with_capacity(values.len());
        for (i, (target, value)) in targets.iter().zip(values).enumerate() {
            let local = match target.kind {
                ExprKind::Name { id, .. } => match self.var(id) {
                    Var::Local(r) => Some(r),
                    _ => None,
                },
                _ => None,
            };
            ready.push(match self.fold(value)? {
                // Loaded straight into a local, when its turn comes.
                Some(c) if local.is_some() => Value::Const(c),
                _ if simple && matches!(value.kind, ExprKind::Name { .. }) => {
                    let r = self.operand_before(value, &values[i + 1..])?;
                    Value::Reg(self.unless_assigned(r, &assigned, value.span))
                }
                _ => Value::Reg(self.push(value)?),
            });
            assigned.extend(local);
            simple &= matches!(target.kind, ExprKind::Name { .. });
        }
        for (target, value) in targets.iter().zip(ready) {
            match value {
                Value::Reg(r) => self.store(target, r)?,
                Value::Const(c) => {
                    if let ExprKind::Name { id, .. } = target.kind
                        && let Var::Local(r) = self.var(id)
                    {
                        let p = self.pos(target.span);
                        self.forbid(id, "assign to", target.span)?;
                        self.load_const(c, r, p);
                        self.u.body.mention(r);
                        self.u.body.set_bound(r);
                    }
                }
            }
        }
        Ok(())
    }

    /// `r`, or a copy if an earlier target assigns it before it is read.
    fn unless_assigned(&mut self, r: u16, assigned: &[u16], span: Span) -> u16 {
        if !assigned.contains(&r) {
            return r;
        }
        let p = self.pos(span);
        let t = self.u.body.alloc();
        self.emit(
            Op::Move {
                d: Dst(t),
                s: Src(r),
            },
            p,
        );
        t
    }

    /// `target = v`, a register that is consumed if it is a temporary.
    pub(super) fn store(&mut self, target: &Expr<'_>, v: u16) -> Res {
        self.guard.check()?;
        let h = self.height();
        let p = self.pos(target.span);
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.forbid(id, "assign to", target.span)?;
                self.store_name(id, v, p)?;
            }
            ExprKind::Attribute { value, attr, .. } => {
                self.forbid(attr, "assign to", target.span)?;
                self.note_static_attribute(value, attr);
                let o = self.operand(value)?;
                let p = self.attr_pos(p, target.span, attr);
                let site = self.attr_site(attr);
                self.emit(
                    Op::StoreAttr {
                        o: Src(o),
                        v: Src(v),
                        site,
                    },
                    p,
                );
            }
            ExprKind::Subscript { value, slice, .. } => {
                let o = self.operand_before(value, &[slice])?;
                self.store_item(o, slice, v, p)?;
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                check_stars(elts, target.span)?;
                self.unpack(elts, v, p)?;
            }
            ExprKind::Starred { .. } => {
                return Err(CompileError::syntax(
                    "starred assignment target must be in a list or tuple",
                    target.span,
                ));
            }
            _ => {}
        }
        self.release(h);
        Ok(())
    }

    fn store_item(&mut self, o: u16, slice: &Expr<'_>, v: u16, p: Position) -> Res {
        let (o, v) = (Src(o), Src(v));
        if let Some(c) = self.fold(slice)?
            && let Some(k) = self.narrow_const(c)
        {
            self.emit(Op::SetItemK { o, k: K(k), v }, p);
            return Ok(());
        }
        if let ExprKind::Slice { step: None, .. } = slice.kind {
            let (base, _) = self.slice_bounds(slice)?;
            let base = Base(base);
            self.emit(Op::SetSlice { v, o, base }, p);
            return Ok(());
        }
        let i = Src(self.operand(slice)?);
        self.emit(Op::SetItem { o, i, v }, p);
        Ok(())
    }

    /// `name = v`.
    pub(super) fn store_name(&mut self, id: &str, v: u16, p: Position) -> Res {
        let s = Src(v);
        match self.var(id) {
            Var::Local(r) => {
                self.u.body.mention(r);
                if r != v {
                    self.emit(Op::Move { d: Dst(r), s }, p);
                }
                self.u.body.set_bound(r);
            }
            Var::Cell(r) => self.emit(Op::StoreCell { r: Keep(r), s }, p),
            Var::Free(i) | Var::ClassFree(i) => self.emit(Op::StoreFree { i: Free(i), s }, p),
            Var::Global | Var::FromClass(_) => {
                let name = self.mangled(id).into_owned();
                let name = Name(self.u.body.name(&name));
                self.emit(Op::StoreGlobal { s, name }, p);
            }
            Var::Name => {
                let name = self.mangled(id).into_owned();
                let name = Name(self.u.body.name(&name));
                self.emit(Op::StoreName { s, name }, p);
            }
        }
        Ok(())
    }

    pub(super) fn forbid(&self, name: &str, verb: &str, span: Span) -> Res {
        if name == "__debug__" {
            return Err(CompileError::syntax(
                format!("cannot {verb} __debug__"),
                span,
            ));
        }
        Ok(())
    }

    /// `__static_attributes__` of a class names what its methods assign to `self`.
    fn note_static_attribute(&mut self, value: &Expr<'_>, attr: &str) {
        if !matches!(value.kind, ExprKind::Name { id: "self", .. }) {
            return;
        }
        let units = std::iter::once(&mut self.u).chain(self.outer.iter_mut().rev());
        for unit in units {
            if unit.kind == UnitKind::Class {
                // Not mangled, as CPython has it.
                if !unit.static_attributes.iter().any(|n| **n == *attr) {
                    unit.static_attributes.push(attr.into());
                }
                return;
            }
        }
    }

    /// The registers of targets that are plain locals and stand side by side in order, which
    /// they usually do when this is their first assignment.
    fn local_run(&mut self, elts: List<'_, Expr<'_>>) -> Option<Vec<u16>> {
        if elts.len() > 64 {
            return None;
        }
        let mut run = Vec::with_capacity(elts.len());
        for elt in elts {
            let ExprKind::Name { id, .. } = &elt.kind else {
                return None;
            };
            match self.var(id) {
                Var::Local(r) => run.push(r),
                _ => return None,
            }
        }
        (!run.is_empty() && self.u.body.side_by_side(&run)).then_some(run)
    }

    /// Spreads `v` over the targets.
    fn unpack(&mut self, elts: List<'_, Expr<'_>>, v: u16, p: Position) -> Res {
        let s = Src(v);
        if let [
            Expr {
                kind: ExprKind::Name { id: a, .. },
                span: a_span,
            },
            Expr {
                kind: ExprKind::Name { id: b, .. },
                span: b_span,
            },
        ] = elts
            && let (Var::Local(ra), Var::Local(rb)) = (self.var(a), self.var(b))
            && ra != rb
        {
            self.forbid(a, "assign to", *a_span)?;
            self.forbid(b, "assign to", *b_span)?;
            let (a, b) = (Dst(ra), Dst(rb));
            self.emit(Op::Unpack2 { s, a, b }, p);
            for r in [ra, rb] {
                self.u.body.mention(r);
                self.u.body.set_bound(r);
            }
            return Ok(());
        }
        let n = elts.len() as u16;
        if let Some(run) = self.local_run(elts) {
            for elt in elts {
                if let ExprKind::Name { id, .. } = elt.kind {
                    self.forbid(id, "assign to", elt.span)?;
                }
            }
            let (a, n) = (Dst(run[0]), Count(n));
            self.emit(Op::UnpackLocals { s, a, n }, p);
            for r in run {
                self.u.body.mention(r);
                self.u.body.set_bound(r);
            }
            return Ok(());
        }
        let base = self.u.body.alloc_run(n);
        let star = elts.iter().position(|e| super::expr::is_star(e));
        let (base_op, op) = (Base(base), Count(n));
        match star {
            Some(before) => {
                let after = elts.len() - before - 1;
                let n = Count((before << 8 | after) as u16);
                self.emit(
                    Op::UnpackEx {
                        s,
                        base: base_op,
                        n,
                    },
                    p,
                );
            }
            None => self.emit(
                Op::Unpack {
                    s,
                    base: base_op,
                    n: op,
                },
                p,
            ),
        }
        for (i, elt) in elts.iter().enumerate() {
            let target = match elt.kind {
                ExprKind::Starred { value, .. } => value,
                _ => elt,
            };
            self.store(target, base + i as u16)?;
        }
        Ok(())
    }

    /// `target op= value`.
    pub(super) fn augmented(
        &mut self,
        target: &Expr<'_>,
        op: Operator,
        value: &Expr<'_>,
        p: Position,
    ) -> Res {
        let h = self.height();
        let tp = self.pos(target.span);
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.forbid(id, "assign to", target.span)?;
                if let Var::Local(r) = self.var(id) {
                    self.check_bound(r, tp);
                    if !self.u.walrus.contains(r) {
                        self.in_place(op, r, value, p)?;
                        self.release(h);
                        return Ok(());
                    }
                }
                let t = self.height();
                self.load_name(id, t, tp);
                self.u.body.alloc();
                self.in_place(op, t, value, p)?;
                self.store_name(id, t, tp)?;
            }
            ExprKind::Attribute { value: o, attr, .. } => {
                let ap = self.attr_pos(tp, target.span, attr);
                let o = self.operand_before(o, &[value])?;
                let t = self.u.body.alloc();
                let object = self.keep_operand(o, t, ap);
                let site = self.attr_site(attr);
                self.emit(
                    Op::LoadAttr {
                        d: Dst(t),
                        o: Src(object),
                        site,
                    },
                    ap,
                );
                self.in_place(op, t, value, p)?;
                let site = self.attr_site(attr);
                self.emit(
                    Op::StoreAttr {
                        o: Src(o),
                        v: Src(t),
                        site,
                    },
                    ap,
                );
            }
            ExprKind::Subscript {
                value: o, slice, ..
            } => {
                let o = self.operand_before(o, &[slice, value])?;
                let i = match self.fold(slice)? {
                    Some(c) => {
                        let p = self.pos(slice.span);
                        self.push_const(c, p)
                    }
                    None => self.operand_before(slice, &[value])?,
                };
                // Object and index are needed twice.
                let t = self.u.body.alloc();
                let o_copy = self.keep_operand(o, t, tp);
                let t2 = self.u.body.alloc();
                let i_copy = self.keep_operand(i, t2, tp);
                self.emit(
                    Op::GetItem {
                        d: Dst(t),
                        o: Src(o_copy),
                        i: Src(i_copy),
                    },
                    tp,
                );
                self.release(t + 1);
                self.in_place(op, t, value, p)?;
                self.emit(
                    Op::SetItem {
                        o: Src(o),
                        i: Src(i),
                        v: Src(t),
                    },
                    tp,
                );
            }
            _ => {}
        }
        self.release(h);
        Ok(())
    }

    /// A register to consume that has `r`'s value, which stays alive: `t` if `r` is a temporary.
    fn keep_operand(&mut self, r: u16, t: u16, p: Position) -> u16 {
        if !self.u.body.is_temp(r) {
            return r;
        }
        self.emit(
            Op::Copy {
                d: Dst(t),
                s: Keep(r),
            },
            p,
        );
        t
    }

    /// `a op= value` in a register.
    fn in_place(&mut self, op: Operator, a: u16, value: &Expr<'_>, p: Position) -> Res {
        let h = self.height();
        let a = Keep(a);
        if let Some(Const::Int(x)) = self.fold(value)?
            && let Ok(x) = i16::try_from(x)
        {
            let imm = Imm(x);
            let op = match op {
                Operator::Add => Some(Op::IAddI { a, imm }),
                Operator::Sub => Some(Op::ISubI { a, imm }),
                _ => None,
            };
            if let Some(op) = op {
                self.emit(op, p);
                return Ok(());
            }
        }
        let b = Src(self.operand(value)?);
        self.release(h);
        let other = |which: ops::BinOp| Op::IBinary {
            flags: Flags(which as u8),
            a,
            b,
        };
        let op = match op {
            Operator::Add => Op::IAdd { a, b },
            Operator::Sub => Op::ISub { a, b },
            Operator::Mult => Op::IMul { a, b },
            Operator::MatMult => other(ops::BinOp::MatMul),
            Operator::Div => other(ops::BinOp::TrueDiv),
            Operator::Mod => other(ops::BinOp::Mod),
            Operator::Pow => other(ops::BinOp::Pow),
            Operator::LShift => other(ops::BinOp::LShift),
            Operator::RShift => other(ops::BinOp::RShift),
            Operator::BitOr => other(ops::BinOp::Or),
            Operator::BitXor => other(ops::BinOp::Xor),
            Operator::BitAnd => other(ops::BinOp::And),
            Operator::FloorDiv => other(ops::BinOp::FloorDiv),
        };
        self.emit(op, p);
        Ok(())
    }

    /// `del target`.
    pub(super) fn delete(&mut self, target: &Expr<'_>) -> Res {
        self.guard.check()?;
        let h = self.height();
        let p = self.pos(target.span);
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.forbid(id, "delete", target.span)?;
                self.delete_name(id, p);
            }
            ExprKind::Attribute { value, attr, .. } => {
                let o = Src(self.operand(value)?);
                let p = self.attr_pos(p, target.span, attr);
                let name = self.mangled(attr).into_owned();
                let name = Name(self.u.body.name(&name));
                self.emit(Op::DelAttr { o, name }, p);
            }
            ExprKind::Subscript { value, slice, .. } => {
                let o = Src(self.operand_before(value, &[slice])?);
                let i = Src(self.operand(slice)?);
                self.emit(Op::DelItem { o, i }, p);
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                for elt in *elts {
                    self.delete(elt)?;
                }
            }
            _ => {}
        }
        self.release(h);
        Ok(())
    }

    pub(super) fn delete_name(&mut self, id: &str, p: Position) {
        match self.var(id) {
            Var::Local(r) => {
                self.u.body.mention(r);
                let op = if self.u.body.bound.contains(r) {
                    Op::Clear { r: Keep(r) }
                } else {
                    Op::DelLocal { r: Keep(r) }
                };
                self.emit(op, p);
                self.u.body.set_unbound(r);
            }
            Var::Cell(r) => self.emit(Op::DelCell { r: Keep(r) }, p),
            Var::Free(i) | Var::ClassFree(i) => self.emit(Op::DelFree { i: Free(i) }, p),
            Var::Global | Var::FromClass(_) => {
                let name = self.mangled(id).into_owned();
                let name = Name(self.u.body.name(&name));
                self.emit(Op::DelGlobal { name }, p);
            }
            Var::Name => {
                let name = self.mangled(id).into_owned();
                let name = Name(self.u.body.name(&name));
                self.emit(Op::DelName { name }, p);
            }
        }
    }

    /// `target: annotation = value`.
    pub(super) fn annotated(
        &mut self,
        target: &Expr<'_>,
        annotation: &Expr<'_>,
        value: Option<&Expr<'_>>,
        simple: bool,
        p: Position,
    ) -> Res {
        if let Some(value) = value {
            self.assign_one(target, value)?;
        }
        let h = self.height();
        let in_function = self.u.is_function_like();
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.forbid(id, "assign to", target.span)?;
                if simple && !in_function {
                    let v = self.annotation(annotation)?;
                    let o = self.height();
                    self.load_annotations(o, p);
                    self.u.body.alloc();
                    let name = self.mangled(id).into_owned();
                    match self.narrow_const(text(&name)) {
                        Some(k) => self.emit(
                            Op::SetItemK {
                                o: Src(o),
                                k: K(k),
                                v: Src(v),
                            },
                            p,
                        ),
                        None => self.overflow("constants"),
                    }
                }
            }
            ExprKind::Attribute { value: o, attr, .. } => {
                self.forbid(attr, "assign to", target.span)?;
                if value.is_none() {
                    self.discard(o)?;
                }
            }
            ExprKind::Subscript {
                value: o, slice, ..
            } if value.is_none() => {
                self.discard(o)?;
                self.discard_subscript(slice)?;
            }
            _ => {}
        }
        // Annotations of anything but names are evaluated and dropped outside functions.
        if !simple && !in_function && !self.future_annotations {
            self.discard(annotation)?;
        }
        self.release(h);
        Ok(())
    }

    /// Evaluates the parts of a subscript for their errors.
    fn discard_subscript(&mut self, slice: &Expr<'_>) -> Res {
        match &slice.kind {
            ExprKind::Slice { lower, upper, step } => {
                for bound in [lower, upper, step].into_iter().flatten() {
                    self.discard(bound)?;
                }
                Ok(())
            }
            ExprKind::Tuple { elts, .. } => elts.iter().try_for_each(|e| self.discard_subscript(e)),
            _ => self.discard(slice),
        }
    }

    /// `d = __annotations__` of the namespace.
    fn load_annotations(&mut self, d: u16, p: Position) {
        let name = self.u.body.name("__annotations__");
        let plain = self.u.kind == UnitKind::Module && !self.options.separate_locals;
        if plain {
            let site = self.u.body.site("__annotations__", 0, u16::MAX, true);
            self.emit(Op::LoadGlobal { d: Dst(d), site }, p);
        } else {
            self.emit(
                Op::LoadName {
                    d: Dst(d),
                    name: Name(name),
                },
                p,
            );
        }
    }
}

/// At most one star, and the counts fit the instruction.
fn check_stars(elts: List<'_, Expr<'_>>, span: Span) -> Res {
    let mut star = None;
    for (i, elt) in elts.iter().enumerate() {
        if super::expr::is_star(elt) && star.replace(i).is_some() {
            return Err(CompileError::syntax(
                "multiple starred expressions in assignment",
                span,
            ));
        }
    }
    let too_many = match star {
        Some(before) => before >= 1 << 8 || elts.len() - before > 1 << 8,
        None => elts.len() > 30_000,
    };
    if too_many {
        return Err(CompileError::syntax(
            "too many expressions in star-unpacking assignment",
            span,
        ));
    }
    Ok(())
}
