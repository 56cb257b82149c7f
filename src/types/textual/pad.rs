//! ljust, rjust, center, zfill, expandtabs.

use super::{Textual, charge};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::raise;
use crate::text::search::{self, Pad};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// The fill character's bytes; a space if left out.
fn fill<X: Textual>(
    vm: &mut Vm,
    arg: Option<&Value>,
    name: &str,
) -> Res<smallvec::SmallVec<[u8; 4]>> {
    let Some(v) = arg else {
        return Ok(smallvec::smallvec![b' ']);
    };
    if X::T == T::Str {
        let Some(s) = vm.get::<Str>(v) else {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "The fill character must be a unicode character, not {t}"
            );
        };
        if s.char_len() != 1 {
            raise!(
                vm,
                TypeError,
                "The fill character must be exactly one character long"
            );
        }
        return Ok(s.bytes().into());
    }
    match vm.buffer(v) {
        Some(&[b]) => Ok(smallvec::smallvec![b]),
        _ => {
            let t = vm.arg_type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "{name}() argument 2 must be a byte string of length 1, not {t}"
            )
        }
    }
}

fn padded<X: Textual>(vm: &mut Vm, args: Args<'_>, pad: Pad, name: &str) -> Res {
    let width = usize::try_from(vm.index_i64(&args[1])?).unwrap_or(0);
    let fill = fill::<X>(vm, args.get(2), name)?;
    let text = X::text(vm, &args[0]);
    let (len, count) = (text.bytes.len(), text.count());
    if width <= count {
        return X::piece(vm, &args[0], 0..len);
    }
    let size = (width - count)
        .saturating_mul(fill.len())
        .saturating_add(len);
    vm.reserve_check(size)?;
    vm.charge(size as u64 / 64)?;
    X::write(vm, size, |vm, out| {
        search::pad(X::text(vm, &args[0]).bytes, count, width, &fill, pad, out)
    })
}

pub fn ljust<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    padded::<X>(vm, args, Pad::Right, "ljust")
}

pub fn rjust<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    padded::<X>(vm, args, Pad::Left, "rjust")
}

pub fn center<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    padded::<X>(vm, args, Pad::Both, "center")
}

pub fn zfill<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let width = usize::try_from(vm.index_i64(&args[1])?).unwrap_or(0);
    let text = X::text(vm, &args[0]);
    let (len, count) = (text.bytes.len(), text.count());
    if width <= count {
        return X::piece(vm, &args[0], 0..len);
    }
    let size = (width - count).saturating_add(len);
    vm.reserve_check(size)?;
    vm.charge(size as u64 / 64)?;
    X::write(vm, size, |vm, out| {
        search::zfill(X::text(vm, &args[0]).bytes, count, width, out)
    })
}

pub fn expandtabs<X: Textual>(vm: &mut Vm, args: Args<'_>) -> Res {
    let size = match args.get(1) {
        Some(n) => vm.index_i64(n)?,
        None => 8,
    };
    charge::<X>(vm, &args[0])?;
    let text = X::text(vm, &args[0]).bytes;
    let tabs = search::count::<search::Bytes>(text, b"\t");
    let len = text.len();
    if tabs == 0 {
        return X::piece(vm, &args[0], 0..len);
    }
    // What is foreseeably too much is refused before it starts.
    let most = tabs.saturating_mul(usize::try_from(size).unwrap_or(0));
    if most > 1 << 20 {
        vm.charge(most as u64 / 64)?;
    }
    X::write(vm, len, |vm, out| {
        search::expand_tabs::<X::Unit, _>(X::text(vm, &args[0]).bytes, size as isize, out)
    })
}
