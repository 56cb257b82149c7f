//! Tracebacks, and the frames that they show.
//!
//! A traceback entry is made for each frame that an exception passes. It keeps the function (so
//! code and globals), the instruction, and, once the frame was left, its local variables: they live
//! as long as the traceback does, as in CPython, which decides when their finalizers run. A frame
//! object is made only when `tb_frame` is asked for.

use super::exception::Exception;
use crate::code::{Code, Position};
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::in_order::InOrder;
use crate::memory::value::Value;
use crate::types::cell::Cell;
use crate::types::code::CodeObject;
use crate::types::function::Function;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::Res;
use crate::vm::typedef::TypeDef;
use crate::{getset, raise};
use std::sync::Arc;

/// A frame as an exception left it.
#[derive(Default)]
pub struct Spot {
    /// The function, which holds code and globals.
    pub func: Value,
    /// Index of the instruction.
    pub op: u32,
    /// The first of the things that the instruction does failed (see `Code::inner_positions`).
    pub inner: bool,
    /// The registers of the local variables; empty as long as the frame runs.
    pub locals: InOrder,
    /// Namespace of a class or module body; unbound for functions.
    pub namespace: Value,
}

impl Spot {
    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.func);
        f(&self.namespace);
        self.locals.iter().for_each(f);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        for v in self.locals.iter_mut() {
            out(v.take());
        }
        out(self.namespace.take());
    }

    fn share(&self, vm: &Vm) -> Res<Spot> {
        Ok(Spot {
            func: self.func.clone(),
            op: self.op,
            inner: self.inner,
            locals: Buf::from_slice(vm.heap(), &self.locals)?.into(),
            namespace: self.namespace.clone(),
        })
    }
}

/// An entry of a traceback; the outermost frame comes first.
pub struct Traceback {
    /// The entry of the frame that was called from here, or None.
    pub next: Value,
    pub at: Spot,
    /// The frame object, once it has been asked for.
    frame: Value,
}

impl Traceback {
    pub fn new(next: Value, at: Spot) -> Traceback {
        Traceback {
            next,
            at,
            frame: Value::UNBOUND,
        }
    }
}

impl Payload for Traceback {
    const KIND: Kind = Kind::Traceback;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.next);
        f(&self.frame);
        self.at.visit(f);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.next, Value::NONE));
        out(self.frame.take());
        self.at.clear(out);
    }

    fn extra_bytes(&self) -> usize {
        self.at.locals.bytes()
    }
}

/// A frame object: a copy of what a traceback entry knows of its frame.
pub struct FrameObject {
    at: Spot,
    /// The caller's frame, where it is kept, or None.
    back: Value,
    /// Its place on the stack, if it was running when this was made: as long as it runs, the line
    /// is where it is now.
    place: Option<usize>,
}

impl Payload for FrameObject {
    const KIND: Kind = Kind::Frame;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        self.at.visit(f);
        f(&self.back);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.back, Value::NONE));
        self.at.clear(out);
    }

    fn extra_bytes(&self) -> usize {
        self.at.locals.bytes()
    }
}

pub static DEF: TypeDef = TypeDef {
    name: "traceback",
    doc: " Where an exception passed.\n",
    kind: Kind::Traceback,
    getset: GETSET,
    ..TypeDef::OBJECT
};

pub static FRAME_DEF: TypeDef = TypeDef {
    name: "frame",
    doc: " A call under way, as an exception left it.\n",
    kind: Kind::Frame,
    getset: FRAME_GETSET,
    ..TypeDef::OBJECT
};

getset! { GETSET;
    "tb_next" => tb_next, set_tb_next;
    "tb_frame" => tb_frame;
    "tb_lineno" => tb_lineno;
    "tb_lasti" => tb_lasti;
}

getset! { FRAME_GETSET;
    "f_code" => f_code;
    "f_lineno" => f_lineno;
    "f_lasti" => f_lasti;
    "f_globals" => f_globals;
    "f_builtins" => f_builtins;
    "f_locals" => f_locals;
    /// The caller's frame; None for frames of tracebacks, which don't keep it.
    "f_back" => f_back;
}

