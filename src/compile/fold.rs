//! Constant folding: what CPython's optimizer computes at compile time, with its limits. Whatever
//! would raise stays for the run time.

use hognose_grammar::ast::*;

use super::error::Res;
use super::stack::StackGuard;
use crate::code::Const;

/// Longest string or bytes that a repetition may make.
const MAX_STR: usize = 4096;
/// Most items that a repetition of a tuple may make.
const MAX_TUPLE: usize = 256;
/// Results of multiplication, power and shift may have this many bits; the arithmetic is done in
/// 128 bits with sign, so that one bit less is possible.
const MAX_BITS: u32 = 127;

/// Folds expressions.
pub(super) struct Folder<'g> {
    pub guard: &'g StackGuard,
    /// What `__debug__` is.
    pub debug: bool,
}

/// The constant of a literal.
pub(super) fn literal(value: &Constant<'_>) -> Const {
    match *value {
        Constant::None => Const::None,
        Constant::True => Const::True,
        Constant::False => Const::False,
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(x) => int(x as i128),
        Constant::BigInt { radix, digits } => Const::BigInt(match radix {
            2 => format!("0b{digits}").into(),
            8 => format!("0o{digits}").into(),
            16 => format!("0x{digits}").into(),
            _ => digits.into(),
        }),
        Constant::Float(x) => Const::Float(x),
        Constant::Imag(x) => Const::Imag(x),
        Constant::Str { value, .. } => Const::Str(value.into()),
        Constant::Bytes(value) => Const::Bytes(value.into()),
    }
}

fn int(x: i128) -> Const {
    match i64::try_from(x) {
        Ok(x) => Const::Int(x),
        Err(_) => Const::BigInt(x.to_string().into()),
    }
}

/// Whether two constants are equal as dictionary keys (`1`, `1.0` and `True` are).
pub(super) fn equal(a: &Const, b: &Const) -> bool {
    let value = |n| match n {
        Number::Int(x) => (x as f64, 0.0, Some(x)),
        Number::Float(x) => (x, 0.0, None),
        Number::Complex(re, im) => (re, im, None),
    };
    match (number(a).map(value), number(b).map(value)) {
        (Some((_, _, Some(x))), Some((_, _, Some(y)))) => x == y,
        (Some(x), Some(y)) => (x.0, x.1) == (y.0, y.1),
        _ => a == b,
    }
}

/// Truth of a constant.
pub(super) fn truth(c: &Const) -> bool {
    match c {
        Const::None | Const::False => false,
        Const::Int(x) => *x != 0,
        Const::Float(x) | Const::Imag(x) => *x != 0.0,
        Const::Complex(re, im) => *re != 0.0 || *im != 0.0,
        Const::Str(s) | Const::Bytes(s) => !s.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::True | Const::Ellipsis | Const::BigInt(_) | Const::Slice(_) | Const::Code(_) => true,
    }
}

#[derive(Clone, Copy)]
enum Number {
    Int(i128),
    Float(f64),
    Complex(f64, f64),
}

fn number(c: &Const) -> Option<Number> {
    Some(match c {
        Const::True => Number::Int(1),
        Const::False => Number::Int(0),
        Const::Int(x) => Number::Int(*x as i128),
        Const::BigInt(digits) => Number::Int(big(digits)?),
        Const::Float(x) => Number::Float(*x),
        Const::Imag(x) => Number::Complex(0.0, *x),
        Const::Complex(re, im) => Number::Complex(*re, *im),
        _ => return None,
    })
}

fn big(digits: &str) -> Option<i128> {
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    i128::from_str_radix(digits, radix).ok()
}

