//! Raising: what `raise`, `except` and `with` mean, exception contexts, and the errors of variables
//! and recursion. From a `Raised` on its way up to the exception object and back.

use super::Vm;
use super::error::{Raised, Res};
use super::names::N;
use crate::memory::inline::Tuple;
use crate::memory::value::Value;
use crate::raise;
use crate::types::exception::{self, Exception};
use crate::types::registry::T;
use crate::types::traceback::Traceback;

impl Vm {
    /// `exc` on its way: links the exception that is being handled as its context.
    #[cold]
    pub fn raised(&mut self, exc: Value) -> Raised {
        self.link_context(&exc);
        Raised(exc)
    }

    /// The exception that is being handled in the running code or in what called it, or None.
    pub(crate) fn handling(&self) -> Value {
        let all = std::iter::once(&self.handled).chain(self.handled_outside());
        let mut set = all.filter(|v| !v.is_none() && !v.is_unbound());
        set.next().cloned().unwrap_or(Value::NONE)
    }

    /// Makes the exception that is being handled the context of `exc`, without closing a cycle.
    pub(crate) fn link_context(&mut self, exc: &Value) {
        let top = self.handling();
        self.link_context_to(exc, top);
    }

    /// As [`Vm::link_context`] for an exception thrown into a generator: what its resumer handles
    /// doesn't count.
    pub(crate) fn link_own_context(&mut self, exc: &Value) {
        let top = self.handled.clone();
        self.link_context_to(exc, top);
    }

    fn link_context_to(&mut self, exc: &Value, top: Value) {
        if top.is_none() || top.is_unbound() || top.is(exc) || self.get::<Exception>(exc).is_none()
        {
            return;
        }
        let context = |vm: &Vm, v: &Value| {
            vm.get::<Exception>(v)
                .map_or(Value::NONE, |e| e.context.clone())
        };
        // If `exc` is in the chain already the chain ends before it. Scripts can make a chain that
        // runs in a circle: a second walker at half the speed notices.
        let (mut at, mut slow, mut odd) = (top.clone(), top.clone(), false);
        loop {
            // Chains may be long; the next safepoint pays.
            self.tick -= 1;
            let next = context(self, &at);
            if next.is_none() {
                break;
            }
            if next.is(exc) {
                exception::set_context(self, &at, Value::NONE);
                break;
            }
            at = next;
            if at.is(&slow) {
                break;
            }
            if odd {
                slow = context(self, &slow);
            }
            odd = !odd;
        }
        exception::set_context(self, exc, top);
    }

    /// Makes an exception of builtin type `t` without arguments.
    #[cold]
    pub fn err_empty(&mut self, t: T) -> Raised {
        match exception::new(self, t, &[]) {
            Ok(e) => self.raised(e),
            Err(e) => e,
        }
    }

    /// Whether `e` may be caught as builtin exception `t`.
    pub fn caught(&self, e: &Raised, t: T) -> bool {
        if e.0.is(&Value::OUT_OF_MEMORY) {
            return matches!(t, T::MemoryError | T::Exception | T::BaseException);
        }
        !e.is_stop() && self.is_a(&e.0, t)
    }

    /// The exception object of `e`: the out-of-memory marker becomes a MemoryError. `None` if the
    /// run is being stopped.
    pub fn exception_of(&mut self, e: Raised) -> Option<Value> {
        if e.is_stop() {
            return None;
        }
        if !e.0.is(&Value::OUT_OF_MEMORY) {
            return Some(e.0);
        }
        self.heap.open_reserve();
        let made = exception::new(self, T::MemoryError, &[]);
        self.heap.close_reserve();
        match made {
            Ok(e) => {
                self.link_context(&e);
                Some(e)
            }
            // Not even the reserve has room: the heap can't go on running this script.
            Err(_) => None,
        }
    }

    // ---- raise ----

