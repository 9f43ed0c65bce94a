package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The state of one lookup: query, current provider and remaining steps. Immutable except for the number of calls and the
 * current provider, which all copies share. Thread-safe.
 */
final class LookupExecution<T extends TikTokRecord> {

    private final LookupChain<T> chain;
    private final LookupQuery query;
    private final Progress progress;
    private final List<LookupStep> steps;
    private final Call<T> call;

    /** Shared by all copies, for the failure that the deadline step reports. */
    private static final class Progress {

        private final long end;
        private final AtomicInteger calls = new AtomicInteger();
        private volatile String provider;
        private volatile @Nullable Progress leader;

        Progress(Duration deadline, String firstProvider) {
            this.end = System.nanoTime() + deadline.toNanos();
            this.provider = firstProvider;
        }
    }

    /**
     * The next call.
     *
     * @param client {@code null} before the failover step
     * @param permit {@code null} before the queue step
     * @param isRetry whether an earlier call to the same provider has failed
     * @param needsFreshConnection whether pooled connections may hold surplus bytes
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

    /** Creates a lookup whose deadline starts now. */
    static <T extends TikTokRecord> LookupExecution<T> start(
            LookupChain<T> chain, LookupQuery query, List<LookupStep> steps) {
        return new LookupExecution<>(
                chain,
                query,
                new Progress(query.deadline(), chain.plan().firstProvider()),
                steps,
                new Call<>(null, null, false, false));
    }

    /** Runs the remaining steps. An exception becomes a failure, so that every exchange ends. */
    CompletableFuture<LookupResult<T>> proceed() {
        try {
            return steps.get(0)
                    .find(new LookupExecution<>(chain, query, progress, steps.subList(1, steps.size()), call));
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(LookupResult.Failed.internal(provider(), e, 0));
        }
    }

    LookupExecution<T> forClient(ProviderClient<T> client) {
        progress.provider = client.provider();
        return with(new Call<>(client, null, false, false));
    }

    LookupExecution<T> withPermit(Bulkhead.Permit permit) {
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

    /** Returns the current or latest provider; before the failover step the first one. */
    String provider() {
        return progress.provider;
    }

    /** Returns the number of calls to all providers. */
    int calls() {
        return progress.calls.get();
    }

    /** Marks this lookup as a follower of another. */
    void follow(LookupExecution<?> leader) {
        progress.leader = leader.progress;
    }

    /** Returns the number of calls of this lookup and its leader. */
    int callsWithLeader() {
        Progress leader = progress.leader;
        return calls() + (leader == null ? 0 : leader.calls.get());
    }

    void countCall() {
        progress.calls.incrementAndGet();
    }

    /** Returns the time until the deadline; zero or negative after it. */
    Duration remaining() {
        return Duration.ofNanos(progress.end - System.nanoTime());
    }

    /** Returns whether this lookup has a later deadline than another. */
    boolean endsAfter(LookupExecution<?> other) {
        return progress.end - other.progress.end > 0;
    }
}
