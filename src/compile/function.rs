//! Functions, lambdas and classes: decorators, defaults, annotations and docstrings around the body,
//! which becomes a code object of its own.

use hognose_grammar::ast::*;
use std::sync::Arc;

use super::Compiler;
use super::call::check_keywords;
use super::consts::text;
use super::error::Res;
use super::expr::has_star;
use super::lazy_scopes::TYPE_PARAMS;
use super::scope::{ScopeId, all_args};
use super::symbols::CLASS_CELL;
use super::unit::UnitKind;
use super::unparse;
use crate::code::opcodes::*;
use crate::code::{Code, CodeFlags, Const, Position};

/// `MakeFunction`'s flags.
pub(super) const DEFAULTS: u8 = 1;
pub(super) const KW_DEFAULTS: u8 = 2;
const ANNOTATIONS: u8 = 4;
const CLOSURE: u8 = 8;

impl<'s> Compiler<'s> {
    pub(super) fn function_def(&mut self, f: &'s FunctionDef<'s>, span: Span) -> Res {
        let h = self.height();
        let p = self.pos(span);
        self.forbid(f.name, "assign to", span)?;
        self.decorators(f.decorator_list)?;
        let base = self.height();
        if f.type_params.is_empty() {
            let flags = self.defaults(f.args, p)?;
            self.function_object(f, base, flags, p)?;
        } else {
            self.generic_function(f, base, p)?;
        }
        self.u.body.alloc();
        self.apply_decorators(h, f.decorator_list)?;
        self.store_name(f.name, h, p)?;
        self.release(h);
        Ok(())
    }

    /// `base = the function itself`; its defaults, which flags tell, were pushed from `base` on.
    pub(super) fn function_object(
        &mut self,
        f: &'s FunctionDef<'s>,
        base: u16,
        flags: u8,
        p: Position,
    ) -> Res {
        let mut flags = flags;
        let Some(scope) = self.scopes.of(f) else {
            return Ok(());
        };
        if self.annotations(f.args, f.returns, p)? {
            flags |= ANNOTATIONS;
        }
        self.check_params(f.args)?;
        self.enter_unit(scope, UnitKind::Function, f.name);
        self.u.first_line = self.first_line(f.decorator_list, p);
        self.params(f.args);
        self.prologue();
        let body = self.function_doc(f.body)?;
        self.stmts(body)?;
        self.emit_return_none();
        let code_flags = self.function_flags();
        let code = self.leave_unit(code_flags)?;
        self.make_function(code, scope, base, flags, base, p)
    }

    /// The line that a definition counts from: that of its first decorator.
    pub(super) fn first_line(&mut self, decorators: List<'_, Expr<'_>>, p: Position) -> u32 {
        match decorators.first() {
            Some(first) => self.pos(first.span).line,
            None => p.line,
        }
    }

    fn decorators(&mut self, list: List<'_, Expr<'_>>) -> Res {
        for decorator in list {
            self.push(decorator)?;
        }
        Ok(())
    }

    /// Calls the decorators from `h` on with what they decorate, the newest temporary; the result
    /// ends up in `h`.
    fn apply_decorators(&mut self, h: u16, list: List<'_, Expr<'_>>) -> Res {
        for (i, decorator) in list.iter().enumerate().rev() {
            let p = self.pos(decorator.span);
            let base = h + i as u16;
            self.emit(
                Op::Call {
                    d: Dst(base),
                    base: Base(base),
                    n: Count(1),
                },
                p,
            );
        }
        self.release(h + 1);
        Ok(())
    }

    /// Pushes defaults; the flags that tell which.
    pub(super) fn defaults(&mut self, args: &Arguments<'_>, p: Position) -> Res<u8> {
        let mut flags = 0;
        if !args.defaults.is_empty() {
            flags |= DEFAULTS;
            let h = self.height();
            match self.folder.items(args.defaults)? {
                Some(items) => self.load_const(Const::Tuple(items), h, p),
                None => self.tuple(args.defaults, h, p)?,
            }
            self.u.body.alloc();
        }
        let mut pairs = Vec::new();
        for (arg, default) in args.kwonlyargs.iter().zip(args.kw_defaults) {
            if let Some(default) = default {
                pairs.push((arg.arg, *default));
            }
        }
        if !pairs.is_empty() {
            flags |= KW_DEFAULTS;
            let h = self.height();
            for (name, default) in &pairs {
                let name = self.mangled(name).into_owned();
                self.push_const(text(&name), p);
                self.push(default)?;
            }
            self.release(h);
            self.emit(
                Op::BuildMap {
                    d: Dst(h),
                    base: Base(h),
                    n: Count(pairs.len() as u16),
                },
                p,
            );
            self.u.body.alloc();
        }
        Ok(flags)
    }

