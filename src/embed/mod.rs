//! The embedding API.

pub mod native_stack;
