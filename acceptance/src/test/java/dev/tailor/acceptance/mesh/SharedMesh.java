package dev.tailor.acceptance.mesh;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one mesh to all tests of a run; it goes down when the last has ended, or when the run is broken off. */
final class SharedMesh implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedMesh.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType().equals(Mesh.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Mesh.class, type -> new Running(start()), Running.class)
                .mesh();
    }

    private static Mesh start() {
        try {
            var mesh = Mesh.up();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(mesh), "mesh down"));
            return mesh;
        } catch (IOException failed) {
            throw new AssertionError("The mesh did not start", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the mesh started", interrupted);
        }
    }

    private static void stop(Mesh mesh) {
        try {
            mesh.close();
        } catch (IOException failed) {
            throw new AssertionError("The mesh did not stop", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the store closes at the end of the run. */
    private record Running(Mesh mesh) implements AutoCloseable {
        @Override
        public void close() {
            stop(mesh);
        }
    }
}