    /// Pushes the tuple of annotations, if there are any.
    fn annotations(
        &mut self,
        args: &Arguments<'_>,
        returns: Option<&Expr<'_>>,
        p: Position,
    ) -> Res<bool> {
        let h = self.height();
        // CPython's order.
        let in_order = args
            .posonlyargs
            .iter()
            .chain(args.args)
            .copied()
            .chain(args.vararg)
            .chain(args.kwonlyargs.iter().copied())
            .chain(args.kwarg);
        for arg in in_order {
            let Some(annotation) = arg.annotation else {
                continue;
            };
            let name = self.mangled(arg.arg).into_owned();
            let ap = self.pos(annotation.span);
            self.push_const(text(&name), ap);
            let starred = matches!(annotation.kind, ExprKind::Starred { .. });
            if starred && !self.future_annotations {
                self.starred_annotation(annotation, ap)?;
            } else {
                self.push_annotation(annotation)?;
            }
        }
        if let Some(returns) = returns {
            let rp = self.pos(returns.span);
            self.push_const(text("return"), rp);
            self.push_annotation(returns)?;
        }
        let n = self.height() - h;
        if n == 0 {
            return Ok(false);
        }
        self.release(h);
        self.emit(
            Op::BuildTuple {
                d: Dst(h),
                base: Base(h),
                n: Count(n),
            },
            p,
        );
        self.u.body.alloc();
        Ok(true)
    }

    /// `*args: *Ts` has the one item of `*Ts` as annotation.
    fn starred_annotation(&mut self, annotation: &Expr<'_>, p: Position) -> Res {
        let ExprKind::Starred { value, .. } = annotation.kind else {
            return Ok(());
        };
        let t = self.push(value)?;
        self.emit(
            Op::Unpack {
                s: Src(t),
                base: Base(t),
                n: Count(1),
            },
            p,
        );
        Ok(())
    }

    fn push_annotation(&mut self, annotation: &Expr<'_>) -> Res {
        let h = self.height();
        let r = self.annotation(annotation)?;
        if r != h {
            let p = self.pos(annotation.span);
            let t = self.u.body.alloc();
            self.emit(
                Op::Move {
                    d: Dst(t),
                    s: Src(r),
                },
                p,
            );
        }
        Ok(())
    }

    /// The value of an annotation: itself, or its text under `from __future__ import annotations`.
    pub(super) fn annotation(&mut self, annotation: &Expr<'_>) -> Res<u16> {
        if !self.future_annotations {
            return self.operand(annotation);
        }
        let p = self.pos(annotation.span);
        let shown = unparse::annotation(annotation, self.guard)?;
        Ok(self.push_const(text(&shown), p))
    }

    fn check_params(&mut self, args: &Arguments<'_>) -> Res {
        for arg in all_args(args) {
            self.forbid(arg.arg, "assign to", arg.span)?;
        }
        Ok(())
    }

    /// Notes the parameters of the body that begins.
    fn params(&mut self, args: &Arguments<'_>) {
        self.u.argcount = (args.posonlyargs.len() + args.args.len()) as u16;
        self.u.posonly = args.posonlyargs.len() as u16;
        self.u.kwonly = args.kwonlyargs.len() as u16;
        if args.vararg.is_some() {
            self.u.flags |= CodeFlags::VARARGS;
        }
        if args.kwarg.is_some() {
            self.u.flags |= CodeFlags::VARKEYWORDS;
        }
    }

    /// Flags of the function that ends.
    pub(super) fn function_flags(&self) -> u32 {
        let mut flags = CodeFlags::OPTIMIZED | CodeFlags::NEWLOCALS;
        let scope = self.scopes.get(self.u.scope);
        flags |= match (scope.is_generator, scope.is_coroutine) {
            (true, true) => CodeFlags::ASYNC_GENERATOR,
            (true, false) => CodeFlags::GENERATOR,
            (false, true) => CodeFlags::COROUTINE,
            (false, false) => 0,
        };
        let nested = self.outer.iter().any(|u| u.is_function_like());
        if nested {
            flags |= CodeFlags::NESTED;
        }
        if self.outer.last().is_some_and(|u| u.kind == UnitKind::Class) {
            flags |= CodeFlags::METHOD;
        }
        flags
    }

    /// Takes the docstring off a function's body; it becomes the first constant.
    fn function_doc<'b, 'a>(&mut self, body: List<'b, Stmt<'a>>) -> Res<List<'b, Stmt<'a>>> {
        let (doc, rest) = split_doc(body);
        if let Some(doc) = doc
            && self.options.optimize < 2
        {
            self.u.flags |= CodeFlags::HAS_DOCSTRING;
            self.narrow_const(Const::Str(clean_doc(doc).into()));
        }
        Ok(rest)
    }

