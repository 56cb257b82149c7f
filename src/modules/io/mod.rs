//! `io` and `_io`: files and streams.
//!
//! Three layers, as Python has them: raw files ([`file`]: one request to the host for each call),
//! buffers ([`buffered`]) and text ([`text`]); in memory [`bytes_io`] and [`string_io`]. [`std_streams`]
//! makes `sys.stdin`, `sys.stdout` and `sys.stderr` when they are first used, and `print` writes
//! straight into the text layer's buffer.
//!
//! Each layer holds the one below as a Python object. If that is one of ours, and not a subclass, it
//! is called directly ([`layer`]); anything else through its methods, so that streams written in
//! Python work. All methods may run Python that way, and so close or change the very stream that is
//! being worked on: nothing of a payload is borrowed across such calls.

pub mod base;
pub mod buffered;
pub mod bytes_io;
pub mod decode;
pub mod file;
pub mod layer;
pub mod open;
pub mod std_streams;
pub mod string_io;
pub mod text;
mod text_read;
mod text_write;

use super::ModuleDef;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::methods;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::typedef::{Args, TypeDef};
use std::io;

/// `io.DEFAULT_BUFFER_SIZE`, and the size of the pieces that the text layer reads.
pub const BUFFER_SIZE: usize = 8192;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_io",
    doc: "Files and streams: the types behind the io module.",
    functions: FUNCTIONS,
    types: TYPES,
    init: Some(init),
};

pub static PUBLIC: ModuleDef = ModuleDef {
    name: "io",
    doc: "Files and streams: raw, buffered and text.",
    functions: FUNCTIONS,
    types: TYPES,
    init: Some(init_public),
};

const TYPES: &[T] = &[
    T::FileIo,
    T::BytesIo,
    T::BufferedReader,
    T::BufferedWriter,
    T::BufferedRandom,
    T::StringIo,
    T::TextIoWrapper,
    T::UnsupportedOperation,
];

/// The abstract bases, whose names differ between the two modules.
const BASES: [(T, &str, &str); 4] = [
    (T::IoBase, "_IOBase", "IOBase"),
    (T::RawIoBase, "_RawIOBase", "RawIOBase"),
    (T::BufferedIoBase, "_BufferedIOBase", "BufferedIOBase"),
    (T::TextIoBase, "_TextIOBase", "TextIOBase"),
];

methods! { pub FUNCTIONS;
    // The first row is what `builtins` shows as `open`.
    /// Open file and return a stream.  Raise OSError upon failure.
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)" => open::open;
    /// Opens the provided file with mode 'rb'.
    "open_code(path)" => open::open_code;
    /// A helper function to choose the text encoding.
    "text_encoding(encoding, stacklevel=2, /)" => text_encoding;
}

fn text_encoding(vm: &mut Vm, a: Args<'_>) -> Res {
    match a.some(0) {
        Some(e) => Ok(e.clone()),
        None => vm.str("utf-8"),
    }
}

fn init(vm: &mut Vm, m: &Value) -> Res<()> {
    let d = vm.module_dict(m);
    let blocking = vm.class(T::BlockingIOError).clone();
    for (name, v) in [
        ("DEFAULT_BUFFER_SIZE", Value::int(BUFFER_SIZE as i64)),
        ("BlockingIOError", blocking),
    ] {
        vm.dict_set_str(&d, name, &v)?;
    }
    for (t, private, _) in BASES {
        vm.ensure_type(t)?;
        let class = vm.class(t).clone();
        vm.dict_set_str(&d, private, &class)?;
    }
    Ok(())
}

fn init_public(vm: &mut Vm, m: &Value) -> Res<()> {
    init(vm, m)?;
    let d = vm.module_dict(m);
    for (name, n) in [("SEEK_SET", 0), ("SEEK_CUR", 1), ("SEEK_END", 2)] {
        vm.dict_set_str(&d, name, &Value::int(n))?;
    }
    for (t, private, public) in BASES {
        let class = vm.class(t).clone();
        vm.dict_set_str(&d, public, &class)?;
        let k = vm.intern(private)?;
        vm.dict_remove(&d, &k)?;
    }
    Ok(())
}

