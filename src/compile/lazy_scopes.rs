//! Symbols of annotation scopes: the type parameters of functions, classes and aliases, and the
//! expressions that are evaluated when somebody asks for their value (bounds, constraints,
//! defaults, values of aliases).
//!
//! What is generic stands in a scope of its own, which binds the parameters. An annotation scope
//! that is directly in a class sees the names of the class, unlike a function.

use hognose_grammar::ast::*;

use super::error::Res;
use super::scope::{Private, ScopeId, ScopeKind, flag};
use super::symbols::{Builder, CLASS_DICT, error};

/// The variable that holds the tuple of type parameters, in their scope.
pub(super) const TYPE_PARAMS: &str = ".type_params";
/// The variable that holds the base which makes a class generic.
pub(super) const GENERIC_BASE: &str = ".generic_base";
/// Parameters of the scope around a generic function: what its defaults are.
pub(super) const DEFAULTS: &str = ".defaults";
pub(super) const KW_DEFAULTS: &str = ".kwdefaults";

/// What has type parameters.
pub(super) enum Generic<'a> {
    Function(&'a Arguments<'a>),
    Class(Ident<'a>),
    Alias,
}

/// Keys for the scopes of a type parameter or alias: addresses inside the node, which no other
/// node can have.
pub(super) mod key {
    use super::super::scope::address;
    use hognose_grammar::ast::{Expr, TypeParam};

    /// The scope around what has these type parameters.
    pub fn params(first: &TypeParam<'_>) -> usize {
        address(first) + 1
    }

    pub fn bound(param: &TypeParam<'_>) -> usize {
        address(param) + 2
    }

    pub fn default(param: &TypeParam<'_>) -> usize {
        address(param) + 3
    }

    /// The value of the alias of this name.
    pub fn alias(name: &Expr<'_>) -> usize {
        address(name) + 1
    }
}

/// Name and default of a type parameter.
pub(super) fn name_and_default<'a>(p: &TypeParam<'a>) -> (Ident<'a>, Option<&'a Expr<'a>>) {
    match p.kind {
        TypeParamKind::TypeVar {
            name,
            default_value,
            ..
        }
        | TypeParamKind::ParamSpec {
            name,
            default_value,
        }
        | TypeParamKind::TypeVarTuple {
            name,
            default_value,
        } => (name, default_value),
    }
}

impl Builder<'_> {
    /// Opens the scope of type parameters and notes them; `None` if there are none. Whoever closes
    /// it gets back to the scope that is given.
    pub(super) fn open_type_params(
        &mut self,
        params: List<'_, TypeParam<'_>>,
        of: Generic<'_>,
    ) -> Res<Option<ScopeId>> {
        let Some(first) = params.first() else {
            return Ok(None);
        };
        let around = self.open_lazy(ScopeKind::TypeParams, key::params(first), first.span)?;
        self.cur().within = "the definition of a generic";
        self.add(TYPE_PARAMS, flag::LOCAL, first.span)?;
        match of {
            Generic::Function(args) => {
                if !args.defaults.is_empty() {
                    self.add(DEFAULTS, flag::PARAM, first.span)?;
                }
                if args.kw_defaults.iter().any(Option::is_some) {
                    self.add(KW_DEFAULTS, flag::PARAM, first.span)?;
                }
            }
            Generic::Class(name) => {
                let names = params.iter().map(|p| name_and_default(p).0.into());
                self.cur().private = Private::around(name, names.collect());
                self.add(GENERIC_BASE, flag::LOCAL, first.span)?;
            }
            Generic::Alias => {}
        }
        for p in params {
            self.type_param(p)?;
        }
        Ok(around)
    }

    fn open_lazy(&mut self, kind: ScopeKind, key: usize, span: Span) -> Res<Option<ScopeId>> {
        let outer = self.cur();
        let sees_class = outer.kind == ScopeKind::Class || outer.sees_class;
        let around = self.open(kind, Some(key));
        self.cur().sees_class = sees_class;
        if sees_class {
            self.add(CLASS_DICT, flag::USE, span)?;
        }
        Ok(around)
    }

    fn type_param(&mut self, p: &TypeParam<'_>) -> Res {
        let (name, default) = name_and_default(p);
        self.add(name, flag::LOCAL | flag::TYPE_PARAM, p.span)?;
        let within = match p.kind {
            TypeParamKind::TypeVar { bound, .. } => {
                if let Some(bound) = bound {
                    let within = match bound.kind {
                        ExprKind::Tuple { .. } => "a TypeVar constraint",
                        _ => "a TypeVar bound",
                    };
                    self.lazy(bound, key::bound(p), within)?;
                }
                "a TypeVar default"
            }
            TypeParamKind::ParamSpec { .. } => "a ParamSpec default",
            TypeParamKind::TypeVarTuple { .. } => "a TypeVarTuple default",
        };
        if let Some(default) = default {
            self.lazy(default, key::default(p), within)?;
        }
        Ok(())
    }

    fn lazy(&mut self, e: &Expr<'_>, key: usize, within: &'static str) -> Res {
        let around = self.open_lazy(ScopeKind::Lazy, key, e.span)?;
        self.cur().within = within;
        self.expr(e)?;
        self.close(around);
        Ok(())
    }

    /// `type name[params] = value`.
    pub(super) fn type_alias(
        &mut self,
        name: &Expr<'_>,
        params: List<'_, TypeParam<'_>>,
        value: &Expr<'_>,
    ) -> Res {
        self.expr(name)?;
        if !matches!(name.kind, ExprKind::Name { .. }) {
            return Err(error("invalid syntax", name.span));
        }
        let around = self.open_type_params(params, Generic::Alias)?;
        self.lazy(value, key::alias(name), "a type alias")?;
        self.close(around);
        Ok(())
    }
}
