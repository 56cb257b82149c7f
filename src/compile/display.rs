//! Displays of lists, tuples, sets and dicts, and f-strings.
//!
//! Items go through registers, a batch of them at most; what comes after, and what stars spread,
//! is added to the growing object.

use hognose_grammar::ast::*;

use super::Compiler;
use super::consts::text;
use super::error::Res;
use super::expr::{has_star, is_star};
use crate::code::opcodes::*;
use crate::code::{Const, Position};

/// Most items that a display takes through registers; the rest is appended.
const BATCH: usize = 30;

impl Compiler<'_> {
    pub(super) fn tuple(&mut self, elts: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        if elts.len() <= BATCH && !has_star(elts) {
            self.push_all(elts)?;
            self.release(h);
            self.emit(
                Op::BuildTuple {
                    d: Dst(d),
                    base: Base(h),
                    n: Count(elts.len() as u16),
                },
                p,
            );
            return Ok(());
        }
        self.list(elts, h, p)?;
        self.emit(
            Op::ListToTuple {
                d: Dst(d),
                a: Src(h),
            },
            p,
        );
        Ok(())
    }

    fn push_all(&mut self, elts: List<'_, Expr<'_>>) -> Res {
        for elt in elts {
            self.push(elt)?;
        }
        Ok(())
    }

    /// `[elts]` into `d`.
    pub(super) fn list(&mut self, elts: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        // As CPython: a long list of constants is one tuple to copy from.
        if elts.len() >= 3
            && let Some(items) = self.folder.items(elts)?
        {
            let list = self.build_list(h, 0, h, p);
            let it = self.push_const(Const::Tuple(items), p);
            self.emit(
                Op::ListExtend {
                    list: Keep(list),
                    it: Src(it),
                },
                p,
            );
            self.release(h);
            self.move_to(d, list, p);
            return Ok(());
        }
        let direct = elts.iter().take_while(|e| !is_star(e)).count();
        let direct = direct.min(BATCH);
        self.push_all(&elts[..direct])?;
        self.release(h);
        if direct == elts.len() {
            self.emit(
                Op::BuildList {
                    d: Dst(d),
                    base: Base(h),
                    n: Count(direct as u16),
                },
                p,
            );
            return Ok(());
        }
        let list = self.build_list(h, direct as u16, h, p);
        for elt in &elts[direct..] {
            let h = self.height();
            if let ExprKind::Starred { value, .. } = elt.kind {
                let it = Src(self.operand(value)?);
                self.release(h);
                let list = Keep(list);
                self.emit(Op::ListExtend { list, it }, p);
            } else {
                let v = Src(self.operand(elt)?);
                self.release(h);
                let list = Keep(list);
                self.emit(Op::ListAppend { list, v }, p);
            }
        }
        self.release(h);
        self.move_to(d, list, p);
        Ok(())
    }

    /// A list of the `n` temporaries from `base` in the new temporary `t`.
    fn build_list(&mut self, base: u16, n: u16, t: u16, p: Position) -> u16 {
        self.emit(
            Op::BuildList {
                d: Dst(t),
                base: Base(base),
                n: Count(n),
            },
            p,
        );
        self.u.body.alloc()
    }

    /// `d = t`, a temporary that is given back.
    pub(super) fn move_to(&mut self, d: u16, t: u16, p: Position) {
        if d != t {
            self.emit(
                Op::Move {
                    d: Dst(d),
                    s: Src(t),
                },
                p,
            );
        }
    }

    pub(super) fn set(&mut self, elts: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        // As CPython: a long set of constants is filled from one frozenset.
        if elts.len() >= 3
            && let Some(items) = self.folder.items(elts)?
        {
            self.build_set(h, 0, p);
            let it = self.push_const(Const::FrozenSet(items), p);
            self.emit(
                Op::SetUpdate {
                    set: Keep(h),
                    it: Src(it),
                },
                p,
            );
            self.release(h);
            self.move_to(d, h, p);
            return Ok(());
        }
        let direct = elts.iter().take_while(|e| !is_star(e)).count();
        let direct = direct.min(BATCH);
        self.push_all(&elts[..direct])?;
        self.release(h);
        self.build_set(h, direct as u16, p);
        for elt in &elts[direct..] {
            let h2 = self.height();
            if let ExprKind::Starred { value, .. } = elt.kind {
                let it = Src(self.operand(value)?);
                self.release(h2);
                self.emit(Op::SetUpdate { set: Keep(h), it }, p);
            } else {
                let v = Src(self.operand(elt)?);
                self.release(h2);
                self.emit(Op::SetAdd { set: Keep(h), v }, p);
            }
        }
        self.release(h);
        self.move_to(d, h, p);
        Ok(())
    }

    fn build_set(&mut self, h: u16, n: u16, p: Position) {
        self.emit(
            Op::BuildSet {
                d: Dst(h),
                base: Base(h),
                n: Count(n),
            },
            p,
        );
        self.u.body.alloc();
    }

    pub(super) fn dict(
        &mut self,
        keys: &[Option<&Expr<'_>>],
        values: List<'_, Expr<'_>>,
        d: u16,
        p: Position,
    ) -> Res {
        let h = self.height();
        let direct = keys.iter().take_while(|k| k.is_some()).count();
        let direct = direct.min(BATCH / 2);
        for (key, value) in keys[..direct].iter().zip(values) {
            if let Some(key) = key {
                self.push(key)?;
            }
            self.push(value)?;
        }
        self.release(h);
        self.emit(
            Op::BuildMap {
                d: Dst(h),
                base: Base(h),
                n: Count(direct as u16),
            },
            p,
        );
        self.u.body.alloc();
        for (key, value) in keys.iter().zip(values).skip(direct) {
            let h2 = self.height();
            let map = Keep(h);
            match key {
                Some(key) => {
                    let k = Src(self.operand_before(key, &[value])?);
                    let v = Src(self.operand(value)?);
                    self.release(h2);
                    self.emit(Op::MapAdd { map, k, v }, p);
                }
                None => {
                    let it = Src(self.operand(value)?);
                    self.release(h2);
                    self.emit(Op::MapUpdate { map, it }, p);
                }
            }
        }
        self.release(h);
        self.move_to(d, h, p);
        Ok(())
    }

    // ---- f-strings ----

    pub(super) fn joined(&mut self, values: List<'_, Expr<'_>>, d: u16, p: Position) -> Res {
        let h = self.height();
        match values {
            [] => self.load_const(text(""), d, p),
            [one] => self.expr_into(one, d)?,
            _ => {
                // Long ones are joined piece by piece.
                let mut n = 0;
                for value in values {
                    match value.kind {
                        ExprKind::FormattedValue { .. } => {
                            self.formatted(value, self.height(), FORMAT_PART)?;
                            self.u.body.alloc();
                        }
                        _ => {
                            self.push(value)?;
                        }
                    }
                    n += 1;
                    if n == BATCH as u16 {
                        self.build_string(h, h, n, p);
                        self.u.body.alloc();
                        n = 1;
                    }
                }
                if n > 1 {
                    self.build_string(d, h, n, p);
                } else {
                    self.release(h);
                    self.move_to(d, h, p);
                }
            }
        }
        self.release(h);
        Ok(())
    }

    fn build_string(&mut self, d: u16, base: u16, n: u16, p: Position) {
        self.release(base);
        self.emit(
            Op::BuildString {
                d: Dst(d),
                base: Base(base),
                n: Count(n),
            },
            p,
        );
    }

    /// `flags` are those of `Format` beside the conversion.
    pub(super) fn formatted(&mut self, e: &Expr<'_>, d: u16, flags: u8) -> Res {
        let ExprKind::FormattedValue {
            value,
            conversion,
            format_spec,
        } = &e.kind
        else {
            return Ok(());
        };
        let h = self.height();
        let p = self.pos(e.span);
        let conversion = match conversion {
            Conversion::None => 0,
            Conversion::Str => 1,
            Conversion::Repr => 2,
            Conversion::Ascii => 3,
        };
        let op = match format_spec {
            Some(spec) => {
                let a = Src(self.operand_before(value, &[spec])?);
                let spec = Src(self.operand(spec)?);
                Op::FormatSpec {
                    flags: Flags(conversion),
                    d: Dst(d),
                    a,
                    spec,
                }
            }
            None => {
                let a = Src(self.operand(value)?);
                Op::Format {
                    flags: Flags(conversion | flags),
                    d: Dst(d),
                    a,
                }
            }
        };
        self.release(h);
        self.emit(op, p);
        Ok(())
    }
}
