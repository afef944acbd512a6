// A sample for the tests of the parser.
package cpi.conformance;

/// A text with every construct of the grammar (L2.2 to L2.5). It need not make sense.
final class SyntaxSample {
    static final String TEXT = """
            ; #importPath "lib"; #linkPath "libs";
            #import "string"; #import "std/map": table; import "iter"; #import a.b.c; import d.`if`;
            fn f(a: i64, _: *!T, b := 2, c: !S/m.Stack = nil) i64 { return a; }
            fn g(N: i64, T: Ast)(x: [!N]!T, p: *Pair!(!A, []!B)) { }
            #c fn h() none { }
            #export fn e(x: f64) f64 as "external" { return x; }
            fn foreign(fmt: *i8, ...) i32 as "printf";
            #link "m";
            #link "c" { fn cosine(x: f64) f64 as "cos"; fn floor(x: f64) f64 }
            type Meter f64
            type Pair(A: Ast, B := i64) struct { first: A, second: B = 1, third := 2.5, []i8, }
            type Shape enum { Circle: f64, Box: struct { w: f64 }, Empty, P: *i64, E: b.c, F: 1 + 2 }
            type Small enum(u8) { A, B: 7 } type Any union(none) { n: u32, f: f32 } type Tagged union { a: i8 }
            type `fn` fn(i64, name: bool) type Call #c fn(*i8, ...) i32 type Old rettypeof(f) type New returntypeof(f)
            module geo { module inner { fn zero() P { return {0, 0}; } } type := 3; }
            LIMIT ::= 10; MASK :: u8 = 0xF0; hits: i64; limit := 1_000; names: []i8 = "a\\tb\\x00\\u{20AC}";
            #thread_local depth: i64 = 0;
            #attr(Meter) fn toF(m: Meter) f64 { return m; }
            #attr(m.Stack) { fn empty(s: Stack) bool { return true; } #c fn front(s: Stack) i64 { return 0; } }
            #context level: i64 = 1
            #context { a: i64 b: bool = true, c := 3; }
            #contextinit nil;
            #test "a test" { assert(true); }
            #run println("x"); #assert(sizeof(i64) == 8, "text"); #assert(true); #error "stop";
            #allow("unused-variable", "x") unused: i64;
            #if A { x := 1; } else #if B { y := 2; } else { z := 3; }
            fn statements(n: i64, p: *i64) {
                ; type := 3; module := type + 1; import := module; mod := 1; union: union = as;
                type Local struct { x: i64 } fn nested() { } module inner { } #import "x"; K ::= 3;
                x := 1; y: i64; z: f64 = 1e-3; _ := 'a'; w := 3.; q := 6.02e23; v := '\\xFF'; u := '\\'';
                x = 2; x += 1; x -= 1; x *= 2; x /= 2; x mod= 3; x ~and= 1; x ~or= 1; x ~xor= 1; x ~shl= 1; x ~shr= 1;
                ^p = 3; p.x.0.1 = 4; p[3].y = 5; f(1, b: 2, {c: 3}, ); return; return x; return :toF(x);
                if x == 1 { } else if x < 2 { } else { } #if a { } else #if b { }
                while true { break; continue; } outer: while x != 3 { break outer; continue outer; }
                a: for e: xs { } b: for *e, i: xs { } for _, _: 0..3 { } for i: 0..=3 { } #for g, i: #fieldsof(T) { }
                c: do { } d: switch x { case 1, 2..3, 'a'..='z' { } case Circle: r { } case Box: *b { } else { } }
                switch #complete o { } switch #partial o { case 5 + 1. { } }
                defer x = 1; defer { } defer f();
                #with allocator = context.temp, log.level = 2 { } #sync(a.guard) { } #unchecked { } #allow("y") x = 3;
                #run f(); #assert(x == 1); #error "no"; #attr(Local) fn at(l: Local) none { }
            }
            fn expressions() {
                a := 1 + 2 * 3 mod 4 / 5 - 6 ~and 7 ~or 8 ~xor 9 ~shl 1 ~shr 2 == 3 and !b or c;
                d := - -x; e := ^&-!~!x; g := cast(i32) x; h := cast() x; i := #async f(1);
                j := a|f|m.g(1)|:attr|:attr(2)|fn(x: i64) { return x; }|(h)(3)|k!(i32)(4)|l!i32; m := -b.n|abs;
                n := f!i32(v); o := f!(3, T: *i8); p := f!"s"; q := f!#type []i8; r := f!fn(x: i64) { }(1); s := m.P!(i64).A;
                t := []{1, 2}; u := []i8{}; v := [3]f64{1, 2, 3}; w := [_]i8{1}; x := [a.b]{1}; y := [c.temp]"text"; z := [3]{};
                aa := {1, {b: 2}, c: {}}; ab := fn(x: i64)(y: !T) T { return y; }; ac := fn() i32 { }; ad := #c fn(x: *none) none { };
                ae := *i64; af := []i8; ag := [3]i64; ah := fn(i64) i64; ai := struct {x: i64}; aj := enum {A}; ak := typeof(x);
                al := sizeof(*i64) + alignof([]i8) + offsetof(P, x); am := tagcheck(e.m); an := #embed "f"; ao := #location;
                ap := #type union { a: i64 }; aq := #nameof(m.x); ar := #fieldsof(T); as := #iskind(T, fn) and #iskind(T, [_]);
                at := #hasattr(T, f) or #iskind(T, *) or #iskind(T, []) or #iskind(T, tagged); au := #attrof(T, f)(x);
                av := #run f() + 1; aw := (1); ax := true != false; ay := nil; az := größe; ba := `2nd`; bb := :toF;
                bc := 0xFF_ff + 0b1010 + 0o17 + 18446744073709551615; bd := x.case.`y z`; be := returntypeof(f); bf := a|b.c(1);
            }
            """;

    private SyntaxSample() {}
}
