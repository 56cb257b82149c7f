//! Printing: the Markdown of BENCHMARKS.md, and JSON for other programs.

use std::fs;

use serde_json::{Value, json};

use crate::interpreters::{HOGNOSE, Interpreter};
use crate::options::Options;
use crate::programs::Program;
use crate::results::Results;

/// What no program may be slower than, as a multiple of the reference's speed.
const LEAST_SPEED: f64 = 0.9;

/// What `--list` prints.
pub fn print_plan(programs: &[Program], interpreters: &[Interpreter]) {
    for program in programs {
        match program.aim {
            Some(aim) => println!("{:<14} aim {aim}x", program.name),
            None => println!("{}", program.name),
        }
    }
    for interpreter in interpreters {
        let mark = if interpreter.reference {
            " (reference)"
        } else {
            ""
        };
        let command = interpreter.command.join(" ");
        println!(
            "{}{mark}: {command}: {}",
            interpreter.name, interpreter.version
        );
    }
}

/// The whole report in Markdown, to stdout. `floor` is in KiB.
pub fn print(
    programs: &[Program],
    interpreters: &[Interpreter],
    results: &Results,
    options: &Options,
    floor: u64,
) {
    let reference = interpreters.iter().position(|i| i.reference);
    let sizes = if options.quick {
        " with small sizes: the times mean little"
    } else {
        ""
    };
    let rounds = match options.rounds {
        1 => "one round".to_owned(),
        n => format!("medians of {n} interleaved rounds"),
    };
    println!("{}; {rounds}{sizes}.\n", machine());
    for interpreter in interpreters {
        println!("- {}: {}", interpreter.name, interpreter.version);
    }
    println!("\nCPU seconds, and in brackets how many times the reference's speed:\n");
    print_table(programs, interpreters, &["aim"], |p, i| {
        let cpu = results.get(p, i).cpu();
        let speed = reference.and_then(|r| results.speed(p, i, r));
        match (cpu, speed.filter(|_| Some(i) != reference)) {
            (Some(cpu), Some(speed)) => format!("{cpu:.3} ({speed:.2})"),
            (Some(cpu), None) => format!("{cpu:.3}"),
            (None, _) => missing(results, p, i),
        }
    });
    if let Some(reference) = reference {
        let mut row = "| **geometric mean over the fixed list** | |".to_owned();
        for i in 0..interpreters.len() {
            row += &match results.mean_speed(programs, i, reference) {
                Some((mean, n)) => format!(" **{mean:.2}** of {n} |"),
                None => " – |".to_owned(),
            };
        }
        println!("{row}");
        print_shortfalls(programs, interpreters, results, reference);
    }
    println!(
        "\nPeak resident memory, MiB (a process is never charged less than {:.1}):\n",
        floor as f64 / 1024.0
    );
    print_table(programs, interpreters, &[], |p, i| {
        match results.get(p, i).peak() {
            Some(peak) => format!("{peak:.1}"),
            None => missing(results, p, i),
        }
    });
    let short: Vec<usize> = (0..programs.len())
        .filter(|p| programs[*p].repeat > 1)
        .collect();
    for p in short {
        println!(
            "\nWhole process of `{}`, milliseconds by the clock:\n",
            programs[p].name
        );
        for (i, interpreter) in interpreters.iter().enumerate() {
            if let Some(wall) = results.get(p, i).wall() {
                println!("- {}: {:.2}", interpreter.name, wall * 1e3);
            }
        }
    }
}

/// Names what hognose falls short in: speed below a program's aim (or below the
/// least speed for programs without one), peak memory above the reference's.
fn print_shortfalls(
    programs: &[Program],
    interpreters: &[Interpreter],
    results: &Results,
    reference: usize,
) {
    let Some(ours) = interpreters.iter().position(|i| i.name == HOGNOSE) else {
        return;
    };
    let mut slow = Vec::new();
    let mut large = Vec::new();
    for (p, program) in programs.iter().enumerate() {
        let aim = program.aim.unwrap_or(LEAST_SPEED);
        if let Some(speed) = results.speed(p, ours, reference)
            && speed < aim
        {
            slow.push(format!("{} ({speed:.2} of {aim})", program.name));
        }
        if let (Some(peak), Some(base)) = (
            results.get(p, ours).peak(),
            results.get(p, reference).peak(),
        ) && peak > base
        {
            large.push(format!("{} ({:.2})", program.name, peak / base));
        }
    }
    for (what, names) in [
        ("Slower than its aim", slow),
        ("More memory than the reference", large),
    ] {
        if !names.is_empty() {
            println!("\n{what}: {}.", names.join(", "));
        }
    }
}

