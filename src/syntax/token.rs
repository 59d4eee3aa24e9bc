//! The token table: every token of Python, declared once.
//!
//! From the one table come the enum, the patterns by which `logos` recognises the keywords and operators,
//! and the classes that `-m tokenize` prints. A token is one byte and has no payload: what a name or a literal says is
//! read from the source text by its span when the tree is built, so a stream of tokens stays small.
//! (The grammar's `extern` block gives the same tokens the names that its rules use.)

use logos::Logos;

use crate::source::Span;

/// A token and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub tok: Tok,
    pub span: Span,
}

macro_rules! tokens {
    (
        keywords { $($keyword:ident $keyword_text:tt)* }
        operators { $($operator:ident $operator_text:tt)* }
        patterns { $($(#[doc = $pattern_doc:literal])* $pattern:ident $regex:tt)* }
        made { $($(#[doc = $made_doc:literal])* $made:ident)* }
    ) => {
        #[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
        #[logos(skip r"[ \t\x0c]+|\\\n")]
        pub enum Tok {
            $(#[token($keyword_text)] $keyword,)*
            $(#[token($operator_text)] $operator,)*
            $($(#[doc = $pattern_doc])* #[regex($regex, allow_greedy = true)] $pattern,)*
            $($(#[doc = $made_doc])* $made,)*
        }

        impl Tok {
            /// The words that can never be names.
            pub fn is_keyword(self) -> bool {
                matches!(self, $(Tok::$keyword)|*)
            }

            /// Operators and delimiters: what `tokenize` calls `OP`.
            pub fn is_operator(self) -> bool {
                matches!(self, $(Tok::$operator)|*)
            }
        }
    };
}

tokens! {
    keywords {
        False "False"   None "None"         True "True"     And "and"       As "as"         Assert "assert"
        Async "async"   Await "await"       Break "break"   Class "class"   Continue "continue"
        Def "def"       Del "del"           Elif "elif"     Else "else"     Except "except" Finally "finally"
        For "for"       From "from"         Global "global" If "if"         Import "import" In "in"
        Is "is"         Lambda "lambda"     Nonlocal "nonlocal"             Not "not"       Or "or"
        Pass "pass"     Raise "raise"       Return "return" Try "try"       While "while"   With "with"
        Yield "yield"
    }
    operators {
        LParen "("      RParen ")"          LBracket "["    RBracket "]"    LBrace "{"      RBrace "}"
        Comma ","       Colon ":"           Semicolon ";"   Dot "."         Ellipsis "..."  Arrow "->"
        Assign "="      Walrus ":="         At "@"          Exclamation "!"
        Plus "+"        Minus "-"           Star "*"        DoubleStar "**" Slash "/"       DoubleSlash "//"
        Percent "%"     Amper "&"           Bar "|"         Caret "^"       Tilde "~"
        LeftShift "<<"  RightShift ">>"
        Less "<"        LessEqual "<="      Greater ">"     GreaterEqual ">="
        Equal "=="      NotEqual "!="       Diamond "<>"
        PlusAssign "+="     MinusAssign "-="    StarAssign "*="     SlashAssign "/="    DoubleSlashAssign "//="
        PercentAssign "%="  AtAssign "@="       AmperAssign "&="    BarAssign "|="      CaretAssign "^="
        LeftShiftAssign "<<="   RightShiftAssign ">>="  DoubleStarAssign "**="
    }
    patterns {
        /// Any byte beyond ASCII is taken first and judged afterwards, so that the error can name the character.
        Name r"[A-Za-z_\u{80}-\u{10FFFF}][0-9A-Za-z_\u{80}-\u{10FFFF}]*"
        /// The pattern is only the beginning; `raw` reads the rest, because its errors need words.
        Number r"[0-9]|\.[0-9]"
        /// The prefix and the opening quotes; `raw` looks for the closing ones.
        String r#"([rRuUbB]|[rR][bB]|[bB][rR])?('''|'|"""|")"#
        FStringStart r#"([fF]|[rR][fF]|[fF][rR])('''|'|"""|")"#
        Comment r"#[^\n]*"
        /// The end of a line; `layout` drops those that end no statement.
        Newline r"\n"
    }
    made {
        /// Literal text of an f-string, up to a brace.
        FStringMiddle
        /// The same where backslashes mean themselves.
        FStringRawMiddle
        FStringEnd
        /// The end of a line that ends no statement; only `tokenize` wants to see it.
        Nl
        Indent
        Dedent
        /// A character of no token, such as `$`: the grammar refuses it with its place.
        Unknown
        /// The soft keywords `match`, `case` and `type` where they are keywords.
        Match
        Case
        Type
        /// The `(` of `with (...):`, which may hold `a as b`.
        WithParen
        /// What stands first in the stream says what is to be read: a file or an expression.
        StartFile
        StartEval
    }
}
