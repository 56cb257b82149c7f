//! `sys`. Figures are in [`info`]; frames in [`frames`]; the streams in `io::std_streams`.

pub mod breakpoint;
mod coroutines;
mod frames;
pub mod info;

use super::io::std_streams::Std;
use super::{MODULES, ModuleDef};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::exception;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::Args;
use crate::{methods, raise};

pub static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "Parameters and functions of the interpreter.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

methods! { FUNCTIONS;
    /// Exit the interpreter by raising SystemExit(status).
    "exit(status=None, /)" => exit;
    /// Return current exception information: (type, value, traceback).
    "exc_info()" => exc_info;
    /// Return the current exception.
    "exception()" => exception_now;
    /// Return the current value of the recursion limit.
    "getrecursionlimit()" => get_recursion_limit;
    /// Set the maximum depth of the Python interpreter stack to n.
    "setrecursionlimit(limit, /)" => set_recursion_limit;
    /// Return the reference count of object.
    "getrefcount(object, /)" => get_refcount;
    /// Return the size of object in bytes.
    "getsizeof(object, default=None)" => get_size_of;
    /// ``Intern'' the given string.
    "intern(string, /)" => intern;
    /// Return True if the given string is "interned".
    "_is_interned(string, /)" => is_interned;
    /// Print an object to sys.stdout and also save it in builtins._
    "displayhook(object, /)" => display_hook;
    /// This hook function is called by built-in breakpoint().
    "breakpointhook(*args, **kws)" => breakpoint::hook;
    /// Handle an exception by displaying it with a traceback on sys.stderr.
    "excepthook(exctype, value, traceback, /)" => except_hook;
    /// Handle an unraisable exception.
    "unraisablehook(unraisable, /)" => unraisable_hook;
    /// Return the current default encoding used by the Unicode implementation.
    "getdefaultencoding()" => default_encoding;
    /// Return the encoding used to convert Unicode filenames to OS filenames.
    "getfilesystemencoding()" => default_encoding;
    /// Return the error mode used for Unicode to OS filename conversion.
    "getfilesystemencodeerrors()" => file_errors;
    /// Return a frame object from the call stack.
    "_getframe(depth=0, /)" => frames::get_frame;
    /// Return the name of the module at depth.
    "_getframemodulename(depth=0)" => frames::get_frame_module_name;
    /// Return the maximum string digits limit for non-binary int<->str conversions.
    "get_int_max_str_digits()" => get_int_max_digits;
    /// Set the maximum string digits limit for non-binary int<->str conversions.
    "set_int_max_str_digits(maxdigits)" => set_int_max_digits;
    /// Passes the event to any hooks that are attached.
    "audit(event, /, *args)" => audit;
    /// Adds a new audit hook callback.
    "addaudithook(hook)" => add_audit_hook;
    /// Return True if Python is exiting.
    "is_finalizing()" => is_finalizing;
    /// Return the installed asynchronous generators hooks.
    ///
    /// This returns a namedtuple of the form (firstiter, finalizer).
    "get_asyncgen_hooks()" => coroutines::get_hooks;
    /// Set a hook for asynchronous generators: firstiter is called when one is iterated for the
    /// first time, finalizer when one is dropped.
    "set_asyncgen_hooks(firstiter=None, finalizer=None)" => coroutines::set_hooks;
    /// Check status of origin tracking for coroutine objects in this thread.
    "get_coroutine_origin_tracking_depth()" => coroutines::get_origin_depth;
    /// Enable or disable origin tracking for coroutine objects: the number of frames to keep.
    "set_coroutine_origin_tracking_depth(depth)" => coroutines::set_origin_depth;
    /// Return the current thread switch interval; see sys.setswitchinterval().
    "getswitchinterval()" => get_switch_interval;
    /// Set the ideal thread switching delay inside the Python interpreter.
    "setswitchinterval(interval, /)" => set_switch_interval;
    /// Return the number of memory blocks currently allocated.
    "getallocatedblocks()" => allocated_blocks;
    /// Return the global debug tracing function set with sys.settrace.
    "gettrace()" => no_hook;
    /// Return the profiling function set with sys.setprofile.
    "getprofile()" => no_hook;
    "settrace(function, /)" => set_trace;
    "setprofile(function, /)" => set_profile;
}

