package dev.tailor.model.internal.gpu;

import dev.tailor.model.internal.kernel.Operators;
import java.util.List;
import java.util.logging.Logger;

/**
 * Operators that TorchScript calls on a GPU as {@code ops.tailor.gpu_…}: one pass over the memory each, where the engine's
 * own take several.
 */
public final class GpuOperators {

    private static final Logger LOG = Logger.getLogger(GpuOperators.class.getName());

    private GpuOperators() {}

    /** Whether this machine compiles them: it has the driver's and the compiler's library. */
    public static boolean compile() {
        return Compiler.HERE;
    }

    /** Looked for once. */
    private static final class Compiler {

        private static final boolean HERE = Cuda.compiles();

        static {
            if (!HERE) {
                LOG.warning(
                        "CUDA's compiler (libnvrtc) is not beside libtorch: norms, activations and the loss are computed"
                                + " by the engine's own operators, which are slower");
            }
        }
    }

    /** Makes them known, once in a process, when the engine is loaded. */
    public static void define() {
        Definition.make();
    }

    private static final class Definition {

        private static final List<String> SCHEMAS = List.of(
                "gpu_rms_norm(Tensor x, Tensor w, Tensor(a!) y, Tensor(b!) r, float eps, int width, int blocks, int threads) -> ()",
                "gpu_rms_norm_back(Tensor dy, Tensor x, Tensor w, Tensor r, Tensor(a!) dx,"
                        + " int width, int blocks, int threads) -> ()",
                "gpu_gated(Tensor gate, Tensor up, Tensor(a!) y, int count, int blocks, int threads) -> ()",
                "gpu_gated_back(Tensor(a!) d, Tensor gate, Tensor up, Tensor(b!) dup,"
                        + " int count, int blocks, int threads) -> ()",
                "gpu_turn(Tensor x, Tensor cos, Tensor sin, Tensor(a!) y,"
                        + " int tokens, int heads, int half, int blocks, int threads) -> ()",
                "gpu_losses(Tensor(a!) z, Tensor labels, Tensor(b!) result,"
                        + " int width, float smoothing, float weight, int backwards, int blocks, int threads) -> ()");

        static {
            SCHEMAS.stream().map(Launch::new).forEach(Operators::define);
        }

        static void make() {}
    }
}
