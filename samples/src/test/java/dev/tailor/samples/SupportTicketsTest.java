package dev.tailor.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class SupportTicketsTest {

    @Test
    void theRecipeReproducesTheBundledFile() throws IOException {
        // Given
        var bundled = Path.of(System.getProperty("tailor.root"), "samples/support/tickets.jsonl");
        // When
        var lines = new SupportTickets().lines();
        // Then
        assertThat(Files.readAllLines(bundled)).isEqualTo(lines);
    }

    @Test
    void theFlawsAreThoseThatAreDocumented() {
        // Given
        var distinct = new HashSet<String>();
        int broken = 0;
        int duplicates = 0;
        // When
        for (var line : new SupportTickets().lines()) {
            if (!answered(line)) {
                broken++;
            } else if (!distinct.add(line)) {
                duplicates++;
            }
        }
        // Then
        assertThat(distinct).hasSize(SupportTickets.DISTINCT);
        assertThat(duplicates).isEqualTo(SupportTickets.DUPLICATES);
        assertThat(broken).isEqualTo(SupportTickets.BROKEN);
    }

    @Test
    void personalDataIsPlainlyInvented() {
        // When
        var lines = new SupportTickets().lines();
        // Then
        assertThat(lines)
                .filteredOn(line -> line.contains("@"))
                .isNotEmpty()
                .allMatch(line -> line.contains("@example.com"));
        assertThat(lines).anyMatch(line -> line.contains("555-01"));
    }

    private static boolean answered(String line) {
        try {
            return new ObjectMapper()
                    .readTree(line)
                    .path("messages")
                    .path(1)
                    .path("content")
                    .isTextual();
        } catch (JsonProcessingException cut) {
            return false;
        }
    }
}
