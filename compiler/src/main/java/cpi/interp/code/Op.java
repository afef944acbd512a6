// The instruction set of the interpreter.
package cpi.interp.code;

/// Operation codes of packed code.
///
/// An instruction is one 64-bit word, some are followed by an extension word X. Fields of the first word, from the lowest bit:
/// operation (8 bits), sub-operation (8 bits, only with [#COLD]), then A, B, C (16 bits each). `off32` and `rel32` are the upper
/// half of the word. Capital letters name registers `r[A]`; `rel` counts words from the start of the instruction. Registers hold
/// values in the normal form of [cpi.ir.Scalar].
///
/// Suffixes: `I` a small constant in C, `K` a constant in X, `U` unsigned.
public final class Op {
    private Op() {}

    public static final int ILLEGAL = 0;
    /// Everything that is not worth a place in the main loop: see [Cold].
    public static final int COLD = 1;

    // Moves: A = B, A = off32, A = X, A = frame + off32, A = context
    public static final int MOV = 2;
    public static final int CONST = 3;
    public static final int CONSTX = 4;
    public static final int LEA = 5;
    public static final int CTX = 6;

    // Integers: A = B op C
    public static final int ADD = 7;
    public static final int SUB = 8;
    public static final int MUL = 9;
    public static final int AND = 10;
    public static final int OR = 11;
    public static final int XOR = 12;
    public static final int SHL = 13;
    public static final int SHR = 14;
    public static final int USHR = 15;
    public static final int ADDI = 16;
    public static final int ADDK = 17;
    public static final int MULK = 18;
    public static final int ANDK = 19;
    public static final int ORK = 20;
    public static final int XORK = 21;
    public static final int SHLI = 22;
    public static final int SHRI = 23;
    public static final int USHRI = 24;
    public static final int ADD32 = 25;
    public static final int SUB32 = 26;
    public static final int MUL32 = 27;
    public static final int ADDI32 = 28;
    public static final int EXT8 = 29;
    public static final int EXT16 = 30;
    public static final int EXT32 = 31;
    public static final int ZEXT8 = 32;
    public static final int ZEXT16 = 33;
    public static final int ZEXT32 = 34;
    /// P05, P06; the K forms have a constant that is neither 0 nor -1.
    public static final int DIV = 35;
    public static final int REM = 36;
    public static final int DIVK = 37;
    public static final int REMK = 38;
    public static final int NEG = 39;
    public static final int NOT = 40;
    public static final int ISZ = 41;

    // f64
    public static final int FADD = 42;
    public static final int FSUB = 43;
    public static final int FMUL = 44;
    public static final int FDIV = 45;
    public static final int FADDK = 46;
    public static final int FRSUBK = 47;
    public static final int FMULK = 48;
    public static final int FDIVK = 49;
    public static final int FRDIVK = 50;
    public static final int FNEG = 51;
    public static final int FSQRT = 52;
    public static final int I2F = 53;
    public static final int F2I = 54;
    /// A = A + B * C, A = A - B * C, each step rounded.
    public static final int FMULADD = 55;
    public static final int FMULSUB = 56;

    // f32
    public static final int GADD = 57;
    public static final int GSUB = 58;
    public static final int GMUL = 59;
    public static final int GDIV = 60;
    public static final int F2G = 61;
    public static final int G2F = 62;

    // A = B cmp C
    public static final int SEQ = 63;
    public static final int SNE = 64;
    public static final int SLT = 65;
    public static final int SLE = 66;
    public static final int SULT = 67;
    public static final int SULE = 68;
    public static final int FSEQ = 69;
    public static final int FSNE = 70;
    public static final int FSLT = 71;
    public static final int FSLE = 72;

    // Jumps: rel32; A rel32; A B rel C; K: A rel C with X
    public static final int JMP = 73;
    public static final int JZ = 74;
    public static final int JNZ = 75;
    public static final int JEQ = 76;
    public static final int JNE = 77;
    public static final int JLT = 78;
    public static final int JLE = 79;
    public static final int JULT = 80;
    public static final int JULE = 81;
    public static final int JEQK = 82;
    public static final int JNEK = 83;
    public static final int JLTK = 84;
    public static final int JLEK = 85;
    public static final int JGTK = 86;
    public static final int JGEK = 87;
    public static final int FJLT = 88;
    public static final int FJLE = 89;
    public static final int FJEQ = 90;
    public static final int FJNE = 91;
    public static final int FJNLT = 92;
    public static final int FJNLE = 93;

    // Back-edges, which tick. JMPB rel32. The others repeat the comparison of the loop's head: tick, then to C if it holds, else
    // on. An event at the tick stops the thread before the comparison, at the head: B (K forms) or X words away.
    public static final int JMPB = 94;
    public static final int BEQ = 95;
    public static final int BNE = 96;
    public static final int BLT = 97;
    public static final int BLE = 98;
    public static final int BEQK = 99;
    public static final int BNEK = 100;
    public static final int BLTK = 101;
    public static final int BLEK = 102;
    public static final int BGTK = 103;
    public static final int BGEK = 104;
    public static final int BNZ = 105;

