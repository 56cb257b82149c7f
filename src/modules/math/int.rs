//! Functions of ints, and rounding to ints.

use crate::code::opcodes::BinOp;
use crate::memory::value::Value;
use crate::num::{bigint, bounds, combinatorics};
use crate::raise;
use crate::types::int::{self, Int};
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::Args;

/// Rounds by the method `n` of the argument's class, or as a float.
fn rounded(vm: &mut Vm, v: &Value, n: N, float: fn(f64) -> f64) -> Res {
    if vm.as_f64(v).is_none()
        && let Some(f) = vm.lookup_special(v, n)?
    {
        return vm.call_unbound(&f, v, &[]);
    }
    let f = float(vm.to_f64(v)?);
    let b = vm.num(crate::num::int_float::from_f64(f))?;
    vm.bigint(b)
}

pub fn ceil(vm: &mut Vm, args: Args<'_>) -> Res {
    rounded(vm, &args[0], N::__ceil__, f64::ceil)
}

pub fn floor(vm: &mut Vm, args: Args<'_>) -> Res {
    rounded(vm, &args[0], N::__floor__, f64::floor)
}

pub fn trunc(vm: &mut Vm, args: Args<'_>) -> Res {
    match vm.lookup_special(&args[0], N::__trunc__)? {
        Some(f) => vm.call_unbound(&f, &args[0], &[]),
        None => {
            let t = vm.type_name(&args[0]).to_owned();
            raise!(vm, TypeError, "type {t} doesn't define __trunc__ method")
        }
    }
}

/// Charges for work on a result of `bits` bits that comes from products.
fn prepare(vm: &mut Vm, bits: u64) -> Res<()> {
    let words = bits / 64 + 1;
    vm.prepare(
        bounds::value_bytes(bits).saturating_mul(8),
        words.saturating_mul(words.min(256)),
    )
}

pub fn factorial(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.index(&args[0])?;
    factorial_of(vm, &n)
}

fn factorial_of(vm: &mut Vm, n: &Value) -> Res {
    let Some(i) = vm.int_of(n) else {
        return Ok(Value::ONE);
    };
    if i.is_negative() {
        raise!(
            vm,
            ValueError,
            "factorial() not defined for negative values"
        );
    }
    let Some(n) = i.to_i64() else {
        raise!(
            vm,
            OverflowError,
            "factorial() argument should not exceed {}",
            i64::MAX
        );
    };
    prepare(vm, combinatorics::factorial_bits(n as u64))?;
    vm.bigint(combinatorics::factorial(n as u64))
}

/// Refuses negative arguments of `comb` and `perm`.
fn not_negative(vm: &mut Vm, v: &Value, name: &str) -> Res<()> {
    if vm.int_of(v).is_some_and(Int::is_negative) {
        raise!(vm, ValueError, "{name} must be a non-negative integer");
    }
    Ok(())
}

/// Bits that a product of `k` factors up to `n` has at most.
fn product_bits(vm: &Vm, n: &Value, k: u64) -> u64 {
    let each = vm
        .int_of(n)
        .map_or(1, |i| bigint::bit_length(&i.big()) as u64);
    each.saturating_mul(k)
}

pub fn perm(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.index(&args[0])?;
    let Some(k) = args.some(1) else {
        return factorial_of(vm, &n);
    };
    let k = vm.index(k)?;
    not_negative(vm, &n, "n")?;
    not_negative(vm, &k, "k")?;
    let (Some(x), Some(y)) = (vm.int_of(&n), vm.int_of(&k)) else {
        return Ok(Value::ZERO);
    };
    if x.big() < y.big() {
        return Ok(Value::ZERO);
    }
    let Some(count) = y.to_i64() else {
        raise!(vm, OverflowError, "k must not exceed {}", i64::MAX);
    };
    let bits = product_bits(vm, &n, count as u64);
    prepare(vm, bits)?;
    let r = match vm.int_of(&n) {
        Some(i) => match i.to_i64() {
            Some(n) => combinatorics::perm(n as u64, count as u64),
            None => combinatorics::perm_big(&i.big(), count as u64),
        },
        None => return Ok(Value::ZERO),
    };
    vm.bigint(r)
}

