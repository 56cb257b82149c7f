//! Hognose: a small, fast, embeddable Python.
//!
//! The folder tree is the pipeline: `hognose_grammar` turns source into an AST, [`compile`] turns
//! that into register bytecode ([`code`]), [`vm`] runs it on the heap of [`memory`], with the
//! builtin [`types`] and [`modules`]; [`embed`] is the door for Rust programs.
#![deny(unsafe_code)]
// Well-known names are variants spelled as the names are.
#![allow(bindings_with_variant_name)]

pub mod code;
pub mod compile;
pub mod memory;
pub mod modules;
#[allow(dead_code, unused_imports)]
mod num;
#[allow(dead_code)]
mod text;
pub mod types;
pub mod vm;

/// Runs a script (temporary door of the command line).
pub fn run_file(source: &[u8], file: &str) -> i32 {
    let here = 0u8;
    let mut vm = match vm::Vm::new(&vm::Limits::default(), Default::default()) {
        Ok(vm) => vm,
        Err(_) => return 70,
    };
    vm.stack_floor = (&raw const here as usize).saturating_sub(7 << 20);
    let r = vm.run_main(source, file);
    match r {
        Ok(()) => 0,
        Err(e) => {
            let text = vm.render_error(e);
            eprint!("{text}");
            1
        }
    }
}
