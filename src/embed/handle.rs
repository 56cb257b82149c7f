//! Handles: objects that the host holds on to.

use super::{Error, Vm};
use crate::memory::value::Value;
use crate::vm as core;
use std::sync::{Arc, Mutex, PoisonError};

/// What a VM and its handles share: which slots were given up since the VM looked.
#[derive(Default)]
pub struct Roots {
    released: Mutex<Vec<u32>>,
}

/// A slot of the VM's root table. The object stays alive as long as the handle or a copy of it.
#[derive(Clone)]
pub struct Handle {
    slot: Arc<Slot>,
}

struct Slot {
    roots: Arc<Roots>,
    index: u32,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.roots
            .released
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(self.index);
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handle({})", self.slot.index)
    }
}

impl Roots {
    /// Puts an object into the root table.
    pub(super) fn hold(self: &Arc<Roots>, vm: &mut core::Vm, v: &Value) -> Handle {
        let table = &mut vm.state_mut().host_roots;
        let index = match table.iter().position(Value::is_unbound) {
            Some(i) => i,
            None => {
                table.push(Value::UNBOUND);
                table.len() - 1
            }
        };
        table[index] = v.clone();
        Handle {
            slot: Arc::new(Slot {
                roots: self.clone(),
                index: index as u32,
            }),
        }
    }

    /// Empties the slots that were given up.
    pub(super) fn release(&self, vm: &mut core::Vm) {
        let gone =
            std::mem::take(&mut *self.released.lock().unwrap_or_else(PoisonError::into_inner));
        for i in gone {
            if let Some(v) = vm.state_mut().host_roots.get_mut(i as usize) {
                drop(v.take());
            }
        }
    }

    /// The object of a handle, if the handle is of this table.
    pub(super) fn value(self: &Arc<Roots>, vm: &core::Vm, h: &Handle) -> Result<Value, Error> {
        let own = Arc::ptr_eq(self, &h.slot.roots);
        match vm
            .state
            .host_roots
            .get(h.slot.index as usize)
            .and_then(Value::bound)
        {
            Some(v) if own => Ok(v.clone()),
            _ => Err(Error::handle("the handle belongs to another VM")),
        }
    }
}

/// What [`Vm::call`] calls: the name of a global, or a handle.
pub trait Callee: sealed::Sealed {
    #[doc(hidden)]
    fn find(self, vm: &mut Vm) -> Result<Found, Error>;
}

/// A callee that was looked up, or is to be.
#[doc(hidden)]
pub enum Found {
    Value(Value),
    Global(String),
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for &str {}
    impl Sealed for &super::Handle {}
}

impl Callee for &str {
    fn find(self, _: &mut Vm) -> Result<Found, Error> {
        Ok(Found::Global(self.to_owned()))
    }
}

impl Callee for &Handle {
    fn find(self, vm: &mut Vm) -> Result<Found, Error> {
        vm.value_of(self).map(Found::Value)
    }
}
