package io.github.cameltiktok.gateway.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
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

/** Requests of many clients, as many as the server answers or at a fixed rate. */
final class ClientLoad implements AutoCloseable {

    private static final long LONGEST_MS = Duration.ofMinutes(2).toMillis();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final URI server;
    private final String key;
    /** Of all runs, so that no run finds the answers of an earlier one in the cache. */
    private final AtomicLong number = new AtomicLong();

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

    /** Sends the next request of each client when its last one was answered; at the end each waits for its last answer. */
    Result run(int clients, Duration time, LongFunction<String> path) throws InterruptedException {
        Run run = new Run(path);
        CountDownLatch running = new CountDownLatch(clients);
        long end = run.start + time.toNanos();
        Runnable[] next = new Runnable[1];
        next[0] = () -> {
            long now = System.nanoTime();
            if (now >= end) {
                running.countDown();
            } else {
                run.send(now).onComplete(done -> vertx.runOnContext(nothing -> next[0].run()));
            }
        };
        for (int i = 0; i < clients; i++) {
            next[0].run();
        }
        return run.end(running, time);
    }

    /**
     * Sends at a fixed rate, whether or not earlier requests were answered. Times begin when a request is due, so a client that
     * is late hides nothing.
     */
    Result pace(int perSecond, Duration time, LongFunction<String> path) throws InterruptedException {
        Run run = new Run(path);
        int requests = Math.toIntExact(time.toMillis() * perSecond / 1_000);
        CountDownLatch running = new CountDownLatch(requests);
        int[] sent = {0};
        vertx.setPeriodic(1, timer -> {
            while (sent[0] < requests) {
                long due = run.start + TimeUnit.SECONDS.toNanos(sent[0]) / perSecond;
                if (due > System.nanoTime()) {
                    return;
                }
                sent[0]++;
                run.send(due).onComplete(done -> running.countDown());
            }
            vertx.cancelTimer(timer);
        });
        return run.end(running, time);
    }

    private final class Run {

        private final LongFunction<String> path;
        private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
        private final Histogram times = new ConcurrentHistogram(LONGEST_MS, 3);
        private final Histogram refusals = new ConcurrentHistogram(LONGEST_MS, 3);
        private final long start = System.nanoTime();

        Run(LongFunction<String> path) {
            this.path = path;
        }

        /** @param due time from which the answer is measured */
        Future<Integer> send(long due) {
            return client.request(HttpMethod.GET, path.apply(number.incrementAndGet()))
                    .compose(request -> request.putHeader("X-API-Key", key).send())
                    .compose(answer -> answer.body().map(answer.statusCode()))
                    .otherwise(-1)
                    .onSuccess(status -> {
                        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due);
                        statuses.computeIfAbsent(status, any -> new AtomicLong())
                                .incrementAndGet();
                        times.recordValue(millis);
                        if (status == 429 || status == 503) {
                            refusals.recordValue(millis);
                        }
                    });
        }

        Result end(CountDownLatch running, Duration time) throws InterruptedException {
            if (!running.await(time.toSeconds() + 120, TimeUnit.SECONDS)) {
                throw new AssertionError(running.getCount() + " requests without an answer; the server is " + server);
            }
            Map<Integer, Long> counted = new TreeMap<>();
            statuses.forEach((status, count) -> counted.put(status, count.get()));
            return new Result(counted, times, refusals, (System.nanoTime() - start) / 1e9);
        }
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
