//! `FileIO`: a raw file. Each call is one request to the host.

use super::{BUFFER_SIZE, closed_error, not_granted, os_error, retry, size_arg, unsupported};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::modules::host::{File, Host, OpenMode};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs, Slots, TypeDef};
use crate::{getset, methods, raise};
use std::io::{self, SeekFrom};

/// What a raw file reads from or writes to.
#[derive(Default)]
pub enum Stream {
    #[default]
    Closed,
    Stdin,
    Stdout,
    Stderr,
    File(Box<dyn File>),
}

/// The payload of `FileIO`.
pub struct FileIo {
    pub stream: Stream,
    pub readable: bool,
    pub writable: bool,
    pub appending: bool,
    pub created: bool,
    pub close_fd: bool,
    /// What `open` was given: a str, bytes or int.
    pub name: Value,
}

impl Default for FileIo {
    fn default() -> FileIo {
        FileIo {
            stream: Stream::Closed,
            readable: false,
            writable: false,
            appending: false,
            created: false,
            close_fd: true,
            name: Value::NONE,
        }
    }
}

impl Payload for FileIo {
    const KIND: Kind = Kind::FileIo;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.name);
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "FileIO",
    module: "_io",
    doc: "Open a file.",
    base: Some(T::RawIoBase),
    kind: Kind::FileIo,
    slots: Slots {
        new: Some(new),
        init: Some(init),
        repr: Some(repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    subclassable: true,
    weakrefs: true,
    lazy: true,
    ..TypeDef::OBJECT
};

methods! { METHODS;
    /// Read at most size bytes, returned as bytes.
    "read(self, size=-1, /)" => read_method;
    /// Read all data from the file, returned as bytes.
    "readall(self, /)" => readall;
    /// Same as RawIOBase.readinto().
    "readinto(self, buffer, /)" => readinto;
    /// Write buffer b to file, return number of bytes written.
    "write(self, b, /)" => write_method;
    /// Move to new file position and return the file position.
    "seek(self, pos, whence=0, /)" => seek_method;
    /// Current file position.
    "tell(self, /)" => tell_method;
    /// Truncate the file to at most size bytes and return the truncated size.
    "truncate(self, size=None, /)" => truncate;
    /// Close the file.
    "close(self, /)" => close;
    /// True if file supports random-access.
    "seekable(self, /)" => seekable;
    /// True if file was opened in a read mode.
    "readable(self, /)" => readable;
    /// True if file was opened in a write mode.
    "writable(self, /)" => writable;
    /// Return the underlying file descriptor (an integer).
    "fileno(self, /)" => fileno;
    /// True if the file is connected to a TTY device.
    "isatty(self, /)" => isatty;
}

getset! { GETSET;
    /// True if the file is closed
    "closed" => closed;
    /// True if the file descriptor will be closed by close().
    "closefd" => closefd;
    /// String giving the file mode
    "mode" => mode;
    "name" => name, set_name;
}

const CLOSED: &str = "I/O operation on closed file";

/// The host's side of a stream, in one interface.
struct Endpoint<'a> {
    stream: &'a mut Stream,
    host: &'a mut Host,
}

impl Endpoint<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match (&mut *self.stream, &mut self.host.stdin) {
            (Stream::File(f), _) => f.read(buf),
            (Stream::Stdin, Some(i)) => i.read(buf),
            (Stream::Stdin, None) => Ok(0),
            _ => Err(io::Error::from_raw_os_error(9)),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let out = match &mut *self.stream {
            Stream::File(f) => return f.write(bytes),
            Stream::Stdout => &mut self.host.stdout,
            Stream::Stderr => &mut self.host.stderr,
            _ => return Err(io::Error::from_raw_os_error(9)),
        };
        match out {
            Some(o) => o.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut *self.stream {
            Stream::File(f) => f.seek(to),
            // Standard streams count as pipes.
            _ => Err(io::Error::from_raw_os_error(29)),
        }
    }