    /// An exception object of what `raise` (or its `from`) names: classes are called. `None` if it
    /// is neither class nor exception.
    fn exception_from(&mut self, v: &Value) -> Res<Option<Value>> {
        if self.get::<Exception>(v).is_some() {
            return Ok(Some(v.clone()));
        }
        if !self.is_class(v) || !self.is_subtype(v, self.class(T::BaseException)) {
            return Ok(None);
        }
        let e = self.call(v, &[])?;
        if self.get::<Exception>(&e).is_none() {
            let (class, made) = (self.repr(v)?, self.type_of(&e).clone());
            let made = self.repr(&made)?;
            let text =
                |v: &Value| String::from_utf8_lossy(self.wtf8(v).unwrap_or_default()).into_owned();
            let (class, made) = (text(&class), text(&made));
            raise!(
                self,
                TypeError,
                "calling {class} should have returned an instance of BaseException, not {made}"
            );
        }
        Ok(Some(e))
    }

    /// `raise v` or `raise v from cause`.
    #[cold]
    pub fn raise_value(&mut self, v: &Value, cause: Option<&Value>) -> Raised {
        match self.exception_to_raise(v, cause) {
            Ok(e) => self.raised(e),
            Err(e) => e,
        }
    }

    fn exception_to_raise(&mut self, v: &Value, cause: Option<&Value>) -> Res {
        let Some(e) = self.exception_from(v)? else {
            raise!(self, TypeError, "exceptions must derive from BaseException")
        };
        if let Some(c) = cause {
            let c = match c.is_none() {
                true => Value::NONE,
                false => match self.exception_from(c)? {
                    Some(c) => c,
                    None => raise!(
                        self,
                        TypeError,
                        "exception causes must derive from BaseException"
                    ),
                },
            };
            exception::set_cause(self, &e, &c);
        }
        Ok(e)
    }

    /// A bare `raise`: the exception that is being handled, again.
    #[cold]
    pub(crate) fn reraise_handled(&mut self) -> Res<Raised> {
        match self.handling() {
            v if v.is_none() => raise!(self, RuntimeError, "No active exception to reraise"),
            v => Ok(Raised(v)),
        }
    }

    /// What `generator.throw(kind, value, tb)` raises; its context is linked when it is raised.
    pub(crate) fn thrown(
        &mut self,
        kind: &Value,
        value: Option<&Value>,
        tb: Option<&Value>,
    ) -> Res<Raised> {
        let tb = tb.filter(|t| !t.is_none());
        if tb.is_some_and(|t| self.get::<Traceback>(t).is_none()) {
            raise!(
                self,
                TypeError,
                "throw() third argument must be a traceback object"
            );
        }
        let value = value.filter(|v| !v.is_none());
        let base = self.class(T::BaseException);
        let e = if self.is_class(kind) && self.is_subtype(kind, base) {
            match value {
                None => self.call(kind, &[])?,
                Some(v) if self.is_subtype(self.type_of(v), kind) => v.clone(),
                Some(v) => {
                    let many = self.get::<Tuple>(v).map(|t| t.items().to_vec());
                    self.call(kind, many.as_deref().unwrap_or(std::slice::from_ref(v)))?
                }
            }
        } else if self.get::<Exception>(kind).is_some() {
            if value.is_some() {
                raise!(
                    self,
                    TypeError,
                    "instance exception may not have a separate value"
                );
            }
            kind.clone()
        } else {
            let t = self.type_name(kind).to_owned();
            raise!(
                self,
                TypeError,
                "exceptions must be classes or instances deriving from BaseException, not {t}"
            );
        };
        if self.get::<Exception>(&e).is_none() {
            let (c, t) = (
                self.class_name(kind).to_owned(),
                self.type_name(&e).to_owned(),
            );
            raise!(
                self,
                TypeError,
                "calling {c} should have returned an instance of BaseException, not {t}"
            );
        }
        if let Some(tb) = tb {
            exception::set_traceback(self, &e, tb.clone());
        }
        Ok(Raised(e))
    }