pub static UNSUPPORTED: TypeDef = TypeDef {
    name: "UnsupportedOperation",
    module: "io",
    base: Some(T::OSError),
    second_base: Some(T::ValueError),
    kind: Kind::Exception,
    subclassable: true,
    lazy: true,
    ..TypeDef::OBJECT
};

/// An `io.UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    let made = (|| {
        vm.ensure_type(T::UnsupportedOperation)?;
        let text = vm.str(message)?;
        crate::types::exception::new(vm, T::UnsupportedOperation, &[text])
    })();
    match made {
        Ok(e) => vm.raised(e),
        Err(e) => e,
    }
}

/// `ValueError: I/O operation on closed file.`, or another wording of it.
#[cold]
pub fn closed_error(vm: &mut Vm, message: &str) -> Raised {
    vm.err(T::ValueError, format_args!("{message}"))
}

pub const CLOSED: &str = "I/O operation on closed file.";

/// The OSError of a request that the host refused or that failed.
#[cold]
pub fn os_error(vm: &mut Vm, e: &io::Error, file: Option<&Value>) -> Raised {
    match errno_of(e) {
        Some(n) => {
            let text = strerror(n);
            crate::types::exception::os_error(vm, n, &text, file)
        }
        None => {
            let text = e.to_string();
            vm.err(T::OSError, format_args!("{text}"))
        }
    }
}

/// The error number of `e` (Linux's numbers); errors that a host made up by kind have one too.
pub fn errno_of(e: &io::Error) -> Option<i32> {
    use io::ErrorKind as K;
    e.raw_os_error().or(match e.kind() {
        K::NotFound => Some(2),
        K::Interrupted => Some(4),
        K::PermissionDenied => Some(13),
        K::AlreadyExists => Some(17),
        K::NotADirectory => Some(20),
        K::IsADirectory => Some(21),
        K::InvalidInput => Some(22),
        K::StorageFull => Some(28),
        K::BrokenPipe => Some(32),
        K::DirectoryNotEmpty => Some(39),
        _ => None,
    })
}

/// What the system calls error `n`.
pub fn strerror(n: i32) -> String {
    let text = io::Error::from_raw_os_error(n).to_string();
    match text.rfind(" (os error ") {
        Some(i) => text[..i].to_owned(),
        None => text,
    }
}

/// The error of asking for something that the host doesn't grant.
#[cold]
pub fn not_granted(vm: &mut Vm, what: &str, file: Option<&Value>) -> Raised {
    let text = format!("the host grants no access to {what}");
    crate::types::exception::os_error(vm, 1, &text, file)
}

/// Asks the host again as long as it was interrupted, unless the interrupt raises.
pub fn retry<X>(vm: &mut Vm, mut f: impl FnMut(&mut Vm) -> io::Result<X>) -> Res<io::Result<X>> {
    loop {
        match f(vm) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => vm.poll_interrupt()?,
            r => return Ok(r),
        }
    }
}

/// Contents of a bytes-like argument, copied.
pub fn bytes_like(vm: &mut Vm, v: &Value) -> Res<Buf<u8>> {
    let lent = vm.need_bytes_like(v)?;
    let bytes = vm.buffer(&lent).unwrap_or_default();
    Ok(Buf::from_slice(vm.heap(), bytes)?)
}

/// A size argument: `None` when it is left out, None or negative.
pub fn size_arg(vm: &mut Vm, v: Option<&Value>) -> Res<Option<usize>> {
    let Some(v) = v.filter(|v| !v.is_none()) else {
        return Ok(None);
    };
    if vm.slots(v).index.is_none() && !v.is_int() && !vm.is_a(v, T::Int) {
        let t = vm.type_name(v).to_owned();
        return Err(vm.type_error(format_args!(
            "argument should be integer or None, not '{t}'"
        )));
    }
    let n = vm.index_i64(v)?;
    Ok(usize::try_from(n).ok())
}
