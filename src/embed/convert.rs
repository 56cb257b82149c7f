//! Conversions between Rust values and Python objects.
//!
//! | Rust | Python |
//! |---|---|
//! | `bool` | bool |
//! | `i8`…`i128`, `u8`…`u128`, `usize`, `isize` | int |
//! | `f32`, `f64` | float (from int too) |
//! | `&str`, `String`, `char` | str |
//! | [`Bytes`] | bytes |
//! | `Vec`, slices | list (from any iterable but str) |
//! | `HashMap`, `BTreeMap` | dict |
//! | `Option` | None or the value |
//! | `()` | None |
//! | tuples | tuple |
//! | [`Handle`] | any object |

use super::Handle;
use super::handle::Roots;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::num::BigInt;
use crate::raise;
use crate::types::dict::Dict;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

/// Where a conversion takes place.
#[doc(hidden)]
pub struct Context<'v> {
    pub(super) vm: &'v mut Vm,
    pub(super) roots: &'v Arc<Roots>,
}

/// A Python value isn't what the host asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    wanted: String,
    got: String,
}

impl Mismatch {
    fn new(wanted: impl Into<String>, got: impl Into<String>) -> Mismatch {
        Mismatch {
            wanted: wanted.into(),
            got: got.into(),
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, got {}", self.wanted, self.got)
    }
}

impl std::error::Error for Mismatch {}

/// Makes a Python object of a Rust value.
pub trait ToPython {
    #[doc(hidden)]
    fn to_python(self, cx: &mut Context<'_>) -> Res;
}

/// Makes a Rust value of a Python object.
pub trait FromPython: Sized {
    #[doc(hidden)]
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Self, Mismatch>;
}

/// Arguments of a call: a tuple of values, or [`Args`] where some are passed by keyword.
pub trait Arguments {
    #[doc(hidden)]
    fn passed(self, cx: &mut Context<'_>) -> Res<Passed>;
}

/// Arguments of a call as objects: the last ones are passed by the keywords in `names`.
#[doc(hidden)]
pub struct Passed {
    pub(super) values: Vec<Value>,
    pub(super) names: Vec<Value>,
}

/// A value to be converted when the call is made.
type Later<'a> = Box<dyn FnOnce(&mut Context<'_>) -> Res + 'a>;

/// Arguments of a call, some of them by keyword.
///
/// ```
/// use hognose::{Args, Vm};
/// let mut vm = Vm::new()?;
/// vm.run("def box(width, *, depth=1): return width * depth")?;
/// let volume: i64 = vm.call("box", Args::new().pass(6).pass_as("depth", 7))?;
/// assert_eq!(volume, 42);
/// # Ok::<(), hognose::Error>(())
/// ```
#[derive(Default)]
pub struct Args<'a> {
    positional: Vec<Later<'a>>,
    named: Vec<(&'a str, Later<'a>)>,
}

impl<'a> Args<'a> {
    /// No arguments yet.
    pub fn new() -> Args<'a> {
        Args::default()
    }

    /// Adds a positional argument.
    pub fn pass(mut self, value: impl ToPython + 'a) -> Args<'a> {
        self.positional.push(Box::new(|cx| value.to_python(cx)));
        self
    }

    /// Adds an argument that is passed by keyword.
    pub fn pass_as(mut self, name: &'a str, value: impl ToPython + 'a) -> Args<'a> {
        self.named.push((name, Box::new(|cx| value.to_python(cx))));
        self
    }
}

impl Arguments for Args<'_> {
    fn passed(self, cx: &mut Context<'_>) -> Res<Passed> {
        let mut out = Passed {
            values: Vec::with_capacity(self.positional.len() + self.named.len()),
            names: Vec::with_capacity(self.named.len()),
        };
        for value in self.positional {
            out.values.push(value(cx)?);
        }
        for (name, value) in self.named {
            let name = cx.vm.intern(name)?;
            if out.names.iter().any(|n| n.is(&name)) {
                let name = cx.vm.text(&name).unwrap_or_default().to_owned();
                raise!(
                    cx.vm,
                    TypeError,
                    "keyword argument '{name}' is passed twice"
                );
            }
            out.names.push(name);
            out.values.push(value(cx)?);
        }
        Ok(out)
    }
}

fn mismatch<X>(cx: &Context<'_>, wanted: &str, v: &Value) -> Result<X, Mismatch> {
    Err(Mismatch::new(wanted, cx.vm.type_name(v)))
}

