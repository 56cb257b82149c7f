//! Writing JSON text. Containers are looked at item by item, as `default` and `__getitem__`s of
//! subclasses run Python and may change them.

use crate::memory::buf::Buf;
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::wtf8;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::Args;

/// The text so far, and how to write.
struct Writer<'a> {
    out: Buf<u8>,
    default: &'a Value,
    /// What stands for a level of indentation; `None`: all in one line.
    indent: Option<&'a Value>,
    key_separator: &'a Value,
    item_separator: &'a Value,
    check_circular: bool,
    ascii: bool,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    /// The objects that what is being written stands in, outermost first.
    within: Buf<Value>,
}

pub(super) fn encode(vm: &mut Vm, a: Args<'_>) -> Res {
    for (i, number) in [(3, 5), (4, 6)] {
        if vm.get::<Str>(&a[i]).is_none() {
            let t = vm.type_name(&a[i]).to_owned();
            raise!(
                vm,
                TypeError,
                "make_encoder() argument {number} must be str, not {t}"
            );
        }
    }
    let mut flag = |i: usize| vm.truthy(&a[i]);
    let mut writer = Writer {
        out: Buf::new(),
        default: &a[1],
        indent: a.some(2),
        key_separator: &a[3],
        item_separator: &a[4],
        check_circular: flag(5)?,
        ascii: flag(6)?,
        sort_keys: flag(7)?,
        skip_keys: flag(8)?,
        allow_nan: flag(9)?,
        within: Buf::new(),
    };
    writer.value(vm, &a[0], 0)?;
    vm.str_of(writer.out)
}

pub(super) fn encode_basestring(vm: &mut Vm, a: Args<'_>) -> Res {
    quoted(vm, &a[0], false)
}

pub(super) fn encode_basestring_ascii(vm: &mut Vm, a: Args<'_>) -> Res {
    quoted(vm, &a[0], true)
}

fn quoted(vm: &mut Vm, s: &Value, ascii: bool) -> Res {
    let Some(text) = vm.wtf8(s) else {
        let t = vm.type_name(s).to_owned();
        raise!(vm, TypeError, "first argument must be a string, not {t}");
    };
    let mut out = Buf::with_capacity(vm.heap(), text.len() + 2)?;
    push_quoted(vm.heap(), &mut out, text, ascii)?;
    vm.str_of(out)
}

