//! Class patterns, and small questions about frames and classes.

use super::Vm;
use super::error::Res;
use super::names::N;
use crate::memory::buf::Buf;
use crate::memory::header::FLAG_HEAP_TYPE;
use crate::memory::value::Value;
use crate::raise;
use crate::types::cell::Cell;
use crate::types::native::NativeFunction;
use crate::types::registry::T;

impl Vm {
    /// Attributes of `s` for a class pattern with `n` positional sub-patterns and keyword `names`,
    /// as a tuple; None when it doesn't match.
    pub(crate) fn match_class(&mut self, s: &Value, class: &Value, names: &Value, n: usize) -> Res {
        if !self.is_class(class) {
            raise!(self, TypeError, "called match pattern must be a class");
        }
        if !self.is_instance(s, class)? {
            return Ok(Value::NONE);
        }
        let shown = self.class_name(class).to_owned();
        let mut out: Buf<Value> = Buf::new();
        let mut seen: Vec<Value> = Vec::new();
        if n > 0 {
            let key = self.name(N::__match_args__)?;
            match self.try_attr_value(class, &key)? {
                Some(args) => {
                    let Some(items) = self.items(&args).filter(|_| self.is_exact(&args, T::Tuple))
                    else {
                        let t = self.type_name(&args).to_owned();
                        raise!(
                            self,
                            TypeError,
                            "{shown}.__match_args__ must be a tuple (got {t})"
                        );
                    };
                    let items = items.to_vec();
                    if items.len() < n {
                        let s = if items.len() == 1 { "" } else { "s" };
                        raise!(
                            self,
                            TypeError,
                            "{shown}() accepts {} positional sub-pattern{s} ({n} given)",
                            items.len()
                        );
                    }
                    for name in &items[..n] {
                        if !self.is_a(name, T::Str) {
                            let t = self.type_name(name).to_owned();
                            raise!(
                                self,
                                TypeError,
                                "__match_args__ elements must be strings (got {t})"
                            );
                        }
                        if !self.match_attr(s, name, &shown, &mut seen, &mut out)? {
                            return Ok(Value::NONE);
                        }
                    }
                }
                // Some builtins match themselves with their one positional pattern.
                None if self.matches_itself(class) => {
                    if n > 1 {
                        raise!(
                            self,
                            TypeError,
                            "{shown}() accepts 1 positional sub-pattern ({n} given)"
                        );
                    }
                    out.push(&self.heap, s.clone())?;
                }
                None => {
                    raise!(
                        self,
                        TypeError,
                        "{shown}() accepts 0 positional sub-patterns ({n} given)"
                    );
                }
            }
        }
        for name in self.items(names).unwrap_or_default().to_vec() {
            if !self.match_attr(s, &name, &shown, &mut seen, &mut out)? {
                return Ok(Value::NONE);
            }
        }
        self.tuple_of(out)
    }

