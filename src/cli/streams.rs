//! The standard streams that the process was started with.

/// Whether the process was started without stream 0, 1 or 2.
pub fn missing(stream: u8) -> bool {
    #[cfg(target_os = "linux")]
    return early::closed() >> stream & 1 != 0;
    #[cfg(not(target_os = "linux"))]
    {
        let _ = stream;
        false
    }
}

/// Why nothing can be run with these streams.
pub fn refusal() -> Option<&'static str> {
    #[cfg(unix)]
    if !missing(0) {
        use rustix::fs::{FileType, fstat};
        let input = fstat(rustix::stdio::stdin()).ok()?;
        if FileType::from_raw_mode(input.st_mode) == FileType::Directory {
            return Some(
                "Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue\n\
                 Python runtime state: core initialized",
            );
        }
    }
    None
}

/// Rust puts `/dev/null` in the place of missing streams before `main`, where they can't be told from
/// others any more. So they are looked at before that, by what the linker lists to be run first.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod early {
    use std::sync::atomic::{AtomicU8, Ordering};

    /// A bit for each stream that was closed.
    static CLOSED: AtomicU8 = AtomicU8::new(0);

    // SAFETY: the section holds pointers to functions which the C runtime calls before `main`; this
    // one needs nothing of Rust's runtime.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static LOOK: extern "C" fn() = look;

    extern "C" fn look() {
        for stream in 0..3 {
            // SAFETY: asks for a descriptor's flags; any number may be asked for.
            if unsafe { libc::fcntl(stream, libc::F_GETFD) } == -1 {
                CLOSED.fetch_or(1 << stream, Ordering::Relaxed);
            }
        }
    }

    pub fn closed() -> u8 {
        CLOSED.load(Ordering::Relaxed)
    }
}
