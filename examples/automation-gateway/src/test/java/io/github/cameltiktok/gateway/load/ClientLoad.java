package io.github.cameltiktok.gateway.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Clients of which each sends its next request when the last one was answered. */
final class ClientLoad implements AutoCloseable {

    private static final long LONGEST_MS = Duration.ofMinutes(2).toMillis();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final URI server;
    private final String key;

    /** @param clients connections that are kept open */
    ClientLoad(URI server, String key, int clients) {
        this.server = server;
        this.key = key;
        client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost(server.getHost()).setDefaultPort(server.getPort()),
                new PoolOptions().setHttp1MaxSize(clients));
    }

    /**
     * Answers of a run.
     *
     * @param statuses number of answers by status; -1 for a lost connection
     * @param times of all answers, in milliseconds
     * @param refusals times of 429 and 503, in milliseconds
     * @param seconds length of the run
     */
    record Result(Map<Integer, Long> statuses, Histogram times, Histogram refusals, double seconds) {

        double perSecond() {
            return statuses.getOrDefault(200, 0L) / seconds;
        }
    }

    /** Runs for a time; then every client waits for its last answer. */
    Result run(int clients, Duration time, LongFunction<String> path) throws InterruptedException {
        Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
        Histogram times = new ConcurrentHistogram(LONGEST_MS, 3);
        Histogram refusals = new ConcurrentHistogram(LONGEST_MS, 3);
        AtomicLong number = new AtomicLong();
        CountDownLatch running = new CountDownLatch(clients);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        Runnable[] next = new Runnable[1];
        next[0] = () -> {
            long sent = System.nanoTime();
            if (sent >= end) {
                running.countDown();
                return;
            }
            client.request(HttpMethod.GET, path.apply(number.incrementAndGet()))
                    .compose(request -> request.putHeader("X-API-Key", key).send())
                    .compose(answer -> answer.body().map(answer))
                    .onComplete(done -> {
                        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
                        HttpClientResponse answer = done.result();
                        int status = answer == null ? -1 : answer.statusCode();
                        statuses.computeIfAbsent(status, any -> new AtomicLong())
                                .incrementAndGet();
                        times.recordValue(millis);
                        if (status == 429 || status == 503) {
                            refusals.recordValue(millis);
                        }
                        vertx.runOnContext(nothing -> next[0].run());
                    });
        };
        for (int i = 0; i < clients; i++) {
            next[0].run();
        }
        if (!running.await(time.toSeconds() + 120, TimeUnit.SECONDS)) {
            throw new AssertionError(running.getCount() + " clients without an answer; the server is " + server);
        }
        Map<Integer, Long> counted = new TreeMap<>();
        statuses.forEach((status, count) -> counted.put(status, count.get()));
        return new Result(counted, times, refusals, (System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
