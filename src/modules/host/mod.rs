//! What the host grants to scripts. The library itself touches no file, stream, clock or
//! environment: it asks the [`Host`], and by default everything is refused. [`process`] has the
//! grants that give a script what its process has.

pub mod capture;
pub mod process;

use std::io;
use std::path::{Path, PathBuf};

/// Bytes that are best written or read at a time, where nothing else is known.
pub const BLOCK_SIZE: usize = 8192;

/// An output stream.
pub trait Output: Send {
    /// Writes some of `bytes` (at least one, unless there are none); how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    fn flush(&mut self) -> io::Result<()>;
    /// Bytes that are best written at a time.
    fn block_size(&self) -> usize {
        BLOCK_SIZE
    }
    fn is_terminal(&self) -> bool {
        false
    }
    /// The file descriptor, where there is one.
    fn fileno(&self) -> Option<i32> {
        None
    }
}

/// An input stream.
pub trait Input: Send {
    /// Reads some bytes; 0 at the end.
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
    fn is_terminal(&self) -> bool {
        false
    }
    /// The file descriptor, where there is one.
    fn fileno(&self) -> Option<i32> {
        None
    }
}

/// An open file.
pub trait File: Send {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64>;
    fn truncate(&mut self, len: u64) -> io::Result<()>;
    fn flush(&mut self) -> io::Result<()>;
    /// Bytes from the position to the end, as far as they are known: a hint for reading it all.
    fn remaining(&mut self) -> Option<u64> {
        None
    }
    /// Bytes that are best written or read at a time.
    fn block_size(&self) -> usize {
        BLOCK_SIZE
    }
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

/// What is known of a file without opening it. Times are nanoseconds since the Unix epoch.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    pub kind: FileKind,
    pub len: u64,
    /// Permission bits.
    pub permissions: u32,
    pub inode: u64,
    pub device: u64,
    pub links: u64,
    pub owner: u32,
    pub group: u32,
    pub accessed: i128,
    pub modified: i128,
    pub changed: i128,
}

/// What a path names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    #[default]
    File,
    Folder,
    Link,
    Other,
}

impl Metadata {
    pub fn is_file(&self) -> bool {
        self.kind == FileKind::File
    }

    pub fn is_dir(&self) -> bool {
        self.kind == FileKind::Folder
    }
}

/// Access to a file system.
pub trait Files: Send {
    fn open(&mut self, path: &Path, mode: OpenMode) -> io::Result<Box<dyn File>>;
    /// `follow`: of what a symbolic link names, not of the link.
    fn metadata(&mut self, path: &Path, follow: bool) -> io::Result<Metadata>;
    /// Names in a folder, in any order.
    fn read_dir(&mut self, path: &Path) -> io::Result<Vec<String>>;
    fn remove_file(&mut self, path: &Path) -> io::Result<()>;
    fn remove_dir(&mut self, path: &Path) -> io::Result<()>;
    /// `mode`: permission bits of the new folder.
    fn create_dir(&mut self, path: &Path, mode: u32) -> io::Result<()>;
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    fn current_dir(&mut self) -> io::Result<PathBuf>;
    fn set_current_dir(&mut self, path: &Path) -> io::Result<()>;
    /// The path without symbolic links, `.` and `..`.
    fn real_path(&mut self, path: &Path) -> io::Result<PathBuf>;
    fn read_link(&mut self, path: &Path) -> io::Result<PathBuf>;
    fn set_permissions(&mut self, path: &Path, mode: u32) -> io::Result<()>;
    /// Whether the process may read (4), write (2), execute (1) all of what `mode` asks for.
    fn access(&mut self, path: &Path, mode: u32) -> bool;
}

/// A clock.
pub trait Clock: Send {
    /// Nanoseconds since the Unix epoch.
    fn now(&mut self) -> i128;
    /// Nanoseconds of a clock that never goes back.
    fn monotonic(&mut self) -> u64;
    /// Nanoseconds of processor time used by the process.
    fn process(&mut self) -> u64;
    /// Waits. May return early when the process is interrupted.
    fn sleep(&mut self, nanoseconds: u64);
}

/// The environment of a process: its variables, and what is known of the process and its machine.
pub trait Environment: Send {
    fn get(&mut self, name: &str) -> Option<String>;
    fn all(&mut self) -> Vec<(String, String)>;
    /// The number of the process.
    fn process_id(&mut self) -> u32;
    /// How many processors there are.
    fn processors(&mut self) -> usize;
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
