//! Output kept in memory for the embedder.

use super::Output;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// Collects what is written to it, up to a bound: then writing fails as on a full disk.
#[derive(Clone)]
pub struct Capture {
    text: Arc<Mutex<Vec<u8>>>,
    limit: usize,
}

impl Capture {
    /// Keeps at most `limit` bytes at a time.
    pub fn new(limit: usize) -> Capture {
        Capture {
            text: Arc::default(),
            limit,
        }
    }

    /// What was written since the last call.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.text.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Output for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        let n = bytes.len().min(self.limit.saturating_sub(text.len()));
        if n == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        text.extend_from_slice(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
