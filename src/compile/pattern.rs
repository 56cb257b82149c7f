//! `match` statements.
//!
//! While a pattern is tried, every temporary from the case's first one up to `height` is alive:
//! items, values and attributes taken from the subject stay in theirs until the case is decided.
//! So a failure at height `n` has only to clear `n-1 …` downwards, and all failures share one
//! chain of `Clear`s that each enters at its own height. Names are bound when the whole pattern
//! has matched.

use hognose_grammar::ast::CmpOp;
use hognose_grammar::ast::*;

use super::Compiler;
use super::consts::text;
use super::emit::Label;
use super::error::{CompileError, Res};
use super::fold::{self, literal};
use crate::code::opcodes::*;
use crate::code::{Const, Position};

/// A case being tried.
struct Attempt<'a> {
    /// First temporary of the case.
    base: u16,
    /// Where a failure goes, by temporaries alive above `base`.
    fails: Vec<Label>,
    /// Captured names and the registers that hold their values.
    bindings: Vec<(&'a str, u16)>,
    /// Whether a pattern that always matches may stand here.
    allow_irrefutable: bool,
}

impl<'s> Compiler<'s> {
    pub(super) fn match_stmt(&mut self, subject: &Expr<'_>, cases: List<'s, MatchCase<'s>>) -> Res {
        let h = self.height();
        let subject = self.push(subject)?;
        let end = self.u.body.label();
        for (i, case) in cases.iter().enumerate() {
            let p = self.pos(case.pattern.span);
            let next = self.u.body.label();
            let base = self.height();
            let mut attempt = Attempt {
                base,
                fails: Vec::new(),
                bindings: Vec::new(),
                allow_irrefutable: case.guard.is_some() || i + 1 == cases.len(),
            };
            self.pattern(case.pattern, subject, &mut attempt)?;
            for (name, r) in std::mem::take(&mut attempt.bindings) {
                let t = self.u.body.alloc();
                self.copy(t, r, p);
                self.store_name(name, t, p)?;
                self.release(t);
            }
            for r in (base..self.height()).rev() {
                self.emit(Op::Clear { r: Keep(r) }, p);
            }
            self.release(base);
            if let Some(guard) = case.guard {
                self.cond(guard, next, false)?;
            }
            self.emit(Op::Clear { r: Keep(subject) }, p);
            self.stmts(case.body)?;
            self.u.body.jump(end, p);
            self.place_fails(attempt, p);
            self.u.body.place(next);
        }
        let p = self.u.body.last_pos();
        self.emit(Op::Clear { r: Keep(subject) }, p);
        self.release(h);
        self.u.body.place(end);
        Ok(())
    }

    fn copy(&mut self, d: u16, s: u16, p: Position) {
        self.emit(
            Op::Copy {
                d: Dst(d),
                s: Keep(s),
            },
            p,
        );
    }

    /// A copy of `s` in a new temporary.
    fn push_copy(&mut self, s: u16, p: Position) -> u16 {
        let t = self.u.body.alloc();
        self.copy(t, s, p);
        t
    }

    /// Where to go when the pattern fails at the current height.
    fn fail(&mut self, attempt: &mut Attempt<'_>) -> Label {
        let depth = (self.height() - attempt.base) as usize;
        while attempt.fails.len() <= depth {
            attempt.fails.push(self.u.body.label());
        }
        attempt.fails[depth]
    }

    /// The chain that failures enter; it leads to what follows.
    fn place_fails(&mut self, attempt: Attempt<'_>, p: Position) {
        for (depth, label) in attempt.fails.into_iter().enumerate().rev() {
            self.u.body.place(label);
            if depth > 0 {
                let r = attempt.base + depth as u16 - 1;
                self.emit(Op::Clear { r: Keep(r) }, p);
            }
        }
    }

