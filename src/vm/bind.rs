//! Binding arguments to parameters: those of Python functions (`bind_python`) and those of native
//! signatures (`call_native` for a row of a method table, `Vm::bind` for a signature given as text),
//! with CPython's messages for each way in which a call can be wrong.
//!
//! May run Python only where a keyword or a default's name is looked up in a dict.

use super::Vm;
use super::error::{Raised, Res};
use super::typedef::{Args, Binding, CallArgs, MethodDef};
use crate::code::{Code, CodeFlags};
use crate::memory::inline::Tuple;
use crate::memory::text::Text;
use crate::memory::value::Value;
use crate::raise;
use crate::types::code::CodeObject;
use crate::types::function::Function;
use smallvec::SmallVec;

/// Values on their way into a frame.
pub(crate) type Scratch = SmallVec<[Value; 12]>;

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

impl Vm {
    /// Binds a call to the parameters of Python function `func`: the result has one value for each
    /// parameter register.
    pub(crate) fn bind_python(
        &mut self,
        func: &Value,
        args: &[Value],
        names: &[Value],
    ) -> Res<Scratch> {
        let f = self.of::<Function>(func);
        let code = self.of::<CodeObject>(&f.code).code.clone();
        let (defaults, kwdefaults) = (f.defaults.clone(), f.kwdefaults.clone());
        let argcount = code.argcount as usize;
        let kwonly = code.kwonly as usize;
        let positional = args.len() - names.len();
        let mut out: Scratch = SmallVec::with_capacity(code.param_count());
        out.extend(args[..positional.min(argcount)].iter().cloned());
        out.resize(argcount + kwonly, Value::UNBOUND);
        let star = if code.flags.has(CodeFlags::VARARGS) {
            let rest = args.get(argcount..positional).unwrap_or_default();
            Some(self.tuple(rest)?)
        } else {
            None
        };
        let kwargs = if code.flags.has(CodeFlags::VARKEYWORDS) {
            Some(self.dict()?)
        } else {
            None
        };
        for (name, value) in names.iter().zip(&args[positional..]) {
            match self.param_index(func, &code, name) {
                Some(i) if out[i].is_unbound() => out[i] = value.clone(),
                Some(_) => return Err(self.multiple_values_error(func, name)),
                None => match &kwargs {
                    Some(d) => {
                        self.dict_set(d, name, value)?;
                    }
                    None => return Err(self.unexpected_keyword_error(func, &code, name, names)),
                },
            }
        }
        if positional > argcount && star.is_none() {
            return Err(self.too_many_error(func, &code, positional, &out));
        }
        if positional < argcount {
            let ndef = self.get::<Tuple>(&defaults).map_or(0, Tuple::len);
            let first_default = argcount.saturating_sub(ndef);
            let missing: SmallVec<[usize; 4]> = (positional..first_default)
                .filter(|&i| out[i].is_unbound())
                .collect();
            if !missing.is_empty() {
                return Err(self.missing_error(func, &code, &missing, "positional"));
            }
            for (i, slot) in out
                .iter_mut()
                .enumerate()
                .take(argcount)
                .skip(first_default)
            {
                if slot.is_unbound() {
                    let items = self.items(&defaults).unwrap_or_default();
                    // Defaults may have more items than there are parameters (`__defaults__ = …`).
                    let at = i + ndef.saturating_sub(argcount) - first_default;
                    *slot = items.get(at).cloned().unwrap_or_default();
                }
            }
        }
        let mut missing: SmallVec<[usize; 4]> = SmallVec::new();
        for i in argcount..argcount + kwonly {
            if out[i].is_unbound() {
                let name = self
                    .of::<CodeObject>(&self.of::<Function>(func).code)
                    .locals[i]
                    .clone();
                let found = match kwdefaults.is_unbound() {
                    true => None,
                    false => self.dict_get(&kwdefaults, &name)?,
                };
                match found {
                    Some(v) => out[i] = v,
                    None => missing.push(i),
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_error(func, &code, &missing, "keyword-only"));
        }
        out.extend(star);
        out.extend(kwargs);
        Ok(out)
    }

    /// Parameter that keyword `name` fills.
    fn param_index(&self, func: &Value, code: &Code, name: &Value) -> Option<usize> {
        let co = self.of::<CodeObject>(&self.of::<Function>(func).code);
        let named = code.posonly as usize..(code.argcount + code.kwonly) as usize;
        let at = named.start;
        // Keyword names are interned, unless they come from a dict.
        co.locals[named.clone()]
            .iter()
            .position(|l| l.is(name))
            .or_else(|| {
                let text = self.wtf8(name)?;
                co.locals[named]
                    .iter()
                    .position(|l| self.wtf8(l) == Some(text))
            })
            .map(|i| i + at)
    }

    /// The function's qualified name, for messages.
    pub(crate) fn function_qualname<'a>(&'a self, func: &'a Value) -> &'a str {
        let Some(f) = self.get::<Function>(func) else {
            return "?";
        };
        match &f.meta {
            Some(m) if !m.qualname.is_unbound() => self.text(&m.qualname).unwrap_or("?"),
            _ => &self.of::<CodeObject>(&f.code).code.qualname,
        }
    }

    #[cold]
    fn multiple_values_error(&mut self, func: &Value, name: &Value) -> Raised {
        let (f, n) = (
            self.function_qualname(func).to_owned(),
            self.text(name).unwrap_or("?").to_owned(),
        );
        self.type_error(format_args!("{f}() got multiple values for argument '{n}'"))
    }

    #[cold]
    fn unexpected_keyword_error(
        &mut self,
        func: &Value,
        code: &Code,
        name: &Value,
        names: &[Value],
    ) -> Raised {
        let f = self.function_qualname(func).to_owned();
        let posonly = &code.locals[..code.posonly as usize];
        let passed: Vec<&str> = posonly
            .iter()
            .map(|p| &**p)
            .filter(|p| names.iter().any(|n| self.text(n) == Some(p)))
            .collect();
        if !passed.is_empty() {
            let list = passed.join(", ");
            return self.type_error(format_args!(
                "{f}() got some positional-only arguments passed as keyword arguments: '{list}'"
            ));
        }
        let n = match self.text(name) {
            Some(n) => n.to_owned(),
            None => return self.type_error(format_args!("{f}() keywords must be strings")),
        };
        let candidates =
            &code.locals[code.posonly as usize..(code.argcount + code.kwonly) as usize];
        match crate::vm::suggest::closest(&n, candidates.iter().map(|c| &**c)) {
            Some(s) => self.type_error(format_args!(
                "{f}() got an unexpected keyword argument '{n}'. Did you mean '{s}'?"
            )),
            None => self.type_error(format_args!(
                "{f}() got an unexpected keyword argument '{n}'"
            )),
        }
    }

    #[cold]
    fn too_many_error(
        &mut self,
        func: &Value,
        code: &Code,
        given: usize,
        bound: &[Value],
    ) -> Raised {
        let f = self.function_qualname(func).to_owned();
        let argcount = code.argcount as usize;
        let ndef = self
            .get::<Tuple>(&self.of::<Function>(func).defaults)
            .map_or(0, Tuple::len)
            .min(argcount);
        let takes = if ndef > 0 {
            format!("from {} to {argcount}", argcount - ndef)
        } else {
            format!("{argcount}")
        };
        let kw_given = bound[argcount..].iter().filter(|v| !v.is_unbound()).count();
        let tail = if kw_given > 0 {
            format!(
                " positional argument{} (and {kw_given} keyword-only argument{})",
                plural(given),
                plural(kw_given)
            )
        } else {
            String::new()
        };
        let verb = if given == 1 && kw_given == 0 {
            "was"
        } else {
            "were"
        };
        let many = if ndef > 0 { true } else { argcount != 1 };
        self.type_error(format_args!(
            "{f}() takes {takes} positional argument{} but {given}{tail} {verb} given",
            if many { "s" } else { "" }
        ))
    }

    #[cold]
    fn missing_error(
        &mut self,
        func: &Value,
        code: &Code,
        missing: &[usize],
        what: &str,
    ) -> Raised {
        let f = self.function_qualname(func).to_owned();
        let names: Vec<String> = missing
            .iter()
            .map(|&i| format!("'{}'", code.locals[i]))
            .collect();
        let list = match names.as_slice() {
            [a] => a.clone(),
            [a, b] => format!("{a} and {b}"),
            [init @ .., last] => format!("{}, and {last}", init.join(", ")),
            [] => String::new(),
        };
        self.type_error(format_args!(
            "{f}() missing {} required {what} argument{}: {list}",
            missing.len(),
            plural(missing.len())
        ))
    }

    // ---- native signatures ----

    /// Calls a native row with unbound arguments; `this` goes first if given.
    pub(crate) fn call_native(
        &mut self,
        def: &MethodDef,
        owner: &Value,
        this: Option<&Value>,
        call: CallArgs<'_>,
    ) -> Res {
        let extra = this.is_some() as usize;
        let n = call.pos().len() + extra;
        if call.names.is_empty() && n >= def.min as usize && n <= def.max as usize {
            return match this {
                None => (def.func)(
                    self,
                    Args {
                        pos: call.args,
                        kw: &[],
                    },
                ),
                Some(t) => {
                    let mut pos: Scratch = SmallVec::with_capacity(n);
                    pos.push(t.clone());
                    pos.extend(call.args.iter().cloned());
                    (def.func)(self, Args { pos: &pos, kw: &[] })
                }
            };
        }
        let mut pos: Scratch = SmallVec::with_capacity(n);
        pos.extend(this.cloned());
        pos.extend(call.pos().iter().cloned());
        let kw_values = &call.args[call.pos().len()..];
        let class_bound = this.filter(|t| self.is_class(t));
        let qualified = self.native_qualname(def, class_bound.unwrap_or(owner));
        let (pos, kw) =
            self.bind_signature(def.signature, &qualified, pos, call.names, kw_values)?;
        (def.func)(self, Args { pos: &pos, kw: &kw })
    }

    /// `list.append`, `math.sqrt`, `len`: what messages call a native function.
    fn native_qualname(&self, def: &MethodDef, owner: &Value) -> String {
        match self.as_type(owner) {
            Some(_) => format!("{}.{}", self.class_name(owner), def.name()),
            None => match self.text(owner) {
                Some(module) if module != "builtins" => format!("{module}.{}", def.name()),
                _ => def.name().to_owned(),
            },
        }
    }

    /// What is wrong with `n` positional arguments at `args` for `def`.
    #[cold]
    #[allow(unsafe_code)]
    pub(crate) fn arity_error(&mut self, def: &MethodDef, args: *const Value, n: usize) -> Raised {
        // SAFETY: the loop passes `n` registers.
        let pos: Scratch = unsafe { std::slice::from_raw_parts(args, n) }
            .iter()
            .cloned()
            .collect();
        let owner = match pos.first() {
            Some(v) => self.type_of(v).clone(),
            None => Value::NONE,
        };
        let qualified = self.native_qualname(def, &owner);
        match self.bind_signature(def.signature, &qualified, pos, &[], &[]) {
            Err(e) => e,
            Ok(_) => self.type_error(format_args!("{qualified}() called with wrong arguments")),
        }
    }

    /// Binds arguments by a signature such as `"name(a, b=None, *, key=None)"`: positional values
    /// (short when the last ones were left out) and keyword-only values (see [`Args`]).
    pub fn bind(&mut self, signature: &'static str, call: CallArgs<'_>) -> Res<(Scratch, Scratch)> {
        let name = signature.split('(').next().unwrap_or_default();
        let pos = call.pos().iter().cloned().collect();
        self.bind_signature(
            signature,
            name,
            pos,
            call.names,
            &call.args[call.pos().len()..],
        )
    }

    fn bind_signature(
        &mut self,
        signature: &'static str,
        qualified: &str,
        mut pos: Scratch,
        names: &[Value],
        values: &[Value],
    ) -> Res<(Scratch, Scratch)> {
        let sig = Signature::parse(signature);
        let bare = signature.split('(').next().unwrap_or_default();
        let skip = sig.has_self as usize;
        let given = pos.len();
        let npos = sig.positional.len();
        let visible = npos - skip;
        let given_visible = given.saturating_sub(skip);
        if !names.is_empty() && sig.kwonly.is_empty() && !sig.kwargs && sig.posonly >= npos {
            raise!(self, TypeError, "{qualified}() takes no keyword arguments");
        }
        if sig.has_self && given == 0 {
            raise!(
                self,
                TypeError,
                "unbound method {qualified}() needs an argument"
            );
        }
        if given > npos && !sig.star {
            if sig.posonly >= npos && sig.kwonly.is_empty() {
                match (visible, sig.required() - skip) {
                    (0, _) => {
                        raise!(
                            self,
                            TypeError,
                            "{qualified}() takes no arguments ({given_visible} given)"
                        )
                    }
                    (1, 1) => raise!(
                        self,
                        TypeError,
                        "{qualified}() takes exactly one argument ({given_visible} given)"
                    ),
                    (n, r) => raise!(
                        self,
                        TypeError,
                        "{bare} expected {}{n} argument{}, got {given_visible}",
                        if n == r { "" } else { "at most " },
                        plural(n)
                    ),
                }
            }
            let total = visible + sig.kwonly.len();
            let given_all = given_visible + names.len();
            if total > 0 && visible == 0 {
                raise!(self, TypeError, "{bare}() takes no positional arguments");
            }
            if total > visible && given_all <= total {
                raise!(
                    self,
                    TypeError,
                    "{bare}() takes {} {visible} positional argument{} ({given_visible} given)",
                    if sig.required() - skip == visible {
                        "exactly"
                    } else {
                        "at most"
                    },
                    plural(visible)
                );
            }
            raise!(
                self,
                TypeError,
                "{bare}() takes {} {total} argument{} ({given_all} given)",
                if sig.required() - skip == total {
                    "exactly"
                } else {
                    "at most"
                },
                plural(total)
            );
        }
        let mut kw: Scratch = SmallVec::new();
        if !names.is_empty() || !sig.kwonly.is_empty() || sig.kwargs {
            kw.resize(sig.kwonly.len(), Value::UNBOUND);
        }
        let extra = if sig.kwargs { Some(self.dict()?) } else { None };
        for (name, value) in names.iter().zip(values) {
            let text = self.text(name).unwrap_or("?");
            if let Some(i) = sig
                .positional
                .iter()
                .skip(sig.posonly)
                .position(|p| p.name == text)
            {
                let i = i + sig.posonly;
                if i < given {
                    let t = text.to_owned();
                    raise!(
                        self,
                        TypeError,
                        "argument for {bare}() given by name ('{t}') and position ({})",
                        i + 1 - skip
                    );
                }
                if pos.len() <= i {
                    pos.resize(i + 1, Value::UNBOUND);
                }
                pos[i] = value.clone();
            } else if let Some(i) = sig.kwonly.iter().position(|p| p.name == text) {
                kw[i] = value.clone();
            } else if let Some(d) = &extra {
                self.dict_set(d, name, value)?;
            } else {
                let t = text.to_owned();
                let all = sig.positional.iter().skip(sig.posonly).chain(&sig.kwonly);
                match crate::vm::suggest::closest(&t, all.map(|p| p.name)) {
                    Some(s) => raise!(
                        self,
                        TypeError,
                        "{bare}() got an unexpected keyword argument '{t}'. Did you mean '{s}'?"
                    ),
                    None => raise!(
                        self,
                        TypeError,
                        "{bare}() got an unexpected keyword argument '{t}'"
                    ),
                }
            }
        }
        for (i, p) in sig.positional.iter().enumerate() {
            if !p.default && pos.get(i).is_none_or(Value::is_unbound) {
                let required = sig.required() - skip;
                if sig.posonly >= npos && names.is_empty() {
                    if required == 1 && visible == 1 && !sig.star {
                        raise!(
                            self,
                            TypeError,
                            "{qualified}() takes exactly one argument ({given_visible} given)"
                        );
                    }
                    raise!(
                        self,
                        TypeError,
                        "{bare} expected {}{required} argument{}, got {given_visible}",
                        if required == visible && !sig.star {
                            ""
                        } else {
                            "at least "
                        },
                        plural(required)
                    );
                }
                if i < sig.posonly {
                    let least = sig.positional[..sig.posonly]
                        .iter()
                        .filter(|p| !p.default)
                        .count()
                        - skip;
                    raise!(
                        self,
                        TypeError,
                        "{bare}() takes {} {least} positional argument{} ({given_visible} given)",
                        if least < visible {
                            "at least"
                        } else {
                            "exactly"
                        },
                        plural(least)
                    );
                }
                raise!(
                    self,
                    TypeError,
                    "{bare}() missing required argument '{}' (pos {})",
                    p.name,
                    i + 1 - skip
                );
            }
        }
        for (i, p) in sig.kwonly.iter().enumerate() {
            if !p.default && kw.get(i).is_none_or(Value::is_unbound) {
                raise!(
                    self,
                    TypeError,
                    "{bare}() missing required keyword-only argument: '{}'",
                    p.name
                );
            }
        }
        kw.extend(extra);
        Ok((pos, kw))
    }
}

/// A parameter of a native signature.
struct Param {
    name: &'static str,
    default: bool,
}

/// A native signature, parsed.
struct Signature {
    positional: SmallVec<[Param; 6]>,
    /// How many of them can't be passed by keyword.
    posonly: usize,
    kwonly: SmallVec<[Param; 6]>,
    star: bool,
    kwargs: bool,
    has_self: bool,
}

impl Signature {
    fn parse(text: &'static str) -> Signature {
        let mut sig = Signature {
            positional: SmallVec::new(),
            posonly: 0,
            kwonly: SmallVec::new(),
            star: false,
            kwargs: false,
            has_self: false,
        };
        let open = text.find('(').map_or(text.len(), |i| i + 1);
        let body = text[open..].strip_suffix(')').unwrap_or(&text[open..]);
        let (mut depth, mut quoted, mut start, mut keyword) = (0, false, 0, false);
        let mut parts: SmallVec<[&'static str; 8]> = SmallVec::new();
        for (i, c) in body.char_indices() {
            match c {
                '\'' => quoted = !quoted,
                '(' | '[' if !quoted => depth += 1,
                ')' | ']' if !quoted => depth -= 1,
                ',' if !quoted && depth == 0 => {
                    parts.push(body[start..i].trim());
                    start = i + 1;
                }
                _ => {}
            }
        }
        parts.push(body[start..].trim());
        for p in parts {
            match p {
                "" => {}
                "/" => sig.posonly = sig.positional.len(),
                "*" => keyword = true,
                _ if p.starts_with("**") => sig.kwargs = true,
                _ if p.starts_with('*') => {
                    sig.star = true;
                    keyword = true;
                }
                _ => {
                    let name = p.split('=').next().unwrap_or(p).trim();
                    let param = Param {
                        name,
                        default: p.contains('='),
                    };
                    if keyword {
                        sig.kwonly.push(param)
                    } else {
                        sig.positional.push(param)
                    }
                }
            }
        }
        if sig.star {
            // Parameters before `*args` are filled by position.
            sig.posonly = sig.positional.len();
        }
        sig.has_self = sig
            .positional
            .first()
            .is_some_and(|p| matches!(p.name, "self" | "cls"));
        if sig.has_self {
            sig.posonly = sig.posonly.max(1);
        }
        sig
    }

    /// Number of positional parameters without a default.
    fn required(&self) -> usize {
        self.positional.iter().filter(|p| !p.default).count()
    }
}

/// `__text_signature__` of a native row: `($self, index=-1, /)`.
pub(crate) fn text_signature(vm: &mut Vm, def: &MethodDef) -> Res {
    let open = def.signature.find('(').unwrap_or(def.signature.len());
    let body = &def.signature[open..];
    let mut t = Text::new(vm.heap());
    match (
        body.strip_prefix("(self"),
        body.strip_prefix("(cls"),
        def.binding,
    ) {
        (Some(rest), _, Binding::Instance) => {
            t.push_str("($self")?;
            t.push_str(rest)?;
        }
        (_, Some(rest), Binding::Class) => {
            t.push_str("($type")?;
            t.push_str(rest)?;
        }
        _ => t.push_str(body)?,
    }
    let b = t.into_buf();
    vm.str_of(b)
}