impl Writer<'_> {
    fn push(&mut self, vm: &Vm, text: &str) -> Result<(), OutOfMemory> {
        self.out.extend_from_slice(vm.heap(), text.as_bytes())
    }

    /// Appends the text of a str.
    fn push_text(&mut self, vm: &Vm, s: &Value) -> Result<(), OutOfMemory> {
        let text = vm.wtf8(s).unwrap_or_default();
        self.out.extend_from_slice(vm.heap(), text)
    }

    fn push_line(&mut self, vm: &Vm, level: usize) -> Result<(), OutOfMemory> {
        let Some(indent) = self.indent else {
            return Ok(());
        };
        self.push(vm, "\n")?;
        for _ in 0..level {
            self.push_text(vm, indent)?;
        }
        Ok(())
    }

    /// Appends `o`, which stands `level` containers deep.
    fn value(&mut self, vm: &mut Vm, o: &Value, level: usize) -> Res<()> {
        vm.charge(1)?;
        if vm.get::<Str>(o).is_some() {
            return self.string(vm, o);
        }
        if self.scalar(vm, o)? {
            return Ok(());
        }
        vm.nested(" while encoding a JSON object", |vm| {
            if vm.items(o).is_some() {
                return self.inside(vm, o, |w, vm| w.array(vm, o, level));
            }
            if vm.get::<Dict>(o).is_some() {
                return self.inside(vm, o, |w, vm| w.object(vm, o, level));
            }
            self.inside(vm, o, |w, vm| {
                let other = vm.call(w.default, std::slice::from_ref(o))?;
                w.value(vm, &other, level)
            })
        })
    }

    /// Runs `f`, which writes what `o` holds or stands for.
    fn inside(
        &mut self,
        vm: &mut Vm,
        o: &Value,
        f: impl FnOnce(&mut Self, &mut Vm) -> Res<()>,
    ) -> Res<()> {
        if !self.check_circular {
            return f(self, vm);
        }
        if self.within.iter().rev().any(|v| v.is(o)) {
            raise!(vm, ValueError, "Circular reference detected");
        }
        self.within.push(vm.heap(), o.clone())?;
        f(self, vm)?;
        drop(self.within.pop());
        Ok(())
    }

    fn string(&mut self, vm: &mut Vm, s: &Value) -> Res<()> {
        let text = vm.wtf8(s).unwrap_or_default();
        let n = text.len() as u64;
        push_quoted(vm.heap(), &mut self.out, text, self.ascii)?;
        vm.charge(n / 64)
    }

    /// Appends None, a bool or a number; tells whether it was one.
    fn scalar(&mut self, vm: &mut Vm, o: &Value) -> Res<bool> {
        if o.is_none() {
            self.push(vm, "null")?;
        } else if let Some(b) = o.as_bool() {
            self.push(vm, if b { "true" } else { "false" })?;
        } else if let Some(i) = o.as_small_int() {
            self.push_int(vm, i)?;
        } else if vm.is_a(o, T::Int) {
            let text = own_repr(vm, T::Int, o)?;
            self.push_text(vm, &text)?;
        } else if vm.is_a(o, T::Float) {
            let special = match vm.as_f64(o) {
                Some(f) if f.is_nan() => "NaN",
                Some(f64::INFINITY) => "Infinity",
                Some(f64::NEG_INFINITY) => "-Infinity",
                _ => {
                    let text = own_repr(vm, T::Float, o)?;
                    self.push_text(vm, &text)?;
                    return Ok(true);
                }
            };
            if !self.allow_nan {
                return Err(out_of_range(vm, o)?);
            }
            self.push(vm, special)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn push_int(&mut self, vm: &Vm, i: i64) -> Result<(), OutOfMemory> {
        let mut digits = [0u8; 20];
        let (mut rest, mut at) = (i.unsigned_abs(), digits.len());
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if i < 0 {
            self.out.push(vm.heap(), b'-')?;
        }
        self.out.extend_from_slice(vm.heap(), &digits[at..])
    }

    fn array(&mut self, vm: &mut Vm, o: &Value, level: usize) -> Res<()> {
        let o = match vm.is_exact(o, T::List) || vm.is_exact(o, T::Tuple) {
            true => o.clone(),
            // A subclass may iterate otherwise.
            false => {
                let items = vm.collect(o)?;
                vm.list(items)?
            }
        };
        let mut i = 0;
        while let Some(item) = vm.items(&o).and_then(|items| items.get(i)).cloned() {
            if i == 0 {
                self.push(vm, "[")?;
            } else {
                self.push_text(vm, self.item_separator)?;
            }
            self.push_line(vm, level + 1)?;
            self.value(vm, &item, level + 1)?;
            i += 1;
        }
        if i == 0 {
            self.push(vm, "[]")?;
            return Ok(());
        }
        self.push_line(vm, level)?;
        Ok(self.push(vm, "]")?)
    }

    fn object(&mut self, vm: &mut Vm, o: &Value, level: usize) -> Res<()> {
        if vm.of::<Dict>(o).is_empty() {
            return Ok(self.push(vm, "{}")?);
        }
        // As they are now.
        let items = match vm.is_exact(o, T::Dict) && !self.sort_keys {
            true => None,
            false => {
                let view = vm.call_method(o, "items", &[])?;
                let items = vm.collect(&view)?;
                let list = vm.list(items)?;
                if self.sort_keys {
                    vm.list_sort(&list, None, false)?;
                }
                Some(list)
            }
        };
        let mut first = true;
        match items {
            Some(list) => {
                let mut i = 0;
                while let Some(pair) = vm.of::<List>(&list).items().get(i).cloned() {
                    let Some([key, value]) = vm.items(&pair) else {
                        raise!(vm, ValueError, "items must return 2-tuples");
                    };
                    let (key, value) = (key.clone(), value.clone());
                    self.member(vm, &key, &value, level, &mut first)?;
                    i += 1;
                }
            }
            None => {
                let pairs = vm.of::<Dict>(o).iter();
                let mut all: Buf<(Value, Value)> = Buf::new();
                for (key, value) in pairs {
                    all.push(vm.heap(), (key.clone(), value.clone()))?;
                }
                for (key, value) in all {
                    self.member(vm, &key, &value, level, &mut first)?;
                }
            }
        }
        if first {
            return Ok(self.push(vm, "{}")?);
        }
        self.push_line(vm, level)?;
        Ok(self.push(vm, "}")?)
    }

    fn member(
        &mut self,
        vm: &mut Vm,
        key: &Value,
        value: &Value,
        level: usize,
        first: &mut bool,
    ) -> Res<()> {
        let is_text = vm.get::<Str>(key).is_some();
        if !is_text && !is_scalar(vm, key) {
            if self.skip_keys {
                return Ok(());
            }
            let t = vm.type_name(key).to_owned();
            raise!(
                vm,
                TypeError,
                "keys must be str, int, float, bool or None, not {t}"
            );
        }
        if *first {
            self.push(vm, "{")?;
        } else {
            self.push_text(vm, self.item_separator)?;
        }
        *first = false;
        self.push_line(vm, level + 1)?;
        if is_text {
            self.string(vm, key)?;
        } else {
            // The text of a number needs no escapes.
            self.push(vm, "\"")?;
            self.scalar(vm, key)?;
            self.push(vm, "\"")?;
        }
        self.push_text(vm, self.key_separator)?;
        self.value(vm, value, level + 1)
    }
}

/// What builtin `t` itself gives as the repr of `o`, an instance of a subclass perhaps.
fn own_repr(vm: &mut Vm, t: T, o: &Value) -> Res {
    match vm.ty(vm.class(t)).slots.repr {
        Some(f) => f(vm, o),
        None => vm.repr(o),
    }
}

fn is_scalar(vm: &Vm, v: &Value) -> bool {
    v.is_none() || vm.is_a(v, T::Int) || vm.is_a(v, T::Float)
}

#[cold]
fn out_of_range(vm: &mut Vm, o: &Value) -> Res<Raised> {
    let r = vm.repr(o)?;
    let r = vm.text(&r).unwrap_or("?").to_owned();
    Ok(vm.value_error(format_args!(
        "Out of range float values are not JSON compliant: {r}"
    )))
}

/// Appends WTF-8 text in quotes, escaping what has to be, and in `ascii` mode all that isn't ASCII.
fn push_quoted(
    heap: &Heap,
    out: &mut Buf<u8>,
    text: &[u8],
    ascii: bool,
) -> Result<(), OutOfMemory> {
    let plain = |c: u8| match c {
        b'"' | b'\\' | 0..0x20 => false,
        0x20..0x7F => true,
        _ => !ascii,
    };
    out.reserve(heap, text.len() + 2)?;
    out.push(heap, b'"')?;
    let mut rest = text;
    loop {
        let run = rest.iter().take_while(|c| plain(**c)).count();
        out.extend_from_slice(heap, &rest[..run])?;
        rest = &rest[run..];
        let Some((code, width)) = wtf8::first(rest) else {
            break;
        };
        rest = &rest[width..];
        let short = match code {
            0x22 | 0x5C => code as u8,
            0x08 => b'b',
            0x0C => b'f',
            0x0A => b'n',
            0x0D => b'r',
            0x09 => b't',
            0..0x1_0000 => {
                push_unit(heap, out, code)?;
                continue;
            }
            _ => {
                let code = code - 0x1_0000;
                push_unit(heap, out, 0xD800 | code >> 10)?;
                push_unit(heap, out, 0xDC00 | code & 0x3FF)?;
                continue;
            }
        };
        out.extend_from_slice(heap, &[b'\\', short])?;
    }
    out.push(heap, b'"')
}

/// Appends `\uXXXX`.
fn push_unit(heap: &Heap, out: &mut Buf<u8>, unit: u32) -> Result<(), OutOfMemory> {
    let digit = |shift: u32| b"0123456789abcdef"[(unit >> shift & 15) as usize];
    let text = [b'\\', b'u', digit(12), digit(8), digit(4), digit(0)];
    out.extend_from_slice(heap, &text)
}
