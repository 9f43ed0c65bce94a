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
 * Circuit breaker for one provider and API key. It opens at once when the key, the credit or the quota is at fault, and
 * when half of the last lookups have failed; it then ends all waits for a call. Thread-safe.
 */
public final class ProviderCircuitBreaker {

    /** For an account that cannot be used. Refused calls cost nothing, so that this may be short. */
    static final Duration OPEN_FOR_ACCOUNT = Duration.ofMinutes(1);

    /** For a provider in trouble. */
    static final Duration OPEN_FOR_TROUBLE = Duration.ofSeconds(30);

    /** A failure this old says nothing about the provider any more. */
    static final Duration FAILURE_COUNTS_FOR = Duration.ofHours(1);

    /** Probes that do not end, for whatever reason, must not keep the circuit half-open for good. */
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

    /** Each state of the circuit is a period of its own, so that a call counts in the one that it was made in. */
    private int period;

    private Instant halfOpenSince = Instant.MIN;

    /**
     * Why no calls are made.
     *
     * @param failure that opened the circuit
     * @param until when the next call may be made
     */
    private record Opening(ProviderFailure failure, Instant until) {}

    /**
     * State of the circuit of a provider with one of its API keys.
     *
     * @param provider it is about
     * @param state of the circuit
     * @param errorKind of the failure that opened it; {@code null} while it is not open
     * @param reason in words; {@code null} while it is not open
     * @param until when it is half-open; {@code null} while it is not open
     */
    public record Status(
            String provider,
            State state,
            @Nullable ErrorKind errorKind,
            @Nullable String reason,
            @Nullable Instant until) {

        /** Returns whether the account has to be put in order: its key, its credit or its quota. */
        public boolean isAboutTheAccount() {
            return isAccount(errorKind);
        }
    }

    /** Of a circuit. */
    public enum State {
        /** Calls are made. */
        CLOSED,
        /** No calls are made. */
        OPEN,
        /** A few calls are made, to see whether the trouble is over. */
        HALF_OPEN
    }

    /**
     * @param clock by which an open circuit waits
     * @param timer for delays that an opening ends
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
                        // Slow calls are the concern of the deadline.
                        .slowCallDurationThreshold(Duration.ofDays(1))
                        .waitDurationInOpenState(OPEN_FOR_TROUBLE)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .build());
        this.breaker.getEventPublisher().onStateTransition(event -> transition(event.getStateTransition()));
    }

    /**
     * Asks for a call.
     *
     * @return by which the outcome of the call is reported, or the call released; empty if none may be made
     */
    synchronized OptionalInt tryAcquire() {
        if (breaker.getState() == CircuitBreaker.State.HALF_OPEN
                && clock.instant().isAfter(halfOpenSince.plus(LONGEST_HALF_OPEN))) {
            // The library's own bound uses the wall clock, and a thread that cannot be stopped.
            Opening last = opening;
            opening = last == null ? null : new Opening(last.failure(), until(OPEN_FOR_TROUBLE));
            breaker.transitionToOpenState();
        }
        return breaker.tryAcquirePermission() ? OptionalInt.of(period) : OptionalInt.empty();
    }

    /** Returns why a wait for a call is in vain; {@code null} unless the circuit is open. */
    @Nullable
    ProviderFailure refusal() {
        Opening why = opening;
        return why == null || !clock.instant().isBefore(why.until()) ? null : refused();
    }

    /** The call that was acquired was not made, or says nothing about the provider. */
    synchronized void release(int acquiredIn) {
        if (acquiredIn == period) {
            breaker.releasePermission();
        }
    }

    /** The provider did what it is there for. */
    synchronized void onSuccess(int acquiredIn) {
        if (acquiredIn == period) {
            breaker.onSuccess(0, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * The call failed. An account that cannot be used opens the circuit at once; of other failures those that end a
     * lookup count, so that a short trouble which retries get over opens nothing, and those of probes.
     *
     * @param endsLookup whether the lookup has ended before the call, so that no retry follows
     */
    synchronized void onFailure(int acquiredIn, ProviderFailure failure, boolean endsLookup) {
        if (acquiredIn != period) {
            // Made before the circuit opened or closed last: it must not count as one of the probes of today.
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

    /** A lookup has failed, after all its retries. */
    synchronized void onLookupFailure(ProviderFailure failure) {
        boolean isTrouble = failure.errorKind() == ErrorKind.UPSTREAM || failure.errorKind() == ErrorKind.RATE_LIMIT;
        if (isTrouble && breaker.getState() == CircuitBreaker.State.CLOSED) {
            count(failure);
        }
    }

    private void count(ProviderFailure failure) {
        lastFailure = failure;
        lastFailureAt = clock.instant();
        breaker.onError(0, TimeUnit.MILLISECONDS, new ProviderException(failure));
    }

    private void open(ProviderFailure failure) {
        Duration asked = failure.retryAfter();
        Duration pause = asked == null || asked.compareTo(OPEN_FOR_ACCOUNT) < 0 ? OPEN_FOR_ACCOUNT : asked;
        opening = new Opening(failure, until(pause));
        breaker.transitionToOpenStateFor(pause);
    }

    private Instant until(Duration pause) {
        return clock.instant().plus(pause).truncatedTo(ChronoUnit.SECONDS);
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
        ProviderFailure trouble = lastFailure;
        if ((known == null || !clock.instant().isBefore(known.until())) && trouble != null) {
            known = new Opening(trouble, until(OPEN_FOR_TROUBLE));
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

    /** Completes a wait for a call as soon as the circuit opens. */
    <S> void endWhenOpen(CompletableFuture<S> wait, Function<ProviderFailure, S> ending) {
        Runnable end = () -> wait.complete(ending.apply(refused()));
        waits.add(end);
        wait.whenComplete((value, fault) -> waits.remove(end));
        if (refusal() != null) {
            end.run();
        }
    }

    /**
     * Starts the delay before a retry, which ends early when the circuit opens.
     *
     * @return completed on the timer's thread or on the one that opens the circuit; cancelling it takes it off the timer
     */
    CompletableFuture<Boolean> delayUntilOpen(Duration delay) {
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        delays.add(pause);
        pause.whenComplete((over, fault) -> delays.remove(pause));
        try {
            Future<?> alarm = timer.schedule(() -> pause.complete(true), delay.toNanos(), TimeUnit.NANOSECONDS);
            pause.whenComplete((over, fault) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            // The engine is being closed: the next step says so.
            pause.complete(true);
        }
        endWhenOpen(pause, failure -> true);
        return pause;
    }

    /** Returns how many lookups wait to call again. */
    int delayed() {
        return delays.size();
    }

    /** Ends all delays, as the engine is being closed. */
    void endDelays() {
        delays.forEach(pause -> pause.complete(true));
    }

    /** Returns whether it holds nothing that protects money: it is closed, and has counted no failure for an hour. */
    boolean isIdle() {
        return breaker.getState() == CircuitBreaker.State.CLOSED
                && lastFailureAt.isBefore(clock.instant().minus(FAILURE_COUNTS_FOR))
                && waits.isEmpty();
    }

    /** Closes the circuit, whatever opened it. */
    synchronized void reset() {
        breaker.transitionToClosedState();
    }

    /** Returns why no call is made. */
    ProviderFailure refused() {
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
                        ? "was not called: circuit breaker half-open, a few calls find out whether it works again;"
                                + " before, it " + failure.message()
                        : "was not called: circuit breaker open until " + why.until() + ", because it "
                                + failure.message(),
                failure.status(),
                failure.code(),
                null,
                isHalfOpen ? null : wait);
    }

    /** Returns the state as an operator should see it. */
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
