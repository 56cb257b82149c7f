//! The memory system: values, objects, pools, buffers and the cycle collector.
//!
//! ```text
//! Heap ── arenas (1 MiB) ── pools (16 KiB, one size class) ── blocks: Header + payload
//!      └─ buffers (charged, owned by objects)
//! ```
//!
//! | what | where |
//! |---|---|
//! | a reference, and what it says without looking at an object | `value` |
//! | what stands in front of an object; what a Rust type must tell to be one | `header` |
//! | making objects and blocks, tracking | `heap` |
//! | size classes, pools, arenas; which of them is used next | `size_class`, `pool`, `arena`, `arenas` |
//! | the cap and what counts against it | `account`, `stats` |
//! | items and text that objects own | `buf`, `text` |
//! | objects with their contents inside; instances and their shapes | `inline`, `instance`, `shape` |
//! | what the last release does; what it leaves to the VM | `release`, `pending` |
//! | cycles: finding and freeing them; the generations | `gc`, `tracked` |
//! | weak references | `weak`, `addr_map` |
//! | walking a heap, verifying it, dropping it | `walk`, `check`, `teardown` |
//!
//! This is the home of `unsafe`. Invariants are numbered in each file's doc, and SAFETY comments
//! name them. Nothing in here runs Python: what has to run is queued. It is tested apart from the VM
//! in `tests/heap/`, and timed in `benches/memory_micro.rs`.
#![allow(unsafe_code)]

mod account;
mod addr_map;
mod arena;
mod arenas;
pub mod buf;
pub mod charge;
pub mod check;
pub mod gc;
pub mod hash;
pub mod header;
pub mod heap;
pub mod in_order;
pub mod inline;
pub mod instance;
mod intern;
pub mod pending;
mod pool;
pub(crate) mod release;
pub mod shape;
pub mod short;
pub mod size_class;
pub mod stats;
mod teardown;
pub mod text;
mod tracked;
pub mod value;
mod walk;
pub mod weak;
