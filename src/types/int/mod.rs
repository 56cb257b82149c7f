//! `int`: whole numbers of any size. Small ones are values; the rest, and instances of subclasses,
//! are [`BigInt`] objects.
//!
//! What is big charges fuel and is refused beforehand when its result and the scratch memory for it
//! (`num::bounds`) don't fit the heap.

pub(super) mod arith;
mod methods;
mod new;
mod text;

pub use arith::{binary, divide_rounded, is_int};
pub use new::{INT_SIGNATURE, to_int};
pub use text::{format, push_i64, push_int, push_magnitude};

use crate::code::opcodes::{BinOp, CmpOp};
use crate::memory::charge::Charge;
use crate::memory::header::{Kind, Payload};
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::value::Value;
use crate::num::{self, BigInt as Big, NumError, bounds, int_float};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::operator::ordered;
use crate::vm::typedef::{Slots, TypeDef, ops};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The payload of an int that is no value by itself.
pub struct BigInt {
    value: Big,
    /// Has `bounds::held(&value)` bytes charged.
    charge: Charge,
}

impl BigInt {
    /// Charges the words that `value` holds.
    pub fn new(heap: &Heap, value: Big) -> Result<BigInt, OutOfMemory> {
        let charge = Charge::new(heap, bounds::held(&value) as usize)?;
        Ok(BigInt { value, charge })
    }

    pub fn value(&self) -> &Big {
        &self.value
    }
}

impl Drop for BigInt {
    fn drop(&mut self) {
        self.charge.release(bounds::held(&self.value) as usize);
    }
}

impl Payload for BigInt {
    const KIND: Kind = Kind::Int;
    fn extra_bytes(&self) -> usize {
        bounds::held(&self.value) as usize
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "int",
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\n\
          Convert a number or string to a whole number, rounding towards zero.\n\n\
          int(x) takes a number, or text in decimal; int(text, base) takes digits of base 2 to 36,\n\
          or of the base that a prefix names (0b, 0o, 0x) when base is 0.",
    kind: Kind::Int,
    slots: Slots {
        repr: Some(text::repr),
        hash: Some(hash),
        cmp: Some(cmp),
        bool: Some(truth),
        binary: Some(arith::slot),
        unary: Some(arith::unary),
        index: Some(exact),
        int: Some(exact),
        float: Some(float),
        new: Some(new::new),
        ..Slots::NONE
    },
    binary_ops: ops(&[
        BinOp::Add,
        BinOp::Sub,
        BinOp::Mul,
        BinOp::TrueDiv,
        BinOp::FloorDiv,
        BinOp::Mod,
        BinOp::Pow,
        BinOp::LShift,
        BinOp::RShift,
        BinOp::And,
        BinOp::Or,
        BinOp::Xor,
        BinOp::DivMod,
    ]),
    methods: methods::METHODS,
    getset: methods::GETSET,
    subclassable: true,
    signature: Some("(x=0, /, base=10)"),
    ..TypeDef::OBJECT
};

/// An int as it is stored.
#[derive(Clone, Copy)]
pub enum Int<'a> {
    Small(i64),
    Big(&'a Big),
}

impl<'a> Int<'a> {
    /// As a big integer; small ones take no allocation.
    pub fn big(self) -> Cow<'a, Big> {
        match self {
            Int::Small(i) => Cow::Owned(Big::from(i)),
            Int::Big(b) => Cow::Borrowed(b),
        }
    }

    pub fn is_negative(self) -> bool {
        match self {
            Int::Small(i) => i < 0,
            Int::Big(b) => num::bigint::is_negative(b),
        }
    }

    pub fn is_zero(self) -> bool {
        match self {
            Int::Small(i) => i == 0,
            Int::Big(b) => b.is_zero(),
        }
    }

    /// If it fits 64 bits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            Int::Small(i) => Some(i),
            Int::Big(b) => i64::try_from(b).ok(),
        }
    }

    /// Against a float, exactly; `None` for a NaN.
    pub fn compare_float(self, f: f64) -> Option<Ordering> {
        match self {
            // Both sides are exact there.
            Int::Small(i) if i.unsigned_abs() < 1 << 53 => (i as f64).partial_cmp(&f),
            _ => int_float::compare(&self.big(), f),
        }
    }

    pub fn to_f64(self) -> Result<f64, NumError> {
        match self {
            Int::Small(i) => Ok(i as f64),
            Int::Big(b) => int_float::to_f64(b),
        }
    }
}

