//! Asynchronous generators, and the awaitables that step them: `asend()`, `athrow()`, `aclose()`,
//! `anext()`.
//!
//! A generator's frame suspends at `yield` and at whatever it awaits. Stepping tells the two apart by
//! the instruction where it stands: a `yield` ends the step with the item as the awaitable's result,
//! anything else is passed on to the event loop.

use super::generator::{self, GenState, Generator};
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::names::N;
use crate::vm::typedef::{Args, Slots, TypeDef};
use crate::{getset, methods, payload, raise};

/// Bits of `Generator::flags`: it is closed; a step is going on; the hooks have been looked at.
const CLOSED: u8 = 1;
const RUNNING: u8 = 2;
const HOOKED: u8 = 4;

pub static DEF: TypeDef = TypeDef {
    name: "async_generator",
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

pub static ASEND: TypeDef = TypeDef {
    name: "async_generator_asend",
    ..STEP
};

pub static ATHROW: TypeDef = TypeDef {
    name: "async_generator_athrow",
    ..STEP
};

const STEP: TypeDef = TypeDef {
    kind: Kind::AsyncStep,
    slots: Slots {
        iter: Some(|_, s| Ok(s.clone())),
        next: Some(step_next),
        del: Some(step_del),
        ..Slots::NONE
    },
    methods: STEP_METHODS,
    ..TypeDef::OBJECT
};

pub static ANEXT: TypeDef = TypeDef {
    name: "anext_awaitable",
    kind: Kind::AnextAwaitable,
    slots: Slots {
        iter: Some(|_, s| Ok(s.clone())),
        next: Some(anext_next),
        ..Slots::NONE
    },
    methods: ANEXT_METHODS,
    ..TypeDef::OBJECT
};

payload! {
    /// A step of a generator: what `asend`, `athrow` and `aclose` give.
    pub struct AsyncStep: AsyncStep {
        generator: Value,
        /// What to send, or to throw.
        arg: Value,
        /// One of `ASENDING` and so on.
        what: u8,
        /// One of `INIT` and so on.
        state: u8,
    }
}

payload! {
    /// `anext(it, default)`.
    pub struct AnextAwaitable: AnextAwaitable {
        wrapped: Value,
        default: Value,
    }
}

/// What a step does.
const ASENDING: u8 = 0;
const ATHROWING: u8 = 1;
const CLOSING: u8 = 2;

/// Where a step is.
const INIT: u8 = 0;
const GOING: u8 = 1;
const DONE: u8 = 2;

methods! { METHODS;
    /// asend(v) -> send 'v' in generator.
    "asend(self, value, /)" => asend;
    /// athrow(value)
    /// athrow(type[,value[,tb]])
    ///
    /// raise exception in generator.
    /// the (type, val, tb) signature is deprecated,
    /// and may be removed in a future version of Python.
    "athrow(self, type, value=None, traceback=None, /)" => athrow;
    /// aclose() -> raise GeneratorExit inside generator.
    "aclose(self, /)" => aclose;
    /// Return an awaitable, that resolves in asynchronous iterator.
    "__aiter__(self, /)" => aiter;
    /// Return a value or raise StopAsyncIteration.
    "__anext__(self, /)" => anext_method;
    /// See PEP 585
    @classmethod "__class_getitem__(cls, object, /)" => super::generic_alias::class_getitem;
}

methods! { STEP_METHODS;
    /// send(value) -> go on with the step.
    "send(self, value, /)" => step_send;
    /// throw(value)
    /// throw(type[,value[,tb]])
    ///
    /// Raise exception where the step waits.
    "throw(self, type, value=None, traceback=None, /)" => step_throw;
    /// close() -> raise GeneratorExit where the step waits.
    "close(self, /)" => step_close;
    /// Return the iterator that awaiting goes through.
    "__await__(self, /)" => itself;
}

methods! { ANEXT_METHODS;
    /// send(arg) -> send 'arg' into the wrapped iterator,
    /// return next iterated value or raise StopIteration.
    "send(self, arg, /)" => anext_send;
    /// throw(value)
    /// throw(typ[,val[,tb]])
    ///
    /// raise exception in the wrapped iterator, return next iterated value
    /// or raise StopIteration.
    "throw(self, type, value=None, traceback=None, /)" => anext_throw;
    /// close() -> raise GeneratorExit inside generator.
    "close(self, /)" => anext_close;
    /// Return the iterator that awaiting goes through.
    "__await__(self, /)" => itself;
}

getset! { GETSET;
    /// name of the async generator
    "__name__" => generator::name, generator::set_name;
    /// qualified name of the async generator
    "__qualname__" => generator::qualname, generator::set_qualname;
    /// object being awaited on, or None
    "ag_await" => generator::yield_from;
    @member "ag_running" => running;
    "ag_suspended" => generator::suspended;
    "ag_frame" => generator::frame;
    @member "ag_code" => generator::code;
}

fn repr(vm: &mut Vm, g: &Value) -> Res {
    let q = generator::qualname(vm, g)?;
    let (q, id) = (vm.text(&q).unwrap_or("?").to_owned(), vm.id(g));
    vm.format(format_args!("<async_generator object {q} at {id:#x}>"))
}

fn running(vm: &mut Vm, g: &Value) -> Res {
    Ok(Value::bool(has(vm, g, RUNNING)))
}

fn itself(_: &mut Vm, a: Args<'_>) -> Res {
    Ok(a[0].clone())
}

fn has(vm: &Vm, g: &Value, flag: u8) -> bool {
    vm.of::<Generator>(g).flags & flag != 0
}

fn set(vm: &mut Vm, g: &Value, flag: u8, on: bool) {
    let (g, _) = vm.of_mut::<Generator>(g);
    g.flags = if on { g.flags | flag } else { g.flags & !flag };
}

/// A generator that is dropped is handed to the finalizer that an event loop has set, or closed.
fn del(vm: &mut Vm, g: &Value) -> Res<()> {
    if vm.of::<Generator>(g).state == GenState::Finished {
        return Ok(());
    }
    let finalizer = vm.of::<Generator>(g).origin.clone();
    if !finalizer.is_none() && !finalizer.is_unbound() && !has(vm, g, CLOSED) {
        return vm.call(&finalizer, std::slice::from_ref(g)).map(drop);
    }
    generator::close_generator(vm, g).map(drop)
}

// ---------------------------------------------------------------- making steps

/// At a generator's first step: notes the finalizer, calls the other hook.
fn init_hooks(vm: &mut Vm, g: &Value) -> Res<()> {
    if has(vm, g, HOOKED) {
        return Ok(());
    }
    set(vm, g, HOOKED, true);
    let [first, finalizer] = &vm.state.async_hooks;
    let (first, finalizer) = (first.clone(), finalizer.clone());
    if !finalizer.is_unbound() {
        let (g, _) = vm.of_mut::<Generator>(g);
        drop(std::mem::replace(&mut g.origin, finalizer));
    }
    if !first.is_unbound() {
        vm.call(&first, std::slice::from_ref(g))?;
    }
    Ok(())
}

/// A step that is going to be awaited or warned about.
fn step(vm: &mut Vm, t: T, g: &Value, what: u8, arg: Value) -> Res {
    let v = new_step(vm, t, g, what, arg)?;
    vm.heap().add_finalizer(&v)?;
    Ok(v)
}

fn new_step(vm: &mut Vm, t: T, g: &Value, what: u8, arg: Value) -> Res {
    init_hooks(vm, g)?;
    let step = AsyncStep {
        generator: g.clone(),
        arg,
        what,
        state: INIT,
    };
    vm.alloc(t, step)
}

/// The next step of `async for`, which awaits it at once.
pub(super) fn next_step(vm: &mut Vm, g: &Value) -> Res {
    new_step(vm, T::AsyncGeneratorASend, g, ASENDING, Value::NONE)
}

fn asend(vm: &mut Vm, a: Args<'_>) -> Res {
    step(vm, T::AsyncGeneratorASend, &a[0], ASENDING, a[1].clone())
}

fn anext_method(vm: &mut Vm, a: Args<'_>) -> Res {
    step(vm, T::AsyncGeneratorASend, &a[0], ASENDING, Value::NONE)
}

fn athrow(vm: &mut Vm, a: Args<'_>) -> Res {
    super::generator::warn_of_parts(vm, &a, "athrow")?;
    let mut args = vec![a[1].clone()];
    for i in [2, 3] {
        args.extend(a.get(i).cloned());
    }
    let args = vm.tuple(&args)?;
    step(vm, T::AsyncGeneratorAThrow, &a[0], ATHROWING, args)
}

fn aclose(vm: &mut Vm, a: Args<'_>) -> Res {
    step(vm, T::AsyncGeneratorAThrow, &a[0], CLOSING, Value::NONE)
}

fn aiter(_: &mut Vm, a: Args<'_>) -> Res {
    Ok(a[0].clone())
}

// ---------------------------------------------------------------- stepping

/// What resuming a generator has led to.
enum Outcome {
    /// It awaits something, which yielded this.
    Awaits(Value),
    /// It yielded an item.
    Item(Value),
    /// It ended or raised.
    Raised(Raised),
}

fn outcome(vm: &mut Vm, g: &Value, r: Res<Result<Value, Value>>) -> Outcome {
    match r {
        Ok(Ok(v)) if vm.delegate(g).is_some() => Outcome::Awaits(v),
        Ok(Ok(v)) => Outcome::Item(v),
        Ok(Err(_)) => Outcome::Raised(vm.err_empty(T::StopAsyncIteration)),
        Err(e) => Outcome::Raised(e),
    }
}

/// The result of a step that isn't closing: an item is the value of a StopIteration.
fn unwrapped(vm: &mut Vm, g: &Value, o: Outcome) -> Res {
    match o {
        Outcome::Awaits(v) => Ok(v),
        Outcome::Item(v) => {
            set(vm, g, RUNNING, false);
            Err(vm.err_value(T::StopIteration, v))
        }
        Outcome::Raised(e) => {
            if vm.caught(&e, T::StopAsyncIteration) || vm.caught(&e, T::GeneratorExit) {
                set(vm, g, CLOSED, true);
            }
            set(vm, g, RUNNING, false);
            Err(e)
        }
    }
}

/// The result of a step that closes the generator.
fn closing(vm: &mut Vm, g: &Value, o: Outcome) -> Res {
    match o {
        Outcome::Awaits(v) => Ok(v),
        Outcome::Item(_) => {
            set(vm, g, RUNNING, false);
            raise!(vm, RuntimeError, "async generator ignored GeneratorExit")
        }
        Outcome::Raised(e) => {
            set(vm, g, RUNNING, false);
            if vm.caught(&e, T::StopAsyncIteration) || vm.caught(&e, T::GeneratorExit) {
                return Err(vm.err_empty(T::StopIteration));
            }
            Err(e)
        }
    }
}

/// Generator, kind and state of a step.
fn parts(vm: &Vm, s: &Value) -> (Value, u8, u8) {
    let s = vm.of::<AsyncStep>(s);
    (s.generator.clone(), s.what, s.state)
}

/// A step that has begun isn't warned about any more.
fn set_state(vm: &mut Vm, s: &Value, state: u8) {
    vm.heap().remove_finalizer(s);
    vm.of_mut::<AsyncStep>(s).0.state = state;
}

/// Refuses to go on with a step that is done, or to begin one while another is going on.
fn check(vm: &mut Vm, s: &Value) -> Res<()> {
    let (g, what, state) = parts(vm, s);
    if state == DONE {
        let what = match what {
            ASENDING => "__anext__()/asend()",
            _ => "aclose()/athrow()",
        };
        raise!(vm, RuntimeError, "cannot reuse already awaited {what}");
    }
    let over = vm.of::<Generator>(&g).state == GenState::Finished;
    if state == INIT && has(vm, &g, RUNNING) && !(over && what != ASENDING) {
        set_state(vm, s, DONE);
        let what = match what {
            ASENDING => "anext()",
            ATHROWING => "athrow()",
            _ => "aclose()",
        };
        raise!(
            vm,
            RuntimeError,
            "{what}: asynchronous generator is already running"
        );
    }
    Ok(())
}

fn send_step(vm: &mut Vm, s: &Value, arg: Value) -> Res {
    check(vm, s)?;
    let (g, what, state) = parts(vm, s);
    let o = if what == ASENDING {
        let arg = match state {
            INIT if arg.is_none() => vm.of::<AsyncStep>(s).arg.clone(),
            _ => arg,
        };
        set_state(vm, s, GOING);
        set(vm, &g, RUNNING, true);
        let r = generator::resume(vm, &g, arg, None);
        outcome(vm, &g, r)
    } else {
        if vm.of::<Generator>(&g).state == GenState::Finished {
            set_state(vm, s, DONE);
            return Err(vm.err_empty(T::StopIteration));
        }
        let r = if state == INIT {
            if has(vm, &g, CLOSED) {
                set_state(vm, s, DONE);
                return Err(vm.err_empty(T::StopAsyncIteration));
            }
            if !arg.is_none() {
                raise!(
                    vm,
                    RuntimeError,
                    "can't send non-None value to a just-started coroutine"
                );
            }
            set_state(vm, s, GOING);
            set(vm, &g, RUNNING, true);
            if what == CLOSING {
                set(vm, &g, CLOSED, true);
                let e = vm.err_empty(T::GeneratorExit);
                generator::throw_into(vm, &g, e, false)
            } else {
                let args = vm.of::<AsyncStep>(s).arg.clone();
                match thrown(vm, &args) {
                    Ok(e) => generator::throw_into(vm, &g, e, false),
                    Err(e) => Err(e),
                }
            }
        } else {
            generator::resume(vm, &g, arg, None)
        };
        outcome(vm, &g, r)
    };
    finish(vm, s, &g, what, o)
}

/// The exception that arguments of `athrow` stand for.
fn thrown(vm: &mut Vm, args: &Value) -> Res<Raised> {
    let args: Vec<Value> = vm.items(args).unwrap_or_default().to_vec();
    let Some(first) = args.first() else {
        return Ok(vm.err_empty(T::GeneratorExit));
    };
    vm.thrown(first, args.get(1), args.get(2))
}

fn finish(vm: &mut Vm, s: &Value, g: &Value, what: u8, o: Outcome) -> Res {
    let r = match what {
        CLOSING => closing(vm, g, o),
        _ => unwrapped(vm, g, o),
    };
    if r.is_err() {
        set_state(vm, s, DONE);
    }
    r
}

fn throw_step(vm: &mut Vm, s: &Value, e: Raised) -> Res {
    check(vm, s)?;
    let (g, what, state) = parts(vm, s);
    if state == INIT {
        set_state(vm, s, GOING);
        set(vm, &g, RUNNING, true);
    }
    let r = generator::throw_into(vm, &g, e, true);
    let o = outcome(vm, &g, r);
    finish(vm, s, &g, what, o)
}

fn step_next(vm: &mut Vm, s: &Value) -> Res<Option<Value>> {
    match send_step(vm, s, Value::NONE) {
        Ok(v) => Ok(Some(v)),
        Err(e) if vm.caught(&e, T::StopIteration) => {
            vm.stop_value = vm.attr(&e.0, "value")?;
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

fn step_send(vm: &mut Vm, a: Args<'_>) -> Res {
    send_step(vm, &a[0], a[1].clone())
}

fn step_throw(vm: &mut Vm, a: Args<'_>) -> Res {
    super::generator::warn_of_parts(vm, &a, "throw")?;
    let e = vm.thrown(&a[1], a.get(2), a.get(3))?;
    throw_step(vm, &a[0], e)
}

fn step_close(vm: &mut Vm, a: Args<'_>) -> Res {
    if vm.of::<AsyncStep>(&a[0]).state == DONE {
        return Ok(Value::NONE);
    }
    let e = vm.err_empty(T::GeneratorExit);
    match throw_step(vm, &a[0], e) {
        Ok(_) => raise!(vm, RuntimeError, "coroutine ignored GeneratorExit"),
        Err(e) => {
            let ends = [T::StopIteration, T::StopAsyncIteration, T::GeneratorExit];
            match ends.into_iter().any(|t| vm.caught(&e, t)) {
                true => Ok(Value::NONE),
                false => Err(e),
            }
        }
    }
}

/// A step that is dropped before it began is warned about.
fn step_del(vm: &mut Vm, s: &Value) -> Res<()> {
    let (g, what, state) = parts(vm, s);
    if state != INIT {
        return Ok(());
    }
    let what = match what {
        ASENDING => "asend",
        ATHROWING => "athrow",
        _ => "aclose",
    };
    match vm.warn_unawaited_method(&g, what) {
        Err(e) => vm.unraisable(e, &g),
        done => done,
    }
}

// ---------------------------------------------------------------- aiter() and anext()

impl Vm {
    /// `aiter(v)`.
    pub(crate) fn builtin_aiter(&mut self, v: &Value) -> Res {
        let Some(f) = self.special(v, N::__aiter__)? else {
            let t = self.type_name(v).to_owned();
            raise!(self, TypeError, "'{t}' object is not an async iterable");
        };
        let it = self.call(&f, &[])?;
        if self.special(&it, N::__anext__)?.is_none() {
            let t = self.type_name(&it).to_owned();
            raise!(
                self,
                TypeError,
                "aiter() returned not an async iterator of type '{t}'"
            );
        }
        Ok(it)
    }

    /// `anext(v)`, `anext(v, default)`.
    pub(crate) fn builtin_anext(&mut self, v: &Value, default: Option<&Value>) -> Res {
        let Some(f) = self.special(v, N::__anext__)? else {
            let t = self.type_name(v).to_owned();
            raise!(self, TypeError, "'{t}' object is not an async iterator");
        };
        let wrapped = self.call(&f, &[])?;
        let Some(default) = default.cloned() else {
            return Ok(wrapped);
        };
        self.alloc(T::AnextAwaitable, AnextAwaitable { wrapped, default })
    }
}

/// Calls a method of the iterator behind `anext(it, default)`; at the end the default is the result.
fn anext_call(vm: &mut Vm, s: &Value, method: &str, args: &[Value]) -> Res {
    let AnextAwaitable { wrapped, default } = vm.of::<AnextAwaitable>(s);
    let (wrapped, default) = (wrapped.clone(), default.clone());
    let mut it = vm.await_iter(&wrapped)?;
    if vm.is_exact(&it, T::Coroutine) {
        it = vm.call_method(&it, "__await__", &[])?;
    }
    match vm.call_method(&it, method, args) {
        Err(e) if vm.caught(&e, T::StopAsyncIteration) => {
            Err(vm.err_value(T::StopIteration, default))
        }
        r => r,
    }
}

fn anext_next(vm: &mut Vm, s: &Value) -> Res<Option<Value>> {
    match anext_call(vm, s, "__next__", &[]) {
        Ok(v) => Ok(Some(v)),
        Err(e) if vm.caught(&e, T::StopIteration) => {
            vm.stop_value = vm.attr(&e.0, "value")?;
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

fn anext_send(vm: &mut Vm, a: Args<'_>) -> Res {
    anext_call(vm, &a[0], "send", &a.pos[1..2])
}

fn anext_throw(vm: &mut Vm, a: Args<'_>) -> Res {
    super::generator::warn_of_parts(vm, &a, "throw")?;
    let args: Vec<Value> = (1..4).filter_map(|i| a.get(i).cloned()).collect();
    anext_call(vm, &a[0], "throw", &args)
}

fn anext_close(vm: &mut Vm, a: Args<'_>) -> Res {
    anext_call(vm, &a[0], "close", &[])
}
