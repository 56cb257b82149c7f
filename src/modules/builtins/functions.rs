//! The builtin functions: one row each in `FUNCTIONS`, and the Rust function behind it.
//!
//! Most only check arguments and ask a protocol (`vm/protocol.rs`), so most may run Python.

use super::evaluate::{compile, eval, exec};
use crate::code::opcodes::{BinOp, CmpOp, UnaryOp};
use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::text::plain;
use crate::types::native::{GetSet, NativeFunction};
use crate::types::registry::T;
use crate::types::type_;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::generator::Want;
use crate::vm::names::N;
use crate::vm::typedef::Args;
use crate::{methods, raise};

methods! { pub FUNCTIONS;
    /// Return the absolute value of the argument.
    "abs(x, /)" => abs;
    /// Return True if bool(x) is True for all values x in the iterable.
    ///
    /// If the iterable is empty, return True.
    "all(iterable, /)" => all;
    /// Return True if bool(x) is True for any x in the iterable.
    ///
    /// If the iterable is empty, return False.
    "any(iterable, /)" => any;
    /// Return an ASCII-only representation of an object.
    "ascii(obj, /)" => ascii;
    /// Return the binary representation of an integer.
    "bin(number, /)" => bin;
    /// Return whether the object is callable (i.e., some kind of function).
    "callable(obj, /)" => callable;
    /// Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.
    "chr(i, /)" => chr;
    /// Compile source into a code object that can be executed by exec() or eval().
    "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)" => compile;
    /// Deletes the named attribute from the given object.
    "delattr(obj, name, /)" => delattr;
    /// Show attributes of an object.
    "dir(object=None, /)" => dir;
    /// Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.
    "divmod(x, y, /)" => divmod;
    /// Evaluate the given source in the context of globals and locals.
    "eval(source, /, globals=None, locals=None)" => eval;
    /// Execute the given source in the context of globals and locals.
    "exec(source, /, globals=None, locals=None, *, closure=None)" => exec;
    /// Return type(value).__format__(format_spec).
    "format(value, format_spec='', /)" => format;
    /// Get a named attribute from an object.
    "getattr(object, name, default=None, /)" => getattr;
    /// Return the dictionary containing the current scope's global variables.
    "globals()" => globals;
    /// Return whether the object has an attribute with the given name.
    "hasattr(obj, name, /)" => hasattr;
    /// Return the hash value for the given object.
    "hash(obj, /)" => hash;
    /// Return the hexadecimal representation of an integer.
    "hex(number, /)" => hex;
    /// Return the identity of an object.
    "id(obj, /)" => id;
    /// Call sys.breakpointhook(*args, **kws), which drops into the debugger by default.
    "breakpoint(*args, **kws)" => crate::modules::sys::breakpoint::builtin;
    /// Read a string from standard input.  The trailing newline is stripped.
    "input(prompt='', /)" => input;
    /// Return whether an object is an instance of a class or of a subclass thereof.
    "isinstance(obj, class_or_tuple, /)" => isinstance;
    /// Return whether 'cls' is derived from another class or is the same class.
    "issubclass(cls, class_or_tuple, /)" => issubclass;
    /// Return an AsyncIterator for an AsyncIterable object.
    "aiter(async_iterable, /)" => aiter;
    /// Return the next item from the async iterator.
    ///
    /// If default is given and the async iterator is exhausted,
    /// it is returned instead of raising StopAsyncIteration.
    "anext(aiterator, default=None, /)" => anext;
    /// Get an iterator from an object.
    "iter(object, sentinel=None, /)" => iter;
    /// Return the number of items in a container.
    "len(obj, /)" => len;
    /// Return a dictionary containing the current scope's local variables.
    "locals()" => locals;
    /// With a single iterable argument, return its biggest item.
    "max(*args, default=None, key=None)" => max;
    /// With a single iterable argument, return its smallest item.
    "min(*args, default=None, key=None)" => min;
    /// Return the next item from the iterator.
    "next(iterator, default=None, /)" => next;
    /// Return the octal representation of an integer.
    "oct(number, /)" => oct;
    /// Return the Unicode code point for a one-character string.
    "ord(c, /)" => ord;
    /// Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.
    "pow(base, exp, mod=None)" => pow;
    /// Prints the values to a stream, or to sys.stdout by default.
    "print(*args, sep=' ', end='\n', file=None, flush=False)" => print;
    /// Return the canonical string representation of the object.
    "repr(obj, /)" => repr;
    /// Round a number to a given precision in decimal digits.
    "round(number, ndigits=None)" => round;
    /// Sets the named attribute on the given object to the specified value.
    "setattr(obj, name, value, /)" => setattr;
    /// Return a new list containing all items from the iterable in ascending order.
    "sorted(*args, **kwargs)" => sorted;
    /// Return the sum of a 'start' value (default: 0) plus an iterable of numbers
    "sum(iterable, /, start=0)" => sum;
    /// Without arguments, equivalent to locals(); with an argument, to object.__dict__.
    "vars(object=None, /)" => vars;
    /// Import a module.
    "__import__(name, globals=None, locals=None, fromlist=(), level=0)" => import;
}

