package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Circuit breaker for one provider and API key. It opens at once for a failure of the key, the credit or the quota, and
 * when half of the recent lookups have failed. Opening ends all waits for a call. Thread-safe.
 */
public final class ProviderCircuitBreaker {

    /** After a failure of the account. Short, because refused calls cost nothing. */
    static final Duration OPEN_FOR_ACCOUNT = Duration.ofMinutes(1);

    /** After failures of the provider. */
    static final Duration OPEN_FOR_FAILURES = Duration.ofSeconds(30);

    /** Maximum age of a failure that counts. */
    static final Duration FAILURE_COUNTS_FOR = Duration.ofHours(1);

    /** Limit for probes that never end, which would keep the circuit half-open forever. */
    static final Duration LONGEST_HALF_OPEN = Duration.ofMinutes(1);

    static final int WINDOW = 20;
    static final int MIN_LOOKUPS = 10;
    static final float FAILURE_PERCENT = 50;
    static final int PROBES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ProviderCircuitBreaker.class);

    private final String provider;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final CircuitBreaker breaker;
    private final Set<Runnable> waits = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<Boolean>> delays = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Opening opening;
    private volatile @Nullable ProviderFailure lastFailure;
    private volatile Instant lastFailureAt = Instant.MIN;
    private volatile boolean closed;

    /** Incremented with each state, so that a call counts only in the state in which it was acquired. */
    private int period;

    private Instant halfOpenSince = Instant.MIN;

    /**
     * Cause and end of the open state.
     *
     * @param failure that opened the circuit
     * @param until time of the next call
     */
    private record Opening(ProviderFailure failure, Instant until) {}

    /**
     * State of the circuit of one provider and API key.
     *
     * @param provider name of the provider
     * @param state of the circuit
     * @param errorKind of the failure that opened the circuit; {@code null} if not open
     * @param reason message of that failure; {@code null} if not open
     * @param until end of the open state; {@code null} if not open
     */
    public record Status(
            String provider,
            State state,
            @Nullable ErrorKind errorKind,
            @Nullable String reason,
            @Nullable Instant until) {

        /** Returns whether key, credit or quota of the account need action. */
        public boolean isAccountProblem() {
            return isAccount(errorKind);
        }
    }

    public enum State {
        /** Calls are made. */
        CLOSED,
        /** No calls are made. */
        OPEN,
        /** A few calls are made as probes. */
        HALF_OPEN
    }

    /**
     * @param clock for the open state
     * @param timer for the delays before retries
     */
    ProviderCircuitBreaker(String provider, Clock clock, ScheduledExecutorService timer) {
        this.provider = provider;
        this.clock = clock;
        this.timer = timer;
        this.breaker = CircuitBreaker.of(
                provider,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(MIN_LOOKUPS)
                        .failureRateThreshold(FAILURE_PERCENT)
                        // Never exceeded: the deadline handles slow calls.
                        .slowCallDurationThreshold(Duration.ofDays(1))
                        .waitDurationInOpenState(OPEN_FOR_FAILURES)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .build());
        this.breaker.getEventPublisher().onStateTransition(event -> transition(event.getStateTransition()));
    }

    /**
     * Acquires a call.
     *
     * @return token for {@code onSuccess}, {@code onFailure} or {@code release}; empty if no call may be made
     */
    synchronized OptionalInt tryAcquire() {
        if (breaker.getState() == CircuitBreaker.State.HALF_OPEN
                && clock.instant().isAfter(halfOpenSince.plus(LONGEST_HALF_OPEN))) {
            // The limit of Resilience4j uses the wall clock, and a thread that cannot be stopped.
            Opening last = opening;
            opening = last == null ? null : new Opening(last.failure(), until(OPEN_FOR_FAILURES));
            breaker.transitionToOpenState();
        }
        return breaker.tryAcquirePermission() ? OptionalInt.of(period) : OptionalInt.empty();
    }

    /** Returns the refusal while the circuit is open; otherwise {@code null}. */
    @Nullable
    ProviderFailure refusalWhileOpen() {
        Opening why = opening;
        return why == null || !clock.instant().isBefore(why.until()) ? null : refusal();
    }

    /** Releases a call that was not sent, or whose outcome does not count. */
    synchronized void release(int acquiredIn) {
        if (acquiredIn == period) {
            breaker.releasePermission();
        }
    }

    /** Counts a success. */
    synchronized void onSuccess(int acquiredIn) {
        if (acquiredIn == period) {
            breaker.onSuccess(0, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Handles the failure of a call. A failure of the account opens the circuit at once. Other failures count only if
     * the lookup has ended, or for a probe. So a short failure that a retry overcomes opens nothing.
     *
     * @param endsLookup whether the lookup has ended before the call, so that no retry follows
     */
    synchronized void onFailure(int acquiredIn, ProviderFailure failure, boolean endsLookup) {
        if (acquiredIn != period) {
            // Acquired in an earlier state, so not a probe of the current one.
            return;
        }
        switch (failure.errorKind()) {
            case INVALID_REQUEST, NOT_FOUND -> onSuccess(acquiredIn);
            case ANOTHER_SUBJECT -> release(acquiredIn);
            case CREDENTIALS, QUOTA -> open(failure);
            case RATE_LIMIT, UPSTREAM -> {
                if (endsLookup || breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
                    count(failure);
                }
            }
        }
    }

    /** Counts the failure of a lookup after all its retries. */
    synchronized void onLookupFailure(ProviderFailure failure) {
        boolean counts = failure.errorKind() == ErrorKind.UPSTREAM || failure.errorKind() == ErrorKind.RATE_LIMIT;
        if (counts && breaker.getState() == CircuitBreaker.State.CLOSED) {
            count(failure);
        }
    }

    private void count(ProviderFailure failure) {
        if (closed) {
            return;
        }
        lastFailure = failure;
        lastFailureAt = clock.instant();
        breaker.onError(0, TimeUnit.MILLISECONDS, new ProviderException(failure));
    }

    private void open(ProviderFailure failure) {
        Duration asked = failure.retryAfter();
        Duration wait = asked == null || asked.compareTo(OPEN_FOR_ACCOUNT) < 0 ? OPEN_FOR_ACCOUNT : asked;
        opening = new Opening(failure, until(wait));
        breaker.transitionToOpenStateFor(wait);
    }

    private Instant until(Duration wait) {
        return clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS);
    }

    private void transition(StateTransition transition) {
        period++;
        switch (transition) {
            case OPEN_TO_HALF_OPEN -> halfOpenSince = clock.instant();
            case CLOSED_TO_OPEN, HALF_OPEN_TO_OPEN -> opened();
            case HALF_OPEN_TO_CLOSED -> {
                opening = null;
                LOG.info("Circuit breaker of {} closed: calls are made again", provider);
            }
            default -> opening = null;
        }
    }

    private void opened() {
        Opening known = opening;
        ProviderFailure latest = lastFailure;
        if ((known == null || !clock.instant().isBefore(known.until())) && latest != null) {
            known = new Opening(latest, until(OPEN_FOR_FAILURES));
            opening = known;
        }
        if (known != null) {
            LOG.warn(
                    "Circuit breaker of {} open until {}: it {}",
                    provider,
                    known.until(),
                    known.failure().message());
        }
        waits.forEach(Runnable::run);
    }

    /** Completes a wait for a call when the circuit opens; at once if it is open. */
    <S> void completeWhenOpen(CompletableFuture<S> wait, Function<ProviderFailure, S> ending) {
        Runnable end = () -> wait.complete(ending.apply(refusal()));
        waits.add(end);
        wait.whenComplete((value, fault) -> waits.remove(end));
        if (refusalWhileOpen() != null) {
            end.run();
        }
    }

    /**
     * Starts the delay before a retry, which ends early when the circuit opens.
     *
     * @return completed on the thread of the timer, or on the thread that opens the circuit. Cancelling it removes the
     *     delay from the timer
     */
    CompletableFuture<Boolean> startRetryDelay(Duration delay) {
        CompletableFuture<Boolean> wait = new CompletableFuture<>();
        delays.add(wait);
        wait.whenComplete((over, fault) -> delays.remove(wait));
        try {
            Future<?> alarm = timer.schedule(() -> wait.complete(true), delay.toNanos(), TimeUnit.NANOSECONDS);
            wait.whenComplete((over, fault) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            // The engine is closing, which the next step reports.
            wait.complete(true);
        }
        completeWhenOpen(wait, failure -> true);
        return wait;
    }

    /** Returns the number of lookups in the delay before a retry. */
    int pendingRetries() {
        return delays.size();
    }

    /** Ends all delays. Later failures do not count: they are those of calls that the stop has cut off. */
    void close() {
        closed = true;
        delays.forEach(wait -> wait.complete(true));
    }

    /** Returns whether this state may be discarded: closed, no failure in the last hour, and no wait. */
    boolean isIdle() {
        return breaker.getState() == CircuitBreaker.State.CLOSED
                && lastFailureAt.isBefore(clock.instant().minus(FAILURE_COUNTS_FOR))
                && waits.isEmpty();
    }

    /** Closes the circuit. */
    synchronized void reset() {
        breaker.transitionToClosedState();
    }

    /** Returns the failure of a refused call. */
    ProviderFailure refusal() {
        Opening why = opening;
        if (why == null) {
            return ProviderFailure.withoutAnswer(
                    ErrorKind.UPSTREAM, RetryAdvice.YES, "was not called: its circuit breaker was open until just now");
        }
        ProviderFailure failure = why.failure();
        Duration wait = Duration.between(clock.instant(), why.until());
        boolean isHalfOpen = wait.isNegative() || wait.isZero();
        return new ProviderFailure(
                failure.errorKind(),
                isAccount(failure.errorKind()) ? RetryAdvice.NEVER : RetryAdvice.YES,
                isHalfOpen
                        ? "was not called: circuit breaker half-open, waiting for its probe calls; it opened because it "
                                + failure.message()
                        : "was not called: circuit breaker open until " + why.until() + ", because it "
                                + failure.message(),
                failure.status(),
                failure.code(),
                null,
                isHalfOpen ? null : wait);
    }

    /** Returns the state; half-open as soon as a probe would be made. */
    Status status() {
        Opening why = opening;
        if (why != null && clock.instant().isBefore(why.until())) {
            ProviderFailure failure = why.failure();
            return new Status(provider, State.OPEN, failure.errorKind(), failure.message(), why.until());
        }
        boolean isClosed = breaker.getState() == CircuitBreaker.State.CLOSED;
        return new Status(provider, isClosed ? State.CLOSED : State.HALF_OPEN, null, null, null);
    }

    private static boolean isAccount(@Nullable ErrorKind errorKind) {
        return errorKind == ErrorKind.CREDENTIALS || errorKind == ErrorKind.QUOTA;
    }
}
