//! Making objects. Everything here may collect (and so queue finalizers) before it allocates.

use super::Vm;
use super::error::Res;
use crate::memory::buf::Buf;
use crate::memory::header::{FLAG_HEAP_TYPE, Payload};
use crate::memory::heap::OutOfMemory;
use crate::memory::inline::{self, Bytes8, Str, Tuple};
use crate::memory::shape::Shape;
use crate::memory::short::new_short_str;
use crate::memory::text::Text;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::types::type_::{self, Type};
use std::fmt;

/// Counts of a text: whether it is ASCII, and its code points.
fn measure(b: &[u8]) -> (bool, usize) {
    if b.is_ascii() {
        (true, b.len())
    } else {
        // Every byte that doesn't continue a sequence starts a code point (WTF-8 too).
        (false, b.iter().filter(|&&b| b & 0xC0 != 0x80).count())
    }
}

impl Vm {
    /// Collects if that is due, and retries `make` after a full collection when memory ran out.
    #[inline]
    pub(crate) fn with_memory<X>(
        &mut self,
        mut make: impl FnMut(&mut Vm) -> Result<X, OutOfMemory>,
    ) -> Res<X> {
        if self.heap.gc_due() {
            self.collect_due();
        }
        match make(self) {
            Ok(x) => Ok(x),
            Err(OutOfMemory) => self.retry(make),
        }
    }

    #[cold]
    #[inline(never)]
    fn retry<X>(&mut self, mut make: impl FnMut(&mut Vm) -> Result<X, OutOfMemory>) -> Res<X> {
        self.collect_for_memory();
        Ok(make(self)?)
    }

    /// An object of builtin type `t`.
    #[inline]
    pub fn alloc<P: Payload>(&mut self, t: T, p: P) -> Res {
        if self.heap.gc_due() {
            self.collect_due();
        }
        let shape: *const Shape = &*self.ty(self.class(t)).root;
        Ok(self.heap.new_object(shape, 0, p)?)
    }

    /// An object of class `cls`, which is a builtin with payload `P` or a subclass of one.
    pub fn alloc_as<P: Payload>(&mut self, cls: &Value, p: P) -> Res {
        if self.heap.gc_due() {
            self.collect_due();
        }
        let (shape, flags) = self.layout_of(cls);
        let v = self.heap.new_object(shape, flags, p)?;
        self.note_finalizer(cls, v)
    }

    /// Root shape of `cls` and the header flags of its instances.
    pub(crate) fn layout_of(&self, cls: &Value) -> (*const Shape, u8) {
        let ty = self.ty(cls);
        (&*ty.root, if ty.is_heap() { FLAG_HEAP_TYPE } else { 0 })
    }

    /// Tells the heap about an instance whose class has `__del__`.
    pub(crate) fn note_finalizer(&mut self, cls: &Value, v: Value) -> Res {
        if self.ty(cls).has(type_::HAS_DEL) {
            self.heap.add_finalizer(&v)?;
        }
        Ok(v)
    }

    /// Refuses an allocation of `bytes` that can't succeed, before any work is done for it.
    pub fn reserve_check(&mut self, bytes: usize) -> Res<()> {
        // Little is refused in time when it is allocated.
        const LITTLE: usize = 4096;
        if bytes <= LITTLE {
            return Ok(());
        }
        self.with_memory(|vm| {
            vm.heap.charge(bytes)?;
            vm.heap.uncharge(bytes);
            Ok(())
        })
    }

    // ---- text ----

    /// A string of UTF-8.
    pub fn str(&mut self, s: &str) -> Res {
        self.str_wtf8(s.as_bytes())
    }

    /// A string of WTF-8 (see `memory::inline`).
    pub fn str_wtf8(&mut self, b: &[u8]) -> Res {
        let (ascii, chars) = measure(b);
        self.str_measured(b, ascii, chars)
    }

    /// A string known to be ASCII.
    pub fn str_ascii(&mut self, b: &[u8]) -> Res {
        debug_assert!(b.is_ascii());
        self.str_measured(b, true, b.len())
    }

