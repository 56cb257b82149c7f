//! Generators: a frame that waits on the heap.

use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::in_order::InOrder;
use crate::memory::value::Value;

/// What a generator is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenState {
    /// Not started.
    Created,
    Suspended,
    Running,
    Finished,
}

/// A generator. While it is suspended `window` holds its registers; it runs in place there.
pub struct Generator {
    pub state: GenState,
    /// Index of the next instruction.
    pub pc: u32,
    /// Register that receives what is sent, when suspended at a `Yield`.
    pub dst: u16,
    /// Value of a delegation that ended in `throw`, on its way to the frame.
    pub delegated: Value,
    /// The function; unbound while it runs (its frame has it) and once finished. Its code stays.
    pub func: Value,
    pub code: Value,
    /// Names that differ from the code's; else unbound.
    pub name: Value,
    pub qualname: Value,
    /// Registers. Never resized while the generator lives.
    pub window: InOrder,
    /// The exception that is being handled inside; while it runs, that of the code that resumed it.
    pub handled: Value,
    /// A coroutine's `cr_origin`; an asynchronous generator's finalizer; else None.
    pub origin: Value,
    /// An asynchronous generator's state (`async_generator::CLOSED` and so on).
    pub flags: u8,
}

impl Payload for Generator {
    const KIND: Kind = Kind::Generator;
    const TRACKED: bool = true;
    const CLEARED_FIRST: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [
            &self.func,
            &self.code,
            &self.name,
            &self.qualname,
            &self.handled,
            &self.delegated,
            &self.origin,
        ] {
            f(v);
        }
        self.window.iter().for_each(f);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        if self.state == GenState::Running {
            return;
        }
        self.state = GenState::Finished;
        out(self.func.take());
        out(self.handled.take());
        out(self.origin.take());
        for v in self.window.iter_mut() {
            out(v.take());
        }
    }

    fn extra_bytes(&self) -> usize {
        self.window.bytes()
    }
}

// ---------------------------------------------------------------- its type

use crate::code::CodeFlags;
use crate::types::code::CodeObject;
use crate::types::registry::T;
use crate::types::traceback::{self, Spot};
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::frame::ENTRY;
use crate::vm::names::N;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{getset, methods, raise};

pub static DEF: TypeDef = TypeDef {
    name: "generator",
    kind: Kind::Generator,
    slots: Slots {
        repr: Some(repr),
        iter: Some(iter),
        next: Some(next),
        del: Some(del),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    weakrefs: true,
    ..TypeDef::OBJECT
};

methods! { pub METHODS;
    /// send(arg) -> send 'arg' into generator,
    /// return next yielded value or raise StopIteration.
    "send(self, arg, /)" => send;
    /// throw(value)
    /// throw(type[,value[,tb]])
    ///
    /// Raise exception in generator, return next yielded value or raise
    /// StopIteration.
    /// the (type, val, tb) signature is deprecated,
    /// and may be removed in a future version of Python.
    "throw(self, type, value=None, traceback=None, /)" => throw;
    /// close() -> raise GeneratorExit inside generator.
    "close(self, /)" => close;
}

getset! { GETSET;
    "__name__" => name, set_name;
    "__qualname__" => qualname, set_qualname;
    "gi_running" => running;
    "gi_suspended" => suspended;
    "gi_frame" => frame;
    "gi_code" => code;
    "gi_yieldfrom" => yield_from;
}

fn iter(_: &mut Vm, g: &Value) -> Res {
    Ok(g.clone())
}

fn repr(vm: &mut Vm, g: &Value) -> Res {
    let q = qualname(vm, g)?;
    let (q, id) = (vm.text(&q).unwrap_or("?").to_owned(), vm.id(g));
    vm.format(format_args!("<generator object {q} at {id:#x}>"))
}

/// What messages call `g`: this payload is shared by generators, coroutines and asynchronous
/// generators.
fn word(vm: &Vm, g: &Value) -> &'static str {
    match vm.of::<CodeObject>(&vm.of::<Generator>(g).code).code.flags {
        f if f.has(CodeFlags::COROUTINE) => "coroutine",
        f if f.has(CodeFlags::ASYNC_GENERATOR) => "async generator",
        _ => "generator",
    }
}