fn abs(vm: &mut Vm, a: Args<'_>) -> Res {
    let x = &a[0];
    if let Some(i) = x.as_small_int() {
        return vm.int(i.abs());
    }
    if let Some(f) = x.as_inline_float() {
        return vm.float(f.abs());
    }
    match vm.special(x, N::__abs__)? {
        Some(f) => vm.call(&f, &[]),
        None => {
            let t = vm.type_name(x).to_owned();
            raise!(vm, TypeError, "bad operand type for abs(): '{t}'")
        }
    }
}

fn all(vm: &mut Vm, a: Args<'_>) -> Res {
    let it = vm.iter(&a[0])?;
    let mut none = Buf::new();
    while let Some(v) = vm.next_into(&it, Want::True, &mut none)? {
        if !vm.truthy(&v)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn any(vm: &mut Vm, a: Args<'_>) -> Res {
    let it = vm.iter(&a[0])?;
    let mut none = Buf::new();
    while let Some(v) = vm.next_into(&it, Want::False, &mut none)? {
        if vm.truthy(&v)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn ascii(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.ascii(&a[0])
}

fn radix(vm: &mut Vm, v: &Value, spec: &str) -> Res {
    if let Some(i) = v.as_small_int() {
        let (base, prefix) = match spec {
            "#b" => (2, *b"0b"),
            "#o" => (8, *b"0o"),
            _ => (16, *b"0x"),
        };
        let mut room = [0; plain::DIGITS];
        let digits = plain::digits(i.unsigned_abs(), base, false, &mut room).unwrap_or_default();
        // Sign, prefix, digits.
        let mut text = [0; plain::DIGITS + 3];
        let sign = usize::from(i < 0);
        let len = sign + 2 + digits.len();
        text[0] = b'-';
        text[sign..sign + 2].copy_from_slice(&prefix);
        text[sign + 2..len].copy_from_slice(digits);
        return vm.str_ascii(&text[..len]);
    }
    let i = vm.index(v)?;
    let i = match vm.as_bigint(&i) {
        Some(b) => vm.bigint(b)?,
        None => i,
    };
    let spec = vm.str(spec)?;
    vm.format_value(&i, &spec)
}

fn bin(vm: &mut Vm, a: Args<'_>) -> Res {
    radix(vm, &a[0], "#b")
}

fn hex(vm: &mut Vm, a: Args<'_>) -> Res {
    radix(vm, &a[0], "#x")
}

fn oct(vm: &mut Vm, a: Args<'_>) -> Res {
    radix(vm, &a[0], "#o")
}

fn aiter(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.builtin_aiter(&a[0])
}

fn anext(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.builtin_anext(&a[0], a.get(1))
}

fn callable(vm: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(vm.slots(&a[0]).call.is_some()))
}

fn chr(vm: &mut Vm, a: Args<'_>) -> Res {
    let i = vm.index(&a[0])?;
    match vm.as_i64(&i) {
        Some(c @ 0..=0x10FFFF) => vm.char(c as u32),
        Some(c) if i32::try_from(c).is_ok() => {
            raise!(vm, ValueError, "chr() arg not in range(0x110000)")
        }
        _ => match vm
            .as_bigint(&i)
            .is_some_and(|b| crate::num::bigint::is_negative(&b))
        {
            true => raise!(vm, ValueError, "chr() arg not in range(0x110000)"),
            false => raise!(vm, ValueError, "chr() arg not in range(0x110000)"),
        },
    }
}

fn ord(vm: &mut Vm, a: Args<'_>) -> Res {
    if let Some(s) = vm.get::<Str>(&a[0]) {
        if s.char_len() == 1 {
            let c = crate::text::wtf8::first(s.bytes()).map_or(0, |(c, _)| c);
            return Ok(Value::int(c as i64));
        }
        let n = s.char_len();
        raise!(
            vm,
            TypeError,
            "ord() expected a character, but string of length {n} found"
        );
    }
    if (vm.is_a(&a[0], T::Bytes) || vm.is_a(&a[0], T::ByteArray))
        && let Some(b) = vm.buffer(&a[0])
    {
        if let [b] = b {
            return Ok(Value::int(*b as i64));
        }
        let n = b.len();
        raise!(
            vm,
            TypeError,
            "ord() expected a character, but string of length {n} found"
        );
    }
    let t = vm.type_name(&a[0]).to_owned();
    raise!(
        vm,
        TypeError,
        "ord() expected string of length 1, but {t} found"
    )
}

fn attr_name(vm: &mut Vm, v: &Value, _what: &str) -> Res {
    if vm.wtf8(v).is_none() {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "attribute name must be string, not '{t}'");
    }
    vm.intern_value(v)
}

fn delattr(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = attr_name(vm, &a[1], "delattr")?;
    vm.del_attr(&a[0], &n)?;
    Ok(Value::NONE)
}

fn setattr(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = attr_name(vm, &a[1], "setattr")?;
    vm.set_attr(&a[0], &n, &a[2])?;
    Ok(Value::NONE)
}

fn getattr(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = attr_name(vm, &a[1], "getattr")?;
    match a.get(2) {
        Some(default) => Ok(vm
            .try_attr_value(&a[0], &n)?
            .unwrap_or_else(|| default.clone())),
        None => vm.get_attr(&a[0], &n),
    }
}

fn hasattr(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = attr_name(vm, &a[1], "hasattr")?;
    Ok(Value::bool(vm.try_attr_value(&a[0], &n)?.is_some()))
}

fn dir(vm: &mut Vm, a: Args<'_>) -> Res {
    let names = match a.get(0) {
        Some(v) => {
            let Some(f) = vm.special(v, N::__dir__)? else {
                raise!(vm, TypeError, "object does not provide __dir__");
            };
            vm.call(&f, &[])?
        }
        None => {
            let d = vm.locals()?;
            let keys = vm.collect(&d)?;
            vm.list(keys)?
        }
    };
    let items = vm.collect(&names)?;
    let l = vm.list(items)?;
    vm.call_method(&l, "sort", &[])?;
    Ok(l)
}

fn divmod(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.binary(BinOp::DivMod, &a[0], &a[1])
}

fn format(vm: &mut Vm, a: Args<'_>) -> Res {
    let spec = match a.get(1) {
        Some(s) => s.clone(),
        None => vm.empty_str(),
    };
    if vm.wtf8(&spec).is_none() {
        let t = vm.type_name(&spec).to_owned();
        raise!(vm, TypeError, "format() argument 2 must be str, not {t}");
    }
    vm.format_value(&a[0], &spec)
}

fn globals(vm: &mut Vm, _: Args<'_>) -> Res {
    Ok(vm.globals())
}

fn locals(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.locals()
}

fn hash(vm: &mut Vm, a: Args<'_>) -> Res {
    let h = vm.hash(&a[0])?;
    vm.int(h)
}

fn id(vm: &mut Vm, a: Args<'_>) -> Res {
    let i = vm.id(&a[0]);
    vm.bigint(crate::num::BigInt::from(i))
}

fn input(vm: &mut Vm, a: Args<'_>) -> Res {
    let prompt = a.get(0).cloned();
    vm.read_input(prompt.as_ref())
}

fn isinstance(vm: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(vm.is_instance(&a[0], &a[1])?))
}

fn issubclass(vm: &mut Vm, a: Args<'_>) -> Res {
    Ok(Value::bool(vm.is_subclass(&a[0], &a[1])?))
}

fn iter(vm: &mut Vm, a: Args<'_>) -> Res {
    match a.get(1) {
        None => vm.iter(&a[0]),
        Some(sentinel) => {
            if vm.slots(&a[0]).call.is_none() {
                raise!(vm, TypeError, "iter(v, w): v must be callable");
            }
            crate::types::iterators::callable::new(vm, &a[0], sentinel)
        }
    }
}

fn len(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.len(&a[0])?;
    vm.int(n as i64)
}

/// `min` and `max`: `op` says which of two replaces the best so far.
fn extreme(vm: &mut Vm, a: Args<'_>, name: &str, op: CmpOp) -> Res {
    let (default, key) = (a.kw(0), a.kw(1).filter(|k| !k.is_none()));
    // The best so far, and its key unless it is its own.
    let mut best: Option<(Value, Option<Value>)> = None;
    let mut consider = |vm: &mut Vm, v: Value| -> Res<()> {
        let k = match key {
            Some(f) => Some(vm.call(f, std::slice::from_ref(&v))?),
            None => None,
        };
        let better = match &best {
            None => true,
            Some((b, bk)) => {
                vm.compare_bool(op, k.as_ref().unwrap_or(&v), bk.as_ref().unwrap_or(b))?
            }
        };
        if better {
            best = Some((v, k));
        }
        Ok(())
    };
    match a.pos {
        [] => raise!(vm, TypeError, "{name} expected at least 1 argument, got 0"),
        [one] => {
            let it = vm.iter(one)?;
            while let Some(v) = vm.next(&it)? {
                consider(vm, v)?;
            }
        }
        many => {
            if default.is_some() {
                raise!(
                    vm,
                    TypeError,
                    "Cannot specify a default for {name}() with multiple positional arguments"
                );
            }
            vm.charge(many.len() as u64)?;
            for v in many {
                consider(vm, v.clone())?;
            }
        }
    }
    match (best, default) {
        (Some((v, _)), _) => Ok(v),
        (None, Some(d)) => Ok(d.clone()),
        (None, None) => raise!(vm, ValueError, "{name}() iterable argument is empty"),
    }
}

fn max(vm: &mut Vm, a: Args<'_>) -> Res {
    extreme(vm, a, "max", CmpOp::Gt)
}

fn min(vm: &mut Vm, a: Args<'_>) -> Res {
    extreme(vm, a, "min", CmpOp::Lt)
}

fn next(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.stop_value = Value::NONE;
    match vm.next(&a[0])? {
        Some(v) => Ok(v),
        None => match a.get(1) {
            Some(d) => Ok(d.clone()),
            None => Err(vm.stop_iteration(&a[0])),
        },
    }
}

fn pow(vm: &mut Vm, a: Args<'_>) -> Res {
    let m = a.get(2).cloned().unwrap_or(Value::NONE);
    vm.pow_mod(&a[0], &a[1], &m)
}

fn print(vm: &mut Vm, a: Args<'_>) -> Res {
    let text = |vm: &mut Vm, i: usize, name: &str, default: &'static str| -> Res {
        match a.kw(i).filter(|v| !v.is_none()) {
            Some(v) if vm.is_a(v, T::Str) => Ok(v.clone()),
            Some(v) => {
                let t = vm.type_name(v).to_owned();
                raise!(vm, TypeError, "{name} must be None or a string, not {t}")
            }
            None => vm.str(default),
        }
    };
    let (sep, end) = (text(vm, 0, "sep", " ")?, text(vm, 1, "end", "\n")?);
    let file = a.kw(2).filter(|f| !f.is_none()).cloned();
    let flush = match a.kw(3) {
        Some(f) => vm.truthy(f)?,
        None => false,
    };
    vm.print(a.pos, &sep, &end, file.as_ref(), flush)?;
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.repr(&a[0])
}

