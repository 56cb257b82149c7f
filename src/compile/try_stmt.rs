//! `try` and `with`.
//!
//! Nothing is executed to enter a protected region: the exception table names its handler. A
//! handler finds the exception in its first temporary, keeps the exception that was handled before
//! in the next, and has a handler of its own that restores that when the code in it raises. The
//! body of a `finally` is compiled once for each way in: falling through, exception, and each
//! `return`, `break` and `continue` that leaves.

use hognose_grammar::ast::*;

use super::Compiler;
use super::emit::Label;
use super::error::{CompileError, Res};
use super::stmt::{Block, BlockKind};
use super::unit::Var;
use crate::code::opcodes::*;
use crate::code::{Const, Position};

/// Where instructions stand that have no place in the source.
const NOWHERE: Position = Position {
    line: 0,
    end_line: 0,
    col: 0,
    end_col: 0,
};

/// Compiles the part of a `try` that has no `finally`.
type TryExcept<'s> = fn(&mut Compiler<'s>, &'s Try<'s>, Span) -> Res;

impl<'s> Compiler<'s> {
    fn push_block(&mut self, kind: BlockKind<'s>, protected: usize) {
        self.u.blocks.push(Block { kind, protected });
    }

    /// Handler entry: the exception in a new temporary, the one handled before in the next.
    fn enter_handler(&mut self, p: Position) -> (u16, u16) {
        let exc = self.u.body.alloc();
        let save = self.u.body.alloc();
        self.emit(
            Op::PushExc {
                save: Dst(save),
                exc: Keep(exc),
            },
            p,
        );
        (exc, save)
    }

    /// The end of a handler that doesn't raise.
    pub(super) fn leave_handler(&mut self, exc: u16, save: u16, name: Option<&str>, p: Position) {
        self.emit(Op::PopExc { save: Keep(save) }, p);
        self.emit(Op::Clear { r: Keep(exc) }, p);
        if let Some(name) = name {
            self.forget(name);
        }
    }

    /// `name = None; del name`.
    fn forget(&mut self, name: &str) {
        if let Var::Local(r) = self.var(name) {
            self.emit(Op::Clear { r: Keep(r) }, NOWHERE);
            self.u.body.set_unbound(r);
            return;
        }
        let t = self.push_const(Const::None, NOWHERE);
        // Storing a name that may be deleted cannot fail to compile.
        let _ = self.store_name(name, t, NOWHERE);
        self.release(t);
        self.delete_name(name, NOWHERE);
    }

    /// What a handler's own handler does: `raised` is the new exception.
    fn reraise(&mut self, save: u16, raised: u16, p: Position) {
        self.emit(Op::PopExc { save: Keep(save) }, p);
        self.emit(Op::Reraise { a: Src(raised) }, p);
    }

    pub(super) fn try_stmt(&mut self, t: &'s Try<'s>, span: Span) -> Res {
        self.any_try(t, span, Self::try_except)
    }

    /// `try` with `except*` clauses.
    pub(super) fn try_star(&mut self, t: &'s Try<'s>, span: Span) -> Res {
        self.any_try(t, span, Self::try_except_star)
    }

    fn any_try(&mut self, t: &'s Try<'s>, span: Span, except: TryExcept<'s>) -> Res {
        if t.finalbody.is_empty() {
            except(self, t, span)
        } else {
            self.try_finally(t, span, except)
        }
    }

    fn try_finally(&mut self, t: &'s Try<'s>, span: Span, except: TryExcept<'s>) -> Res {
        let h = self.height();
        let end = self.u.body.label();
        let outside = self.u.body.protected.len();
        let handler = self.u.body.protect(h, h);
        self.push_block(BlockKind::Finally { body: t.finalbody }, outside);
        self.check_nesting(span)?;
        if t.handlers.is_empty() {
            self.stmts(t.body)?;
        } else {
            except(self, t, span)?;
        }
        self.u.blocks.pop();
        self.u.body.unprotect();
        self.stmts(t.finalbody)?;
        self.u.body.jump(end, NOWHERE);

        self.u.body.place_handler(handler);
        let (exc, save) = self.enter_handler(NOWHERE);
        let cleanup = self.u.body.protect(h + 2, h + 2);
        let handler = BlockKind::Handler {
            exc,
            save,
            name: None,
            except: false,
        };
        self.push_block(handler, outside);
        self.stmts(t.finalbody)?;
        self.u.blocks.pop();
        self.u.body.unprotect();
        self.reraise(save, exc, NOWHERE);
        self.u.body.place_handler(cleanup);
        self.reraise(save, h + 2, NOWHERE);
        self.release(h);
        self.u.body.place(end);
        Ok(())
    }

