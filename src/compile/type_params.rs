//! Generic functions and classes, and `type` statements.
//!
//! The parameters are made by a hidden function around what is generic, which is called at once;
//! defaults of a generic function are evaluated outside and handed to it. Bounds, defaults of
//! parameters and the values of aliases become functions that are called when somebody asks.

use hognose_grammar::ast::*;

use super::Compiler;
use super::consts::text;
use super::error::{CompileError, Res};
use super::function;
use super::lazy_scopes::{DEFAULTS, GENERIC_BASE, KW_DEFAULTS, TYPE_PARAMS, key, name_and_default};
use super::unit::UnitKind;
use crate::code::opcodes::*;
use crate::code::{Const, Position};

impl<'s> Compiler<'s> {
    /// `base = the function`, with its type parameters around it.
    pub(super) fn generic_function(
        &mut self,
        f: &'s FunctionDef<'s>,
        base: u16,
        p: Position,
    ) -> Res {
        self.u.body.alloc();
        let flags = self.defaults(f.args, p)?;
        let line = self.first_line(f.decorator_list, p);
        self.generic(f.name, f.type_params, line, base, p, |this| {
            let h = this.height();
            for (flag, name) in [
                (function::DEFAULTS, DEFAULTS),
                (function::KW_DEFAULTS, KW_DEFAULTS),
            ] {
                if flags & flag != 0 {
                    let t = this.height();
                    this.load_name(name, t, p);
                    this.u.body.alloc();
                }
            }
            this.function_object(f, h, flags, p)?;
            let made = this.u.body.alloc();
            let params = this.u.body.alloc();
            this.load_name(TYPE_PARAMS, params, p);
            this.release(params);
            let (f, params) = (Keep(made), Src(params));
            this.emit(Op::SetTypeParams { f, params }, p);
            this.release(h);
            Ok(())
        })
    }

    /// `base = the class`, with its type parameters around it.
    pub(super) fn generic_class(&mut self, c: &'s ClassDef<'s>, base: u16, p: Position) -> Res {
        self.u.body.alloc();
        let line = self.first_line(c.decorator_list, p);
        self.generic(c.name, c.type_params, line, base, p, |this| {
            let h = this.height();
            this.load_name(TYPE_PARAMS, h, p);
            let (d, params) = (Dst(h), Src(h));
            this.emit(Op::GenericBase { d, params }, p);
            this.u.body.alloc();
            this.store_name(GENERIC_BASE, h, p)?;
            this.release(h);
            let generic = Expr {
                span: c.type_params.first().map(|p| p.span).unwrap_or_default(),
                kind: ExprKind::Name {
                    id: GENERIC_BASE,
                    ctx: ExprContext::Load,
                },
            };
            let mut bases: Vec<&Expr<'_>> = c.bases.to_vec();
            bases.push(&generic);
            this.class_object(c, &bases, h, p)
        })
    }

    /// `base = what inner leaves in the first temporary`, run in the scope of the parameters.
    /// The arguments for that scope stand behind `base`, which is reserved.
    fn generic(
        &mut self,
        name: &str,
        params: List<'_, TypeParam<'_>>,
        line: u32,
        base: u16,
        p: Position,
        inner: impl FnOnce(&mut Self) -> Res,
    ) -> Res {
        let Some(scope) = params
            .first()
            .and_then(|first| self.scopes.by_node.get(&key::params(first)).copied())
        else {
            return Ok(());
        };
        let n = self.height() - base - 1;
        let name = format!("<generic parameters of {name}>");
        self.enter_unit(scope, UnitKind::TypeParams, &name);
        self.u.first_line = line;
        self.u.argcount = n;
        self.prologue();
        let h = self.height();
        self.type_params(params, h, p)?;
        inner(self)?;
        let s = Src(self.u.body.alloc());
        self.release(h);
        self.emit(Op::Return { s }, p);
        let code = self.leave_unit(self.function_flags())?;
        let top = self.height();
        self.make_function(code, scope, top, 0, base, p)?;
        self.release(base);
        self.emit(
            Op::Call {
                d: Dst(base),
                base: Base(base),
                n: Count(n),
            },
            p,
        );
        Ok(())
    }