pub fn comb(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.index(&args[0])?;
    let k = vm.index(&args[1])?;
    not_negative(vm, &n, "n")?;
    not_negative(vm, &k, "k")?;
    let (Some(x), Some(y)) = (vm.int_of(&n), vm.int_of(&k)) else {
        return Ok(Value::ZERO);
    };
    let rest = x.big().as_ref() - y.big().as_ref();
    if bigint::is_negative(&rest) {
        return Ok(Value::ZERO);
    }
    // The smaller of k and n - k.
    let k = match (y.to_i64(), i64::try_from(&rest).ok()) {
        (Some(a), Some(b)) => a.min(b),
        (Some(a), None) | (None, Some(a)) => a,
        (None, None) => raise!(
            vm,
            OverflowError,
            "min(n - k, k) must not exceed {}",
            i64::MAX
        ),
    } as u64;
    let bits = match vm.int_of(&n).and_then(Int::to_i64) {
        // A binomial coefficient is below 2**n.
        Some(n) => product_bits(vm, &Value::int(n.min(1 << 60)), k).min(n as u64),
        None => product_bits(vm, &n, k),
    };
    prepare(vm, bits)?;
    let r = match vm.int_of(&n) {
        Some(i) => match i.to_i64() {
            Some(n) => combinatorics::comb(n as u64, k),
            None => combinatorics::comb_big(&i.big(), k),
        },
        None => return Ok(Value::ZERO),
    };
    vm.bigint(r)
}

pub fn isqrt(vm: &mut Vm, args: Args<'_>) -> Res {
    let n = vm.index(&args[0])?;
    let Some(i) = vm.int_of(&n) else {
        return Ok(Value::ZERO);
    };
    let big = i.big();
    let (bytes, words) = (
        bounds::isqrt(&big),
        bigint::bit_length(&big) as u64 / 64 + 1,
    );
    drop(big);
    vm.prepare(bytes, words.saturating_mul(words.min(256)))?;
    let r = match vm.int_of(&n) {
        Some(i) => bigint::isqrt(&i.big()),
        None => return Ok(Value::ZERO),
    };
    let r = vm.num(r)?;
    vm.bigint(r)
}

fn small_gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// `gcd(a, b)` of two ints.
fn gcd_of(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.int_of(a), vm.int_of(b)) else {
        return Ok(Value::ZERO);
    };
    if let (Int::Small(x), Int::Small(y)) = (x, y) {
        return vm.int(small_gcd(x.unsigned_abs(), y.unsigned_abs()) as i64);
    }
    let (x, y) = (x.big(), y.big());
    let words = |b| bigint::bit_length(b) as u64 / 64 + 1;
    let (bytes, work) = (bounds::divmod(&x, &y), words(&x).saturating_mul(words(&y)));
    drop((x, y));
    vm.prepare(bytes, work)?;
    let r = match (vm.int_of(a), vm.int_of(b)) {
        (Some(x), Some(y)) => bigint::gcd(&x.big(), &y.big()),
        _ => return Ok(Value::ZERO),
    };
    vm.bigint(r)
}

fn absolute(vm: &mut Vm, v: &Value) -> Res {
    match vm.int_of(v).is_some_and(Int::is_negative) {
        true => vm.unary(crate::code::opcodes::UnaryOp::Neg, v),
        false => int::exact(vm, v),
    }
}

pub fn gcd(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(first) = args.pos.first() else {
        return Ok(Value::ZERO);
    };
    let first = vm.index(first)?;
    let mut r = absolute(vm, &first)?;
    for v in &args.pos[1..] {
        let v = vm.index(v)?;
        r = gcd_of(vm, &r, &v)?;
    }
    Ok(r)
}

pub fn lcm(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(first) = args.pos.first() else {
        return Ok(Value::ONE);
    };
    let first = vm.index(first)?;
    let mut r = absolute(vm, &first)?;
    for v in &args.pos[1..] {
        let v = vm.index(v)?;
        let v = absolute(vm, &v)?;
        let g = gcd_of(vm, &r, &v)?;
        if g.as_small_int() == Some(0) || v.as_small_int() == Some(0) {
            r = Value::ZERO;
            continue;
        }
        let part = int::binary(vm, BinOp::FloorDiv, &r, &g)?;
        r = int::binary(vm, BinOp::Mul, &part, &v)?;
    }
    Ok(r)
}
