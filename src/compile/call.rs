//! Calls.
//!
//! `CallGlobal` and `CallMethod` look the callee up after the arguments are evaluated. CPython
//! does so before, which shows when an argument has effects or raises while the lookup fails. So
//! the fused forms are used where arguments can't tell: names, constants and operators on them,
//! and attributes too where the callee is a global that is known to exist.

use hognose_grammar::ast::*;

use super::Compiler;
use super::consts::text;
use super::error::{CompileError, Res};
use super::expr::{has_star, is_star};
use super::map::HashMap;
use super::scope::flag;
use super::unit::Var;
use crate::code::opcodes::*;
use crate::code::{Const, Position, Site};

/// Most arguments that a call takes in registers.
const MAX_REGISTER_ARGS: usize = 250;

/// Builtin functions and types that programs call: a global of this name is sure to be found.
const BUILTINS: &[&str] = &[
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "complex",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
    "AssertionError",
    "AttributeError",
    "Exception",
    "IndexError",
    "KeyError",
    "NotImplementedError",
    "OSError",
    "RuntimeError",
    "StopIteration",
    "TypeError",
    "ValueError",
    "ZeroDivisionError",
];

/// How much an argument's evaluation can do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effects {
    /// Neither raises nor runs anything.
    None,
    /// May raise, or run an operator's method.
    Operators,
    /// Gets attributes, which as likely run code as looking up a method does.
    Attributes,
    /// Calls.
    Any,
}

