package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Asks one provider after the other until one answers, as long as the failures so far leave that hope. */
final class Failover<T extends TikTokRecord> implements Lookup<T> {

    private final List<Candidate<T>> candidates;
    private final boolean onNotFound;
    private final BooleanSupplier isStopping;

    /**
     * One that may be asked.
     *
     * @param provider name
     * @param lookup at that provider
     */
    record Candidate<T extends TikTokRecord>(String provider, Lookup<T> lookup) {}

    /**
     * @param candidates in the order in which they are asked
     * @param onNotFound whether the next is asked about what the one before cannot see
     * @param isStopping whether all lookups are being ended, so that none must go on to the next
     */
    Failover(List<Candidate<T>> candidates, boolean onNotFound, BooleanSupplier isStopping) {
        this.candidates = List.copyOf(candidates);
        this.onNotFound = onNotFound;
        this.isStopping = isStopping;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        Relay<LookupResult<T>> result = new Relay<>();
        ask(0, query, new ArrayList<>(), result);
        return result;
    }

    private void ask(int index, LookupQuery query, List<LookupException> failures, Relay<LookupResult<T>> result) {
        Candidate<T> candidate = candidates.get(index);
        query.asks(candidate.provider());
        int attemptsBefore = query.attempts();
        CompletableFuture<LookupResult<T>> found = start(candidate, query);
        result.from(found);
        found.whenComplete((value, trouble) -> {
            if (trouble == null) {
                result.complete(value);
            } else if (!found.isCancelled()) {
                LookupException failure =
                        LookupException.of(candidate.provider(), trouble, query.attempts() - attemptsBefore);
                failures.add(failure);
                if (index + 1 < candidates.size()
                        && movesOn(failure)
                        && !isStopping.getAsBoolean()
                        && !result.isDone()) {
                    ask(index + 1, query, failures, result);
                } else {
                    result.completeExceptionally(combined(failures));
                }
            }
        });
    }

    /** Not even an Error may leave the exchange waiting, nor those who wait for the same answer. */
    private CompletableFuture<LookupResult<T>> start(Candidate<T> candidate, LookupQuery query) {
        try {
            return candidate.lookup().find(query);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private boolean movesOn(LookupException failure) {
        return switch (failure.failure().failureClass()) {
            case KEY, QUOTA, RATE_LIMIT, UPSTREAM, PROVIDER_BROKEN -> true;
            case NOT_FOUND -> onNotFound;
            // It was not asked if it cannot serve such a subject; what it refuses, the next one would refuse too.
            case CALLER -> wasSkipped(failure);
        };
    }

    private static boolean wasSkipped(LookupException failure) {
        return failure.failure().failureClass() == FailureClass.CALLER && failure.attempts() == 0;
    }

    /** That one of them cannot serve such a subject says least about what happened. */
    private static LookupException combined(List<LookupException> failures) {
        LookupException last = failures.get(failures.size() - 1);
        for (LookupException failure : failures) {
            if (!wasSkipped(failure)) {
                last = failure;
            }
        }
        for (LookupException failure : failures) {
            if (failure != last) {
                last.addSuppressed(failure);
            }
        }
        return last;
    }
}