    fn try_except(&mut self, t: &'s Try<'s>, span: Span) -> Res {
        let h = self.height();
        let end = self.u.body.label();
        let outside = self.u.body.protected.len();
        let handler = self.u.body.protect(h, h);
        self.push_block(BlockKind::Try, outside);
        self.check_nesting(span)?;
        self.stmts(t.body)?;
        self.u.blocks.pop();
        self.u.body.unprotect();
        self.stmts(t.orelse)?;
        self.u.body.jump(end, NOWHERE);

        self.u.body.place_handler(handler);
        let (exc, save) = self.enter_handler(NOWHERE);
        let cleanup = self.u.body.protect(h + 2, h + 2);
        for (i, clause) in t.handlers.iter().enumerate() {
            let p = self.pos(clause.span);
            let next = self.u.body.label();
            match clause.type_ {
                Some(ty) => {
                    let ty = self.operand(ty)?;
                    self.release(h + 2);
                    let op = Op::JExcNoMatch {
                        exc: Keep(exc),
                        ty: Src(ty),
                        off: Off(0),
                    };
                    self.u.body.jump_op(op, next, p);
                }
                None if i + 1 < t.handlers.len() => {
                    return Err(CompileError::syntax(
                        "default 'except:' must be last",
                        clause.span,
                    ));
                }
                None => {}
            }
            let named = match clause.name {
                Some(name) => {
                    self.forbid(name, "assign to", clause.span)?;
                    self.bind_exception(name, exc, p)?;
                    Some(self.u.body.protect(h + 2, h + 2))
                }
                None => None,
            };
            let name = clause.name;
            let handler = BlockKind::Handler {
                exc,
                save,
                name,
                except: true,
            };
            self.push_block(handler, outside);
            self.check_nesting(clause.span)?;
            self.stmts(clause.body)?;
            self.u.blocks.pop();
            let protected = self.u.body.protected.clone();
            self.u.body.protected.truncate(outside);
            self.leave_handler(exc, save, name, NOWHERE);
            self.u.body.jump(end, NOWHERE);
            if let (Some(named), Some(name)) = (named, name) {
                self.u.body.place_handler(named);
                let raised = self.u.body.alloc();
                self.forget(name);
                self.reraise(save, raised, NOWHERE);
                self.release(raised);
            }
            self.u.body.protected = protected;
            if named.is_some() {
                self.u.body.unprotect();
            }
            self.u.body.place(next);
        }
        self.u.body.unprotect();
        self.reraise(save, exc, NOWHERE);
        self.u.body.place_handler(cleanup);
        self.reraise(save, h + 2, NOWHERE);
        self.release(h);
        self.u.body.place(end);
        Ok(())
    }

    /// Each clause takes its part of the group in `rest`; what the clauses raise is gathered in a
    /// list, and raised with what nobody took when all have run.
    fn try_except_star(&mut self, t: &'s Try<'s>, span: Span) -> Res {
        let h = self.height();
        let end = self.u.body.label();
        let outside = self.u.body.protected.len();
        let handler = self.u.body.protect(h, h);
        self.push_block(BlockKind::Try, outside);
        self.check_nesting(span)?;
        self.stmts(t.body)?;
        self.u.blocks.pop();
        self.u.body.unprotect();
        self.stmts(t.orelse)?;
        self.u.body.jump(end, NOWHERE);

        self.u.body.place_handler(handler);
        let (exc, save) = self.enter_handler(NOWHERE);
        let cleanup = self.u.body.protect(h + 2, h + 2);
        let raised = self.u.body.alloc();
        let op = Op::BuildList {
            d: Dst(raised),
            base: Base(raised),
            n: Count(0),
        };
        self.emit(op, NOWHERE);
        let rest = self.u.body.alloc();
        let op = Op::Copy {
            d: Dst(rest),
            s: Keep(exc),
        };
        self.emit(op, NOWHERE);
        for clause in t.handlers {
            let p = self.pos(clause.span);
            let next = self.u.body.label();
            let Some(ty) = clause.type_ else {
                let message = "expected one or more exception types";
                return Err(CompileError::syntax(message, clause.span));
            };
            let ty = self.operand(ty)?;
            self.release(h + 4);
            let part = self.u.body.alloc();
            let op = Op::GroupMatch {
                d: Dst(part),
                rest: Keep(rest),
                ty: Src(ty),
            };
            self.emit(op, p);
            self.jump_if_none(part, next, p);
            let failed = self.u.body.protect(h + 5, h + 5);
            if let Some(name) = clause.name {
                self.forbid(name, "assign to", clause.span)?;
                self.bind_exception(name, part, p)?;
            }
            self.push_block(BlockKind::StarHandler, outside);
            self.check_nesting(clause.span)?;
            self.stmts(clause.body)?;
            self.u.blocks.pop();
            self.u.body.unprotect();
            if let Some(name) = clause.name {
                self.forget(name);
            }
            self.u.body.jump(next, NOWHERE);
            self.u.body.place_handler(failed);
            let new = self.u.body.alloc();
            self.release(new);
            let op = Op::ListAppend {
                list: Keep(raised),
                v: Src(new),
            };
            self.emit(op, NOWHERE);
            if let Some(name) = clause.name {
                self.forget(name);
            }
            self.u.body.place(next);
            self.emit(Op::Clear { r: Keep(part) }, NOWHERE);
            self.release(part);
        }
        self.release(rest);
        let op = Op::ListAppend {
            list: Keep(raised),
            v: Src(rest),
        };
        self.emit(op, NOWHERE);
        let op = Op::GroupRest {
            d: Dst(raised),
            exc: Keep(exc),
            raised: Src(raised),
        };
        self.emit(op, NOWHERE);
        self.u.body.unprotect();
        let handled = self.u.body.label();
        self.jump_if_none(raised, handled, NOWHERE);
        self.reraise(save, raised, NOWHERE);
        self.u.body.place(handled);
        self.emit(Op::Clear { r: Keep(raised) }, NOWHERE);
        self.release(raised);
        self.leave_handler(exc, save, None, NOWHERE);
        self.u.body.jump(end, NOWHERE);
        self.u.body.place_handler(cleanup);
        self.reraise(save, h + 2, NOWHERE);
        self.release(h);
        self.u.body.place(end);
        Ok(())
    }

