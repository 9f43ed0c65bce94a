package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemException.FieldError;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Refuses watches that a key cannot afford, with the estimate. */
final class WatchLimits {

    private WatchLimits() {}

    /** @throws ProblemException if the caller has its maximum of watches */
    static void checkCount(Caller caller, int watches, Estimate estimate) {
        if (watches >= caller.maxWatches()) {
            throw tooExpensive(
                    "",
                    "The key has " + watches + " of at most " + caller.maxWatches()
                            + " watches. Delete one, or ask the operator for more.",
                    estimate);
        }
    }

    /** @throws ProblemException if the cadence is shorter than the key's least */
    static void checkCadence(Caller caller, Duration every, Estimate estimate) {
        if (every.compareTo(caller.minCadence()) < 0) {
            throw tooExpensive(
                    "/every",
                    "every must be at least " + caller.minCadence() + " for this key, but is " + every
                            + ", which takes " + estimate.text() + '.',
                    estimate);
        }
    }

    /**
     * @param others calls a day of the caller's other watches
     * @throws ProblemException if the calls exceed what the others leave of the budget
     */
    static void checkBudget(Caller caller, BigDecimal others, Estimate estimate) {
        Integer budget = caller.callsPerDay();
        if (budget == null) {
            return;
        }
        BigDecimal left = BigDecimal.valueOf(budget).subtract(others);
        // A watch that shares all its polls is free.
        if (estimate.callsPerDay().signum() > 0 && estimate.callsPerDay().compareTo(left) > 0) {
            throw tooExpensive(
                    "/every",
                    "The watch takes " + estimate.text() + ", but the key has "
                            + Estimate.rounded(left.max(BigDecimal.ZERO), 2).toPlainString() + " of " + budget
                            + " calls a day left after its other watches. Choose a longer time, or delete a watch.",
                    estimate);
        }
    }

    private static ProblemException tooExpensive(String pointer, String detail, Estimate estimate) {
        List<FieldError> errors = pointer.isEmpty() ? List.of() : List.of(new FieldError(pointer, detail));
        return new ProblemException(ProblemType.TOO_EXPENSIVE, detail, errors, null, null)
                .with("estimate", estimate.json());
    }
}
