//! `HOGNOSE_TEST_MODE`: how the test harness runs scripts. `normal`, `stress` (collect at every
//! allocation up to a budget, poison what is freed, verify the heap at the end) and `nogc` (the
//! collector off); in each, what is alive after the program ended must be accounted for.

use hognose::memory::heap::StressConfig;

/// Exit status of a heap that is not in order after the program: none that a script would use.
pub const BROKEN: u8 = 86;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestMode {
    Normal,
    Stress,
    NoGc,
}

impl TestMode {
    /// What the environment asks for; `None`: no test.
    pub fn from_environment() -> Option<TestMode> {
        Some(match std::env::var("HOGNOSE_TEST_MODE").ok()?.as_str() {
            "normal" => TestMode::Normal,
            "stress" => TestMode::Stress,
            "nogc" => TestMode::NoGc,
            other => {
                eprintln!("hognose: unknown HOGNOSE_TEST_MODE {other:?}");
                std::process::exit(2);
            }
        })
    }

    pub fn stress(self) -> StressConfig {
        StressConfig {
            collect_every_alloc: self == TestMode::Stress,
            poison: self == TestMode::Stress,
            ..StressConfig::default()
        }
    }
}
