package cpi.dwarf;

import cpi.elf.Bytes;

/// The forms of entries, by their codes: a fixed table.
final class Abbreviations {
    static final int UNIT = 1, FUNCTION = 2, PLAIN_FUNCTION = 3, PARAMETER = 4, VARIABLE = 5, BLOCK = 6, SPLIT_BLOCK = 7, BASE_TYPE = 8,
            POINTER = 9, POINTER_TO_NOTHING = 10, FUNCTION_TYPE = 11, STRUCT = 12, EMPTY_STRUCT = 13, UNION = 14, MEMBER = 15,
            VARIANT_PART = 16, TAG = 17, VARIANT = 18, ENUMERATION = 19, SIGNED_ENUMERATOR = 20, UNSIGNED_ENUMERATOR = 21, ARRAY = 22,
            RANGE = 23, TYPEDEF = 24;

    private static final int ADDRESS = 0x01, DATA2 = 0x05, DATA4 = 0x06, STRING = 0x08, SDATA = 0x0D, UDATA = 0x0F, REF4 = 0x13,
            OFFSET = 0x17, EXPRESSION = 0x18, PRESENT = 0x19;
    private static final int LOCATION = 0x02, NAME = 0x03, SIZE = 0x0B, LINES = 0x10, LOW = 0x11, HIGH = 0x12, LANGUAGE = 0x13,
            DISCRIMINANT = 0x15, DISCRIMINANT_VALUE = 0x16, DIRECTORY = 0x1B, VALUE = 0x1C, PRODUCER = 0x25, PROTOTYPED = 0x27,
            ARTIFICIAL = 0x34, COUNT = 0x37, PLACE = 0x38, FILE = 0x3A, LINE = 0x3B, ENCODING = 0x3E,
            FRAME_BASE = 0x40, TYPE = 0x49, RANGES = 0x55;

    private static final int LEAF = 0, PARENT = 1;

    /// Of each code: the tag, whether it has children, then pairs of attribute and form.
    private static final int[][] TABLE = {
        {0x11, PARENT, PRODUCER, STRING, LANGUAGE, DATA2, NAME, STRING, LINES, OFFSET, DIRECTORY, STRING, LOW, ADDRESS, HIGH, DATA4},
        {0x2E, PARENT, LOW, ADDRESS, HIGH, DATA4, FRAME_BASE, EXPRESSION, NAME, STRING, FILE, UDATA, LINE, UDATA},
        {0x2E, LEAF, LOW, ADDRESS, HIGH, DATA4, FRAME_BASE, EXPRESSION, NAME, STRING, FILE, UDATA, LINE, UDATA},
        {0x05, LEAF, LOCATION, EXPRESSION, NAME, STRING, FILE, UDATA, LINE, UDATA, TYPE, REF4},
        {0x34, LEAF, LOCATION, EXPRESSION, NAME, STRING, FILE, UDATA, LINE, UDATA, TYPE, REF4},
        {0x0B, PARENT, LOW, ADDRESS, HIGH, DATA4},
        {0x0B, PARENT, RANGES, OFFSET},
        {0x24, LEAF, NAME, STRING, ENCODING, UDATA, SIZE, UDATA},
        {0x0F, LEAF, NAME, STRING, TYPE, REF4},
        {0x0F, LEAF, NAME, STRING},
        {0x15, LEAF, PROTOTYPED, PRESENT},
        {0x13, PARENT, NAME, STRING, SIZE, UDATA},
        {0x13, LEAF, NAME, STRING, SIZE, UDATA},
        {0x17, PARENT, NAME, STRING, SIZE, UDATA},
        {0x0D, LEAF, NAME, STRING, TYPE, REF4, PLACE, UDATA},
        {0x33, PARENT, DISCRIMINANT, REF4},
        {0x0D, LEAF, NAME, STRING, TYPE, REF4, PLACE, UDATA, ARTIFICIAL, PRESENT},
        {0x19, PARENT, DISCRIMINANT_VALUE, UDATA},
        {0x04, PARENT, NAME, STRING, TYPE, REF4, SIZE, UDATA},
        {0x28, LEAF, NAME, STRING, VALUE, SDATA},
        {0x28, LEAF, NAME, STRING, VALUE, UDATA},
        {0x01, PARENT, NAME, STRING, TYPE, REF4},
        {0x21, LEAF, TYPE, REF4, COUNT, UDATA},
        {0x16, LEAF, NAME, STRING, TYPE, REF4},
    };

    private Abbreviations() {}

    static void write(Bytes out) {
        for (int code = 1; code <= TABLE.length; code++) {
            int[] row = TABLE[code - 1];
            out.uleb(code);
            out.uleb(row[0]);
            out.u8(row[1]);
            for (int i = 2; i < row.length; i++) out.uleb(row[i]);
            out.u16(0);
        }
        out.u8(0);
    }
}
