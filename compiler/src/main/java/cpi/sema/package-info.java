/// The checker: from syntax trees to the typed tree. It rests on [cpi.sema.entity] (what names stand for) and
/// [cpi.sema.constant] (the memory of constants).
///
/// The classes here need each other in circles, because the language does: a type may contain a constant, the constant a call, the
/// function a parameter of that type. Each knows one construct and reaches the others through the hub [cpi.sema.Checker]. To read
/// by theme, each theme in this order:
///
/// * the way in and the hub: [cpi.sema.Sema], [cpi.sema.Checker], [cpi.sema.Options], [cpi.sema.Files], [cpi.sema.CompileTime],
///   [cpi.sema.Snippets] (expressions at a place of a checked program)
/// * modules: [cpi.sema.Modules], [cpi.sema.Loading], [cpi.sema.Declarations], [cpi.sema.Conditions], [cpi.sema.Imports],
///   [cpi.sema.Allowances], [cpi.sema.ItemChecks], [cpi.sema.Assembly]
/// * names: [cpi.sema.Names], [cpi.sema.NameErrors], [cpi.sema.LibraryNames], [cpi.sema.Attributes]
/// * types: [cpi.sema.TypeResolver], [cpi.sema.Definitions], [cpi.sema.Aggregates], [cpi.sema.FieldInit], [cpi.sema.TypeArguments],
///   [cpi.sema.TypeInfos], [cpi.sema.Copies]
/// * conversions: [cpi.sema.Conversions], [cpi.sema.Casts], [cpi.sema.CommonTypes], [cpi.sema.OpenTypes], [cpi.sema.Mismatch]
/// * constants and globals: [cpi.sema.Constants], [cpi.sema.ConstLiteral], [cpi.sema.ConstantParts], [cpi.sema.Globals],
///   [cpi.sema.ContextFields], [cpi.sema.Dependencies], [cpi.sema.Reflection]
/// * functions: [cpi.sema.Shapes], [cpi.sema.Signatures], [cpi.sema.Instances], [cpi.sema.Bodies], [cpi.sema.Results],
///   [cpi.sema.CTypes]
/// * calls: [cpi.sema.Calls], [cpi.sema.Invocation], [cpi.sema.Arguments], [cpi.sema.Values], [cpi.sema.FunctionCalls],
///   [cpi.sema.ValueCalls], [cpi.sema.AttributeCalls], [cpi.sema.BuiltinCalls], [cpi.sema.AsyncCalls], [cpi.sema.Pipes],
///   [cpi.sema.PipeTargets]; polymorphic ones: [cpi.sema.Inference], [cpi.sema.Matching], [cpi.sema.CtArgs]
/// * expressions: [cpi.sema.Exprs] (the switch over all forms), [cpi.sema.Literals], [cpi.sema.StructLiterals],
///   [cpi.sema.ArrayLiterals], [cpi.sema.FunctionLiterals], [cpi.sema.Operators], [cpi.sema.Comparisons], [cpi.sema.Members],
///   [cpi.sema.Indexing], [cpi.sema.Places], [cpi.sema.Allocation]
/// * statements: [cpi.sema.Statements] (the switch over all forms), [cpi.sema.Assignments], [cpi.sema.Branches],
///   [cpi.sema.Switches], [cpi.sema.CaseLabels], [cpi.sema.Loops], [cpi.sema.Unrolling], [cpi.sema.Jumps],
///   [cpi.sema.ContextStatements]
@NullMarked
package cpi.sema;

import org.jspecify.annotations.NullMarked;