    /// Jumps if register `r`, which stays alive, holds None.
    fn jump_if_none(&mut self, r: u16, target: Label, p: Position) {
        let t = self.u.body.alloc();
        let op = Op::Copy {
            d: Dst(t),
            s: Keep(r),
        };
        self.emit(op, p);
        self.release(t);
        let op = Op::JumpIfNone {
            a: Src(t),
            off: Off32(0),
        };
        self.u.body.jump_op(op, target, p);
    }

    /// `name = exc`, which stays in its register too.
    fn bind_exception(&mut self, name: &str, exc: u16, p: Position) -> Res {
        if let Var::Local(r) = self.var(name) {
            self.copy_to_local(r, exc, p);
            return Ok(());
        }
        let t = self.u.body.alloc();
        self.emit(
            Op::Copy {
                d: Dst(t),
                s: Keep(exc),
            },
            p,
        );
        self.store_name(name, t, p)?;
        self.release(t);
        Ok(())
    }

    pub(super) fn with_items(
        &mut self,
        items: List<'s, WithItem<'s>>,
        body: List<'s, Stmt<'s>>,
        is_async: bool,
    ) -> Res {
        let Some((item, rest)) = items.split_first() else {
            return self.stmts(body);
        };
        self.guard.check()?;
        let h = self.height();
        let p = self.pos(item.context_expr.span);
        let (suppress, end) = (self.u.body.label(), self.u.body.label());
        let exit = self.push(item.context_expr)?;
        let base = Base(exit);
        if is_async {
            self.emit(Op::AsyncWithEnter { base }, p);
            self.release(exit + 1);
            self.u.body.alloc();
            self.await_temp(exit + 1, awaited::AENTER, exit + 1, p);
            self.release(exit + 1);
        } else {
            self.emit(Op::WithEnter { base }, p);
        }
        let outside = self.u.body.protected.len();
        let handler = self.u.body.protect(h + 1, h + 1);
        let block = BlockKind::With {
            exit,
            pos: p,
            is_async,
        };
        self.push_block(block, outside);
        self.check_nesting(item.context_expr.span)?;
        let entered = self.u.body.alloc();
        match item.optional_vars {
            Some(target) => self.store(target, entered)?,
            None => self.emit(Op::Clear { r: Keep(entered) }, p),
        }
        self.release(entered);
        self.with_items(rest, body, is_async)?;
        self.u.blocks.pop();
        self.u.body.unprotect();
        self.leave_with(exit, is_async, p);
        let exit = Keep(exit);
        self.u.body.jump(end, p);

        self.u.body.place_handler(handler);
        let (exc, save) = self.enter_handler(p);
        let cleanup = self.u.body.protect(h + 3, h + 3);
        let suppressed = self.u.body.alloc();
        let (d, exc_kept) = (Dst(suppressed), Keep(exc));
        let op = if is_async {
            Op::AsyncWithExitExc {
                d,
                exit,
                exc: exc_kept,
            }
        } else {
            Op::WithExitExc {
                d,
                exit,
                exc: exc_kept,
            }
        };
        self.emit(op, p);
        if is_async {
            self.await_temp(suppressed, awaited::AEXIT, suppressed, p);
        }
        self.release(suppressed);
        let op = Op::JumpIf {
            a: Src(suppressed),
            off: Off32(0),
        };
        self.u.body.jump_op(op, suppress, p);
        self.u.body.unprotect();
        self.reraise(save, exc, p);
        self.u.body.place(suppress);
        self.leave_handler(exc, save, None, p);
        self.u.body.jump(end, p);
        self.u.body.place_handler(cleanup);
        self.reraise(save, h + 3, NOWHERE);
        self.release(h);
        self.u.body.place(end);
        Ok(())
    }
}
