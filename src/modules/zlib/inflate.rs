//! A stream being decompressed: the frame of zlib or gzip around a deflate stream.

use super::{Frame, MAX_WINDOW};
use crate::memory::buf::Buf;
use crate::memory::heap::{Heap, OutOfMemory};
use crate::num::checksum;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// Why data can't be decompressed.
pub enum Wrong {
    Data(&'static str),
    Memory(OutOfMemory),
}

impl From<OutOfMemory> for Wrong {
    fn from(e: OutOfMemory) -> Wrong {
        Wrong::Memory(e)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Header,
    Body,
    Trailer,
    Done,
}

/// The state.
pub struct Inflater {
    /// One item; in a buffer so that it is charged.
    state: Buf<InflateState>,
    frame: Frame,
    /// Largest window that a header may ask for, in bits.
    window: u8,
    stage: Stage,
    /// Bytes of a header or trailer that isn't all there.
    pending: Buf<u8>,
    /// Checksum and length of what was decompressed.
    sum: u32,
    length: u32,
}

/// What of a header is there.
enum Header {
    Incomplete,
    /// So many bytes.
    Complete(usize),
}

impl Inflater {
    pub fn new(heap: &Heap, frame: Frame, window: u8) -> Result<Inflater, OutOfMemory> {
        let mut state = Buf::with_capacity(heap, 1)?;
        state.push(heap, InflateState::new(DataFormat::Raw))?;
        Ok(Inflater {
            state,
            frame,
            window,
            stage: match frame {
                Frame::Raw => Stage::Body,
                _ => Stage::Header,
            },
            pending: Buf::new(),
            sum: 0,
            length: 0,
        })
    }

    pub fn copy(&self, heap: &Heap) -> Result<Inflater, OutOfMemory> {
        let mut state = Buf::with_capacity(heap, 1)?;
        if let Some(s) = self.state.first() {
            state.push(heap, s.clone())?;
        }
        Ok(Inflater {
            state,
            pending: Buf::from_slice(heap, &self.pending)?,
            ..*self
        })
    }

    /// Whether the stream has ended.
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// Decompresses from `input` until its end, that of the stream, or `limit` bytes of output
    /// (0: no limit); gives how many bytes it took. Where output is left over, some input is too.
    pub fn run(
        &mut self,
        heap: &Heap,
        input: &[u8],
        limit: usize,
        out: &mut Buf<u8>,
    ) -> Result<usize, Wrong> {
        let mut at = 0;
        if self.stage == Stage::Header {
            at += self.header(heap, input)?;
        }
        if self.stage == Stage::Body {
            at += self.body(heap, &input[at..], limit, out)?;
        }
        if self.stage == Stage::Trailer {
            at += self.trailer(heap, &input[at..])?;
        }
        Ok(at)
    }

    fn header(&mut self, heap: &Heap, input: &[u8]) -> Result<usize, Wrong> {
        let before = self.pending.len();
        self.pending.extend_from_slice(heap, input)?;
        if self.frame == Frame::Either && self.pending.len() >= 2 {
            self.frame = match self.pending.first() {
                Some(0x1f) => Frame::Gzip,
                _ => Frame::Zlib,
            };
        }
        let found = match self.frame {
            Frame::Zlib => zlib_header(&self.pending, self.window)?,
            Frame::Gzip => gzip_header(&self.pending)?,
            Frame::Either | Frame::Raw => Header::Incomplete,
        };
        match found {
            Header::Incomplete => Ok(input.len()),
            Header::Complete(n) => {
                self.pending.clear();
                self.stage = Stage::Body;
                self.sum = u32::from(self.frame == Frame::Zlib);
                Ok(n.saturating_sub(before))
            }
        }
    }

