//! Python source text to AST.
