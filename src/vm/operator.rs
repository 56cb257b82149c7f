//! Operators: the dispatch between two operands' types (CPython's `binary_op1` and kin).

use super::Vm;
use super::error::{Raised, Res};
use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;

/// Operator symbol as error messages have it.
pub(crate) fn symbol(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::TrueDiv => "/",
        BinOp::FloorDiv => "//",
        BinOp::Mod => "%",
        BinOp::Pow => "** or pow()",
        BinOp::LShift => "<<",
        BinOp::RShift => ">>",
        BinOp::And => "&",
        BinOp::Or => "|",
        BinOp::Xor => "^",
        BinOp::MatMul => "@",
        BinOp::DivMod => "divmod()",
    }
}

/// Symbol of an in-place operator.
pub(crate) fn inplace_symbol(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+=",
        BinOp::Sub => "-=",
        BinOp::Mul => "*=",
        BinOp::TrueDiv => "/=",
        BinOp::FloorDiv => "//=",
        BinOp::Mod => "%=",
        BinOp::Pow => "**=",
        BinOp::LShift => "<<=",
        BinOp::RShift => ">>=",
        BinOp::And => "&=",
        BinOp::Or => "|=",
        BinOp::Xor => "^=",
        BinOp::MatMul => "@=",
        BinOp::DivMod => "divmod()",
    }
}

/// Symbol of a comparison.
pub(crate) fn cmp_symbol(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Lt => "<",
        CmpOp::Le => "<=",
        CmpOp::Eq => "==",
        CmpOp::Ne => "!=",
        CmpOp::Gt => ">",
        CmpOp::Ge => ">=",
    }
}

/// The comparison with its operands exchanged.
pub(crate) fn swapped(op: CmpOp) -> CmpOp {
    match op {
        CmpOp::Lt => CmpOp::Gt,
        CmpOp::Le => CmpOp::Ge,
        CmpOp::Gt => CmpOp::Lt,
        CmpOp::Ge => CmpOp::Le,
        same => same,
    }
}

