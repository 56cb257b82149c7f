//! Making strings and bytes piece by piece: [`Out`], the sink of the algorithms in `text` and `num`
//! whose memory is charged to the heap.
//!
//! Short results never touch the system allocator: they are gathered on the stack and copied into
//! the object. Writers see a shared `Vm`, so they run no Python; they may run twice, when memory ran
//! out the first time and a collection made room.

use super::Vm;
use super::error::{Raised, Res};
use crate::memory::buf::Buf;
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::inline::Str;
use crate::memory::value::Value;
use crate::text::sink::{Full, Sink};
use crate::text::wtf8::Text;
use crate::types::registry::T;

/// Bytes that are gathered before a buffer is allocated.
const SHORT: usize = 128;

/// Bytes being written; see the module doc.
pub struct Out<'h> {
    heap: &'h Heap,
    short: [u8; SHORT],
    short_len: usize,
    /// Once there is too much for `short`, everything.
    long: Buf<u8>,
}

impl<'h> Out<'h> {
    pub fn new(heap: &'h Heap) -> Out<'h> {
        Out {
            heap,
            short: [0; SHORT],
            short_len: 0,
            long: Buf::new(),
        }
    }

    /// Room for `bytes` at least.
    pub fn with_capacity(heap: &'h Heap, bytes: usize) -> Result<Out<'h>, OutOfMemory> {
        let mut out = Out::new(heap);
        if bytes > SHORT {
            out.long = Buf::with_capacity(heap, bytes)?;
        }
        Ok(out)
    }

    pub fn as_bytes(&self) -> &[u8] {
        if self.is_long() {
            &self.long
        } else {
            &self.short[..self.short_len]
        }
    }

    #[inline(always)]
    fn is_long(&self) -> bool {
        self.long.capacity() > 0
    }

    #[cold]
    #[inline(never)]
    fn spill(&mut self, more: &[u8]) -> Result<(), OutOfMemory> {
        let need = self.short_len.checked_add(more.len()).ok_or(OutOfMemory)?;
        let mut long = Buf::with_capacity(self.heap, need.saturating_add(need / 2))?;
        long.extend_from_slice(self.heap, &self.short[..self.short_len])?;
        long.extend_from_slice(self.heap, more)?;
        self.long = long;
        Ok(())
    }

    /// Appends; as [`Sink::push_bytes`] with the heap's own error.
    #[inline]
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        if self.is_long() {
            return self.long.extend_from_slice(self.heap, bytes);
        }
        let end = self.short_len.wrapping_add(bytes.len());
        match self.short.get_mut(self.short_len..end) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.short_len = end;
                Ok(())
            }
            None => self.spill(bytes),
        }
    }
}

impl Sink for Out<'_> {
    #[inline]
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        self.push(bytes).map_err(|OutOfMemory| Full)
    }
}

impl Out<'_> {
    /// The string of what was written.
    pub(crate) fn into_str(self, vm: &Vm) -> Result<Value, OutOfMemory> {
        if self.is_long() {
            vm.try_str_of(self.long)
        } else {
            vm.try_str(&self.short[..self.short_len])
        }
    }

    /// The bytes object of what was written.
    fn into_bytes(self, vm: &Vm) -> Result<Value, OutOfMemory> {
        if self.is_long() {
            vm.try_bytes_of(self.long)
        } else {
            vm.try_bytes(&self.short[..self.short_len])
        }
    }

    /// What was written.
    fn into_buf(self) -> Result<Buf<u8>, OutOfMemory> {
        match self.is_long() {
            true => Ok(self.long),
            false => Buf::from_slice(self.heap, &self.short[..self.short_len]),
        }
    }
}

impl From<Full> for OutOfMemory {
    fn from(_: Full) -> OutOfMemory {
        OutOfMemory
    }
}

impl From<Full> for Raised {
    fn from(_: Full) -> Raised {
        OutOfMemory.into()
    }
}

