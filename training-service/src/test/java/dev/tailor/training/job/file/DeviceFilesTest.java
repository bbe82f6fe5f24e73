package dev.tailor.training.job.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFilesTest {

    @TempDir
    private Path folder;

    private Path devices;
    private Path libtorch;

    @BeforeEach
    void makeFolders() throws IOException {
        devices = Files.createDirectory(folder.resolve("dev"));
        libtorch = Files.createDirectory(folder.resolve("libtorch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidia0", "nvidia3", "nvidia12"})
    void theWorkerComputesOnTheGpuThatTheDriverShows(String gpu) throws IOException {
        // Given
        Files.createFile(devices.resolve(gpu));
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
        // Then
        assertThat(withLibtorch().isGpu()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidiactl", "nvidia-uvm", "null"})
    void otherDevicesAreNoGpus(String device) throws IOException {
        // Given
        Files.createFile(devices.resolve(device));
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
        // Then
        assertThat(withLibtorch().isGpu()).isFalse();
    }

    @Test
    void aLibtorchForProcessorsLeavesTheGpuAlone() throws IOException {
        // Given
        Files.createFile(devices.resolve("nvidia0"));
        Files.createFile(libtorch.resolve("libtorch_cpu.so"));
        // Then
        assertThat(withLibtorch().isGpu()).isFalse();
        assertThat(new DeviceFiles(devices, Map.of()).isGpu()).isFalse();
    }

    @Test
    void aMachineWithoutAFolderOfDevicesHasNoGpu() throws IOException {
        // Given
        Files.createFile(libtorch.resolve("libtorch_cuda.so"));
        Files.delete(devices);
        // Then
        assertThat(withLibtorch().isGpu()).isFalse();
    }

    private DeviceFiles withLibtorch() {
        return new DeviceFiles(devices, Map.of("PYTORCH_LIBRARY_PATH", libtorch.toString()));
    }
}
