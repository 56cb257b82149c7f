//! One run of one process: what it printed and what it cost.
//!
//! CPU time and peak memory come from `wait4`, that is from the kernel's own
//! account of exactly this child, not from differences between totals.

use std::io::{self, Read};
use std::mem::MaybeUninit;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// What a process that ended well cost.
pub struct Run {
    /// User and system time, seconds.
    pub cpu: f64,
    /// From start to end, seconds.
    pub wall: f64,
    /// Peak resident memory, KiB.
    pub peak: u64,
    pub output: Vec<u8>,
}

pub enum Outcome {
    Finished(Run),
    /// Why there is nothing to count, in one line.
    Failed(String),
}

/// Runs a command to its end, or kills it at the time limit.
///
/// `Err` is a command that could not be started or watched at all.
pub fn run(command: &[String], arguments: &[String], limit: Duration) -> Result<Outcome, String> {
    let (program, before) = command.split_first().ok_or("empty command")?;
    let complain = |e: io::Error| format!("{program}: {e}");
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(before)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(complain)?;
    let output = collect(child.stdout.take());
    let errors = collect(child.stderr.take());
    let printed = output.recv_timeout(limit);
    if printed.is_err() {
        child.kill().map_err(complain)?;
    }
    let (status, usage) = wait4(child.id()).map_err(complain)?;
    let wall = start.elapsed().as_secs_f64();
    let Ok(output) = printed else {
        return Ok(Outcome::Failed(format!(
            "stopped after {} s",
            limit.as_secs()
        )));
    };
    if !status.success() {
        let errors = errors.recv().unwrap_or_default();
        let text = String::from_utf8_lossy(&errors);
        let last = text.trim_end().lines().next_back().unwrap_or("");
        return Ok(Outcome::Failed(format!("{status}: {last}")));
    }
    Ok(Outcome::Finished(Run {
        cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        wall,
        peak: peak_kib(&usage),
        output,
    }))
}

/// The least peak that can be seen, KiB: a new process starts as a copy of this
/// one, and the kernel counts that copy's peak as the process's own.
pub fn peak_floor() -> Result<u64, String> {
    match run(&["true".to_owned()], &[], Duration::from_secs(10))? {
        Outcome::Finished(run) => Ok(run.peak),
        Outcome::Failed(why) => Err(format!("true: {why}")),
    }
}

/// Reads a pipe to its end on a thread of its own, so that none fills up.
fn collect(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // A pipe that breaks ends the output there; the comparison will show it.
            let _ = pipe.read_to_end(&mut bytes);
        }
        let _ = sender.send(bytes);
    });
    receiver
}

/// Waits for a child of ours and takes its account.
fn wait4(child: u32) -> io::Result<(ExitStatus, libc::rusage)> {
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    loop {
        // SAFETY: both pointers are to live locals of the types wait4 writes; the
        // child was started here and is waited for nowhere else, so its number is
        // still its own.
        let reaped =
            unsafe { libc::wait4(child as libc::pid_t, &mut status, 0, usage.as_mut_ptr()) };
        if reaped >= 0 {
            // SAFETY: zeroed to begin with (all of it are integers), and written by wait4.
            return Ok((ExitStatus::from_raw(status), unsafe { usage.assume_init() }));
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

fn seconds(time: libc::timeval) -> f64 {
    time.tv_sec as f64 + time.tv_usec as f64 / 1e6
}

/// `ru_maxrss` is in KiB, except on Apple's systems, where it is in bytes.
fn peak_kib(usage: &libc::rusage) -> u64 {
    let unit = if cfg!(target_vendor = "apple") {
        1024
    } else {
        1
    };
    u64::try_from(usage.ru_maxrss).unwrap_or(0) / unit
}
