//! `posix`: what `os` is made of, through the host's grants. The rest is in `python/os.py`.

use super::ModuleDef;
use super::host::{FileKind, Files, Metadata};
use super::io::{errno_of, file, not_granted, os_error, strerror};
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::Args;
use crate::{methods, raise};
use std::io;
use std::path::Path;

pub static MODULE: ModuleDef = ModuleDef {
    name: "posix",
    doc: "Access to the system, as far as the host grants it.",
    functions: FUNCTIONS,
    types: &[],
    init: Some(init),
};

methods! { FUNCTIONS;
    /// Return the file system path representation of the object.
    "fspath(path)" => fspath;
    /// Return a unicode string representing the current working directory.
    "getcwd()" => getcwd;
    /// Change the current working directory to the specified path.
    "chdir(path)" => chdir;
    /// Return a list containing the names of the files in the directory.
    "listdir(path=None)" => listdir;
    /// Remove a file (same as unlink()).
    "remove(path)" => remove;
    /// Remove a file (same as remove()).
    "unlink(path)" => unlink;
    /// Create a directory.
    "mkdir(path, mode=511)" => mkdir;
    /// Remove a directory.
    "rmdir(path)" => rmdir;
    /// Rename a file or directory.
    "rename(src, dst)" => rename;
    /// Rename a file or directory, overwriting the destination.
    "replace(src, dst)" => replace;
    /// Change the access permissions of a file.
    "chmod(path, mode)" => chmod;
    /// Return a string representing the path to which the symbolic link points.
    "readlink(path)" => readlink;
    /// Use the real uid/gid to test for access to a path.
    "access(path, mode)" => access;
    /// What os.stat makes its result of.
    "_stat(path, follow_symlinks, name)" => stat;
    /// The path without symbolic links; None if it doesn't exist.
    "_realpath(path)" => real_path;
    /// The environment's variables, as a dict.
    "_environment()" => environment;
    /// Return the current process id.
    "getpid()" => getpid;
    /// Return the number of logical CPUs in the system.
    "cpu_count()" => cpu_count;
    /// Return a bytes object containing random bytes suitable for cryptographic use.
    "urandom(size, /)" => urandom;
    /// Translate an error code to a message string.
    "strerror(code, /)" => strerror_function;
}

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    for (name, n) in [("F_OK", 0), ("R_OK", 4), ("W_OK", 2), ("X_OK", 1)] {
        vm.dict_set_str(&d, name, &Value::int(n))?;
    }
    let class = vm.class(T::OSError).clone();
    vm.dict_set_str(&d, "error", &class)
}

/// The path that argument `v` of `function` is.
fn path(vm: &mut Vm, v: &Value, function: &str, argument: &str) -> Res<String> {
    let class = vm.type_of(v).clone();
    let k = vm.intern("__fspath__")?;
    if vm.is_a(v, T::Str) || vm.is_a(v, T::Bytes) || vm.type_lookup(&class, &k)?.is_some() {
        return file::path_arg(
            vm,
            v,
            &format!("{function}: embedded null character in {argument}"),
        );
    }
    let t = vm.type_name(v).to_owned();
    raise!(
        vm,
        TypeError,
        "{function}: {argument} should be string, bytes or os.PathLike, not {t}"
    )
}

/// Asks the host's file system about the path that `v` is.
fn ask<X>(
    vm: &mut Vm,
    v: &Value,
    function: &str,
    f: impl FnOnce(&mut dyn Files, &Path) -> io::Result<X>,
) -> Res<X> {
    let p = path(vm, v, function, "path")?;
    vm.charge(1 + p.len() as u64 / 64)?;
    let Some(files) = &mut vm.state.host.files else {
        return Err(not_granted(vm, "files", Some(v)));
    };
    match f(&mut **files, p.as_ref()) {
        Ok(x) => Ok(x),
        Err(e) => Err(os_error(vm, &e, Some(v))),
    }
}

fn done(r: Res<()>) -> Res {
    r.map(|()| Value::NONE)
}

fn fspath(vm: &mut Vm, a: Args<'_>) -> Res {
    file::fspath(vm, &a[0])
}

