//! The memory system: values, objects, pools, buffers and the cycle collector.
//!
//! ```text
//! Heap ── arenas (1 MiB) ── pools (16 KiB, one size class) ── blocks: Header + payload
//!      └─ buffers (charged, owned by objects)
//! ```
//!
//! This is the home of `unsafe`. Invariants are numbered in each file's doc.
#![allow(unsafe_code)]

mod account;
mod addr_map;
mod arena;
mod arenas;
pub mod buf;
pub mod check;
pub mod gc;
pub mod hash;
pub mod header;
pub mod heap;
pub mod inline;
pub mod instance;
mod intern;
pub mod pending;
mod pool;
pub(crate) mod release;
pub mod shape;
pub mod size_class;
pub mod stats;
mod teardown;
pub mod text;
mod tracked;
pub mod value;
mod walk;
pub mod weak;
