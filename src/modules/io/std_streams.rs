//! `sys.stdin`, `sys.stdout`, `sys.stderr`, and what the VM itself writes and reads: `print`, `input`,
//! the display hook, error reports, the flush at exit.
//!
//! The streams are made when something first needs them. As long as `sys` isn't imported, or its
//! attributes are the originals, `print` goes straight into the text layer.

use super::buffered::Buffered;
use super::file::{self, Stream};
use super::text::{self, Setup, TextIo};
use super::{buffered, layer, string_io, text_read, text_write};
use crate::memory::value::Value;
use crate::raise;
use crate::types::registry::T;
use crate::vm::Vm;
use crate::vm::error::{Raised, Res};
use crate::vm::names::N;

/// One of the standard streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Std {
    In,
    Out,
    Err,
}

impl Std {
    /// Name in `sys`.
    pub fn attribute(self) -> &'static str {
        match self {
            Std::In => "stdin",
            Std::Out => "stdout",
            Std::Err => "stderr",
        }
    }
}

/// The original streams, once made: unbound before, None where the host grants none.
#[derive(Default)]
pub struct StdStreams {
    streams: [Value; 3],
    /// `-u`: what is written goes out at once.
    pub unbuffered: bool,
}

impl StdStreams {
    /// Calls `f` with every reference.
    pub fn visit(&self, f: &mut dyn FnMut(&Value)) {
        self.streams.iter().for_each(f);
    }
}

impl Vm {
    /// The original stream, made if need be; None if the host grants none.
    pub fn original_stream(&mut self, which: Std) -> Res {
        let made = &self.state.std_streams.streams[which as usize];
        if !made.is_unbound() {
            return Ok(made.clone());
        }
        let made = self.make_stream(which)?;
        self.state.std_streams.streams[which as usize] = made.clone();
        Ok(made)
    }

    fn make_stream(&mut self, which: Std) -> Res {
        let host = &self.state.host;
        let (granted, terminal) = match which {
            Std::In => (
                host.stdin.is_some(),
                host.stdin.as_ref().is_some_and(|s| s.is_terminal()),
            ),
            Std::Out => (
                host.stdout.is_some(),
                host.stdout.as_ref().is_some_and(|s| s.is_terminal()),
            ),
            Std::Err => (
                host.stderr.is_some(),
                host.stderr.as_ref().is_some_and(|s| s.is_terminal()),
            ),
        };
        if !granted {
            return Ok(Value::NONE);
        }
        let stream = match which {
            Std::In => Stream::Stdin,
            Std::Out => Stream::Stdout,
            Std::Err => Stream::Stderr,
        };
        let raw = file::standard(self, stream, &format!("<{}>", which.attribute()))?;
        let size = file::block_size(self, &raw);
        let t = if which == Std::In {
            T::BufferedReader
        } else {
            T::BufferedWriter
        };
        let unbuffered = self.state.std_streams.unbuffered && which != Std::In;
        let buffer = if unbuffered {
            raw
        } else {
            buffered::over(self, t, &raw, size)?
        };
        let setup = Setup {
            encoding: self.str("utf-8")?,
            errors: self.str(if which == Std::Err {
                "backslashreplace"
            } else {
                "strict"
            })?,
            newline: if which == Std::In {
                Value::NONE
            } else {
                self.str("\n")?
            },
            line_buffering: terminal || which == Std::Err,
            write_through: unbuffered,
        };
        let stream = text::over(self, &buffer, &setup)?;
        let mode = self.str(if which == Std::In { "r" } else { "w" })?;
        text::set_mode(self, &stream, Some(&mode))?;
        Ok(stream)
    }

    /// The stream that `sys` has now; `None` if it was deleted or is None.
    pub fn sys_stream(&mut self, which: Std) -> Res<Option<Value>> {
        let found = match self.state.sys_dict.bound().cloned() {
            Some(d) => {
                let k = self.intern(which.attribute())?;
                self.dict_lookup_str(&d, &k).cloned()
            }
            None => Some(self.original_stream(which)?),
        };
        Ok(found.filter(|v| !v.is_none()))
    }