fn round(vm: &mut Vm, a: Args<'_>) -> Res {
    let Some(f) = vm.special(&a[0], N::__round__)? else {
        let t = vm.type_name(&a[0]).to_owned();
        raise!(vm, TypeError, "type {t} doesn't define __round__ method");
    };
    match a.some(1) {
        Some(n) => vm.call(&f, std::slice::from_ref(n)),
        None => vm.call(&f, &[]),
    }
}

fn sorted(vm: &mut Vm, a: Args<'_>) -> Res {
    let [iterable] = a.pos else {
        raise!(
            vm,
            TypeError,
            "sorted expected 1 argument, got {}",
            a.pos.len()
        );
    };
    let items = vm.collect(iterable)?;
    let list = vm.list(items)?;
    // Keywords are `list.sort`'s: it says what is wrong with them.
    let sort = vm.attr(&list, "sort")?;
    let none = vm.empty_tuple();
    vm.call_ex(&sort, &none, a.kw(0).unwrap_or(&Value::NONE))?;
    Ok(list)
}

fn sum(vm: &mut Vm, a: Args<'_>) -> Res {
    let total = a.get(1).cloned().unwrap_or(Value::ZERO);
    for (t, name, hint) in [
        (T::Str, "strings", "use ''.join(seq) instead"),
        (T::Bytes, "bytes", "use b''.join(seq) instead"),
    ] {
        if vm.is_a(&total, t) {
            raise!(vm, TypeError, "sum() can't sum {name} [{hint}]");
        }
    }
    let it = vm.iter(&a[0])?;
    let mut sum = Sum {
        total,
        compensated: None,
    };
    let mut numbers = Buf::new();
    loop {
        let next = match sum.is_number(vm) {
            true => vm.next_into(&it, Want::Numbers, &mut numbers),
            false => vm.next(&it),
        };
        for v in std::mem::take(&mut numbers) {
            sum.add(vm, &v)?;
        }
        match next? {
            Some(v) => sum.add(vm, &v)?,
            None => break,
        }
    }
    match sum.compensated {
        Some((s, c)) => finished(vm, s, c),
        None => Ok(sum.total),
    }
}

