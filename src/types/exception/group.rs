//! Exception groups: several exceptions raised as one.

use super::{
    Exception, alloc, base_init, field, get_field, set_cause, set_context, set_field,
    set_traceback, traceback_of,
};
use crate::memory::buf::Buf;
use crate::memory::header::Kind;
use crate::memory::value::Value;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::{Args, CallArgs};
use crate::{getset, methods, raise};

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;

getset! { pub(super) GETSET;
    /// The message of the group itself.
    "message" => get_field::<MESSAGE>;
    /// The exceptions in it, a tuple.
    "exceptions" => get_field::<EXCEPTIONS>;
}

methods! { pub(super) METHODS;
    /// Make a group like this one of other exceptions.
    "derive(self, excs, /)" => derive;
    /// Split into a group of the exceptions that match and one of the rest.
    "split(self, condition, /)" => split;
    /// Return a group of the exceptions that match, or None.
    "subgroup(self, condition, /)" => subgroup;
    /// Return a generic alias.
    @classmethod "__class_getitem__(cls, item, /)" => class_getitem;
}

/// Whether `v` is an exception group.
pub fn is_group(vm: &Vm, v: &Value) -> bool {
    vm.is_a(v, T::BaseExceptionGroup)
}

/// The exceptions of a group, a tuple.
pub fn members(vm: &Vm, group: &Value) -> Value {
    field(vm, group, EXCEPTIONS)
}

pub(super) fn group_new(vm: &mut Vm, cls: &Value, call: CallArgs<'_>) -> Res {
    let [message, excs] = call.pos() else {
        raise!(
            vm,
            TypeError,
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            call.pos().len()
        )
    };
    if vm.wtf8(message).is_none() {
        let t = vm.type_name(message).to_owned();
        raise!(
            vm,
            TypeError,
            "BaseExceptionGroup.__new__() argument 1 must be str, not {t}"
        );
    }
    let is_sequence =
        vm.slots(excs).get_item.is_some() && vm.get::<crate::types::dict::Dict>(excs).is_none();
    if !is_sequence {
        raise!(
            vm,
            TypeError,
            "second argument (exceptions) must be a sequence"
        );
    }
    let items = vm.collect(excs)?;
    if items.is_empty() {
        raise!(
            vm,
            ValueError,
            "second argument (exceptions) must be a non-empty sequence"
        );
    }
    let mut plain = true;
    for (i, e) in items.iter().enumerate() {
        if vm.get::<Exception>(e).is_none() {
            raise!(
                vm,
                ValueError,
                "Item {i} of second argument (exceptions) is not an exception"
            );
        }
        plain &= vm.is_a(e, T::Exception);
    }
    let mut class = cls.clone();
    if plain {
        if cls.is(vm.class(T::BaseExceptionGroup)) {
            class = vm.class(T::ExceptionGroup).clone();
        }
    } else if cls.is(vm.class(T::ExceptionGroup)) {
        raise!(
            vm,
            TypeError,
            "Cannot nest BaseExceptions in an ExceptionGroup"
        );
    } else if vm.is_subtype(cls, vm.class(T::Exception)) {
        let n = vm.class_name(cls).to_owned();
        raise!(vm, TypeError, "Cannot nest BaseExceptions in '{n}'");
    }
    let items = vm.tuple_of(items)?;
    let e = alloc(vm, &class, call.pos())?;
    set_field(vm, &e, MESSAGE, message.clone())?;
    set_field(vm, &e, EXCEPTIONS, items)?;
    Ok(e)
}

pub(super) fn group_init(vm: &mut Vm, this: &Value, call: CallArgs<'_>) -> Res<()> {
    base_init(vm, this, call)
}

pub(super) fn group_str(vm: &mut Vm, this: &Value) -> Res {
    let message = field(vm, this, MESSAGE);
    let message = vm.str_value(&message)?;
    let n = vm.items(&members(vm, this)).map_or(0, <[Value]>::len);
    let tail = vm.format(format_args!(
        " ({n} sub-exception{})",
        if n == 1 { "" } else { "s" }
    ))?;
    super::join(vm, &[&message, &tail])
}

fn class_getitem(vm: &mut Vm, args: Args<'_>) -> Res {
    // An alias acts like its origin except in annotations, where only its presence counts.
    let _ = vm;
    Ok(args[0].clone())
}

fn derive(vm: &mut Vm, args: Args<'_>) -> Res {
    let class = vm.class(T::BaseExceptionGroup).clone();
    let message = field(vm, &args[0], MESSAGE);
    vm.call(&class, &[message, args[1].clone()])
}

/// What a condition tests.
enum Matcher {
    /// Instances of the class, or of one of the classes in the tuple.
    Classes(Value),
    Predicate(Value),
    /// These very exceptions.
    Among(Buf<Value>),
}

