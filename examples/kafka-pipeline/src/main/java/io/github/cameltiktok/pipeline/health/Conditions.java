package io.github.cameltiktok.pipeline.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conditions that an instance depends on, such as {@code writing tiktok.videos}. Each works, or fails for a reason. A
 * failure is logged once when it begins and once when it ends, however often it is reported. Thread-safe.
 */
public final class Conditions {

    /** Name of the condition that brokers answer. */
    public static final String BROKERS = "reaching the brokers";

    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);

    private static final int MAX_REASON_LENGTH = 500;

    private final InstantSource clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private volatile Consumer<String> onNew = condition -> {};

    /** The reason of a failure, and the time of its first report. Immutable. */
    public record Failure(String reason, Instant since) {}

    private record State(@Nullable Failure failure) {}

    private static final State WORKS = new State(null);

    /** Creates an empty set of conditions. */
    public Conditions(InstantSource clock) {
        this.clock = clock;
    }

    /** Sets the listener, called with the name of each condition at its first report. */
    public void onNew(Consumer<String> listener) {
        onNew = listener;
    }

    /** Reports that a condition fails. The reason of the first report stays until the failure ends. */
    public void fails(String condition, String reason) {
        Failure failure = new Failure(shortened(reason), clock.instant());
        State begun = new State(failure);
        register(condition);
        State now = states.merge(condition, begun, (before, any) -> before.failure() == null ? begun : before);
        if (now == begun) {
            LOG.warn("{} fails: {}", condition, failure.reason());
        }
    }

    /** Reports a failure by its class and its message. */
    public void fails(String condition, Throwable failure) {
        fails(condition, failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    /** Reports that a condition works. */
    public void works(String condition) {
        register(condition);
        State before = states.put(condition, WORKS);
        if (before != null && before.failure() != null) {
            Duration duration = Duration.between(before.failure().since(), clock.instant());
            LOG.warn("{} works again, after {} s", condition, duration.toSeconds());
        }
    }

    /** Returns whether a condition fails. */
    public boolean isFailing(String condition) {
        State state = states.get(condition);
        return state != null && state.failure() != null;
    }

    /** Returns the failing conditions, sorted by name. */
    public Map<String, Failure> failing() {
        Map<String, Failure> failing = new TreeMap<>();
        states.forEach((condition, state) -> {
            if (state.failure() != null) {
                failing.put(condition, state.failure());
            }
        });
        return failing;
    }

    private void register(String condition) {
        if (states.putIfAbsent(condition, WORKS) == null) {
            onNew.accept(condition);
        }
    }

    private static String shortened(String reason) {
        return reason.length() <= MAX_REASON_LENGTH ? reason : reason.substring(0, MAX_REASON_LENGTH) + '…';
    }
}
