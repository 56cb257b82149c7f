//! Functions of many numbers: sums, products, lengths of vectors.

use crate::code::opcodes::BinOp;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::num::accurate::{self, ExactSum, SumOfProducts};
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

pub fn fsum(vm: &mut Vm, args: Args<'_>) -> Res {
    let it = vm.iter(&args[0])?;
    let mut sum = ExactSum::new();
    while let Some(x) = vm.next(&it)? {
        let f = vm.to_f64(&x)?;
        let r = sum.add(f);
        vm.num(r)?;
    }
    let r = vm.num(sum.finish())?;
    vm.float(r)
}

/// The items as floats.
fn floats(vm: &mut Vm, items: &[Value]) -> Res<Buf<f64>> {
    let mut out = Buf::with_capacity(vm.heap(), items.len())?;
    for x in items {
        let f = vm.to_f64(x)?;
        out.push(vm.heap(), f)?;
    }
    Ok(out)
}

pub fn hypot(vm: &mut Vm, args: Args<'_>) -> Res {
    let mut coordinates = floats(vm, args.pos)?;
    vm.charge(coordinates.len() as u64)?;
    let r = accurate::norm(&mut coordinates);
    vm.float(r)
}

pub fn dist(vm: &mut Vm, args: Args<'_>) -> Res {
    let p = vm.collect(&args[0])?;
    let q = vm.collect(&args[1])?;
    if p.len() != q.len() {
        raise!(
            vm,
            ValueError,
            "both points must have the same number of dimensions"
        );
    }
    let mut differences = floats(vm, &p)?;
    let q = floats(vm, &q)?;
    for (a, b) in differences.iter_mut().zip(&q) {
        *a -= *b;
    }
    let r = accurate::norm(&mut differences);
    vm.float(r)
}

pub fn prod(vm: &mut Vm, args: Args<'_>) -> Res {
    let mut result = args.kw(0).cloned().unwrap_or(Value::ONE);
    let it = vm.iter(&args[0])?;
    while let Some(x) = vm.next(&it)? {
        result = vm.binary(BinOp::Mul, &result, &x)?;
    }
    Ok(result)
}

/// A number that takes part in the accurate sum: a float, or an int beside floats.
fn as_float(vm: &mut Vm, v: &Value) -> Option<f64> {
    if vm.is_exact(v, T::Float) {
        return vm.as_f64(v);
    }
    if vm.is_exact(v, T::Int) || v.is_bool() {
        return vm.int_of(v).and_then(|i| i.to_f64().ok());
    }
    None
}

/// `total + a * b`.
fn add_product(vm: &mut Vm, total: &Value, a: &Value, b: &Value) -> Res {
    let product = vm.binary(BinOp::Mul, a, b)?;
    vm.binary(BinOp::Add, total, &product)
}

pub fn sumprod(vm: &mut Vm, args: Args<'_>) -> Res {
    let p = vm.iter(&args[0])?;
    let q = vm.iter(&args[1])?;
    let mut total = Value::ZERO;
    // A run of float products, summed apart and then added.
    let mut run: Option<SumOfProducts> = None;
    loop {
        let (a, b) = (vm.next(&p)?, vm.next(&q)?);
        let (a, b) = match (a, b) {
            (Some(a), Some(b)) => (a, b),
            (None, None) => break,
            _ => raise!(vm, ValueError, "Inputs are not the same length"),
        };
        let one_float = vm.is_exact(&a, T::Float) || vm.is_exact(&b, T::Float);
        if one_float && let (Some(x), Some(y)) = (as_float(vm, &a), as_float(vm, &b)) {
            let sum = run.get_or_insert_with(SumOfProducts::new);
            if sum.add(x, y) {
                continue;
            }
        }
        if let Some(sum) = run.take() {
            let f = vm.float(sum.finish())?;
            total = vm.binary(BinOp::Add, &total, &f)?;
        }
        total = add_product(vm, &total, &a, &b)?;
    }
    if let Some(sum) = run.take() {
        let f = vm.float(sum.finish())?;
        total = vm.binary(BinOp::Add, &total, &f)?;
    }
    Ok(total)
}
