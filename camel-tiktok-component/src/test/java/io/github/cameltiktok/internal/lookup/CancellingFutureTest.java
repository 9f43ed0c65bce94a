package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class CancellingFutureTest {

    private final CancellingFuture<String> relay = new CancellingFuture<>();
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @Test
    void whatIsCancelledCancelsItsSource() {
        relay.from(source);

        relay.cancel(true);

        assertThat(source).isCancelled();
    }

    @Test
    void aSourceThatComesAfterTheCancellingIsCancelledAtOnce() {
        relay.cancel(true);

        relay.from(source);

        assertThat(source).isCancelled();
    }

    @Test
    void onlyTheLatestSourceIsCancelled() {
        CompletableFuture<String> later = new CompletableFuture<>();
        relay.from(source);
        relay.from(later);

        relay.cancel(true);

        assertThat(source).isNotDone();
        assertThat(later).isCancelled();
    }

    @Test
    void whatHasItsValueLeavesItsSourceAlone() {
        relay.from(source);
        relay.complete("found");

        assertThat(relay.cancel(true)).isFalse();
        assertThat(source).isNotDone();
    }

    @Test
    void whoDependsOnItHearsBeforeItsSourceDoes() {
        StringBuilder heard = new StringBuilder();
        source.whenComplete((value, failure) -> heard.append("source"));
        relay.whenComplete((value, failure) -> heard.append("result, "));
        relay.from(source);

        relay.cancel(true);

        assertThat(heard).hasToString("result, source");
    }
}
