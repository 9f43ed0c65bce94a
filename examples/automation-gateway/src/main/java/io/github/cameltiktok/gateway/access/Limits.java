package io.github.cameltiktok.gateway.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests per minute, and requests at a time, of each caller. Both are divided by the number of instances, because instances
 * do not count together. Thread-safe.
 */
public final class Limits {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration IN_FLIGHT_RETRY = Duration.ofSeconds(1);

    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final TimeMeter time;
    private final int instances;

    /**
     * @param clock time of the windows
     * @param instances number of gateways behind the balancer, at least 1
     */
    public Limits(Clock clock, int instances) {
        this.time = new ClockMeter(clock);
        this.instances = instances;
    }

    /**
     * Rest of a caller's rate.
     *
     * @param limit requests per window
     * @param remaining requests left in this window
     * @param resetSeconds whole seconds until the next window, rounded up
     */
    public record Rate(long limit, long remaining, long resetSeconds) {

        /** Returns the value of the header {@code RateLimit-Policy}. */
        public String policyHeader() {
            return "\"key\";q=" + limit + ";w=" + WINDOW.toSeconds();
        }

        /** Returns the value of the header {@code RateLimit}. */
        public String header() {
            return "\"key\";r=" + remaining + ";t=" + resetSeconds;
        }
    }

    /** Thrown for a request beyond the rate; it has the values for the headers. */
    public static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Rate rate;
        private final ProblemException problem;

        RefusedException(Rate rate, ProblemException problem) {
            super(problem.getMessage(), problem, false, false);
            this.rate = rate;
            this.problem = problem;
        }

        public Rate rate() {
            return rate;
        }

        public ProblemException problem() {
            return problem;
        }
    }

    /** A request in flight. */
    public static final class Admission {

        private final Rate rate;
        private final AtomicInteger inFlight;
        private final AtomicBoolean isEnded = new AtomicBoolean();

        Admission(Rate rate, AtomicInteger inFlight) {
            this.rate = rate;
            this.inFlight = inFlight;
        }

        public Rate rate() {
            return rate;
        }

        /** Ends the request; further calls have no effect. */
        public void end() {
            if (isEnded.compareAndSet(false, true)) {
                inFlight.decrementAndGet();
            }
        }
    }

    /** The bucket of a caller, for the rate with which it was created. */
    private record State(int requestsPerMinute, Bucket bucket, AtomicInteger inFlight) {}

    /**
     * Admits one request.
     *
     * @throws RefusedException with {@link ProblemType#KEY_RATE_LIMITED} if the caller has used its rate, or too many of its
     *     requests are in flight
     */
    public Admission admit(Caller caller) {
        State state = state(caller);
        ConsumptionProbe probe = state.bucket().tryConsumeAndReturnRemaining(1);
        Rate rate = rate(caller, probe.getRemainingTokens(), probe.getNanosToWaitForReset());
        if (!probe.isConsumed()) {
            throw refused(
                    rate,
                    "key",
                    "The key's limit of " + caller.requestsPerMinute() + " requests per minute is used up. Retry in "
                            + rate.resetSeconds() + " s.",
                    Duration.ofSeconds(Math.max(1, rate.resetSeconds())));
        }
        int max = share(caller.maxInFlight());
        if (state.inFlight().incrementAndGet() > max) {
            state.inFlight().decrementAndGet();
            throw refused(
                    rate,
                    "in-flight",
                    "The key has " + max
                            + " requests in flight, its maximum. Streams and long polls count until they end.",
                    IN_FLIGHT_RETRY);
        }
        return new Admission(rate, state.inFlight());
    }

    /** Returns what is left of a caller's rate, without use of it. */
    public Rate rate(Caller caller) {
        Bucket bucket = state(caller).bucket();
        return rate(
                caller,
                bucket.getAvailableTokens(),
                bucket.estimateAbilityToConsume(share(caller.requestsPerMinute()))
                        .getNanosToWaitForRefill());
    }

    private Rate rate(Caller caller, long remaining, long nanosToReset) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return new Rate(share(caller.requestsPerMinute()), remaining, (nanosToReset + second - 1) / second);
    }

    private State state(Caller caller) {
        return states.compute(caller.name(), (name, known) -> {
            if (known != null && known.requestsPerMinute() == caller.requestsPerMinute()) {
                return known;
            }
            return new State(
                    caller.requestsPerMinute(),
                    bucket(share(caller.requestsPerMinute())),
                    known == null ? new AtomicInteger() : known.inFlight());
        });
    }

    private Bucket bucket(int requests) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(Bandwidth.builder()
                        .capacity(requests)
                        .refillIntervally(requests, WINDOW)
                        .build())
                .build();
    }

    private int share(int limit) {
        return Math.max(1, limit / instances);
    }

    private static RefusedException refused(Rate rate, String policy, String detail, Duration retryAfter) {
        ProblemException problem =
                new ProblemException(ProblemType.KEY_RATE_LIMITED, detail, List.of(), retryAfter, null);
        return new RefusedException(
                rate,
                problem.with(
                        "violated-policies",
                        JsonNodeFactory.instance.arrayNode().add(policy)));
    }

    /** Time of a clock, for bucket4j. */
    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
