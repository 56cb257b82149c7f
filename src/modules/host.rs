//! What the host grants to scripts. The library itself touches no file, stream, clock or
//! environment: it asks the [`Host`], and by default everything is refused.

use std::io;
use std::path::{Path, PathBuf};

/// An output stream.
pub trait Output: Send {
    /// Writes all of `bytes`.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    fn flush(&mut self) -> io::Result<()>;
    fn is_terminal(&self) -> bool {
        false
    }
}

/// An input stream.
pub trait Input: Send {
    /// Reads some bytes; 0 at the end.
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
    fn is_terminal(&self) -> bool {
        false
    }
}

/// An open file.
pub trait File: Send {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64>;
    fn truncate(&mut self, len: u64) -> io::Result<()>;
    fn flush(&mut self) -> io::Result<()>;
    fn is_terminal(&self) -> bool {
        false
    }
    /// The file descriptor, where there is one.
    fn fileno(&self) -> Option<i32> {
        None
    }
}

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenMode {
    pub read: bool,
    pub write: bool,
    pub append: bool,
    pub create: bool,
    pub create_new: bool,
    pub truncate: bool,
}

/// Access to a file system.
pub trait Files: Send {
    fn open(&mut self, path: &Path, mode: OpenMode) -> io::Result<Box<dyn File>>;
    fn metadata(&mut self, path: &Path) -> io::Result<std::fs::Metadata>;
    fn read_dir(&mut self, path: &Path) -> io::Result<Vec<String>>;
    fn remove_file(&mut self, path: &Path) -> io::Result<()>;
    fn remove_dir(&mut self, path: &Path) -> io::Result<()>;
    fn create_dir(&mut self, path: &Path) -> io::Result<()>;
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    fn current_dir(&mut self) -> io::Result<PathBuf>;
}

/// A clock.
pub trait Clock: Send {
    /// Nanoseconds since the Unix epoch.
    fn now(&mut self) -> i128;
    /// Nanoseconds of a clock that never goes back.
    fn monotonic(&mut self) -> u64;
    /// Nanoseconds of processor time used by the process.
    fn process(&mut self) -> u64;
    fn sleep(&mut self, nanoseconds: u64);
}

/// The environment of a process.
pub trait Environment: Send {
    fn get(&mut self, name: &str) -> Option<String>;
    fn all(&mut self) -> Vec<(String, String)>;
}

/// Random bits from outside, for seeds.
pub trait Entropy: Send {
    fn fill(&mut self, buf: &mut [u8]);
}

/// All that a VM may reach outside itself. `None`: refused.
#[derive(Default)]
pub struct Host {
    pub stdout: Option<Box<dyn Output>>,
    pub stderr: Option<Box<dyn Output>>,
    pub stdin: Option<Box<dyn Input>>,
    pub files: Option<Box<dyn Files>>,
    pub clock: Option<Box<dyn Clock>>,
    pub environment: Option<Box<dyn Environment>>,
    pub entropy: Option<Box<dyn Entropy>>,
    /// Folders that modules are imported from (needs `files`).
    pub import_path: Vec<String>,
}