impl Vm {
    /// The integer behind an int, a bool or an instance of a subclass.
    #[inline]
    pub fn int_of<'a>(&'a self, v: &'a Value) -> Option<Int<'a>> {
        if let Some(i) = v.as_small_int() {
            return Some(Int::Small(i));
        }
        if let Some(b) = v.as_bool() {
            return Some(Int::Small(b as i64));
        }
        self.get::<BigInt>(v).map(|b| Int::Big(&b.value))
    }

    /// The exception for a numeric error.
    #[cold]
    pub fn num_error(&mut self, e: NumError) -> Raised {
        match e {
            NumError::ZeroDivision(m) => self.err(T::ZeroDivisionError, format_args!("{m}")),
            NumError::Overflow(m) => self.err(T::OverflowError, format_args!("{m}")),
            NumError::Value(m) => self.err(T::ValueError, format_args!("{m}")),
            NumError::Range => {
                let made = self.str("Numerical result out of range").and_then(|text| {
                    crate::types::exception::new(self, T::OverflowError, &[Value::int(34), text])
                });
                match made {
                    Ok(e) => Raised(e),
                    Err(e) => e,
                }
            }
        }
    }

    /// Raises what a numeric function reports.
    #[inline]
    pub fn num<X>(&mut self, r: Result<X, NumError>) -> Res<X> {
        match r {
            Ok(x) => Ok(x),
            Err(e) => Err(self.num_error(e)),
        }
    }

    /// Before work on big integers: refuses what can't be held (`bytes` bounds result and scratch)
    /// and charges fuel for `work` word operations.
    #[inline]
    pub fn prepare(&mut self, bytes: u64, work: u64) -> Res<()> {
        /// What is taken without asking: below the noise of the allocator.
        const FREE: u64 = 4096;
        if bytes > FREE {
            self.reserve_check(usize::try_from(bytes).unwrap_or(usize::MAX))?;
            self.charge(work / 8)?;
        }
        Ok(())
    }

    /// The value of an int literal: decimal digits, or `0x`, `0o`, `0b` and digits; underscores
    /// allowed. The compiler has checked its form.
    pub fn int_literal(&mut self, digits: &str) -> Res {
        let bytes = bounds::parse(digits.len() as u64, 16);
        self.prepare(bytes, digits.len() as u64)?;
        match num::int_text::parse_ascii(digits.as_bytes(), 0, 0) {
            Ok(b) => self.bigint(b),
            Err(_) => Err(self.value_error(format_args!("invalid integer literal '{digits}'"))),
        }
    }
}

/// `float(v)` of an int.
pub fn to_float(vm: &mut Vm, v: &Value) -> Res<f64> {
    let f = match vm.int_of(v) {
        Some(i) => i.to_f64(),
        None => Ok(0.0),
    };
    vm.num(f)
}

fn hash(vm: &mut Vm, v: &Value) -> Res<i64> {
    Ok(match vm.int_of(v) {
        Some(Int::Big(b)) => num::hash::hash_int(b),
        Some(Int::Small(i)) => num::hash::hash_i64(i),
        None => 0,
    })
}

fn cmp(vm: &mut Vm, op: CmpOp, a: &Value, b: &Value) -> Res {
    let (Some(x), Some(y)) = (vm.int_of(a), vm.int_of(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let order = match (x, y) {
        (Int::Small(x), Int::Small(y)) => x.cmp(&y),
        (Int::Big(x), Int::Big(y)) => x.cmp(y),
        _ => x.big().as_ref().cmp(y.big().as_ref()),
    };
    Ok(Value::bool(ordered(op, order)))
}

fn truth(vm: &mut Vm, v: &Value) -> Res<bool> {
    Ok(vm.int_of(v).is_some_and(|i| !i.is_zero()))
}

/// The int itself, of exact type int.
pub fn exact(vm: &mut Vm, v: &Value) -> Res {
    if vm.is_exact(v, T::Int) {
        return Ok(v.clone());
    }
    let b = match vm.int_of(v) {
        Some(Int::Small(i)) => return vm.int(i),
        Some(Int::Big(b)) => b.clone(),
        None => return Ok(v.clone()),
    };
    vm.bigint(b)
}

fn float(vm: &mut Vm, v: &Value) -> Res {
    let f = to_float(vm, v)?;
    vm.float(f)
}