    /// Whether `sys` has lost a stream: its attribute was deleted.
    fn lost_stream(&mut self, which: Std) -> Res<bool> {
        let Some(d) = self.state.sys_dict.bound().cloned() else {
            return Ok(false);
        };
        let k = self.intern(which.attribute())?;
        Ok(self.dict_lookup_str(&d, &k).is_none())
    }

    /// Writes `str(v)` to a stream: directly where it is one of ours.
    pub fn write_value(&mut self, stream: &Value, v: &Value) -> Res<()> {
        let text = if self.is_exact(v, T::Str) {
            v.clone()
        } else {
            self.str_value(v)?
        };
        self.write_text(stream, &text)
    }

    /// Writes a string to a stream.
    pub fn write_text(&mut self, stream: &Value, text: &Value) -> Res<()> {
        if self.is_exact(stream, T::TextIoWrapper) && self.get::<TextIo>(stream).is_some() {
            return text_write::write(self, stream, text);
        }
        if self.is_exact(stream, T::StringIo) {
            return string_io::write(self, stream, text);
        }
        let k = self.name(N::write)?;
        self.call_method_value(stream, &k, std::slice::from_ref(text))?;
        Ok(())
    }

    /// `print(*args, sep=sep, end=end, file=file, flush=flush)`.
    pub fn print(
        &mut self,
        args: &[Value],
        sep: &Value,
        end: &Value,
        file: Option<&Value>,
        flush: bool,
    ) -> Res<()> {
        let stream = match file {
            Some(f) => f.clone(),
            None => match self.sys_stream(Std::Out)? {
                Some(s) => s,
                None if self.lost_stream(Std::Out)? => {
                    raise!(self, RuntimeError, "lost sys.stdout")
                }
                None => return Ok(()),
            },
        };
        for (i, v) in args.iter().enumerate() {
            if i > 0 {
                self.write_text(&stream, sep)?;
            }
            self.write_value(&stream, v)?;
        }
        self.write_text(&stream, end)?;
        if flush {
            let k = self.name(N::flush)?;
            self.call_method_value(&stream, &k, &[])?;
        }
        Ok(())
    }

    /// `input(prompt)`.
    pub fn read_input(&mut self, prompt: Option<&Value>) -> Res {
        for which in [Std::In, Std::Out, Std::Err] {
            if self.sys_stream(which)?.is_none() {
                raise!(
                    self,
                    RuntimeError,
                    "input(): lost sys.{}",
                    which.attribute()
                );
            }
        }
        let stderr = self.sys_stream(Std::Err)?.unwrap_or_default();
        match layer::flush(self, &stderr) {
            Err(e) if e.is_stop() => return Err(e),
            _ => {}
        }
        let stdout = self.sys_stream(Std::Out)?.unwrap_or_default();
        if let Some(p) = prompt {
            self.write_value(&stdout, p)?;
        }
        match layer::flush(self, &stdout) {
            Err(e) if e.is_stop() => return Err(e),
            _ => {}
        }
        let stdin = self.sys_stream(Std::In)?.unwrap_or_default();
        let line = match self.is_exact(&stdin, T::TextIoWrapper) {
            true => text_read::line(self, &stdin)?,
            false => self.call_method(&stdin, "readline", &[])?,
        };
        let Some(text) = self.wtf8(&line) else {
            let t = self.type_name(&line).to_owned();
            raise!(
                self,
                TypeError,
                "object.readline() returned non-string, not {t}"
            );
        };
        match text.strip_suffix(b"\n") {
            _ if text.is_empty() => raise!(self, EOFError, "EOF when reading a line"),
            None => Ok(line),
            Some(text) => {
                let text = crate::memory::buf::Buf::from_slice(self.heap(), text)?;
                self.str_of(text)
            }
        }
    }

