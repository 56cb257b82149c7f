//! What a builtin type is made of, as static data: slots, methods, getters.
//!
//! A type is one file in `types/` with a `pub static DEF: TypeDef` and its rows in
//! `types::registry`. A method is a function, a row in the type's [`methods!`](crate::methods) table
//! and a test.

use super::Vm;
use super::error::Res;
use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;

/// Arguments of a native function, bound to its signature.
///
/// `pos` has the positional parameters in order (`self` or `cls` first where there is one); it may
/// be shorter than the signature, and parameters that were left out are short or unbound: use
/// [`Args::get`]. A `*args` tail stands behind them in `pos`. `kw` has the keyword-only parameters in
/// order and last the `**kwargs` dict, if the signature has one; it is empty when the call had no
/// keywords at all.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    pub pos: &'a [Value],
    pub kw: &'a [Value],
}

impl<'a> Args<'a> {
    /// Positional parameter `i`, if given.
    #[inline(always)]
    pub fn get(&self, i: usize) -> Option<&'a Value> {
        self.pos.get(i).and_then(Value::bound)
    }

    /// Positional parameter `i`, if given and not None.
    #[inline]
    pub fn some(&self, i: usize) -> Option<&'a Value> {
        self.get(i).filter(|v| !v.is_none())
    }

    /// Keyword-only parameter `i`, if given.
    #[inline]
    pub fn kw(&self, i: usize) -> Option<&'a Value> {
        self.kw.get(i).and_then(Value::bound)
    }
}

impl std::ops::Index<usize> for Args<'_> {
    type Output = Value;
    /// A required parameter: the binder has checked that it is there.
    #[inline(always)]
    fn index(&self, i: usize) -> &Value {
        &self.pos[i]
    }
}

/// Arguments of a call before they are bound: positional ones, then one value for each name in
/// `names` (interned strings).
#[derive(Clone, Copy)]
pub struct CallArgs<'a> {
    pub args: &'a [Value],
    pub names: &'a [Value],
}

impl<'a> CallArgs<'a> {
    pub fn positional(args: &'a [Value]) -> CallArgs<'a> {
        CallArgs { args, names: &[] }
    }

    /// The positional arguments alone.
    pub fn pos(&self) -> &'a [Value] {
        &self.args[..self.args.len() - self.names.len()]
    }

    /// Keyword arguments: name and value.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Value, &'a Value)> {
        self.names
            .iter()
            .zip(&self.args[self.args.len() - self.names.len()..])
    }
}

/// A builtin function's Rust side.
pub type NativeFn = fn(&mut Vm, Args<'_>) -> Res;
/// A slot that initialises a new object with the arguments of the call.
pub type InitFn = fn(&mut Vm, &Value, CallArgs<'_>) -> Res<()>;

/// How a native function is found on its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// `self` first (or a module function, which has none).
    Instance,
    Class,
    Static,
}

/// A builtin function or method: a row of a [`methods!`](crate::methods) table.
pub struct MethodDef {
    /// Python signature with the name: `"pop(self, index=-1, /)"`.
    pub signature: &'static str,
    pub doc: &'static str,
    pub func: NativeFn,
    pub binding: Binding,
    /// Fewest and most positional arguments (`self` included; most is `u16::MAX` with `*args`).
    pub min: u16,
    pub max: u16,
}

impl MethodDef {
    /// A row; the arity is read off the signature when it is compiled.
    pub const fn new(
        signature: &'static str,
        doc: &'static str,
        func: NativeFn,
        binding: Binding,
    ) -> MethodDef {
        let (min, max) = arity(signature);
        MethodDef {
            signature,
            doc,
            func,
            binding,
            min,
            max,
        }
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.signature.split('(').next().unwrap_or_default()
    }
}

/// Fewest and most positional arguments that `signature` takes without keywords.
const fn arity(signature: &'static str) -> (u16, u16) {
    let s = signature.as_bytes();
    let mut i = 0;
    while i < s.len() && s[i] != b'(' {
        i += 1;
    }
    assert!(i < s.len(), "signature without parenthesis");
    i += 1;
    let (mut min, mut max) = (0u16, 0u16);
    let mut depth = 0;
    let mut start = i;
    let mut has_default = false;
    let mut positional = true;
    let mut string = false;
    while i < s.len() {
        let c = s[i];
        if c == b'\'' {
            string = !string;
        }
        if string {
            i += 1;
            continue;
        }
        if (c == b',' || c == b')') && depth == 0 {
            while start < i && s[start] == b' ' {
                start += 1;
            }
            if start < i {
                if s[start] == b'*' {
                    if positional && i - start > 1 && s[start + 1] != b'*' {
                        max = u16::MAX;
                    }
                    positional = false;
                } else if s[start] == b'/' {
                } else if positional {
                    max += 1;
                    if !has_default {
                        min += 1;
                    }
                }
            }
            has_default = false;
            start = i + 1;
            if c == b')' {
                break;
            }
        } else if c == b'(' || c == b'[' {
            depth += 1;
        } else if c == b')' || c == b']' {
            depth -= 1;
        } else if c == b'=' {
            has_default = true;
        }
        i += 1;
    }
    (min, max)
}

/// A computed attribute.
#[allow(clippy::type_complexity)]
pub struct GetSetDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub get: fn(&mut Vm, &Value) -> Res,
    /// `None` as the value deletes.
    pub set: Option<fn(&mut Vm, &Value, Option<&Value>) -> Res<()>>,
    /// A plain field in CPython (`@member` in the table): shown as one, and worded as one when
    /// it can't be written.
    pub member: bool,
}