/// A sum so far.
struct Sum {
    total: Value,
    /// In place of `total`, once it is a float: the sum and what was lost of it. Floats are summed with
    /// compensation (Neumaier), as CPython does since 3.12.
    compensated: Option<(f64, f64)>,
}

impl Sum {
    /// Whether adding a number runs no Python.
    fn is_number(&self, vm: &Vm) -> bool {
        self.total.is_int()
            || vm.is_exact(&self.total, T::Int)
            || vm.is_exact(&self.total, T::Float)
    }

    fn add(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        if let (Some(x), Some(y)) = (self.total.as_small_int(), v.as_small_int())
            && self.compensated.is_none()
        {
            self.total = match x.checked_add(y) {
                Some(s) => vm.int(s)?,
                None => vm.binary(BinOp::Add, &self.total, v)?,
            };
            return Ok(());
        }
        if self.compensated.is_none() && vm.is_exact(&self.total, T::Float) {
            self.compensated = vm.as_f64(&self.total).map(|f| (f, 0.0));
        }
        if let Some((s, c)) = self.compensated {
            let float = vm.is_exact(v, T::Float);
            let y = match float {
                true => vm.as_f64(v),
                false => v.as_small_int().map(|i| i as f64),
            };
            if let Some(y) = y {
                self.compensated = Some(if float {
                    let t = s + y;
                    let lost = if s.abs() >= y.abs() {
                        (s - t) + y
                    } else {
                        (y - t) + s
                    };
                    (t, c + lost)
                } else {
                    (s + y, c)
                });
                return Ok(());
            }
            self.total = finished(vm, s, c)?;
            self.compensated = None;
        }
        self.total = vm.binary(BinOp::Add, &self.total, v)?;
        Ok(())
    }
}

