//! Tokens: what the lexer yields and the grammar reads.
//!
//! A token is `Copy` and owns nothing: names and literals are slices of the source text (or, for
//! a name that NFKC normalisation changes, of the parse arena). Literals keep their source form,
//! prefix and quotes included; [`crate::literal`] decodes them when an action asks for it.
//!
//! An f-string arrives as `FStringStart`, then any mix of `FStringMiddle` and replacement fields
//! (`LBrace` … `RBrace`, with `Exclamation` before a conversion and `Colon` before a format spec,
//! whose text is again `FStringMiddle` and fields), then `FStringEnd`.
//!
//! `match`, `case` and `type` are lexed as `Name`; the soft keyword pass turns those that begin a
//! statement into `MatchKw`, `CaseKw` and `TypeKw`, puts the start token first and marks the parentheses
//! around with-items.

/// A token and the bytes of source it covers, as offsets from the start of the source text.
///
/// `Newline` covers the line end (nothing if the source ends without one), `Indent` the white
/// space of its line; `Dedent` and `EndOfFile` are empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token<'a> {
    pub tok: Tok<'a>,
    pub start: u32,
    pub end: u32,
}

macro_rules! tokens {
    (
        text { $($(#[$doc:meta])* $text:ident $class:literal;)* }
        mark { $($(#[$mdoc:meta])* $mark:ident $name:literal;)* }
        fixed { $($fixed:ident $spelling:literal;)* }
        keyword { $($keyword:ident $word:literal;)* }
        soft { $($soft:ident $soft_word:literal;)* }
    ) => {
        /// The kinds of token.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Tok<'a> {
            $($(#[$doc])* $text(&'a str),)*
            $($(#[$mdoc])* $mark,)*
            $(#[doc = concat!("`", $spelling, "`")] $fixed,)*
            $(#[doc = concat!("`", $word, "`")] $keyword,)*
            $(#[doc = concat!("`", $soft_word, "` where it begins a statement")] $soft,)*
        }

        impl<'a> Tok<'a> {
            /// The keyword spelled `word`, if it is one (soft keywords are not).
            #[inline]
            pub fn keyword(word: &str) -> Option<Tok<'a>> {
                if !matches!(word.len(), 2..=8) {
                    return None;
                }
                match word {
                    $($word => Some(Tok::$keyword),)*
                    _ => None,
                }
            }

            /// True for the reserved words.
            pub fn is_keyword(&self) -> bool {
                matches!(self, $(Tok::$keyword)|*)
            }

            /// The spelling of an operator or keyword, the text of a name or literal, or what
            /// the token is called (`NEWLINE`).
            pub fn text(&self) -> &'a str {
                match *self {
                    $(Tok::$text(text) => text,)*
                    $(Tok::$mark => $name,)*
                    $(Tok::$fixed => $spelling,)*
                    $(Tok::$keyword => $word,)*
                    $(Tok::$soft => $soft_word,)*
                }
            }

            /// The class of a token with text, or the spelling or name of any other.
            pub fn class(&self) -> &'static str {
                match self {
                    $(Tok::$text(_) => $class,)*
                    $(Tok::$mark => $name,)*
                    $(Tok::$fixed => $spelling,)*
                    $(Tok::$keyword => $word,)*
                    $(Tok::$soft => $soft_word,)*
                }
            }
        }
    };
}

tokens! {
    text {
        /// An identifier, NFKC-normalised.
        Name "NAME";
        /// An integer literal as written: `0x_ff`.
        Int "NUMBER";
        /// A float literal as written: `1_0.5e-3`.
        Float "NUMBER";
        /// An imaginary literal as written, with its `j`.
        Imag "NUMBER";
        /// A string literal with prefix and quotes.
        Str "STRING";
        /// A bytes literal with prefix and quotes.
        Bytes "STRING";
        /// Prefix and opening quotes of an f-string: `rf"""`.
        FStringStart "FSTRING_START";
        /// Literal text of an f-string or of a format spec, escapes and doubled braces undecoded.
        FStringMiddle "FSTRING_MIDDLE";
        /// Closing quotes of an f-string.
        FStringEnd "FSTRING_END";
    }
    mark {
        /// The end of a logical line.
        Newline "NEWLINE";
        /// An increase of indentation, before the line's first token.
        Indent "INDENT";
        /// A decrease by one level of indentation.
        Dedent "DEDENT";
        /// The last token.
        EndOfFile "ENDMARKER";
        /// Put before a file's tokens: one parser serves all modes.
        StartModule "file";
        /// Put before one statement typed at a prompt.
        StartInteractive "interactive";
        /// Put before an expression.
        StartExpression "eval";
        /// The `(` after `with` that encloses with-items and not an expression.
        WithParen "(";
        /// An ASCII character or operator that is no error of its own but fits no rule: `$`.
        Unknown "OP";
        /// Where lexing stopped: always the last token.
        Error "ERRORTOKEN";
    }
    fixed {
        LParen "("; RParen ")"; LBracket "["; RBracket "]"; LBrace "{"; RBrace "}";
        Colon ":"; Comma ","; Semicolon ";"; Dot "."; Ellipsis "..."; Arrow "->";
        At "@"; Exclamation "!"; Walrus ":="; Equal "=";
        Plus "+"; Minus "-"; Star "*"; Slash "/"; DoubleSlash "//"; Percent "%";
        DoubleStar "**"; Pipe "|"; Ampersand "&"; Caret "^"; Tilde "~";
        LeftShift "<<"; RightShift ">>";
        Less "<"; Greater ">"; LessEqual "<="; GreaterEqual ">="; DoubleEqual "=="; NotEqual "!=";
        PlusEqual "+="; MinusEqual "-="; StarEqual "*="; SlashEqual "/="; DoubleSlashEqual "//=";
        PercentEqual "%="; AtEqual "@="; AmpersandEqual "&="; PipeEqual "|="; CaretEqual "^=";
        LeftShiftEqual "<<="; RightShiftEqual ">>="; DoubleStarEqual "**=";
    }
    keyword {
        False "False"; None "None"; True "True"; And "and"; As "as"; Assert "assert";
        Async "async"; Await "await"; Break "break"; Class "class"; Continue "continue";
        Def "def"; Del "del"; Elif "elif"; Else "else"; Except "except"; Finally "finally";
        For "for"; From "from"; Global "global"; If "if"; Import "import"; In "in"; Is "is";
        Lambda "lambda"; Nonlocal "nonlocal"; Not "not"; Or "or"; Pass "pass"; Raise "raise";
        Return "return"; Try "try"; While "while"; With "with"; Yield "yield";
    }
    soft {
        MatchKw "match"; CaseKw "case"; TypeKw "type";
    }
}

const _: () = assert!(size_of::<Token>() <= 32);