impl Folder<'_> {
    /// The constant that an expression is, if it is one.
    pub fn fold(&self, e: &Expr<'_>) -> Res<Option<Const>> {
        Ok(match &e.kind {
            ExprKind::Constant { value } => Some(literal(value)),
            ExprKind::Name {
                id: "__debug__",
                ctx: ExprContext::Load,
            } => Some(if self.debug {
                Const::True
            } else {
                Const::False
            }),
            ExprKind::UnaryOp { op, operand } => {
                self.guard.check()?;
                self.fold(operand)?.and_then(|c| unary(*op, &c))
            }
            ExprKind::BinOp { .. } => {
                self.guard.check()?;
                let mut spine = Vec::new();
                let mut at = e;
                while let ExprKind::BinOp { left, op, right } = &at.kind {
                    spine.push((*op, *right));
                    at = left;
                }
                let mut acc = self.fold(at)?;
                for (op, right) in spine.into_iter().rev() {
                    let Some(left) = acc else { return Ok(None) };
                    let Some(right) = self.fold(right)? else {
                        return Ok(None);
                    };
                    acc = binary(op, &left, &right);
                }
                acc
            }
            ExprKind::Tuple {
                elts,
                ctx: ExprContext::Load,
            } => {
                self.guard.check()?;
                self.items(elts)?.map(Const::Tuple)
            }
            _ => None,
        })
    }

    /// All of them, if all are constants.
    pub fn items(&self, elts: List<'_, Expr<'_>>) -> Res<Option<Box<[Const]>>> {
        let mut items = Vec::with_capacity(elts.len());
        for elt in elts {
            match self.fold(elt)? {
                Some(c) => items.push(c),
                None => return Ok(None),
            }
        }
        Ok(Some(items.into()))
    }
}

fn unary(op: UnaryOp, c: &Const) -> Option<Const> {
    if op == UnaryOp::Not {
        // CPython leaves tuples and `...` to the run time, where the result is the same.
        return Some(if truth(c) { Const::False } else { Const::True });
    }
    Some(match (op, number(c)?) {
        (UnaryOp::UAdd, Number::Int(x)) => int(x),
        (UnaryOp::UAdd, Number::Float(x)) => Const::Float(x),
        (UnaryOp::UAdd, Number::Complex(re, im)) => Const::Complex(re, im),
        (UnaryOp::USub, Number::Int(x)) => int(x.checked_neg()?),
        (UnaryOp::USub, Number::Float(x)) => Const::Float(-x),
        (UnaryOp::USub, Number::Complex(re, im)) => Const::Complex(-re, -im),
        // Of `~True` the compiler warns ([`super::lint`]).
        (UnaryOp::Invert, Number::Int(x)) => int(!x),
        _ => return None,
    })
}

/// The result of an operator on constants, unless it raises or is too big.
pub(super) fn binary(op: Operator, a: &Const, b: &Const) -> Option<Const> {
    match (a, b) {
        (Const::Str(x), Const::Str(y)) if op == Operator::Add => {
            return Some(Const::Str([&x[..], &y[..]].concat().into()));
        }
        (Const::Bytes(x), Const::Bytes(y)) if op == Operator::Add => {
            return Some(Const::Bytes([&x[..], &y[..]].concat().into()));
        }
        (Const::Tuple(x), Const::Tuple(y)) if op == Operator::Add => {
            return Some(Const::Tuple([&x[..], &y[..]].concat().into()));
        }
        _ => {}
    }
    if op == Operator::Mult {
        for (sequence, times) in [(a, b), (b, a)] {
            if let Some(repeated) = repeat(sequence, times) {
                return repeated;
            }
        }
    }
    if let (Const::True | Const::False, Const::True | Const::False) = (a, b) {
        let (x, y) = (*a == Const::True, *b == Const::True);
        let truth = match op {
            Operator::BitAnd => Some(x & y),
            Operator::BitOr => Some(x | y),
            Operator::BitXor => Some(x ^ y),
            _ => None,
        };
        if let Some(truth) = truth {
            return Some(if truth { Const::True } else { Const::False });
        }
    }
    match (number(a)?, number(b)?) {
        (Number::Int(x), Number::Int(y)) => integers(op, x, y),
        (Number::Float(x), Number::Float(y)) => floats(op, x, y),
        (Number::Int(x), Number::Float(y)) => floats(op, x as f64, y),
        (Number::Float(x), Number::Int(y)) => floats(op, x, y as f64),
        (Number::Complex(re, im), y) => complexes(op, (re, im), parts(y)),
        (x, Number::Complex(re, im)) => complexes(op, parts(x), (re, im)),
    }
}

