//! Where a report is written: a charged buffer, with a margin in front of each line.

use crate::memory::buf::Buf;
use crate::vm::Vm;
use crate::vm::error::Res;

/// A report being written.
pub(super) struct Out<'b> {
    buf: &'b mut Buf<u8>,
    /// Nesting of exception groups: each indents by two.
    pub depth: usize,
    /// Character of the margin, when inside a group.
    margin: u8,
    at_line_start: bool,
    /// Where each part begins (what `traceback.format_exception` gives as an item).
    starts: Vec<usize>,
}

impl<'b> Out<'b> {
    pub fn new(buf: &'b mut Buf<u8>) -> Out<'b> {
        Out {
            buf,
            depth: 0,
            margin: b'|',
            at_line_start: true,
            starts: Vec::new(),
        }
    }

    /// A part begins here.
    pub fn part(&mut self) {
        if self.starts.last() != Some(&self.buf.len()) {
            self.starts.push(self.buf.len());
        }
    }

    /// Where the parts begin.
    pub fn into_starts(self) -> Vec<usize> {
        self.starts
    }

    /// The margin of the lines that begin from now on.
    pub fn set_margin(&mut self, margin: u8) {
        self.margin = margin;
    }

    /// Appends text.
    pub fn put(&mut self, vm: &Vm, text: &[u8]) -> Res<()> {
        if self.depth == 0 {
            self.buf.extend_from_slice(vm.heap(), text)?;
            return Ok(());
        }
        for line in text.split_inclusive(|&b| b == b'\n') {
            if self.at_line_start {
                self.spaces(vm, 2 * self.depth)?;
                self.buf
                    .extend_from_slice(vm.heap(), &[self.margin, b' '])?;
            }
            self.buf.extend_from_slice(vm.heap(), line)?;
            self.at_line_start = line.ends_with(b"\n");
        }
        Ok(())
    }

    /// Appends text.
    pub fn text(&mut self, vm: &Vm, text: &str) -> Res<()> {
        self.put(vm, text.as_bytes())
    }

    /// Appends a whole line that has the indentation of a group, and no margin.
    pub fn bare_line(&mut self, vm: &Vm, text: &str) -> Res<()> {
        self.part();
        self.spaces(vm, 2 * self.depth)?;
        self.buf.extend_from_slice(vm.heap(), text.as_bytes())?;
        self.buf.push(vm.heap(), b'\n')?;
        Ok(())
    }

    fn spaces(&mut self, vm: &Vm, n: usize) -> Res<()> {
        for _ in 0..n {
            self.buf.push(vm.heap(), b' ')?;
        }
        Ok(())
    }
}