fn finished(vm: &mut Vm, s: f64, c: f64) -> Res {
    vm.float(if c != 0.0 && c.is_finite() { s + c } else { s })
}

fn vars(vm: &mut Vm, a: Args<'_>) -> Res {
    match a.get(0) {
        None => vm.locals(),
        Some(v) => match vm.try_attr(v, "__dict__")? {
            Some(d) => Ok(d),
            None => raise!(
                vm,
                TypeError,
                "vars() argument must have __dict__ attribute"
            ),
        },
    }
}

fn import(vm: &mut Vm, a: Args<'_>) -> Res {
    let Some(name) = vm.text(&a[0]).map(str::to_owned) else {
        raise!(vm, TypeError, "module name must be a string");
    };
    let globals = match a.some(1) {
        Some(g) => g.clone(),
        None => vm.dict()?,
    };
    let fromlist = a.get(3).cloned().unwrap_or(Value::NONE);
    let level = match a.get(4) {
        Some(l) => vm.index_i64(l)?,
        None => 0,
    };
    vm.import_module(&name, &globals, &fromlist, level)
}

impl Vm {
    /// `isinstance(v, class)`: a class, a union or a tuple of such.
    pub fn is_instance(&mut self, v: &Value, class: &Value) -> Res<bool> {
        if self.type_of(v).is(class) {
            return Ok(true);
        }
        if self.is_exact(class, T::Type) {
            return self.plain_instance_check(v, class);
        }
        if let Some(items) = self.items(class).filter(|_| self.is_a(class, T::Tuple)) {
            let n = items.len();
            for i in 0..n {
                let c = self
                    .items(class)
                    .map_or(Value::NONE, |items| items[i].clone());
                if self.nested(" in __instancecheck__", |vm| vm.is_instance(v, &c))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(f) = self.lookup_special(class, N::__instancecheck__)?
            && self.get::<NativeFunction>(&f).is_none()
        {
            let r = self.nested(" in __instancecheck__", |vm| {
                vm.call_unbound(&f, class, std::slice::from_ref(v))
            })?;
            return self.truthy(&r);
        }
        if let Some(f) = self.special(class, N::__instancecheck__)?
            && !self.is_class(class)
        {
            let r = self.call(&f, std::slice::from_ref(v))?;
            return self.truthy(&r);
        }
        self.plain_instance_check(v, class)
    }

    /// `type.__instancecheck__`.
    pub(crate) fn plain_instance_check(&mut self, v: &Value, class: &Value) -> Res<bool> {
        if !self.is_class(class) {
            raise!(
                self,
                TypeError,
                "isinstance() arg 2 must be a type, a tuple of types, or a union"
            );
        }
        let t = self.type_of(v).clone();
        if self.is_subtype(&t, class) {
            return Ok(true);
        }
        // A proxy may claim another class.
        if !self.ty(&t).is_heap() && self.slots(v).get_attr.is_none() {
            return Ok(false);
        }
        let name = self.name(N::__class__)?;
        if self.ty(&t).has(type_::PLAIN_GETATTR)
            && let Some(d) = self.type_lookup(&t, &name)?
            && self
                .get::<GetSet>(&d)
                .is_some_and(|g| g.owner.is(self.class(T::Object)))
        {
            // object's own `__class__`, which tells the type.
            return Ok(false);
        }
        match self.try_attr_value(v, &name)? {
            Some(c) if !c.is(&t) && self.is_class(&c) => Ok(self.is_subtype(&c, class)),
            _ => Ok(false),
        }
    }

    /// `issubclass(c, class)`.
    pub fn is_subclass(&mut self, c: &Value, class: &Value) -> Res<bool> {
        if self.is_exact(class, T::Type) {
            return self.plain_subclass_check(c, class);
        }
        if let Some(items) = self.items(class).filter(|_| self.is_a(class, T::Tuple)) {
            let items = items.to_vec();
            for k in items {
                if self.nested(" in __subclasscheck__", |vm| vm.is_subclass(c, &k))? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(f) = self.special(class, N::__subclasscheck__)? {
            let r = self.nested(" in __subclasscheck__", |vm| {
                vm.call(&f, std::slice::from_ref(c))
            })?;
            return self.truthy(&r);
        }
        self.plain_subclass_check(c, class)
    }

    /// `type.__subclasscheck__`.
    pub(crate) fn plain_subclass_check(&mut self, c: &Value, class: &Value) -> Res<bool> {
        if !self.is_class(c) {
            raise!(self, TypeError, "issubclass() arg 1 must be a class");
        }
        if !self.is_class(class) {
            raise!(
                self,
                TypeError,
                "issubclass() arg 2 must be a class, a tuple of classes, or a union"
            );
        }
        Ok(self.is_subtype(c, class))
    }

    /// `locals()` of the running code: the namespace of a class or exec body, the globals of a
    /// module, a fresh dict of a function's variables (PEP 667).
    pub(crate) fn locals(&mut self) -> Res {
        if let Some(ns) = self.namespace() {
            return Ok(ns.clone());
        }
        match self.local_variables() {
            None => Ok(self.globals()),
            Some(pairs) => {
                let d = self.dict()?;
                for (k, v) in pairs {
                    self.dict_set(&d, &k, &v)?;
                }
                Ok(d)
            }
        }
    }

    /// Whether `type_::ABSTRACT` instances are refused; used by `abc`.
    pub fn is_abstract(&self, class: &Value) -> bool {
        self.ty(class).has(type_::ABSTRACT)
    }

    /// A buffer of clones.
    pub fn values(&mut self, items: &[Value]) -> Res<Buf<Value>> {
        Ok(Buf::from_slice(&self.heap, items)?)
    }

    /// `-v` as the unary operator has it.
    pub fn negated(&mut self, v: &Value) -> Res {
        self.unary(UnaryOp::Neg, v)
    }
}