fn missing(results: &Results, program: usize, interpreter: usize) -> String {
    match results.get(program, interpreter).failure {
        Some(_) => "fails".to_owned(),
        None => "–".to_owned(),
    }
}

/// One row a program, one column an interpreter; `extra` names columns in front.
fn print_table(
    programs: &[Program],
    interpreters: &[Interpreter],
    extra: &[&str],
    text: impl Fn(usize, usize) -> String,
) {
    let mut head = "| program |".to_owned();
    let mut rule = "|---|".to_owned();
    for name in extra {
        head += &format!(" {name} |");
        rule += "--:|";
    }
    for interpreter in interpreters {
        head += &format!(" {} |", interpreter.name);
        rule += "--:|";
    }
    println!("{head}\n{rule}");
    for (p, program) in programs.iter().enumerate() {
        let mut row = format!("| {} |", program.name);
        if !extra.is_empty() {
            row += &program
                .aim
                .map_or(" |".to_owned(), |aim| format!(" {aim} |"));
        }
        for i in 0..interpreters.len() {
            row += &format!(" {} |", text(p, i));
        }
        println!("{row}");
    }
}

/// Everything measured, as JSON. Times are seconds, `peak` is KiB.
pub fn json(
    programs: &[Program],
    interpreters: &[Interpreter],
    results: &Results,
    options: &Options,
    floor: u64,
) -> String {
    let reference = interpreters.iter().position(|i| i.reference);
    let rows: Vec<Value> = programs
        .iter()
        .enumerate()
        .map(|(p, program)| {
            let cells: serde_json::Map<String, Value> = interpreters
                .iter()
                .enumerate()
                .map(|(i, interpreter)| {
                    let cell = results.get(p, i);
                    let value = json!({
                        "cpu": cell.cpu,
                        "wall": cell.wall,
                        "peak": cell.peak,
                        "median_cpu": cell.cpu(),
                        "speed": reference.and_then(|r| results.speed(p, i, r)),
                        "failure": cell.failure,
                    });
                    (interpreter.name.clone(), value)
                })
                .collect();
            json!({
                "name": program.name,
                "aim": program.aim,
                "processes_a_round": program.repeat,
                "results": cells,
            })
        })
        .collect();
    let columns: Vec<Value> = interpreters
        .iter()
        .enumerate()
        .map(|(i, interpreter)| {
            let mean = reference.and_then(|r| results.mean_speed(programs, i, r));
            json!({
                "name": interpreter.name,
                "command": interpreter.command,
                "version": interpreter.version,
                "reference": interpreter.reference,
                "mean_speed": mean.map(|(mean, _)| mean),
                "mean_over": mean.map(|(_, count)| count),
            })
        })
        .collect();
    let all = json!({
        "machine": machine(),
        "rounds": options.rounds,
        "quick": options.quick,
        "peak_floor": floor,
        "interpreters": columns,
        "programs": rows,
    });
    format!("{all:#}\n")
}

/// One sentence on the machine: processor, number of CPUs, memory, system.
fn machine() -> String {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(name))
            .map(|rest| rest.trim_start_matches([' ', '\t', ':', '=']).to_owned())
    };
    let processor = field(&read("/proc/cpuinfo"), "model name").unwrap_or("unknown CPU".into());
    let cpus = std::thread::available_parallelism().map_or(0, |n| n.get());
    let memory = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or("unknown".into(), |kib| {
            format!("{:.0} GiB", kib / 1048576.0)
        });
    let system = field(&read("/etc/os-release"), "PRETTY_NAME")
        .map_or(std::env::consts::OS.into(), |name| {
            name.trim_matches('"').to_owned()
        });
    let kernel = read("/proc/sys/kernel/osrelease");
    format!(
        "{processor}, {cpus} CPUs, {memory} memory, {system}, kernel {}, {}",
        kernel.trim(),
        std::env::consts::ARCH
    )
}
