//! Where text goes: the output side of every function in `text` and `num`.
//!
//! A result whose size a script decides is written piece by piece into a
//! [`Sink`], so that the object layer can pass a buffer that is charged to its
//! heap and refuses to grow past the cap. Nothing here allocates by itself.

use std::fmt;

/// The sink refused to take more: its memory budget is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// A growing byte buffer that may refuse to grow.
pub trait Sink {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full>;

    fn push_str(&mut self, text: &str) -> Result<(), Full> {
        self.push_bytes(text.as_bytes())
    }

    /// Appends one code point in generalized UTF-8 (lone surrogates allowed).
    fn push_code(&mut self, code: u32) -> Result<(), Full> {
        let (bytes, length) = super::wtf8::encode(code);
        self.push_bytes(&bytes[..length])
    }

    /// Appends `piece` `count` times, in blocks.
    fn push_repeated(&mut self, piece: &[u8], count: usize) -> Result<(), Full> {
        if piece.is_empty() || count == 0 {
            return Ok(());
        }
        let mut block = [0; 64];
        let per_block = block.len() / piece.len();
        if per_block < 2 {
            for _ in 0..count {
                self.push_bytes(piece)?;
            }
            return Ok(());
        }
        let mut left = count;
        let prepared = per_block.min(count);
        for chunk in block.chunks_exact_mut(piece.len()).take(prepared) {
            chunk.copy_from_slice(piece);
        }
        while left > 0 {
            let now = left.min(per_block);
            self.push_bytes(&block[..now * piece.len()])?;
            left -= now;
        }
        Ok(())
    }

    /// Appends what `{}` would print.
    fn push_display(&mut self, value: impl fmt::Display) -> Result<(), Full>
    where
        Self: Sized,
    {
        use fmt::Write;
        write!(AsWrite(self), "{value}").map_err(|_| Full)
    }
}

impl Sink for Vec<u8> {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        self.extend_from_slice(bytes);
        Ok(())
    }
}

/// Lets `write!` and `Display` print into a sink; a refusal is `fmt::Error`.
pub struct AsWrite<'a, S: Sink>(pub &'a mut S);

impl<S: Sink> fmt::Write for AsWrite<'_, S> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text).map_err(|_| fmt::Error)
    }
}

/// A buffer on the stack for short pieces (a number's digits, an escape).
/// It refuses what does not fit.
pub struct Short<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Short<N> {
    pub const fn new() -> Self {
        Self {
            bytes: [0; N],
            length: 0,
        }
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl<const N: usize> Default for Short<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> Sink for Short<N> {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        let end = self.length + bytes.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(Full)?;
        room.copy_from_slice(bytes);
        self.length = end;
        Ok(())
    }
}

/// A buffer of which mostly the first few bytes are used: up to [`Short`]'s `N`, of which all but
/// `FEW` are only there when they are needed. It refuses what does not fit.
pub struct Mostly<const FEW: usize, const N: usize> {
    few: Short<FEW>,
    /// Everything, once there is more.
    all: Option<Box<Short<N>>>,
}

impl<const FEW: usize, const N: usize> Mostly<FEW, N> {
    pub fn new() -> Self {
        Self {
            few: Short::new(),
            all: None,
        }
    }

    pub fn as_bytes(&self) -> &[u8] {
        match &self.all {
            Some(all) => all.as_bytes(),
            None => self.few.as_bytes(),
        }
    }
}

impl<const FEW: usize, const N: usize> Default for Mostly<FEW, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const FEW: usize, const N: usize> Sink for Mostly<FEW, N> {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        if let Some(all) = &mut self.all {
            return all.push_bytes(bytes);
        }
        if self.few.push_bytes(bytes).is_ok() {
            return Ok(());
        }
        let mut all = Box::new(Short::new());
        all.push_bytes(self.few.as_bytes())?;
        all.push_bytes(bytes)?;
        self.all = Some(all);
        Ok(())
    }
}

/// Counts what would be written, to size a buffer beforehand.
#[derive(Default)]
pub struct Measure {
    pub bytes: usize,
}

impl Sink for Measure {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        self.bytes += bytes.len();
        Ok(())
    }
}
