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

/** An engine with threads of its own, without Camel around it. */
final class Rig implements AutoCloseable {

    static final String WORKER = "rig-worker-";

    /** Of the creator in {@link #USER}. */
    static final String ID = "127905465618821121";

    /** What API Direct answers about a creator: it names no handle, and so is right whoever was asked for. */
    static final String USER = "{\"user\":{\"user_id\":\"" + ID + "\"}}";

    /** Longer than any lookup of these tests may take. */
    private static final long PATIENCE_SECONDS = 20;

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

    Rig() {
        this(Clock.systemUTC(), CallQuota.Store.NONE, LookupListener.NONE);
    }

    Rig(Clock clock, CallQuota.Store budgets, LookupListener observer) {
        engine = new LookupEngine(worker, timer, clock, budgets, observer);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Starts a lookup. */
    CompletableFuture<LookupResult<TikTokUser>> find(Access access) {
        return engine.lookup(access.forUsers()).find(query(access.deadline()));
    }

    /** Starts a lookup of somebody whom no other lookup asks for, and so one with a call of its own. */
    CompletableFuture<LookupResult<TikTokUser>> findAnother(Access access) {
        TikTokLink somebody = TikTokLink.ofHandle("creator" + handles.incrementAndGet());
        return engine.lookup(access.forUsers()).find(new LookupQuery(somebody, "API", access.deadline()));
    }

    /** Looks up at an address, with the other settings as they are by default. */
    CompletableFuture<LookupResult<TikTokUser>> find(URI address) {
        return find(Access.to(address));
    }

    static LookupQuery query(Duration deadline) {
        return new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", deadline);
    }

    static TikTokUser get(CompletableFuture<LookupResult<TikTokUser>> lookup) throws Exception {
        return found(lookup).record();
    }

    /** Waits for a lookup to find its subject. */
    static <T extends TikTokRecord> Found<T> found(CompletableFuture<LookupResult<T>> lookup) throws Exception {
        LookupResult<T> result = lookup.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(Found.class);
        return (Found<T>) result;
    }

    /** Waits for a lookup to fail. */
    static LookupException failure(CompletableFuture<? extends LookupResult<?>> lookup) {
        try {
            LookupResult<?> result = lookup.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(result).isInstanceOf(Failed.class);
            return new LookupException((Failed<?>) result);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a lookup ends with a result", e);
        }
    }

    @Override
    public void close() {
        engine.close();
        timer.shutdownNow();
        worker.shutdownNow();
    }
}