    /// A string whose counts are known.
    pub fn str_measured(&mut self, b: &[u8], ascii: bool, chars: usize) -> Res {
        if b.is_empty() {
            return Ok(self.empty_str.clone());
        }
        if ascii && b.len() == 1 {
            return self.char(b[0] as u32);
        }
        if let Some(v) = self.quick_str([b, &[]], ascii, chars) {
            return Ok(v);
        }
        let shape: *const Shape = &*self.ty(self.class(T::Str)).root;
        self.with_memory(|vm| {
            inline::new_str(
                &vm.heap,
                shape_ref(shape),
                0,
                Bytes8::Copy(b),
                ascii,
                chars,
                0,
            )
        })
    }

    /// A string of two parts, one after the other, whose counts are known; `None` unless it is short,
    /// no collection is due and there is memory.
    #[inline]
    pub(crate) fn quick_str(&self, parts: [&[u8]; 2], ascii: bool, chars: usize) -> Option<Value> {
        if chars == 0 {
            return Some(self.empty_str.clone());
        }
        if self.heap.gc_due() {
            return None;
        }
        let shape = &self.ty(self.class(T::Str)).root;
        new_short_str(&self.heap, shape, parts, ascii, chars)
    }

    /// A string of WTF-8, without collecting: for closures of `with_memory`.
    #[inline]
    pub(crate) fn try_str(&self, b: &[u8]) -> Result<Value, OutOfMemory> {
        match b {
            [] => return Ok(self.empty_str.clone()),
            [c] if !self.chars[*c as usize].is_unbound() => {
                return Ok(self.chars[*c as usize].clone());
            }
            _ => {}
        }
        let (ascii, chars) = measure(b);
        let shape = &self.ty(self.class(T::Str)).root;
        if let Some(v) = new_short_str(&self.heap, shape, [b, &[]], ascii, chars) {
            return Ok(v);
        }
        inline::new_str(&self.heap, shape, 0, Bytes8::Copy(b), ascii, chars, 0)
    }

    /// As [`Vm::try_str`], of a buffer that the string takes over if it is long.
    pub(crate) fn try_str_of(&self, b: Buf<u8>) -> Result<Value, OutOfMemory> {
        if b.len() <= inline::TEXT_INLINE {
            return self.try_str(&b);
        }
        let (ascii, chars) = measure(&b);
        let shape: *const Shape = &*self.ty(self.class(T::Str)).root;
        inline::new_str(
            &self.heap,
            shape_ref(shape),
            0,
            Bytes8::Take(b),
            ascii,
            chars,
            0,
        )
    }

    /// A bytes object, without collecting: for closures of `with_memory`.
    pub(crate) fn try_bytes(&self, b: &[u8]) -> Result<Value, OutOfMemory> {
        if b.is_empty() {
            return Ok(self.empty_bytes.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Bytes)).root;
        inline::new_bytes(&self.heap, shape_ref(shape), 0, Bytes8::Copy(b))
    }

    /// As [`Vm::try_bytes`], of a buffer that the object takes over.
    pub(crate) fn try_bytes_of(&self, b: Buf<u8>) -> Result<Value, OutOfMemory> {
        if b.is_empty() {
            return Ok(self.empty_bytes.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Bytes)).root;
        inline::new_bytes(&self.heap, shape_ref(shape), 0, Bytes8::Take(b))
    }

