//! OSError: its arguments, and the subclass that an error number chooses.

use super::{
    Exception, alloc, args_of, base_str, field, get_field, has_field, join, put_field, reduce_with,
    set_args, set_field,
};
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::{Args, CallArgs};
use crate::{getset, methods, raise};

const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
const WRITTEN: usize = 4;

getset! { pub(super) GETSET;
    /// The error number.
    "errno" => get_field::<ERRNO>, put_field::<ERRNO>;
    /// What the system calls the error.
    "strerror" => get_field::<STRERROR>, put_field::<STRERROR>;
    /// The file.
    "filename" => get_field::<FILENAME>, put_field::<FILENAME>;
    /// The second file (of a renaming, say).
    "filename2" => get_field::<FILENAME2>, put_field::<FILENAME2>;
    "characters_written" => get_written, set_written;
}

methods! { pub(super) METHODS;
    /// Return what pickling and copying need.
    "__reduce__(self, /)" => reduce;
}

/// The class that `OSError(errno, …)` makes an instance of. Numbers are Linux's.
pub fn errno_class(errno: i64) -> T {
    match errno {
        1 | 13 => T::PermissionError,
        2 => T::FileNotFoundError,
        3 => T::ProcessLookupError,
        4 => T::InterruptedError,
        10 => T::ChildProcessError,
        11 | 114 | 115 => T::BlockingIOError,
        17 => T::FileExistsError,
        20 => T::NotADirectoryError,
        21 => T::IsADirectoryError,
        32 | 108 => T::BrokenPipeError,
        103 => T::ConnectionAbortedError,
        104 => T::ConnectionResetError,
        110 => T::TimeoutError,
        111 => T::ConnectionRefusedError,
        _ => T::OSError,
    }
}

/// The error that a failed system call raises: `OSError(errno, strerror[, filename])`.
#[cold]
pub fn os_error(vm: &mut Vm, errno: i32, strerror: &str, filename: Option<&Value>) -> Raised {
    let text = match vm.str(strerror) {
        Ok(t) => t,
        Err(e) => return e,
    };
    let args = [
        Value::int(errno as i64),
        text,
        filename.cloned().unwrap_or(Value::NONE),
    ];
    let n = if filename.is_some() { 3 } else { 2 };
    match super::new(vm, T::OSError, &args[..n]) {
        Ok(e) => vm.raised(e),
        Err(e) => e,
    }
}

/// Whether `__init__` reads the arguments (it is overridden and `__new__` isn't), not `__new__`.
fn init_reads(vm: &Vm, class: &Value) -> bool {
    let slots = &vm.ty(class).slots;
    let own_init = slots
        .init
        .is_none_or(|f| !std::ptr::fn_addr_eq(f, os_init as InitFn));
    own_init
        && slots
            .new
            .is_some_and(|f| std::ptr::fn_addr_eq(f, os_new as NewFn))
}

type InitFn = fn(&mut Vm, &Value, CallArgs<'_>) -> Res<()>;
type NewFn = fn(&mut Vm, &Value, CallArgs<'_>) -> Res;

fn no_keywords(vm: &mut Vm, class: &Value, call: CallArgs<'_>) -> Res<()> {
    if !call.names.is_empty() {
        let n = vm.class_name(class).to_owned();
        raise!(vm, TypeError, "{n}() takes no keyword arguments");
    }
    Ok(())
}

pub(super) fn os_new(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    if init_reads(vm, cls) {
        return alloc(vm, cls, &[]);
    }
    no_keywords(vm, cls, call)?;
    let mut class = cls.clone();
    if let [errno, _, ..] = call.pos()
        && call.pos().len() <= 5
        && cls.is(vm.class(T::OSError))
        && let Some(n) = errno.as_small_int()
    {
        class = vm.class(errno_class(n)).clone();
    }
    let e = alloc(vm, &class, call.pos())?;
    fill(vm, &e, call.pos())?;
    Ok(e)
}

pub(super) fn os_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let class = vm.type_of(this).clone();
    if !init_reads(vm, &class) {
        return Ok(());
    }
    no_keywords(vm, &class, call)?;
    fill(vm, this, call.pos())
}

/// Sets the attributes that two to five arguments stand for.
fn fill(vm: &mut Vm, this: &Value, args: &[Value]) -> Res<()> {
    let mut kept = args;
    if let [errno, strerror, rest @ ..] = args
        && rest.len() <= 3
    {
        set_field(vm, this, ERRNO, errno.clone())?;
        set_field(vm, this, STRERROR, strerror.clone())?;
        if let Some(file) = rest.first().filter(|f| !f.is_none()) {
            let blocking = vm.is_exact(this, T::BlockingIOError);
            if blocking && (vm.slots(file).index.is_some() || vm.slots(file).float.is_some()) {
                let n = vm.index_i64(file)?;
                set_field(
                    vm,
                    this,
                    WRITTEN,
                    Value::small_int(n).unwrap_or(Value::ZERO),
                )?;
            } else {
                set_field(vm, this, FILENAME, file.clone())?;
                if let Some(second) = rest.get(2).filter(|f| !f.is_none()) {
                    set_field(vm, this, FILENAME2, second.clone())?;
                }
                kept = &args[..2];
            }
        }
    }
    set_args(vm, this, kept)
}

pub(super) fn os_str(vm: &mut Vm, this: &Value) -> Res {
    let text = |vm: &mut Vm, i: usize| {
        let v = field(vm, this, i);
        vm.str_value(&v)
    };
    let set = |vm: &Vm, i: usize| has_field(vm, this, i);
    let complete = set(vm, ERRNO) && set(vm, STRERROR);
    if !complete && !set(vm, FILENAME) {
        return base_str(vm, this);
    }
    let (errno, strerror) = (text(vm, ERRNO)?, text(vm, STRERROR)?);
    let (open, close) = (vm.str("[Errno ")?, vm.str("] ")?);
    if !set(vm, FILENAME) {
        return join(vm, &[&open, &errno, &close, &strerror]);
    }
    let file = field(vm, this, FILENAME);
    let (colon, file) = (vm.str(": ")?, vm.repr(&file)?);
    if !set(vm, FILENAME2) {
        return join(vm, &[&open, &errno, &close, &strerror, &colon, &file]);
    }
    let second = field(vm, this, FILENAME2);
    let (arrow, second) = (vm.str(" -> ")?, vm.repr(&second)?);
    join(
        vm,
        &[
            &open, &errno, &close, &strerror, &colon, &file, &arrow, &second,
        ],
    )
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res {
    let this = &args[0];
    let mut a = args_of(vm, this);
    if let Some([errno, strerror]) = vm.items(&a)
        && has_field(vm, this, FILENAME)
    {
        let mut all = vec![errno.clone(), strerror.clone(), field(vm, this, FILENAME)];
        if has_field(vm, this, FILENAME2) {
            all.extend([Value::NONE, field(vm, this, FILENAME2)]);
        }
        a = vm.tuple(&all)?;
    }
    reduce_with(vm, this, a, &[])
}

fn get_written(vm: &mut Vm, this: &Value) -> Res {
    match vm
        .of::<Exception>(this)
        .fields
        .get(WRITTEN)
        .and_then(Value::bound)
    {
        Some(v) => Ok(v.clone()),
        None => raise!(vm, AttributeError, "characters_written"),
    }
}

fn set_written(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        get_written(vm, this)?;
        return set_field(vm, this, WRITTEN, Value::UNBOUND);
    };
    let n = vm.index_i64(v)?;
    let n = vm.int(n)?;
    set_field(vm, this, WRITTEN, n)
}