    fn block_size(&self) -> usize {
        match &*self.stream {
            Stream::File(f) => f.block_size(),
            Stream::Stdout => self
                .host
                .stdout
                .as_ref()
                .map_or(BUFFER_SIZE, |s| s.block_size()),
            Stream::Stderr => self
                .host
                .stderr
                .as_ref()
                .map_or(BUFFER_SIZE, |s| s.block_size()),
            _ => BUFFER_SIZE,
        }
    }

    fn is_terminal(&self) -> bool {
        match &*self.stream {
            Stream::Closed => false,
            Stream::File(f) => f.is_terminal(),
            Stream::Stdin => self.host.stdin.as_ref().is_some_and(|s| s.is_terminal()),
            Stream::Stdout => self.host.stdout.as_ref().is_some_and(|s| s.is_terminal()),
            Stream::Stderr => self.host.stderr.as_ref().is_some_and(|s| s.is_terminal()),
        }
    }

    fn fileno(&self) -> Option<i32> {
        match &*self.stream {
            Stream::Closed => None,
            Stream::File(f) => f.fileno(),
            Stream::Stdin => self.host.stdin.as_ref().and_then(|s| s.fileno()),
            Stream::Stdout => self.host.stdout.as_ref().and_then(|s| s.fileno()),
            Stream::Stderr => self.host.stderr.as_ref().and_then(|s| s.fileno()),
        }
    }
}

/// Runs `f` with the host's side of file `this`.
fn with<X>(vm: &mut Vm, this: &Value, f: impl FnOnce(Endpoint<'_>) -> X) -> X {
    // The stream is put back below: nothing else can see it missing, as `f` has no VM.
    let mut stream = std::mem::take(&mut vm.of_mut::<FileIo>(this).0.stream);
    let r = f(Endpoint {
        stream: &mut stream,
        host: &mut vm.state.host,
    });
    vm.of_mut::<FileIo>(this).0.stream = stream;
    r
}

fn check_open(vm: &mut Vm, this: &Value) -> Res<()> {
    if matches!(vm.of::<FileIo>(this).stream, Stream::Closed) {
        return Err(closed_error(vm, CLOSED));
    }
    Ok(())
}

fn check_readable(vm: &mut Vm, this: &Value) -> Res<()> {
    check_open(vm, this)?;
    if !vm.of::<FileIo>(this).readable {
        return Err(unsupported(vm, "File not open for reading"));
    }
    Ok(())
}

/// An open raw file on a standard stream.
pub fn standard(vm: &mut Vm, stream: Stream, name: &str) -> Res {
    let reads = matches!(stream, Stream::Stdin);
    let name = vm.str(name)?;
    vm.ensure_type(T::FileIo)?;
    vm.alloc(
        T::FileIo,
        FileIo {
            stream,
            readable: reads,
            writable: !reads,
            close_fd: false,
            name,
            ..FileIo::default()
        },
    )
}

/// A raw file that isn't open yet.
pub fn unopened(vm: &mut Vm) -> Res {
    vm.ensure_type(T::FileIo)?;
    let class = vm.class(T::FileIo).clone();
    new(vm, &class, CallArgs::positional(&[]))
}

fn new(vm: &mut Vm, class: &Value, _: CallArgs<'_>) -> Res {
    let v = vm.alloc_as(class, FileIo::default())?;
    vm.heap().add_finalizer(&v)?;
    Ok(v)
}

fn init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    let (pos, _) = vm.bind("FileIO(file, mode='r', closefd=True, opener=None)", call)?;
    let mode = match pos.get(1).and_then(Value::bound) {
        None => "r".to_owned(),
        Some(m) => match vm.text(m) {
            Some(m) => m.to_owned(),
            None => {
                let t = vm.type_name(m).to_owned();
                raise!(
                    vm,
                    TypeError,
                    "FileIO() argument 'mode' must be str, not {t}"
                );
            }
        },
    };
    let close_fd = match pos.get(2).and_then(Value::bound) {
        Some(v) => vm.truthy(v)?,
        None => true,
    };
    if pos
        .get(3)
        .and_then(Value::bound)
        .is_some_and(|o| !o.is_none())
    {
        raise!(vm, NotImplementedError, "opener is not supported");
    }
    open_file(vm, this, &pos[0], &mode, close_fd)
}

