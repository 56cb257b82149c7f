//! A host program: a game that lets scripts decide, within limits.
//!
//! `cargo run --example embed`

use hognose::{Error, ErrorKind, Handle, HostError, Stream, Vm};
use std::collections::BTreeMap;

const STRATEGIES: &[(&str, &str)] = &[
    (
        "careful",
        "
def move(board):
    free = [i for i, cell in enumerate(board) if cell == '.']
    say(f'{len(free)} fields free')
    return free[0]
",
    ),
    ("hasty", "def move(board):\n    return board.index('o')\n"),
    (
        "endless",
        "def move(board):\n    while True:\n        pass\n",
    ),
    (
        "greedy",
        "hoard = []\ndef move(board):\n    while True:\n        hoard.append(board * 1000)\n",
    ),
    (
        "nosy",
        "def move(board):\n    return len(open('/etc/hostname').read())\n",
    ),
];

fn main() -> Result<(), Error> {
    let board = vec!["x", ".", "o", "."];
    for (name, source) in STRATEGIES {
        // Each strategy is a guest of its own: 8 MiB, a bounded amount of work, no files.
        let mut vm = Vm::builder()
            .memory(8 << 20)
            .fuel(2_000_000)
            .stdout(Stream::Capture)
            .build()?;
        vm.register("say", |text: String| {
            if text.len() > 100 {
                return Err(HostError::new("ValueError", "too long"));
            }
            println!("  it says: {text}");
            Ok(())
        })?;
        vm.run_named(source, &format!("{name}.py"))?;
        let function = vm.get::<Handle>("move")?;
        println!("{name}:");
        match vm.call::<usize>(&function, (board.clone(),)) {
            Ok(field) => println!("  moves to {field}"),
            Err(e) => match e.kind() {
                ErrorKind::OutOfFuel => println!("  thinks too long"),
                ErrorKind::Memory => println!("  wants too much memory"),
                _ => println!("  fails:\n{}", e.rendered().trim_end()),
            },
        }
    }
    // Values of any convertible type go in and come out.
    let mut vm = Vm::new()?;
    vm.set(
        "scores",
        BTreeMap::from([("ann", vec![3, 5]), ("bob", vec![4])]),
    )?;
    let means: BTreeMap<String, f64> =
        vm.eval("{k: sum(v) / len(v) for k, v in scores.items()}")?;
    println!("{means:?}");
    Ok(())
}
