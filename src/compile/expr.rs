//! Expressions: names, constants, subscripts, slices, walrus and `yield`; and what every other file
//! here builds on: emitting, temporaries, operands, constants.
//!
//! `operand` gives a register to read, `push` a new temporary, `expr_into` writes a given one. What
//! operators, calls, displays and comprehensions compile to has files of its own.

use hognose_grammar::ast::*;

use super::Compiler;
use super::consts::text;
use super::error::{CompileError, Res};
use super::fold::literal;
use super::unit::{UnitKind, Var};
use crate::code::opcodes::*;
use crate::code::{Const, Position};

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
            Var::FromClass(i) => {
                let name = self.mangled(id).into_owned();
                match self.u.body.consts.narrow(text(&name)) {
                    Some(k) => self.emit(
                        Op::LoadFromClass {
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
                if self.scopes.get(self.u.scope).is_async {
                    let message = "'yield from' inside async function";
                    return Err(CompileError::syntax(message, e.span));
                }
                self.yield_from(value, d, p)?;
            }
            ExprKind::Await { value } => {
                self.inside_function("'await' outside function", e.span)?;
                // Whether a comprehension may await was looked at where it begins.
                if self.u.kind != UnitKind::GeneratorExp && self.u.comps.is_empty() {
                    self.inside_async("'await' outside async function", e.span)?;
                }
                self.await_value(value, d, p)?;
            }
            ExprKind::JoinedStr { values } => self.joined(values, d, p)?,
            ExprKind::FormattedValue { .. } => self.formatted(e, d, 0)?,
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

    pub(super) fn inside_function(&self, message: &str, span: Span) -> Res {
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
            let (o, base) = (Src(o), Base(base));
            self.emit(Op::GetSlice { d, o, base }, p);
            return Ok(());
        }
        let constant = self.fold(slice)?;
        if constant.is_none()
            && let ExprKind::Slice { .. } = slice.kind
        {
            let (base, _) = self.slice_bounds(slice)?;
            self.release(h);
            let (o, base) = (Src(o), Base(base));
            self.emit(Op::GetSliceBy { d, o, base }, p);
            return Ok(());
        }
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
    pub(super) fn slice_bounds(&mut self, slice: &Expr<'_>) -> Res<(u16, u16)> {
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

pub(super) fn is_star(e: &Expr<'_>) -> bool {
    matches!(e.kind, ExprKind::Starred { .. })
}

pub(super) fn has_star(elts: List<'_, Expr<'_>>) -> bool {
    elts.iter().any(|e| is_star(e))
}
