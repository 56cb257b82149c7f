//! A buffer of values that are dropped first to last, where [`Buf`] starts with the last: registers of
//! a frame, items of a deque. Scripts see the order by their finalizers.

use super::buf::Buf;
use super::value::Value;
use std::ops::{Deref, DerefMut};

/// Values that are dropped first to last.
#[derive(Default)]
pub struct InOrder(pub Buf<Value>);

impl Drop for InOrder {
    #[inline]
    fn drop(&mut self) {
        for v in self.0.iter_mut() {
            drop(v.take());
        }
    }
}

impl Deref for InOrder {
    type Target = Buf<Value>;
    #[inline(always)]
    fn deref(&self) -> &Buf<Value> {
        &self.0
    }
}

impl DerefMut for InOrder {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Buf<Value> {
        &mut self.0
    }
}

impl From<Buf<Value>> for InOrder {
    fn from(values: Buf<Value>) -> InOrder {
        InOrder(values)
    }
}
