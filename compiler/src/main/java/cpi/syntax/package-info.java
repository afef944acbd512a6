/// From text to syntax trees. To read in this order: the trees ([cpi.syntax.Expr], [cpi.syntax.Stmt], [cpi.syntax.Decl]);
/// [cpi.syntax.Lexer] and [cpi.syntax.Tokens]; [cpi.syntax.Cursor], and the parsers around [cpi.syntax.Parser], which never fail;
/// [cpi.syntax.SyntaxPrinter], the way back.
@NullMarked
package cpi.syntax;

import org.jspecify.annotations.NullMarked;
