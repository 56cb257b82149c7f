//! `property`, `staticmethod`, `classmethod`: payloads.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;

/// A computed attribute made in Python. Absent parts are None.
pub struct Property {
    pub get: Value,
    pub set: Value,
    pub del: Value,
    pub doc: Value,
    /// From `__set_name__`, for error messages; unbound if not given.
    pub name: Value,
}

impl Payload for Property {
    const KIND: Kind = Kind::Property;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        for v in [&self.get, &self.set, &self.del, &self.doc, &self.name] {
            f(v);
        }
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        for v in [&mut self.get, &mut self.set, &mut self.del] {
            out(std::mem::replace(v, Value::NONE));
        }
    }
}

/// A function that isn't bound.
pub struct StaticMethod {
    pub func: Value,
    pub dict: Value,
}

impl Payload for StaticMethod {
    const KIND: Kind = Kind::StaticMethod;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.func);
        f(&self.dict);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.func, Value::NONE));
        out(self.dict.take());
    }
}

/// A function that is bound to the class.
pub struct ClassMethod {
    pub func: Value,
    pub dict: Value,
}

impl Payload for ClassMethod {
    const KIND: Kind = Kind::ClassMethod;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.func);
        f(&self.dict);
    }

    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(&mut self.func, Value::NONE));
        out(self.dict.take());
    }
}