    /// Makes the parameters, binds them and keeps the tuple of them.
    fn type_params(&mut self, params: List<'_, TypeParam<'_>>, h: u16, p: Position) -> Res {
        let mut seen_default = false;
        for param in params {
            let pp = self.pos(param.span);
            let (name, default) = name_and_default(param);
            if default.is_none() && seen_default {
                let message =
                    format!("non-default type parameter '{name}' follows default type parameter");
                return Err(CompileError::syntax(message, param.span));
            }
            seen_default |= default.is_some();
            self.forbid(name, "assign to", param.span)?;
            let (kind, bound) = match param.kind {
                TypeParamKind::TypeVar { bound, .. } => match bound {
                    Some(Expr {
                        kind: ExprKind::Tuple { .. },
                        ..
                    }) => (type_param::CONSTRAINED, bound),
                    _ => (type_param::TYPE_VAR, bound),
                },
                TypeParamKind::TypeVarTuple { .. } => (type_param::TYPE_VAR_TUPLE, None),
                TypeParamKind::ParamSpec { .. } => (type_param::PARAM_SPEC, None),
            };
            let base = self.push_const(text(name), pp);
            for (e, key) in [(bound, key::bound(param)), (default, key::default(param))] {
                match e {
                    Some(e) => self.lazy(e, key, name, pp)?,
                    None => {
                        self.push_const(Const::None, pp);
                    }
                }
            }
            self.release(base);
            self.emit(
                Op::MakeTypeParam {
                    flags: Flags(kind),
                    d: Dst(base),
                    base: Base(base),
                },
                pp,
            );
            self.u.body.alloc();
            let copy = self.u.body.alloc();
            let (d, s) = (Dst(copy), Keep(base));
            self.emit(Op::Copy { d, s }, pp);
            self.store_name(name, copy, pp)?;
            self.release(copy);
        }
        self.release(h);
        self.emit(
            Op::BuildTuple {
                d: Dst(h),
                base: Base(h),
                n: Count(params.len() as u16),
            },
            p,
        );
        self.u.body.alloc();
        self.store_name(TYPE_PARAMS, h, p)?;
        self.release(h);
        Ok(())
    }

    /// A function in a new temporary that gives the value of `e`.
    fn lazy(&mut self, e: &Expr<'_>, key: usize, name: &str, p: Position) -> Res {
        let Some(&scope) = self.scopes.by_node.get(&key) else {
            return Ok(());
        };
        let h = self.height();
        self.enter_unit(scope, UnitKind::Lazy, name);
        self.u.first_line = p.line;
        self.prologue();
        let ep = self.pos(e.span);
        let s = Src(self.operand(e)?);
        self.release(self.u.body.nlocals);
        self.emit(Op::Return { s }, ep);
        let code = self.leave_unit(self.function_flags())?;
        self.make_function(code, scope, h, 0, h, p)?;
        self.u.body.alloc();
        Ok(())
    }

    /// `type name[params] = value`.
    pub(super) fn type_alias(
        &mut self,
        name: &Expr<'_>,
        params: List<'_, TypeParam<'_>>,
        value: &Expr<'_>,
        span: Span,
    ) -> Res {
        let h = self.height();
        let p = self.pos(span);
        let ExprKind::Name { id, .. } = name.kind else {
            return Ok(());
        };
        self.forbid(id, "assign to", span)?;
        let alias = |this: &mut Self| {
            let base = this.push_const(text(id), p);
            if params.is_empty() {
                this.push_const(Const::None, p);
            } else {
                let t = this.height();
                this.load_name(TYPE_PARAMS, t, p);
                this.u.body.alloc();
            }
            this.lazy(value, key::alias(name), id, p)?;
            this.release(base);
            let (d, base) = (Dst(base), Base(base));
            this.emit(Op::MakeTypeAlias { d, base }, p);
            Ok(())
        };
        if params.is_empty() {
            alias(self)?;
        } else {
            self.u.body.alloc();
            self.generic(id, params, p.line, h, p, alias)?;
        }
        self.u.body.alloc();
        self.store_name(id, h, p)?;
        self.release(h);
        Ok(())
    }
}
