package dev.tailor.training.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private static final String PLUGIN_BYTES = "0a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e666f"
            + "420e08011204120208012a04000000004a3a0a380a0768706172616d73122d1a2b0a170a0a62617463685f73697a65"
            + "12091100000000000020400a100a066d6574686f6412061a046c6f7261";

    private static final String TEXT_BYTES = "0a0973616d706c65732f31420808071200420248694a080a060a0474657874";

    @TempDir
    Path folder;

    @Test
    void everyRecordCarriesItsLengthAndTwoMaskedChecksums() throws IOException {
        // Given
        try (var file = EventFile.open(folder, CLOCK, 0)) {
            // When
            file.scalars(7, Map.of("train/loss", 1.5));
        }
        // Then
        var records = read();
        assertThat(records).hasSize(2);
        assertThat(text(records.get(0))).contains("brain.Event:2");
        assertThat(text(records.get(1))).contains("train/loss");
    }

    @Test
    void theChecksumOfTheKnownTextIsTheKnownOne() {
        // Given
        var data = "123456789".getBytes(StandardCharsets.US_ASCII);
        // When
        int masked = Records.checksum(data);
        // Then: CRC-32C of the text is 0xe3069283
        assertThat(Integer.rotateLeft(masked - 0xa282ead8, 15)).isEqualTo(0xe3069283);
    }

    @Test
    void settingsAreTheBytesThatThePluginItselfWrites() {
        // Given
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("batch_size", 8);
        settings.put("method", "lora");
        // When
        var value = Settings.value(settings);
        // Then: tensorboard.plugins.hparams writes these
        assertThat(HexFormat.of().formatHex(value.toBytes())).isEqualTo(PLUGIN_BYTES);
    }

    @Test
    void aTextIsTheBytesThatThePluginItselfWrites() {
        // When
        var value = Text.value("samples/1", "Hi");
        // Then: tensorboard.plugins.text writes these
        assertThat(HexFormat.of().formatHex(value.toBytes())).isEqualTo(TEXT_BYTES);
    }

    @Test
    void settingsStandBeforeTheFirstStep() throws IOException {
        // Given
        try (var file = EventFile.open(folder, CLOCK, 0)) {
            // When
            file.settings(Map.of("learning_rate", 0.25));
        }
        // Then
        assertThat(text(read().get(1))).contains("_hparams_/session_start_info", "hparams", "learning_rate");
    }

    private List<byte[]> read() throws IOException {
        Path file;
        try (var files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var records = new ArrayList<byte[]>();
        while (bytes.hasRemaining()) {
            var length = new byte[Long.BYTES];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(Records.checksum(length));
            var data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(data);
            assertThat(bytes.getInt()).isEqualTo(Records.checksum(data));
            records.add(data);
        }
        return records;
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.ISO_8859_1);
    }
}
