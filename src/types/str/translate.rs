//! `str.maketrans` and `str.translate`.

use crate::memory::buf::Buf;
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::wtf8;
use crate::types::int;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// `maketrans(x, y=..., z=...)`: a dict from code points.
pub fn maketrans(vm: &mut Vm, args: Args<'_>) -> Res {
    let table = vm.dict()?;
    let x = args[0].clone();
    let Some(y) = args.get(1) else {
        if !vm.is_a(&x, T::Dict) {
            raise!(
                vm,
                TypeError,
                "if you give only one argument to maketrans it must be a dict"
            );
        }
        let keys = vm.collect(&x)?;
        for k in keys {
            let Some(value) = vm.dict_get(&x, &k)? else {
                continue;
            };
            let key = match vm.get::<Str>(&k) {
                Some(s) => {
                    if s.char_len() != 1 {
                        raise!(
                            vm,
                            ValueError,
                            "string keys in translate table must be of length 1"
                        );
                    }
                    Value::int(wtf8::first(s.bytes()).map_or(0, |(c, _)| c as i64))
                }
                None if int::is_int(vm, &k) => k,
                None => raise!(
                    vm,
                    TypeError,
                    "keys in translate table must be strings or integers"
                ),
            };
            vm.dict_set(&table, &key, &value)?;
        }
        return Ok(table);
    };
    for (i, v) in [(2, Some(y)), (3, args.get(2))] {
        if let Some(v) = v.filter(|v| vm.get::<Str>(v).is_none()) {
            let t = vm.arg_type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "maketrans() argument {i} must be str, not {t}"
            );
        }
    }
    if vm.get::<Str>(&x).is_none() {
        raise!(
            vm,
            TypeError,
            "first maketrans argument must be a string if there is a second argument"
        );
    }
    if vm.of::<Str>(&x).char_len() != vm.of::<Str>(y).char_len() {
        raise!(
            vm,
            ValueError,
            "the first two maketrans arguments must have equal length"
        );
    }
    let (mut at_x, mut at_y) = (0, 0);
    while let Some((from, n)) = wtf8::first(&vm.text_of(&x).bytes[at_x..]) {
        let Some((to, m)) = wtf8::first(&vm.text_of(y).bytes[at_y..]) else {
            break;
        };
        vm.dict_set(&table, &Value::int(from as i64), &Value::int(to as i64))?;
        (at_x, at_y) = (at_x + n, at_y + m);
    }
    if let Some(z) = args.get(2) {
        let mut at = 0;
        while let Some((code, n)) = wtf8::first(&vm.text_of(z).bytes[at..]) {
            vm.dict_set(&table, &Value::int(code as i64), &Value::NONE)?;
            at += n;
        }
    }
    Ok(table)
}

/// Appends what the table has for `code`. May run Python.
fn translated(vm: &mut Vm, table: &Value, code: u32, out: &mut Buf<u8>) -> Res<()> {
    let key = Value::int(code as i64);
    let dict = vm.is_exact(table, T::Dict);
    let found = if dict {
        vm.dict_get(table, &key)?
    } else {
        match vm.get_item(table, &key) {
            Ok(v) => Some(v),
            Err(e) if vm.caught(&e, T::LookupError) => None,
            Err(e) => return Err(e),
        }
    };
    let code = match found {
        None => code,
        Some(v) if v.is_none() => return Ok(()),
        Some(v) => {
            if let Some(s) = vm.get::<Str>(&v) {
                return Ok(out.extend_from_slice(vm.heap(), s.bytes())?);
            }
            if !int::is_int(vm, &v) {
                raise!(
                    vm,
                    TypeError,
                    "character mapping must return integer, None or str"
                );
            }
            match vm
                .as_i64(&v)
                .and_then(|i| u32::try_from(i).ok())
                .filter(|&c| c < 0x11_0000)
            {
                Some(c) => c,
                None => raise!(
                    vm,
                    ValueError,
                    "character mapping must be in range(0x110000)"
                ),
            }
        }
    };
    let (bytes, n) = wtf8::encode(code);
    Ok(out.extend_from_slice(vm.heap(), &bytes[..n])?)
}

/// `translate(table)`.
pub fn translate(vm: &mut Vm, args: Args<'_>) -> Res {
    let table = args[1].clone();
    let text = vm.text_of(&args[0]);
    let source = Buf::from_slice(vm.heap(), text.bytes)?;
    vm.charge(source.len() as u64)?;
    // What an ASCII character becomes, once looked up in an exact dict: one more byte run.
    let cache = vm.is_exact(&table, T::Dict);
    let mut known: [Option<smallvec::SmallVec<[u8; 8]>>; 128] = [const { None }; 128];
    let mut out = Buf::new();
    out.reserve(vm.heap(), source.len())?;
    for code in wtf8::code_points(&source) {
        if let Some(Some(k)) = known.get(code as usize) {
            out.extend_from_slice(vm.heap(), k)?;
            continue;
        }
        let before = out.len();
        translated(vm, &table, code, &mut out)?;
        if cache
            && let Some(k) = known.get_mut(code as usize)
            && out.len() - before <= 8
        {
            *k = Some(smallvec::SmallVec::from_slice(&out[before..]));
        }
    }
    vm.str_of(out)
}