fn getcwd(vm: &mut Vm, _: Args<'_>) -> Res {
    let Some(files) = &mut vm.state.host.files else {
        return Err(not_granted(vm, "files", None));
    };
    match files.current_dir() {
        Ok(p) => vm.str(&p.to_string_lossy()),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

fn chdir(vm: &mut Vm, a: Args<'_>) -> Res {
    done(ask(vm, &a[0], "chdir", |f, p| f.set_current_dir(p)))
}

fn listdir(vm: &mut Vm, a: Args<'_>) -> Res {
    let here = vm.str(".")?;
    let target = a.some(0).unwrap_or(&here);
    let as_bytes = vm.is_a(target, T::Bytes);
    let names = ask(vm, target, "listdir", |f, p| f.read_dir(p))?;
    vm.charge(names.len() as u64)?;
    let mut out = Buf::new();
    for n in &names {
        let v = if as_bytes {
            vm.bytes(n.as_bytes())?
        } else {
            vm.str(n)?
        };
        out.push(vm.heap(), v)?;
    }
    vm.list(out)
}

fn remove(vm: &mut Vm, a: Args<'_>) -> Res {
    done(ask(vm, &a[0], "remove", |f, p| f.remove_file(p)))
}

fn unlink(vm: &mut Vm, a: Args<'_>) -> Res {
    done(ask(vm, &a[0], "unlink", |f, p| f.remove_file(p)))
}

fn mode_arg(vm: &mut Vm, v: Option<&Value>) -> Res<u32> {
    Ok(v.map_or(Ok(0o777), |v| vm.index_i64(v))? as u32 & 0o7777)
}

fn mkdir(vm: &mut Vm, a: Args<'_>) -> Res {
    let mode = mode_arg(vm, a.get(1))?;
    done(ask(vm, &a[0], "mkdir", |f, p| f.create_dir(p, mode)))
}

fn rmdir(vm: &mut Vm, a: Args<'_>) -> Res {
    done(ask(vm, &a[0], "rmdir", |f, p| f.remove_dir(p)))
}

fn chmod(vm: &mut Vm, a: Args<'_>) -> Res {
    let mode = mode_arg(vm, a.get(1))?;
    done(ask(vm, &a[0], "chmod", |f, p| f.set_permissions(p, mode)))
}

fn readlink(vm: &mut Vm, a: Args<'_>) -> Res {
    let p = ask(vm, &a[0], "readlink", |f, p| f.read_link(p))?;
    vm.str(&p.to_string_lossy())
}

fn move_file(vm: &mut Vm, a: &Args<'_>, function: &str) -> Res {
    let from = path(vm, &a[0], function, "src")?;
    let to = path(vm, &a[1], function, "dst")?;
    let Some(files) = &mut vm.state.host.files else {
        return Err(not_granted(vm, "files", Some(&a[0])));
    };
    match files.rename(from.as_ref(), to.as_ref()) {
        Ok(()) => Ok(Value::NONE),
        Err(e) => Err(two_files_error(vm, &e, &a[0], &a[1])),
    }
}

/// The OSError that names two files.
fn two_files_error(vm: &mut Vm, e: &io::Error, from: &Value, to: &Value) -> Raised {
    let errno = errno_of(e).unwrap_or(5);
    let made = (|| {
        let text = vm.str(&strerror(errno))?;
        let class = vm.class(T::OSError).clone();
        vm.call(
            &class,
            &[
                Value::int(errno.into()),
                text,
                from.clone(),
                Value::NONE,
                to.clone(),
            ],
        )
    })();
    match made {
        Ok(e) => vm.raised(e),
        Err(e) => e,
    }
}

fn rename(vm: &mut Vm, a: Args<'_>) -> Res {
    move_file(vm, &a, "rename")
}

fn replace(vm: &mut Vm, a: Args<'_>) -> Res {
    move_file(vm, &a, "replace")
}

fn access(vm: &mut Vm, a: Args<'_>) -> Res {
    let mode = mode_arg(vm, a.get(1))?;
    ask(vm, &a[0], "access", |f, p| Ok(f.access(p, mode))).map(Value::bool)
}

/// Times are nanoseconds; `os.stat` makes seconds of them.
fn stat(vm: &mut Vm, a: Args<'_>) -> Res {
    let follow = vm.truthy(&a[1])?;
    let name = vm.text(&a[2]).unwrap_or("stat").to_owned();
    let m = ask(vm, &a[0], &name, |f, p| f.metadata(p, follow))?;
    let items = [
        mode_bits(&m).into(),
        m.inode.into(),
        m.device.into(),
        m.links.into(),
        m.owner.into(),
        m.group.into(),
        m.len.into(),
        m.accessed,
        m.modified,
        m.changed,
    ];
    let mut out = Buf::new();
    for n in items {
        let v = vm.bigint(crate::num::BigInt::from(n))?;
        out.push(vm.heap(), v)?;
    }
    vm.tuple_of(out)
}

/// `st_mode`: what it is, and the permissions.
fn mode_bits(m: &Metadata) -> u32 {
    let kind = match m.kind {
        FileKind::File => 0o100000,
        FileKind::Folder => 0o040000,
        FileKind::Link => 0o120000,
        FileKind::Other => 0o010000,
    };
    kind | m.permissions
}

fn real_path(vm: &mut Vm, a: Args<'_>) -> Res {
    let p = path(vm, &a[0], "realpath", "path")?;
    let Some(files) = &mut vm.state.host.files else {
        return Err(not_granted(vm, "files", Some(&a[0])));
    };
    match files.real_path(p.as_ref()) {
        Ok(p) => vm.str(&p.to_string_lossy()),
        Err(_) => Ok(Value::NONE),
    }
}

fn environment(vm: &mut Vm, _: Args<'_>) -> Res {
    let d = vm.dict()?;
    let all = vm
        .state
        .host
        .environment
        .as_mut()
        .map(|e| e.all())
        .unwrap_or_default();
    for (k, v) in all {
        let v = vm.str(&v)?;
        vm.dict_set_str(&d, &k, &v)?;
    }
    Ok(d)
}

fn getpid(vm: &mut Vm, _: Args<'_>) -> Res {
    match vm.state.host.environment.as_mut().map(|e| e.process_id()) {
        Some(n) => vm.int(n.into()),
        None => Err(not_granted(vm, "the process", None)),
    }
}

fn cpu_count(vm: &mut Vm, _: Args<'_>) -> Res {
    match vm.state.host.environment.as_mut().map(|e| e.processors()) {
        Some(n) => vm.int(n as i64),
        None => Ok(Value::NONE),
    }
}

fn urandom(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.index_i64(&a[0])?;
    let Ok(n) = usize::try_from(n) else {
        raise!(vm, ValueError, "negative argument not allowed")
    };
    let mut out = Buf::new();
    out.resize(vm.heap(), n, 0u8)?;
    vm.charge(n as u64 / 64)?;
    let Some(entropy) = &mut vm.state.host.entropy else {
        return Err(not_granted(vm, "random bits", None));
    };
    entropy.fill(&mut out);
    vm.bytes_of(out)
}

fn strerror_function(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = vm.index_i64(&a[0])?;
    let text = strerror(i32::try_from(n).unwrap_or(-1));
    vm.str(&text)
}
