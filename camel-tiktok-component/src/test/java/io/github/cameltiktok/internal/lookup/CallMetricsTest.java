package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallMetricsTest {

    private static final Price PRICE = new ApiDirect().user().price();

    private final EngineFixture fixture = new EngineFixture();
    private final List<LookupListener.Call> calls = new ArrayList<>();
    private final List<String> retries = new ArrayList<>();
    private boolean isRetry;

    @AfterEach
    void stop() {
        fixture.close();
    }

    private CompletableFuture<LookupResult<TikTokUser>> find(CompletableFuture<LookupResult<TikTokUser>> call) {
        LookupListener listener = new LookupListener() {
            @Override
            public void called(Call ended) {
                calls.add(ended);
            }

            @Override
            public void retrying(String provider, String resource, String requestSource) {
                retries.add(provider + " " + resource + " " + requestSource);
            }
        };
        return Steps.chain(
                        LookupSettings.to(Steps.NOWHERE).forUsers(),
                        new Bulkhead(1, 1),
                        fixture.timer,
                        new Failover(() -> false),
                        Steps.answering(execution -> (isRetry ? execution.retry(false) : execution).proceed()),
                        new CallMetrics(listener),
                        Steps.answering(execution -> call))
                .find(EngineFixture.query(Duration.ofHours(1)));
    }

    private LookupListener.Call reported(LookupResult<TikTokUser> result) {
        find(CompletableFuture.completedFuture(result));
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @Test
    void recordIsReportedWithPriceAndRateLimit() {
        Found<TikTokUser> found = (Found<TikTokUser>) LookupResults.user("khaby.lame");
        ProviderResponse limited =
                new ProviderResponse(200, Map.of("X-RateLimit-Remaining", "17"), new byte[0], Instant.EPOCH);

        LookupListener.Call call = reported(new Found<>(found.record(), limited, Origin.CALLED, 1, null));

        assertThat(call.provider()).isEqualTo("apidirect");
        assertThat(call.resource()).isEqualTo("user");
        assertThat(call.requestSource()).isEqualTo("API");
        assertThat(call.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(call.price()).isNotNull().isEqualTo(PRICE);
        assertThat(call.rateLimitRemaining()).isEqualTo(limited.rateLimitRemaining());
        assertThat(retries).isEmpty();
    }

    @Test
    void freeFailureIsReportedWithoutPrice() {
        LookupListener.Call call = reported(LookupResults.failed("apidirect", ErrorKind.CREDENTIALS));

        assertThat(call.outcome()).isEqualTo(Outcome.CREDENTIALS);
        assertThat(call.price()).isNull();
    }

    @Test
    void billedFailureIsReportedWithPrice() {
        ProviderFailure billed =
                new ProviderFailure(ErrorKind.UPSTREAM, RetryAdvice.NEVER, "answered nothing", 200, null, null, null);
        assertThat(billed.isBilled()).isTrue();

        LookupListener.Call call = reported(Failed.called("apidirect", billed, null));

        assertThat(call.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(call.price()).isEqualTo(PRICE);
    }

    @Test
    void refusedCallIsNotReported() {
        find(CompletableFuture.completedFuture(LookupResults.notSent("apidirect", ErrorKind.UPSTREAM)));

        assertThat(calls).isEmpty();
    }

    @Test
    void cancelledCallIsReportedOnceItHasEnded() {
        CallFuture<LookupResult<TikTokUser>> connecting = new CallFuture<>();
        find(connecting).cancel(true);
        assertThat(calls).isEmpty();

        connecting.completeCancelled();

        assertThat(calls).extracting(LookupListener.Call::outcome).containsExactly(Outcome.CANCELLED);
        assertThat(calls.get(0).price()).isNull();
    }

    @Test
    void durationIsFromStartToEnd() {
        long before = System.nanoTime();
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        find(call);
        call.complete(LookupResults.user("khaby.lame"));
        Duration longest = Duration.ofNanos(System.nanoTime() - before);

        assertThat(calls.get(0).took()).isBetween(Duration.ZERO, longest);
    }

    @Test
    void retryIsReportedBeforeItsCall() {
        isRetry = true;

        find(new CompletableFuture<>());

        assertThat(retries).containsExactly("apidirect user API");
        assertThat(calls).isEmpty();
    }
}
