//! Grants that hand on what the process itself has. Nothing uses them unless a host asks for it.

use super::{
    Clock, Entropy, Environment, File, FileKind, Files, Input, Metadata, OpenMode, Output,
};
use std::io::{self, IsTerminal, Read, Seek, Write};
use std::path::{Path, PathBuf};
#[cfg(not(unix))]
use std::time::Duration;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// One of the process's output streams, unbuffered: the VM's own stream buffers. It has no descriptor
/// of its own, so a stream that is redirected meanwhile is followed.
pub struct StdOutput {
    error: bool,
}

impl StdOutput {
    /// Standard output.
    pub fn stdout() -> StdOutput {
        StdOutput { error: false }
    }

    /// Standard error.
    pub fn stderr() -> StdOutput {
        StdOutput { error: true }
    }

    #[cfg(unix)]
    fn descriptor(&self) -> std::os::fd::BorrowedFd<'static> {
        match self.error {
            false => rustix::stdio::stdout(),
            true => rustix::stdio::stderr(),
        }
    }
}

impl Output for StdOutput {
    #[cfg(unix)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(self.descriptor(), bytes)?)
    }

    #[cfg(not(unix))]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error {
            io::stderr().write(bytes)
        } else {
            io::stdout().write(bytes)
        }
    }

    #[cfg(unix)]
    fn block_size(&self) -> usize {
        match rustix::fs::fstat(self.descriptor()) {
            Ok(m) if m.st_blksize > 1 => m.st_blksize as usize,
            _ => super::BLOCK_SIZE,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if cfg!(unix) || self.error {
            Ok(())
        } else {
            io::stdout().flush()
        }
    }

    fn is_terminal(&self) -> bool {
        if self.error {
            io::stderr().is_terminal()
        } else {
            io::stdout().is_terminal()
        }
    }

    fn fileno(&self) -> Option<i32> {
        Some(if self.error { 2 } else { 1 })
    }
}

/// The process's standard input, unbuffered.
pub struct StdInput;

impl Input for StdInput {
    #[cfg(unix)]
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(rustix::stdio::stdin(), buf)?)
    }

    #[cfg(not(unix))]
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        io::stdin().lock().read(buf)
    }

    fn is_terminal(&self) -> bool {
        io::stdin().is_terminal()
    }

    fn fileno(&self) -> Option<i32> {
        Some(0)
    }
}

/// The file system as the process sees it.
pub struct ProcessFiles;

struct OpenFile(std::fs::File);

impl File for OpenFile {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.0.read(buf)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    #[cfg(unix)]
    fn block_size(&self) -> usize {
        block_size(&self.0)
    }

    fn remaining(&mut self) -> Option<u64> {
        let len = self.0.metadata().ok()?.len();
        Some(len.saturating_sub(self.0.stream_position().ok()?))
    }

    fn is_terminal(&self) -> bool {
        self.0.is_terminal()
    }

    fn fileno(&self) -> Option<i32> {
        #[cfg(unix)]
        return Some(std::os::fd::AsRawFd::as_raw_fd(&self.0));
        #[cfg(not(unix))]
        None
    }
}

/// What the system likes to transfer at a time.
#[cfg(unix)]
fn block_size(file: &std::fs::File) -> usize {
    use std::os::unix::fs::MetadataExt;
    match file.metadata() {
        Ok(m) if m.blksize() > 1 => m.blksize() as usize,
        _ => super::BLOCK_SIZE,
    }
}

const IS_A_DIRECTORY: i32 = 21;

impl Files for ProcessFiles {
    fn open(&mut self, path: &Path, mode: OpenMode) -> io::Result<Box<dyn File>> {
        let f = std::fs::OpenOptions::new()
            .read(mode.read)
            .write(mode.write && !mode.append)
            .append(mode.append)
            .create(mode.create && !mode.create_new)
            .create_new(mode.create_new)
            .truncate(mode.truncate)
            .open(path)?;
        if f.metadata()?.is_dir() {
            return Err(io::Error::from_raw_os_error(IS_A_DIRECTORY));
        }
        Ok(Box::new(OpenFile(f)))
    }

    fn metadata(&mut self, path: &Path, follow: bool) -> io::Result<Metadata> {
        let m = if follow {
            std::fs::metadata(path)?
        } else {
            std::fs::symlink_metadata(path)?
        };
        let kind = match m.file_type() {
            t if t.is_file() => FileKind::File,
            t if t.is_dir() => FileKind::Folder,
            t if t.is_symlink() => FileKind::Link,
            _ => FileKind::Other,
        };
        let mut out = Metadata {
            kind,
            len: m.len(),
            ..Metadata::default()
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let time = |s: i64, ns: i64| i128::from(s) * 1_000_000_000 + i128::from(ns);
            out.permissions = m.mode() & 0o7777;
            (out.inode, out.device, out.links) = (m.ino(), m.dev(), m.nlink());
            (out.owner, out.group) = (m.uid(), m.gid());
            out.accessed = time(m.atime(), m.atime_nsec());
            out.modified = time(m.mtime(), m.mtime_nsec());
            out.changed = time(m.ctime(), m.ctime_nsec());
        }
        #[cfg(not(unix))]
        {
            let time = |t: io::Result<SystemTime>| t.map_or(0, since_epoch);
            (out.accessed, out.modified) = (time(m.accessed()), time(m.modified()));
            (out.changed, out.links) = (time(m.created()), 1);
            out.permissions = if m.permissions().readonly() {
                0o444
            } else {
                0o666
            };
        }
        Ok(out)
    }

