//! `open`: a mode makes a stack of layers.

use super::text::{self, Setup};
use super::{buffered, file, layer};
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;

/// What a mode string asks for.
struct Mode {
    reading: bool,
    updating: bool,
    binary: bool,
    raw: String,
}

fn parse(vm: &mut Vm, mode: &str) -> Res<Mode> {
    let count = |c: char| mode.chars().filter(|&m| m == c).count();
    let known = mode.chars().all(|c| "axrwb+t".contains(c));
    if !known || "axrwb+t".chars().any(|c| count(c) > 1) {
        raise!(vm, ValueError, "invalid mode: '{mode}'");
    }
    let has = |c: char| mode.contains(c);
    if has('t') && has('b') {
        raise!(vm, ValueError, "can't have text and binary mode at once");
    }
    if "axrw".chars().filter(|&c| has(c)).count() != 1 {
        let many = "axrw".chars().filter(|&c| has(c)).count() > 1;
        if many {
            raise!(
                vm,
                ValueError,
                "must have exactly one of create/read/write/append mode"
            );
        }
        raise!(
            vm,
            ValueError,
            "Must have exactly one of create/read/write/append mode and at most one plus"
        );
    }
    let raw = "axrw+".chars().filter(|&c| has(c)).collect();
    Ok(Mode {
        reading: has('r'),
        updating: has('+'),
        binary: has('b'),
        raw,
    })
}

fn str_arg(vm: &mut Vm, a: &Args<'_>, i: usize, name: &str) -> Res<Option<Value>> {
    match a.some(i) {
        Some(v) if vm.is_a(v, T::Str) => Ok(Some(v.clone())),
        Some(v) => {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "open() argument '{name}' must be str or None, not {t}"
            )
        }
        None => Ok(None),
    }
}

pub fn open(vm: &mut Vm, a: Args<'_>) -> Res {
    let target = a[0].clone();
    let is_fd = target.is_int() || vm.is_a(&target, T::Int);
    let name = if is_fd {
        target
    } else {
        file::fspath(vm, &target)?
    };
    let mode_value = match a.get(1) {
        None => vm.str("r")?,
        Some(m) if vm.is_a(m, T::Str) => m.clone(),
        Some(m) => {
            let t = vm.type_name(m).to_owned();
            raise!(vm, TypeError, "open() argument 'mode' must be str, not {t}");
        }
    };
    let mode_text = vm.text(&mode_value).unwrap_or("?").to_owned();
    let buffering = match a.get(2) {
        Some(v) => vm.index_i64(v)?,
        None => -1,
    };
    let encoding = str_arg(vm, &a, 3, "encoding")?;
    let errors = str_arg(vm, &a, 4, "errors")?;
    let newline = str_arg(vm, &a, 5, "newline")?;
    let close_fd = a.get(6).map_or(Ok(true), |v| vm.truthy(v))?;
    if a.some(7).is_some() {
        raise!(vm, NotImplementedError, "opener is not supported");
    }
    let mode = parse(vm, &mode_text)?;
    if mode.binary {
        for (given, what) in [
            (&encoding, "an encoding"),
            (&errors, "an errors"),
            (&newline, "a newline"),
        ] {
            if given.is_some() {
                raise!(vm, ValueError, "binary mode doesn't take {what} argument");
            }
        }
    }
    let raw = file::unopened(vm)?;
    file::open_file(vm, &raw, &name, &mode.raw, close_fd)?;
    let opened = (|| {
        let terminal = layer::ask(vm, &raw, "isatty")?;
        let line_buffering = buffering == 1 && !mode.binary || buffering < 0 && terminal;
        let size = match buffering {
            0 if mode.binary => return Ok(raw.clone()),
            0 => raise!(vm, ValueError, "can't have unbuffered text I/O"),
            n if n < 0 || n == 1 => file::block_size(vm, &raw),
            n => n as usize,
        };
        let t = match (mode.updating, mode.reading) {
            (true, _) => T::BufferedRandom,
            (_, true) => T::BufferedReader,
            _ => T::BufferedWriter,
        };
        let buffer = buffered::over(vm, t, &raw, size)?;
        if mode.binary {
            return Ok(buffer);
        }
        let none = |v: Option<Value>| v.unwrap_or(Value::NONE);
        let setup = Setup {
            encoding: none(encoding),
            errors: none(errors),
            newline: none(newline),
            line_buffering,
            write_through: false,
        };
        let t = text::over(vm, &buffer, &setup)?;
        text::set_mode(vm, &t, Some(&mode_value))?;
        Ok(t)
    })();
    if opened.is_err() {
        vm.call_method(&raw, "close", &[])?;
    }
    opened
}

pub fn open_code(vm: &mut Vm, a: Args<'_>) -> Res {
    let mode = vm.str("rb")?;
    open(
        vm,
        Args {
            pos: &[a[0].clone(), mode],
            kw: &[],
        },
    )
}
