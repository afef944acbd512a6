// The instruction set of the interpreter.
package cpi.interp;

/// Operation codes of packed code.
///
/// An instruction is one 64-bit word, some are followed by an extension word X. Fields of the first word, from the lowest bit:
/// operation (8 bits), sub-operation (8 bits, only with [#COLD]), then A, B, C (16 bits each). `off32` and `rel32` are the upper
/// half of the word. Capital letters name registers `r[A]`; `rel` counts words from the start of the instruction. Registers hold
/// values in the normal form of [cpi.ir.Scalar].
///
/// Suffixes: `I` a small constant in C, `K` a constant in X, `U` unsigned.
final class Op {
    private Op() {}

    static final int ILLEGAL = 0;
    /// Everything that is not worth a place in the main loop: see [Cold].
    static final int COLD = 1;

    // Moves: A = B, A = off32, A = X, A = frame + off32, A = context
    static final int MOV = 2;
    static final int CONST = 3;
    static final int CONSTX = 4;
    static final int LEA = 5;
    static final int CTX = 6;

    // Integers: A = B op C
    static final int ADD = 7;
    static final int SUB = 8;
    static final int MUL = 9;
    static final int AND = 10;
    static final int OR = 11;
    static final int XOR = 12;
    static final int SHL = 13;
    static final int SHR = 14;
    static final int USHR = 15;
    static final int ADDI = 16;
    static final int ADDK = 17;
    static final int MULK = 18;
    static final int ANDK = 19;
    static final int ORK = 20;
    static final int XORK = 21;
    static final int SHLI = 22;
    static final int SHRI = 23;
    static final int USHRI = 24;
    static final int ADD32 = 25;
    static final int SUB32 = 26;
    static final int MUL32 = 27;
    static final int ADDI32 = 28;
    static final int EXT8 = 29;
    static final int EXT16 = 30;
    static final int EXT32 = 31;
    static final int ZEXT8 = 32;
    static final int ZEXT16 = 33;
    static final int ZEXT32 = 34;
    /// P05, P06; the K forms have a constant that is neither 0 nor -1.
    static final int DIV = 35;
    static final int REM = 36;
    static final int DIVK = 37;
    static final int REMK = 38;
    static final int NEG = 39;
    static final int NOT = 40;
    static final int ISZ = 41;

    // f64
    static final int FADD = 42;
    static final int FSUB = 43;
    static final int FMUL = 44;
    static final int FDIV = 45;
    static final int FADDK = 46;
    static final int FRSUBK = 47;
    static final int FMULK = 48;
    static final int FDIVK = 49;
    static final int FRDIVK = 50;
    static final int FNEG = 51;
    static final int FSQRT = 52;
    static final int I2F = 53;
    static final int F2I = 54;
    /// A = A + B * C, A = A - B * C, each step rounded.
    static final int FMULADD = 55;
    static final int FMULSUB = 56;

    // f32
    static final int GADD = 57;
    static final int GSUB = 58;
    static final int GMUL = 59;
    static final int GDIV = 60;
    static final int F2G = 61;
    static final int G2F = 62;

    // A = B cmp C
    static final int SEQ = 63;
    static final int SNE = 64;
    static final int SLT = 65;
    static final int SLE = 66;
    static final int SULT = 67;
    static final int SULE = 68;
    static final int FSEQ = 69;
    static final int FSNE = 70;
    static final int FSLT = 71;
    static final int FSLE = 72;

    // Jumps: rel32; A rel32; A B rel C; K: A rel C with X
    static final int JMP = 73;
    static final int JZ = 74;
    static final int JNZ = 75;
    static final int JEQ = 76;
    static final int JNE = 77;
    static final int JLT = 78;
    static final int JLE = 79;
    static final int JULT = 80;
    static final int JULE = 81;
    static final int JEQK = 82;
    static final int JNEK = 83;
    static final int JLTK = 84;
    static final int JLEK = 85;
    static final int JGTK = 86;
    static final int JGEK = 87;
    static final int FJLT = 88;
    static final int FJLE = 89;
    static final int FJEQ = 90;
    static final int FJNE = 91;
    static final int FJNLT = 92;
    static final int FJNLE = 93;