impl Matcher {
    fn new(vm: &mut Vm, condition: &Value) -> Res<Matcher> {
        let base = vm.class(T::BaseException).clone();
        let is_exception = |vm: &Vm, c: &Value| vm.is_class(c) && vm.is_subtype(c, &base);
        if is_exception(vm, condition) {
            return Ok(Matcher::Classes(condition.clone()));
        }
        if condition.header().is_some_and(|h| h.kind() == Kind::Tuple) {
            let items = vm.items(condition).unwrap_or_default();
            if items.iter().all(|c| is_exception(vm, c)) {
                return Ok(Matcher::Classes(condition.clone()));
            }
        } else if !vm.is_class(condition) && vm.slots(condition).call.is_some() {
            return Ok(Matcher::Predicate(condition.clone()));
        }
        raise!(
            vm,
            TypeError,
            "expected an exception type, a tuple of exception types, or a callable (other than a class)"
        )
    }

    fn matches(&self, vm: &mut Vm, e: &Value) -> Res<bool> {
        match self {
            Matcher::Classes(c) => vm.exception_matches(e, c),
            Matcher::Predicate(f) => {
                let r = vm.call(f, std::slice::from_ref(e))?;
                vm.truthy(&r)
            }
            Matcher::Among(all) => Ok(all.iter().any(|x| x.is(e))),
        }
    }
}

fn split(vm: &mut Vm, args: Args<'_>) -> Res {
    let m = Matcher::new(vm, &args[1])?;
    let (yes, no) = split_by(vm, &args[0], &m, true)?;
    vm.tuple(&[yes, no])
}

fn subgroup(vm: &mut Vm, args: Args<'_>) -> Res {
    let m = Matcher::new(vm, &args[1])?;
    Ok(split_by(vm, &args[0], &m, false)?.0)
}

/// The part of `e` that matches and, if wanted, the rest; None where empty.
fn split_by(vm: &mut Vm, e: &Value, m: &Matcher, rest: bool) -> Res<(Value, Value)> {
    if m.matches(vm, e)? {
        return Ok((e.clone(), Value::NONE));
    }
    if !is_group(vm, e) {
        return Ok((Value::NONE, if rest { e.clone() } else { Value::NONE }));
    }
    let all = members(vm, e);
    let n = vm.items(&all).map_or(0, <[Value]>::len);
    let (mut yes, mut no) = (Buf::new(), Buf::new());
    for i in 0..n {
        let Some(child) = vm.items(&all).and_then(|a| a.get(i)).cloned() else {
            break;
        };
        let (y, x) = vm.nested(" in exceptiongroup_split_recursive", |vm| {
            split_by(vm, &child, m, rest)
        })?;
        if !y.is_none() {
            yes.push(vm.heap(), y)?;
        }
        if !x.is_none() {
            no.push(vm.heap(), x)?;
        }
    }
    let yes = part(vm, e, yes)?;
    let no = part(vm, e, no)?;
    Ok((yes, no))
}

/// A group derived from `whole` with some of its exceptions.
fn part(vm: &mut Vm, whole: &Value, excs: Buf<Value>) -> Res {
    if excs.is_empty() {
        return Ok(Value::NONE);
    }
    let excs = vm.list(excs)?;
    let g = vm.call_method(whole, "derive", &[excs])?;
    if !is_group(vm, &g) {
        raise!(
            vm,
            TypeError,
            "derive must return an instance of BaseExceptionGroup"
        );
    }
    let tb = traceback_of(vm, whole);
    set_traceback(vm, &g, tb);
    let (context, cause, suppress) = {
        let w = vm.of::<Exception>(whole);
        (w.context.clone(), w.cause.clone(), w.suppress_context)
    };
    set_context(vm, &g, context);
    set_cause(vm, &g, &cause);
    vm.of_mut::<Exception>(&g).0.suppress_context = suppress;
    if let Some(notes) = vm.try_attr(whole, "__notes__")?
        && vm.items(&notes).is_some()
    {
        let copy = vm.collect(&notes)?;
        let copy = vm.list(copy)?;
        let name = vm.intern("__notes__")?;
        vm.set_attr(&g, &name, &copy)?;
    }
    Ok(g)
}

// ---------------------------------------------------------------- except*

/// A group of `excs`, without a message.
fn anonymous(vm: &mut Vm, excs: Value) -> Res {
    let class = vm.class(T::BaseExceptionGroup).clone();
    let message = vm.empty_str();
    vm.call(&class, &[message, excs])
}