impl Vm {
    /// What the operands' types make of `a op b`; NotImplemented when neither knows.
    pub(crate) fn binary_or_not(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        let fa = self.slots(a).binary;
        let fb = self.slots(b).binary;
        let same = match (fa, fb) {
            (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
            _ => false,
        };
        // The right operand goes first when its class derives from the left one's.
        if !same
            && let Some(g) = fb
            && !self.type_of(a).is(self.type_of(b))
            && self.is_subtype(self.type_of(b), self.type_of(a))
        {
            let r = g(self, op, a, b)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
            return match fa {
                Some(f) => f(self, op, a, b),
                None => Ok(r),
            };
        }
        if let Some(f) = fa {
            let r = f(self, op, a, b)?;
            if !r.is_not_implemented() || same {
                return Ok(r);
            }
        }
        match fb {
            Some(g) if !same => g(self, op, a, b),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `a op b`.
    pub fn binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        let r = self.binary_or_not(op, a, b)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
        Err(self.operand_error(symbol(op), op, a, b))
    }

    /// For a sequence type whose own operator is `own` and which can't deal with `b`: what the type
    /// of `b` makes of `a op b`, which goes before the sequence's complaint.
    pub(crate) fn other_operand(
        &mut self,
        own: fn(&mut Vm, BinOp, &Value, &Value) -> Res,
        op: BinOp,
        a: &Value,
        b: &Value,
    ) -> Res<Option<Value>> {
        match self.slots(b).binary {
            Some(f) if !std::ptr::fn_addr_eq(f, own) => {
                let r = f(self, op, a, b)?;
                Ok((!r.is_not_implemented()).then_some(r))
            }
            _ => Ok(None),
        }
    }

    #[cold]
    fn operand_error(&mut self, symbol: &str, op: BinOp, a: &Value, b: &Value) -> Raised {
        let (x, y) = (self.type_name(a).to_owned(), self.type_name(b).to_owned());
        // Sequences say what they can be joined with or repeated by.
        if op == BinOp::Add {
            for (t, name) in [(T::List, "list"), (T::Tuple, "tuple"), (T::Str, "str")] {
                if self.is_a(a, t) {
                    return self.type_error(format_args!(
                        "can only concatenate {name} (not \"{y}\") to {name}"
                    ));
                }
            }
            if self.is_a(a, T::Bytes) {
                return self.type_error(format_args!("can't concat {y} to bytes"));
            }
        }
        if op == BinOp::Mul && symbol == "*" || symbol == "*=" {
            let seq = |vm: &Vm, v: &Value| {
                [T::Str, T::Bytes, T::List, T::Tuple]
                    .into_iter()
                    .any(|t| vm.is_a(v, t))
                    || vm.get::<crate::modules::array::Array>(v).is_some()
            };
            if seq(self, a) {
                return self.type_error(format_args!(
                    "can't multiply sequence by non-int of type '{y}'"
                ));
            }
            if seq(self, b) {
                return self.type_error(format_args!(
                    "can't multiply sequence by non-int of type '{x}'"
                ));
            }
        }
        if op == BinOp::RShift && x == "builtin_function_or_method" && symbol == ">>" {
            let is_print = self
                .get::<crate::types::native::NativeFunction>(a)
                .is_some_and(|f| f.name() == "print" && f.owner.is_unbound());
            if is_print {
                return self.type_error(format_args!(
                    "unsupported operand type(s) for >>: '{x}' and '{y}'. Did you mean \"print(<message>, file=<output_stream>)\"?"
                ));
            }
        }
        self.type_error(format_args!(
            "unsupported operand type(s) for {symbol}: '{x}' and '{y}'"
        ))
    }

    /// `a op= b`: the new value of `a`.
    pub fn inplace(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        if let Some(f) = self.slots(a).inplace {
            let r = f(self, op, a, b)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        let r = self.binary_or_not(op, a, b)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
        Err(self.operand_error(inplace_symbol(op), op, a, b))
    }

    /// `-a`, `+a`, `~a`.
    pub fn unary(&mut self, op: UnaryOp, a: &Value) -> Res {
        if let Some(f) = self.slots(a).unary {
            let r = f(self, op, a)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        let s = match op {
            UnaryOp::Neg => "-",
            UnaryOp::Pos => "+",
            UnaryOp::Invert => "~",
        };
        let t = self.type_name(a).to_owned();
        raise!(self, TypeError, "bad operand type for unary {s}: '{t}'")
    }

    /// `pow(a, b, m)`.
    pub fn pow_mod(&mut self, a: &Value, b: &Value, m: &Value) -> Res {
        if m.is_none() {
            let r = self.binary_or_not(BinOp::Pow, a, b)?;
            if r.is_not_implemented() {
                return Err(self.operand_error("** or pow()", BinOp::Pow, a, b));
            }
            return Ok(r);
        }
        if let Some(f) = self.lookup_special(a, crate::vm::names::N::__pow__)?
            && self.get::<crate::types::native::SlotWrapper>(&f).is_none()
        {
            let r = self.call_unbound(&f, a, &[b.clone(), m.clone()])?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        let r = self.number_pow_mod(a, b, m)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
        let (x, y, z) = (
            self.type_name(a).to_owned(),
            self.type_name(b).to_owned(),
            self.type_name(m).to_owned(),
        );
        raise!(
            self,
            TypeError,
            "unsupported operand type(s) for ** or pow(): '{x}', '{y}', '{z}'"
        )
    }

    /// `pow(a, b, m)` as the builtin numbers have it; may give NotImplemented.
    pub(crate) fn number_pow_mod(&mut self, a: &Value, b: &Value, m: &Value) -> Res {
        if let Some(r) = self.int_pow_mod(a, b, m)? {
            return Ok(r);
        }
        // The first operand that isn't an int decides.
        for v in [a, b, m] {
            if self.is_a(v, T::Float) {
                raise!(
                    self,
                    TypeError,
                    "pow() 3rd argument not allowed unless all arguments are integers"
                );
            }
            if self.is_a(v, T::Complex) {
                raise!(self, ValueError, "complex modulo");
            }
            if !self.is_a(v, T::Int) {
                break;
            }
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    // ---- comparison ----

    /// `a op b` as a value.
    pub fn compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        // Numbers and strings first: they make up nearly all comparisons.
        if let Some(r) = self.compare_simple(op, a, b) {
            return Ok(Value::bool(r));
        }
        self.nested(" in comparison", |vm| vm.compare_slow(op, a, b))
    }

    /// Comparisons of exact ints, floats and strings that need no dispatch.
    #[inline]
    fn compare_simple(&self, op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
        use crate::memory::header::Kind;
        use crate::memory::inline::Str;
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
            return Some(ordered(op, x.cmp(&y)));
        }
        if let (Some(x), Some(y)) = (a.as_inline_float(), b.as_inline_float()) {
            // Inline floats are no NaNs.
            return Some(ordered(op, x.partial_cmp(&y)?));
        }
        let (ha, hb) = (a.header()?, b.header()?);
        if ha.is_exact(Kind::Str) && hb.is_exact(Kind::Str) {
            if matches!(op, CmpOp::Eq | CmpOp::Ne) {
                let eq = a.is(b) || {
                    let (x, y) = (self.of::<Str>(a), self.of::<Str>(b));
                    // Two interned strings are equal only if they are one.
                    !(x.is_interned() && y.is_interned()) && x.bytes() == y.bytes()
                };
                return Some(eq == (op == CmpOp::Eq));
            }
            // WTF-8 orders as code points do.
            return Some(ordered(
                op,
                self.of::<Str>(a).bytes().cmp(self.of::<Str>(b).bytes()),
            ));
        }
        None
    }

    fn compare_slow(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        let fa = self.slots(a).cmp;
        let fb = self.slots(b).cmp;
        let mut tried_b = false;
        if let Some(g) = fb
            && !self.type_of(a).is(self.type_of(b))
            && self.is_subtype(self.type_of(b), self.type_of(a))
        {
            tried_b = true;
            let r = g(self, swapped(op), b, a)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        if let Some(f) = fa {
            let r = f(self, op, a, b)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        if !tried_b && let Some(g) = fb {
            let r = g(self, swapped(op), b, a)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        match op {
            CmpOp::Eq => Ok(Value::bool(a.is(b))),
            CmpOp::Ne => Ok(Value::bool(!a.is(b))),
            _ => {
                let (x, y) = (self.type_name(a).to_owned(), self.type_name(b).to_owned());
                raise!(
                    self,
                    TypeError,
                    "'{}' not supported between instances of '{x}' and '{y}'",
                    cmp_symbol(op)
                )
            }
        }
    }

    /// Truth of `a op b`.
    #[inline]
    pub fn compare_bool(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res<bool> {
        if let Some(r) = self.compare_simple(op, a, b) {
            return Ok(r);
        }
        let r = self.nested(" in comparison", |vm| vm.compare_slow(op, a, b))?;
        self.truthy(&r)
    }

    /// `a is b or a == b`: equality as containers have it.
    #[inline]
    pub fn eq(&mut self, a: &Value, b: &Value) -> Res<bool> {
        if a.is(b) {
            return Ok(true);
        }
        self.compare_bool(CmpOp::Eq, a, b)
    }
}

/// Outcome of `op` for an ordering.
#[inline]
pub fn ordered(op: CmpOp, o: std::cmp::Ordering) -> bool {
    match op {
        CmpOp::Lt => o.is_lt(),
        CmpOp::Le => o.is_le(),
        CmpOp::Eq => o.is_eq(),
        CmpOp::Ne => o.is_ne(),
        CmpOp::Gt => o.is_gt(),
        CmpOp::Ge => o.is_ge(),
    }
}