/// Opens `this` as file `name` (a path, or the number of a standard stream).
pub fn open_file(vm: &mut Vm, this: &Value, name: &Value, mode: &str, close_fd: bool) -> Res<()> {
    let Some(m) = parse_mode(mode) else {
        if mode.chars().any(|c| !"rwxab+".contains(c)) {
            raise!(vm, ValueError, "invalid mode: {mode}");
        }
        raise!(
            vm,
            ValueError,
            "Must have exactly one of create/read/write/append mode and at most one plus"
        );
    };
    let stream = if name.is_int() || name.as_bool().is_some() {
        let n = vm.index_i64(name)?;
        let host = &vm.state.host;
        match n {
            0 if m.read && host.stdin.is_some() => Stream::Stdin,
            1 if m.write && host.stdout.is_some() => Stream::Stdout,
            2 if m.write && host.stderr.is_some() => Stream::Stderr,
            n if n < 0 => raise!(vm, ValueError, "negative file descriptor"),
            // Descriptors of the process are not the script's to guess.
            _ => return Err(os_error(vm, &io::Error::from_raw_os_error(9), None)),
        }
    } else {
        if !close_fd {
            raise!(vm, ValueError, "Cannot use closefd=False with file name");
        }
        let path = path_arg(vm, name, "embedded null byte")?;
        if vm.state.host.files.is_none() {
            return Err(not_granted(vm, "files", Some(name)));
        }
        let opened = retry(vm, |vm| match &mut vm.state.host.files {
            Some(files) => files.open(path.as_ref(), m),
            None => Err(io::ErrorKind::PermissionDenied.into()),
        })?;
        match opened {
            Ok(f) => Stream::File(f),
            Err(e) => return Err(os_error(vm, &e, Some(name))),
        }
    };
    let name = name.clone();
    let (f, _) = vm.of_mut::<FileIo>(this);
    *f = FileIo {
        stream,
        readable: m.read,
        writable: m.write,
        appending: m.append,
        created: m.create_new,
        close_fd,
        name,
    };
    if m.append {
        let _ = with(vm, this, |mut e| e.seek(SeekFrom::End(0)));
    }
    Ok(())
}

fn parse_mode(mode: &str) -> Option<OpenMode> {
    let mut m = OpenMode::default();
    let (mut kinds, mut plus) = (0, 0);
    for c in mode.chars() {
        match c {
            'r' => m.read = true,
            'w' => (m.write, m.create, m.truncate) = (true, true, true),
            'x' => (m.write, m.create, m.create_new) = (true, true, true),
            'a' => (m.write, m.create, m.append) = (true, true, true),
            'b' => continue,
            '+' => {
                plus += 1;
                continue;
            }
            _ => return None,
        }
        kinds += 1;
    }
    if plus == 1 {
        (m.read, m.write) = (true, true);
    }
    (kinds == 1 && plus <= 1).then_some(m)
}

/// A path argument: str, bytes or an object with `__fspath__`. `null` is what is said of a path with
/// a NUL in it.
pub fn path_arg(vm: &mut Vm, v: &Value, null: &str) -> Res<String> {
    let p = fspath(vm, v)?;
    let bytes = vm
        .wtf8(&p)
        .or_else(|| vm.bytes_of_value(&p))
        .unwrap_or_default();
    let text = String::from_utf8_lossy(bytes).into_owned();
    if text.contains('\0') {
        raise!(vm, ValueError, "{null}");
    }
    Ok(text)
}

/// `os.fspath(v)`: a str or bytes.
pub fn fspath(vm: &mut Vm, v: &Value) -> Res {
    if vm.is_a(v, T::Str) || vm.is_a(v, T::Bytes) {
        return Ok(v.clone());
    }
    let class = vm.type_of(v).clone();
    let t = vm.type_name(v).to_owned();
    let k = vm.intern("__fspath__")?;
    if vm.type_lookup(&class, &k)?.is_none() {
        raise!(
            vm,
            TypeError,
            "expected str, bytes or os.PathLike object, not {t}"
        );
    }
    let p = vm.call_method_value(v, &k, &[])?;
    if vm.is_a(&p, T::Str) || vm.is_a(&p, T::Bytes) {
        return Ok(p);
    }
    let r = vm.type_name(&p).to_owned();
    raise!(
        vm,
        TypeError,
        "expected {t}.__fspath__() to return str or bytes, not {r}"
    )
}

