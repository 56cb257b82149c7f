//! Payload structs with the collector's side written for them: [`payload!`](crate::payload!) makes `visit`, `clear`
//! and `extra_bytes` from the fields.

use crate::memory::buf::Buf;
use crate::memory::in_order::InOrder;
use crate::memory::value::Value;

/// What a field of a payload means to the collector.
pub trait Field {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
    /// Gives up its references; a value becomes None, a buffer empty.
    fn clear(&mut self, _: &mut dyn FnMut(Value)) {}
    fn bytes(&self) -> usize {
        0
    }
}

impl Field for Value {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        out(std::mem::replace(self, Value::NONE));
    }
}

impl Field for InOrder {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        Field::visit(&self.0, visit);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        Field::clear(&mut self.0, out);
    }
    fn bytes(&self) -> usize {
        Field::bytes(&self.0)
    }
}

impl Field for Buf<Value> {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.iter().for_each(visit);
    }
    fn clear(&mut self, out: &mut dyn FnMut(Value)) {
        self.take().into_iter().for_each(out);
    }
    fn bytes(&self) -> usize {
        Buf::bytes(self)
    }
}

macro_rules! plain {
    ($($t:ty),*) => { $(impl Field for $t {})* };
}
plain!(bool, u8, u32, i64, u64, usize, Option<i64>, Option<usize>);

impl Field for Buf<usize> {
    fn bytes(&self) -> usize {
        Buf::bytes(self)
    }
}

/// A payload struct whose fields are [`Field`]s: `payload! { /// doc` `pub struct Name: Kind { a: Value } }`.
#[macro_export]
macro_rules! payload {
    ($(#[$m:meta])* $vis:vis struct $p:ident : $kind:ident {
        $($(#[$fm:meta])* $fv:vis $f:ident : $t:ty),* $(,)?
    }) => {
        $(#[$m])*
        $vis struct $p { $($(#[$fm])* $fv $f: $t),* }

        impl $crate::memory::header::Payload for $p {
            const KIND: $crate::memory::header::Kind = $crate::memory::header::Kind::$kind;
            const TRACKED: bool = true;
            fn visit(&self, visit: &mut dyn FnMut(&$crate::memory::value::Value)) {
                $($crate::types::payload::Field::visit(&self.$f, visit);)*
            }
            fn clear(&mut self, out: &mut dyn FnMut($crate::memory::value::Value)) {
                $($crate::types::payload::Field::clear(&mut self.$f, out);)*
            }
            fn extra_bytes(&self) -> usize {
                0 $(+ $crate::types::payload::Field::bytes(&self.$f))*
            }
        }
    };
}
