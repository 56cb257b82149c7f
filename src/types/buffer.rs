//! The buffer protocol: how objects lend the bytes they hold.
//!
//! Exporters are bytes, bytearray, array, BytesIO (through `getbuffer`), memoryview, and instances of
//! classes with `__buffer__`. There is one way in for each need:
//!
//! | a consumer that | calls |
//! |---|---|
//! | reads contiguous bytes | [`Vm::bytes_like`], then [`Vm::buffer`] of what it gives |
//! | takes whatever layout, in C order | [`Vm::buffer_copy`] |
//! | writes | [`Vm::writable`], then [`Vm::write_buffer`] to what it gives |
//! | keeps the bytes where they are for longer | [`Vm::export`], and holds on to what that gives |
//!
//! An exporter whose bytes can move has [`Exports`]: an object of its own to which every export
//! holds a reference. While there is more than the exporter's reference it must not resize; letting
//! go of an export is dropping a reference, so it needs no VM and never touches the exporter.
//!
//! [`Vm::buffer`] and [`Vm::write_buffer`] borrow and run nothing; the others may allocate, and run
//! `__buffer__` of a class.

use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::inline::Bytes;
use crate::memory::value::Value;
use crate::modules::array::Array;
use crate::modules::io::bytes_io::BytesIo;
use crate::types::bytearray::ByteArray;
use crate::types::memoryview::{self, MemoryView};
use crate::types::native::NativeFunction;
use crate::types::object::Plain;
use crate::types::payload::Field;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::names::N;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{payload, raise};

/// What an exporter knows of its exports; see the module doc.
#[derive(Default)]
pub struct Exports(Value);

impl Exports {
    /// How many there are.
    #[inline]
    pub fn count(&self) -> u32 {
        match self.0.bound().and_then(Value::ref_count) {
            Some(n) => n.saturating_sub(1),
            None => 0,
        }
    }

    /// Calls `f` with the exporter's own reference, for the heap verifier.
    pub fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.0);
    }
}

impl Field for Exports {
    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        Exports::visit(self, f);
    }
}

/// The bit of the flags of `__buffer__` that asks to write.
pub const WRITABLE: i64 = 0x1;
/// Flags of a request for plain contiguous bytes.
pub const SIMPLE: i64 = 0;
/// Flags of a request for any layout, to read.
pub const FULL_READ: i64 = 0x11c;

/// CPython's words for a resize while there are exports.
pub const LOCKED: &str = "Existing exports of data: object cannot be re-sized";

impl Vm {
    /// The contents of a bytes-like object of a builtin kind: of a memoryview, if it is contiguous
    /// and not released. Classes with `__buffer__` go through [`Vm::bytes_like`] first.
    #[inline]
    pub fn buffer<'a>(&'a self, v: &'a Value) -> Option<&'a [u8]> {
        match v.header()?.kind() {
            Kind::Bytes => self.get::<Bytes>(v).map(Bytes::bytes),
            Kind::ByteArray => self.get::<ByteArray>(v).map(ByteArray::bytes),
            Kind::Array => self.get::<Array>(v).map(Array::bytes),
            Kind::MemoryView => memoryview::contiguous(self, v),
            _ => None,
        }
    }

    /// The bytes behind a memoryview's base: those of an exporter that is no view.
    pub(crate) fn stored<'a>(&'a self, v: &'a Value) -> Option<&'a [u8]> {
        match self.get::<BytesIo>(v) {
            Some(b) => Some(b.bytes()),
            None => self.buffer(v),
        }
    }

    /// As [`Vm::stored`], to write; `None` for bytes.
    pub(crate) fn stored_mut<'a>(&'a mut self, v: &'a Value) -> Option<&'a mut [u8]> {
        match v.header()?.kind() {
            Kind::ByteArray => self.edit::<ByteArray>(v).map(|(b, _)| b.bytes_mut()),
            Kind::Array => self.edit::<Array>(v).map(|(a, _)| a.bytes_mut()),
            Kind::BytesIo => self.edit::<BytesIo>(v).map(|(b, _)| b.bytes_mut()),
            _ => None,
        }
    }

    /// Calls `f` with the contents of a writable bytes-like object of a builtin kind; `None` if it
    /// is none.
    pub fn write_buffer<X>(&mut self, v: &Value, f: impl FnOnce(&mut [u8]) -> X) -> Option<X> {
        match self.get::<MemoryView>(v) {
            None => self.stored_mut(v).map(f),
            Some(m) if m.readonly => None,
            Some(m) => {
                let (base, range) = (m.base.clone(), m.contiguous_range()?);
                self.stored_mut(&base)?.get_mut(range).map(f)
            }
        }
    }

