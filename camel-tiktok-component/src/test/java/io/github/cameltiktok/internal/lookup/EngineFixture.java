package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine with its own threads, without Camel. */
final class EngineFixture implements AutoCloseable {

    static final String WORKER = "fixture-worker-";

    /** Id of the creator in {@link #USER}. */
    static final String ID = "127905465618821121";

    /** Response of API Direct without a handle, so that it matches any requested handle. */
    static final String USER = "{\"user\":{\"user_id\":\"" + ID + "\"}}";

    private static final long TIMEOUT_SECONDS = 20;

    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger handles = new AtomicInteger();
    final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, WORKER + threads.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
    final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    final LookupEngine engine;

    EngineFixture() {
        this(Clock.systemUTC(), CallQuota.Store.NONE, LookupListener.NONE);
    }

    EngineFixture(Clock clock, CallQuota.Store quotas, LookupListener listener) {
        engine = new LookupEngine(worker, timer, clock, quotas, listener);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Starts a lookup of {@code khaby.lame}. */
    CompletableFuture<LookupResult<TikTokUser>> find(LookupSettings settings) {
        return engine.lookup(settings.forUsers()).find(query(settings.deadline()));
    }

    /** Starts a lookup of a new creator, which no other lookup coalesces with. */
    CompletableFuture<LookupResult<TikTokUser>> findNewCreator(LookupSettings settings) {
        TikTokLink creator = TikTokLink.ofHandle("creator" + handles.incrementAndGet());
        return engine.lookup(settings.forUsers()).find(new LookupQuery(creator, "API", settings.deadline()));
    }

    /** Starts a lookup at this base URL, with default settings. */
    CompletableFuture<LookupResult<TikTokUser>> find(URI address) {
        return find(LookupSettings.to(address));
    }

    static LookupQuery query(Duration deadline) {
        return new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", deadline);
    }

    static TikTokUser record(CompletableFuture<LookupResult<TikTokUser>> lookup) throws Exception {
        return found(lookup).record();
    }

    /** Waits for the record. */
    static <T extends TikTokRecord> Found<T> found(CompletableFuture<LookupResult<T>> lookup) throws Exception {
        LookupResult<T> result = lookup.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(Found.class);
        return (Found<T>) result;
    }

    /** Waits for the failure. */
    static LookupException failure(CompletableFuture<? extends LookupResult<?>> lookup) {
        try {
            LookupResult<?> result = lookup.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            assertThat(result).isInstanceOf(Failed.class);
            return new LookupException((Failed<?>) result);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("lookup ended without a result", e);
        }
    }

    @Override
    public void close() {
        engine.close();
        timer.shutdownNow();
        worker.shutdownNow();
    }
}
