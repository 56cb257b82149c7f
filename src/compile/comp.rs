//! Comprehensions and generator expressions.
//!
//! List, set and dict comprehensions run in the body around them; their variables have registers
//! of their own, which are unbound before and after. A handler clears them when an exception
//! leaves the comprehension. Generator expressions are functions of one parameter, `.0`.

use hognose_grammar::ast::*;

use super::Compiler;
use super::error::Res;
use super::unit::{UnitKind, Var};
use crate::code::Position;
use crate::code::opcodes::*;

/// What each turn adds.
#[derive(Clone, Copy)]
pub(super) enum Element<'e, 'a> {
    List(&'e Expr<'a>),
    Set(&'e Expr<'a>),
    Dict(&'e Expr<'a>, &'e Expr<'a>),
    Yield(&'e Expr<'a>),
}

impl Compiler<'_> {
    pub(super) fn comprehension(
        &mut self,
        e: &Expr<'_>,
        element: Element<'_, '_>,
        generators: List<'_, Comprehension<'_>>,
        d: u16,
    ) -> Res {
        let p = self.pos(e.span);
        let h = self.height();
        let (Some(scope), Some(first)) = (self.scopes.of(e), generators.first()) else {
            return Ok(());
        };
        let awaits = self.scopes.get(scope).is_coroutine;
        let around = self.u.kind == UnitKind::GeneratorExp || !self.u.comps.is_empty();
        if awaits && !around {
            let message = "asynchronous comprehension outside of an asynchronous function";
            self.inside_async(message, e.span)?;
        }
        let (base, n) = (Base(h), Count(0));
        let op = match element {
            Element::Set(_) => Op::BuildSet { d: Dst(h), base, n },
            Element::Dict(..) => Op::BuildMap { d: Dst(h), base, n },
            _ => Op::BuildList { d: Dst(h), base, n },
        };
        self.emit(op, p);
        self.u.body.alloc();
        let it = self.outer_iterator(first)?;
        let vars = self.u.comp_vars(scope);
        self.u.comps.push(scope);
        for var in &vars {
            if let Var::Cell(r) = var {
                self.emit(Op::MakeCell { r: Keep(*r) }, p);
            }
        }
        let handler = self.u.body.protect(h, h);
        self.generators(generators, it, element, h, p)?;
        self.u.body.unprotect();
        self.u.comps.pop();
        let clear = |this: &mut Self| {
            for var in &vars {
                if let Var::Local(r) | Var::Cell(r) = var {
                    this.emit(Op::Clear { r: Keep(*r) }, p);
                    this.u.body.set_unbound(*r);
                }
            }
        };
        clear(self);
        let end = self.u.body.label();
        self.release(h);
        self.move_to(d, h, p);
        self.u.body.jump(end, p);
        self.u.body.place_handler(handler);
        clear(self);
        self.emit(Op::Reraise { a: Src(h) }, p);
        self.u.body.place(end);
        Ok(())
    }

    /// A new temporary with an iterator of `e`.
    pub(super) fn iterator(&mut self, e: &Expr<'_>) -> Res<u16> {
        let h = self.height();
        let p = self.pos(e.span);
        let a = match self.container(e)? {
            Some(c) => self.push_const(c, p),
            None => self.operand(e)?,
        };
        self.release(h);
        self.emit(
            Op::GetIter {
                d: Dst(h),
                a: Src(a),
            },
            p,
        );
        Ok(self.u.body.alloc())
    }

    /// The loops of the comprehension at `p`; the iterator of the outermost is in `it`.
    fn generators(
        &mut self,
        generators: List<'_, Comprehension<'_>>,
        it: u16,
        element: Element<'_, '_>,
        result: u16,
        p: Position,
    ) -> Res {
        let Some((first, rest)) = generators.split_first() else {
            return self.element(element, result);
        };
        if first.is_async {
            return self.async_generators(first, rest, it, element, result, p);
        }
        let h = self.height();
        let (top, next, end) = (
            self.u.body.label(),
            self.u.body.label(),
            self.u.body.label(),
        );
        let ip = self.pos(first.iter.span);
        let d = self.loop_target(first.target);
        let (it, off) = (Keep(it), Off(0));
        self.u
            .body
            .jump_op(Op::ForIter { it, d: Dst(d), off }, end, ip);
        self.u.body.place_loop_head(top);
        self.store_loop_target(first.target, d)?;
        for test in first.ifs {
            self.cond(test, next, false)?;
        }
        self.inner_generators(rest, element, result, p)?;
        self.u.body.place(next);
        self.u
            .body
            .jump_op(Op::ForLoop { it, d: Dst(d), off }, top, ip);
        self.u.body.place(end);
        self.release(h);
        Ok(())
    }

    /// `async for`, as the innermost loop but `rest`.
    fn async_generators(
        &mut self,
        first: &Comprehension<'_>,
        rest: List<'_, Comprehension<'_>>,
        it: u16,
        element: Element<'_, '_>,
        result: u16,
        p: Position,
    ) -> Res {
        let h = self.height();
        let (top, end) = (self.u.body.label(), self.u.body.label());
        self.u.body.place_loop_head(top);
        let handler = self.next_item(it, p);
        let item = self.u.body.alloc();
        self.store(first.target, item)?;
        self.release(h);
        for test in first.ifs {
            self.cond(test, top, false)?;
        }
        self.inner_generators(rest, element, result, p)?;
        self.u.body.jump(top, p);
        self.end_of_items(handler, it, p);
        self.u.body.place(end);
        self.release(h);
        Ok(())
    }

    /// What is done for each item of the loop around.
    fn inner_generators(
        &mut self,
        rest: List<'_, Comprehension<'_>>,
        element: Element<'_, '_>,
        result: u16,
        p: Position,
    ) -> Res {
        match rest.first() {
            None => self.element(element, result),
            Some(inner) => {
                let h = self.height();
                let it = self.outer_iterator(inner)?;
                self.generators(rest, it, element, result, p)?;
                self.release(h);
                Ok(())
            }
        }
    }

    /// A new temporary with what a loop of a comprehension takes its items from.
    fn outer_iterator(&mut self, generator: &Comprehension<'_>) -> Res<u16> {
        if generator.is_async {
            self.async_iterator(generator.iter)
        } else {
            self.iterator(generator.iter)
        }
    }

    /// The register that a loop's instruction writes: the target's own if it is a plain local,
    /// else the next temporary, which isn't taken yet.
    pub(super) fn loop_target(&mut self, target: &Expr<'_>) -> u16 {
        if let ExprKind::Name { id, .. } = target.kind
            && id != "__debug__"
            && let Var::Local(r) = self.var(id)
        {
            return r;
        }
        self.height()
    }

    /// At the top of a loop's body, with the item in `d` from [`Self::loop_target`].
    pub(super) fn store_loop_target(&mut self, target: &Expr<'_>, d: u16) -> Res {
        if !self.u.body.is_temp(d) {
            self.u.body.mention(d);
            self.u.body.set_bound(d);
            return Ok(());
        }
        let t = self.u.body.alloc();
        self.store(target, t)?;
        self.release(t);
        Ok(())
    }

    fn element(&mut self, element: Element<'_, '_>, result: u16) -> Res {
        let h = self.height();
        match element {
            Element::List(e) => {
                let v = Src(self.operand(e)?);
                let p = self.pos(e.span);
                let list = Keep(result);
                self.emit(Op::ListAppend { list, v }, p);
            }
            Element::Set(e) => {
                let v = Src(self.operand(e)?);
                let p = self.pos(e.span);
                let set = Keep(result);
                self.emit(Op::SetAdd { set, v }, p);
            }
            Element::Dict(key, value) => {
                let k = Src(self.operand_before(key, &[value])?);
                let v = Src(self.operand(value)?);
                let p = self.pos(key.span.to(value.span));
                let map = Keep(result);
                self.emit(Op::MapAdd { map, k, v }, p);
            }
            Element::Yield(e) => {
                let s = Src(self.operand(e)?);
                let p = self.pos(e.span);
                self.release(h);
                let d = Dst(h);
                self.emit(Op::Yield { d, s }, p);
                self.emit(Op::Clear { r: Keep(h) }, p);
            }
        }
        self.release(h);
        Ok(())
    }

    pub(super) fn generator_exp(
        &mut self,
        e: &Expr<'_>,
        elt: &Expr<'_>,
        generators: List<'_, Comprehension<'_>>,
        d: u16,
    ) -> Res {
        let p = self.pos(e.span);
        let h = self.height();
        let (Some(scope), Some(first)) = (self.scopes.of(e), generators.first()) else {
            return Ok(());
        };
        self.enter_unit(scope, UnitKind::GeneratorExp, "<genexpr>");
        self.u.first_line = p.line;
        self.u.argcount = 1;
        self.prologue();
        // The parameter itself is the iterator.
        self.generators(generators, 0, Element::Yield(elt), 0, p)?;
        self.emit(Op::ReturnNone {}, p);
        let code = self.leave_unit(self.function_flags())?;
        self.make_function(code, scope, h, 0, h, p)?;
        self.u.body.alloc();
        self.outer_iterator(first)?;
        self.release(h);
        self.emit(
            Op::Call {
                d: Dst(d),
                base: Base(h),
                n: Count(1),
            },
            p,
        );
        Ok(())
    }
}
