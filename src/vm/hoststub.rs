//! stub
use super::Vm;
use super::error::Res;
use crate::memory::value::Value;
impl Vm {
    pub fn print(
        &mut self,
        args: &[Value],
        sep: &Value,
        end: &Value,
        _file: Option<&Value>,
        _flush: bool,
    ) -> Res<()> {
        use std::io::Write;
        let mut out = Vec::new();
        for (i, a) in args.iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(self.wtf8(sep).unwrap_or(b""));
            }
            let s = self.str_value(a)?;
            out.extend_from_slice(self.wtf8(&s).unwrap_or(b""));
        }
        out.extend_from_slice(self.wtf8(end).unwrap_or(b""));
        let _ = std::io::stdout().write_all(&out);
        Ok(())
    }
    pub fn read_input(&mut self, _: Option<&Value>) -> Res {
        Ok(Value::NONE)
    }
    pub(crate) fn display(&mut self, _: &Value) -> Res<()> {
        Ok(())
    }
}
impl Vm {
    pub fn run_main(&mut self, source: &[u8], file: &str) -> Res<()> {
        let m = self.new_module("__main__", &Value::NONE)?;
        let modules = self.modules.clone();
        self.dict_set_str(&modules, "__main__", &m)?;
        let d = self.module_dict(&m);
        // No files are granted yet, so the text has to be kept for tracebacks.
        if let Ok(text) = std::str::from_utf8(source) {
            self.keep_source(file, text)?;
        }
        let code = self.compile_source(source, file, super::eval::Mode::Module, false)?;
        self.run_module_code(code, &d)?;
        Ok(())
    }
    pub fn render_error(&mut self, e: super::Raised) -> String {
        let Some(exc) = self.exception_of(e) else {
            return "stopped\n".into();
        };
        let mut out = crate::memory::buf::Buf::new();
        match super::report::render(self, &exc, &mut out) {
            Ok(_) => {}
            Err(_) => return "error in report\n".into(),
        }
        String::from_utf8_lossy(&out).into_owned()
    }
}
