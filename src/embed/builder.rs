//! Limits and grants of a VM.

use super::handle::Roots;
use super::native_stack::StackPool;
use super::{Error, Vm};
use crate::memory::heap::StressConfig;
use crate::modules::host::capture::Capture;
use crate::modules::host::process::{
    ProcessClock, ProcessEnvironment, ProcessFiles, StdInput, StdOutput, SystemEntropy,
};
use crate::modules::host::{Clock, Entropy, Environment, Files, Host, Input, Output};
use crate::vm::{self as core, Limits};
use std::sync::Arc;

/// Where an output stream goes.
pub enum Stream {
    /// Nowhere: `sys.stdout` is None, and `print` does nothing.
    None,
    /// Into memory, up to the capture limit: see [`Vm::take_stdout`].
    Capture,
    /// To the process's own stream.
    Inherit,
    /// To a stream of the host's.
    To(Box<dyn Output>),
}

/// Most bytes of captured output that are kept at a time, unless the builder says otherwise.
const CAPTURE_LIMIT: usize = 16 << 20;

/// Sets limits and grants; then [`Builder::build`].
pub struct Builder {
    limits: Limits,
    stdout: Stream,
    stderr: Stream,
    capture_limit: usize,
    host: Host,
    arguments: Vec<String>,
    stacks: Option<Arc<StackPool>>,
    callers_stack: Option<usize>,
    stress: StressConfig,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            limits: Limits::default(),
            stdout: Stream::None,
            stderr: Stream::None,
            capture_limit: CAPTURE_LIMIT,
            host: Host::default(),
            arguments: vec![String::new()],
            stacks: None,
            callers_stack: None,
            stress: StressConfig::default(),
        }
    }
}

impl Builder {
    /// Most bytes that the VM may hold; beyond that scripts get a MemoryError.
    pub fn memory(mut self, bytes: usize) -> Builder {
        self.limits.memory = Some(bytes);
        self
    }

    /// Units of work until the run is stopped.
    pub fn fuel(mut self, units: u64) -> Builder {
        self.limits.fuel = Some(units);
        self
    }

    /// How deep calls may nest (1000 unless set).
    pub fn recursion_limit(mut self, calls: usize) -> Builder {
        self.limits.recursion = calls;
        self
    }

    /// Seed of the hashes of strings and bytes: the same seed, the same order of sets (0 unless set).
    pub fn hash_seed(mut self, seed: u64) -> Builder {
        self.limits.hash_seed = seed;
        self
    }

    /// Where `sys.stdout` goes.
    pub fn stdout(mut self, to: Stream) -> Builder {
        self.stdout = to;
        self
    }

    /// Where `sys.stderr` goes.
    pub fn stderr(mut self, to: Stream) -> Builder {
        self.stderr = to;
        self
    }

    /// Most bytes of captured output that are kept until they are taken; writing more fails.
    pub fn capture_limit(mut self, bytes: usize) -> Builder {
        self.capture_limit = bytes;
        self
    }

    /// Grants `sys.stdin`.
    pub fn stdin(mut self, from: impl Input + 'static) -> Builder {
        self.host.stdin = Some(Box::new(from));
        self
    }

    /// Grants a file system.
    pub fn files(mut self, files: impl Files + 'static) -> Builder {
        self.host.files = Some(Box::new(files));
        self
    }

    /// Grants clocks, and waiting.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Builder {
        self.host.clock = Some(Box::new(clock));
        self
    }

    /// Grants environment variables.
    pub fn environment(mut self, environment: impl Environment + 'static) -> Builder {
        self.host.environment = Some(Box::new(environment));
        self
    }

    /// Grants random bits.
    pub fn entropy(mut self, entropy: impl Entropy + 'static) -> Builder {
        self.host.entropy = Some(Box::new(entropy));
        self
    }

    /// Folders that modules are imported from, through the granted file system.
    pub fn import_path<S: Into<String>>(mut self, folders: impl IntoIterator<Item = S>) -> Builder {
        self.host.import_path = folders.into_iter().map(Into::into).collect();
        self
    }

    /// `sys.argv`.
    pub fn arguments<S: Into<String>>(mut self, arguments: impl IntoIterator<Item = S>) -> Builder {
        self.arguments = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// Grants all that the process itself has: its streams, files, environment, clocks, random bits.
    pub fn grant_process(mut self) -> Builder {
        self.host.stdin = Some(Box::new(StdInput));
        self.files(ProcessFiles)
            .clock(ProcessClock::default())
            .environment(ProcessEnvironment)
            .entropy(SystemEntropy::default())
            .stdout(Stream::Inherit)
            .stderr(Stream::Inherit)
    }

    /// Native stacks to run on, shared with other VMs; each VM has its own pool otherwise.
    pub fn stack_pool(mut self, pool: Arc<StackPool>) -> Builder {
        self.stacks = Some(pool);
        self
    }

    /// Runs on the caller's stack, of which `bytes` may be used, instead of a stack of its own: for
    /// sanitizers and tools that don't follow stack switches.
    pub fn callers_stack(mut self, bytes: usize) -> Builder {
        self.callers_stack = Some(bytes);
        self
    }

    /// How the heap is to be tried: for tests.
    #[doc(hidden)]
    pub fn stress(mut self, stress: StressConfig) -> Builder {
        self.stress = stress;
        self
    }

    /// Makes the VM. Fails if the memory cap is too small for an empty one.
    pub fn build(self) -> Result<Vm, Error> {
        let mut inner = match core::Vm::new(&self.limits, self.stress) {
            Ok(vm) => Box::new(vm),
            Err(_) => return Err(Error::setup("the memory cap is too small for a VM")),
        };
        let limit = self.capture_limit;
        let stream = |s: Stream, error: bool| -> (Option<Box<dyn Output>>, Option<Capture>) {
            match s {
                Stream::None => (None, None),
                Stream::To(o) => (Some(o), None),
                Stream::Inherit => {
                    let s = if error {
                        StdOutput::stderr()
                    } else {
                        StdOutput::stdout()
                    };
                    (Some(Box::new(s)), None)
                }
                Stream::Capture => {
                    let c = Capture::new(limit);
                    (Some(Box::new(c.clone())), Some(c))
                }
            }
        };
        let (out, stdout) = stream(self.stdout, false);
        let (err, stderr) = stream(self.stderr, true);
        let state = inner.state_mut();
        state.host = self.host;
        (state.host.stdout, state.host.stderr) = (out, err);
        state.argv = self.arguments;
        Ok(Vm {
            inner,
            roots: Arc::new(Roots::default()),
            stacks: self.stacks.unwrap_or_default(),
            callers_stack: self.callers_stack,
            stdout,
            stderr,
            ended: false,
        })
    }
}
