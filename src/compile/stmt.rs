//! Statements, but for `try`, `with` and `match`: loops and the jumps out of them, `return`, `if`,
//! `raise`, `assert`, imports.
//!
//! A jump out of a block undoes what surrounds it, innermost first: `with` exits, `finally` bodies,
//! loop iterators (`unwind`, `rewind`).

use hognose_grammar::ast::*;

use super::Compiler;
use super::consts::text;
use super::emit::{HandlerId, Label};
use super::error::{CompileError, Res};
use super::unit::{UnitKind, Var};
use crate::code::opcodes::*;
use crate::code::{Const, Position, Site};

/// Most blocks around a statement of a body.
const MAX_BLOCKS: usize = 21;

/// What surrounds a statement in its body: what `return`, `break` and `continue` have to undo.
#[derive(Clone, Debug)]
pub(super) struct Block<'s> {
    pub kind: BlockKind<'s>,
    /// How many handlers are active outside the block.
    pub protected: usize,
}

#[derive(Clone, Debug)]
pub(super) enum BlockKind<'s> {
    /// `iter`: the iterator of a `for`.
    Loop {
        next: Label,
        end: Label,
        iter: Option<u16>,
    },
    /// The protected part of `try … except`.
    Try,
    /// All that runs before a `finally`.
    Finally { body: List<'s, Stmt<'s>> },
    /// The body of an `except`, or of a `finally` that runs because of an exception.
    Handler {
        exc: u16,
        save: u16,
        name: Option<Ident<'s>>,
        except: bool,
    },
    /// The body of an `except*`, which can't be left by `return`, `break` or `continue`.
    StarHandler,
    /// The body of a `with`.
    With {
        exit: u16,
        pos: Position,
        is_async: bool,
    },
    /// A value that waits for a `finally` to end.
    Value { r: u16 },
}

/// The blocks and handlers around a place.
struct Surroundings<'s> {
    blocks: Vec<Block<'s>>,
    protected: Vec<HandlerId>,
}

impl<'s> Compiler<'s> {
    pub(super) fn stmts(&mut self, body: List<'s, Stmt<'s>>) -> Res {
        for s in body {
            self.stmt(s)?;
        }
        Ok(())
    }

    pub(super) fn emit_return_none(&mut self) {
        // CPython gives the implicit return the position of the last statement's last instruction.
        let p = self.u.body.last_pos();
        self.emit(Op::ReturnNone {}, p);
    }

