package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls wait for the save of their count, which the test controls. */
final class QuotaCheckTest {

    private static final String PROVIDER = "apidirect";

    private final EngineFixture fixture = new EngineFixture();
    private final Queue<Runnable> saves = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CallFuture<LookupResult<TikTokUser>> call = new CallFuture<>();
    private final CallFuture<LookupResult<TikTokUser>> checked = new CallFuture<>();

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** Starts a lookup; {@code checked} is the result of the step itself, for which a cancelled lookup does not wait. */
    private CompletableFuture<LookupResult<TikTokUser>> find(int perDay) {
        LookupPlan<TikTokUser> plan =
                LookupSettings.to(Steps.NOWHERE).quota(perDay, null).forUsers();
        ProviderCallConfig<TikTokUser> config = plan.providers().get(0);
        Clock clock = Clock.systemUTC();
        LookupChain<TikTokUser> chain = new LookupChain<>(
                plan,
                List.of(new ProviderClient<>(
                        config,
                        new Bulkhead(1, 1),
                        new ProviderCircuitBreaker(PROVIDER, clock, fixture.timer),
                        new CallQuota(PROVIDER, config.quota(), CallQuota.Store.NONE, clock, saves::add),
                        new HttpTransport(config.transport(), clock))),
                List.of(
                        new Failover(() -> false),
                        Steps.answering(execution -> {
                            CompletableFuture<LookupResult<TikTokUser>> found = execution.proceed();
                            checked.propagateCancelTo(found);
                            found.whenComplete((outcome, fault) -> checked.completeLike(found, outcome, fault));
                            return checked;
                        }),
                        new QuotaCheck(),
                        Steps.answering(execution -> {
                            calls.incrementAndGet();
                            return call;
                        })),
                () -> {});
        return chain.find(EngineFixture.query(Duration.ofHours(1)));
    }

    private void save() {
        saves.remove().run();
    }

    @Test
    void callWaitsForTheSavedCount() throws Exception {
        CompletableFuture<LookupResult<TikTokUser>> lookup = find(1);
        assertThat(calls).hasValue(0);

        save();
        assertThat(calls).hasValue(1);
        assertThat(lookup).isNotDone();

        call.complete(LookupResults.user("khaby.lame"));
        assertThat(EngineFixture.record(lookup).handle()).isEqualTo("khaby.lame");
    }

    @Test
    void lookupCancelledDuringTheSaveMakesNoCall() {
        find(1).cancel(true);
        assertThat(checked).isNotDone();

        save();

        assertThat(checked).isCancelled();
        assertThat(calls).hasValue(0);
    }

    @Test
    void cancellingAfterTheSaveIsPassedOnToTheCall() {
        CompletableFuture<LookupResult<TikTokUser>> lookup = find(1);
        save();

        lookup.cancel(true);

        assertThat(call.isCancelRequested()).isTrue();
        assertThat(checked).isNotDone();
        call.completeCancelled();
        assertThat(checked).isCancelled();
    }

    @Test
    void usedUpQuotaMakesNoCall() {
        LookupException refused = EngineFixture.failure(find(0));

        assertThat(refused.failure().errorKind()).isEqualTo(ErrorKind.QUOTA);
        assertThat(refused.provider()).isEqualTo(PROVIDER);
        assertThat(refused.attempts()).isZero();
        assertThat(calls).hasValue(0);
        assertThat(saves).isEmpty();
    }
}
