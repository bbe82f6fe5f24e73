package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;

/** Runs methods of a TorchScript module; unlike DJL's own way in, gradients are recorded if the thread asks for it. */
public final class ScriptCalls {

    private ScriptCalls() {}

    /** Runs a method and closes the arguments; the caller closes the result. */
    public static IValue call(PtSymbolBlock module, String method, IValue... arguments) {
        var handles = new long[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            handles[i] = arguments[i].getHandle();
        }
        try {
            return new IValue(PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false));
        } finally {
            for (var argument : arguments) {
                argument.close();
            }
        }
    }
}
