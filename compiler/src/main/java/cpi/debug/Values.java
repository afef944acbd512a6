// How values are written, and what they consist of.
package cpi.debug;

import cpi.engine.ThreadState;
import cpi.interp.Inspection;
import cpi.interp.Vm;
import cpi.num.Decimal;
import cpi.typed.ContextLayout;
import cpi.typed.Function;
import cpi.types.EnumerationType;
import cpi.types.FloatType;
import cpi.types.FnType;
import cpi.types.IntType;
import cpi.types.Layout;
import cpi.types.NamedType;
import cpi.types.OpenType;
import cpi.types.StructType;
import cpi.types.TaggedType;
import cpi.types.Type;
import cpi.types.UnionType;
import cpi.types.UntypedType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// Writes values as a person would write them in the language: `{x: 1, y: 2}`, `"text"`, `&{v: 3, next: nil}`; and says where a
/// pointer leads if not to anything alive. Never follows more than a few pointers, so cycles do no harm. Parts are in [Parts].
public final class Values {
    /// How many characters a text has at most, about.
    private static final int LENGTH = 160;
    private static final int STRING = 200;
    private static final int DEPTH = 3;
    /// How many elements are read for a text.
    private static final int ELEMENTS = 16;

    private final Inspection inspection;
    private final Vm vm;
    private final Layout layout;
    private final Parts parts;

    Values(Vm vm, Inspection inspection, Layout layout, ContextLayout context) {
        this.vm = vm;
        this.inspection = inspection;
        this.layout = layout;
        this.parts = new Parts(this, layout, context);
    }

    Layout layout() {
        return layout;
    }

    /// The parts of values: fields, elements, what pointers lead to.
    public Parts parts() {
        return parts;
    }

    /// The value as a short text on one line.
    public String text(Value value) {
        return text(value, false);
    }

    /// The same with integers in base 16 if `hex`: their bits, without a sign.
    public String text(Value value, boolean hex) {
        Writer writer = new Writer(hex);
        writer.value(value, 0);
        return writer.out.toString();
    }

    /// The bytes of a number, pointer and so on as a number, if they can be read.
    Optional<Long> bits(Value value) {
        long size = Math.min(8, layout.size(value.type()));
        return value.data().read((int) size).map(bytes -> {
            byte[] eight = java.util.Arrays.copyOf(bytes, 8);
            long bits = ByteBuffer.wrap(eight).order(ByteOrder.LITTLE_ENDIAN).getLong();
            return value.type().definition() instanceof IntType t ? t.normalize(bits)
                : value.type().definition() instanceof EnumerationType e ? e.base().normalize(bits) : bits;
        });
    }

    /// One text under construction.
    private final class Writer {
        private final StringBuilder out = new StringBuilder();
        private final boolean hex;

        Writer(boolean hex) {
            this.hex = hex;
        }

        private boolean isFull() {
            return out.length() > LENGTH;
        }

        void value(Value v, int depth) {
            Type type = v.type().definition();
            long size = layout.size(type);
            if (size > 0 && v.data().state(size) != MemoryView.State.ALIVE && type != Type.CONTEXT) {
                out.append('<').append(Values.text(v.data().state(size))).append('>');
                return;
            }
            switch (type) {
                case Type.NoneType _ -> out.append("{}");
                case Type.BoolType _ -> out.append(bits(v).orElse(0L) != 0);
                case IntType t -> integer(t, bits(v).orElse(0L));
                case FloatType t -> floating(t, bits(v).orElse(0L));
                case EnumerationType t -> item(t, bits(v).orElse(0L));
                case Type.PointerType t -> pointer(v, t, depth);
                case FnType _ -> function(bits(v).orElse(0L));
                case Type.SliceType t -> slice(v, t, depth);
                case Type.ArrayType t -> elements(v, t.count(), depth);
                case StructType t -> struct(v, depth);
                case TaggedType t -> tagged(v, t, depth);
                case UnionType _ -> fields(v, "union {", depth);
                case Type.MutexType _ -> mutex(bits(new Value("", IntType.I64, v.data().part(0, 8), "", v.memory())).orElse(0L));
                case Type.ThreadType _ -> thread(bits(v).orElse(0L));
                case Type.ContextType _ -> fields(v, "{", depth);
                case NamedType _, UntypedType _, OpenType _, Type.ErrorType _ -> out.append('?');
            }
        }

        private void integer(IntType type, long bits) {
            if (hex) {
                long kept = type.bytes() == 8 ? bits : bits & (1L << 8 * type.bytes()) - 1;
                out.append("0x").append(Long.toHexString(kept));
                return;
            }
            out.append(type == IntType.U64 ? Long.toUnsignedString(bits) : Long.toString(bits));
            if (type == IntType.I8 && bits >= 32 && bits < 127) out.append(" '").append(bits == '\'' || bits == '\\' ? "\\" : "")
                .append((char) bits).append('\'');
        }

        private void floating(FloatType type, long bits) {
            out.append(type == FloatType.F32 ? Decimal.text(Float.intBitsToFloat((int) bits))
                : Decimal.text(Double.longBitsToDouble(bits)));
        }

        private void item(EnumerationType type, long bits) {
            for (Type.Item item : type.items()) {
                if (item.value() == bits) {
                    out.append(item.name());
                    return;
                }
            }
            out.append(bits).append(" <no item>");
        }

