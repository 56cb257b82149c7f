//! Source texts, for the lines that tracebacks show.
//!
//! The VM keeps the text of what it was given as text (`-c`, the prompt, an embedder's string).
//! Files are read again when a traceback needs them, by the reader that the host grants, and
//! forgotten after. Without a reader tracebacks have no source lines of files. The library itself
//! opens nothing.

use super::Vm;
use super::error::Res;
use hognose_grammar::source::{Origin, Source};
use std::collections::BTreeMap;

/// Reads a source file; `None` if it can't be read.
pub type SourceReader = dyn Fn(&str) -> Option<Vec<u8>> + Send;

/// The texts at hand, by file name.
#[derive(Default)]
pub struct Sources {
    given: BTreeMap<Box<str>, Given>,
    /// Files read for the report under way; `None`: unreadable.
    read: BTreeMap<Box<str>, Option<Source>>,
    reader: Option<Box<SourceReader>>,
}

struct Given {
    source: Source,
    /// Bytes charged to the heap.
    charged: usize,
}

impl Sources {
    /// Line `n` (from 1) of `filename` without its line end.
    fn line(&mut self, filename: &str, n: u32) -> Option<&str> {
        if !self.given.contains_key(filename) && !self.read.contains_key(filename) {
            let bytes = self.reader.as_ref().and_then(|r| r(filename));
            let source = bytes.and_then(|b| Source::from_bytes(&b, Origin::File(filename)).ok());
            self.read.insert(filename.into(), source);
        }
        let source = match self.given.get(filename) {
            Some(g) => &g.source,
            None => self.read.get(filename)?.as_ref()?,
        };
        if n == 0 || n > source.line_count() {
            return None;
        }
        let line = source.line(n);
        Some(line.strip_suffix('\n').unwrap_or(line))
    }
}

impl Vm {
    /// Grants reading of source files, for tracebacks.
    pub fn set_source_reader(&mut self, reader: Option<Box<SourceReader>>) {
        self.sources.reader = reader;
    }

    /// Keeps the text that is compiled under the name `filename`, in place of one kept before.
    pub fn keep_source(&mut self, filename: &str, text: &str) -> Res<()> {
        let charged = filename.len() + text.len();
        self.reserve_check(charged)?;
        let Ok(source) = Source::from_text(text) else {
            return Ok(());
        };
        self.heap.charge(charged)?;
        let old = self
            .sources
            .given
            .insert(filename.into(), Given { source, charged });
        if let Some(old) = old {
            self.heap.uncharge(old.charged);
        }
        Ok(())
    }

    /// Line `n` (from 1) of `filename`, if its source is at hand.
    pub fn source_line(&mut self, filename: &str, n: u32) -> Option<&str> {
        self.sources.line(filename, n)
    }

    /// Forgets files that were read: they may change before the next report.
    pub(crate) fn forget_read_sources(&mut self) {
        self.sources.read.clear();
    }

    /// Forgets everything (the VM is being dropped).
    pub(crate) fn drop_sources(&mut self) {
        for g in std::mem::take(&mut self.sources).given.into_values() {
            self.heap.uncharge(g.charged);
        }
    }
}