// ---------------------------------------------------------------- reading

/// Code of the frame at `at`.
pub fn code_at(vm: &Vm, at: &Spot) -> Option<Arc<Code>> {
    let f = vm.get::<Function>(&at.func)?;
    Some(vm.get::<CodeObject>(&f.code)?.code.clone())
}

/// Where in the source the instruction of `at` is.
pub fn position(code: &Code, at: &Spot) -> Position {
    if at.inner
        && let Ok(i) = code
            .inner_positions
            .binary_search_by_key(&at.op, |(op, _)| *op)
    {
        return code.inner_positions[i].1;
    }
    code.positions
        .get(at.op as usize)
        .copied()
        .unwrap_or_default()
}

/// The line of `at`.
pub fn line(vm: &Vm, at: &Spot) -> u32 {
    code_at(vm, at).map_or(0, |c| match position(&c, at).line {
        0 => c.first_line,
        n => n,
    })
}

/// Calls `f` with each bound local variable's name and value: registers, cells, free variables.
pub fn each_local(vm: &Vm, at: &Spot, f: &mut dyn FnMut(&str, &Value)) {
    let Some(code) = code_at(vm, at) else { return };
    let content = |v: &Value| match vm.get::<Cell>(v) {
        Some(c) => c.value.clone(),
        None => v.clone(),
    };
    let named = code
        .locals
        .iter()
        .zip(code.cells.iter())
        .zip(at.locals.iter());
    for ((name, cell), v) in named {
        let v = if *cell { content(v) } else { v.clone() };
        if !v.is_unbound() {
            f(name, &v);
        }
    }
    let closure = vm
        .get::<Function>(&at.func)
        .map(|f| f.closure.clone())
        .unwrap_or_default();
    for (name, cell) in code
        .freevars
        .iter()
        .zip(vm.items(&closure).unwrap_or_default())
    {
        let v = content(cell);
        if !v.is_unbound() {
            f(name, &v);
        }
    }
}

/// The innermost entry of a traceback.
pub fn innermost(vm: &Vm, tb: &Value) -> Option<Value> {
    let mut tb = tb.clone();
    vm.get::<Traceback>(&tb)?;
    loop {
        let next = vm.get::<Traceback>(&tb)?.next.clone();
        if vm.get::<Traceback>(&next).is_none() {
            return Some(tb);
        }
        tb = next;
    }
}

/// What an entry knows of its frame. If the frame still runs its local variables are read from it.
pub fn spot(vm: &mut Vm, tb: &Value) -> Res<Spot> {
    let Some(t) = vm.get::<Traceback>(tb) else {
        return Ok(Spot::default());
    };
    let mut at = t.at.share(vm)?;
    if at.locals.is_empty() && at.namespace.is_unbound() {
        vm.live_locals(&mut at)?;
    }
    Ok(at)
}

// ---------------------------------------------------------------- attributes

fn tb_next(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<Traceback>(this).next.clone())
}

fn set_tb_next(vm: &mut Vm, this: &Value, v: Option<&Value>) -> Res<()> {
    let Some(v) = v else {
        raise!(vm, TypeError, "can't delete tb_next attribute")
    };
    if !v.is_none() && vm.get::<Traceback>(v).is_none() {
        let t = vm.type_name(v).to_owned();
        raise!(vm, TypeError, "expected traceback object, got '{t}'");
    }
    let mut at = v.clone();
    while let Some(t) = vm.get::<Traceback>(&at) {
        if at.is(this) {
            raise!(vm, ValueError, "traceback loop detected");
        }
        at = t.next.clone();
    }
    drop(std::mem::replace(
        &mut vm.of_mut::<Traceback>(this).0.next,
        v.clone(),
    ));
    Ok(())
}

/// A frame object; `back` is its caller's, or None; `place` its place on the stack if it runs.
pub fn frame_object(vm: &mut Vm, at: Spot, back: Value, place: Option<usize>) -> Res {
    vm.alloc(T::Frame, FrameObject { at, back, place })
}

