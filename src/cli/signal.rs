//! Ctrl-C: the handler sets the VM's interrupt flag, and nothing else. It lives in the binary alone.

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The flag of the VM that runs.
static FLAG: OnceLock<Arc<AtomicU32>> = OnceLock::new();

#[cfg(unix)]
extern "C" fn on_interrupt(_: libc::c_int) {
    // Loads and stores of atomics are all that a signal handler may do.
    if let Some(flag) = FLAG.get() {
        flag.store(hognose::vm::limits::INTERRUPT_KEYBOARD, Ordering::Relaxed);
    }
}

/// From now on Ctrl-C raises KeyboardInterrupt. Reading and waiting are interrupted, not restarted.
pub fn catch_interrupts(flag: Arc<AtomicU32>) {
    if FLAG.set(flag).is_err() {
        return;
    }
    rearm();
}

/// Puts the handler in place again, after something that has put one of its own there.
pub fn rearm() {
    #[cfg(unix)]
    if FLAG.get().is_some() {
        set_handler(on_interrupt as extern "C" fn(libc::c_int) as libc::sighandler_t);
    }
}

#[cfg(unix)]
#[allow(unsafe_code)]
fn set_handler(handler: libc::sighandler_t) {
    // SAFETY: the structure is valid when zeroed (no flags, empty mask), and lives during the call;
    // the handler is async-signal-safe.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        libc::sigaction(libc::SIGINT, &action, std::ptr::null_mut());
    }
}

/// Ends the process by the interrupt, so that who started it sees that.
pub fn die_interrupted() -> ! {
    #[cfg(unix)]
    {
        set_handler(libc::SIG_DFL);
        let _ =
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::INT);
    }
    std::process::exit(130)
}
