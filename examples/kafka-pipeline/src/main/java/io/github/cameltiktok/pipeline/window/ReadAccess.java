package io.github.cameltiktok.pipeline.window;

import io.github.cameltiktok.pipeline.health.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The condition that topics can be read. It fails with a refused login or a missing right. For the polling thread only.
 */
final class ReadAccess {

    /** Time without another refusal, and with a heartbeat, after which the condition works again. */
    private static final Duration RECOVERED_AFTER = Duration.ofSeconds(10);

    private final Conditions conditions;
    private final InstantSource clock;
    private @Nullable Instant lastRefusal;

    ReadAccess(Conditions conditions, InstantSource clock) {
        this.conditions = conditions;
        this.clock = clock;
    }

    /** Reports the condition of each topic as working. */
    void works(Collection<String> topics) {
        topics.forEach(topic -> conditions.works(condition(topic)));
    }

    /** Reports a refusal, with the reason for each topic. */
    void refused(Collection<String> topics, Function<String, String> reason) {
        lastRefusal = clock.instant();
        topics.forEach(topic -> conditions.fails(condition(topic), reason.apply(topic)));
    }

    /** Reports the topics as working again if there was no refusal for 10 s, and a heartbeat. */
    void polled(Collection<String> topics, DoubleSupplier secondsSinceHeartbeat) {
        if (lastRefusal != null
                && lastRefusal.plus(RECOVERED_AFTER).isBefore(clock.instant())
                && secondsSinceHeartbeat.getAsDouble() < RECOVERED_AFTER.toSeconds()) {
            lastRefusal = null;
            works(topics);
        }
    }

    private static String condition(String topic) {
        return "reading " + topic;
    }
}
