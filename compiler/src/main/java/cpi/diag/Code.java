package cpi.diag;

/// Every error and warning the compiler can report. Codes are stable: one is never given to a different error (D9).
///
/// The title is the pattern of the message, with capital letters for what is filled in; the rules are those of
/// `docs/language` that define the error. The long explanation of each code is in `docs/errors`.
public enum Code {
    // Lexical errors
    E0101("unexpected character C", "L1.1"),
    E0102("block comment is never closed", "L1.2"),
    E0103("malformed number", "L1.5, L1.6"),
    E0104("integer literal does not fit 64 bits", "L1.5"),
    E0105("float literal is out of range", "L1.6"),
    E0106("source is not valid UTF-8", "L1.1"),
    E0107("malformed character literal", "L1.8"),
    E0108("character literal is not ASCII", "L1.8"),
    E0109("string literal is never closed", "L1.7"),
    E0110("unknown or bad escape sequence", "L1.7"),
    E0111("malformed back-ticked identifier", "L1.3"),
    E0112("unknown directive #W", "L1.10"),
    // Syntax errors
    E0201("expected X, found Y", "L2.1"),
    E0202("B is never closed", "L2.1"),
    E0203("expected `;`", "L2.1"),
    E0204("W is a keyword", "L1.4, L2.1"),
    E0205("comparisons cannot be chained", "L2.6h, L5.1"),
    E0207("no postfix after a piped call", "L2.6i"),
    E0208("this cannot stand right of a pipe", "L2.6i"),
    E0209("X is not allowed here", "L2.1, M1.3, C15.1"),
    E0210("function without body needs a result type", "L2.6d"),
    E0211("`!T` is only allowed in parameter and field types", "L10.2"),
    E0212("a label must stand before a loop, `switch` or `do`", "L2.6g"),
    E0213("nesting is too deep", "L2.1"),
    E0214("source file is too large", "L1.1"),
    // Types and expressions
    E0301("expected T, found U", "L3.14, L4.2, L4.5, L4.9, L7.8, L8.2, L10.4"),
    E0302("T and U are different named types", "L3.14, L4.5, L4.6"),
    E0303("no common type of T and U", "L4.6, L7.6"),
    E0304("V does not fit T", "L4.2, L4.3"),
    E0305("V does not fit f32", "L4.2"),
    E0306("operator O is not defined for T", "L5.4, L5.6, L5.8, L7.6"),
    E0307("conversion from U to T can lose information", "L4.5"),
    E0308("values of type T cannot be compared", "L5.7"),
    E0309("condition is not a bool", "L7.5, C8.1"),
    E0310("no target type for cast()", "L4.8"),
    E0311("cannot cast U to T", "L4.7"),
    E0312("constant arithmetic fails: R", "L4.1"),
    E0313("this is not a place", "L5.3, L3.6"),
    E0314("cannot dereference T", "L5.9"),
    E0315("T cannot be indexed", "L5.11"),
    E0316("index is not an integer", "L5.11"),
    E0317("index N is out of range for M elements", "L5.10, L5.11"),
    E0318("index of a struct must be a compile-time integer", "L5.11"),
    E0319("T has no member N", "L5.10, L5.12"),
    E0320("no pointer arithmetic on T", "L5.9, L5.11"),
    E0321("cannot tell the element type of `[]{}`", "L4.10"),
    E0322("elements have no common type", "L4.10"),
    E0323("bad array length: R", "L3.6, L4.10"),
    E0324("T is neither an allocator nor a length", "L4.10"),
    E0325("type T contains itself", "L3.1"),
    E0326("expected a value, found type T", "L5.12, C5.2"),
    E0327("expected a type, found a value", "L5.12"),
    E0329("type is too large", "L3.1"),
    E0330("a T literal needs exactly one named member", "L4.9"),
    // Names, scopes, statements
    E0401("N is declared twice", "L6.1, L9.1, M2, C15.3"),
    E0402("N is used before its declaration", "L6.2"),
    E0403("N cannot be declared", "L1.4"),
    E0404("nothing is called N", "L5.12"),
    E0405("N is ambiguous", "L11.1, C8.2, M4"),
    E0407("N belongs to the enclosing function", "L6.6, L4.11"),
    E0408("module M has no member N", "M3"),
    E0409("module M is not a value", "L5.12"),
    E0410("parameters cannot be assigned", "L5.3"),
    E0411("N is not a variable", "L5.3, L6.5, L10.8"),
    E0412("the address of a parameter cannot be taken", "L5.9, L11.5"),
    E0413("cannot iterate over T", "L7.6"),
    E0414("no references to the elements of T", "L7.6, C11.1"),
    E0415("S would leave a deferred statement", "L7.9"),
    E0416("S outside a loop", "L7.7"),
    E0417("no enclosing statement is labelled N", "L7.7"),
    E0418("N does not label a loop", "L7.7"),
    E0419("label N is already in use here", "L7.7"),
    E0421("`_` has no value", "L1.3"),
    // Functions, calls, generics, attributes
    E0501("T cannot be called", "L9.4, L11.4, C10.1"),
    E0502("too many arguments: N expected", "L9.3, L10.6"),
    E0503("missing arguments: LIST", "L9.3, L10.6"),
    E0504("function F never returns a value", "L7.8"),
    E0505("F has no result", "L7.8"),
    E0506("results T and U do not agree", "L9.5"),
    E0507("result type of F depends on itself", "L9.5"),
    E0508("no parameter is called N", "L9.3, L10.6"),
    E0509("parameter N is given twice", "L9.3"),
    E0510("a default cannot use run-time parameter N", "L9.2"),
    E0512("no function F for T", "L11.4"),
    E0513("main has the wrong signature", "L9.7"),
    E0514("no main function", "L9.7"),
    E0516("T has no attribute F", "L11.2, L11.3"),
    E0517("F changes its argument and needs a variable", "L11.5"),
    E0518("function types differ: D", "L9.6, L3.14, M7"),
    E0524("cannot infer compile-time parameter T", "L10.4"),
    E0525("polymorphic F needs its compile-time arguments", "L10.5"),
    E0526("`!T` is declared twice", "L10.2"),
    E0527("T is no instance of A", "L10.3"),
    E0528("compile-time argument uses run-time N", "L10.1"),
    E0529("`Ast` is only a type of compile-time parameters", "L10.1"),
    E0531("more than 200 nested instantiations", "L10.5"),
    E0533("type arguments of T are missing", "L10.7"),
    E0540("attributes need a named type", "L11.1"),
    E0541("T already has attribute F", "L11.1"),
    E0542("T is not declared in this function", "L11.1"),
    E0543("an attribute name must be called", "L11.2"),
    E0544("attribute F of T does not fit iteration: R", "L11.6"),
    // Structs, enums, `switch`
    E0601("N is declared twice in this type", "L3.7, L3.8"),
    E0602("a type without members", "L3.8"),
    E0603("member needs a type, not a value", "L3.8, L3.11"),
    E0604("V does not fit the base type T", "L3.9, L3.10"),
    E0605("T is not an integer type", "L3.9, L3.10"),
    E0606("missing values for: LIST", "L4.9, L3.10"),
    E0607("T has no field N", "L4.9"),
    E0608("N is given twice", "L4.9"),
    E0609("too many values for T", "L4.9"),
    E0610("a member cannot be called tag", "L3.10"),
    E0612("tagcheck needs a member of a tagged enum", "L3.10, L3.11"),
    E0620("T has no member N", "L8.2"),
    E0621("V is covered twice", "L8.2"),
    E0622("not covered: LIST", "L8.4"),
    E0623("a case can bind only the payload of one member", "L8.3"),
    E0624("cannot switch over T", "L8.1"),
    E0625("bad range in case: R", "L8.2"),
    E0626("a reference needs a place", "L8.3"),
    E0628("else must come last and once", "L8.1"),
    // Compile time
    E0701("N is not known at compile time", "C2.1, C8.1, L8.2, T3.1"),
    E0703("initial values depend on each other", "C3.2, C4.1, T3.1"),
    E0704("condition depends on itself", "C8.3"),
    E0705("declaration of N changes the meaning of a condition", "C8.3"),
    E0710("compile-time evaluation panicked: P.. TEXT", "C6.5, L12.3"),
    E0711("compile-time evaluation takes more than N steps", "C6.6"),
    E0712("compile-time evaluation needs more than N bytes", "C6.6"),
    E0713("compile-time calls are nested more than N deep", "C6.6"),
    E0714("foreign function F at compile time", "C6.4"),
    E0715("F is not available at compile time", "C6.3, S11, S12, S15, S16"),
    E0720("PATH is an address from foreign code", "C7.4"),
    E0721("PATH points to memory that is no longer alive", "C7.4, C7.5"),
    E0722("PATH is part of an address", "C7.4"),
    E0723("PATH is a thread", "C7.4"),
    E0724("PATH is a mutex in use", "C7.4"),
    E0725("PATH is an address computed from integers", "C7.4"),
    E0726("PATH is raw memory that contains addresses", "C7.4"),
    E0727("PATH refers to the context", "C7.4"),
    E0730("assertion failed: MESSAGE", "C12"),
    E0731("the text of the directive", "C12, S2.2, S7.1, S9, S14"),
    E0732("cannot embed F: R", "C13"),
    E0733("F is outside the import directories", "C13"),
    E0734("cannot unroll over T", "C11.1"),
    E0736("K does not apply: R", "C10.3, C10.4"),
    E0737("typeof needs a value", "C10.1"),
    // Modules and linking
    E0801("cannot find import S", "M5.2"),
    E0802("P is not a module", "M4"),
    E0803("cannot read F: R", "M1.2"),
    E0804("cannot read main file F: R", "M1.2"),
    E0810("cannot find library S", "M10.3"),
    E0811("symbol S is in none of the libraries", "M10.3"),
    E0813("T has no C equivalent", "M7"),
    E0814("T cannot be passed to a variadic function", "M6.2"),
    E0815("a function with context cannot be a C function", "M7"),
    E0816("external name S is used twice", "M8"),
    E0817("an exported function cannot be polymorphic", "M8"),
    E0818("only C functions can be variadic", "M6.2"),
    E0819("static library F cannot be used by the VM", "M10.3"),
    E0820("not available on T: what", "M14"),
    // Context and threads
    E0901("context field N is declared twice", "T3.3"),
    E0902("N is a built-in context field", "T3.3"),
    E0903("context field N is also a module", "T3.3"),
    E0904("#context inside a function", "T3.1"),
    E0905("no context field N", "T3.2, T4.1"),
    E0906("a context can only be used through a pointer", "T1.1"),
    E0907("context.thread cannot be changed", "T1.2, T4.1"),
    E0909("field N is set twice", "T4.1"),
    E0920("#async needs a call", "T6.1"),
    E0921("T contains a mutex and cannot be copied", "L3.15, T6.1, T9.1"),
    E0922("#sync needs a mutex", "T9.2"),
    E0923("only globals can be thread-local", "L6.4"),
    // Compiler
    E1001("internal compiler error: R", "D2.5"),
    // Warnings
    W0101("a predeclared name is declared again", "L1.4", "shadow-builtin"),
    W0301("the value of an expression statement is dropped", "L7.2", "unused-expression"),
    W0302("an accumulating variable was inferred to have 8 or 16 bits", "L4.3", "narrow-inference"),
    W0303("an inexact integer division becomes a float", "L4.2", "integer-division"),
    W0304("a slice literal of the frame is returned", "L4.10", "returned-literal"),
    W0305("the address of a local is returned", "L5.9", "returned-address"),
    W0401("a local is never used", "L6.3", "unused-variable"),
    W0402("a label is never used", "L7.7", "unused-label"),
    W0403("a statement can never run", "L7.13", "unreachable-code"),
    W0404("the default value is returned silently", "L7.8", "missing-return"),
    W0405("`#allow` or `-W` with an unknown name", "L7.14", "unknown-warning"),
    W0406("the address of a part of a parameter leads into the callee's copy", "L5.9, L11.5", "parameter-address"),
    W0407("a local hides a local or parameter", "L6.1", "shadowing"),
    W0601("members are not covered", "L8.4", "incomplete-switch"),
    W0602("every member is covered", "L8.4", "unreachable-else"),
    W0801("no name of an import is used", "M4", "unused-import"),
    W0802("an older spelling is used", "M13", "old-spelling"),
    W0803("a search directory does not exist", "M1.3", "missing-directory"),
    W0804("`check` cannot find a library named by path", "M10.3", "missing-library"),
    W0805("a symbol is declared with two types", "M6.3", "conflicting-foreign");

    private final String title;
    private final String rules;
    private final String warningName;

    Code(String title, String rules) {
        this(title, rules, "");
    }

    Code(String title, String rules, String warningName) {
        this.title = title;
        this.rules = rules;
        this.warningName = warningName;
    }

    /// The pattern of the message (of warnings: their meaning).
    public String title() {
        return title;
    }

    /// The rules that define this code, as in `L4.2, L4.5`.
    public String rules() {
        return rules;
    }

    /// The name used by `-W` and `#allow` (D4), empty for errors.
    public String warningName() {
        return warningName;
    }

    /// Whether it is an error of the lexer or the parser.
    public boolean isSyntax() {
        return name().startsWith("E01") || name().startsWith("E02");
    }

    public Severity severity() {
        return name().charAt(0) == 'W' ? Severity.WARNING : Severity.ERROR;
    }
}