    fn stmt(&mut self, s: &'s Stmt<'s>) -> Res {
        self.guard.check()?;
        let p = self.pos(s.span);
        match &s.kind {
            StmtKind::Expr { value } => self.expression(value, p)?,
            StmtKind::Assign { targets, value } => self.assign(targets, value)?,
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value, p)?,
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.annotated(target, annotation, *value, *simple, p)?,
            StmtKind::Return { value } => self.return_stmt(*value, s.span, p)?,
            StmtKind::If(i) => self.if_stmt(i, p)?,
            StmtKind::While(w) => self.while_stmt(w, s.span)?,
            StmtKind::For(f) => self.for_stmt(f, s.span)?,
            StmtKind::FunctionDef(f) | StmtKind::AsyncFunctionDef(f) => {
                self.function_def(f, s.span)?
            }
            StmtKind::ClassDef(c) => self.class_def(c, s.span)?,
            StmtKind::Try(t) => self.try_stmt(t, s.span)?,
            StmtKind::With(w) => self.with_items(w.items, w.body, false)?,
            StmtKind::Match { subject, cases } => self.match_stmt(subject, cases)?,
            StmtKind::Raise { exc, cause } => self.raise(*exc, *cause, p)?,
            StmtKind::Assert { test, msg } => self.assert_stmt(test, *msg)?,
            StmtKind::Delete { targets } => {
                for target in *targets {
                    self.delete(target)?;
                }
            }
            StmtKind::Import { names } => self.import(names, p)?,
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => self.import_from(*module, names, *level, s.span)?,
            StmtKind::Break => self.break_stmt(s.span, p)?,
            StmtKind::Continue => self.continue_stmt(s.span, p)?,
            StmtKind::Pass | StmtKind::Global { .. } | StmtKind::Nonlocal { .. } => {}
            StmtKind::AsyncFor(f) => self.async_for(f, s.span)?,
            StmtKind::AsyncWith(w) => {
                self.inside_async("'async with' outside async function", s.span)?;
                self.with_items(w.items, w.body, true)?;
            }
            StmtKind::TryStar(t) => self.try_star(t, s.span)?,
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => self.type_alias(name, type_params, value, s.span)?,
        }
        Ok(())
    }

    fn expression(&mut self, value: &Expr<'_>, p: Position) -> Res {
        if self.interactive && self.u.kind == UnitKind::Module {
            let h = self.height();
            let s = Src(self.operand(value)?);
            self.release(h);
            self.emit(Op::PrintExpr { s }, p);
            return Ok(());
        }
        self.discard(value)
    }

    fn assign(&mut self, targets: List<'_, Expr<'_>>, value: &Expr<'_>) -> Res {
        let h = self.height();
        if let [target] = targets {
            return self.assign_one(target, value);
        }
        let Some((last, firsts)) = targets.split_last() else {
            return Ok(());
        };
        let v = self.push(value)?;
        for target in firsts {
            let p = self.pos(target.span);
            if let ExprKind::Name { id, .. } = target.kind
                && let Var::Local(r) = self.var(id)
            {
                self.copy_to_local(r, v, p);
                continue;
            }
            let copy = self.u.body.alloc();
            self.emit(
                Op::Copy {
                    d: Dst(copy),
                    s: Keep(v),
                },
                p,
            );
            self.store(target, copy)?;
            self.release(copy);
        }
        self.store(last, v)?;
        self.release(h);
        Ok(())
    }

    fn return_stmt(&mut self, value: Option<&Expr<'_>>, span: Span, p: Position) -> Res {
        if !self.u.is_function_like() {
            return Err(CompileError::syntax("'return' outside function", span));
        }
        let scope = self.scopes.get(self.u.scope);
        if value.is_some() && scope.is_generator && scope.is_coroutine {
            let message = "'return' with value in async generator";
            return Err(CompileError::syntax(message, span));
        }
        let h = self.height();
        let constant = match value {
            None => Some(Const::None),
            Some(value) => self.fold(value)?,
        };
        let at = match (value, &constant) {
            (Some(value), Some(_)) => value.span,
            _ => span,
        };
        self.refuse_in_star(0, at)?;
        match (value, constant) {
            (Some(value), None) => {
                // What unwinding runs may rebind a local, and may leave by another way.
                let borrowed = self
                    .u
                    .blocks
                    .iter()
                    .all(|b| matches!(b.kind, BlockKind::Loop { .. } | BlockKind::Try));
                let s = if borrowed {
                    self.operand(value)?
                } else {
                    self.push(value)?
                };
                let outside = self.u.body.protected.len();
                self.u.blocks.push(Block {
                    kind: BlockKind::Value { r: s },
                    protected: outside,
                });
                let here = self.unwind(0, true, p)?;
                self.release(h);
                self.emit(Op::Return { s: Src(s) }, p);
                self.rewind(here);
                self.u.blocks.pop();
            }
            (_, constant) => {
                let here = self.unwind(0, false, p)?;
                match constant {
                    None | Some(Const::None) => self.emit(Op::ReturnNone {}, p),
                    Some(c) => {
                        let t = self.push_const(c, p);
                        self.release(h);
                        self.emit(Op::Return { s: Src(t) }, p);
                    }
                }
                self.rewind(here);
            }
        }
        Ok(())
    }

    /// Emits what leaving all blocks from number `keep` on takes, innermost first. With `value`,
    /// the innermost block holds the value that is being returned, which outlives all others. The
    /// caller emits the jump that leaves, then calls `rewind` with what it got.
    fn unwind(&mut self, keep: usize, value: bool, p: Position) -> Res<Surroundings<'s>> {
        let surroundings = Surroundings {
            blocks: self.u.blocks.clone(),
            protected: self.u.body.protected.clone(),
        };
        let held = if value { self.u.blocks.pop() } else { None };
        while self.u.blocks.len() > keep {
            let Some(block) = self.u.blocks.pop() else {
                break;
            };
            self.u.body.protected.truncate(block.protected);
            match block.kind {
                BlockKind::Loop { iter: Some(r), .. } => {
                    self.emit(Op::Clear { r: Keep(r) }, p);
                }
                BlockKind::Value { r } if self.u.body.is_temp(r) => {
                    self.emit(Op::Clear { r: Keep(r) }, p);
                }
                BlockKind::Loop { .. }
                | BlockKind::Try
                | BlockKind::StarHandler
                | BlockKind::Value { .. } => {}
                BlockKind::Finally { body } => {
                    // `return` in it drops the value that waits.
                    let pushed = held.clone().map(|mut held| {
                        held.protected = self.u.body.protected.len();
                        self.u.blocks.push(held);
                    });
                    self.stmts(body)?;
                    if pushed.is_some() {
                        self.u.blocks.pop();
                    }
                }
                BlockKind::Handler {
                    exc, save, name, ..
                } => self.leave_handler(exc, save, name, p),
                BlockKind::With {
                    exit,
                    pos,
                    is_async,
                } => self.leave_with(exit, is_async, pos),
            }
        }
        Ok(surroundings)
    }

    /// Back to the place before `unwind`, for the code that follows in the source.
    fn rewind(&mut self, surroundings: Surroundings<'s>) {
        self.u.blocks = surroundings.blocks;
        self.u.body.protected = surroundings.protected;
    }

    /// Refuses what nests deeper than CPython allows (each `finally` doubles the code in it).
    /// CPython counts an `except` as two blocks.
    pub(super) fn check_nesting(&self, span: Span) -> Res {
        let excepts = self.u.blocks.iter().filter(|b| {
            matches!(
                b.kind,
                BlockKind::Handler { except: true, .. } | BlockKind::StarHandler
            )
        });
        if self.u.blocks.len() + excepts.count() > MAX_BLOCKS {
            let message = "too many statically nested blocks";
            return Err(CompileError::syntax(message, span));
        }
        Ok(())
    }

    /// Number of the innermost loop's block.
    fn innermost_loop(&self) -> Option<usize> {
        self.u
            .blocks
            .iter()
            .rposition(|b| matches!(b.kind, BlockKind::Loop { .. }))
    }

    /// Refuses to leave the blocks from number `keep` on if an `except*` is among them.
    fn refuse_in_star(&self, keep: usize, span: Span) -> Res {
        let blocks = self.u.blocks.iter().skip(keep);
        let mut kinds = blocks.map(|b| &b.kind);
        if kinds.any(|k| matches!(k, BlockKind::StarHandler)) {
            let message = "'break', 'continue' and 'return' cannot appear in an except* block";
            return Err(CompileError::syntax(message, span));
        }
        Ok(())
    }

    fn break_stmt(&mut self, span: Span, p: Position) -> Res {
        let Some(at) = self.innermost_loop() else {
            return Err(CompileError::syntax("'break' outside loop", span));
        };
        self.refuse_in_star(at, span)?;
        let here = self.unwind(at, false, p)?;
        if let BlockKind::Loop { end, .. } = here.blocks[at].kind {
            self.u.body.jump(end, p);
        }
        self.rewind(here);
        Ok(())
    }

    fn continue_stmt(&mut self, span: Span, p: Position) -> Res {
        let Some(at) = self.innermost_loop() else {
            return Err(CompileError::syntax(
                "'continue' not properly in loop",
                span,
            ));
        };
        self.refuse_in_star(at, span)?;
        let here = self.unwind(at + 1, false, p)?;
        if let BlockKind::Loop { next, .. } = here.blocks[at].kind {
            self.u.body.jump(next, p);
        }
        self.rewind(here);
        Ok(())
    }

    fn if_stmt(&mut self, first: &'s If<'s>, p: Position) -> Res {
        let end = self.u.body.label();
        let mut branch = first;
        loop {
            let otherwise = self.u.body.label();
            self.cond(branch.test, otherwise, false)?;
            self.stmts(branch.body)?;
            if !branch.orelse.is_empty() {
                self.u.body.jump(end, p);
            }
            self.u.body.place(otherwise);
            match branch.orelse {
                [
                    Stmt {
                        kind: StmtKind::If(next),
                        ..
                    },
                ] => branch = next,
                rest => {
                    self.stmts(rest)?;
                    break;
                }
            }
        }
        self.u.body.place(end);
        Ok(())
    }

    fn while_stmt(&mut self, w: &'s While<'s>, span: Span) -> Res {
        let body = &mut self.u.body;
        let (top, next) = (body.label(), body.label());
        let (otherwise, end) = (body.label(), body.label());
        // The test stands above the loop and below it: one jump a turn.
        self.cond(w.test, otherwise, false)?;
        self.u.body.place_loop_head(top);
        let protected = self.u.body.protected.len();
        self.u.blocks.push(Block {
            kind: BlockKind::Loop {
                next,
                end,
                iter: None,
            },
            protected,
        });
        self.check_nesting(span)?;
        self.stmts(w.body)?;
        self.u.blocks.pop();
        self.u.body.place(next);
        self.cond(w.test, top, true)?;
        self.u.body.place(otherwise);
        self.stmts(w.orelse)?;
        self.u.body.place(end);
        Ok(())
    }

    fn for_stmt(&mut self, f: &'s For<'s>, span: Span) -> Res {
        let h = self.height();
        let body = &mut self.u.body;
        let (top, next) = (body.label(), body.label());
        let (otherwise, end) = (body.label(), body.label());
        let p = self.pos(f.iter.span);
        let it = self.iterator(f.iter)?;
        let d = self.loop_target(f.target);
        let (iter, off) = (Keep(it), Off(0));
        let enter = Op::ForIter {
            it: iter,
            d: Dst(d),
            off,
        };
        self.u.body.jump_op(enter, otherwise, p);
        self.u.body.place_loop_head(top);
        let protected = self.u.body.protected.len();
        self.u.blocks.push(Block {
            kind: BlockKind::Loop {
                next,
                end,
                iter: Some(it),
            },
            protected,
        });
        self.check_nesting(span)?;
        self.store_loop_target(f.target, d)?;
        self.stmts(f.body)?;
        self.u.blocks.pop();
        self.u.body.place(next);
        let again = Op::ForLoop {
            it: iter,
            d: Dst(d),
            off,
        };
        self.u.body.jump_op(again, top, p);
        self.u.body.place(otherwise);
        self.release(h);
        self.stmts(f.orelse)?;
        self.u.body.place(end);
        Ok(())
    }

    fn raise(&mut self, exc: Option<&Expr<'_>>, cause: Option<&Expr<'_>>, p: Position) -> Res {
        let h = self.height();
        let op = match (exc, cause) {
            (None, _) => Op::Raise {
                flags: Flags(1),
                a: Src(0),
            },
            (Some(exc), None) => Op::Raise {
                flags: Flags(0),
                a: Src(self.operand(exc)?),
            },
            (Some(exc), Some(cause)) => {
                let a = Src(self.operand_before(exc, &[cause])?);
                let cause = Src(self.operand(cause)?);
                Op::RaiseFrom { a, cause }
            }
        };
        self.release(h);
        self.emit(op, p);
        Ok(())
    }

    fn assert_stmt(&mut self, test: &Expr<'_>, msg: Option<&Expr<'_>>) -> Res {
        if self.options.optimize > 0 {
            return Ok(());
        }
        let h = self.height();
        let p = self.pos(test.span);
        let end = self.u.body.label();
        self.cond(test, end, true)?;
        let op = match msg {
            Some(msg) => Op::AssertFail {
                flags: Flags(1),
                a: Src(self.operand(msg)?),
            },
            None => Op::AssertFail {
                flags: Flags(0),
                a: Src(0),
            },
        };
        self.release(h);
        self.emit(op, p);
        self.u.body.place(end);
        Ok(())
    }

    // ---- imports ----

    /// Pushes a module: `__import__(name, …, fromlist, level)`.
    fn import_module(&mut self, name: &str, level: u32, fromlist: Const, p: Position) -> u16 {
        let base = self.push_const(Const::Int(level as i64), p);
        self.push_const(fromlist, p);
        self.release(base + 1);
        let name = Name(self.u.body.name(name));
        self.emit(
            Op::ImportName {
                base: Base(base),
                name,
            },
            p,
        );
        base
    }

    fn import_attr(&mut self, module: u16, name: &str, d: u16, p: Position) {
        if !self.u.body.reachable {
            return;
        }
        let site = self.u.body.site(name, 0, Site::NO_KW, false);
        self.emit(
            Op::ImportFrom {
                d: Dst(d),
                m: Keep(module),
                site,
            },
            p,
        );
    }

    fn import(&mut self, names: List<'_, Alias<'_>>, p: Position) -> Res {
        let h = self.height();
        for alias in names {
            let module = self.import_module(alias.name, 0, Const::None, p);
            let mut parts = alias.name.split('.');
            let first = parts.next().unwrap_or(alias.name);
            let name = match alias.asname {
                None => first,
                Some(asname) => {
                    for part in parts {
                        let d = self.u.body.alloc();
                        self.import_attr(module, part, d, p);
                        self.emit(Op::Clear { r: Keep(module) }, p);
                        self.emit(
                            Op::Move {
                                d: Dst(module),
                                s: Src(d),
                            },
                            p,
                        );
                        self.release(d);
                    }
                    asname
                }
            };
            // CPython names the whole statement here.
            self.forbid_in(name, p)?;
            self.store_name(name, module, p)?;
            self.release(h);
        }
        Ok(())
    }

    fn forbid_in(&self, name: &str, p: Position) -> Res {
        if name != "__debug__" {
            return Ok(());
        }
        let start = self.source.line_start(p.line) + p.col;
        let end = self.source.line_start(p.end_line) + p.end_col;
        self.forbid(name, "assign to", Span::new(start, end))
    }

    fn import_from(
        &mut self,
        module: Option<Ident<'_>>,
        names: List<'_, Alias<'_>>,
        level: u32,
        span: Span,
    ) -> Res {
        let h = self.height();
        let p = self.pos(span);
        if module == Some("__future__") && level == 0 && span.start >= self.future_end {
            return Err(CompileError::syntax(
                "from __future__ imports must occur at the beginning of the file",
                span,
            ));
        }
        let list: Vec<Const> = names.iter().map(|a| text(a.name)).collect();
        let list = Const::Tuple(list.into());
        let module = self.import_module(module.unwrap_or(""), level, list, p);
        for alias in names {
            if alias.name == "*" {
                self.release(h);
                self.emit(Op::ImportStar { m: Src(module) }, p);
                return Ok(());
            }
            let d = self.u.body.alloc();
            self.import_attr(module, alias.name, d, p);
            let name = alias.asname.unwrap_or(alias.name);
            self.forbid_in(name, p)?;
            self.store_name(name, d, p)?;
            self.release(d);
        }
        self.emit(Op::Clear { r: Keep(module) }, p);
        self.release(h);
        Ok(())
    }
}
