package io.github.cameltiktok.pipeline.health;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Liveness: down if a topic has not been polled for 5 min. Polls continue through every outage, so the polling thread has ended
 * or hangs. Only a restart of the process helps.
 */
public final class PollingHealthCheck extends AbstractHealthCheck {

    /** A working consumer pauses at most for the 10 s drain of a rebalance and a commit that times out after 60 s. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    private final Supplier<Map<String, Duration>> sinceLastPoll;

    /**
     * Creates a check.
     *
     * @param sinceLastPoll returns the time since the last poll for each topic that should be read
     */
    public PollingHealthCheck(Supplier<Map<String, Duration>> sinceLastPoll) {
        super("tiktok", "pipeline-polling");
        this.sinceLastPoll = sinceLastPoll;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        sinceLastPoll.get().forEach((topic, time) -> {
            builder.detail(topic + " polled before seconds", time.toSeconds());
            if (time.compareTo(MAX_PAUSE) > 0) {
                builder.down();
                builder.message(topic + " has not been polled for " + time.toSeconds() + " s: restart the process");
            }
        });
    }
}