/// `Some(None)`: a repetition, but too long to fold.
fn repeat(sequence: &Const, times: &Const) -> Option<Option<Const>> {
    let times = match times {
        Const::Int(n) => usize::try_from(*n).ok(),
        Const::True => Some(1),
        Const::False => Some(0),
        _ => None,
    };
    let fits = |len: usize, max: usize| {
        let times = times?;
        (times.checked_mul(len)? <= max).then_some(times)
    };
    match sequence {
        Const::Str(s) => Some(fits(s.len(), MAX_STR).map(|n| Const::Str(s.repeat(n).into()))),
        Const::Bytes(s) => Some(fits(s.len(), MAX_STR).map(|n| Const::Bytes(s.repeat(n).into()))),
        Const::Tuple(t) => {
            Some(fits(t.len(), MAX_TUPLE).map(|n| Const::Tuple(vec![&t[..]; n].concat().into())))
        }
        _ => None,
    }
}

fn bits(x: i128) -> u32 {
    128 - x.unsigned_abs().leading_zeros()
}

fn integers(op: Operator, x: i128, y: i128) -> Option<Const> {
    Some(int(match op {
        Operator::Add => x.checked_add(y)?,
        Operator::Sub => x.checked_sub(y)?,
        Operator::Mult => x.checked_mul(y)?,
        Operator::FloorDiv if y != 0 => {
            let q = x.checked_div(y)?;
            if x % y != 0 && (x < 0) != (y < 0) {
                q - 1
            } else {
                q
            }
        }
        Operator::Mod if y != 0 => {
            let r = x.checked_rem(y)?;
            if r != 0 && (r < 0) != (y < 0) {
                r + y
            } else {
                r
            }
        }
        Operator::Pow if y >= 0 => {
            let y = u32::try_from(y).ok()?;
            if x.unsigned_abs() > 1 && bits(x).checked_mul(y)? > MAX_BITS {
                return None;
            }
            x.checked_pow(y)?
        }
        Operator::LShift if y >= 0 => {
            if x != 0 && (y > MAX_BITS as i128 || bits(x) + y as u32 > MAX_BITS) {
                return None;
            }
            if x == 0 { 0 } else { x << y }
        }
        Operator::RShift if y >= 0 => x >> y.min(127),
        Operator::BitAnd => x & y,
        Operator::BitOr => x | y,
        Operator::BitXor => x ^ y,
        Operator::Div if y != 0 && bits(x) <= 53 && bits(y) <= 53 => {
            return Some(Const::Float(x as f64 / y as f64));
        }
        _ => return None,
    }))
}

fn floats(op: Operator, x: f64, y: f64) -> Option<Const> {
    Some(Const::Float(match op {
        Operator::Add => x + y,
        Operator::Sub => x - y,
        Operator::Mult => x * y,
        Operator::Div if y != 0.0 => x / y,
        // Other powers may raise or be complex.
        Operator::Pow if x > 0.0 && x.powf(y).is_finite() => x.powf(y),
        _ => return None,
    }))
}

fn parts(x: Number) -> (f64, f64) {
    match x {
        Number::Int(x) => (x as f64, 0.0),
        Number::Float(x) => (x, 0.0),
        Number::Complex(re, im) => (re, im),
    }
}

fn complexes(op: Operator, x: (f64, f64), y: (f64, f64)) -> Option<Const> {
    match op {
        Operator::Add => Some(Const::Complex(x.0 + y.0, x.1 + y.1)),
        Operator::Sub => Some(Const::Complex(x.0 - y.0, x.1 - y.1)),
        _ => None,
    }
}