    fn body(
        &mut self,
        heap: &Heap,
        input: &[u8],
        limit: usize,
        out: &mut Buf<u8>,
    ) -> Result<usize, Wrong> {
        let Some(state) = self.state.first_mut() else {
            return Ok(0);
        };
        let mut chunk = [0u8; 4096];
        let mut at = 0;
        let mut held = false;
        let start = out.len();
        let room = |out: &Buf<u8>| match limit {
            0 => usize::MAX,
            n => n - (out.len() - start).min(n),
        };
        loop {
            let size = room(out).min(chunk.len());
            if size == 0 {
                break;
            }
            // The last byte waits until everything before it has been written out, so that output
            // which has no room leaves input to ask for it with.
            let last = if held || limit == 0 { 0 } else { 1 };
            let end = input.len() - last.min(input.len() - at);
            let r = inflate(state, &input[at..end], &mut chunk[..size], MZFlush::None);
            let written = &chunk[..r.bytes_written];
            out.extend_from_slice(heap, written)?;
            self.sum = match self.frame {
                Frame::Gzip => checksum::crc32(self.sum, written),
                Frame::Zlib => checksum::adler32(self.sum, written),
                Frame::Raw | Frame::Either => 0,
            };
            self.length = self.length.wrapping_add(r.bytes_written as u32);
            at += r.bytes_consumed;
            match r.status {
                Ok(MZStatus::StreamEnd) => {
                    self.stage = match self.frame {
                        Frame::Raw => Stage::Done,
                        _ => Stage::Trailer,
                    };
                    break;
                }
                Ok(_) | Err(MZError::Buf) if r.bytes_written < size => {
                    if last == 0 || at >= input.len() {
                        break;
                    }
                    held = end == at;
                    if r.bytes_consumed == 0 && r.bytes_written == 0 && !held {
                        break;
                    }
                }
                Ok(_) | Err(MZError::Buf) => held = false,
                Err(_) => return Err(Wrong::Data("invalid deflate data")),
            }
        }
        Ok(at)
    }

    fn trailer(&mut self, heap: &Heap, input: &[u8]) -> Result<usize, Wrong> {
        let size = if self.frame == Frame::Gzip { 8 } else { 4 };
        let take = input.len().min(size - self.pending.len().min(size));
        self.pending.extend_from_slice(heap, &input[..take])?;
        if self.pending.len() < size {
            return Ok(take);
        }
        let mut fields = self
            .pending
            .chunks_exact(4)
            .map(|f| f.try_into().unwrap_or([0; 4]));
        let (sum, length) = (
            fields.next().unwrap_or_default(),
            fields.next().unwrap_or_default(),
        );
        let (right, long) = match self.frame {
            Frame::Gzip => (
                u32::from_le_bytes(sum) == self.sum,
                u32::from_le_bytes(length) == self.length,
            ),
            _ => (u32::from_be_bytes(sum) == self.sum, true),
        };
        if !right {
            return Err(Wrong::Data("incorrect data check"));
        }
        if !long {
            return Err(Wrong::Data("incorrect length check"));
        }
        self.pending.clear();
        self.stage = Stage::Done;
        Ok(take)
    }
}

fn zlib_header(bytes: &[u8], window: u8) -> Result<Header, Wrong> {
    let &[method, flags, ..] = bytes else {
        return Ok(Header::Incomplete);
    };
    if !(u32::from(method) * 256 + u32::from(flags)).is_multiple_of(31) {
        return Err(Wrong::Data("incorrect header check"));
    }
    if method & 15 != 8 {
        return Err(Wrong::Data("unknown compression method"));
    }
    let asked = (method >> 4) + 8;
    if asked > if window == 0 { MAX_WINDOW } else { window } {
        return Err(Wrong::Data("invalid window size"));
    }
    match flags & 0x20 {
        0 => Ok(Header::Complete(2)),
        _ => Err(Wrong::Data("preset dictionaries are not supported")),
    }
}

fn gzip_header(bytes: &[u8]) -> Result<Header, Wrong> {
    const TEXTS: [u8; 2] = [0x08, 0x10];
    if bytes.len() >= 2 && bytes[..2] != [0x1f, 0x8b] {
        return Err(Wrong::Data("incorrect header check"));
    }
    if bytes.get(2).is_some_and(|m| *m != 8) {
        return Err(Wrong::Data("unknown compression method"));
    }
    let Some(&flags) = bytes.get(3) else {
        return Ok(Header::Incomplete);
    };
    if flags & 0xe0 != 0 {
        return Err(Wrong::Data("unknown header flags set"));
    }
    let mut at = 10;
    if flags & 4 != 0 {
        let Some(&[low, high]) = bytes.get(at..at + 2).and_then(|b| b.first_chunk()) else {
            return Ok(Header::Incomplete);
        };
        at += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    for text in TEXTS {
        if flags & text != 0 {
            match bytes.get(at..).and_then(|rest| memchr::memchr(0, rest)) {
                Some(n) => at += n + 1,
                None => return Ok(Header::Incomplete),
            }
        }
    }
    if flags & 2 != 0 {
        let (Some(header), Some(sum)) = (bytes.get(..at), bytes.get(at..at + 2)) else {
            return Ok(Header::Incomplete);
        };
        if checksum::crc32(0, header) as u16 != u16::from_le_bytes([sum[0], sum[1]]) {
            return Err(Wrong::Data("header crc mismatch"));
        }
        at += 2;
    }
    Ok(match bytes.len() >= at {
        true => Header::Complete(at),
        false => Header::Incomplete,
    })
}
