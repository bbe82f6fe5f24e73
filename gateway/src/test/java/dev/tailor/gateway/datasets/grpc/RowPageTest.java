package dev.tailor.gateway.datasets.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tailor.gateway.datasets.RowQuery;
import dev.tailor.gateway.wire.ApiException;
import dev.tailor.gateway.wire.Pieces;
import dev.tailor.proto.data.v1.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowPageTest {
    @Test
    void aPageStartsBehindItsCursorAndTellsThatMoreFollows() {
        // Given
        var query = new RowQuery("test", "row-1", 1);

        // When
        var page = DatasetsOverGrpc.page(new Listed("row-1", "row-2", "row-3"), query);

        // Then
        assertThat(page.data()).extracting(row -> row.get("id").textValue()).containsExactly("row-2");
        assertThat(page.hasMore()).isTrue();
    }

    @Test
    void theLastPageTellsThatNothingFollows() {
        // Given
        var query = new RowQuery("test", "", 5);

        // When
        var page = DatasetsOverGrpc.page(new Listed("row-1", "row-2"), query);

        // Then
        assertThat(page.data()).hasSize(2);
        assertThat(page.hasMore()).isFalse();
    }

    @Test
    void anUnknownCursorIsRefused() {
        // Given
        var query = new RowQuery("test", "row-9", 5);

        // When
        var refusal = catchThrowableOfType(ApiException.class, () -> DatasetsOverGrpc.page(new Listed("row-1"), query));

        // Then
        assertThat(refusal.error().param()).isEqualTo("after");
        assertThat(refusal.error().status()).isEqualTo(404);
    }

    /** Rows with the given ids, from memory. */
    private static final class Listed implements Pieces<Row> {
        private final Iterator<String> ids;

        Listed(String... ids) {
            this.ids = List.of(ids).iterator();
        }

        @Override
        public void awaitFirst() {}

        @Override
        public Optional<Row> next() {
            if (!ids.hasNext()) return Optional.empty();
            var row = Row.newBuilder().setId(ids.next()).setJson("{\"messages\":[]}");
            return Optional.of(row.build());
        }

        @Override
        public void close() {}
    }
}
