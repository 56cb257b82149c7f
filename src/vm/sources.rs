//! Source texts, for the lines that tracebacks show.
//!
//! The VM keeps the text of what it was given as text (`-c`, the prompt, an embedder's string: who
//! runs it says [`Vm::keep_source`]). Files are read again when a traceback needs them, through the
//! file access that the host grants, and forgotten after; without it tracebacks have no source
//! lines of files.

use super::Vm;
use super::error::Res;
use hognose_grammar::source::{Origin, Source};
use std::collections::BTreeMap;
use std::path::Path;

/// The texts at hand, by file name.
#[derive(Default)]
pub struct Sources {
    given: BTreeMap<Box<str>, Given>,
    /// Files read for the report under way; `None`: unreadable.
    read: BTreeMap<Box<str>, Option<Source>>,
}

struct Given {
    source: Source,
    /// Bytes charged to the heap.
    charged: usize,
}

impl Vm {
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

    /// Line `n` (from 1) of `filename` without its line end, if its source is at hand.
    pub fn source_line(&mut self, filename: &str, n: u32) -> Option<&str> {
        if !self.sources.given.contains_key(filename) && !self.sources.read.contains_key(filename) {
            let bytes = self.read_file(Path::new(filename)).ok().flatten();
            let source = bytes.and_then(|b| Source::from_bytes(&b, Origin::File(filename)).ok());
            self.sources.read.insert(filename.into(), source);
        }
        let source = match self.sources.given.get(filename) {
            Some(g) => &g.source,
            None => self.sources.read.get(filename)?.as_ref()?,
        };
        if n == 0 || n > source.line_count() {
            return None;
        }
        let line = source.line(n);
        Some(line.strip_suffix('\n').unwrap_or(line))
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