    /// Adds a note to an exception on its way (what can't have notes is left as it is).
    #[cold]
    pub(crate) fn add_note(&mut self, e: &Raised, note: std::fmt::Arguments<'_>) -> Res<()> {
        if self.get::<Exception>(&e.0).is_none() {
            return Ok(());
        }
        let note = self.format(note)?;
        let exc = e.0.clone();
        self.call_method(&exc, "add_note", &[note])?;
        Ok(())
    }

    /// Whether `except ty` catches `exc`.
    pub fn exception_matches(&mut self, exc: &Value, ty: &Value) -> Res<bool> {
        let base = self.class(T::BaseException);
        let class = self.type_of(exc);
        let is_exception = |c: &Value| self.is_class(c) && self.is_subtype(c, base);
        let hit = match self.get::<Tuple>(ty) {
            Some(classes) => {
                let classes = classes.items();
                classes
                    .iter()
                    .all(is_exception)
                    .then(|| classes.iter().any(|c| self.is_subtype(class, c)))
            }
            None => is_exception(ty).then(|| self.is_subtype(class, ty)),
        };
        match hit {
            Some(hit) => Ok(hit),
            None => raise!(
                self,
                TypeError,
                "catching classes that do not inherit from BaseException is not allowed"
            ),
        }
    }

    // ---- with ----

    /// Enters a context manager: its bound `__exit__` and what `__enter__` gave.
    pub(crate) fn with_enter(&mut self, manager: &Value) -> Res<(Value, Value)> {
        let Some(enter) = self.special(manager, N::__enter__)? else {
            let t = self.type_name(manager).to_owned();
            raise!(
                self,
                TypeError,
                "'{t}' object does not support the context manager protocol"
            );
        };
        let Some(exit) = self.special(manager, N::__exit__)? else {
            let t = self.type_name(manager).to_owned();
            raise!(
                self,
                TypeError,
                "'{t}' object does not support the context manager protocol (missed __exit__ method)"
            );
        };
        let value = self.call(&enter, &[])?;
        Ok((exit, value))
    }

    /// Calls `exit` with exception `exc`; whether that swallows it.
    pub(crate) fn with_exit_exc(&mut self, exit: &Value, exc: &Value) -> Res<bool> {
        let r = self.call_exit(exit, exc)?;
        self.truthy(&r)
    }

    /// `exit(type(exc), exc, exc.__traceback__)`.
    pub(crate) fn call_exit(&mut self, exit: &Value, exc: &Value) -> Res {
        let class = self.type_of(exc).clone();
        let tb = exception::traceback_of(self, exc);
        self.call(exit, &[class, exc.clone(), tb])
    }

    // ---- variables and recursion ----

    /// Local variable `reg` of the running frame has no value.
    #[cold]
    pub(crate) fn unbound_local(&mut self, reg: u16) -> Raised {
        let code = self.running_code().code.clone();
        let name = code.locals.get(reg as usize).map_or("?", |n| n);
        self.err(
            T::UnboundLocalError,
            format_args!(
                "cannot access local variable '{name}' where it is not associated with a value"
            ),
        )
    }

    /// Free variable `i` of the running frame has no value.
    #[cold]
    pub(crate) fn unbound_free(&mut self, i: u16) -> Raised {
        let code = self.running_code().code.clone();
        let name = code.freevars.get(i as usize).map_or("?", |n| n);
        let e = self.err(
            T::NameError,
            format_args!(
                "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
            ),
        );
        if let Ok(name) = self.intern(name) {
            exception::set_name_obj(self, &e.0, &name, None);
        }
        e
    }

    /// Calls nest too deep; `what` says where (" in comparison").
    #[cold]
    pub(crate) fn recursion_error(&mut self, what: &str) -> Raised {
        self.err(
            T::RecursionError,
            format_args!("maximum recursion depth exceeded{what}"),
        )
    }
}
