package dev.tailor.model.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exponential function of numbers up to 0, to two units in the last place: a power of two times a polynomial of
 * degree 6 (Cephes, Moshier).
 */
public final class Exponential {

    public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    private static final float LOWEST = -87;
    private static final float PER_LOG2 = 1.44269504f;
    private static final float LOG2_HIGH = 0.693359375f;
    private static final float LOG2_LOW = -2.12194440e-4f;
    private static final int EXPONENT_BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private Exponential() {}

    public static FloatVector of(FloatVector value) {
        var x = value.max(LOWEST);
        var n = (IntVector) x.mul(PER_LOG2).sub(0.5f).convert(VectorOperators.F2I, 0);
        var whole = (FloatVector) n.convert(VectorOperators.I2F, 0);
        var r = whole.fma(FloatVector.broadcast(FLOATS, -LOG2_HIGH), x);
        r = whole.fma(FloatVector.broadcast(FLOATS, -LOG2_LOW), r);
        var p = FloatVector.broadcast(FLOATS, 1.9875691500e-4f);
        p = p.fma(r, FloatVector.broadcast(FLOATS, 1.3981999507e-3f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 8.3334519073e-3f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 4.1665795894e-2f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 1.6666665459e-1f));
        p = p.fma(r, FloatVector.broadcast(FLOATS, 5.0000001201e-1f));
        p = p.fma(r.mul(r), r.add(1));
        var power = n.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS);
        return p.mul(power.reinterpretAsFloats());
    }
}