        private void function(long address) {
            Optional<Function> function = inspection.functionAt(address);
            out.append(address == 0 ? "nil" : function.map(Function::name).orElse("0x" + Long.toHexString(address) + " <no function>"));
        }

        private void pointer(Value v, Type.PointerType type, int depth) {
            long address = bits(v).orElse(0L);
            if (address == 0) {
                out.append("nil");
                return;
            }
            if (type.target().definition() instanceof Type.NoneType) {
                out.append("0x").append(Long.toHexString(address));
                return;
            }
            long size = type.target() == Type.CONTEXT ? 8 : Math.max(1, layout.size(type.target()));
            MemoryView.State state = v.memory().state(address, size);
            if (state != MemoryView.State.ALIVE) {
                out.append("&<").append(Values.text(state)).append('>');
                return;
            }
            out.append('&');
            Value target = parts.pointee(v);
            boolean simple = !parts.isStructured(target);
            if (depth + 1 < DEPTH || simple && depth < DEPTH) value(target, depth + 1);
            else out.append(simple ? "…" : "{…}");
        }

        private void slice(Value v, Type.SliceType type, int depth) {
            long count = parts.count(v);
            if (count < 0) {
                out.append("[").append(count).append("]{}");
                return;
            }
            long data = bits(new Value("", IntType.I64, v.data().part(0, 8), "", v.memory())).orElse(0L);
            long size = Math.max(layout.size(type.element()), 0);
            boolean tooLong = size > 0 && count > Layout.MAX_SIZE / size;
            MemoryView.State state = tooLong ? MemoryView.State.OUTSIDE : v.memory().state(data, count * size);
            if (count > 0 && size > 0 && state != MemoryView.State.ALIVE) {
                out.append('[').append(count).append("]{<").append(Values.text(state)).append(">}");
            } else if (type.element() == IntType.I8) {
                string(v, data, count);
            } else {
                elements(v, count, depth);
            }
        }

        private void string(Value v, long data, long count) {
            int shown = (int) Math.min(count, STRING);
            byte[] bytes = shown == 0 ? new byte[0] : v.memory().read(data, shown);
            out.append(Texts.quoted(bytes));
            if (count > shown) out.append("… (").append(count).append(" bytes)");
        }

        private void elements(Value v, long count, int depth) {
            out.append('[').append(count).append("]{");
            if (depth >= DEPTH && count > 0) {
                out.append("…}");
                return;
            }
            List<Value> some = parts.elements(v, 0, Math.min(count, ELEMENTS));
            list(some, false, depth, count > some.size());
        }

        private void struct(Value v, int depth) {
            Optional<String> container = parts.containers().text(v);
            if (container.isPresent()) {
                out.append(container.get()).append('{');
                if (depth >= DEPTH) {
                    out.append("…}");
                    return;
                }
                long count = parts.containers().count(v);
                List<Value> some = parts.containers().entries(v, 0, Math.min(count, ELEMENTS));
                list(some, parts.containers().isMap(v), depth, count > some.size());
                return;
            }
            fields(v, "{", depth);
        }

        private void fields(Value v, String open, int depth) {
            out.append(open);
            if (depth >= DEPTH) out.append("…}");
            else list(parts.named(v), true, depth, false);
        }

        private void list(List<Value> values, boolean names, int depth, boolean more) {
            String separator = "";
            for (Value each : values) {
                out.append(separator);
                separator = ", ";
                if (isFull()) {
                    out.append("…}");
                    return;
                }
                if (names && !each.name().matches("\\d*")) out.append(each.name()).append(": ");
                value(each, depth + 1);
            }
            out.append(more ? separator + "…}" : "}");
        }

        private void tagged(Value v, TaggedType type, int depth) {
            long tag = parts.tag(v);
            if (tag < 1 || tag > type.members().size()) {
                out.append(tag == 0 ? "unset" : "<tag " + tag + ">");
                return;
            }
            Type.Member member = type.members().get((int) tag - 1);
            if (layout.size(member.payload()) == 0) {
                out.append(member.name());
                return;
            }
            out.append('{').append(member.name()).append(": ");
            if (depth >= DEPTH) out.append('…');
            else value(parts.payload(v).orElseThrow(), depth + 1);
            out.append('}');
        }

        private void mutex(long owner) {
            out.append(owner == 0 ? "unlocked" : "locked by thread " + (owner - 1));
        }

        private void thread(long number) {
            if (number == 0) {
                out.append("no thread");
                return;
            }
            String state = vm.scheduler().find(number).map(t -> t.status() == ThreadState.Status.ENDED ? "ended" : "running")
                .orElse("gone");
            out.append("thread ").append(number).append(" (").append(state).append(')');
        }
    }

    /// What is wrong with an address.
    static String text(MemoryView.State state) {
        return switch (state) {
            case ALIVE -> "alive";
            case NIL -> "nil";
            case FREED -> "freed memory";
            case DEAD_VARIABLE -> "a variable whose function has returned";
            case NOT_ALLOCATED -> "memory that is not allocated";
            case OUTSIDE -> "not memory of the program";
            case NOT_COMPUTED -> "not computed yet";
        };
    }

}