    /// `d = function of code`; flags tell what was pushed from `base` on.
    pub(super) fn make_function(
        &mut self,
        code: Arc<Code>,
        scope: ScopeId,
        base: u16,
        flags: u8,
        d: u16,
        p: Position,
    ) -> Res {
        let free = self.scopes.get(scope).free.clone();
        let mut flags = flags;
        if !free.is_empty() {
            flags |= CLOSURE;
            let h = self.height();
            for name in &free {
                let t = self.u.body.alloc();
                self.load_closure(*name, t, p);
            }
            self.release(h);
            self.emit(
                Op::BuildTuple {
                    d: Dst(h),
                    base: Base(h),
                    n: Count(free.len() as u16),
                },
                p,
            );
        }
        self.release(base);
        match self.narrow_const(Const::Code(code)) {
            Some(k) => self.emit(
                Op::MakeFunction {
                    flags: Flags(flags),
                    d: Dst(d),
                    k: K(k),
                    base: Base(base),
                },
                p,
            ),
            None => self.overflow("constants"),
        }
        Ok(())
    }

    pub(super) fn lambda(
        &mut self,
        e: &Expr<'_>,
        args: &Arguments<'_>,
        body: &Expr<'_>,
        d: u16,
    ) -> Res {
        let h = self.height();
        let p = self.pos(e.span);
        let Some(scope) = self.scopes.of(e) else {
            return Ok(());
        };
        self.check_params(args)?;
        let flags = self.defaults(args, p)?;
        self.enter_unit(scope, UnitKind::Lambda, "<lambda>");
        self.u.first_line = p.line;
        self.params(args);
        self.prologue();
        let bp = self.pos(body.span);
        let s = Src(self.operand(body)?);
        self.release(self.u.body.nlocals);
        self.emit(Op::Return { s }, bp);
        let code_flags = self.function_flags();
        let code = self.leave_unit(code_flags)?;
        self.make_function(code, scope, h, flags, d, p)?;
        self.release(h);
        Ok(())
    }

    // ---- classes ----

    pub(super) fn class_def(&mut self, c: &'s ClassDef<'s>, span: Span) -> Res {
        let h = self.height();
        let p = self.pos(span);
        self.forbid(c.name, "assign to", span)?;
        self.decorators(c.decorator_list)?;
        let base = self.height();
        if c.type_params.is_empty() {
            self.class_object(c, c.bases, base, p)?;
        } else {
            self.generic_class(c, base, p)?;
        }
        self.u.body.alloc();
        self.apply_decorators(h, c.decorator_list)?;
        self.store_name(c.name, h, p)?;
        self.release(h);
        Ok(())
    }

    /// `base = the class itself`, made of these bases.
    pub(super) fn class_object(
        &mut self,
        c: &'s ClassDef<'s>,
        bases: List<'_, Expr<'_>>,
        base: u16,
        p: Position,
    ) -> Res {
        let Some(scope) = self.scopes.of(c) else {
            return Ok(());
        };
        let first_line = self.first_line(c.decorator_list, p);
        self.u.body.alloc();
        self.emit(Op::LoadBuildClass { d: Dst(base) }, p);
        let code = self.class_body(c, scope, first_line)?;
        self.make_function(code, scope, base + 1, 0, base + 1, p)?;
        self.u.body.alloc();
        self.push_const(text(c.name), p);
        check_keywords(c.keywords)?;
        let starred = has_star(bases) || c.keywords.iter().any(|k| k.arg.is_none());
        if starred || bases.len() + c.keywords.len() > 200 {
            self.call_ex(base, bases, c.keywords, base, p)
        } else {
            self.call_registers(base, bases, c.keywords, base, p)
        }
    }

