//! The payload of Python functions: code, globals, defaults, cells. What seldom differs from the code
//! object (names, doc, module, annotations) is in a [`FunctionMeta`], made when one of it is set. The
//! type is in `types::callable::function`.

use crate::memory::charge::Held;
use crate::memory::header::{Kind, Payload};
use crate::memory::heap::{Heap, OutOfMemory};
use crate::memory::value::Value;

/// A function made by `def` or `lambda`.
pub struct Function {
    pub code: Value,
    pub globals: Value,
    /// Tuple of cells, or unbound.
    pub closure: Value,
    /// Tuple of defaults, or unbound.
    pub defaults: Value,
    /// Dict of keyword-only defaults, or unbound.
    pub kwdefaults: Value,
    /// `__dict__`, made when asked for.
    pub dict: Value,
    /// What was set or differs from the code object; unbound slots fall back to it.
    pub meta: Option<Box<FunctionMeta>>,
}

/// Seldom used attributes of a function.
pub struct FunctionMeta {
    pub name: Value,
    pub qualname: Value,
    pub doc: Value,
    pub module: Value,
    pub annotations: Value,
    pub type_params: Value,
    /// What this block takes.
    charged: Held,
}

impl FunctionMeta {
    /// An empty one; it is charged to `heap`.
    pub fn new(heap: &Heap) -> Result<Box<FunctionMeta>, OutOfMemory> {
        let charged = Held::new(heap, size_of::<FunctionMeta>())?;
        Ok(Box::new(FunctionMeta {
            name: Value::UNBOUND,
            qualname: Value::UNBOUND,
            doc: Value::UNBOUND,
            module: Value::UNBOUND,
            annotations: Value::UNBOUND,
            type_params: Value::UNBOUND,
            charged,
        }))
    }

    fn each(&self) -> [&Value; 6] {
        [
            &self.name,
            &self.qualname,
            &self.doc,
            &self.module,
            &self.annotations,
            &self.type_params,
        ]
    }
}

impl Payload for Function {
    const KIND: Kind = Kind::Function;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [
            &self.code,
            &self.globals,
            &self.closure,
            &self.defaults,
            &self.kwdefaults,
            &self.dict,
        ] {
            f(v);
        }
        if let Some(m) = &self.meta {
            m.each().into_iter().for_each(f);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        // Code and globals stay: a finalizer may still call the function.
        for v in [
            &mut self.closure,
            &mut self.defaults,
            &mut self.kwdefaults,
            &mut self.dict,
        ] {
            out(v.take());
        }
        if let Some(m) = self.meta.take() {
            let m = *m;
            for v in [
                m.name,
                m.qualname,
                m.doc,
                m.module,
                m.annotations,
                m.type_params,
            ] {
                out(v);
            }
        }
    }

    fn extra_bytes(&self) -> usize {
        self.meta.as_ref().map_or(0, |m| m.charged.bytes())
    }
}