const VERSION: &str = "3.13.0 (Hognose 0.1.0)";
const HEX_VERSION: i64 = 0x030D_00F0;

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    // From here on the streams, hooks and paths are what the namespace says.
    let streams = [Std::In, Std::Out, Std::Err];
    for which in streams {
        let s = vm.original_stream(which)?;
        let name = which.attribute();
        vm.dict_set_str(&d, name, &s)?;
        vm.dict_set_str(&d, &format!("__{name}__"), &s)?;
    }
    for name in [
        "breakpointhook",
        "displayhook",
        "excepthook",
        "unraisablehook",
    ] {
        if let Some(f) = vm.dict_get_str(&d, name)? {
            vm.dict_set_str(&d, &format!("__{name}__"), &f)?;
        }
    }
    let modules = vm.modules.clone();
    vm.dict_set_str(&d, "modules", &modules)?;
    let (argv, original) = (vm.state.argv.clone(), vm.state.original_argv.clone());
    let path = vm.state.host.import_path.clone();
    let warn_options = vm.state.warn_options.clone();
    for (name, items) in [
        ("argv", &argv),
        ("orig_argv", &original),
        ("path", &path),
        ("warnoptions", &warn_options),
    ] {
        let l = strings(vm, items.iter().map(String::as_str))?;
        let l = vm.list(l)?;
        vm.dict_set_str(&d, name, &l)?;
    }
    for name in ["meta_path", "path_hooks"] {
        let l = vm.list(Buf::new())?;
        vm.dict_set_str(&d, name, &l)?;
    }
    for name in ["path_importer_cache", "_xoptions"] {
        let empty = vm.dict()?;
        vm.dict_set_str(&d, name, &empty)?;
    }
    let executable = vm.state.executable.clone();
    let platform = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        os => os,
    };
    for (name, text) in [
        ("version", VERSION),
        ("platform", platform),
        (
            "byteorder",
            if cfg!(target_endian = "little") {
                "little"
            } else {
                "big"
            },
        ),
        ("copyright", "Copyright (c) the Hognose authors."),
        ("executable", &executable),
        ("_base_executable", &executable),
        ("prefix", ""),
        ("exec_prefix", ""),
        ("base_prefix", ""),
        ("base_exec_prefix", ""),
        ("platlibdir", "lib"),
        ("abiflags", ""),
        ("float_repr_style", "short"),
    ] {
        let v = vm.str(text)?;
        vm.dict_set_str(&d, name, &v)?;
    }
    for (name, n) in [
        ("maxsize", i64::MAX),
        ("maxunicode", 0x10_FFFF),
        ("hexversion", HEX_VERSION),
        ("api_version", 1013),
    ] {
        let v = vm.int(n)?;
        vm.dict_set_str(&d, name, &v)?;
    }
    vm.dict_set_str(&d, "dont_write_bytecode", &Value::TRUE)?;
    vm.dict_set_str(&d, "pycache_prefix", &Value::NONE)?;
    // A module whose core is native counts as native itself.
    let shown = MODULES
        .iter()
        .filter_map(|m| m.name.strip_prefix('_'))
        .filter(|n| *n == "time");
    let names = strings(vm, MODULES.iter().map(|m| m.name).chain(shown))?;
    let names = sorted_tuple(vm, names)?;
    vm.dict_set_str(&d, "builtin_module_names", &names)?;
    let names = strings(
        vm,
        crate::vm::report::stdlib_names::STDLIB_MODULE_NAMES
            .iter()
            .copied(),
    )?;
    let names = vm.list(names)?;
    let class = vm.class(T::FrozenSet).clone();
    let names = vm.call(&class, &[names])?;
    vm.dict_set_str(&d, "stdlib_module_names", &names)?;
    info::install(vm, &d)?;
    vm.state.sys_dict = d;
    Ok(())
}

fn strings<'a>(vm: &mut Vm, items: impl Iterator<Item = &'a str>) -> Res<Buf<Value>> {
    let mut out = Buf::new();
    for s in items {
        let s = vm.str(s)?;
        out.push(vm.heap(), s)?;
    }
    Ok(out)
}

