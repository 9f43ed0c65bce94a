package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One lookup on its way through the steps: what is asked, of whom, and which step is next. Immutable but for the count
 * of calls and the current provider, which all copies share. Thread-safe.
 */
final class LookupExecution<T extends TikTokRecord> {

    private final LookupChain<T> chain;
    private final LookupQuery query;
    private final Progress progress;
    private final List<LookupStep> steps;
    private final Call<T> call;

    /** Shared by all copies: the deadline step reports how far the lookup has come. */
    private static final class Progress {

        private final long end;
        private final AtomicInteger calls = new AtomicInteger();
        private volatile String provider;
        private volatile @Nullable Progress followed;

        Progress(Duration deadline, String firstProvider) {
            this.end = System.nanoTime() + deadline.toNanos();
            this.provider = firstProvider;
        }
    }

    /**
     * The call to make next.
     *
     * @param client to call; {@code null} before the failover step
     * @param permit to call; {@code null} before the queue step
     * @param isRetry whether a call to the same provider has failed
     * @param needsFreshConnection whether a connection that has served other calls may be spoiled
     */
    private record Call<T extends TikTokRecord>(
            @Nullable ProviderClient<T> client,
            Bulkhead.@Nullable Permit permit,
            boolean isRetry,
            boolean needsFreshConnection) {}

    private LookupExecution(
            LookupChain<T> chain, LookupQuery query, Progress progress, List<LookupStep> steps, Call<T> call) {
        this.chain = chain;
        this.query = query;
        this.progress = progress;
        this.steps = steps;
        this.call = call;
    }

    /** Starts the clock of a lookup. */
    static <T extends TikTokRecord> LookupExecution<T> start(
            LookupChain<T> chain, LookupQuery query, List<LookupStep> steps) {
        return new LookupExecution<>(
                chain,
                query,
                new Progress(query.deadline(), chain.plan().firstProvider()),
                steps,
                new Call<>(null, null, false, false));
    }

    /** Runs the steps that are left. Whatever one of them throws becomes a failure, so that no exchange is lost. */
    CompletableFuture<LookupResult<T>> proceed() {
        try {
            return steps.get(0)
                    .find(new LookupExecution<>(chain, query, progress, steps.subList(1, steps.size()), call));
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(LookupResult.Failed.internal(provider(), e, 0));
        }
    }

    LookupExecution<T> at(ProviderClient<T> client) {
        progress.provider = client.provider();
        return with(new Call<>(client, null, false, false));
    }

    LookupExecution<T> holding(Bulkhead.Permit permit) {
        return with(new Call<>(call.client(), permit, call.isRetry(), call.needsFreshConnection()));
    }

    LookupExecution<T> retry(boolean needsFreshConnection) {
        return with(new Call<>(call.client(), null, true, needsFreshConnection));
    }

    private LookupExecution<T> with(Call<T> other) {
        return new LookupExecution<>(chain, query, progress, steps, other);
    }

    LookupChain<T> chain() {
        return chain;
    }

    LookupQuery query() {
        return query;
    }

    ProviderClient<T> client() {
        return Objects.requireNonNull(call.client(), "set by the failover step");
    }

    Bulkhead.Permit permit() {
        return Objects.requireNonNull(call.permit(), "set by the queue step");
    }

    boolean isRetry() {
        return call.isRetry();
    }

    boolean needsFreshConnection() {
        return call.needsFreshConnection();
    }

    /** Returns the provider that is being called, or was called last, or will be first. */
    String provider() {
        return progress.provider;
    }

    /** Returns the calls made so far, to all providers. */
    int calls() {
        return progress.calls.get();
    }

    /** Lets this lookup count as far as another one has come, whose outcome it waits for. */
    void follow(LookupExecution<?> leader) {
        progress.followed = leader.progress;
    }

    /** Returns the calls made so far, by itself or by the lookup that it follows. */
    int callsWaitedFor() {
        Progress followed = progress.followed;
        return calls() + (followed == null ? 0 : followed.calls.get());
    }

    void countCall() {
        progress.calls.incrementAndGet();
    }

    /** Returns the time until the deadline; not positive once it has passed. */
    Duration remaining() {
        return Duration.ofNanos(progress.end - System.nanoTime());
    }

    /** Returns whether this lookup may go on for longer than another one. */
    boolean endsAfter(LookupExecution<?> other) {
        return progress.end - other.progress.end > 0;
    }
}
