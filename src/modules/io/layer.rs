//! Calling the stream below: directly where it is one of ours, else through its methods.

use super::buffered::{self, Buffered};
use super::bytes_io::{self, BytesIo};
use super::file::{self, FileIo};
use super::text::TextIo;
use crate::memory::buf::Buf;
use crate::memory::value::Value;
use crate::raise;
use crate::types::bytearray::ByteArray;
use crate::types::memoryview;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;

fn is_file(vm: &Vm, v: &Value) -> bool {
    vm.is_exact(v, T::FileIo) && vm.get::<FileIo>(v).is_some()
}

fn is_buffer(vm: &Vm, v: &Value) -> bool {
    [T::BufferedReader, T::BufferedWriter, T::BufferedRandom]
        .into_iter()
        .any(|t| vm.is_exact(v, t))
        && vm.get::<Buffered>(v).is_some()
}

fn is_bytes_io(vm: &Vm, v: &Value) -> bool {
    vm.is_exact(v, T::BytesIo) && vm.get::<BytesIo>(v).is_some()
}

/// Contents of a bytes-like object, copied; `None` if it is none.
fn buffer_bytes(vm: &mut Vm, v: &Value) -> Res<Option<Buf<u8>>> {
    match vm.bytes_like(v)? {
        Some(lent) => {
            let bytes = vm.buffer(&lent).unwrap_or_default();
            Ok(Some(Buf::from_slice(vm.heap(), bytes)?))
        }
        None => Ok(None),
    }
}

/// Reads up to `n` bytes from a raw stream; `None` when it would block.
pub fn raw_read(vm: &mut Vm, raw: &Value, n: usize) -> Res<Option<Buf<u8>>> {
    read_through(vm, raw, n, true)
}

/// As [`raw_read`]; with `view`, a `readinto` written in Python gets a memoryview, else a bytearray.
pub fn read_through(vm: &mut Vm, raw: &Value, n: usize, view: bool) -> Res<Option<Buf<u8>>> {
    if is_file(vm, raw) {
        return file::read_some(vm, raw, n).map(Some);
    }
    if is_bytes_io(vm, raw) {
        return bytes_io::read(vm, raw, Some(n)).map(Some);
    }
    // Streams written in Python have `readinto`, as `RawIOBase` asks; some have only `read`.
    let Some(readinto) = vm.try_attr(raw, "readinto")? else {
        let n = vm.int(n as i64)?;
        let r = vm.call_method(raw, "read", &[n])?;
        return optional_bytes(vm, &r, "read");
    };
    let array = new_bytearray(vm, n)?;
    let target = match view {
        true => memoryview::view(vm, &array)?,
        false => array.clone(),
    };
    let got = vm.call(&readinto, &[target])?;
    if got.is_none() {
        return Ok(None);
    }
    let got = vm.index_i64(&got)?;
    match usize::try_from(got) {
        Ok(got) if got <= n => {
            let mut b = buffer_bytes(vm, &array)?.unwrap_or_default();
            b.truncate(got);
            Ok(Some(b))
        }
        _ => raise!(
            vm,
            OSError,
            "raw readinto() returned invalid length {got} (should have been between 0 and {n})"
        ),
    }
}

/// A bytearray of `n` zeros.
fn new_bytearray(vm: &mut Vm, n: usize) -> Res {
    vm.reserve_check(n)?;
    let mut zeros = Buf::new();
    zeros.resize(vm.heap(), n, 0)?;
    vm.alloc(T::ByteArray, ByteArray::from(zeros))
}

fn optional_bytes(vm: &mut Vm, v: &Value, what: &str) -> Res<Option<Buf<u8>>> {
    if v.is_none() {
        return Ok(None);
    }
    match buffer_bytes(vm, v)? {
        Some(b) => Ok(Some(b)),
        None => {
            let t = vm.type_name(v).to_owned();
            raise!(
                vm,
                TypeError,
                "{what}() should have returned a bytes-like object, not '{t}'"
            )
        }
    }
}