// ---------------------------------------------------------------- what the upper layers call

/// Bytes that a buffer over this file should have.
pub fn block_size(vm: &mut Vm, this: &Value) -> usize {
    with(vm, this, |e| e.block_size()).max(1)
}

/// Reads up to `n` bytes with one request.
pub fn read_some(vm: &mut Vm, this: &Value, n: usize) -> Res<Buf<u8>> {
    check_readable(vm, this)?;
    vm.charge(n as u64 / 64 + 1)?;
    let mut buf = Buf::new();
    buf.resize(vm.heap(), n, 0u8)?;
    let got = retry(vm, |vm| with(vm, this, |mut e| e.read(&mut buf)))?;
    match got {
        Ok(n) => {
            buf.truncate(n);
            Ok(buf)
        }
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

/// Reads to the end.
pub fn read_all(vm: &mut Vm, this: &Value) -> Res<Buf<u8>> {
    check_readable(vm, this)?;
    let hint = with(vm, this, |e| match e.stream {
        Stream::File(f) => f.remaining(),
        _ => None,
    });
    let mut piece = hint
        .and_then(|n| usize::try_from(n).ok())
        .map_or(super::BUFFER_SIZE, |n| n + 1);
    let mut all = Buf::new();
    loop {
        let b = read_some(vm, this, piece)?;
        if b.is_empty() {
            return Ok(all);
        }
        if all.is_empty() {
            all = b;
        } else {
            all.extend_from_slice(vm.heap(), &b)?;
        }
        piece = super::BUFFER_SIZE.max(all.len().min(1 << 20));
    }
}

/// Writes with one request; how many bytes were taken.
pub fn write_some(vm: &mut Vm, this: &Value, bytes: &[u8]) -> Res<usize> {
    check_open(vm, this)?;
    if !vm.of::<FileIo>(this).writable {
        return Err(unsupported(vm, "File not open for writing"));
    }
    vm.charge(bytes.len() as u64 / 64 + 1)?;
    match retry(vm, |vm| with(vm, this, |mut e| e.write(bytes)))? {
        Ok(n) => Ok(n),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

/// Moves the position; gives the new one.
pub fn seek(vm: &mut Vm, this: &Value, to: i64, whence: i64) -> Res<u64> {
    check_open(vm, this)?;
    let to = match whence {
        0 => match u64::try_from(to) {
            Ok(n) => SeekFrom::Start(n),
            Err(_) => return Err(os_error(vm, &io::Error::from_raw_os_error(22), None)),
        },
        1 => SeekFrom::Current(to),
        2 => SeekFrom::End(to),
        _ => return Err(os_error(vm, &io::Error::from_raw_os_error(22), None)),
    };
    match with(vm, this, |mut e| e.seek(to)) {
        Ok(n) => Ok(n),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

// ---------------------------------------------------------------- methods

fn read_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = match size_arg(vm, a.get(1))? {
        Some(n) => read_some(vm, &a[0], n)?,
        None => read_all(vm, &a[0])?,
    };
    vm.bytes_of(b)
}

fn readall(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = read_all(vm, &a[0])?;
    vm.bytes_of(b)
}

fn readinto(vm: &mut Vm, a: Args<'_>) -> Res {
    let (target, n) = super::base::read_target(vm, &a[1], "readinto() argument 1")?;
    check_readable(vm, &a[0])?;
    let b = read_some(vm, &a[0], n)?;
    super::base::store_into(vm, &target, &b)
}

fn write_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let b = super::bytes_like(vm, &a[1])?;
    let n = write_some(vm, &a[0], &b)?;
    vm.int(n as i64)
}

fn seek_method(vm: &mut Vm, a: Args<'_>) -> Res {
    check_open(vm, &a[0])?;
    let to = vm.index_i64(&a[1])?;
    let whence = a.get(2).map_or(Ok(0), |w| vm.index_i64(w))?;
    let n = seek(vm, &a[0], to, whence)?;
    vm.int(n as i64)
}

fn tell_method(vm: &mut Vm, a: Args<'_>) -> Res {
    let n = seek(vm, &a[0], 0, 1)?;
    vm.int(n as i64)
}

fn truncate(vm: &mut Vm, a: Args<'_>) -> Res {
    check_open(vm, &a[0])?;
    if !vm.of::<FileIo>(&a[0]).writable {
        return Err(unsupported(vm, "File not open for writing"));
    }
    let size = match a.some(1) {
        Some(n) => vm.index_i64(n)?,
        None => seek(vm, &a[0], 0, 1)? as i64,
    };
    let done = match u64::try_from(size) {
        Ok(n) => with(vm, &a[0], |e| match e.stream {
            Stream::File(f) => f.truncate(n),
            _ => Err(io::Error::from_raw_os_error(22)),
        }),
        Err(_) => Err(io::Error::from_raw_os_error(22)),
    };
    match done {
        Ok(()) => vm.int(size),
        Err(e) => Err(os_error(vm, &e, None)),
    }
}

fn close(vm: &mut Vm, a: Args<'_>) -> Res {
    vm.of_mut::<FileIo>(&a[0]).0.stream = Stream::Closed;
    Ok(Value::NONE)
}

fn seekable(vm: &mut Vm, a: Args<'_>) -> Res {
    check_open(vm, &a[0])?;
    Ok(Value::bool(
        with(vm, &a[0], |mut e| e.seek(SeekFrom::Current(0))).is_ok(),
    ))
}

fn readable(vm: &mut Vm, a: Args<'_>) -> Res {
    check_open(vm, &a[0])?;
    Ok(Value::bool(vm.of::<FileIo>(&a[0]).readable))
}

fn writable(vm: &mut Vm, a: Args<'_>) -> Res {
    check_open(vm, &a[0])?;
    Ok(Value::bool(vm.of::<FileIo>(&a[0]).writable))
}

fn fileno(vm: &mut Vm, a: Args<'_>) -> Res {
    check_open(vm, &a[0])?;
    match with(vm, &a[0], |e| e.fileno()) {
        Some(n) => vm.int(n as i64),
        None => Err(unsupported(vm, "fileno")),
    }
}

fn isatty(vm: &mut Vm, a: Args<'_>) -> Res {
    check_open(vm, &a[0])?;
    Ok(Value::bool(with(vm, &a[0], |e| e.is_terminal())))
}

fn closed(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(matches!(
        vm.of::<FileIo>(this).stream,
        Stream::Closed
    )))
}

fn closefd(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::bool(vm.of::<FileIo>(this).close_fd))
}

fn mode_text(f: &FileIo) -> &'static str {
    match (f.created, f.appending, f.readable, f.writable) {
        (true, _, true, _) => "xb+",
        (true, ..) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, ..) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, false) => "rb",
        _ => "wb",
    }
}

fn mode(vm: &mut Vm, this: &Value) -> Res {
    let m = mode_text(vm.of::<FileIo>(this));
    vm.str(m)
}

fn name(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<FileIo>(this).name.clone())
}

fn set_name(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let v = v.cloned().unwrap_or(Value::NONE);
    vm.of_mut::<FileIo>(this).0.name = v;
    Ok(())
}

fn repr(vm: &mut Vm, this: &Value) -> Res {
    let f = vm.of::<FileIo>(this);
    let shown = match vm.is_exact(this, T::FileIo) {
        true => "_io.FileIO".to_owned(),
        false => vm.type_name(this).to_owned(),
    };
    if matches!(f.stream, Stream::Closed) {
        return vm.format(format_args!("<{shown} [closed]>"));
    }
    let (name, mode, close_fd) = (f.name.clone(), mode_text(f), f.close_fd);
    let name = vm.repr(&name)?;
    let name = vm.text(&name).unwrap_or("?").to_owned();
    let close_fd = if close_fd { "True" } else { "False" };
    vm.format(format_args!(
        "<{shown} name={name} mode='{mode}' closefd={close_fd}>"
    ))
}