    /// The class's own `__buffer__`, where it isn't a builtin one.
    fn own_buffer_method(&mut self, v: &Value) -> Res<Option<Value>> {
        if v.header()
            .is_none_or(|h| h.is_exact(h.kind()) && h.kind() != Kind::Instance)
        {
            return Ok(None);
        }
        let f = self.lookup_special(v, N::__buffer__)?;
        Ok(f.filter(|f| self.get::<NativeFunction>(f).is_none() && !f.is_none()))
    }

    /// Whether `v` is an exporter of any sort.
    pub fn has_buffer(&mut self, v: &Value) -> Res<bool> {
        let builtin = v.header().is_some_and(|h| {
            matches!(
                h.kind(),
                Kind::Bytes
                    | Kind::ByteArray
                    | Kind::Array
                    | Kind::MemoryView
                    | Kind::BytesIoBuffer
            )
        });
        Ok(builtin || self.own_buffer_method(v)?.is_some())
    }

    /// The memoryview that the class's `__buffer__` gives for a request; `None` if it has none.
    /// Runs Python.
    pub(crate) fn requested_view(&mut self, v: &Value, flags: i64) -> Res<Option<Value>> {
        let Some(f) = self.own_buffer_method(v)? else {
            return Ok(None);
        };
        let inner = self.call_unbound(&f, v, &[Value::int(flags)])?;
        if self.get::<MemoryView>(&inner).is_none() {
            raise!(self, TypeError, "__buffer__ returned non-memoryview object");
        }
        memoryview::check_released(self, &inner)?;
        let lent = BufferWrapper {
            lock: self.export(&inner)?,
            view: inner.clone(),
            of: v.clone(),
        };
        let wrapper = self.alloc(T::BufferWrapper, lent)?;
        self.heap().add_finalizer(&wrapper)?;
        memoryview::sub_view(self, &inner, wrapper).map(Some)
    }

    /// `v`, or a view of it, that [`Vm::buffer`] reads; `None` if it exports nothing. May run Python.
    ///
    /// # Errors
    /// A memoryview that is released or not contiguous; what `__buffer__` raises.
    #[inline]
    pub fn bytes_like(&mut self, v: &Value) -> Res<Option<Value>> {
        if v.header().is_some_and(|h| h.is_exact(h.kind())) && self.buffer(v).is_some() {
            return Ok(Some(v.clone()));
        }
        self.bytes_like_slow(v)
    }

    #[inline(never)]
    fn bytes_like_slow(&mut self, v: &Value) -> Res<Option<Value>> {
        if let Some(view) = self.requested_view(v, SIMPLE)? {
            memoryview::check_contiguous(self, &view)?;
            return Ok(Some(view));
        }
        if self.buffer(v).is_some() {
            return Ok(Some(v.clone()));
        }
        if self.get::<MemoryView>(v).is_some() {
            memoryview::check_released(self, v)?;
            memoryview::check_contiguous(self, v)?;
        }
        memoryview::of_wrapper(self, v)
    }

    /// As [`Vm::bytes_like`], with the usual TypeError for what exports nothing.
    pub fn need_bytes_like(&mut self, v: &Value) -> Res {
        match self.bytes_like(v)? {
            Some(b) => Ok(b),
            None => Err(self.no_buffer(v)),
        }
    }

    /// `a bytes-like object is required, not 'str'`.
    #[cold]
    pub fn no_buffer(&mut self, v: &Value) -> Raised {
        let t = self.type_name(v).to_owned();
        self.type_error(format_args!("a bytes-like object is required, not '{t}'"))
    }

    /// As [`Vm::bytes_like`] where a refusal (a view that isn't contiguous) counts as no buffer.
    pub fn bytes_like_or_none(&mut self, v: &Value) -> Res<Option<Value>> {
        match self.bytes_like(v) {
            Err(e) if !e.is_stop() && self.caught(&e, T::Exception) => Ok(None),
            r => r,
        }
    }

    /// The contents of an exporter in C order, whatever its layout; `None` if it exports nothing.
    /// May run Python.
    pub fn buffer_copy(&mut self, v: &Value) -> Res<Option<Buf<u8>>> {
        let asked = self.requested_view(v, FULL_READ)?;
        let v = asked.as_ref().unwrap_or(v);
        if self.get::<MemoryView>(v).is_some() {
            memoryview::check_released(self, v)?;
            return memoryview::copied(self, v).map(Some);
        }
        match memoryview::of_wrapper(self, v)? {
            Some(view) => memoryview::copied(self, &view).map(Some),
            None => match self.buffer(v) {
                Some(b) => Ok(Some(Buf::from_slice(self.heap(), b)?)),
                None => Ok(None),
            },
        }
    }