    // Back-edges, which tick. JMPB rel32. The others repeat the comparison of the loop's head: tick, then to C if it holds, else
    // on. An event at the tick stops the thread before the comparison, at the head: B (K forms) or X words away.
    static final int JMPB = 94;
    static final int BEQ = 95;
    static final int BNE = 96;
    static final int BLT = 97;
    static final int BLE = 98;
    static final int BEQK = 99;
    static final int BNEK = 100;
    static final int BLTK = 101;
    static final int BLEK = 102;
    static final int BGTK = 103;
    static final int BGEK = 104;
    static final int BNZ = 105;

    // Memory: A = [B + C], [A + C] = B
    static final int LD8 = 106;
    static final int LDU8 = 107;
    static final int LD16 = 108;
    static final int LDU16 = 109;
    static final int LD32 = 110;
    static final int LDU32 = 111;
    static final int LD64 = 112;
    static final int ST8 = 113;
    static final int ST16 = 114;
    static final int ST32 = 115;
    static final int ST64 = 116;

    // Frame slots, which need no check: A = [frame + off32], [frame + off32] = A
    static final int SLD8 = 117;
    static final int SLDU8 = 118;
    static final int SLD16 = 119;
    static final int SLDU16 = 120;
    static final int SLD32 = 121;
    static final int SLDU32 = 122;
    static final int SLD64 = 123;
    static final int SST8 = 124;
    static final int SST16 = 125;
    static final int SST32 = 126;
    static final int SST64 = 127;

    // Globals, which need no check: A = [X], [X] = A
    static final int GLD8 = 128;
    static final int GLDU8 = 129;
    static final int GLD32 = 130;
    static final int GLD64 = 131;
    static final int GST8 = 132;
    static final int GST32 = 133;
    static final int GST64 = 134;

    // Elements, bounds checked: A = B[C], B[C] = A with C < count register X
    static final int XLD8 = 135;
    static final int XLDU8 = 136;
    static final int XLD32 = 137;
    static final int XLD64 = 138;
    static final int XST8 = 139;
    static final int XST32 = 140;
    static final int XST64 = 141;

    // Elements of arrays in slots: A = slot[B], X = offset of the slot | count << 32
    static final int SXLD8 = 142;
    static final int SXLDU8 = 143;
    static final int SXLD32 = 144;
    static final int SXLD64 = 145;
    static final int SXST8 = 146;
    static final int SXST32 = 147;
    static final int SXST64 = 148;

    // Addresses: XELEM A = B + C * size, X = count register | size << 16; XELEMK with X = count | size << 32; ELEM A = B + C * X
    static final int XELEM = 149;
    static final int XELEMK = 150;
    static final int ELEM = 151;
    static final int BND = 152;
    static final int BNDK = 153;
    static final int NILCHK = 154;

    // Calls. CALL: A = number of arguments, X = entry (32 bits, words from the start of code) | words of the caller's frame << 32,
    // then argument registers, four per word, and last a word of the first two arguments and the two result registers.
    // RET: B, C values. RETS: the same with A values, in functions with slots; X = bytes of registers | words of shadow << 32.
    static final int CALL = 155;
    static final int RET0 = 156;
    static final int RET1 = 157;
    static final int RET2 = 158;
    static final int RETS = 159;
    static final int ENTER = 160;

    /// [A] = [B], C bytes.
    static final int COPY = 162;
    /// A = A + the signed byte above the operation; then as BLT: the end of most counting loops.
    static final int INCBLT = 163;
    static final int INCBLTK = 164;
    /// Elements of global arrays: A = X[B], X[B] = A with B < second extension word.
    static final int GXLD64 = 165;
    static final int GXST64 = 166;
    /// Elements without bounds check: A = B[C], B[C] = A.
    static final int PLD64 = 167;
    static final int PST64 = 168;
    static final int PLD8 = 169;
    static final int PST8 = 170;
    static final int UDIV = 171;
    static final int UREM = 172;
    /// P07 unless A is the low half of X (the upper half names the type).
    static final int TAG = 173;
    /// Jump table: words lowest value, number n of entries, n + 1 targets, the last for other values.
    static final int JTAB = 174;
    /// Stands in the place of an instruction at which the machine is to stop ([Traps]).
    static final int TRAP = 175;
}