    // Memory: A = [B + C], [A + C] = B
    public static final int LD8 = 106;
    public static final int LDU8 = 107;
    public static final int LD16 = 108;
    public static final int LDU16 = 109;
    public static final int LD32 = 110;
    public static final int LDU32 = 111;
    public static final int LD64 = 112;
    public static final int ST8 = 113;
    public static final int ST16 = 114;
    public static final int ST32 = 115;
    public static final int ST64 = 116;

    // Frame slots, which need no check: A = [frame + off32], [frame + off32] = A
    public static final int SLD8 = 117;
    public static final int SLDU8 = 118;
    public static final int SLD16 = 119;
    public static final int SLDU16 = 120;
    public static final int SLD32 = 121;
    public static final int SLDU32 = 122;
    public static final int SLD64 = 123;
    public static final int SST8 = 124;
    public static final int SST16 = 125;
    public static final int SST32 = 126;
    public static final int SST64 = 127;

    // Globals, which need no check: A = [X], [X] = A
    public static final int GLD8 = 128;
    public static final int GLDU8 = 129;
    public static final int GLD32 = 130;
    public static final int GLD64 = 131;
    public static final int GST8 = 132;
    public static final int GST32 = 133;
    public static final int GST64 = 134;

    // Elements, bounds checked: A = B[C], B[C] = A with C < count register X
    public static final int XLD8 = 135;
    public static final int XLDU8 = 136;
    public static final int XLD32 = 137;
    public static final int XLD64 = 138;
    public static final int XST8 = 139;
    public static final int XST32 = 140;
    public static final int XST64 = 141;

    // Elements of arrays in slots: A = slot[B], X = offset of the slot | count << 32
    public static final int SXLD8 = 142;
    public static final int SXLDU8 = 143;
    public static final int SXLD32 = 144;
    public static final int SXLD64 = 145;
    public static final int SXST8 = 146;
    public static final int SXST32 = 147;
    public static final int SXST64 = 148;

    // Addresses: XELEM A = B + C * size, X = count register | size << 16; XELEMK with X = count | size << 32; ELEM A = B + C * X
    public static final int XELEM = 149;
    public static final int XELEMK = 150;
    public static final int ELEM = 151;
    public static final int BND = 152;
    public static final int BNDK = 153;
    public static final int NILCHK = 154;

    // Calls. CALL: A = number of arguments, X = entry (32 bits, words from the start of code) | words of the caller's frame << 32,
    // then argument registers, four per word, and last a word of the first two arguments and the two result registers.
    // RET: B, C values. RETS: the same with A values, in functions with slots; X = bytes of registers | words of shadow << 32.
    public static final int CALL = 155;
    public static final int RET0 = 156;
    public static final int RET1 = 157;
    public static final int RET2 = 158;
    public static final int RETS = 159;
    public static final int ENTER = 160;

    /// [A] = [B], C bytes.
    public static final int COPY = 162;
    /// A = A + the signed byte above the operation; then as BLT: the end of most counting loops.
    public static final int INCBLT = 163;
    public static final int INCBLTK = 164;
    /// Elements of global arrays: A = X[B], X[B] = A with B < second extension word.
    public static final int GXLD64 = 165;
    public static final int GXST64 = 166;
    /// Elements without bounds check: A = B[C], B[C] = A.
    public static final int PLD64 = 167;
    public static final int PST64 = 168;
    public static final int PLD8 = 169;
    public static final int PST8 = 170;
    public static final int UDIV = 171;
    public static final int UREM = 172;
    /// P07 unless A is the low half of X (the upper half names the type).
    public static final int TAG = 173;
    /// Jump table: words lowest value, number n of entries, n + 1 targets, the last for other values.
    public static final int JTAB = 174;
    /// Stands in the place of an instruction at which the machine is to stop ([cpi.interp.Traps]).
    public static final int TRAP = 175;

    /// Where the register is that field A of an instruction names.
    public static long a(long fp, long word) {
        return fp + (word >>> 13 & 0x7FFF8);
    }

    /// The same for field B.
    public static long b(long fp, long word) {
        return fp + (word >>> 29 & 0x7FFF8);
    }

    /// The same for field C.
    public static long c(long fp, long word) {
        return fp + (word >>> 45 & 0x7FFF8);
    }

    /// How many bytes a load or store in the form of [#LD8] to [#ST64] accesses.
    public static int size(int op) {
        return switch (op) {
            case LD8, LDU8, ST8 -> 1;
            case LD16, LDU16, ST16 -> 2;
            case LD32, LDU32, ST32 -> 4;
            default -> 8;
        };
    }
}
