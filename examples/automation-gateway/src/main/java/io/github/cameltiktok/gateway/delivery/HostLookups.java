package io.github.cameltiktok.gateway.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Queries DNS without blocking the calling thread. A host occupies one thread at most, so that a slow name server of one
 * receiver does not delay the others. Thread-safe.
 */
final class HostLookups implements AutoCloseable {

    private static final int MAX_THREADS = 16;
    private static final long IDLE_SECONDS = 30;

    private final DnsResolver resolver;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    HostLookups(DnsResolver resolver) {
        this.resolver = resolver;
        threads = new ThreadPoolExecutor(
                MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "gateway-dns");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Returns the addresses of a host; fails with {@link UnknownHostException}. */
    CompletableFuture<List<InetAddress>> find(String host) {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> earlier = running.putIfAbsent(host, lookup);
        if (earlier != null) {
            return earlier;
        }
        try {
            threads.execute(() -> find(host, lookup));
        } catch (RejectedExecutionException e) {
            lookup.completeExceptionally(new UnknownHostException("gateway is stopping"));
        }
        return lookup;
    }

    private void find(String host, CompletableFuture<List<InetAddress>> lookup) {
        try {
            List<InetAddress> addresses = List.of(resolver.resolve(host));
            running.remove(host, lookup);
            lookup.complete(addresses);
        } catch (UnknownHostException | RuntimeException e) {
            running.remove(host, lookup);
            lookup.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
