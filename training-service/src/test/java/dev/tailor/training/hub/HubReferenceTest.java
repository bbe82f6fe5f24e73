package dev.tailor.training.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubReferenceTest {

    @Test
    void anOwnerAndANameMeanTheMainBranch() {
        assertThat(HubReference.parse("Qwen/Qwen2.5-0.5B")).contains(new HubReference("Qwen", "Qwen2.5-0.5B", "main"));
    }

    @Test
    void aRevisionFollowsAnAtSign() {
        var reference = HubReference.parse("owner/name@refs/pr/1").orElseThrow();
        assertThat(reference.revision()).isEqualTo("refs/pr/1");
        assertThat(reference.id()).isEqualTo("owner/name@refs/pr/1");
        assertThat(reference.isPinned()).isFalse();
    }

    @Test
    void aCommitIsPinned() {
        assertThat(HubReference.parse("owner/name@" + LocalHub.COMMIT)
                        .orElseThrow()
                        .isPinned())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny",
                "/name",
                "owner/",
                "a/b/c",
                "../name",
                "owner/..",
                "owner/name@../../etc",
                "owner/name@",
                "owner/name@/x",
                "owner/na me",
                "o--o/name",
                "owner/name.git",
                "ft:base:tailor::abc"
            })
    void everythingElseIsNoModelOfTheHub(String text) {
        assertThat(HubReference.parse(text)).isEmpty();
    }
}
