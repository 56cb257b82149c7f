//! The functions of `operator`.

use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::names::N;
use crate::vm::typedef::{Args, CallArgs};
use crate::{methods, raise};

/// Functions that are one operator each.
macro_rules! operators {
    (compare: [$($cf:ident $cop:ident),*] binary: [$($bf:ident $bop:ident),*] inplace: [$($nf:ident $nop:ident),*] unary: [$($uf:ident $uop:ident),*]) => {
        $(fn $cf(vm: &mut Vm, a: Args<'_>) -> Res { vm.compare(CmpOp::$cop, &a[0], &a[1]) })*
        $(fn $bf(vm: &mut Vm, a: Args<'_>) -> Res { vm.binary(BinOp::$bop, &a[0], &a[1]) })*
        $(fn $nf(vm: &mut Vm, a: Args<'_>) -> Res { vm.inplace(BinOp::$nop, &a[0], &a[1]) })*
        $(fn $uf(vm: &mut Vm, a: Args<'_>) -> Res { vm.unary(UnaryOp::$uop, &a[0]) })*
    };
}

operators! {
    compare: [lt Lt, le Le, eq Eq, ne Ne, ge Ge, gt Gt]
    binary: [add Add, and_ And, floordiv FloorDiv, lshift LShift, modulo Mod, mul Mul, matmul MatMul, or_ Or, pow Pow,
        rshift RShift, sub Sub, truediv TrueDiv, xor Xor]
    inplace: [iadd Add, iand And, ifloordiv FloorDiv, ilshift LShift, imod Mod, imul Mul, imatmul MatMul, ior Or,
        ipow Pow, irshift RShift, isub Sub, itruediv TrueDiv, ixor Xor]
    unary: [invert Invert, neg Neg, pos Pos]
}

methods! { pub FUNCTIONS;
    /// Same as a < b.
    "lt(a, b, /)" => lt;
    /// Same as a <= b.
    "le(a, b, /)" => le;
    /// Same as a == b.
    "eq(a, b, /)" => eq;
    /// Same as a != b.
    "ne(a, b, /)" => ne;
    /// Same as a >= b.
    "ge(a, b, /)" => ge;
    /// Same as a > b.
    "gt(a, b, /)" => gt;
    /// Same as a + b.
    "add(a, b, /)" => add;
    /// Same as a & b.
    "and_(a, b, /)" => and_;
    /// Same as a // b.
    "floordiv(a, b, /)" => floordiv;
    /// Same as a << b.
    "lshift(a, b, /)" => lshift;
    /// Same as a % b.
    "mod(a, b, /)" => modulo;
    /// Same as a * b.
    "mul(a, b, /)" => mul;
    /// Same as a @ b.
    "matmul(a, b, /)" => matmul;
    /// Same as a | b.
    "or_(a, b, /)" => or_;
    /// Same as a ** b.
    "pow(a, b, /)" => pow;
    /// Same as a >> b.
    "rshift(a, b, /)" => rshift;
    /// Same as a - b.
    "sub(a, b, /)" => sub;
    /// Same as a / b.
    "truediv(a, b, /)" => truediv;
    /// Same as a ^ b.
    "xor(a, b, /)" => xor;
    /// Same as a += b.
    "iadd(a, b, /)" => iadd;
    /// Same as a &= b.
    "iand(a, b, /)" => iand;
    /// Same as a //= b.
    "ifloordiv(a, b, /)" => ifloordiv;
    /// Same as a <<= b.
    "ilshift(a, b, /)" => ilshift;
    /// Same as a %= b.
    "imod(a, b, /)" => imod;
    /// Same as a *= b.
    "imul(a, b, /)" => imul;
    /// Same as a @= b.
    "imatmul(a, b, /)" => imatmul;
    /// Same as a |= b.
    "ior(a, b, /)" => ior;
    /// Same as a **= b.
    "ipow(a, b, /)" => ipow;
    /// Same as a >>= b.
    "irshift(a, b, /)" => irshift;
    /// Same as a -= b.
    "isub(a, b, /)" => isub;
    /// Same as a /= b.
    "itruediv(a, b, /)" => itruediv;
    /// Same as a ^= b.
    "ixor(a, b, /)" => ixor;
    /// Same as ~a.
    "invert(a, /)" => invert;
    /// Same as ~a.
    "inv(a, /)" => invert;
    /// Same as -a.
    "neg(a, /)" => neg;
    /// Same as +a.
    "pos(a, /)" => pos;
    /// Same as abs(a).
    "abs(a, /)" => abs;
    /// Same as not a.
    "not_(a, /)" => not;
    /// Return True if a is true, False otherwise.
    "truth(a, /)" => truth;
    /// Same as a is b.
    "is_(a, b, /)" => is;
    /// Same as a is not b.
    "is_not(a, b, /)" => is_not;
    /// Same as a + b, for a and b sequences.
    "concat(a, b, /)" => concat;
    /// Same as a += b, for a and b sequences.
    "iconcat(a, b, /)" => iconcat;
    /// Same as b in a (note reversed operands).
    "contains(a, b, /)" => contains;
    /// Return the number of items in a which are, or which equal, b.
    "countOf(a, b, /)" => count_of;
    /// Return the first index of b in a.
    "indexOf(a, b, /)" => index_of;
    /// Same as a[b].
    "getitem(a, b, /)" => getitem;
    /// Same as a[b] = c.
    "setitem(a, b, c, /)" => setitem;
    /// Same as del a[b].
    "delitem(a, b, /)" => delitem;
    /// Same as a.__index__()
    "index(a, /)" => index;
    /// Return an estimate of the number of items in obj.
    "length_hint(obj, default=0, /)" => length_hint;
    /// Same as obj(*args, **kwargs).
    "call(obj, /, *args, **kwargs)" => call;
}

fn abs(vm: &mut Vm, a: Args<'_>) -> Res {
    match vm.special(&a[0], N::__abs__)? {
        Some(f) => vm.call(&f, &[]),
        None => {
            let t = vm.type_name(&a[0]).to_owned();
            raise!(vm, TypeError, "bad operand type for abs(): '{t}'")
        }
    }
}

fn not(vm: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(!vm.truthy(&a[0])?))
}

fn truth(vm: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(vm.truthy(&a[0])?))
}

fn is(_: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(a[0].is(&a[1])))
}

fn is_not(_: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(!a[0].is(&a[1])))
}

/// Refuses what has no items.
fn sequence(vm: &mut Vm, v: &Value) -> Res<()> {
    if vm.is_sequence(v) {
        return Ok(());
    }
    let t = vm.type_name(v).to_owned();
    raise!(vm, TypeError, "'{t}' object can't be concatenated")
}

fn concat(vm: &mut Vm, a: Args<'_>) -> Res {
    sequence(vm, &a[0])?;
    vm.binary(BinOp::Add, &a[0], &a[1])
}

fn iconcat(vm: &mut Vm, a: Args<'_>) -> Res {
    sequence(vm, &a[0])?;
    vm.inplace(BinOp::Add, &a[0], &a[1])
}

fn contains(vm: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(vm.contains(&a[0], &a[1])?))
}

fn count_of(vm: &mut Vm, a: Args<'_>) -> Res {
    let it = vm.iter(&a[0])?;
    let mut n = 0;
    while let Some(v) = vm.next(&it)? {
        n += vm.eq(&v, &a[1])? as i64;
    }
    vm.int(n)
}

fn index_of(vm: &mut Vm, a: Args<'_>) -> Res {
    let it = vm.iter(&a[0])?;
    let mut i = 0;
    while let Some(v) = vm.next(&it)? {
        if vm.eq(&v, &a[1])? {
            return vm.int(i);
        }
        i += 1;
    }
    raise!(vm, ValueError, "sequence.index(x): x not in sequence")
}

fn getitem(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.get_item(&a[0], &a[1])
}

fn setitem(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.set_item(&a[0], &a[1], &a[2])?;
    Ok(Value::NONE)
}

fn delitem(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.del_item(&a[0], &a[1])?;
    Ok(Value::NONE)
}

fn index(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.index_plain(&a[0])
}

fn length_hint(vm: &mut Vm, a: Args<'_>) -> Res {
    let default = a.get(1).cloned().unwrap_or(Value::ZERO);
    if !vm.is_a(&default, T::Int) && !vm.is_a(&default, T::Bool) {
        let t = vm.type_name(&default).to_owned();
        raise!(
            vm,
            TypeError,
            "'{t}' object cannot be interpreted as an integer"
        );
    }
    if vm.slots(&a[0]).len.is_none() && vm.special(&a[0], N::__length_hint__)?.is_none() {
        return Ok(default);
    }
    let n = vm.length_hint(&a[0])?;
    vm.int(n as i64)
}

fn call(vm: &mut Vm, a: Args<'_>) -> Res {
    let kwargs = a.kw.last().and_then(Value::bound).cloned();
    let Some(kwargs) = kwargs else {
        return vm.call(&a[0], &a.pos[1..]);
    };
    let args = vm.tuple(&a.pos[1..])?;
    vm.call_with(&a[0], &args, &kwargs)
}

impl Vm {
    /// `f(*args, **kwargs)` with a tuple and a dict with string keys.
    pub fn call_with(&mut self, f: &Value, args: &Value, kwargs: &Value) -> Res {
        use crate::types::dict::Dict;
        let mut all: smallvec::SmallVec<[Value; 8]> = self
            .items(args)
            .unwrap_or_default()
            .iter()
            .cloned()
            .collect();
        let mut names: smallvec::SmallVec<[Value; 8]> = smallvec::SmallVec::new();
        let mut pos = 0;
        while let Some((next, k, v)) = self.get::<Dict>(kwargs).and_then(|d| d.next_entry(pos)) {
            names.push(k.clone());
            all.push(v.clone());
            pos = next;
        }
        self.call_args(
            f,
            CallArgs {
                args: &all,
                names: &names,
            },
        )
    }
}
