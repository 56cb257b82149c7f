//! `eval`, `exec` and `compile`: from text or code to what it gives, in namespaces of the caller's
//! choice. All of them run Python.

use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::eval::Mode;
use crate::vm::names::N;
use crate::vm::typedef::Args;

/// Globals and locals of `exec` and `eval`.
fn namespaces(vm: &mut Vm, a: &Args<'_>, what: &str) -> Res<(Value, Value)> {
    let globals = match a.some(1) {
        Some(g) if vm.is_a(g, T::Dict) => g.clone(),
        Some(g) => {
            let t = vm.type_name(g).to_owned();
            if what == "eval" {
                let hint = match vm.slots(g).get_item.is_some() {
                    true => "real dict; try eval(expr, {}, mapping)",
                    false => "dict",
                };
                raise!(vm, TypeError, "globals must be a {hint}");
            }
            raise!(vm, TypeError, "{what}() globals must be a dict, not {t}")
        }
        None => vm.globals(),
    };
    let locals = match a.some(2) {
        Some(l) if vm.slots(l).get_item.is_some() => l.clone(),
        Some(l) => {
            let t = vm.type_name(l).to_owned();
            if what == "eval" {
                raise!(vm, TypeError, "locals must be a mapping");
            }
            raise!(vm, TypeError, "locals must be a mapping or None, not {t}")
        }
        None if a.some(1).is_some() => globals.clone(),
        None => vm.locals()?,
    };
    let k = vm.name(N::__builtins__)?;
    if vm.dict_lookup_str(&globals, &k).is_none() {
        let b = vm.builtins.clone();
        vm.dict_store_str(&globals, &k, b)?;
    }
    Ok((globals, locals))
}

/// Runs source or code in namespaces.
fn run(vm: &mut Vm, a: &Args<'_>, what: &str, mode: Mode) -> Res {
    let (globals, locals) = namespaces(vm, a, what)?;
    let separate = !globals.is(&locals);
    let code = if vm.is_code(&a[0]) {
        let co = a[0].clone();
        let free = vm.of::<crate::types::code::CodeObject>(&co).freevars.len();
        if free > 0 {
            raise!(
                vm,
                TypeError,
                "code object passed to {what}() may not contain free variables"
            );
        }
        co
    } else {
        let code = source_code(vm, &a[0], "<string>", mode, separate, what)?;
        vm.code_object(code)?
    };
    let f = vm.function(&code, &globals)?;
    vm.call_body(&f, locals)
}

/// Compiles what `exec`, `eval` and `compile` take as source.
fn source_code(
    vm: &mut Vm,
    source: &Value,
    file: &str,
    mode: Mode,
    separate: bool,
    what: &str,
) -> Res<std::sync::Arc<crate::code::Code>> {
    if let Some(t) = vm.text(source) {
        let mut t = t.to_owned();
        if mode == Mode::Expression {
            t = t.trim_start_matches([' ', '\t']).to_owned();
        }
        return vm.compile_text(&t, file, mode, separate);
    }
    if vm.wtf8(source).is_some() {
        let e = vm.err(
            T::SyntaxError,
            format_args!("source code string cannot contain surrogates"),
        );
        return Err(e);
    }
    if let Some(lent) = vm.bytes_like_or_none(source)? {
        let b = vm.buffer(&lent).unwrap_or_default().to_vec();
        return vm.compile_source(&b, file, mode, separate);
    }
    raise!(
        vm,
        TypeError,
        "{what}() arg 1 must be a string, bytes or {} object",
        if what == "compile" { "AST" } else { "code" }
    )
}

pub(super) fn eval(vm: &mut Vm, a: Args<'_>) -> Res {
    run(vm, &a, "eval", Mode::Expression)
}

pub(super) fn exec(vm: &mut Vm, a: Args<'_>) -> Res {
    run(vm, &a, "exec", Mode::Module)?;
    Ok(Value::NONE)
}

pub(super) fn compile(vm: &mut Vm, a: Args<'_>) -> Res {
    let file = match vm.text(&a[1]) {
        Some(f) => f.to_owned(),
        None => match vm.bytes_of_value(&a[1]) {
            Some(b) => String::from_utf8_lossy(b).into_owned(),
            None => {
                let t = vm.type_name(&a[1]).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "expected str, bytes or os.PathLike object, not {t}"
                )
            }
        },
    };
    if file.contains('\0') {
        raise!(vm, ValueError, "embedded null character");
    }
    let mode = match vm.text(&a[2]) {
        Some("exec") => Mode::Module,
        Some("eval") => Mode::Expression,
        Some("single") => Mode::Interactive,
        Some(_) => raise!(
            vm,
            ValueError,
            "compile() mode must be 'exec', 'eval' or 'single'"
        ),
        None => {
            let t = vm.type_name(&a[2]).to_owned();
            raise!(
                vm,
                TypeError,
                "compile() argument 'mode' must be str, not {t}"
            )
        }
    };
    // The code may be run with any namespaces, so names at its top level are looked up in both.
    let code = source_code(vm, &a[0], &file, mode, true, "compile")?;
    vm.code_object(code)
}