macro_rules! integers {
    ($($t:ty),*) => { $(
        impl ToPython for $t {
            fn to_python(self, cx: &mut Context<'_>) -> Res {
                match i64::try_from(self) {
                    Ok(n) => cx.vm.int(n),
                    Err(_) => cx.vm.bigint(BigInt::from(self)),
                }
            }
        }

        impl FromPython for $t {
            fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<$t, Mismatch> {
                if v.as_bool().is_none()
                    && let Some(n) = cx.vm.as_bigint(v)
                {
                    return <$t>::try_from(&n).map_err(|_| {
                        Mismatch::new(concat!("an int that fits ", stringify!($t)), "one out of its range")
                    });
                }
                mismatch(cx, "int", v)
            }
        }
    )* };
}

integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

impl ToPython for bool {
    fn to_python(self, _: &mut Context<'_>) -> Res {
        Ok(Value::bool(self))
    }
}

impl FromPython for bool {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<bool, Mismatch> {
        v.as_bool().map_or_else(|| mismatch(cx, "bool", v), Ok)
    }
}

impl ToPython for f64 {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        cx.vm.float(self)
    }
}

impl FromPython for f64 {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<f64, Mismatch> {
        if let Some(x) = cx.vm.as_f64(v) {
            return Ok(x);
        }
        match v.as_bool().is_none() && cx.vm.as_bigint(v).is_some() {
            true => cx
                .vm
                .to_f64(v)
                .map_err(|_| Mismatch::new("float", "an int too large for one")),
            false => mismatch(cx, "float", v),
        }
    }
}

impl ToPython for f32 {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        cx.vm.float(self.into())
    }
}

impl FromPython for f32 {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<f32, Mismatch> {
        f64::from_python(cx, v).map(|x| x as f32)
    }
}

impl ToPython for &str {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        cx.vm.str(self)
    }
}

impl ToPython for String {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        cx.vm.str(&self)
    }
}

impl ToPython for &String {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        cx.vm.str(self)
    }
}

impl FromPython for String {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<String, Mismatch> {
        match cx.vm.text(v) {
            Some(s) => Ok(s.to_owned()),
            None if cx.vm.is_a(v, T::Str) => Err(Mismatch::new("str", "one with lone surrogates")),
            None => mismatch(cx, "str", v),
        }
    }
}

impl ToPython for char {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        cx.vm.char(self.into())
    }
}

impl FromPython for char {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<char, Mismatch> {
        let s = String::from_python(cx, v)?;
        let mut chars = s.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c),
            _ => Err(Mismatch::new("a str of one character", "another")),
        }
    }
}

/// Contents of a `bytes` object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bytes(pub Vec<u8>);

impl ToPython for Bytes {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        cx.vm.bytes(&self.0)
    }
}

impl FromPython for Bytes {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Bytes, Mismatch> {
        match cx.vm.buffer(v) {
            Some(b) => Ok(Bytes(b.to_vec())),
            None => mismatch(cx, "bytes", v),
        }
    }
}

impl ToPython for () {
    fn to_python(self, _: &mut Context<'_>) -> Res {
        Ok(Value::NONE)
    }
}

/// Any value will do: it is left where it is.
impl FromPython for () {
    fn from_python(_: &mut Context<'_>, _: &Value) -> Result<(), Mismatch> {
        Ok(())
    }
}

impl<X: ToPython> ToPython for Option<X> {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        match self {
            Some(x) => x.to_python(cx),
            None => Ok(Value::NONE),
        }
    }
}

impl<X: FromPython> FromPython for Option<X> {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Option<X>, Mismatch> {
        match v.is_none() {
            true => Ok(None),
            false => X::from_python(cx, v).map(Some),
        }
    }
}

fn list<X: ToPython>(cx: &mut Context<'_>, items: impl Iterator<Item = X>) -> Res {
    let mut out = Buf::new();
    for x in items {
        let v = x.to_python(cx)?;
        out.push(cx.vm.heap(), v)?;
    }
    cx.vm.list(out)
}

impl<X: ToPython> ToPython for Vec<X> {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        list(cx, self.into_iter())
    }
}

impl<X: ToPython + Clone> ToPython for &[X] {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        list(cx, self.iter().cloned())
    }
}

impl<X: ToPython, const N: usize> ToPython for [X; N] {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        list(cx, self.into_iter())
    }
}