/// Resumes `g` with `sent`, or raises in it: what it yielded, or (`Err`) returned.
pub(super) fn resume(
    vm: &mut Vm,
    g: &Value,
    sent: Value,
    raise: Option<Raised>,
) -> Res<Result<Value, Value>> {
    let gen_ = vm.of::<Generator>(g);
    match gen_.state {
        GenState::Running => {
            let word = word(vm, g);
            raise!(vm, ValueError, "{word} already executing")
        }
        GenState::Finished => {
            if word(vm, g) == "coroutine" {
                raise!(vm, RuntimeError, "cannot reuse already awaited coroutine");
            }
            return match raise {
                Some(e) => Err(e),
                None => Ok(Err(Value::NONE)),
            };
        }
        GenState::Created if raise.is_none() && !sent.is_none() => {
            let word = word(vm, g);
            raise!(
                vm,
                TypeError,
                "can't send non-None value to a just-started {word}"
            )
        }
        _ => {}
    }
    vm.check_native_stack()?;
    vm.enter_generator(g, sent, ENTRY)?;
    let v = vm.run(raise)?;
    Ok(match vm.of::<Generator>(g).state {
        GenState::Finished => Err(v),
        _ => Ok(v),
    })
}

fn next(vm: &mut Vm, g: &Value) -> Res<Option<Value>> {
    match resume(vm, g, Value::NONE, None)? {
        Ok(v) => Ok(Some(v)),
        Err(v) if v.is_none() => Ok(None),
        // A return value travels in the exception; loops drop it.
        Err(v) => {
            vm.stop_value = v;
            Ok(None)
        }
    }
}

/// The outcome of a resumption as `send` and `throw` have it.
pub(super) fn outcome(vm: &mut Vm, r: Result<Value, Value>) -> Res {
    match r {
        Ok(v) => Ok(v),
        Err(v) => Err(vm.generator_returned(v)),
    }
}

pub(crate) fn send(vm: &mut Vm, a: Args<'_>) -> Res {
    let r = resume(vm, &a[0], a[1].clone(), None)?;
    outcome(vm, r)
}

/// What `throw(type, value, tb)` is warned with.
pub(super) fn warn_of_parts(vm: &mut Vm, a: &Args<'_>, method: &str) -> Res<()> {
    if a.pos.len() <= 2 {
        return Ok(());
    }
    vm.warn(
        T::DeprecationWarning,
        format_args!(
            "the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature \
             instead."
        ),
        1,
    )
}

pub(super) fn throw(vm: &mut Vm, a: Args<'_>) -> Res {
    warn_of_parts(vm, &a, "throw")?;
    let e = vm.thrown(&a[1], a.get(2), a.get(3))?;
    let r = throw_into(vm, &a[0], e, true)?;
    outcome(vm, r)
}

/// Raises `e` where `g` waits; an iterator that it delegates to gets it first (PEP 380). With
/// `close`, a GeneratorExit closes that iterator instead.
pub(super) fn throw_into(
    vm: &mut Vm,
    g: &Value,
    e: Raised,
    close: bool,
) -> Res<Result<Value, Value>> {
    if vm.of::<Generator>(g).state == GenState::Running {
        let word = word(vm, g);
        raise!(vm, ValueError, "{word} already executing");
    }
    let Some(inner) = vm.delegate(g) else {
        return resume(vm, g, Value::NONE, Some(e));
    };
    let is_exit = close && vm.caught(&e, T::GeneratorExit);
    vm.set_running(g, true);
    let r = if is_exit {
        match close_inner(vm, &inner) {
            Ok(()) => None,
            Err(e2) => Some(Err(e2)),
        }
    } else {
        match vm.try_attr(&inner, "throw") {
            Ok(Some(t)) => Some(vm.call(&t, std::slice::from_ref(&e.0))),
            Ok(None) => None,
            Err(e2) => Some(Err(e2)),
        }
    };
    vm.set_running(g, false);
    match r {
        None => resume(vm, g, Value::NONE, Some(e)),
        Some(Ok(v)) => Ok(Ok(v)),
        Some(Err(e2)) if vm.caught(&e2, T::StopIteration) => {
            // The inner iterator returned: go on behind the `yield from`.
            let v = vm.attr(&e2.0, "value")?;
            vm.finish_delegation(g, v);
            vm.resume_after_delegation(g)
        }
        Some(Err(e2)) => resume(vm, g, Value::NONE, Some(e2)),
    }
}