    /// `v`, or a view of it, that [`Vm::write_buffer`] writes to. `what` begins the message of the
    /// TypeError: `readinto() argument`. May run Python.
    pub fn writable(&mut self, v: &Value, what: &str) -> Res {
        let asked = match self.requested_view(v, WRITABLE) {
            Err(e) if e.is_stop() || !self.caught(&e, T::Exception) => return Err(e),
            Err(_) => None,
            Ok(view) => view,
        };
        let target = asked.as_ref().unwrap_or(v);
        if self.get::<BytesIo>(target).is_none() && self.write_buffer(target, |_| ()).is_some() {
            return Ok(target.clone());
        }
        let t = self.arg_type_name(v).to_owned();
        raise!(
            self,
            TypeError,
            "{what} must be read-write bytes-like object, not {t}"
        )
    }

    /// A reference that keeps the exporter `v` from being resized or released as long as it lives;
    /// None for what can't be.
    pub fn export(&mut self, v: &Value) -> Res {
        fn exports<'a>(vm: &'a mut Vm, v: &'a Value) -> Option<&'a mut Exports> {
            match v.header()?.kind() {
                Kind::ByteArray => vm.edit::<ByteArray>(v).map(|(b, _)| b.exports_mut()),
                Kind::Array => vm.edit::<Array>(v).map(|(a, _)| a.exports_mut()),
                Kind::BytesIo => vm.edit::<BytesIo>(v).map(|(b, _)| b.exports_mut()),
                Kind::MemoryView => vm.edit::<MemoryView>(v).map(|(m, _)| &mut m.exports),
                _ => None,
            }
        }
        match exports(self, v) {
            None => return Ok(Value::NONE),
            Some(e) if !e.0.is_unbound() => return Ok(e.0.clone()),
            Some(_) => {}
        }
        let token = self.alloc(T::Object, Plain)?;
        if let Some(e) = exports(self, v) {
            e.0 = token.clone();
        }
        Ok(token)
    }

    /// The BufferError of an exporter that is to be resized, in CPython's words for it.
    #[cold]
    pub fn locked(&mut self, message: &str) -> Raised {
        self.err(T::BufferError, format_args!("{message}"))
    }
}

// ---------------------------------------------------------------- `__buffer__` of classes

payload! {
    /// What a class's `__buffer__` lent: alive as long as a view of it is, then `__release_buffer__`
    /// is called.
    pub struct BufferWrapper: BufferWrapper {
        of: Value,
        view: Value,
        /// Keeps the view from being released by anybody else.
        lock: Value,
    }
}

pub static WRAPPER: TypeDef = TypeDef {
    name: "_buffer_wrapper",
    kind: Kind::BufferWrapper,
    slots: Slots {
        del: Some(give_back),
        ..Slots::NONE
    },
    ..TypeDef::OBJECT
};

/// Calls `__release_buffer__` with the view that `__buffer__` had made.
fn give_back(vm: &mut Vm, wrapper: &Value) -> Res<()> {
    let (w, _) = vm.of_mut::<BufferWrapper>(wrapper);
    let taken = |v: &mut Value| std::mem::replace(v, Value::NONE);
    let (of, view, lock) = (taken(&mut w.of), taken(&mut w.view), taken(&mut w.lock));
    drop(lock);
    if vm.get::<MemoryView>(&view).is_none() {
        return Ok(());
    }
    let f = vm.lookup_special(&of, N::__release_buffer__)?;
    match f.filter(|f| vm.get::<NativeFunction>(f).is_none()) {
        Some(f) => vm
            .call_unbound(&f, &of, std::slice::from_ref(&view))
            .map(drop),
        None => Ok(()),
    }
}

// ---------------------------------------------------------------- methods of the exporters

/// `__buffer__` of the builtin exporters.
pub fn dunder_buffer(vm: &mut Vm, args: Args<'_>) -> Res {
    let flags = vm.index_i64(&args[1])?;
    memoryview::with_flags(vm, &args[0], flags)
}

/// `__release_buffer__` of the builtin exporters.
pub fn dunder_release_buffer(vm: &mut Vm, args: Args<'_>) -> Res {
    let Some(m) = vm.get::<MemoryView>(&args[1]) else {
        raise!(vm, TypeError, "expected a memoryview object");
    };
    if m.is_released() {
        raise!(
            vm,
            ValueError,
            "memoryview's buffer has already been released"
        );
    }
    if !m.obj.is(&args[0]) {
        raise!(vm, ValueError, "memoryview's buffer is not this object");
    }
    memoryview::release(vm, &args[1])?;
    Ok(Value::NONE)
}
