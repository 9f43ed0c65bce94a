package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookupMetricsTest {

    private final EngineFixture fixture = new EngineFixture();
    private final List<LookupListener.Finished> finished = new ArrayList<>();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private CompletableFuture<LookupResult<TikTokUser>> find(CompletableFuture<LookupResult<TikTokUser>> lookup) {
        LookupListener listener = new LookupListener() {
            @Override
            public void finished(Finished ended) {
                finished.add(ended);
            }
        };
        return Steps.chain(
                        LookupSettings.to(Steps.NOWHERE).forUsers(),
                        new Bulkhead(1, 1),
                        fixture.timer,
                        new LookupMetrics(listener),
                        Steps.answering(execution -> lookup))
                .find(EngineFixture.query(Duration.ofHours(1)));
    }

    @Test
    void recordIsReportedWithOriginAndDuration() throws Exception {
        long before = System.nanoTime();
        CompletableFuture<LookupResult<TikTokUser>> answer = new CompletableFuture<>();
        CompletableFuture<LookupResult<TikTokUser>> lookup = find(answer);
        answer.complete(LookupResults.user("khaby.lame").servedFrom(Origin.COALESCED));
        Duration longest = Duration.ofNanos(System.nanoTime() - before);

        assertThat(EngineFixture.record(lookup).handle()).isEqualTo("khaby.lame");
        assertThat(finished).singleElement().satisfies(ended -> {
            assertThat(ended.provider()).isEqualTo("apidirect");
            assertThat(ended.resource()).isEqualTo("user");
            assertThat(ended.requestSource()).isEqualTo("API");
            assertThat(ended.outcome()).isEqualTo(Outcome.FOUND);
            assertThat(ended.origin()).isEqualTo(Origin.COALESCED);
            assertThat(ended.took()).isBetween(Duration.ZERO, longest);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, INVALID_REQUEST",
        "CREDENTIALS, CREDENTIALS",
        "QUOTA, QUOTA",
        "RATE_LIMIT, RATE_LIMIT",
        "NOT_FOUND, NOT_FOUND",
        "UPSTREAM, UNAVAILABLE",
        "ANOTHER_SUBJECT, UNAVAILABLE"
    })
    void failureIsReportedWithItsProvider(ErrorKind errorKind, Outcome outcome) {
        CompletableFuture<LookupResult<TikTokUser>> lookup =
                find(CompletableFuture.completedFuture(LookupResults.failed("peekalink", errorKind)));

        assertThat(EngineFixture.failure(lookup).failure().errorKind()).isEqualTo(errorKind);
        assertThat(finished).singleElement().satisfies(ended -> {
            assertThat(ended.provider()).isEqualTo("peekalink");
            assertThat(ended.outcome()).isEqualTo(outcome);
            assertThat(ended.origin()).isNull();
        });
    }

    @Test
    void cancellingIsPassedOnAndNotReported() {
        CompletableFuture<LookupResult<TikTokUser>> lookup = new CompletableFuture<>();

        find(lookup).cancel(true);

        assertThat(lookup).isCancelled();
        assertThat(finished).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FOUND, found", "INVALID_REQUEST, invalid_request", "CANCELLED, given_up"})
    void outcomeHasATagValue(Outcome outcome, String tag) {
        assertThat(outcome.tag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({"CALLED, called", "COALESCED, merged", "CACHED, cached"})
    void originHasATagValue(Origin origin, String tag) {
        assertThat(origin.tag()).isEqualTo(tag);
    }
}
