//! Coroutines, and what awaiting takes: `await`, `async for` and `async with` ask here.
//!
//! A coroutine has the payload of a generator and runs as one. Everything here that isn't a getter
//! may run Python.

use super::generator::{self, GenState, Generator};
use crate::code::CodeFlags;
use crate::code::opcodes::awaited;
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::code::CodeObject;
use crate::types::container::Repr;
use crate::types::exception;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::names::N;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{getset, methods, payload, raise};

pub static DEF: TypeDef = TypeDef {
    name: "coroutine",
    kind: Kind::Generator,
    slots: Slots {
        repr: Some(repr),
        del: Some(del),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    weakrefs: true,
    ..TypeDef::OBJECT
};

pub static WRAPPER: TypeDef = TypeDef {
    name: "coroutine_wrapper",
    doc: "A wrapper object implementing __await__ for coroutines.",
    kind: Kind::CoroutineWrapper,
    slots: Slots {
        iter: Some(|_, w| Ok(w.clone())),
        next: Some(wrapper_next),
        ..Slots::NONE
    },
    methods: WRAPPER_METHODS,
    ..TypeDef::OBJECT
};

payload! {
    /// What `coroutine.__await__()` gives: the coroutine as an iterator.
    pub struct CoroutineWrapper: CoroutineWrapper {
        coroutine: Value,
    }
}

methods! { METHODS;
    /// send(arg) -> send 'arg' into coroutine,
    /// return next iterated value or raise StopIteration.
    "send(self, arg, /)" => generator::send;
    /// throw(value)
    /// throw(type[,value[,traceback]])
    ///
    /// Raise exception in coroutine, return next iterated value or raise
    /// StopIteration.
    "throw(self, type, value=None, traceback=None, /)" => generator::throw;
    /// close() -> raise GeneratorExit inside coroutine.
    "close(self, /)" => generator::close;
    /// Return an iterator to be used in await expression.
    "__await__(self, /)" => wrap;
    /// See PEP 585
    @classmethod "__class_getitem__(cls, object, /)" => super::generic_alias::class_getitem;
}

methods! { WRAPPER_METHODS;
    /// send(arg) -> send 'arg' into coroutine,
    /// return next iterated value or raise StopIteration.
    "send(self, arg, /)" => wrapper_send;
    /// throw(value)
    /// throw(type[,value[,traceback]])
    ///
    /// Raise exception in coroutine, return next iterated value or raise
    /// StopIteration.
    "throw(self, type, value=None, traceback=None, /)" => wrapper_throw;
    /// close() -> raise GeneratorExit inside coroutine.
    "close(self, /)" => wrapper_close;
}

getset! { GETSET;
    /// name of the coroutine
    "__name__" => generator::name, generator::set_name;
    /// qualified name of the coroutine
    "__qualname__" => generator::qualname, generator::set_qualname;
    /// object being awaited on, or None
    "cr_await" => generator::yield_from;
    "cr_running" => generator::running;
    "cr_suspended" => generator::suspended;
    "cr_frame" => generator::frame;
    @member "cr_code" => generator::code;
    @member "cr_origin" => origin;
}

fn repr(vm: &mut Vm, c: &Value) -> Res {
    let q = generator::qualname(vm, c)?;
    let (q, id) = (vm.text(&q).unwrap_or("?").to_owned(), vm.id(c));
    vm.format(format_args!("<coroutine object {q} at {id:#x}>"))
}

fn origin(vm: &mut Vm, c: &Value) -> Res {
    Ok(vm.of::<Generator>(c).origin.clone())
}

fn wrap(vm: &mut Vm, a: Args<'_>) -> Res {
    let coroutine = a[0].clone();
    vm.alloc(T::CoroutineWrapper, CoroutineWrapper { coroutine })
}

fn wrapped(vm: &Vm, w: &Value) -> Value {
    vm.of::<CoroutineWrapper>(w).coroutine.clone()
}

fn wrapper_next(vm: &mut Vm, w: &Value) -> Res<Option<Value>> {
    let c = wrapped(vm, w);
    match generator::resume(vm, &c, Value::NONE, None)? {
        Ok(v) => Ok(Some(v)),
        Err(v) => {
            vm.stop_value = v;
            Ok(None)
        }
    }
}

/// Calls a coroutine's method for its wrapper.
fn forward(vm: &mut Vm, a: Args<'_>, f: fn(&mut Vm, Args<'_>) -> Res) -> Res {
    let mut pos = [
        Value::UNBOUND,
        Value::UNBOUND,
        Value::UNBOUND,
        Value::UNBOUND,
    ];
    for (to, from) in pos.iter_mut().zip(a.pos) {
        *to = from.clone();
    }
    pos[0] = wrapped(vm, &a[0]);
    f(
        vm,
        Args {
            pos: &pos,
            kw: a.kw,
        },
    )
}