    /// A string of `len` bytes that `fill` pushes; `ascii` and `chars` must be true of them.
    pub fn str_filled(
        &mut self,
        len: usize,
        ascii: bool,
        chars: usize,
        mut fill: impl FnMut(&Vm, &mut inline::Filler<'_>),
    ) -> Res {
        if len == 0 {
            return Ok(self.empty_str.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Str)).root;
        self.with_memory(|vm| {
            let vm = &*vm;
            inline::new_str_filled(&vm.heap, shape_ref(shape), len, ascii, chars, |f| {
                fill(vm, f)
            })
        })
    }

    /// The part of a string in a range of bytes; the string itself where that is all of it.
    pub fn substr(&mut self, v: &Value, range: std::ops::Range<usize>) -> Res {
        let s = self.of::<Str>(v);
        let b = &s.bytes()[range.clone()];
        if b.len() == s.byte_len() && self.is_exact(v, T::Str) {
            return Ok(v.clone());
        }
        if let [one] = b
            && one.is_ascii()
        {
            return self.char(*one as u32);
        }
        let (ascii, chars) = if s.is_ascii() {
            (true, b.len())
        } else {
            measure(b)
        };
        if let Some(v) = self.quick_str([b, &[]], ascii, chars) {
            return Ok(v);
        }
        self.str_filled(b.len(), ascii, chars, |vm, f| {
            f.push(&vm.of::<Str>(v).bytes()[range.clone()])
        })
    }

    /// The part of a bytes-like object in a range, as bytes; the object itself where that is all of
    /// it and it is of exact type bytes.
    pub fn subbytes(&mut self, v: &Value, range: std::ops::Range<usize>) -> Res {
        let whole = self.buffer(v).unwrap_or_default();
        if range.len() == whole.len() && self.is_exact(v, T::Bytes) {
            return Ok(v.clone());
        }
        if range.is_empty() {
            return Ok(self.empty_bytes.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Bytes)).root;
        self.with_memory(|vm| {
            let b = &vm.buffer(v).unwrap_or_default()[range.clone()];
            inline::new_bytes(&vm.heap, shape_ref(shape), 0, Bytes8::Copy(b))
        })
    }

    /// A string that takes over a buffer of WTF-8 (`Text::into_buf`).
    pub fn str_of(&mut self, b: Buf<u8>) -> Res {
        if b.len() <= 1 || b.len() <= inline::TEXT_INLINE {
            return self.str_wtf8(&b);
        }
        let (ascii, chars) = measure(&b);
        let shape: *const Shape = &*self.ty(self.class(T::Str)).root;
        self.room_for_head()?;
        Ok(inline::new_str(
            &self.heap,
            shape_ref(shape),
            0,
            Bytes8::Take(b),
            ascii,
            chars,
            0,
        )?)
    }

    /// Collects now if an object's head would not fit otherwise: for allocations that take over a
    /// buffer and so can't be tried twice.
    fn room_for_head(&mut self) -> Res<()> {
        self.reserve_check(16 * 1024)
    }

    /// A new string with the concatenation of two, leaving room to append `slack` bytes.
    pub(crate) fn str_concat(&mut self, a: &Value, b: &Value, slack: usize) -> Res {
        let shape: *const Shape = &*self.ty(self.class(T::Str)).root;
        if slack == 0 {
            let (x, y) = (self.of::<Str>(a), self.of::<Str>(b));
            let (len, chars) = (x.byte_len() + y.byte_len(), x.char_len() + y.char_len());
            let ascii = x.is_ascii() && y.is_ascii();
            if let Some(v) = self.quick_str([x.bytes(), y.bytes()], ascii, chars) {
                return Ok(v);
            }
            return self.str_filled(len, ascii, chars, |vm, f| {
                f.push(vm.of::<Str>(a).bytes());
                f.push(vm.of::<Str>(b).bytes());
            });
        }
        self.with_memory(|vm| {
            let (x, y) = (vm.of::<Str>(a), vm.of::<Str>(b));
            inline::new_str2(
                &vm.heap,
                shape_ref(shape),
                [x.bytes(), y.bytes()],
                x.is_ascii() && y.is_ascii(),
                x.char_len() + y.char_len(),
                slack,
            )
        })
    }

    /// The string of one code point (surrogates too; values above U+10FFFF give U+FFFD).
    pub fn char(&mut self, c: u32) -> Res {
        let (b, n) = crate::text::wtf8::encode(c);
        let b = &b[..n];
        if c > 0xFF {
            return self.char_of(b);
        }
        if !self.chars[c as usize].is_unbound() {
            return Ok(self.chars[c as usize].clone());
        }
        let v = self.char_of(b)?;
        self.chars[c as usize] = v.clone();
        Ok(v)
    }

    fn char_of(&mut self, b: &[u8]) -> Res {
        let shape: *const Shape = &*self.ty(self.class(T::Str)).root;
        let ascii = b.len() == 1;
        self.with_memory(|vm| {
            inline::new_str(&vm.heap, shape_ref(shape), 0, Bytes8::Copy(b), ascii, 1, 0)
        })
    }

    /// A string of formatted text.
    pub fn format(&mut self, args: fmt::Arguments<'_>) -> Res {
        if let Some(s) = args.as_str() {
            return self.str(s);
        }
        let mut t = Text::new(&self.heap);
        t.push_fmt(args)?;
        let b = t.into_buf();
        self.str_of(b)
    }

    /// The interned string with this text.
    pub fn intern(&mut self, s: &str) -> Res {
        if let Some(v) = self.heap.interned(s.as_bytes()) {
            return Ok(v);
        }
        let v = self.str(s)?;
        Ok(self.heap.intern(v)?)
    }

    /// The interned string equal to `v`, which must be an exact str (anything else is handed back).
    pub fn intern_value(&mut self, v: &Value) -> Res {
        match self.get::<Str>(v) {
            Some(s) if s.is_interned() => Ok(v.clone()),
            Some(s) => {
                if let Some(found) = self.heap.interned(s.bytes()) {
                    return Ok(found);
                }
                if v.header().is_some_and(|h| h.has(FLAG_HEAP_TYPE)) {
                    let b = Buf::from_slice(&self.heap, s.bytes())?;
                    let plain = self.str_wtf8(&b)?;
                    return Ok(self.heap.intern(plain)?);
                }
                Ok(self.heap.intern(v.clone())?)
            }
            None => Ok(v.clone()),
        }
    }

    // ---- bytes, tuples, lists ----

    pub fn bytes(&mut self, b: &[u8]) -> Res {
        if b.is_empty() {
            return Ok(self.empty_bytes.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Bytes)).root;
        self.with_memory(|vm| inline::new_bytes(&vm.heap, shape_ref(shape), 0, Bytes8::Copy(b)))
    }

    /// A bytes object with the encoding of a str.
    pub fn bytes_of_str(&mut self, v: &Value) -> Res {
        if self.of::<Str>(v).byte_len() == 0 {
            return Ok(self.empty_bytes.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Bytes)).root;
        self.with_memory(|vm| {
            let b = Bytes8::Copy(vm.of::<Str>(v).bytes());
            inline::new_bytes(&vm.heap, shape_ref(shape), 0, b)
        })
    }

    /// A bytes object that takes over a buffer.
    pub fn bytes_of(&mut self, b: Buf<u8>) -> Res {
        if b.is_empty() {
            return Ok(self.empty_bytes.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Bytes)).root;
        self.room_for_head()?;
        Ok(inline::new_bytes(
            &self.heap,
            shape_ref(shape),
            0,
            Bytes8::Take(b),
        )?)
    }

    /// A tuple of clones.
    pub fn tuple(&mut self, items: &[Value]) -> Res {
        if items.is_empty() {
            return Ok(self.empty_tuple.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Tuple)).root;
        self.with_memory(|vm| {
            inline::new_tuple(&vm.heap, shape_ref(shape), 0, items.len(), |i| {
                items[i].clone()
            })
        })
    }

    /// A tuple of the values in `items`, which are taken out: no pointers stay behind. On an error they
    /// are all still there.
    #[inline]
    pub(crate) fn tuple_take(&mut self, items: &mut [Value]) -> Res {
        if items.is_empty() {
            return Ok(self.empty_tuple.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Tuple)).root;
        self.with_memory(|vm| inline::tuple_taking(&vm.heap, shape_ref(shape), items))
    }

    /// A tuple of the items of `buf`.
    pub fn tuple_of(&mut self, mut buf: Buf<Value>) -> Res {
        if buf.is_empty() {
            return Ok(self.empty_tuple.clone());
        }
        let shape: *const Shape = &*self.ty(self.class(T::Tuple)).root;
        self.with_memory(|vm| {
            inline::new_tuple(&vm.heap, shape_ref(shape), 0, buf.len(), |i| buf[i].take())
        })
    }

    /// A tuple of class `cls`, a subclass of tuple (or tuple itself).
    pub fn tuple_as(&mut self, cls: &Value, items: &[Value]) -> Res {
        let (shape, flags) = self.layout_of(cls);
        if flags & FLAG_HEAP_TYPE == 0 {
            return self.tuple(items);
        }
        let v = self.with_memory(|vm| {
            inline::new_tuple(&vm.heap, shape_ref(shape), flags, items.len(), |i| {
                items[i].clone()
            })
        })?;
        self.note_finalizer(cls, v)
    }

    /// A struct sequence of builtin type `t` (see `types::struct_sequence`).
    pub fn struct_sequence(&mut self, t: T, items: &[Value]) -> Res {
        self.ensure_type(t)?;
        let shape: *const Shape = &*self.ty(self.class(t)).root;
        self.with_memory(|vm| {
            inline::new_tuple(&vm.heap, shape_ref(shape), 0, items.len(), |i| {
                items[i].clone()
            })
        })
    }

    /// A string of class `cls`, a subclass of str (or str itself).
    pub fn str_as(&mut self, cls: &Value, b: &[u8]) -> Res {
        let (shape, flags) = self.layout_of(cls);
        if flags & FLAG_HEAP_TYPE == 0 {
            return self.str_wtf8(b);
        }
        let (ascii, chars) = measure(b);
        let v = self.with_memory(|vm| {
            inline::new_str(
                &vm.heap,
                shape_ref(shape),
                flags,
                Bytes8::Copy(b),
                ascii,
                chars,
                0,
            )
        })?;
        self.note_finalizer(cls, v)
    }

    /// A bytes object of class `cls`, a subclass of bytes (or bytes itself).
    pub fn bytes_as(&mut self, cls: &Value, b: &[u8]) -> Res {
        let (shape, flags) = self.layout_of(cls);
        if flags & FLAG_HEAP_TYPE == 0 {
            return self.bytes(b);
        }
        let v = self.with_memory(|vm| {
            inline::new_bytes(&vm.heap, shape_ref(shape), flags, Bytes8::Copy(b))
        })?;
        self.note_finalizer(cls, v)
    }

    pub fn empty_str(&self) -> Value {
        self.empty_str.clone()
    }

    pub fn empty_tuple(&self) -> Value {
        self.empty_tuple.clone()
    }

    /// A list of the items of `buf`.
    pub fn list(&mut self, buf: Buf<Value>) -> Res {
        self.alloc(T::List, crate::types::list::List::from(buf))
    }

    /// An empty dict.
    pub fn dict(&mut self) -> Res {
        self.alloc(T::Dict, crate::types::dict::Dict::new())
    }

    // ---- reading ----

    /// Text of a string, if it holds no lone surrogates.
    #[inline]
    pub fn text<'a>(&'a self, v: &'a Value) -> Option<&'a str> {
        self.get::<Str>(v)?.as_str()
    }

    /// Text of a string as WTF-8.
    #[inline]
    pub fn wtf8<'a>(&'a self, v: &'a Value) -> Option<&'a [u8]> {
        self.get::<Str>(v).map(Str::bytes)
    }

    /// Contents of a bytes object.
    pub fn bytes_of_value<'a>(&'a self, v: &'a Value) -> Option<&'a [u8]> {
        self.get::<inline::Bytes>(v).map(inline::Bytes::bytes)
    }

    /// Items of a tuple or list.
    #[inline]
    pub fn items<'a>(&'a self, v: &'a Value) -> Option<&'a [Value]> {
        if let Some(t) = self.get::<Tuple>(v) {
            return Some(t.items());
        }
        self.get::<crate::types::list::List>(v).map(|l| l.items())
    }

    /// The type payload of `class`, if it is a class.
    pub fn as_type<'a>(&'a self, v: &'a Value) -> Option<&'a Type> {
        self.get::<Type>(v)
    }
}

/// A shape that outlives the allocation at hand (its type is held by the caller or immortal).
#[allow(unsafe_code)]
fn shape_ref<'a>(s: *const Shape) -> &'a Shape {
    // SAFETY: S1: callers took the address from a type object that they or the VM keep alive.
    unsafe { &*s }
}
