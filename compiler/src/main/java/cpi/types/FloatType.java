package cpi.types;

/// The IEEE 754 types `f32` and `f64`.
public enum FloatType implements Type {
    F32, F64;

    public int bytes() {
        return this == F32 ? 4 : 8;
    }

    @Override
    public String toString() {
        return this == F32 ? "f32" : "f64";
    }
}
