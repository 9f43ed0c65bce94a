package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ProviderException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine with threads of its own, without Camel around it. */
final class Rig implements AutoCloseable {

    static final String WORKER = "rig-worker-";

    /** What API Direct answers about a creator. */
    static final String USER = "{\"user\":{\"username\":\"khaby.lame\",\"user_id\":\"127905465618821121\"}}";

    /** Longer than any lookup of these tests may take. */
    private static final long PATIENCE_SECONDS = 20;

    private final AtomicInteger threads = new AtomicInteger();
    final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, WORKER + threads.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
    final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    final LookupEngine engine = new LookupEngine(worker, timer, Clock.systemUTC());

    Rig() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Starts a lookup. */
    CompletableFuture<LookupResult<TikTokUser>> find(Access access) {
        return engine.lookup(access.forUsers()).find(query());
    }

    /** Looks up at an address, with the other settings as they are by default. */
    CompletableFuture<LookupResult<TikTokUser>> find(URI address) {
        return find(Access.to(address));
    }

    static LookupQuery query() {
        return new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API");
    }

    static TikTokUser get(CompletableFuture<LookupResult<TikTokUser>> lookup) throws Exception {
        return lookup.get(PATIENCE_SECONDS, TimeUnit.SECONDS).record();
    }

    /** Waits for a lookup to fail. */
    static ProviderException failure(CompletableFuture<?> lookup) {
        Throwable thrown = catchThrowable(() -> lookup.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        assertThat(thrown.getCause()).isInstanceOf(ProviderException.class);
        return (ProviderException) thrown.getCause();
    }

    @Override
    public void close() {
        engine.close();
        timer.shutdownNow();
        worker.shutdownNow();
    }
}