fn close_inner(vm: &mut Vm, inner: &Value) -> Res<()> {
    if vm.get::<Generator>(inner).is_some() {
        return close_generator(vm, inner).map(drop);
    }
    if let Some(f) = vm.try_attr(inner, "close")? {
        vm.call(&f, &[])?;
    }
    Ok(())
}

pub(super) fn close(vm: &mut Vm, a: Args<'_>) -> Res {
    close_generator(vm, &a[0])
}

/// `g.close()`: what it returned when it did so in answer (3.13), else None.
pub(super) fn close_generator(vm: &mut Vm, g: &Value) -> Res {
    match vm.of::<Generator>(g).state {
        GenState::Created => {
            vm.finish_generator(g);
            return Ok(Value::NONE);
        }
        GenState::Finished => return Ok(Value::NONE),
        _ => {}
    }
    let e = vm.err_empty(T::GeneratorExit);
    match throw_into(vm, g, e, true) {
        Ok(Ok(_)) => {
            let word = word(vm, g);
            raise!(vm, RuntimeError, "{word} ignored GeneratorExit")
        }
        Ok(Err(v)) => Ok(v),
        Err(e) if vm.caught(&e, T::GeneratorExit) || vm.caught(&e, T::StopIteration) => {
            Ok(Value::NONE)
        }
        Err(e) => Err(e),
    }
}

/// A generator that is dropped while suspended is closed.
fn del(vm: &mut Vm, g: &Value) -> Res<()> {
    close_generator(vm, g).map(drop)
}

pub(super) fn name(vm: &mut Vm, g: &Value) -> Res {
    let gen_ = vm.of::<Generator>(g);
    if !gen_.name.is_unbound() {
        return Ok(gen_.name.clone());
    }
    let code = vm.of::<CodeObject>(&gen_.code).code.clone();
    vm.intern(&code.name)
}

pub(super) fn set_name(vm: &mut Vm, g: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v.filter(|v| vm.is_a(v, T::Str)) else {
        raise!(vm, TypeError, "__name__ must be set to a string object");
    };
    let v = v.clone();
    vm.of_mut::<Generator>(g).0.name = v;
    Ok(())
}

pub(super) fn qualname(vm: &mut Vm, g: &Value) -> Res {
    let gen_ = vm.of::<Generator>(g);
    if !gen_.qualname.is_unbound() {
        return Ok(gen_.qualname.clone());
    }
    let code = vm.of::<CodeObject>(&gen_.code).code.clone();
    vm.intern(&code.qualname)
}

pub(super) fn set_qualname(vm: &mut Vm, g: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v.filter(|v| vm.is_a(v, T::Str)) else {
        raise!(vm, TypeError, "__qualname__ must be set to a string object");
    };
    let v = v.clone();
    vm.of_mut::<Generator>(g).0.qualname = v;
    Ok(())
}

pub(super) fn running(vm: &mut Vm, g: &Value) -> Res {
    Ok(Value::bool(
        vm.of::<Generator>(g).state == GenState::Running,
    ))
}

pub(super) fn suspended(vm: &mut Vm, g: &Value) -> Res {
    Ok(Value::bool(
        vm.of::<Generator>(g).state == GenState::Suspended,
    ))
}

/// A frame object with what the generator's variables are now; None when it is over.
pub(super) fn frame(vm: &mut Vm, g: &Value) -> Res {
    let gen_ = vm.of::<Generator>(g);
    if gen_.state == GenState::Finished {
        return Ok(Value::NONE);
    }
    let nlocals = vm.of::<CodeObject>(&gen_.code).nlocals as usize;
    let locals = gen_.window.get(..nlocals).unwrap_or_default();
    let at = Spot {
        func: vm.generator_function(g),
        op: gen_.pc.saturating_sub(1),
        locals: Buf::from_slice(vm.heap(), locals)?.into(),
        ..Spot::default()
    };
    traceback::frame_at(vm, at)
}

pub(super) fn code(vm: &mut Vm, g: &Value) -> Res {
    let gen_ = vm.of::<Generator>(g);
    Ok(gen_.code.clone())
}

pub(super) fn yield_from(vm: &mut Vm, g: &Value) -> Res {
    Ok(vm.delegate(g).unwrap_or(Value::NONE))
}

impl Vm {
    /// The StopIteration that `send` and `throw` raise when a generator has returned `v`.
    pub(crate) fn generator_returned(&mut self, v: Value) -> Raised {
        if v.is_none() {
            self.err_empty(T::StopIteration)
        } else {
            self.err_value(T::StopIteration, v)
        }
    }

