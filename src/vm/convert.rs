//! Conversions between Python numbers and Rust ones.

use super::Vm;
use super::error::Res;
use crate::memory::value::Value;
use crate::num::BigInt as Big;
use crate::raise;
use crate::types::float::Float;
use crate::types::int::BigInt;
use crate::types::registry::T;

impl Vm {
    /// An int.
    #[inline]
    pub fn int(&mut self, i: i64) -> Res {
        match Value::small_int(i) {
            Some(v) => Ok(v),
            None => self.bigint(Big::from(i)),
        }
    }

    /// An int of any size; small results need no box.
    pub fn bigint(&mut self, b: Big) -> Res {
        if let Ok(i) = i64::try_from(&b)
            && let Some(v) = Value::small_int(i)
        {
            return Ok(v);
        }
        let int = BigInt::new(&self.heap, b)?;
        self.alloc(T::Int, int)
    }

    /// A float.
    #[inline]
    pub fn float(&mut self, f: f64) -> Res {
        match Value::inline_float(f) {
            Some(v) => Ok(v),
            None => self.alloc(T::Float, Float { value: f }),
        }
    }

    /// The number behind a float, boxed or not (subclasses too).
    #[inline]
    pub fn as_f64(&self, v: &Value) -> Option<f64> {
        v.as_inline_float()
            .or_else(|| self.get::<Float>(v).map(|f| f.value))
    }

    /// The integer behind an int, a bool or a subclass of int, if it fits 64 bits.
    #[inline]
    pub fn as_i64(&self, v: &Value) -> Option<i64> {
        match v.as_small_int() {
            Some(i) => Some(i),
            None => match v.as_bool() {
                Some(b) => Some(b as i64),
                None => i64::try_from(self.get::<BigInt>(v)?.value()).ok(),
            },
        }
    }

    /// The integer behind an int, a bool or a subclass of int.
    pub fn as_bigint(&self, v: &Value) -> Option<Big> {
        match v.as_small_int() {
            Some(i) => Some(Big::from(i)),
            None => match v.as_bool() {
                Some(b) => Some(Big::from(b as i64)),
                None => Some(self.get::<BigInt>(v)?.value().clone()),
            },
        }
    }

    /// `operator.index(v)`: an int (bools and subclasses stay what they are).
    pub fn index(&mut self, v: &Value) -> Res {
        if v.is_int() || self.is_a(v, T::Int) {
            return Ok(v.clone());
        }
        match self.slots(v).index {
            Some(f) => f(self, v),
            None => {
                let t = self.type_name(v).to_owned();
                raise!(
                    self,
                    TypeError,
                    "'{t}' object cannot be interpreted as an integer"
                )
            }
        }
    }

    /// Checks what a conversion method gave: a `t`. One of a subclass is deprecated. `what` begins the
    /// message: "__int__ returned non-int".
    pub(crate) fn check_returned(&mut self, v: &Value, t: T, what: &str) -> Res<()> {
        if self.is_exact(v, t) {
            return Ok(());
        }
        let name = self.type_name(v).to_owned();
        if !self.is_a(v, t) {
            raise!(self, TypeError, "{what} (type {name})");
        }
        let class = self.class(t).clone();
        let base = self.class_name(&class).to_owned();
        self.warn(
            T::DeprecationWarning,
            format_args!(
                "{what} (type {name}).  The ability to return an instance of a strict subclass of {base} is \
                 deprecated, and may be removed in a future version of Python."
            ),
            1,
        )
    }

    /// `__index__` as a machine integer; OverflowError when it doesn't fit.
    pub fn index_i64(&mut self, v: &Value) -> Res<i64> {
        if let Some(i) = v.as_small_int() {
            return Ok(i);
        }
        let i = self.index(v)?;
        match self.as_i64(&i) {
            Some(i) => Ok(i),
            None => raise!(
                self,
                OverflowError,
                "Python int too large to convert to C ssize_t"
            ),
        }
    }

    /// `__index__` as a 32-bit integer; OverflowError, in the words for a C int, when it doesn't fit.
    pub fn index_i32(&mut self, v: &Value) -> Res<i32> {
        let i = self.index(v)?;
        match self.as_i64(&i).and_then(|i| i32::try_from(i).ok()) {
            Some(i) => Ok(i),
            None => raise!(
                self,
                OverflowError,
                "Python int too large to convert to C int"
            ),
        }
    }

    /// `__index__` as a machine integer, saturated (slice bounds).
    pub fn index_clamped(&mut self, v: &Value) -> Res<i64> {
        let i = self.index(v)?;
        match self.as_i64(&i) {
            Some(i) => Ok(i),
            None => Ok(match self.as_bigint(&i) {
                Some(b) if crate::num::bigint::is_negative(&b) => i64::MIN,
                _ => i64::MAX,
            }),
        }
    }

    /// `float(v)` for numbers: `__float__`, then `__index__`.
    pub fn to_f64(&mut self, v: &Value) -> Res<f64> {
        if let Some(f) = self.as_f64(v) {
            return Ok(f);
        }
        if let Some(i) = v.as_small_int() {
            return Ok(i as f64);
        }
        if let Some(f) = self.slots(v).float {
            let r = f(self, v)?;
            if let Some(x) = self.as_f64(&r) {
                return Ok(x);
            }
        }
        if self.slots(v).index.is_some() {
            let i = self.index(v)?;
            let r = crate::types::int::to_float(self, &i)?;
            return Ok(r);
        }
        let t = self.type_name(v).to_owned();
        raise!(self, TypeError, "must be real number, not {t}")
    }
}
