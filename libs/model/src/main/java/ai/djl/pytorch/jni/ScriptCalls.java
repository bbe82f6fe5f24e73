package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/** Runs methods of a TorchScript module; unlike DJL's own way in, without its inference mode, which forbids gradients. */
public final class ScriptCalls {

    private ScriptCalls() {}

    /** Runs a method; the caller closes the arguments and the result. */
    public static IValue call(PtSymbolBlock module, String method, IValue... arguments) {
        var handles = new long[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            handles[i] = arguments[i].getHandle();
        }
        return new IValue(PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false));
    }
}