impl Compiler<'_> {
    pub(super) fn call(
        &mut self,
        e: &Expr<'_>,
        func: &Expr<'_>,
        args: List<'_, Expr<'_>>,
        keywords: List<'_, Keyword<'_>>,
        d: u16,
    ) -> Res {
        let h = self.height();
        let p = self.pos(e.span);
        check_keywords(keywords)?;
        let starred = has_star(args) || keywords.iter().any(|k| k.arg.is_none());
        if starred || args.len() + keywords.len() > MAX_REGISTER_ARGS {
            self.push(func)?;
            self.call_ex(h, args, keywords, d, p)?;
            self.release(h);
            return Ok(());
        }
        match &func.kind {
            ExprKind::Attribute {
                value,
                attr,
                ctx: ExprContext::Load,
            } => {
                let whole = self.pos(func.span);
                let inner = self.attr_pos(whole, func.span, attr);
                let p = self.attr_pos(p, func.span, attr);
                self.push(value)?;
                if self.effects_of(args, keywords) < Effects::Attributes {
                    let site = self.arguments(attr, args, keywords, false)?;
                    self.release(h);
                    let op = Op::CallMethod {
                        d: Dst(d),
                        base: Base(h),
                        site,
                    };
                    self.u.body.emit_fused(op, p, inner);
                } else {
                    self.u.body.alloc();
                    let site = self.attr_site(attr);
                    self.emit(
                        Op::LoadMethod {
                            base: Base(h),
                            site,
                        },
                        inner,
                    );
                    let site = self.arguments("", args, keywords, true)?;
                    self.release(h);
                    self.emit(
                        Op::CallLoaded {
                            d: Dst(d),
                            base: Base(h),
                            site,
                        },
                        p,
                    );
                }
            }
            ExprKind::Name { id, .. } if self.late_lookup(id, args, keywords) => {
                let inner = self.pos(func.span);
                self.u.body.alloc();
                let name = self.mangled(id).into_owned();
                let site = self.arguments(&name, args, keywords, true)?;
                self.release(h);
                let op = Op::CallGlobal {
                    d: Dst(d),
                    base: Base(h),
                    site,
                };
                self.u.body.emit_fused(op, p, inner);
            }
            _ => {
                self.push(func)?;
                self.call_registers(h, args, keywords, d, p)?;
            }
        }
        self.release(h);
        Ok(())
    }

    /// Whether a global function may be looked up behind its arguments.
    fn late_lookup(
        &mut self,
        id: &str,
        args: List<'_, Expr<'_>>,
        keywords: List<'_, Keyword<'_>>,
    ) -> bool {
        if self.var(id) != Var::Global {
            return false;
        }
        let known = self.is_known_global(id);
        let effects = self.effects_of(args, keywords);
        effects == Effects::None || (known && effects < Effects::Any)
    }

    /// Whether a global is bound somewhere in the module, or a builtin.
    fn is_known_global(&mut self, id: &str) -> bool {
        if BUILTINS.contains(&id) {
            return true;
        }
        let name = self.names.id(id);
        let module = self.scopes.get(super::scope::ScopeId(0));
        module.flags(name) & (flag::BOUND | flag::GLOBAL) != 0
    }

    /// What evaluating the arguments can do at most.
    fn effects_of(&mut self, args: List<'_, Expr<'_>>, keywords: List<'_, Keyword<'_>>) -> Effects {
        let args = args.iter().copied();
        args.chain(keywords.iter().map(|k| k.value))
            .map(|e| self.effects(e, 8))
            .max()
            .unwrap_or(Effects::None)
    }

    fn effects(&mut self, e: &Expr<'_>, depth: u32) -> Effects {
        if depth == 0 {
            return Effects::Any;
        }
        let mut all = |list: &[&Expr<'_>]| {
            list.iter()
                .map(|e| self.effects(e, depth - 1))
                .max()
                .unwrap_or(Effects::None)
        };
        match &e.kind {
            ExprKind::Constant { .. } => Effects::None,
            ExprKind::Name { id, .. } => match self.var(id) {
                Var::Local(r) if self.u.body.bound.contains(r) => Effects::None,
                _ => Effects::Operators,
            },
            ExprKind::BinOp { left, right, .. } => all(&[left, right]).max(Effects::Operators),
            ExprKind::UnaryOp { operand, .. } => all(&[operand]).max(Effects::Operators),
            ExprKind::Compare {
                left, comparators, ..
            } => all(comparators).max(all(&[left])).max(Effects::Operators),
            ExprKind::BoolOp { values, .. } => all(values).max(Effects::Operators),
            ExprKind::IfExp { test, body, orelse } => {
                all(&[test, body, orelse]).max(Effects::Operators)
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } if !has_star(elts) => {
                all(elts)
            }
            ExprKind::Attribute { value, .. } => all(&[value]).max(Effects::Attributes),
            ExprKind::Subscript { value, slice, .. } => {
                all(&[value, slice]).max(Effects::Operators)
            }
            ExprKind::Slice { lower, upper, step } => [lower, upper, step]
                .into_iter()
                .flatten()
                .map(|e| self.effects(e, depth - 1))
                .max()
                .unwrap_or(Effects::None),
            ExprKind::Lambda { args, .. } if args.defaults.is_empty() => Effects::None,
            ExprKind::JoinedStr { values } => all(values).max(Effects::Operators),
            ExprKind::FormattedValue {
                value,
                format_spec: None,
                ..
            } => all(&[value]).max(Effects::Operators),
            _ => Effects::Any,
        }
    }

    /// Pushes the arguments; the site that says how many and which keywords.
    fn arguments(
        &mut self,
        name: &str,
        args: List<'_, Expr<'_>>,
        keywords: List<'_, Keyword<'_>>,
        shared: bool,
    ) -> Res<SiteIx> {
        for arg in args {
            self.push(arg)?;
        }
        for keyword in keywords {
            self.push(keyword.value)?;
        }
        let name = self.mangled(name).into_owned();
        self.call_site(&name, args.len(), keywords, shared)
    }

    fn call_site(
        &mut self,
        name: &str,
        argc: usize,
        keywords: List<'_, Keyword<'_>>,
        shared: bool,
    ) -> Res<SiteIx> {
        if !self.u.body.reachable {
            return Ok(SiteIx(0));
        }
        let kwnames = self.keyword_names(keywords);
        Ok(self.u.body.site(name, argc as u16, kwnames, shared))
    }

    fn keyword_names(&mut self, keywords: List<'_, Keyword<'_>>) -> u16 {
        if keywords.is_empty() {
            return Site::NO_KW;
        }
        let names = keywords.iter().filter_map(|k| k.arg);
        let names: Vec<Const> = names.map(|n| text(&self.mangled(n))).collect();
        match self.narrow_const(Const::Tuple(names.into())) {
            Some(k) => k,
            None => {
                self.overflow("constants");
                Site::NO_KW
            }
        }
    }

    /// Calls the callee in the newest temporary with arguments in registers.
    pub(super) fn call_registers(
        &mut self,
        base: u16,
        args: List<'_, Expr<'_>>,
        keywords: List<'_, Keyword<'_>>,
        d: u16,
        p: Position,
    ) -> Res {
        for arg in args {
            self.push(arg)?;
        }
        for keyword in keywords {
            self.push(keyword.value)?;
        }
        // What stands between the callee and these arguments counts too (`class C(...)`).
        let argc = self.height() - base - 1 - keywords.len() as u16;
        let (d, b) = (Dst(d), Base(base));
        let op = if keywords.is_empty() {
            Op::Call {
                d,
                base: b,
                n: Count(argc),
            }
        } else {
            let site = self.call_site("", argc as usize, keywords, true)?;
            Op::CallKw { d, base: b, site }
        };
        self.release(base);
        self.emit(op, p);
        Ok(())
    }

    /// Calls the callee at `base` with arguments that include stars or are very many. Values that
    /// were pushed behind the callee are the first arguments.
    pub(super) fn call_ex(
        &mut self,
        base: u16,
        args: List<'_, Expr<'_>>,
        keywords: List<'_, Keyword<'_>>,
        d: u16,
        p: Position,
    ) -> Res {
        let first = base + 1;
        let pushed = self.height() - first;
        match args {
            [one] if pushed == 0 && is_star(one) => {
                if let ExprKind::Starred { value, .. } = one.kind {
                    self.push(value)?;
                }
            }
            _ if pushed == 0 && !has_star(args) && args.len() <= 30 => {
                for arg in args {
                    self.push(arg)?;
                }
                self.release(first);
                let n = Count(args.len() as u16);
                self.emit(
                    Op::BuildTuple {
                        d: Dst(first),
                        base: Base(first),
                        n,
                    },
                    p,
                );
                self.u.body.alloc();
            }
            _ => {
                self.release(first);
                if pushed > 0 {
                    self.emit(
                        Op::BuildList {
                            d: Dst(first),
                            base: Base(first),
                            n: Count(pushed),
                        },
                        p,
                    );
                    self.u.body.alloc();
                    self.append_all(first, args, p)?;
                } else {
                    self.list(args, first, p)?;
                    self.u.body.alloc();
                }
                self.emit(
                    Op::ListToTuple {
                        d: Dst(first),
                        a: Src(first),
                    },
                    p,
                );
            }
        }
        self.keyword_dict(base, keywords, p)?;
        self.release(base);
        self.emit(
            Op::CallEx {
                d: Dst(d),
                base: Base(base),
            },
            p,
        );
        Ok(())
    }

    /// Appends arguments to the list in `list`.
    fn append_all(&mut self, list: u16, args: List<'_, Expr<'_>>, p: Position) -> Res {
        for arg in args {
            let h = self.height();
            let list = Keep(list);
            if let ExprKind::Starred { value, .. } = arg.kind {
                let it = Src(self.operand(value)?);
                self.release(h);
                self.emit(Op::ListExtend { list, it }, p);
            } else {
                let v = Src(self.operand(arg)?);
                self.release(h);
                self.emit(Op::ListAppend { list, v }, p);
            }
        }
        Ok(())
    }

    /// Pushes the dict of keyword arguments, or None.
    fn keyword_dict(&mut self, base: u16, keywords: List<'_, Keyword<'_>>, p: Position) -> Res {
        if keywords.is_empty() {
            self.push_const(Const::None, p);
            return Ok(());
        }
        let map = self.height();
        let mut rest = keywords;
        let mut started = false;
        while !rest.is_empty() {
            let named = rest.iter().take_while(|k| k.arg.is_some()).count().min(15);
            let (group, after) = rest.split_at(named);
            rest = after;
            if named > 0 || !started {
                let h = self.height();
                for keyword in group {
                    let name = self.mangled(keyword.arg.unwrap_or_default()).into_owned();
                    self.push_const(text(&name), p);
                    self.push(keyword.value)?;
                }
                self.release(h);
                self.emit(
                    Op::BuildMap {
                        d: Dst(h),
                        base: Base(h),
                        n: Count(named as u16),
                    },
                    p,
                );
                if started {
                    self.merge(map, h, base, p);
                } else {
                    self.u.body.alloc();
                    started = true;
                }
            } else if let Some((keyword, after)) = rest.split_first() {
                let h = self.height();
                let it = self.operand(keyword.value)?;
                self.release(h);
                self.merge(map, it, base, p);
                rest = after;
            }
        }
        Ok(())
    }

    fn merge(&mut self, map: u16, it: u16, f: u16, p: Position) {
        self.emit(
            Op::MapMerge {
                map: Keep(map),
                it: Src(it),
                f: Keep(f),
            },
            p,
        );
    }
}

/// Keyword names must differ, and none may be `__debug__`.
pub(super) fn check_keywords(keywords: List<'_, Keyword<'_>>) -> Res {
    let debug = keywords.iter().position(|k| k.arg == Some("__debug__"));
    // The first name that comes again is reported, at the place of its second coming.
    let mut seen = HashMap::default();
    let mut repeated: Option<(usize, usize)> = None;
    for (i, keyword) in keywords.iter().enumerate() {
        let Some(name) = keyword.arg else { continue };
        match seen.get(name) {
            Some(&first) if repeated.is_none_or(|(earliest, _)| first < earliest) => {
                repeated = Some((first, i));
            }
            Some(_) => {}
            None => {
                seen.insert(name, i);
            }
        }
    }
    if let Some(at) = debug
        && repeated.is_none_or(|(first, _)| at <= first)
    {
        let message = "cannot assign to __debug__";
        return Err(CompileError::syntax(message, keywords[at].span));
    }
    match repeated {
        Some((first, later)) => {
            let name = keywords[first].arg.unwrap_or_default();
            let message = format!("keyword argument repeated: {name}");
            Err(CompileError::syntax(message, keywords[later].span))
        }
        None => Ok(()),
    }
}