fn wrapper_send(vm: &mut Vm, a: Args<'_>) -> Res {
    forward(vm, a, generator::send)
}

fn wrapper_throw(vm: &mut Vm, a: Args<'_>) -> Res {
    forward(vm, a, generator::throw)
}

fn wrapper_close(vm: &mut Vm, a: Args<'_>) -> Res {
    forward(vm, a, generator::close)
}

/// A coroutine that is dropped is closed; one that never ran, warned about.
fn del(vm: &mut Vm, c: &Value) -> Res<()> {
    if vm.of::<Generator>(c).state != GenState::Created {
        return generator::close_generator(vm, c).map(drop);
    }
    vm.warn_unawaited_coroutine(c)
}

impl Vm {
    /// What a call of an `async def` gives: `g` as a coroutine or asynchronous generator.
    pub(crate) fn new_coroutine(&mut self, flags: CodeFlags, g: Generator) -> Res {
        let is_generator = flags.has(CodeFlags::ASYNC_GENERATOR);
        let t = if is_generator {
            T::AsyncGenerator
        } else {
            T::Coroutine
        };
        let v = self.alloc(t, g)?;
        if !is_generator && self.state.origin_depth > 0 {
            let origin = self.coroutine_origin()?;
            let (g, _) = self.of_mut::<Generator>(&v);
            drop(std::mem::replace(&mut g.origin, origin));
        }
        self.heap().add_finalizer(&v)?;
        Ok(v)
    }

    /// Where the running code called a coroutine's function: (file, line, function) for as many
    /// frames as `sys.set_coroutine_origin_tracking_depth` says.
    fn coroutine_origin(&mut self) -> Res {
        let mut out = Buf::new();
        // The top frame is the coroutine's own.
        let callers = self.frame_count().saturating_sub(1);
        for i in (0..callers).rev().take(self.state.origin_depth) {
            let at = self.frame_spot(i);
            let code = self.code_of(&at.func);
            let file = self.str(&code.filename)?;
            let line = code.positions.get(at.op as usize).map_or(0, |p| p.line);
            let name = self.str(&code.name)?;
            let entry = self.tuple(&[file, Value::int(line as i64), name])?;
            out.push(self.heap(), entry)?;
        }
        self.tuple_of(out)
    }

    /// Whether `v` is a generator that `types.coroutine` marked.
    fn is_awaitable_generator(&self, v: &Value) -> bool {
        self.is_exact(v, T::Generator) && {
            let code = &self.of::<Generator>(v).code;
            let flags = self.of::<CodeObject>(code).code.flags;
            flags.has(CodeFlags::ITERABLE_COROUTINE)
        }
    }

    /// The iterator that awaiting `v` goes through; `kind` is one of [`awaited`].
    pub(crate) fn awaitable(&mut self, v: &Value, kind: u8) -> Res {
        if self.is_exact(v, T::Coroutine) {
            if self.delegate(v).is_some() {
                raise!(self, RuntimeError, "coroutine is being awaited already");
            }
            return Ok(v.clone());
        }
        if self.is_awaitable_generator(v) {
            return Ok(v.clone());
        }
        if kind != awaited::VALUE && self.special(v, N::__await__)?.is_none() {
            let (t, method) = (
                self.type_name(v).to_owned(),
                match kind {
                    awaited::AENTER => "__aenter__",
                    _ => "__aexit__",
                },
            );
            raise!(
                self,
                TypeError,
                "'async with' received an object from {method} that does not implement __await__: {t}"
            );
        }
        self.await_iter(v)
    }

    /// `iter` for awaiting: a coroutine itself, else what `__await__` gives.
    pub(crate) fn await_iter(&mut self, v: &Value) -> Res {
        if self.is_exact(v, T::Coroutine) || self.is_awaitable_generator(v) {
            return Ok(v.clone());
        }
        let Some(f) = self.special(v, N::__await__)? else {
            let t = self.type_name(v).to_owned();
            raise!(
                self,
                TypeError,
                "object {t} can't be used in 'await' expression"
            );
        };
        let it = self.call(&f, &[])?;
        if self.is_exact(&it, T::Coroutine) || self.is_awaitable_generator(&it) {
            raise!(self, TypeError, "__await__() returned a coroutine");
        }
        if self.slots(&it).next.is_none() {
            let t = self.type_name(&it).to_owned();
            raise!(
                self,
                TypeError,
                "__await__() returned non-iterator of type '{t}'"
            );
        }
        Ok(it)
    }

