//! A stream being compressed: a deflate stream in the frame of zlib or gzip.

use super::{Frame, MAX_WINDOW};
use crate::memory::buf::Buf;
use crate::memory::charge::Held;
use crate::memory::heap::{Heap, OutOfMemory};
use crate::num::checksum;
use miniz_oxide::deflate::core::{CompressorOxide, create_comp_flags_from_zip_params};
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::{MZFlush, MZStatus};

/// What the compressor keeps in memory of its own: window, hash chains and output.
const STATE_BYTES: usize = 320 * 1024;

/// The state.
pub struct Deflater {
    state: Box<CompressorOxide>,
    /// The charge for `state`.
    held: Held,
    frame: Frame,
    level: i64,
    window: u8,
    started: bool,
    sum: u32,
    length: u32,
}

/// How much of what was compressed is to be written out now.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    No,
    Sync,
    Full,
    Finish,
}

impl Deflater {
    /// `level` is from -1 to 9.
    pub fn new(
        heap: &Heap,
        frame: Frame,
        level: i64,
        window: u8,
        strategy: i64,
    ) -> Result<Deflater, OutOfMemory> {
        let held = Held::new(heap, STATE_BYTES)?;
        let level = if level < 0 { 6 } else { level };
        let flags = create_comp_flags_from_zip_params(level as i32, 0, strategy as i32);
        Ok(Deflater {
            state: Box::new(CompressorOxide::new(flags)),
            held,
            frame,
            level,
            window,
            started: false,
            sum: u32::from(frame == Frame::Zlib),
            length: 0,
        })
    }

    pub fn copy(&self, heap: &Heap) -> Result<Deflater, OutOfMemory> {
        Ok(Deflater {
            held: Held::new(heap, STATE_BYTES)?,
            state: self.state.clone(),
            ..*self
        })
    }

    /// Compresses `input`, and writes what `flush` asks for.
    pub fn run(
        &mut self,
        heap: &Heap,
        input: &[u8],
        flush: Flush,
        out: &mut Buf<u8>,
    ) -> Result<(), OutOfMemory> {
        debug_assert!(self.held.bytes() > 0);
        if !self.started {
            self.started = true;
            self.header(heap, out)?;
        }
        self.sum = match self.frame {
            Frame::Gzip => checksum::crc32(self.sum, input),
            Frame::Zlib | Frame::Either => checksum::adler32(self.sum, input),
            Frame::Raw => 0,
        };
        self.length = self.length.wrapping_add(input.len() as u32);
        let mode = match flush {
            Flush::No => MZFlush::None,
            Flush::Sync => MZFlush::Sync,
            Flush::Full => MZFlush::Full,
            Flush::Finish => MZFlush::Finish,
        };
        let mut chunk = [0u8; 4096];
        let mut rest = input;
        loop {
            let r = deflate(&mut self.state, rest, &mut chunk, mode);
            rest = &rest[r.bytes_consumed..];
            out.extend_from_slice(heap, &chunk[..r.bytes_written])?;
            match r.status {
                Ok(MZStatus::StreamEnd) => break,
                Ok(_) if r.bytes_written == chunk.len() || !rest.is_empty() => {}
                Ok(_) if flush == Flush::Finish => {}
                // No progress: everything is taken and written.
                Ok(_) | Err(_) => break,
            }
        }
        if flush == Flush::Finish {
            self.trailer(heap, out)?;
        }
        Ok(())
    }

    fn header(&self, heap: &Heap, out: &mut Buf<u8>) -> Result<(), OutOfMemory> {
        match self.frame {
            Frame::Raw => Ok(()),
            Frame::Gzip => {
                let speed = match self.level {
                    9 => 2,
                    1 => 4,
                    _ => 0,
                };
                out.extend_from_slice(heap, &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, speed, 3])
            }
            Frame::Zlib | Frame::Either => {
                let window = self.window.clamp(8, MAX_WINDOW);
                let method = (window - 8) << 4 | 8;
                let effort = match self.level {
                    0 | 1 => 0u8,
                    2..=5 => 1,
                    6 => 2,
                    _ => 3,
                };
                let flags = effort << 6;
                let left = (u32::from(method) * 256 + u32::from(flags)) % 31;
                out.extend_from_slice(heap, &[method, flags + (31 - left as u8) % 31])
            }
        }
    }

    fn trailer(&self, heap: &Heap, out: &mut Buf<u8>) -> Result<(), OutOfMemory> {
        match self.frame {
            Frame::Raw => Ok(()),
            Frame::Gzip => {
                out.extend_from_slice(heap, &self.sum.to_le_bytes())?;
                out.extend_from_slice(heap, &self.length.to_le_bytes())
            }
            Frame::Zlib | Frame::Either => out.extend_from_slice(heap, &self.sum.to_be_bytes()),
        }
    }
}
