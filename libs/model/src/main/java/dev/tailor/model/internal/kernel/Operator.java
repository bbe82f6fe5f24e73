package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;

/** What TorchScript can call. */
public interface Operator {

    /** The signature, tensors first, without a result. */
    String schema();

    /** @param values of the arguments, 64 bits each; a tensor is a handle, which is the operator's own */
    void call(MemorySegment values, Signature signature);
}
