//! The memory system: values, objects, pools, buffers and the cycle collector.
//!
//! ```text
//! Heap ── arenas (1 MiB) ── pools (16 KiB, one size class) ── blocks: Header + payload
//!      └─ buffers (charged, owned by objects)
//! ```
//!
//! This is the home of `unsafe`. Invariants are numbered in each file's doc.
#![allow(unsafe_code)]

pub mod header;
pub mod value;