    fn read_dir(&mut self, path: &Path) -> io::Result<Vec<String>> {
        std::fs::read_dir(path)?
            .map(|e| Ok(e?.file_name().to_string_lossy().into_owned()))
            .collect()
    }

    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn remove_dir(&mut self, path: &Path) -> io::Result<()> {
        std::fs::remove_dir(path)
    }

    fn create_dir(&mut self, path: &Path, mode: u32) -> io::Result<()> {
        let mut b = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut b, mode);
        #[cfg(not(unix))]
        let _ = mode;
        b.create(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn current_dir(&mut self) -> io::Result<PathBuf> {
        std::env::current_dir()
    }

    fn set_current_dir(&mut self, path: &Path) -> io::Result<()> {
        std::env::set_current_dir(path)
    }

    fn real_path(&mut self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn read_link(&mut self, path: &Path) -> io::Result<PathBuf> {
        std::fs::read_link(path)
    }

    fn set_permissions(&mut self, path: &Path, mode: u32) -> io::Result<()> {
        #[cfg(unix)]
        let p = std::os::unix::fs::PermissionsExt::from_mode(mode);
        #[cfg(not(unix))]
        let p = {
            let mut p = std::fs::metadata(path)?.permissions();
            p.set_readonly(mode & 0o200 == 0);
            p
        };
        std::fs::set_permissions(path, p)
    }

    #[cfg(unix)]
    fn access(&mut self, path: &Path, mode: u32) -> bool {
        rustix::fs::access(path, rustix::fs::Access::from_bits_truncate(mode)).is_ok()
    }

    #[cfg(not(unix))]
    fn access(&mut self, path: &Path, mode: u32) -> bool {
        std::fs::metadata(path).is_ok_and(|m| mode & 2 == 0 || !m.permissions().readonly())
    }
}

fn since_epoch(t: SystemTime) -> i128 {
    match t.duration_since(UNIX_EPOCH) {
        Ok(d) => d.as_nanos() as i128,
        Err(e) => -(e.duration().as_nanos() as i128),
    }
}

/// The clocks of the machine.
pub struct ProcessClock {
    start: Instant,
}

impl Default for ProcessClock {
    fn default() -> ProcessClock {
        ProcessClock {
            start: Instant::now(),
        }
    }
}

impl Clock for ProcessClock {
    fn now(&mut self) -> i128 {
        since_epoch(SystemTime::now())
    }

    fn monotonic(&mut self) -> u64 {
        self.start.elapsed().as_nanos() as u64
    }

    #[cfg(unix)]
    fn process(&mut self) -> u64 {
        let t = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        t.tv_sec as u64 * 1_000_000_000 + t.tv_nsec as u64
    }

    #[cfg(not(unix))]
    fn process(&mut self) -> u64 {
        self.monotonic()
    }

    #[cfg(unix)]
    fn sleep(&mut self, nanoseconds: u64) {
        // A signal ends this wait early, which it would not with the standard library's.
        let _ = rustix::thread::nanosleep(&rustix::time::Timespec {
            tv_sec: (nanoseconds / 1_000_000_000) as i64,
            tv_nsec: (nanoseconds % 1_000_000_000) as _,
        });
    }

    #[cfg(not(unix))]
    fn sleep(&mut self, nanoseconds: u64) {
        std::thread::sleep(Duration::from_nanos(nanoseconds));
    }
}

/// The environment variables of the process.
pub struct ProcessEnvironment;

impl Environment for ProcessEnvironment {
    fn get(&mut self, name: &str) -> Option<String> {
        std::env::var_os(name).map(|v| v.to_string_lossy().into_owned())
    }

    fn all(&mut self) -> Vec<(String, String)> {
        let text = |s: std::ffi::OsString| s.to_string_lossy().into_owned();
        std::env::vars_os()
            .map(|(k, v)| (text(k), text(v)))
            .collect()
    }

    fn process_id(&mut self) -> u32 {
        std::process::id()
    }

    fn processors(&mut self) -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
    }
}

/// The system's source of random bits.
#[derive(Default)]
pub struct SystemEntropy {
    counter: u64,
}

impl Entropy for SystemEntropy {
    fn fill(&mut self, buf: &mut [u8]) {
        let read = std::fs::File::open("/dev/urandom").and_then(|mut f| f.read_exact(buf));
        if read.is_ok() {
            return;
        }
        // No such device: the standard library's hash keys are seeded by the system as well.
        use std::hash::{BuildHasher, Hasher};
        for piece in buf.chunks_mut(8) {
            let mut h = std::collections::hash_map::RandomState::new().build_hasher();
            self.counter += 1;
            h.write_u64(self.counter);
            let bytes = h.finish().to_le_bytes();
            piece.copy_from_slice(&bytes[..piece.len()]);
        }
    }
}