    /// Tries a pattern on the value in `s`, which stays.
    fn pattern<'a>(&mut self, pattern: &Pattern<'a>, s: u16, attempt: &mut Attempt<'a>) -> Res {
        self.guard.check()?;
        let p = self.pos(pattern.span);
        match &pattern.kind {
            PatternKind::MatchValue { value } => {
                self.check_value(value)?;
                let fail = self.fail(attempt);
                let h = self.height();
                let a = self.push_copy(s, p);
                match self.immediate_compare(CmpOp::Eq, value)? {
                    Some(c) => {
                        self.release(h);
                        self.fused_constant(CmpOp::Eq, a, c, fail, false, p);
                    }
                    None => {
                        let b = self.operand(value)?;
                        self.release(h);
                        self.fused(CmpOp::Eq, a, b, fail, false, p);
                    }
                }
                Ok(())
            }
            PatternKind::MatchSingleton { value } => {
                let fail = self.fail(attempt);
                let h = self.height();
                let a = Src(self.push_copy(s, p));
                let b = Src(self.push_const(literal(value), p));
                self.release(h);
                let off = Off(0);
                self.u.body.jump_op(Op::JIsNot { a, b, off }, fail, p);
                Ok(())
            }
            PatternKind::MatchSequence { patterns } => {
                self.sequence(patterns, s, attempt, p, pattern)
            }
            PatternKind::MatchMapping {
                keys,
                patterns,
                rest,
            } => self.mapping(keys, patterns, *rest, s, attempt, p, pattern),
            PatternKind::MatchClass {
                cls,
                patterns,
                kwd_attrs,
                kwd_patterns,
            } => {
                let positional = patterns.len();
                if positional > u8::MAX as usize {
                    let message = "too many sub-patterns in class pattern";
                    return Err(CompileError::syntax(message, pattern.span));
                }
                for (i, attr) in kwd_attrs.iter().enumerate() {
                    self.forbid(attr, "assign to", kwd_patterns[i].span)?;
                    if let Some(later) = kwd_attrs[i + 1..].iter().position(|a| a == attr) {
                        let message = format!("attribute name repeated in class pattern: {attr}");
                        let span = kwd_patterns[i + 1 + later].span;
                        return Err(CompileError::syntax(message, span));
                    }
                }
                let h = self.height();
                self.push(cls)?;
                let names: Vec<Const> = kwd_attrs.iter().map(|a| text(&self.mangled(a))).collect();
                self.push_const(Const::Tuple(names.into()), p);
                self.release(h);
                self.emit(
                    Op::MatchClass {
                        flags: Flags(positional as u8),
                        d: Dst(h),
                        s: Keep(s),
                        base: Base(h),
                    },
                    p,
                );
                let subpatterns: Vec<&Pattern<'a>> =
                    patterns.iter().chain(*kwd_patterns).copied().collect();
                self.spread(h, &subpatterns, attempt, p)
            }
            PatternKind::MatchStar { name } => self.capture(*name, s, attempt, pattern.span),
            PatternKind::MatchAs {
                pattern: None,
                name,
            } => {
                if !attempt.allow_irrefutable {
                    let message = match name {
                        Some(name) => {
                            format!("name capture '{name}' makes remaining patterns unreachable")
                        }
                        None => "wildcard makes remaining patterns unreachable".into(),
                    };
                    return Err(CompileError::syntax(message, pattern.span));
                }
                self.capture(*name, s, attempt, pattern.span)
            }
            PatternKind::MatchAs {
                pattern: Some(inner),
                name,
            } => {
                self.capture(*name, s, attempt, pattern.span)?;
                self.pattern(inner, s, attempt)
            }
            PatternKind::MatchOr { patterns } => self.alternatives(patterns, s, attempt, pattern),
        }
    }

    /// A value pattern is a literal, a dotted name or an f-string-free expression of those.
    fn check_value(&mut self, value: &Expr<'_>) -> Res {
        let literal = self.fold(value)?.is_some();
        if literal || matches!(value.kind, ExprKind::Attribute { .. }) {
            return Ok(());
        }
        Err(CompileError::syntax(
            "patterns may only match literals and attribute lookups",
            value.span,
        ))
    }

    fn capture<'a>(
        &mut self,
        name: Option<&'a str>,
        s: u16,
        attempt: &mut Attempt<'a>,
        span: Span,
    ) -> Res {
        let Some(name) = name else { return Ok(()) };
        self.forbid(name, "assign to", span)?;
        if attempt.bindings.iter().any(|(n, _)| *n == name) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            return Err(CompileError::syntax(message, span));
        }
        attempt.bindings.push((name, s));
        Ok(())
    }

    fn subpattern<'a>(&mut self, pattern: &Pattern<'a>, s: u16, attempt: &mut Attempt<'a>) -> Res {
        let outer = std::mem::replace(&mut attempt.allow_irrefutable, true);
        let result = self.pattern(pattern, s, attempt);
        attempt.allow_irrefutable = outer;
        result
    }

    /// Spreads the tuple in temporary `h` (not taken yet; None for failure) over new temporaries
    /// and tries the patterns on them.
    fn spread<'a>(
        &mut self,
        h: u16,
        patterns: &[&Pattern<'a>],
        attempt: &mut Attempt<'a>,
        p: Position,
    ) -> Res {
        self.u.body.alloc();
        let fail = self.fail(attempt);
        let t = self.push_copy(h, p);
        self.release(h);
        self.u.body.jump_op(
            Op::JumpIfNone {
                a: Src(t),
                off: Off32(0),
            },
            fail,
            p,
        );
        let n = patterns.len() as u16;
        let base = self.u.body.alloc_run(n);
        self.emit(
            Op::Unpack {
                s: Src(h),
                base: Base(base),
                n: Count(n),
            },
            p,
        );
        for (i, sub) in patterns.iter().enumerate() {
            self.subpattern(sub, base + i as u16, attempt)?;
        }
        Ok(())
    }

    /// Jumps to `fail` unless the kind of `s` is right (see `Op::MatchKind`).
    fn test_kind(&mut self, kind: u8, s: u16, fail: Label, p: Position) {
        let t = self.u.body.alloc();
        let op = Op::MatchKind {
            flags: Flags(kind),
            d: Dst(t),
            s: Keep(s),
        };
        self.emit(op, p);
        self.release(t);
        let (a, off) = (Src(t), Off32(0));
        self.u.body.jump_op(Op::JumpIfNot { a, off }, fail, p);
    }

    /// Jumps to `fail` unless `len(s)` is `n`, or at least `n`.
    fn test_len(&mut self, s: u16, n: usize, at_least: bool, fail: Label, p: Position) {
        let t = self.u.body.alloc();
        self.emit(
            Op::GetLen {
                d: Dst(t),
                s: Keep(s),
            },
            p,
        );
        self.release(t);
        // More than this fails in the parser's and the registers' limits first.
        let (a, imm, off) = (Src(t), Imm(n.min(i16::MAX as usize) as i16), Off(0));
        let op = if at_least {
            Op::JNGeI { a, imm, off }
        } else {
            Op::JNEqI { a, imm, off }
        };
        self.u.body.jump_op(op, fail, p);
    }

    fn sequence<'a>(
        &mut self,
        patterns: List<'_, Pattern<'a>>,
        s: u16,
        attempt: &mut Attempt<'a>,
        p: Position,
        whole: &Pattern<'a>,
    ) -> Res {
        let is_star = |p: &Pattern<'a>| matches!(p.kind, PatternKind::MatchStar { .. });
        let is_wildcard = |p: &Pattern<'a>| {
            matches!(
                p.kind,
                PatternKind::MatchAs {
                    pattern: None,
                    name: None
                } | PatternKind::MatchStar { name: None }
            )
        };
        let star = patterns.iter().position(|p| is_star(p));
        if patterns.iter().filter(|p| is_star(p)).count() > 1 {
            return Err(CompileError::syntax(
                "multiple starred names in sequence pattern",
                whole.span,
            ));
        }
        let fail = self.fail(attempt);
        self.test_kind(0, s, fail, p);
        match star {
            None => self.test_len(s, patterns.len(), false, fail, p),
            Some(_) if patterns.len() > 1 => {
                self.test_len(s, patterns.len() - 1, true, fail, p);
            }
            Some(_) => {}
        }
        if patterns.iter().all(|p| is_wildcard(p)) {
            return Ok(());
        }
        match star {
            // `[a, *_, b]` looks only at the items it needs.
            Some(at) if is_wildcard(patterns[at]) => {
                for (i, sub) in patterns.iter().enumerate() {
                    if i == at || is_wildcard(sub) {
                        continue;
                    }
                    let t = self.u.body.alloc();
                    self.copy(t, s, p);
                    let o = Src(t);
                    if i < at {
                        let imm = Imm(i as i16);
                        self.emit(Op::GetItemI { d: Dst(t), o, imm }, p);
                    } else {
                        let index = self.u.body.alloc();
                        self.emit(
                            Op::GetLen {
                                d: Dst(index),
                                s: Keep(s),
                            },
                            p,
                        );
                        let imm = Imm((patterns.len() - i) as i16);
                        self.emit(
                            Op::SubI {
                                d: Dst(index),
                                a: Src(index),
                                imm,
                            },
                            p,
                        );
                        self.release(index);
                        let i = Src(index);
                        self.emit(Op::GetItem { d: Dst(t), o, i }, p);
                    }
                    self.subpattern(sub, t, attempt)?;
                }
                Ok(())
            }
            _ => {
                let n = patterns.len();
                let copy = self.push_copy(s, p);
                self.release(copy);
                let base = self.u.body.alloc_run(n as u16);
                let (src, base_op) = (Src(copy), Base(base));
                match star {
                    Some(before) if before < 256 && n - before - 1 < 256 => {
                        let n = Count((before << 8 | (n - before - 1)) as u16);
                        let s = src;
                        let base = base_op;
                        self.emit(Op::UnpackEx { s, base, n }, p);
                    }
                    Some(_) => {
                        return Err(CompileError::syntax(
                            "too many expressions in star-unpacking sequence pattern",
                            whole.span,
                        ));
                    }
                    None => self.emit(
                        Op::Unpack {
                            s: src,
                            base: base_op,
                            n: Count(n as u16),
                        },
                        p,
                    ),
                }
                for (i, sub) in patterns.iter().enumerate() {
                    self.subpattern(sub, base + i as u16, attempt)?;
                }
                Ok(())
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn mapping<'a>(
        &mut self,
        keys: List<'_, Expr<'a>>,
        patterns: List<'_, Pattern<'a>>,
        rest: Option<&'a str>,
        s: u16,
        attempt: &mut Attempt<'a>,
        p: Position,
        whole: &Pattern<'a>,
    ) -> Res {
        let fail = self.fail(attempt);
        self.test_kind(1, s, fail, p);
        if keys.is_empty() && rest.is_none() {
            return Ok(());
        }
        if !keys.is_empty() {
            self.test_len(s, keys.len(), true, fail, p);
        }
        self.check_keys(keys, whole)?;
        let key_tuple = self.height();
        self.tuple(keys, key_tuple, p)?;
        self.u.body.alloc();
        let values = self.height();
        self.emit(
            Op::MatchKeys {
                d: Dst(values),
                s: Keep(s),
                keys: Keep(key_tuple),
            },
            p,
        );
        self.spread(values, patterns, attempt, p)?;
        let Some(rest) = rest else { return Ok(()) };
        // `**rest`: a dict of the subject without the keys.
        let map = self.height();
        self.emit(
            Op::BuildMap {
                d: Dst(map),
                base: Base(map),
                n: Count(0),
            },
            p,
        );
        self.u.body.alloc();
        let it = self.push_copy(s, p);
        self.release(it);
        self.emit(
            Op::MapUpdate {
                map: Keep(map),
                it: Src(it),
            },
            p,
        );
        for i in 0..keys.len() {
            let o = self.push_copy(map, p);
            let key = self.push_copy(key_tuple, p);
            self.emit(
                Op::GetItemI {
                    d: Dst(key),
                    o: Src(key),
                    imm: Imm(i as i16),
                },
                p,
            );
            self.release(o);
            self.emit(
                Op::DelItem {
                    o: Src(o),
                    i: Src(key),
                },
                p,
            );
        }
        self.capture(Some(rest), map, attempt, whole.span)
    }

    fn check_keys(&mut self, keys: List<'_, Expr<'_>>, whole: &Pattern<'_>) -> Res {
        let mut seen: Vec<Const> = Vec::new();
        for key in keys {
            match self.fold(key)? {
                Some(c) => {
                    if seen.iter().any(|s| fold::equal(s, &c)) {
                        let shown = crate::code::dis::constant(&c);
                        let message = format!("mapping pattern checks duplicate key ({shown})");
                        return Err(CompileError::syntax(message, whole.span));
                    }
                    seen.push(c);
                }
                None if matches!(key.kind, ExprKind::Attribute { .. }) => {}
                None => {
                    return Err(CompileError::syntax(
                        "mapping pattern keys may only match literals and attribute lookups",
                        key.span,
                    ));
                }
            }
        }
        Ok(())
    }

    /// `p | q`: the names bound are moved to places that don't depend on the alternative.
    fn alternatives<'a>(
        &mut self,
        patterns: List<'_, Pattern<'a>>,
        s: u16,
        attempt: &mut Attempt<'a>,
        whole: &Pattern<'a>,
    ) -> Res {
        let p = self.pos(whole.span);
        let done = self.u.body.label();
        let outer_fail = self.fail(attempt);
        let (mut names, mut slots): (Vec<&'a str>, u16) = (Vec::new(), self.height());
        collect_names(patterns.first().copied(), &mut names);
        // Slots are None until an alternative matches.
        for _ in &names {
            self.push_const(Const::None, p);
        }
        let first_slot = slots;
        slots = self.height();
        for (i, alternative) in patterns.iter().enumerate() {
            let last = i + 1 == patterns.len();
            let mut inner = Attempt {
                base: slots,
                fails: Vec::new(),
                bindings: Vec::new(),
                allow_irrefutable: last && attempt.allow_irrefutable,
            };
            self.pattern(alternative, s, &mut inner)?;
            let bindings = std::mem::take(&mut inner.bindings);
            let same = bindings.len() == names.len()
                && bindings.iter().all(|(name, _)| names.contains(name));
            if !same {
                return Err(CompileError::syntax(
                    "alternative patterns bind different names",
                    whole.span,
                ));
            }
            for (name, r) in bindings {
                let slot = names.iter().position(|n| *n == name).unwrap_or(0) as u16;
                let slot = first_slot + slot;
                self.emit(Op::Clear { r: Keep(slot) }, p);
                self.copy(slot, r, p);
            }
            for r in (slots..self.height()).rev() {
                self.emit(Op::Clear { r: Keep(r) }, p);
            }
            self.release(slots);
            self.u.body.jump(done, p);
            self.place_fails(inner, p);
        }
        for r in (first_slot..slots).rev() {
            self.emit(Op::Clear { r: Keep(r) }, p);
        }
        self.u.body.jump(outer_fail, p);
        self.u.body.place(done);
        for (i, name) in names.into_iter().enumerate() {
            self.capture(Some(name), first_slot + i as u16, attempt, whole.span)?;
        }
        Ok(())
    }
}

/// Names that a pattern binds, in order.
fn collect_names<'a>(pattern: Option<&Pattern<'a>>, names: &mut Vec<&'a str>) {
    let Some(pattern) = pattern else { return };
    let all = |list: List<'_, Pattern<'a>>, names: &mut Vec<&'a str>| {
        for p in list {
            collect_names(Some(p), names);
        }
    };
    match &pattern.kind {
        PatternKind::MatchValue { .. } | PatternKind::MatchSingleton { .. } => {}
        PatternKind::MatchSequence { patterns } => all(patterns, names),
        PatternKind::MatchOr { patterns } => collect_names(patterns.first().copied(), names),
        PatternKind::MatchMapping { patterns, rest, .. } => {
            all(patterns, names);
            names.extend(*rest);
        }
        PatternKind::MatchClass {
            patterns,
            kwd_patterns,
            ..
        } => {
            all(patterns, names);
            all(kwd_patterns, names);
        }
        PatternKind::MatchStar { name } => names.extend(*name),
        PatternKind::MatchAs { pattern, name } => {
            collect_names(*pattern, names);
            names.extend(*name);
        }
    }
}