impl<X: FromPython> FromPython for Vec<X> {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Vec<X>, Mismatch> {
        // A string would give its characters, which is hardly what was meant.
        if cx.vm.is_a(v, T::Str) || cx.vm.is_a(v, T::Dict) {
            return mismatch(cx, "list", v);
        }
        let Ok(items) = cx.vm.collect(v) else {
            return mismatch(cx, "list", v);
        };
        items.iter().map(|x| X::from_python(cx, x)).collect()
    }
}

fn dict<K: ToPython, V: ToPython>(
    cx: &mut Context<'_>,
    items: impl Iterator<Item = (K, V)>,
) -> Res {
    let d = cx.vm.dict()?;
    for (k, v) in items {
        let (k, v) = (k.to_python(cx)?, v.to_python(cx)?);
        cx.vm.dict_set(&d, &k, &v)?;
    }
    Ok(d)
}

fn pairs<K: FromPython, V: FromPython, M: FromIterator<(K, V)>>(
    cx: &mut Context<'_>,
    v: &Value,
) -> Result<M, Mismatch> {
    let Some(d) = cx.vm.get::<Dict>(v) else {
        return mismatch(cx, "dict", v);
    };
    let items: Vec<(Value, Value)> = d.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    items
        .iter()
        .map(|(k, v)| Ok((K::from_python(cx, k)?, V::from_python(cx, v)?)))
        .collect()
}

impl<K: ToPython, V: ToPython, S> ToPython for HashMap<K, V, S> {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        dict(cx, self.into_iter())
    }
}

impl<K: FromPython + Eq + Hash, V: FromPython, S: BuildHasher + Default> FromPython
    for HashMap<K, V, S>
{
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Self, Mismatch> {
        pairs(cx, v)
    }
}

impl<K: ToPython, V: ToPython> ToPython for BTreeMap<K, V> {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        dict(cx, self.into_iter())
    }
}

impl<K: FromPython + Ord, V: FromPython> FromPython for BTreeMap<K, V> {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Self, Mismatch> {
        pairs(cx, v)
    }
}

impl ToPython for &Handle {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        let roots = cx.roots.clone();
        match roots.value(cx.vm, self) {
            Ok(v) => Ok(v),
            Err(e) => Err(cx.vm.err(T::ValueError, format_args!("{}", e.message()))),
        }
    }
}

impl ToPython for Handle {
    fn to_python(self, cx: &mut Context<'_>) -> Res {
        (&self).to_python(cx)
    }
}

impl FromPython for Handle {
    fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Handle, Mismatch> {
        Ok(cx.roots.hold(cx.vm, v))
    }
}

impl Arguments for () {
    fn passed(self, _: &mut Context<'_>) -> Res<Passed> {
        Ok(Passed {
            values: Vec::new(),
            names: Vec::new(),
        })
    }
}

macro_rules! tuples {
    ($($n:literal: $($x:ident)*;)*) => { $(
        #[allow(non_snake_case)]
        impl<$($x: ToPython),*> ToPython for ($($x,)*) {
            fn to_python(self, cx: &mut Context<'_>) -> Res {
                let ($($x,)*) = self;
                let items = [$($x.to_python(cx)?),*];
                cx.vm.tuple(&items)
            }
        }

        #[allow(non_snake_case)]
        impl<$($x: FromPython),*> FromPython for ($($x,)*) {
            fn from_python(cx: &mut Context<'_>, v: &Value) -> Result<Self, Mismatch> {
                let items: Vec<Value> = match cx.vm.items(v) {
                    Some(items) => items.to_vec(),
                    None => return mismatch(cx, concat!("a tuple of ", $n), v),
                };
                let [$($x),*] = items.as_slice() else {
                    return Err(Mismatch::new(concat!("a tuple of ", $n), format!("one of {}", items.len())));
                };
                Ok(($($x::from_python(cx, $x)?,)*))
            }
        }

        #[allow(non_snake_case)]
        impl<$($x: ToPython),*> Arguments for ($($x,)*) {
            fn passed(self, cx: &mut Context<'_>) -> Res<Passed> {
                let ($($x,)*) = self;
                Ok(Passed {
                    values: vec![$($x.to_python(cx)?),*],
                    names: Vec::new(),
                })
            }
        }
    )* };
}

tuples! {
    1: A;
    2: A B;
    3: A B C;
    4: A B C D;
    5: A B C D E;
    6: A B C D E F;
    7: A B C D E F G;
    8: A B C D E F G H;
}