impl Vm {
    /// The object that `finish` makes of what `write` writes, or the error of its own that `write`
    /// reports.
    #[inline]
    fn try_write<X, E>(
        &mut self,
        capacity: usize,
        mut write: impl FnMut(&Vm, &mut Out<'_>) -> Result<Result<(), E>, Full>,
        finish: impl Fn(Out<'_>, &Vm) -> Result<X, OutOfMemory>,
    ) -> Res<Result<X, E>> {
        self.with_memory(|vm| {
            let vm = &*vm;
            let mut out = Out::with_capacity(&vm.heap, capacity)?;
            match write(vm, &mut out)? {
                Ok(()) => finish(out, vm).map(Ok),
                Err(e) => Ok(Err(e)),
            }
        })
    }

    /// The string that `write` writes, or the error of its own that it reports.
    pub fn try_write_str<E>(
        &mut self,
        write: impl FnMut(&Vm, &mut Out<'_>) -> Result<Result<(), E>, Full>,
    ) -> Res<Result<Value, E>> {
        self.try_write(0, write, |out, vm| out.into_str(vm))
    }

    /// As [`Vm::try_write_str`], with room for `capacity` bytes from the start.
    pub fn try_write_str_sized<E>(
        &mut self,
        capacity: usize,
        write: impl FnMut(&Vm, &mut Out<'_>) -> Result<Result<(), E>, Full>,
    ) -> Res<Result<Value, E>> {
        self.try_write(capacity, write, |out, vm| out.into_str(vm))
    }

    /// The bytes object that `write` writes, or the error of its own that it reports.
    pub fn try_write_bytes<E>(
        &mut self,
        capacity: usize,
        write: impl FnMut(&Vm, &mut Out<'_>) -> Result<Result<(), E>, Full>,
    ) -> Res<Result<Value, E>> {
        self.try_write(capacity, write, |out, vm| out.into_bytes(vm))
    }

    /// The string that `write` writes.
    pub fn write_str(&mut self, write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>) -> Res {
        self.write_str_sized(0, write)
    }

    /// As [`Vm::write_str`], with room for `capacity` bytes from the start.
    pub fn write_str_sized(
        &mut self,
        capacity: usize,
        mut write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Res {
        self.with_memory(|vm| {
            let vm = &*vm;
            let mut out = Out::with_capacity(&vm.heap, capacity)?;
            write(vm, &mut out)?;
            out.into_str(vm)
        })
    }

    /// The bytes object that `write` writes.
    pub fn write_bytes(
        &mut self,
        capacity: usize,
        mut write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Res {
        self.with_memory(|vm| {
            let vm = &*vm;
            let mut out = Out::with_capacity(&vm.heap, capacity)?;
            write(vm, &mut out)?;
            out.into_bytes(vm)
        })
    }

    /// An exception of type `t` whose message `write` writes.
    #[cold]
    pub fn error_text(
        &mut self,
        t: T,
        write: impl Fn(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Raised {
        match self.write_str(write) {
            Ok(text) => self.err_value(t, text),
            Err(e) => e,
        }
    }

    /// The bytes that `write` writes.
    pub fn write_buf(
        &mut self,
        capacity: usize,
        mut write: impl FnMut(&Vm, &mut Out<'_>) -> Result<(), Full>,
    ) -> Res<Buf<u8>> {
        self.with_memory(|vm| {
            let mut out = Out::with_capacity(&vm.heap, capacity)?;
            write(vm, &mut out)?;
            out.into_buf()
        })
    }

    /// The text of a string, with what is known of it.
    ///
    /// # Panics
    /// If `v` is no str (a bug of the caller).
    #[inline]
    pub fn text_of<'a>(&'a self, v: &'a Value) -> Text<'a> {
        let s = self.of::<Str>(v);
        Text::with_ascii(s.bytes(), s.is_ascii())
    }
}
