package dev.tailor.gateway.jobs.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.gateway.jobs.rest.SubmissionKeys.Try;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SubmissionKeysTest {
    private final SubmissionKeys keys = new SubmissionKeys(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void aRetryOfTheSameBodyHasTheKeyOfItsFirstTry() {
        // Given
        var first = keys.ofBody("alice", "{}", Try.FIRST);

        // When
        var retry = keys.ofBody("alice", "{}", Try.RETRY);

        // Then
        assertThat(retry).isEqualTo(first);
    }

    @Test
    void theSameBodySentAgainOnPurposeHasANewKey() {
        // Given
        var first = keys.ofBody("alice", "{}", Try.FIRST);

        // When
        var second = keys.ofBody("alice", "{}", Try.FIRST);

        // Then
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aFirstTryThatItsRetryOvertookHasTheKeyOfTheRetryAndTheNextOneItsOwn() {
        // Given
        var retry = keys.ofBody("alice", "{}", Try.RETRY);
        var second = keys.ofBody("alice", "{}", Try.RETRY);

        // When
        var first = keys.ofBody("alice", "{}", Try.FIRST);
        var anew = keys.ofBody("alice", "{}", Try.FIRST);

        // Then
        assertThat(second).isEqualTo(retry);
        assertThat(first).isEqualTo(retry);
        assertThat(anew).isNotEqualTo(retry);
    }

    @Test
    void aKeyOfTheCallersOwnCountsForThatCallerOnly() {
        // Given
        var alices = keys.ofCaller("alice", "k-1");

        // When
        var again = keys.ofCaller("alice", "k-1");
        var bobs = keys.ofCaller("bob", "k-1");

        // Then
        assertThat(again).isEqualTo(alices);
        assertThat(bobs).isNotEqualTo(alices);
    }
}
