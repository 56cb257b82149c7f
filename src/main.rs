//! The `hognose` command.

use hognose::memory::heap::StressConfig;
use hognose::vm::{Limits, Vm};

fn main() {
    let file = std::env::args().nth(1).expect("file");
    let source = std::fs::read(&file).expect("read");
    let code = hognose::run_file(&source, &file);
    let _ = (
        StressConfig::default(),
        Limits::default(),
        std::mem::size_of::<Vm>(),
    );
    std::process::exit(code);
}
