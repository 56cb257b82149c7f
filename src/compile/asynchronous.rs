//! `await`, `async for` and the awaiting parts of `async with`.
//!
//! What is awaited becomes an iterator, to which the coroutine delegates as by `yield from`.

use hognose_grammar::ast::*;

use super::Compiler;
use super::emit::HandlerId;
use super::error::{CompileError, Res};
use super::stmt::{Block, BlockKind};
use crate::code::opcodes::*;
use crate::code::{Const, Position};

impl<'s> Compiler<'s> {
    /// Refuses what may stand in an `async def` only.
    pub(super) fn inside_async(&self, message: &str, span: Span) -> Res {
        if self.scopes.get(self.u.scope).is_async {
            return Ok(());
        }
        Err(CompileError::syntax(message, span))
    }

    /// `d = await value`.
    pub(super) fn await_value(&mut self, value: &Expr<'_>, d: u16, p: Position) -> Res {
        let h = self.height();
        let t = self.push(value)?;
        self.await_temp(t, awaited::VALUE, d, p);
        self.release(h);
        Ok(())
    }

    /// `d = await t`, the newest temporary; `kind` says for what.
    pub(super) fn await_temp(&mut self, t: u16, kind: u8, d: u16, p: Position) {
        let (flags, a) = (Flags(kind), Src(t));
        self.emit(
            Op::GetAwaitable {
                flags,
                d: Dst(t),
                a,
            },
            p,
        );
        self.delegate(t, d, p);
    }

    /// `d = what the iterator in t, the newest temporary, returns` when it has been gone through.
    fn delegate(&mut self, t: u16, d: u16, p: Position) {
        let v = self.push_const(Const::None, p);
        self.release(t + 1);
        let (d, it, v) = (Dst(d), Keep(t), Keep(v));
        self.emit(Op::YieldFrom { d, it, v }, p);
    }

    /// A new temporary with the asynchronous iterator of `e`.
    pub(super) fn async_iterator(&mut self, e: &Expr<'_>) -> Res<u16> {
        let h = self.height();
        let p = self.pos(e.span);
        let a = Src(self.operand(e)?);
        self.release(h);
        self.emit(Op::GetAIter { d: Dst(h), a }, p);
        Ok(self.u.body.alloc())
    }

    /// Awaits the next item of `it`; it is left in the first free temporary. The handler is for
    /// [`Self::end_of_items`].
    pub(super) fn next_item(&mut self, it: u16, p: Position) -> HandlerId {
        let h = self.height();
        let handler = self.u.body.protect(h, h);
        let t = self.u.body.alloc();
        self.emit(
            Op::GetANext {
                d: Dst(t),
                it: Keep(it),
            },
            p,
        );
        self.delegate(t, t, p);
        self.u.body.unprotect();
        self.release(h);
        handler
    }

    /// Where asking `it` for an item fails: goes on behind the loop if there are no more.
    pub(super) fn end_of_items(&mut self, handler: HandlerId, it: u16, p: Position) {
        self.u.body.place_handler(handler);
        let exc = self.u.body.alloc();
        self.release(exc);
        let (it, exc) = (Keep(it), Src(exc));
        self.emit(Op::EndAsyncFor { it, exc }, p);
    }

    pub(super) fn async_for(&mut self, f: &'s For<'s>, span: Span) -> Res {
        self.inside_async("'async for' outside async function", span)?;
        let h = self.height();
        let (top, end) = (self.u.body.label(), self.u.body.label());
        let p = self.pos(span);
        let it = self.async_iterator(f.iter)?;
        self.u.body.place_loop_head(top);
        let protected = self.u.body.protected.len();
        let kind = BlockKind::Loop {
            next: top,
            end,
            iter: Some(it),
        };
        self.u.blocks.push(Block { kind, protected });
        self.check_nesting(span)?;
        let handler = self.next_item(it, p);
        let item = self.u.body.alloc();
        self.store(f.target, item)?;
        self.release(item);
        self.stmts(f.body)?;
        self.u.blocks.pop();
        self.u.body.jump(top, p);
        let ip = self.pos(f.iter.span);
        self.end_of_items(handler, it, ip);
        self.release(h);
        self.stmts(f.orelse)?;
        self.u.body.place(end);
        Ok(())
    }

    /// Leaves a `with` without an exception.
    pub(super) fn leave_with(&mut self, exit: u16, is_async: bool, p: Position) {
        let exit = Keep(exit);
        if !is_async {
            self.emit(Op::WithExit { exit }, p);
            return;
        }
        let t = self.u.body.alloc();
        self.emit(Op::AsyncWithExit { d: Dst(t), exit }, p);
        self.await_temp(t, awaited::AEXIT, t, p);
        self.emit(Op::Clear { r: Keep(t) }, p);
        self.release(t);
    }
}
