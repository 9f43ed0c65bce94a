package io.github.cameltiktok.lookup;

import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls from a provider while they are of no use: at once when the key, the credit or the quota is at fault, and
 * when half of the last lookups have failed. One for each provider and API key. Thread-safe.
 */
final class Circuit {

    /** How long an account that cannot be used is left alone. Refused calls cost nothing, so that this may be short. */
    static final Duration ACCOUNT_PAUSE = Duration.ofMinutes(1);

    /** How long a provider in trouble is left alone. */
    static final Duration TROUBLE_PAUSE = Duration.ofSeconds(30);

    static final int WINDOW = 20;
    static final int MIN_LOOKUPS = 10;
    static final float FAILURE_PERCENT = 50;
    static final int PROBES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    private final String provider;
    private final Clock clock;
    private volatile @Nullable CircuitBreaker breaker;
    private volatile @Nullable Opening opening;
    private volatile @Nullable ProviderFailure lastTrouble;

    /**
     * Why no calls are made.
     *
     * @param failure that led to it
     * @param until when the next call may be made
     */
    private record Opening(ProviderFailure failure, Instant until) {}

    /** @param clock by which an open circuit waits */
    Circuit(String provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** Makes the breaker, if there is none yet. Takes a while the first time in a JVM. */
    CircuitBreaker breaker() {
        CircuitBreaker made = breaker;
        return made == null ? newBreaker() : made;
    }

    private synchronized CircuitBreaker newBreaker() {
        CircuitBreaker made = breaker;
        if (made == null) {
            made = CircuitBreaker.of(
                    provider,
                    CircuitBreakerConfig.custom()
                            .clock(clock)
                            .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                            .slidingWindowSize(WINDOW)
                            .minimumNumberOfCalls(MIN_LOOKUPS)
                            .failureRateThreshold(FAILURE_PERCENT)
                            .slowCallDurationThreshold(Duration.ofDays(1))
                            .waitDurationInOpenState(TROUBLE_PAUSE)
                            .permittedNumberOfCallsInHalfOpenState(PROBES)
                            .build());
            breaker = made;
        }
        return made;
    }

    private State state() {
        CircuitBreaker made = breaker;
        return made == null ? State.CLOSED : made.getState();
    }

    /** Asks for a lookup; each that is allowed must be told how it ended. */
    boolean allows() {
        return breaker().tryAcquirePermission();
    }

    /** A lookup that was allowed has made no call, and so tells nothing. */
    void unused() {
        breaker().releasePermission();
    }

    /** The provider did what it is there for. */
    void works() {
        State before = state();
        breaker().onSuccess(0, TimeUnit.MILLISECONDS);
        if (before == State.CLOSED && state() == State.OPEN) {
            openedBesideSuccess();
        }
        if (before == State.HALF_OPEN && state() == State.CLOSED) {
            LOG.info("{} is asked again: its circuit is closed", provider);
        }
    }

    /** The lookup that made up the number on which the rate is judged may be one that went well. */
    private synchronized void openedBesideSuccess() {
        Opening known = opening;
        ProviderFailure trouble = lastTrouble;
        if (trouble != null && (known == null || !clock.instant().isBefore(known.until()))) {
            opened(trouble, TROUBLE_PAUSE);
        }
    }

    /** The provider has failed. Not synchronized with {@link #works()}: only openings need their reason. */
    synchronized void failed(ProviderFailure failure) {
        switch (failure.failureClass()) {
            case CALLER, NOT_FOUND -> works();
            case KEY, QUOTA -> open(failure, longest(ACCOUNT_PAUSE, failure.retryAfter()));
            case RATE_LIMIT, UPSTREAM, PROVIDER_BROKEN -> {
                State before = state();
                lastTrouble = failure;
                breaker().onError(0, TimeUnit.MILLISECONDS, new ProviderException(failure));
                if (before != State.OPEN && state() == State.OPEN) {
                    opened(failure, TROUBLE_PAUSE);
                }
            }
        }
    }

    private void open(ProviderFailure failure, Duration pause) {
        breaker().transitionToOpenStateFor(pause);
        opened(failure, pause);
    }

    private void opened(ProviderFailure failure, Duration pause) {
        Opening now = new Opening(failure, clock.instant().plus(pause).truncatedTo(ChronoUnit.SECONDS));
        opening = now;
        LOG.warn("{} is not asked until {}: it {}", provider, now.until(), failure.message());
    }

    /** Makes calls again, whatever was wrong. */
    void reset() {
        breaker().reset();
        opening = null;
    }

    /** Returns why a lookup is not allowed. */
    ProviderException refusal() {
        Opening why = opening;
        if (why == null) {
            return new ProviderException(
                    ProviderFailure.withoutAnswer(FailureClass.UPSTREAM, Retry.YES, "was not asked: it is in trouble"));
        }
        ProviderFailure failure = why.failure();
        Duration wait = Duration.between(clock.instant(), why.until());
        boolean isProbing = wait.isNegative() || wait.isZero();
        boolean isAboutTheAccount =
                failure.failureClass() == FailureClass.KEY || failure.failureClass() == FailureClass.QUOTA;
        return new ProviderException(new ProviderFailure(
                failure.failureClass(),
                isAboutTheAccount ? Retry.NEVER : Retry.YES,
                isProbing
                        ? "was not asked while a few calls find out whether it works again; before, it "
                                + failure.message()
                        : "was not asked, and will be again from " + why.until() + ", because it " + failure.message(),
                failure.status(),
                failure.code(),
                null,
                isProbing ? null : wait));
    }

    /** Returns what an operator should know. */
    CircuitStatus status() {
        State state = state();
        Opening why = opening;
        if (state == State.OPEN && why != null && clock.instant().isBefore(why.until())) {
            ProviderFailure failure = why.failure();
            return new CircuitStatus(
                    provider, CircuitStatus.State.OPEN, failure.failureClass(), failure.message(), why.until());
        }
        return new CircuitStatus(
                provider,
                state == State.CLOSED ? CircuitStatus.State.CLOSED : CircuitStatus.State.PROBING,
                null,
                null,
                null);
    }

    private static Duration longest(Duration one, @Nullable Duration other) {
        return other == null || other.compareTo(one) < 0 ? one : other;
    }
}