/// Reads all that is left of a raw stream.
pub fn raw_read_all(vm: &mut Vm, raw: &Value) -> Res<Buf<u8>> {
    if is_file(vm, raw) {
        return file::read_all(vm, raw);
    }
    if is_bytes_io(vm, raw) {
        return bytes_io::read(vm, raw, None);
    }
    let mut out = Buf::new();
    loop {
        match raw_read(vm, raw, super::BUFFER_SIZE)? {
            Some(b) if !b.is_empty() => out.extend_from_slice(vm.heap(), &b)?,
            _ => return Ok(out),
        }
        vm.charge(out.len() as u64 / 64 + 1)?;
    }
}

/// Writes to a raw stream once; how many bytes it took.
pub fn raw_write(vm: &mut Vm, raw: &Value, bytes: &[u8]) -> Res<usize> {
    if is_file(vm, raw) {
        return file::write_some(vm, raw, bytes);
    }
    let b = vm.bytes(bytes)?;
    let b = memoryview::view(vm, &b)?;
    let n = vm.call_method(raw, "write", &[b])?;
    if n.is_none() {
        return Err(blocking_error(vm));
    }
    match usize::try_from(vm.index_i64(&n)?) {
        Ok(n) if n <= bytes.len() => Ok(n),
        _ => {
            let want = bytes.len();
            raise!(
                vm,
                OSError,
                "raw write() returned invalid length (should have been between 0 and {want})"
            )
        }
    }
}

fn blocking_error(vm: &mut Vm) -> crate::vm::Raised {
    crate::types::exception::os_error(vm, 11, "write could not complete without blocking", None)
}

/// `seek` of any stream: the new position.
pub fn seek(vm: &mut Vm, stream: &Value, to: i64, whence: i64) -> Res<u64> {
    if is_file(vm, stream) {
        return file::seek(vm, stream, to, whence);
    }
    let args = [vm.int(to)?, Value::int(whence)];
    let n = vm.call_method(stream, "seek", &args)?;
    position(vm, &n)
}

/// `tell` of any stream.
pub fn tell(vm: &mut Vm, stream: &Value) -> Res<u64> {
    if is_file(vm, stream) {
        return file::seek(vm, stream, 0, 1);
    }
    if is_buffer(vm, stream) {
        return buffered::tell(vm, stream);
    }
    let n = vm.call_method(stream, "tell", &[])?;
    position(vm, &n)
}

fn position(vm: &mut Vm, n: &Value) -> Res<u64> {
    let n = vm.index_i64(n)?;
    match u64::try_from(n) {
        Ok(n) => Ok(n),
        Err(_) => raise!(vm, OSError, "Raw stream returned invalid position {n}"),
    }
}

/// One piece of at most `n` bytes for the text layer, with at most one request further down.
pub fn read1(vm: &mut Vm, buffer: &Value, n: usize) -> Res<Buf<u8>> {
    if is_buffer(vm, buffer) {
        return buffered::read1(vm, buffer, n);
    }
    if is_bytes_io(vm, buffer) {
        return bytes_io::read(vm, buffer, Some(n));
    }
    let name = if vm.try_attr(buffer, "read1")?.is_some() {
        "read1"
    } else {
        "read"
    };
    let n = vm.int(n as i64)?;
    let r = vm.call_method(buffer, name, &[n])?;
    match buffer_bytes(vm, &r)? {
        Some(b) => Ok(b),
        None => {
            let t = vm.type_name(&r).to_owned();
            raise!(
                vm,
                TypeError,
                "underlying {name}() should have returned a bytes-like object, not '{t}'"
            )
        }
    }
}

/// All that is left of the buffer below a text stream.
pub fn read_rest(vm: &mut Vm, buffer: &Value) -> Res<Buf<u8>> {
    if is_buffer(vm, buffer) {
        return buffered::read(vm, buffer, None);
    }
    if is_bytes_io(vm, buffer) {
        return bytes_io::read(vm, buffer, None);
    }
    let r = vm.call_method(buffer, "read", &[])?;
    match buffer_bytes(vm, &r)? {
        Some(b) => Ok(b),
        None => {
            let t = vm.type_name(&r).to_owned();
            raise!(
                vm,
                TypeError,
                "underlying read() should have returned a bytes-like object, not '{t}'"
            )
        }
    }
}

