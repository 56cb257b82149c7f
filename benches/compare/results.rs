//! What was measured, and the figures drawn from it.

use crate::interpreters::Interpreter;
use crate::measure::Run;
use crate::programs::Program;

/// All rounds of one program on one interpreter.
#[derive(Default)]
pub struct Cell {
    pub cpu: Vec<f64>,
    pub wall: Vec<f64>,
    pub peak: Vec<f64>,
    /// What it printed (the same in every round, or `failure` says so).
    pub output: Option<Vec<u8>>,
    pub failure: Option<String>,
}

impl Cell {
    /// Takes the processes of one round; their average is one sample.
    pub fn add_round(&mut self, runs: Vec<Run>) {
        let count = runs.len().max(1) as f64;
        self.cpu
            .push(runs.iter().map(|r| r.cpu).sum::<f64>() / count);
        self.wall
            .push(runs.iter().map(|r| r.wall).sum::<f64>() / count);
        self.peak
            .push(runs.iter().map(|r| r.peak).max().unwrap_or(0) as f64);
        for run in runs {
            match &self.output {
                Some(before) if *before != run.output => {
                    self.failure = Some("prints something else each time".to_owned());
                }
                Some(_) => {}
                None => self.output = Some(run.output),
            }
        }
    }

    /// Median CPU seconds, None when nothing was measured or it failed.
    pub fn cpu(&self) -> Option<f64> {
        self.good().and_then(|cell| median(&cell.cpu))
    }

    pub fn wall(&self) -> Option<f64> {
        self.good().and_then(|cell| median(&cell.wall))
    }

    /// Median peak memory, MiB.
    pub fn peak(&self) -> Option<f64> {
        self.good()
            .and_then(|cell| median(&cell.peak))
            .map(|kib| kib / 1024.0)
    }

    fn good(&self) -> Option<&Cell> {
        self.failure.is_none().then_some(self)
    }
}

/// A table of cells: one row a program, one column an interpreter.
pub struct Results {
    cells: Vec<Cell>,
    columns: usize,
}

impl Results {
    pub fn new(programs: usize, interpreters: usize) -> Results {
        let mut cells = Vec::new();
        cells.resize_with(programs * interpreters, Cell::default);
        Results {
            cells,
            columns: interpreters,
        }
    }

    pub fn cell(&mut self, program: usize, interpreter: usize) -> &mut Cell {
        &mut self.cells[program * self.columns + interpreter]
    }

    pub fn get(&self, program: usize, interpreter: usize) -> &Cell {
        &self.cells[program * self.columns + interpreter]
    }

    /// How many times faster than the reference, by CPU time.
    pub fn speed(&self, program: usize, interpreter: usize, reference: usize) -> Option<f64> {
        let base = self.get(program, reference).cpu()?;
        let time = self.get(program, interpreter).cpu()?;
        (time > 0.0).then_some(base / time)
    }

    /// The geometric mean of the speeds over the fixed list, and over how many
    /// of its programs it could be taken.
    pub fn mean_speed(
        &self,
        programs: &[Program],
        interpreter: usize,
        reference: usize,
    ) -> Option<(f64, usize)> {
        let speeds: Vec<f64> = (0..programs.len())
            .filter(|p| programs[*p].aim.is_some())
            .filter_map(|p| self.speed(p, interpreter, reference))
            .collect();
        geometric_mean(&speeds).map(|mean| (mean, speeds.len()))
    }

    /// Marks as failed what printed something else than the reference did, and
    /// lists everything that failed.
    pub fn check_outputs(
        &mut self,
        programs: &[Program],
        interpreters: &[Interpreter],
    ) -> Vec<String> {
        let mut complaints = Vec::new();
        // Without any reference the first that worked is what others must match.
        let reference = interpreters.iter().position(|i| i.reference);
        for (p, program) in programs.iter().enumerate() {
            let expected = reference
                .into_iter()
                .chain(0..interpreters.len())
                .filter_map(|i| self.get(p, i).output.clone())
                .next();
            for (i, interpreter) in interpreters.iter().enumerate() {
                let cell = self.cell(p, i);
                if cell.output.is_some() && cell.output != expected && cell.failure.is_none() {
                    cell.failure = Some("prints something else than the reference".to_owned());
                }
                if let Some(why) = &cell.failure {
                    complaints.push(format!("{} on {}: {why}", program.name, interpreter.name));
                }
            }
        }
        complaints
    }
}

pub fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

fn geometric_mean(values: &[f64]) -> Option<f64> {
    let logs: f64 = values.iter().map(|v| v.ln()).sum();
    (!values.is_empty()).then(|| (logs / values.len() as f64).exp())
}
