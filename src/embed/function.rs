//! Rust closures as Python functions.

use super::convert::{Context, FromPython, ToPython};
use super::handle::Roots;
use crate::memory::value::Value;
use crate::raise;
use crate::types::native::{self, NativeDef, NativeFunction};
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::CallArgs;
use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A closure that scripts can call: its parameters and result are convertible.
///
/// Implemented for closures of up to eight parameters which give a [`ToPython`] value, or a `Result`
/// of one.
pub trait HostFunction<A>: Send + 'static {
    #[doc(hidden)]
    fn call(&self, cx: &mut Context<'_>, args: &[Value]) -> Res<Outcome>;

    #[doc(hidden)]
    const ARITY: usize;
}

/// What a host function gives: a Python value, or an exception to raise.
#[doc(hidden)]
pub type Outcome = Result<Value, Failure>;

/// An exception to raise.
#[doc(hidden)]
pub struct Failure {
    class: &'static str,
    message: String,
}

/// An error of a host function that chooses the exception's class.
#[derive(Clone, Debug)]
pub struct HostError {
    class: &'static str,
    message: String,
}

impl HostError {
    /// `class` is the name of a builtin exception, `"ValueError"` for instance.
    pub fn new(class: &'static str, message: impl Into<String>) -> HostError {
        HostError {
            class,
            message: message.into(),
        }
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What a host function may return.
#[doc(hidden)]
pub trait Returned {
    fn outcome(self, cx: &mut Context<'_>) -> Res<Outcome>;
}

impl<X: ToPython> Returned for X {
    fn outcome(self, cx: &mut Context<'_>) -> Res<Outcome> {
        self.to_python(cx).map(Ok)
    }
}

impl<X: ToPython, E: fmt::Display + 'static> Returned for Result<X, E> {
    fn outcome(self, cx: &mut Context<'_>) -> Res<Outcome> {
        match self {
            Ok(x) => x.to_python(cx).map(Ok),
            Err(e) => Ok(Err(match (&e as &dyn Any).downcast_ref::<HostError>() {
                Some(h) => Failure {
                    class: h.class,
                    message: h.message.clone(),
                },
                None => Failure {
                    class: "RuntimeError",
                    message: e.to_string(),
                },
            })),
        }
    }
}

/// Parameter `i`, or the TypeError that says what is wrong with it.
fn parameter<X: FromPython>(
    cx: &mut Context<'_>,
    args: &[Value],
    i: usize,
) -> Res<Result<X, Failure>> {
    let Some(v) = args.get(i) else {
        raise!(cx.vm, TypeError, "argument {} is missing", i + 1);
    };
    Ok(X::from_python(cx, v).map_err(|m| Failure {
        class: "TypeError",
        message: format!("argument {}: {m}", i + 1),
    }))
}

macro_rules! functions {
    ($($n:literal: $($x:ident $i:literal)*;)*) => { $(
        #[allow(non_snake_case, unused_variables)]
        impl<Func, R, $($x),*> HostFunction<($($x,)*)> for Func
        where
            Func: Fn($($x),*) -> R + Send + 'static,
            R: Returned,
            $($x: FromPython,)*
        {
            const ARITY: usize = $n;

            fn call(&self, cx: &mut Context<'_>, args: &[Value]) -> Res<Outcome> {
                $(
                    let $x = match parameter::<$x>(cx, args, $i)? {
                        Ok(x) => x,
                        Err(f) => return Ok(Err(f)),
                    };
                )*
                match catch_unwind(AssertUnwindSafe(|| self($($x),*))) {
                    Ok(r) => r.outcome(cx),
                    Err(panic) => Ok(Err(Failure {
                        class: "RuntimeError",
                        message: format!("host function panicked: {}", panic_text(&*panic)),
                    })),
                }
            }
        }
    )* };
}

functions! {
    0:;
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(s), _) => s,
        (_, Some(s)) => s,
        _ => "unknown cause",
    }
}

/// What a host function is called, and its parameters, if their names were told.
pub(super) struct Signature {
    name: String,
    parameters: Option<Vec<Parameter>>,
    arity: usize,
}

struct Parameter {
    name: String,
    optional: bool,
}

/// How many arguments a host function takes.
pub(super) fn arity<A, H: HostFunction<A>>(_: &H) -> usize {
    H::ARITY
}