    /// The asynchronous iterator of `v` for `async for`.
    pub(crate) fn async_iter(&mut self, v: &Value) -> Res {
        if self.is_exact(v, T::AsyncGenerator) {
            return Ok(v.clone());
        }
        let Some(f) = self.special(v, N::__aiter__)? else {
            let t = self.type_name(v).to_owned();
            raise!(
                self,
                TypeError,
                "'async for' requires an object with __aiter__ method, got {t}"
            );
        };
        let it = self.call(&f, &[])?;
        if self.special(&it, N::__anext__)?.is_none() {
            let t = self.type_name(&it).to_owned();
            raise!(
                self,
                TypeError,
                "'async for' received an object from __aiter__ that does not implement __anext__: {t}"
            );
        }
        Ok(it)
    }

    /// The iterator that awaiting the next item of `it` goes through.
    pub(crate) fn async_next(&mut self, it: &Value) -> Res {
        if self.is_exact(it, T::AsyncGenerator) {
            return super::async_generator::next_step(self, it);
        }
        let Some(f) = self.special(it, N::__anext__)? else {
            let t = self.type_name(it).to_owned();
            raise!(
                self,
                TypeError,
                "'async for' requires an iterator with __anext__ method, got {t}"
            );
        };
        let v = self.call(&f, &[])?;
        match self.await_iter(&v) {
            Ok(it) => Ok(it),
            Err(e) if e.is_stop() => Err(e),
            Err(e) => {
                let t = self.type_name(&v).to_owned();
                let Some(cause) = self.exception_of(e) else {
                    return Err(Raised(Value::STOPPED));
                };
                let new = self.err(
                    T::TypeError,
                    format_args!("'async for' received an invalid object from __anext__: {t}"),
                );
                exception::set_cause(self, &new.0, &cause);
                exception::set_context(self, &new.0, cause);
                Err(new)
            }
        }
    }

    /// Whether `e` says that there are no more items.
    pub(crate) fn is_stop_async_iteration(&mut self, e: &Raised) -> bool {
        self.caught(e, T::StopAsyncIteration)
    }

    /// Enters `manager` for `async with`: its bound `__aexit__`, and what `__aenter__` gave.
    pub(crate) fn async_with_enter(&mut self, manager: &Value) -> Res<(Value, Value)> {
        let Some(enter) = self.special(manager, N::__aenter__)? else {
            let t = self.type_name(manager).to_owned();
            raise!(
                self,
                TypeError,
                "'{t}' object does not support the asynchronous context manager protocol"
            );
        };
        let Some(exit) = self.special(manager, N::__aexit__)? else {
            let t = self.type_name(manager).to_owned();
            raise!(
                self,
                TypeError,
                "'{t}' object does not support the asynchronous context manager protocol (missed __aexit__ method)"
            );
        };
        let value = self.call(&enter, &[])?;
        Ok((exit, value))
    }

    /// RuntimeWarning for a coroutine that never ran.
    fn warn_unawaited_coroutine(&mut self, c: &Value) -> Res<()> {
        let q = generator::qualname(self, c)?;
        let q = self.text(&q).unwrap_or("?").to_owned();
        let mut text = Repr::new();
        text.push(self, &format!("coroutine '{q}' was never awaited"))?;
        let origin = self.of::<Generator>(c).origin.clone();
        let frames: Vec<Value> = self.items(&origin).unwrap_or_default().to_vec();
        if !frames.is_empty() {
            let heading = "\nCoroutine created at (most recent call last)";
            text.push(self, heading)?;
        }
        for frame in frames.iter().rev() {
            let Some([file, line, name]) = self.items(frame) else {
                continue;
            };
            let file = self.text(file).unwrap_or("?").to_owned();
            let name = self.text(name).unwrap_or("?").to_owned();
            let n = line.as_small_int().unwrap_or(0);
            let entry = format!("\n  File \"{file}\", line {n}, in {name}");
            text.push(self, &entry)?;
            let line = u32::try_from(n)
                .ok()
                .and_then(|n| self.source_line(&file, n));
            if let Some(line) = line.map(|l| l.trim().to_owned()) {
                text.push(self, &format!("\n    {line}"))?;
            }
        }
        let message = text.finish(self)?;
        let message = self.text(&message).unwrap_or_default().to_owned();
        self.warn_about(T::RuntimeWarning, &message, c)
    }

    /// RuntimeWarning for a method of asynchronous generator `g` whose result was never awaited.
    pub(super) fn warn_unawaited_method(&mut self, g: &Value, method: &str) -> Res<()> {
        let q = generator::qualname(self, g)?;
        let q = self.text(&q).unwrap_or("?").to_owned();
        let message = format!("coroutine method '{method}' of '{q}' was never awaited");
        self.warn_about(T::RuntimeWarning, &message, g)
    }
}