fn tb_frame(vm: &mut Vm, this: &Value) -> Res {
    if let Some(f) = vm.of::<Traceback>(this).frame.bound() {
        return Ok(f.clone());
    }
    let t = vm.of::<Traceback>(this);
    let place = match t.at.locals.is_empty() && t.at.namespace.is_unbound() {
        true => vm.running_place(&t.at.func),
        false => None,
    };
    let at = spot(vm, this)?;
    let f = frame_object(vm, at, Value::NONE, place)?;
    vm.of_mut::<Traceback>(this).0.frame = f.clone();
    Ok(f)
}

/// A frame object that shows `at`, without its caller's.
pub fn frame_at(vm: &mut Vm, at: Spot) -> Res {
    frame_object(vm, at, Value::NONE, None)
}

fn tb_lineno(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::int(line(vm, &vm.of::<Traceback>(this).at) as i64))
}

fn tb_lasti(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::int(2 * vm.of::<Traceback>(this).at.op as i64))
}

fn f_code(vm: &mut Vm, this: &Value) -> Res {
    let func = &vm.of::<FrameObject>(this).at.func;
    Ok(vm
        .get::<Function>(func)
        .map_or(Value::NONE, |f| f.code.clone()))
}

fn f_lineno(vm: &mut Vm, this: &Value) -> Res {
    let f = vm.of::<FrameObject>(this);
    let now = f
        .place
        .map(|i| vm.frame_spot(i))
        .filter(|now| now.func.is(&f.at.func));
    Ok(Value::int(line(vm, now.as_ref().unwrap_or(&f.at)) as i64))
}

fn f_lasti(vm: &mut Vm, this: &Value) -> Res {
    Ok(Value::int(2 * vm.of::<FrameObject>(this).at.op as i64))
}

fn f_globals(vm: &mut Vm, this: &Value) -> Res {
    let func = &vm.of::<FrameObject>(this).at.func;
    Ok(vm
        .get::<Function>(func)
        .map_or(Value::NONE, |f| f.globals.clone()))
}

fn f_builtins(vm: &mut Vm, _: &Value) -> Res {
    Ok(vm.builtins.clone())
}

fn f_locals(vm: &mut Vm, this: &Value) -> Res {
    let at = &vm.of::<FrameObject>(this).at;
    if let Some(ns) = at.namespace.bound() {
        return Ok(ns.clone());
    }
    let mut found: Vec<(String, Value)> = Vec::new();
    each_local(vm, at, &mut |n, v| found.push((n.to_owned(), v.clone())));
    let d = vm.dict()?;
    for (n, v) in found {
        let n = vm.intern(&n)?;
        vm.set_item(&d, &n, &v)?;
    }
    Ok(d)
}

fn f_back(vm: &mut Vm, this: &Value) -> Res {
    Ok(vm.of::<FrameObject>(this).back.clone())
}

/// Puts a new entry in front of exception `exc`'s traceback. Without memory the entry is left out:
/// the exception counts more than where it passed.
pub fn push(vm: &mut Vm, exc: &Value, at: Spot) {
    let Some(e) = vm.get::<Exception>(exc) else {
        return;
    };
    let next = e.traceback.clone();
    vm.heap().open_reserve();
    let tb = vm.alloc(T::Traceback, Traceback::new(next, at));
    vm.heap().close_reserve();
    if let Ok(tb) = tb {
        super::exception::set_traceback(vm, exc, tb);
    }
}

/// Gives the outermost entry the local variables of its frame, which is being left, if it is the
/// entry of `func` and has none yet.
pub fn keep_locals(vm: &mut Vm, exc: &Value, func: &Value, locals: InOrder, namespace: Value) {
    let tb = super::exception::traceback_of(vm, exc);
    if let Some((t, _)) = vm.edit::<Traceback>(&tb)
        && t.at.func.is(func)
        && t.at.locals.is_empty()
        && t.at.namespace.is_unbound()
    {
        t.at.locals = locals;
        t.at.namespace = namespace;
    }
}