impl Signature {
    /// Reads `name` or `name(a, b=None)`; the error says what is wrong with it.
    pub(super) fn parse(text: &str, arity: usize) -> Result<Signature, String> {
        let Some((name, rest)) = text.split_once('(') else {
            return Ok(Signature {
                name: text.to_owned(),
                parameters: None,
                arity,
            });
        };
        let wrong = |what: &str| Err(format!("signature {text:?}: {what}"));
        let Some(body) = rest.trim_end().strip_suffix(')') else {
            return wrong("the parenthesis is not closed");
        };
        let mut parameters: Vec<Parameter> = Vec::new();
        for part in body.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (name, optional) = match part.split_once('=') {
                None => (part, false),
                Some((name, default)) if default.trim() == "None" => (name.trim_end(), true),
                Some(_) => return wrong("None is the only default there is"),
            };
            let is_name = name.chars().all(|c| c == '_' || c.is_alphanumeric())
                && !name.starts_with(|c: char| c.is_numeric());
            if !is_name || name.is_empty() || parameters.iter().any(|p| p.name == name) {
                return wrong("parameters are names, each given once");
            }
            if !optional && parameters.last().is_some_and(|p| p.optional) {
                return wrong("a parameter without default follows one with a default");
            }
            parameters.push(Parameter {
                name: name.to_owned(),
                optional,
            });
        }
        if parameters.len() != arity {
            return wrong(&format!("the function has {arity} parameters"));
        }
        Ok(Signature {
            name: name.trim().to_owned(),
            parameters: Some(parameters),
            arity,
        })
    }

    /// The arguments of a call, one for each parameter.
    fn bind(&self, vm: &mut Vm, call: CallArgs<'_>) -> Res<Vec<Value>> {
        let (shown, arity) = (&self.name, self.arity);
        let positional = call.pos();
        if !call.names.is_empty() && self.parameters.is_none() {
            raise!(vm, TypeError, "{shown}() takes no keyword arguments");
        }
        let few = self
            .parameters
            .as_ref()
            .map_or(arity, |all| all.iter().filter(|p| !p.optional).count());
        if positional.len() > arity || self.parameters.is_none() && positional.len() < arity {
            let given = positional.len();
            let from = if few < arity { "at most " } else { "" };
            let s = if arity == 1 { "" } else { "s" };
            raise!(
                vm,
                TypeError,
                "{shown}() takes {from}{arity} argument{s} ({given} given)"
            );
        }
        let mut bound = positional.to_vec();
        let Some(parameters) = &self.parameters else {
            return Ok(bound);
        };
        bound.resize(arity, Value::UNBOUND);
        for (name, value) in call.names.iter().zip(&call.args[positional.len()..]) {
            let name = vm.text(name).unwrap_or_default();
            match parameters.iter().position(|p| p.name == name) {
                Some(i) if bound[i].is_unbound() => bound[i] = value.clone(),
                Some(_) => {
                    let name = name.to_owned();
                    raise!(
                        vm,
                        TypeError,
                        "{shown}() got multiple values for argument '{name}'"
                    );
                }
                None => {
                    let name = name.to_owned();
                    raise!(
                        vm,
                        TypeError,
                        "{shown}() got an unexpected keyword argument '{name}'"
                    );
                }
            }
        }
        for (value, parameter) in bound.iter_mut().zip(parameters) {
            if value.is_unbound() {
                if !parameter.optional {
                    let name = &parameter.name;
                    raise!(vm, TypeError, "{shown}() missing argument '{name}'");
                }
                *value = Value::NONE;
            }
        }
        Ok(bound)
    }
}

/// Makes `f` the builtin function that `signature` names.
pub(super) fn register<A, H: HostFunction<A>>(
    vm: &mut Vm,
    signature: Signature,
    f: H,
    roots: Arc<Roots>,
) -> Res<()> {
    let name = signature.name.clone();
    let call = move |vm: &mut Vm, call: CallArgs<'_>| -> Res {
        let args = signature.bind(vm, call)?;
        let shown = &signature.name;
        match f.call(&mut Context { vm, roots: &roots }, &args)? {
            Ok(v) => Ok(v),
            Err(e) => {
                let text = match e.class {
                    "TypeError" => format!("{shown}() {}", e.message),
                    _ => e.message,
                };
                Err(exception(vm, e.class, &text))
            }
        }
    };
    let def = NativeDef::Host(Box::new(native::HostFunction {
        name: name.as_str().into(),
        func: Box::new(call),
    }));
    let f = NativeFunction {
        def,
        this: Value::UNBOUND,
        owner: Value::UNBOUND,
    };
    let f = vm.alloc(T::BuiltinFunction, f)?;
    let builtins = vm.builtins.clone();
    vm.dict_set_str(&builtins, &name, &f)
}

/// An exception of the builtin class of that name.
fn exception(vm: &mut Vm, class: &str, message: &str) -> crate::vm::Raised {
    let builtins = vm.builtins.clone();
    let made = (|| {
        let text = vm.str(message)?;
        match vm.dict_get_str(&builtins, class)? {
            Some(c) => vm.call(&c, &[text]),
            None => crate::types::exception::new(vm, T::RuntimeError, &[text]),
        }
    })();
    match made {
        Ok(e) => vm.raised(e),
        Err(e) => e,
    }
}