    fn match_attr(
        &mut self,
        s: &Value,
        name: &Value,
        class: &str,
        seen: &mut Vec<Value>,
        out: &mut Buf<Value>,
    ) -> Res<bool> {
        let name = self.intern_value(name)?;
        if seen.iter().any(|x| x.is(&name)) {
            let r = self.repr(&name)?;
            let r = self.text(&r).unwrap_or("?").to_owned();
            raise!(
                self,
                TypeError,
                "{class}() got multiple sub-patterns for attribute {r}"
            );
        }
        seen.push(name.clone());
        match self.try_attr_value(s, &name)? {
            Some(v) => {
                out.push(&self.heap, v)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn matches_itself(&self, class: &Value) -> bool {
        [
            T::Bool,
            T::Bytes,
            T::Dict,
            T::Float,
            T::FrozenSet,
            T::Int,
            T::List,
            T::Set,
            T::Str,
            T::Tuple,
        ]
        .into_iter()
        .any(|t| self.is_subtype(class, self.class(t)))
    }

    /// First argument of the running function (a cell, if it is captured).
    pub(crate) fn first_argument(&self) -> Value {
        self.frame_registers().first().cloned().unwrap_or_default()
    }

    /// Names and values of the running function's variables; `None` in a module body.
    pub(crate) fn local_variables(&self) -> Option<Vec<(Value, Value)>> {
        use crate::code::CodeFlags;
        let co = self.running_code();
        if co.code.flags.has(CodeFlags::MODULE) {
            return None;
        }
        let unwrap = |v: &Value| match self.get::<Cell>(v) {
            Some(c) => c.value.clone(),
            None => v.clone(),
        };
        let mut out = Vec::new();
        for (i, v) in self
            .frame_registers()
            .iter()
            .enumerate()
            .take(co.locals.len())
        {
            let holds_cell = co.code.cells.get(i).copied().unwrap_or(false);
            let v = if holds_cell { unwrap(v) } else { v.clone() };
            let name = &co.locals[i];
            // Internal variables (`.0`) are not shown.
            if !v.is_unbound() && self.text(name).is_some_and(|n| !n.starts_with('.')) {
                out.push((name.clone(), v));
            }
        }
        if let Some(f) = self.running_function() {
            let closure = &self.of::<crate::types::function::Function>(f).closure;
            for (name, cell) in co
                .freevars
                .iter()
                .zip(self.items(closure).unwrap_or_default())
            {
                let v = unwrap(cell);
                if !v.is_unbound() {
                    out.push((name.clone(), v));
                }
            }
        }
        Some(out)
    }

    /// Local registers of the top frame.
    #[allow(unsafe_code)]
    fn frame_registers(&self) -> &[Value] {
        match self.frames.last() {
            // SAFETY: F1; locals are only written by the loop, which isn't running now.
            Some(f) => unsafe { std::slice::from_raw_parts(f.regs, (*f.code).nlocals as usize) },
            None => &[],
        }
    }

    /// Whether `f` is the bound `type.__prepare__`.
    pub(crate) fn is_default_prepare(&self, f: &Value) -> bool {
        self.get::<NativeFunction>(f)
            .is_some_and(|n| n.name() == "__prepare__" && n.owner.is(self.class(T::Type)))
    }

    /// Name of a metaclass, or of what stands for one.
    pub(crate) fn callee_class_name(&self, v: &Value) -> String {
        match self.as_type(v) {
            Some(_) => self.class_name(v).to_owned(),
            None => "<metaclass>".to_owned(),
        }
    }

    /// `__qualname__` of a class.
    pub(crate) fn class_qualname(&mut self, class: &Value) -> Res<String> {
        let ty = self.ty(class);
        Ok(match ty.is_heap() {
            true => self.text(&ty.qualname).unwrap_or("?").to_owned(),
            false => ty.def.name.to_owned(),
        })
    }

    /// Bytes that `v` takes: its block and the buffers it owns (what `sys.getsizeof` tells). Values
    /// without a block take a word.
    pub fn size_of(&self, v: &Value) -> usize {
        let Some(h) = v.header() else {
            return size_of::<Value>();
        };
        let ext = match h.has(FLAG_HEAP_TYPE) {
            true => crate::memory::instance::ext(h)
                .and_then(|e| e.header())
                .map_or(0, |e| {
                    if e.kind() == crate::types::registry::Kind::SlotArray {
                        self.block_and_buffers(e)
                    } else {
                        0
                    }
                }),
            false => 0,
        };
        self.block_and_buffers(h) + ext
    }

    #[allow(unsafe_code)]
    fn block_and_buffers(&self, h: &crate::memory::header::Header) -> usize {
        let layout = &crate::types::registry::LAYOUTS[h.kind() as usize];
        // SAFETY: H1: the layout is the one of the object's kind.
        crate::memory::heap::Heap::block_size(h) + unsafe { (layout.extra_bytes)(h) }
    }
}