fn sorted_tuple(vm: &mut Vm, items: Buf<Value>) -> Res {
    let l = vm.list(items)?;
    vm.call_method(&l, "sort", &[])?;
    vm.list_to_tuple(&l)
}

// ---------------------------------------------------------------- functions

fn exit(vm: &mut Vm, a: Args<'_>) -> Res {
    let e = match a.some(0) {
        Some(v) if vm.is_a(v, T::SystemExit) => v.clone(),
        // A tuple is the arguments.
        Some(v) => {
            let args = match vm.is_exact(v, T::Tuple) {
                true => vm.items(v).unwrap_or_default().to_vec(),
                false => vec![v.clone()],
            };
            exception::new(vm, T::SystemExit, &args)?
        }
        None => exception::new(vm, T::SystemExit, &[])?,
    };
    Err(vm.raised(e))
}

fn exception_now(vm: &mut Vm, _: Args<'_>) -> Res {
    Ok(vm.handling())
}

fn exc_info(vm: &mut Vm, _: Args<'_>) -> Res {
    let e = vm.handling();
    if e.is_none() {
        return vm.tuple(&[Value::NONE, Value::NONE, Value::NONE]);
    }
    let (class, tb) = (vm.type_of(&e).clone(), exception::traceback_of(vm, &e));
    vm.tuple(&[class, e, tb])
}

fn get_recursion_limit(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.int(vm.recursion_limit as i64)
}

fn set_recursion_limit(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.index_i32(&a[0])?;
    if n < 1 {
        raise!(
            vm,
            ValueError,
            "recursion limit must be greater or equal than 1"
        );
    }
    let depth = vm.frame_count();
    if n as usize <= depth {
        raise!(
            vm,
            RecursionError,
            "cannot set the recursion limit to {n} at the recursion depth {depth}: the limit is too low"
        );
    }
    vm.set_recursion_limit(n as usize);
    Ok(Value::NONE)
}

fn get_refcount(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = match a[0].header() {
        Some(h) if !h.is_immortal() => h.rc.get() as i64,
        _ => u32::MAX as i64,
    };
    vm.int(n)
}

fn get_size_of(vm: &mut Vm, a: Args<'_>) -> Res {
    let class = vm.type_of(&a[0]).clone();
    let k = vm.intern("__sizeof__")?;
    if vm.type_lookup(&class, &k)?.is_none() {
        if let Some(d) = a.get(1) {
            return Ok(d.clone());
        }
        let t = vm.type_name(&a[0]).to_owned();
        raise!(vm, TypeError, "Type {t} doesn't define __sizeof__");
    }
    let r = vm.call_method_value(&a[0], &k, &[]);
    let n = match (r, a.get(1)) {
        (Ok(n), default) => match (vm.is_a(&n, T::Int) || n.is_int(), default) {
            (true, _) => vm.index_i64(&n)?,
            (false, Some(d)) => return Ok(d.clone()),
            (false, None) => raise!(vm, TypeError, "an integer is required"),
        },
        (Err(e), Some(d)) if vm.caught(&e, T::TypeError) => return Ok(d.clone()),
        (Err(e), _) => return Err(e),
    };
    if n < 0 {
        raise!(vm, ValueError, "__sizeof__() should return >= 0");
    }
    vm.int(n)
}

fn intern(vm: &mut Vm, a: Args<'_>) -> Res {
    if vm.is_exact(&a[0], T::Str) {
        return vm.intern_value(&a[0]);
    }
    let t = vm.type_name(&a[0]).to_owned();
    if vm.is_a(&a[0], T::Str) {
        raise!(vm, TypeError, "can't intern {t}");
    }
    raise!(vm, TypeError, "intern() argument must be str, not {t}")
}

fn is_interned(vm: &mut Vm, a: Args<'_>) -> Res {
    match vm.get::<crate::memory::inline::Str>(&a[0]) {
        Some(s) => Ok(Value::bool(s.is_interned())),
        None => {
            let t = vm.type_name(&a[0]).to_owned();
            raise!(
                vm,
                TypeError,
                "_is_interned() argument must be str, not {t}"
            )
        }
    }
}

