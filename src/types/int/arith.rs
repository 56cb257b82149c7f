//! Operators of int: small operands in 64-bit arithmetic, the rest through `num::bigint`, after their
//! fuel is charged and the room that the result will need is known to be there.

use super::{Int, to_float};
use crate::code::opcodes::{BinOp, UnaryOp};
use crate::memory::value::Value;
use crate::num::{BigInt as Big, NumError, bigint, bounds, float, int_float};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;

/// The `binary` slot.
pub fn slot(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    match (vm.int_of(a), vm.int_of(b)) {
        (Some(Int::Small(x)), Some(Int::Small(y))) => match small(vm, op, x, y)? {
            Some(r) => Ok(r),
            None => binary(vm, op, a, b),
        },
        (Some(_), Some(_)) => binary(vm, op, a, b),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// Quotient rounded down and remainder; `y` is not 0.
fn floor_div(x: i64, y: i64) -> (i64, i64) {
    // Small ints have 62 bits, so nothing overflows.
    let (q, r) = (x.wrapping_div(y), x.wrapping_rem(y));
    if r != 0 && (r < 0) != (y < 0) {
        (q - 1, r + y)
    } else {
        (q, r)
    }
}

fn small_pow(mut x: i64, mut y: i64) -> Option<i64> {
    let mut r = 1i64;
    loop {
        if y & 1 != 0 {
            r = r.checked_mul(x)?;
        }
        y >>= 1;
        if y == 0 {
            return Some(r);
        }
        x = x.checked_mul(x)?;
    }
}

/// What machine words can do; `None` for the rest.
fn small(vm: &mut Vm, op: BinOp, x: i64, y: i64) -> Res<Option<Value>> {
    let r = match op {
        BinOp::Add => x.checked_add(y),
        BinOp::Sub => x.checked_sub(y),
        BinOp::Mul => x.checked_mul(y),
        BinOp::And => Some(x & y),
        BinOp::Or => Some(x | y),
        BinOp::Xor => Some(x ^ y),
        BinOp::FloorDiv if y != 0 => Some(floor_div(x, y).0),
        BinOp::Mod if y != 0 => Some(floor_div(x, y).1),
        BinOp::DivMod if y != 0 => {
            let (q, r) = floor_div(x, y);
            let (q, r) = (vm.int(q)?, vm.int(r)?);
            return vm.tuple(&[q, r]).map(Some);
        }
        BinOp::RShift if y >= 0 => Some(x >> y.min(63)),
        BinOp::LShift if (0..63).contains(&y) => {
            let shifted = x << y;
            (shifted >> y == x).then_some(shifted)
        }
        BinOp::Pow if y >= 0 => small_pow(x, y),
        BinOp::TrueDiv if y != 0 => {
            const EXACT: u64 = 1 << 53;
            if x.unsigned_abs() <= EXACT && y.unsigned_abs() <= EXACT {
                return vm.float(x as f64 / y as f64).map(Some);
            }
            None
        }
        _ => None,
    };
    match r {
        Some(i) => vm.int(i).map(Some),
        None => Ok(None),
    }
}

/// Bytes and word operations that `x op y` may take.
fn cost(op: BinOp, x: &Big, y: &Big) -> (u64, u64) {
    let words = |b: &Big| bigint::bit_length(b) as u64 / 64 + 1;
    let (wx, wy) = (words(x), words(y));
    // Schoolbook products up to some size, then less; a coarse bound does.
    let product = |a: u64, b: u64| {
        let low = a.min(b);
        a.max(b).saturating_mul(low.min(64 + low / 16))
    };
    match op {
        BinOp::Add | BinOp::Sub => (bounds::add(x, y), wx + wy),
        BinOp::And | BinOp::Or | BinOp::Xor => (bounds::bitwise(x, y), wx + wy),
        BinOp::Mul => (bounds::mul(x, y), product(wx, wy)),
        BinOp::Pow => {
            let e = u64::try_from(y).unwrap_or(u64::MAX);
            if x.is_zero() || x.is_one() || *x == Big::NEG_ONE {
                return (0, 1);
            }
            let bytes = bounds::pow(x, e);
            (bytes, product(bytes / 8, bytes / 8))
        }
        BinOp::LShift => match u64::try_from(y) {
            _ if x.is_zero() => (0, 1),
            Ok(by) => (bounds::shl(x, by), (wx).saturating_add(by / 64)),
            // Refused by the shift itself.
            Err(_) => (0, 1),
        },
        BinOp::RShift => (bounds::add(x, x), wx),
        _ => (bounds::divmod(x, y), product(wx.saturating_sub(wy) + 1, wy)),
    }
}

/// `x op y` for all but `/`, `divmod` and powers to negative exponents.
fn big(op: BinOp, x: &Big, y: &Big) -> Result<Big, NumError> {
    match op {
        BinOp::Add => Ok(x + y),
        BinOp::Sub => Ok(x - y),
        BinOp::Mul => Ok(x * y),
        BinOp::And => Ok(x & y),
        BinOp::Or => Ok(x | y),
        BinOp::Xor => Ok(x ^ y),
        BinOp::FloorDiv => bigint::floor_div(x, y),
        BinOp::Mod => bigint::modulo(x, y),
        BinOp::LShift => bigint::shl(x, y),
        BinOp::RShift => bigint::shr(x, y),
        _ => bigint::pow(x, y),
    }
}

/// `a op b` of two ints, whatever their size.
pub fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if op == BinOp::MatMul {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (Some(x), Some(y)) = (vm.int_of(a), vm.int_of(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if op == BinOp::Pow && y.is_negative() {
        let (x, y) = (to_float(vm, a)?, to_float(vm, b)?);
        let r = vm.num(float::pow(x, y))?;
        return match r {
            float::Power::Real(f) => vm.float(f),
            // The exponent is whole, so the result is real.
            float::Power::Complex => vm.float(f64::NAN),
        };
    }
    let (bytes, work) = cost(op, &x.big(), &y.big());
    vm.prepare(bytes, work)?;
    let (Some(x), Some(y)) = (vm.int_of(a), vm.int_of(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (x, y) = (x.big(), y.big());
    match op {
        BinOp::TrueDiv => {
            let r = int_float::true_divide(&x, &y);
            drop((x, y));
            let f = vm.num(r)?;
            vm.float(f)
        }
        BinOp::DivMod => {
            let r = bigint::divmod(&x, &y);
            drop((x, y));
            let (q, r) = vm.num(r)?;
            let (q, r) = (vm.bigint(q)?, vm.bigint(r)?);
            vm.tuple(&[q, r])
        }
        _ => {
            let r = big(op, &x, &y);
            drop((x, y));
            let r = vm.num(r)?;
            vm.bigint(r)
        }
    }
}

/// The `unary` slot.
pub fn unary(vm: &mut Vm, op: UnaryOp, v: &Value) -> Res {
    let r = match (op, vm.int_of(v)) {
        (UnaryOp::Neg, Some(Int::Small(i))) => return vm.int(-i),
        (UnaryOp::Invert, Some(Int::Small(i))) => return vm.int(!i),
        (UnaryOp::Pos, _) => return super::exact(vm, v),
        (UnaryOp::Neg, Some(Int::Big(b))) => -b,
        (UnaryOp::Invert, Some(Int::Big(b))) => !b,
        (_, None) => return Ok(Value::NOT_IMPLEMENTED),
    };
    vm.bigint(r)
}

/// `round(a, -places)` for ints: to a multiple of `10 ** places`, halves to even.
pub fn divide_rounded(vm: &mut Vm, v: &Value, places: u64) -> Res {
    let digits = match vm.int_of(v) {
        Some(i) => bounds::decimal_digits(&i.big()),
        None => 0,
    };
    if places > digits + 1 {
        return Ok(Value::ZERO);
    }
    let bytes = bounds::parse(places, 10);
    vm.prepare(bytes.saturating_mul(4), bytes)?;
    let r = match vm.int_of(v) {
        Some(i) => bigint::round_to_power_of_ten(&i.big(), places as usize),
        None => return Ok(Value::ZERO),
    };
    vm.bigint(r)
}

impl Vm {
    /// `pow(a, b, m)` where all are ints; `None` when they aren't.
    pub fn int_pow_mod(&mut self, a: &Value, b: &Value, m: &Value) -> Res<Option<Value>> {
        let (Some(x), Some(y), Some(z)) = (self.int_of(a), self.int_of(b), self.int_of(m)) else {
            return Ok(None);
        };
        if let (Int::Small(x), Int::Small(y), Int::Small(z)) = (x, y, z)
            && y >= 0
            && z != 0
        {
            return self.int(small_pow_mod(x, y as u64, z)).map(Some);
        }
        let (x, y, z) = (x.big(), y.big(), z.big());
        let bytes = bounds::pow_mod(&x, &y, &z);
        let words = bigint::bit_length(&z) as u64 / 64 + 1;
        let steps = bigint::bit_length(&y) as u64 + bigint::bit_length(&x) as u64 / 64;
        drop((x, y, z));
        self.prepare(
            bytes.max(4097),
            steps.saturating_mul(words).saturating_mul(words.min(64)),
        )?;
        let r = match (self.int_of(a), self.int_of(b), self.int_of(m)) {
            (Some(x), Some(y), Some(z)) => {
                let interrupted = || self.interrupt_pending();
                bigint::pow_mod(&x.big(), &y.big(), &z.big(), &interrupted)
            }
            _ => return Ok(None),
        };
        match self.num(r)? {
            Some(r) => self.bigint(r).map(Some),
            None => {
                self.poll_interrupt()?;
                // Whoever interrupted has thought better of it.
                self.int_pow_mod(a, b, m)
            }
        }
    }
}

fn small_pow_mod(x: i64, mut y: u64, z: i64) -> i64 {
    let modulus = z.unsigned_abs() as u128;
    let mut base = (x as i128).rem_euclid(modulus as i128) as u128;
    let mut r = 1 % modulus;
    while y > 0 {
        if y & 1 != 0 {
            r = r * base % modulus;
        }
        base = base * base % modulus;
        y >>= 1;
    }
    // The result has the modulus' sign.
    if z < 0 && r != 0 {
        r as i64 + z
    } else {
        r as i64
    }
}

/// Whether `v` is an int or an instance of a subclass.
pub fn is_int(vm: &Vm, v: &Value) -> bool {
    v.is_int() || vm.is_a(v, T::Int)
}
