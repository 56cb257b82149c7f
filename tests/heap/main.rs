//! Tests of `src/memory/`, compiled with object kinds of their own: the memory system needs nothing
//! of the VM above it.

#[path = "../../src/memory/mod.rs"]
#[allow(dead_code)]
mod memory;

/// What memory/ expects of the registry, with kinds made for the tests.
mod types {
    pub mod registry {
        use crate::kit::{List, Node, Type, Weak};
        use crate::memory::header::Layout;
        use crate::memory::{inline, instance};

        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Kind {
            Instance,
            SlotArray,
            Str,
            Bytes,
            Tuple,
            Type,
            List,
            Node,
            Weak,
            Dict,
            Set,
        }

        pub static LAYOUTS: [Layout; 11] = [
            instance::INSTANCE_LAYOUT,
            Layout::of::<instance::SlotArray>("SlotArray"),
            inline::STR_LAYOUT,
            inline::BYTES_LAYOUT,
            inline::TUPLE_LAYOUT,
            Layout::of::<Type>("Type"),
            Layout::of::<List>("List"),
            Layout::of::<Node>("Node"),
            Layout::of::<Weak>("Weak"),
            // Named in memory/, but not made in these tests.
            Layout::of::<List>("Dict"),
            Layout::of::<List>("Set"),
        ];
    }
}

mod buffers;
mod cost;
mod cycles;
mod deep;
mod finalizers;
mod kit;
mod limits;
mod model;
mod pools;
mod walks;
mod weakrefs;