/// Writes all of `bytes` into the buffer below a text stream.
pub fn write(vm: &mut Vm, buffer: &Value, bytes: &[u8]) -> Res<()> {
    if is_buffer(vm, buffer) {
        return buffered::write(vm, buffer, bytes).map(drop);
    }
    if is_bytes_io(vm, buffer) {
        return bytes_io::write(vm, buffer, bytes).map(drop);
    }
    let b = vm.bytes(bytes)?;
    vm.call_method(buffer, "write", &[b])?;
    Ok(())
}

/// `flush` of any stream.
pub fn flush(vm: &mut Vm, stream: &Value) -> Res<()> {
    if is_buffer(vm, stream) {
        return buffered::flush(vm, stream);
    }
    vm.call_method(stream, "flush", &[])?;
    Ok(())
}

/// Whether one of our own streams is closed; `None` for others.
fn known_closed(vm: &Vm, v: &Value) -> Option<bool> {
    if is_file(vm, v) {
        return Some(matches!(vm.of::<FileIo>(v).stream, file::Stream::Closed));
    }
    if is_buffer(vm, v) {
        return known_closed(vm, vm.of::<Buffered>(v).raw_stream()?);
    }
    is_bytes_io(vm, v).then(|| vm.of::<BytesIo>(v).is_closed())
}

/// `readable` and `writable` of one of our own open streams; `None` for others.
fn known_ability(vm: &Vm, v: &Value, method: &str) -> Option<bool> {
    if known_closed(vm, v)? {
        return None;
    }
    if is_file(vm, v) {
        let f = vm.of::<FileIo>(v);
        return match method {
            "readable" => Some(f.readable),
            "writable" => Some(f.writable),
            _ => None,
        };
    }
    if is_buffer(vm, v) {
        return match method {
            "readable" if vm.is_exact(v, T::BufferedWriter) => Some(false),
            "writable" if vm.is_exact(v, T::BufferedReader) => Some(false),
            _ => known_ability(vm, vm.of::<Buffered>(v).raw_stream()?, method),
        };
    }
    matches!(method, "readable" | "writable" | "seekable").then_some(true)
}

/// The stream below one of our own.
fn below(vm: &Vm, v: &Value) -> Option<Value> {
    match vm.get::<TextIo>(v) {
        Some(t) => t.buffer.bound().cloned(),
        None if is_buffer(vm, v) => vm.of::<Buffered>(v).raw_stream().cloned(),
        None => None,
    }
}

/// Streams on top of one another whose order at their end is kept.
const DEEPEST: usize = 8;

/// Something new is on top of `inner`: in garbage the top is to be finalized first, so that what it
/// holds back can still be written.
pub fn finalize_after(vm: &mut Vm, inner: &Value) -> Res<()> {
    let mut at = Some(inner.clone());
    // Text over buffer over file: nobody stacks more.
    for _ in 0..DEEPEST {
        let Some(v) = at else { break };
        if !(is_file(vm, &v) || is_buffer(vm, &v) || vm.get::<TextIo>(&v).is_some()) {
            break;
        }
        vm.heap().remove_finalizer(&v);
        vm.heap().add_finalizer(&v)?;
        at = below(vm, &v);
    }
    Ok(())
}

/// The open file at the bottom of one of our own streams, if closing that would close the file.
pub fn owned_file(vm: &Vm, v: &Value) -> Option<Value> {
    if let Some(v) = below(vm, v) {
        return owned_file(vm, &v);
    }
    let f = vm.get::<FileIo>(v)?;
    (f.close_fd && !matches!(f.stream, file::Stream::Closed)).then(|| v.clone())
}

/// A yes-or-no method (`readable`, `isatty`) of a stream.
pub fn ask(vm: &mut Vm, stream: &Value, method: &str) -> Res<bool> {
    if let Some(known) = known_ability(vm, stream, method) {
        return Ok(known);
    }
    let r = vm.call_method(stream, method, &[])?;
    vm.truthy(&r)
}

/// `stream.closed`.
pub fn is_closed(vm: &mut Vm, stream: &Value) -> Res<bool> {
    if let Some(known) = known_closed(vm, stream) {
        return Ok(known);
    }
    let r = vm.attr(stream, "closed")?;
    vm.truthy(&r)
}