fn display_hook(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.default_display(&a[0])?;
    Ok(Value::NONE)
}

fn except_hook(vm: &mut Vm, a: Args<'_>) -> Res {
    if vm.is_a(&a[1], T::BaseException) {
        if !a[2].is_none() && exception::traceback_of(vm, &a[1]).is_none() {
            exception::set_traceback(vm, &a[1], a[2].clone());
        }
        vm.show_exception(&a[1])?;
        return Ok(Value::NONE);
    }
    let t = vm.type_name(&a[1]).to_owned();
    let text = format!("TypeError: print_exception(): Exception expected for value, {t} found\n");
    vm.write_error_output(text.as_bytes())?;
    Ok(Value::NONE)
}

fn unraisable_hook(vm: &mut Vm, a: Args<'_>) -> Res {
    let exc = vm.attr(&a[0], "exc_value")?;
    let message = vm.attr(&a[0], "err_msg")?;
    let object = vm.attr(&a[0], "object")?;
    let message = vm
        .text(&message)
        .unwrap_or("Exception ignored in")
        .to_owned();
    let object = (!object.is_none()).then_some(object);
    vm.report_unraisable(&exc, &message, object.as_ref())?;
    Ok(Value::NONE)
}

fn default_encoding(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.str("utf-8")
}

fn file_errors(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.str("surrogateescape")
}

fn get_int_max_digits(vm: &mut Vm, _: Args<'_>) -> Res {
    vm.int(vm.int_max_digits as i64)
}

fn set_int_max_digits(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.index_i32(&a[0])?;
    if n != 0 && i64::from(n) < info::DIGITS_THRESHOLD {
        raise!(
            vm,
            ValueError,
            "maxdigits must be 0 or larger than {}",
            info::DIGITS_THRESHOLD
        );
    }
    if n < 0 {
        raise!(vm, ValueError, "maxdigits must be >= 0");
    }
    vm.int_max_digits = n as usize;
    Ok(Value::NONE)
}

/// Nobody listens: hooks can't be added.
fn audit(vm: &mut Vm, a: Args<'_>) -> Res {
    if !vm.is_a(&a[0], T::Str) {
        let t = vm.type_name(&a[0]).to_owned();
        raise!(vm, TypeError, "expected str for argument 'event', not {t}");
    }
    Ok(Value::NONE)
}

fn add_audit_hook(vm: &mut Vm, _: Args<'_>) -> Res {
    raise!(vm, NotImplementedError, "sys.addaudithook is not supported")
}

fn set_trace(vm: &mut Vm, a: Args<'_>) -> Res {
    if !a[0].is_none() {
        raise!(vm, NotImplementedError, "sys.settrace is not supported");
    }
    Ok(Value::NONE)
}

fn set_profile(vm: &mut Vm, a: Args<'_>) -> Res {
    if !a[0].is_none() {
        raise!(vm, NotImplementedError, "sys.setprofile is not supported");
    }
    Ok(Value::NONE)
}

fn no_hook(_: &mut Vm, _: Args<'_>) -> Res {
    Ok(Value::NONE)
}

fn is_finalizing(vm: &mut Vm, _: Args<'_>) -> Res {
    Ok(Value::bool(vm.state.finalizing))
}

/// There are no threads to switch between; the figure is kept for who asks.
fn get_switch_interval(vm: &mut Vm, _: Args<'_>) -> Res {
    match vm.state.slots.get("switch interval") {
        Some(v) => Ok(v.clone()),
        None => vm.float(0.005),
    }
}

fn set_switch_interval(vm: &mut Vm, a: Args<'_>) -> Res {
    let x = vm.to_f64(&a[0])?;
    if x <= 0.0 || x.is_nan() {
        raise!(vm, ValueError, "switch interval must be strictly positive");
    }
    let x = vm.float(x)?;
    vm.state.slots.insert("switch interval", x);
    Ok(Value::NONE)
}

fn allocated_blocks(vm: &mut Vm, _: Args<'_>) -> Res {
    let n = vm.heap().stats().objects;
    vm.int(n as i64)
}