/// A table of native functions.
///
/// ```ignore
/// methods! { pub METHODS;
///     /// Append object to the end of the list.
///     "append(self, object, /)" => append;
///     /// Create a new dictionary with keys from iterable and values set to value.
///     @classmethod "fromkeys(cls, iterable, value=None, /)" => fromkeys;
/// }
/// ```
#[macro_export]
macro_rules! methods {
    ($vis:vis $table:ident; $( $(#[doc = $doc:literal])* $(@ $binding:ident)? $sig:literal => $func:path ; )*) => {
        $vis static $table: &[$crate::vm::typedef::MethodDef] = &[ $(
            $crate::vm::typedef::MethodDef::new(
                $sig,
                concat!($($doc, "\n"),*),
                $func,
                $crate::methods!(@binding $($binding)?),
            )
        ),* ];
    };
    (@binding) => { $crate::vm::typedef::Binding::Instance };
    (@binding classmethod) => { $crate::vm::typedef::Binding::Class };
    (@binding staticmethod) => { $crate::vm::typedef::Binding::Static };
}

/// A table of computed attributes: `/// doc` `"name" => getter;` or `"name" => getter, setter;`.
#[macro_export]
macro_rules! getset {
    ($vis:vis $table:ident; $( $(#[doc = $doc:literal])* $(@$member:ident)? $name:literal => $get:path $(, $set:path)? ; )*) => {
        $vis static $table: &[$crate::vm::typedef::GetSetDef] = &[ $(
            $crate::vm::typedef::GetSetDef {
                name: $name,
                doc: concat!($($doc, "\n"),*),
                get: $get,
                set: $crate::getset!(@set $($set)?),
                member: $crate::getset!(@flag $($member)?),
            }
        ),* ];
    };
    (@flag) => { false };
    (@flag member) => { true };
    (@set) => { None };
    (@set $set:path) => { Some($set) };
}

/// What an iterator gives to a `for` that unpacks it.
pub enum Item {
    One(Value),
    /// What would be a tuple of two.
    Pair(Value, Value),
}

impl Item {
    /// The item as an object.
    pub fn object(self, vm: &mut Vm) -> Res {
        match self {
            Item::One(v) => Ok(v),
            Item::Pair(a, b) => vm.tuple_take(&mut [a, b]),
        }
    }
}

/// A type's behaviour. `None`: not supported (inherited from the base when the type is made).
///
/// Python-visible dunder methods (`__add__`, `__len__`, …) of builtin types are made from these;
/// classes written in Python get slots that look the dunder up. A slot may run any Python code
/// unless it says otherwise; objects it was handed may be mutated by that code.
// Each slot's signature is its documentation; a name for it would only hide it.
#[allow(clippy::type_complexity)]
#[derive(Clone, Copy)]
pub struct Slots {
    pub repr: Option<fn(&mut Vm, &Value) -> Res>,
    pub str: Option<fn(&mut Vm, &Value) -> Res>,
    pub hash: Option<fn(&mut Vm, &Value) -> Res<i64>>,
    /// May give NotImplemented.
    pub cmp: Option<fn(&mut Vm, CmpOp, &Value, &Value) -> Res>,
    pub bool: Option<fn(&mut Vm, &Value) -> Res<bool>>,
    pub len: Option<fn(&mut Vm, &Value) -> Res<usize>>,
    pub get_item: Option<fn(&mut Vm, &Value, &Value) -> Res>,
    /// `None` deletes.
    pub set_item: Option<fn(&mut Vm, &Value, &Value, Option<&Value>) -> Res<()>>,
    pub contains: Option<fn(&mut Vm, &Value, &Value) -> Res<bool>>,
    pub iter: Option<fn(&mut Vm, &Value) -> Res>,
    /// `Ok(None)`: exhausted.
    pub next: Option<fn(&mut Vm, &Value) -> Res<Option<Value>>>,
    /// As `next`, for those that make pairs. Subclasses don't inherit it.
    pub parts: Option<fn(&mut Vm, &Value) -> Res<Option<Item>>>,
    pub call: Option<fn(&mut Vm, &Value, CallArgs<'_>) -> Res>,
    pub get_attr: Option<fn(&mut Vm, &Value, &Value) -> Res>,
    /// `None` deletes.
    pub set_attr: Option<fn(&mut Vm, &Value, &Value, Option<&Value>) -> Res<()>>,
    /// `(descriptor, instance or None for the class, type)`.
    pub descr_get: Option<fn(&mut Vm, &Value, Option<&Value>, &Value) -> Res>,
    /// `None` as the value deletes. Having it makes a data descriptor.
    pub descr_set: Option<fn(&mut Vm, &Value, &Value, Option<&Value>) -> Res<()>>,
    /// Either operand may be the one of this type. May give NotImplemented.
    pub binary: Option<fn(&mut Vm, BinOp, &Value, &Value) -> Res>,
    /// `a op= b` on a mutable `a`. May give NotImplemented, then `binary` is tried.
    pub inplace: Option<fn(&mut Vm, BinOp, &Value, &Value) -> Res>,
    pub unary: Option<fn(&mut Vm, UnaryOp, &Value) -> Res>,
    /// `__index__`: an exact int.
    pub index: Option<fn(&mut Vm, &Value) -> Res>,
    pub int: Option<fn(&mut Vm, &Value) -> Res>,
    pub float: Option<fn(&mut Vm, &Value) -> Res>,
    /// `__new__`: `(type, arguments)`.
    pub new: Option<fn(&mut Vm, &Value, CallArgs<'_>) -> Res>,
    /// `__init__`.
    pub init: Option<InitFn>,
    /// `__del__`: runs before the object is freed.
    pub del: Option<fn(&mut Vm, &Value) -> Res<()>>,
}

impl Slots {
    pub const NONE: Slots = Slots {
        repr: None,
        str: None,
        hash: None,
        cmp: None,
        bool: None,
        len: None,
        get_item: None,
        set_item: None,
        contains: None,
        iter: None,
        next: None,
        parts: None,
        call: None,
        get_attr: None,
        set_attr: None,
        descr_get: None,
        descr_set: None,
        binary: None,
        inplace: None,
        unary: None,
        index: None,
        int: None,
        float: None,
        new: None,
        init: None,
        del: None,
    };
}

/// The operators that a `binary`/`inplace` slot really supports, as a bit set over [`BinOp`]: these
/// appear as dunder methods.
pub const fn ops(list: &[BinOp]) -> u16 {
    let mut bits = 0;
    let mut i = 0;
    while i < list.len() {
        bits |= 1 << list[i] as u16;
        i += 1;
    }
    bits
}

/// The static side of a builtin type.
pub struct TypeDef {
    pub name: &'static str,
    /// `"builtins"`, or the module that shows it.
    pub module: &'static str,
    pub doc: &'static str,
    /// `None` for `object` alone.
    pub base: Option<T>,
    /// A further base, for its place in the MRO alone: a row above this one.
    pub second_base: Option<T>,
    /// Layout of its instances; `Kind::Instance` for those without a payload.
    pub kind: Kind,
    pub slots: Slots,
    /// Which operators `slots.binary` supports ([`ops`]); `slots.inplace` likewise.
    pub binary_ops: u16,
    pub inplace_ops: u16,
    pub methods: &'static [MethodDef],
    pub getset: &'static [GetSetDef],
    /// May be subclassed.
    pub subclassable: bool,
    /// Defines `__eq__` without `__hash__` (list, dict, set): instances are unhashable.
    pub unhashable: bool,
    /// Signature of `__new__`/`__init__` for `__text_signature__`, e.g. `"(iterable=(), /)"`.
    pub signature: Option<&'static str>,
    /// For pattern matching: `b's'` sequence, `b'm'` mapping, 0 neither.
    pub matches: u8,
    /// Extra class attributes, made when the type's dict is.
    pub attrs: Option<fn(&mut Vm, &Value) -> Res<()>>,
    /// What messages call it where that isn't its name alone: `collections.deque`.
    pub full_name: &'static str,
    /// Instances can have weak references.
    pub weakrefs: bool,
    /// Belongs to a module, and is made when that is first imported (`ModuleDef::types`).
    pub lazy: bool,
}

impl TypeDef {
    /// Base for struct update: `TypeDef { name: "list", kind: Kind::List, ..TypeDef::OBJECT }`.
    pub const OBJECT: TypeDef = TypeDef {
        name: "",
        module: "builtins",
        doc: "",
        base: Some(T::Object),
        second_base: None,
        kind: Kind::Instance,
        slots: Slots::NONE,
        binary_ops: 0,
        inplace_ops: 0,
        methods: &[],
        getset: &[],
        subclassable: false,
        unhashable: false,
        signature: None,
        matches: 0,
        attrs: None,
        full_name: "",
        weakrefs: false,
        lazy: false,
    };
}

#[cfg(test)]
mod tests {
    use super::arity;

    #[test]
    fn arity_is_read_off_signatures() {
        assert_eq!(arity("f()"), (0, 0));
        assert_eq!(arity("pop(self, index=-1, /)"), (1, 2));
        assert_eq!(arity("print(*args, sep=' ', end='\\n')"), (0, u16::MAX));
        assert_eq!(arity("g(a, b=(1, 2), /, c=None, *, d, e=3, **kw)"), (1, 3));
        assert_eq!(arity("h(a, *rest)"), (1, u16::MAX));
        assert_eq!(arity("split(self, sep=',', maxsplit=-1)"), (1, 3));
    }
}