    /// Shows the value of an expression statement at the prompt: `sys.displayhook(v)`.
    pub(crate) fn display(&mut self, v: &Value) -> Res<()> {
        if let Some(d) = self.state.sys_dict.bound().cloned() {
            let k = self.intern("displayhook")?;
            let Some(hook) = self.dict_lookup_str(&d, &k).cloned() else {
                raise!(self, RuntimeError, "lost sys.displayhook");
            };
            self.call(&hook, std::slice::from_ref(v))?;
            return Ok(());
        }
        self.default_display(v)
    }

    /// `sys.__displayhook__`.
    pub(crate) fn default_display(&mut self, v: &Value) -> Res<()> {
        if v.is_none() {
            return Ok(());
        }
        let builtins = self.builtins.clone();
        self.dict_set_str(&builtins, "_", &Value::NONE)?;
        let Some(out) = self.sys_stream(Std::Out)? else {
            raise!(self, RuntimeError, "lost sys.stdout");
        };
        let text = self.repr(v)?;
        self.write_text(&out, &text)?;
        let end = self.str("\n")?;
        self.write_text(&out, &end)?;
        self.dict_set_str(&builtins, "_", v)
    }

    /// Writes to `sys.stderr`, if there is one. What fails in that is ignored, but for a stop.
    pub(crate) fn write_error_output(&mut self, text: &[u8]) -> Res<()> {
        let written = (|| {
            let Some(stderr) = self.sys_stream(Std::Err)? else {
                return Ok(());
            };
            let text = self.str_wtf8(text)?;
            self.write_text(&stderr, &text)?;
            layer::flush(self, &stderr)
        })();
        match written {
            Err(e @ Raised(_)) if e.is_stop() => Err(e),
            _ => Ok(()),
        }
    }

    /// Flushes `sys.stdout` and `sys.stderr` at exit; whether that worked. A failure of stdout is
    /// reported as one that nobody can catch.
    pub fn flush_std_streams(&mut self) -> Res<bool> {
        let mut ok = true;
        for which in [Std::Out, Std::Err] {
            // Not made means that nothing was written.
            if self.state.sys_dict.is_unbound()
                && self.state.std_streams.streams[which as usize].is_unbound()
            {
                continue;
            }
            let Some(s) = self.sys_stream(which)? else {
                continue;
            };
            if let Ok(true) = layer::is_closed(self, &s) {
                continue;
            }
            match layer::flush(self, &s) {
                Ok(()) => {}
                Err(e) if e.is_stop() => return Err(e),
                Err(e) => {
                    ok = false;
                    if which == Std::Out {
                        let Some(e) = self.exception_of(e) else {
                            return Err(Raised(Value::STOPPED));
                        };
                        self.report_unraisable(
                            &e,
                            "Exception ignored on flushing sys.stdout",
                            None,
                        )?;
                    }
                }
            }
        }
        Ok(ok)
    }

    /// How many finalizers the original streams themselves have to run.
    pub(crate) fn finalizers_of_streams(&self) -> usize {
        let mut n = 0;
        for text in &self.state.std_streams.streams {
            let buffer = self.get::<TextIo>(text).map(|t| &t.buffer);
            let raw = buffer
                .and_then(|b| self.get::<Buffered>(b))
                .map(Buffered::raw);
            for v in [Some(text), buffer, raw].into_iter().flatten() {
                n += usize::from(self.heap.has_finalizer(v));
            }
        }
        n
    }

    /// Hands on what finalizers wrote to the original streams, last of all. Nobody is told of a
    /// failure any more.
    pub(crate) fn flush_original_streams(&mut self) -> Res<()> {
        for which in [Std::Out, Std::Err] {
            let s = self.state.std_streams.streams[which as usize].clone();
            if s.is_unbound() || s.is_none() {
                continue;
            }
            match layer::flush(self, &s) {
                Err(e) if e.is_stop() => return Err(e),
                _ => {}
            }
        }
        Ok(())
    }
}