    /// What `yield from` iterates: generators as they are, else `iter(v)`.
    pub(crate) fn yield_from_iter(&mut self, v: &Value) -> Res {
        if self.is_exact(v, T::Generator) {
            Ok(v.clone())
        } else if self.is_exact(v, T::Coroutine) {
            let flags = self.running_code().code.flags;
            if !flags.has(CodeFlags::COROUTINE | CodeFlags::ITERABLE_COROUTINE) {
                raise!(
                    self,
                    TypeError,
                    "cannot 'yield from' a coroutine object in a non-coroutine generator"
                );
            }
            Ok(v.clone())
        } else {
            self.iter(v)
        }
    }

    /// Sends to the iterator of a `yield from`: the item yielded, or (`Err`) the value returned.
    pub(crate) fn send_to(&mut self, it: &Value, sent: Value) -> Res<Result<Value, Value>> {
        if self.get::<Generator>(it).is_some() {
            return resume(self, it, sent, None);
        }
        if sent.is_none() && self.slots(it).next.is_some() {
            let name = self.name(N::__next__)?;
            let class = self.type_of(it).clone();
            let native = self
                .type_lookup(&class, &name)?
                .is_none_or(|f| self.get::<super::function::Function>(&f).is_none());
            if native {
                self.stop_value = Value::NONE;
                return Ok(match self.next(it)? {
                    Some(v) => Ok(v),
                    None => Err(std::mem::replace(&mut self.stop_value, Value::NONE)),
                });
            }
        }
        let r = if sent.is_none() {
            self.call_method(it, "__next__", &[])
        } else {
            self.call_method(it, "send", &[sent])
        };
        match r {
            Ok(v) => Ok(Ok(v)),
            Err(e) if self.caught(&e, T::StopIteration) => Ok(Err(self.attr(&e.0, "value")?)),
            Err(e) => Err(e),
        }
    }

    /// The StopIteration for an exhausted iterator, with a generator's return value.
    pub(crate) fn stop_iteration(&mut self, _it: &Value) -> Raised {
        let v = std::mem::replace(&mut self.stop_value, Value::NONE);
        self.generator_returned(v)
    }

    /// The iterator that a suspended generator delegates to.
    pub(crate) fn delegate(&self, g: &Value) -> Option<Value> {
        use crate::code::Op;
        let gen_ = self.of::<Generator>(g);
        if gen_.state != GenState::Suspended {
            return None;
        }
        let co = self.get::<super::code::CodeObject>(&gen_.code)?;
        match co.code.ops.get(gen_.pc as usize) {
            Some(Op::YieldFrom { it, .. }) => gen_.window.get(it.0 as usize).cloned(),
            _ => None,
        }
    }

    fn set_running(&mut self, g: &Value, on: bool) {
        self.of_mut::<Generator>(g).0.state = if on {
            GenState::Running
        } else {
            GenState::Suspended
        };
    }

    /// The delegation of suspended generator `g` is over with value `v`.
    fn finish_delegation(&mut self, g: &Value, v: Value) {
        use crate::code::Op;
        let (gen_, _) = self.of_mut::<Generator>(g);
        let code = gen_.code.clone();
        let pc = gen_.pc as usize;
        let op = self
            .get::<super::code::CodeObject>(&code)
            .and_then(|c| c.code.ops.get(pc))
            .copied();
        if let Some(Op::YieldFrom { d, it, .. }) = op {
            let (gen_, _) = self.of_mut::<Generator>(g);
            let old = gen_
                .window
                .get_mut(it.0 as usize)
                .map(|s| std::mem::replace(s, Value::ZERO));
            gen_.pc += 1;
            // What is sent on resumption arrives in the result's register.
            gen_.dst = d.0;
            gen_.delegated = v;
            drop(old);
        }
    }

    fn resume_after_delegation(&mut self, g: &Value) -> Res<Result<Value, Value>> {
        let v = self.of_mut::<Generator>(g).0.delegated.take();
        resume(self, g, v, None)
    }

    /// A generator that never ran, or must not run any more, is over.
    pub(crate) fn finish_generator(&mut self, g: &Value) {
        let (gen_, _) = self.of_mut::<Generator>(g);
        gen_.state = GenState::Finished;
        let parts = (gen_.func.take(), std::mem::take(&mut gen_.window));
        self.heap().remove_finalizer(g);
        drop(parts);
    }
}
