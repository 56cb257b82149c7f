//! What embedding costs: making and dropping a VM, entering it, crossing between Rust and Python.
//!
//! `cargo bench --bench embed` prints the median of several rounds for each; lower is better.

use hognose::{Handle, Vm};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 9;

/// Prints the median time of one of `n` runs of `f`.
fn measure(name: &str, n: u32, mut f: impl FnMut()) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            (0..n).for_each(|_| f());
            start.elapsed().as_secs_f64() * 1e6 / f64::from(n)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<34} {:>9.3} us", times[ROUNDS / 2]);
}

fn main() {
    let new = || {
        Vm::builder()
            .memory(64 << 20)
            .fuel(u64::MAX)
            .build()
            .expect("a VM")
    };
    measure("make and drop a VM", 500, || drop(black_box(new())));
    measure("make, run `x = 1`, drop", 300, || {
        let mut vm = new();
        vm.run("x = 1").expect("runs");
    });
    let mut vm = new();
    vm.run("def f(n): return n\ndef g(n):\n    for i in range(n): h(i)\n")
        .expect("runs");
    vm.register("h", |n: i64| n).expect("registers");
    let f = vm.get::<Handle>("f").expect("is there");
    measure("call a Python function", 20_000, || {
        black_box(vm.call::<i64>(&f, (1,)).expect("runs"));
    });
    measure("eval `1 + 1`", 5_000, || {
        black_box(vm.eval::<i64>("1 + 1").expect("runs"));
    });
    measure("1000 calls of a Rust closure", 200, || {
        vm.call::<()>("g", (1000,)).expect("runs");
    });
}