/// The exceptions in `e` that are no groups, at any depth.
fn leaves(vm: &mut Vm, e: &Value, out: &mut Buf<Value>) -> Res<()> {
    if !is_group(vm, e) {
        out.push(vm.heap(), e.clone())?;
        return Ok(());
    }
    let all = members(vm, e);
    let n = vm.items(&all).map_or(0, <[Value]>::len);
    for i in 0..n {
        if let Some(child) = vm.items(&all).and_then(|a| a.get(i)).cloned() {
            vm.nested("", |vm| leaves(vm, &child, out))?;
        }
    }
    Ok(())
}

/// Whether `e` is a part of group `whole` that nobody has raised anew.
fn is_part(vm: &mut Vm, e: &Value, whole: &Value) -> Res<bool> {
    if !is_group(vm, e) {
        return Ok(false);
    }
    let notes = |vm: &mut Vm, v: &Value| vm.try_attr(v, "__notes__");
    let same_notes = match (notes(vm, e)?, notes(vm, whole)?) {
        (None, None) => true,
        // A part has a copy of its group's list.
        (Some(a), Some(b)) => vm.eq(&a, &b)?,
        _ => false,
    };
    let (a, b) = (vm.of::<Exception>(e), vm.of::<Exception>(whole));
    Ok(same_notes
        && a.traceback.is(&b.traceback)
        && a.cause.is(&b.cause)
        && a.context.is(&b.context))
}

impl Vm {
    /// What `except* ty` catches of `exc` (an exception or None), as a group which becomes the
    /// exception that is handled, and what it leaves; None where there is nothing.
    pub(crate) fn group_match(&mut self, exc: &Value, ty: &Value) -> Res<(Value, Value)> {
        let base = self.class(T::BaseException).clone();
        let probe = super::new(self, T::Exception, &[])?;
        // Says what is wrong with `ty` even if nothing is left to catch.
        self.exception_matches(&probe, ty)?;
        let group = self.class(T::BaseExceptionGroup);
        let is_group_class = |c: &Value| self.is_subtype(c, group);
        let groups = match self.items(ty) {
            Some(all) => all.iter().any(is_group_class),
            None => is_group_class(ty),
        };
        if groups {
            raise!(
                self,
                TypeError,
                "catching ExceptionGroup with except* is not allowed. Use except instead."
            );
        }
        if !self.is_subtype(self.type_of(exc), &base) {
            return Ok((Value::NONE, Value::NONE));
        }
        let (hit, left) = if self.exception_matches(exc, ty)? {
            let hit = if is_group(self, exc) {
                exc.clone()
            } else {
                let one = self.tuple(std::slice::from_ref(exc))?;
                anonymous(self, one)?
            };
            (hit, Value::NONE)
        } else if is_group(self, exc) {
            let pair = self.call_method(exc, "split", std::slice::from_ref(ty))?;
            match self.items(&pair).filter(|_| self.is_a(&pair, T::Tuple)) {
                Some([hit, left, ..]) => (hit.clone(), left.clone()),
                Some(items) => {
                    let n = items.len();
                    let t = self.type_name(exc).to_owned();
                    raise!(
                        self,
                        TypeError,
                        "{t}.split must return a 2-tuple, got tuple of size {n}"
                    )
                }
                None => {
                    let (t, r) = (
                        self.type_name(exc).to_owned(),
                        self.type_name(&pair).to_owned(),
                    );
                    raise!(self, TypeError, "{t}.split must return a tuple, not {r}")
                }
            }
        } else {
            (Value::NONE, exc.clone())
        };
        if !hit.is_none() {
            self.handled = hit.clone();
        }
        Ok((hit, left))
    }

    /// What is raised when the `except*` clauses of `exc` have run: `raised` lists what they raised
    /// and what they left (or None). None when nothing is.
    pub(crate) fn group_rest(&mut self, exc: &Value, raised: &Value) -> Res {
        let all = self.collect(raised)?;
        if !is_group(self, exc) {
            // It was wrapped for one clause at most.
            return Ok(all
                .iter()
                .find(|e| !e.is_none())
                .cloned()
                .unwrap_or(Value::NONE));
        }
        let (mut new, mut kept) = (Buf::new(), Buf::new());
        for e in all.iter().filter(|e| !e.is_none()) {
            if is_part(self, e, exc)? {
                leaves(self, e, &mut kept)?;
            } else {
                new.push(self.heap(), e.clone())?;
            }
        }
        let again = if kept.is_empty() {
            Value::NONE
        } else {
            split_by(self, exc, &Matcher::Among(kept), false)?.0
        };
        if new.is_empty() {
            return Ok(again);
        }
        if !again.is_none() {
            new.push(self.heap(), again)?;
        }
        match &*new {
            [only] => Ok(only.clone()),
            _ => {
                let new = self.list(new)?;
                anonymous(self, new)
            }
        }
    }
}