    fn class_body(
        &mut self,
        c: &'s ClassDef<'s>,
        scope: ScopeId,
        first_line: u32,
    ) -> Res<Arc<Code>> {
        self.enter_unit(scope, UnitKind::Class, c.name);
        self.u.first_line = first_line;
        let p = Position {
            line: first_line,
            end_line: first_line,
            col: 0,
            end_col: 0,
        };
        self.prologue();
        let h = self.height();
        self.load_name("__name__", h, p);
        self.u.body.alloc();
        self.store_name("__module__", h, p)?;
        let qualname = self.u.qualname.clone();
        self.load_const(text(&qualname), h, p);
        self.store_name("__qualname__", h, p)?;
        self.load_const(Const::Int(first_line as i64), h, p);
        self.store_name("__firstlineno__", h, p)?;
        self.release(h);
        if !c.type_params.is_empty() {
            self.load_name(TYPE_PARAMS, h, p);
            self.u.body.alloc();
            self.store_name("__type_params__", h, p)?;
            self.release(h);
        }
        if let Some(r) = self.u.class_dict {
            let s = self.u.body.alloc();
            self.emit(Op::LoadNamespace { d: Dst(s) }, p);
            self.release(h);
            let (r, s) = (Keep(r), Src(s));
            self.emit(Op::StoreCell { r, s }, p);
        }
        self.setup_annotations();
        let (doc, body) = split_doc(c.body);
        if let Some(doc) = doc
            && self.options.optimize < 2
        {
            let dp = c.body.first().map(|s| s.span).unwrap_or_default();
            let dp = self.pos(dp);
            self.push_const(Const::Str(clean_doc(doc).into()), dp);
            self.store_name("__doc__", h, dp)?;
            self.release(h);
        }
        self.stmts(body)?;
        let p = match c.body.last() {
            Some(last) => self.pos(last.span),
            None => p,
        };
        let mut names = std::mem::take(&mut self.u.static_attributes);
        names.sort();
        let names: Vec<Const> = names.iter().map(|n| text(n)).collect();
        self.push_const(Const::Tuple(names.into()), p);
        self.store_name("__static_attributes__", h, p)?;
        self.release(h);
        if let Some(r) = self.u.class_dict {
            self.emit(
                Op::Copy {
                    d: Dst(h),
                    s: Keep(r),
                },
                p,
            );
            self.u.body.alloc();
            self.store_name("__classdictcell__", h, p)?;
            self.release(h);
        }
        if self.scopes.get(scope).needs_class_cell {
            let id = self.names.id(CLASS_CELL);
            let t = self.u.body.alloc();
            self.load_closure(id, t, p);
            let copy = self.u.body.alloc();
            self.emit(
                Op::Copy {
                    d: Dst(copy),
                    s: Keep(t),
                },
                p,
            );
            self.store_name("__classcell__", copy, p)?;
            self.release(t);
            self.emit(Op::Return { s: Src(t) }, p);
        } else {
            self.emit(Op::ReturnNone {}, p);
        }
        self.leave_unit(CodeFlags::CLASS)
    }

    /// Makes `__annotations__` if the body annotates anything.
    pub(super) fn setup_annotations(&mut self) {
        if self.scopes.get(self.u.scope).has_annotations {
            let line = self.u.first_line;
            let p = Position {
                line,
                end_line: line,
                col: 0,
                end_col: 0,
            };
            self.emit(Op::SetupAnnotations {}, p);
        }
    }

    /// Annotations and docstring of a module; the rest of its body.
    pub(super) fn module_doc<'b, 'a>(
        &mut self,
        body: List<'b, Stmt<'a>>,
    ) -> Res<List<'b, Stmt<'a>>> {
        self.setup_annotations();
        let (doc, rest) = split_doc(body);
        if let (Some(doc), Some(first)) = (doc, body.first())
            && self.options.optimize < 2
        {
            let p = self.pos(first.span);
            let t = self.push_const(Const::Str(clean_doc(doc).into()), p);
            self.store_name("__doc__", t, p)?;
            self.release(t);
        }
        Ok(rest)
    }
}

/// A body's docstring, and what follows it.
fn split_doc<'b, 'a>(body: List<'b, Stmt<'a>>) -> (Option<&'a [u8]>, List<'b, Stmt<'a>>) {
    if let Some((first, rest)) = body.split_first()
        && let StmtKind::Expr { value } = first.kind
        && let ExprKind::Constant {
            value: Constant::Str { value, .. },
        } = value.kind
    {
        return (Some(value), rest);
    }
    (None, body)
}

/// A docstring without the indentation that its lines share, as 3.13 stores it.
fn clean_doc(doc: &[u8]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(doc.len());
    let mut column = 0;
    for &byte in doc {
        match byte {
            b'\t' => {
                let n = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(b' ', n));
                column += n;
            }
            b'\n' | b'\r' => {
                expanded.push(byte);
                column = 0;
            }
            _ => {
                expanded.push(byte);
                // Columns count characters.
                if byte & 0xc0 != 0x80 {
                    column += 1;
                }
            }
        }
    }
    let mut lines = expanded.split(|&b| b == b'\n');
    let indent = |line: &[u8]| line.iter().take_while(|&&b| b == b' ').count();
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&[u8]> = lines.collect();
    let margin = rest
        .iter()
        .filter(|line| indent(line) < line.len())
        .map(|line| indent(line))
        .min()
        .unwrap_or(0);
    let mut clean = first[indent(first)..].to_vec();
    for line in rest {
        clean.push(b'\n');
        clean.extend(&line[margin.min(indent(line))..]);
    }
    clean
}
