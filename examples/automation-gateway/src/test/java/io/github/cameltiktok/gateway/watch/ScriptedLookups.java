package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.lookup.Lookups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Real lookups, of which a test lets some fail or wait. Thread-safe. */
final class ScriptedLookups implements Lookups {

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger answers = new AtomicInteger();
    private final Lookups real;
    private final List<ProblemException> failures = new ArrayList<>();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    ScriptedLookups(Lookups real) {
        this.real = real;
    }

    /** Lets the next lookup fail. */
    synchronized void fail(ProblemType type, @Nullable Duration retryAfter) {
        failures.add(new ProblemException(type, "as the test asked", List.of(), retryAfter, "apidirect"));
    }

    /** Lets the results of all lookups wait until the gate opens. */
    CompletableFuture<Void> shut() {
        gate = new CompletableFuture<>();
        return gate;
    }

    @Override
    public CompletionStage<Result> find(Request request) {
        requests.add(request);
        ProblemException failure = nextFailure();
        CompletableFuture<Void> open = gate;
        return failure == null
                ? real.find(request)
                        .whenComplete((result, problem) -> answers.incrementAndGet())
                        .thenCombine(open, (result, done) -> result)
                : CompletableFuture.failedFuture(failure);
    }

    private synchronized @Nullable ProblemException nextFailure() {
        return failures.isEmpty() ? null : failures.remove(0);
    }
}
