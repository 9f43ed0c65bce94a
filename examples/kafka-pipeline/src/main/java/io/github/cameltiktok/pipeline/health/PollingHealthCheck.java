package io.github.cameltiktok.pipeline.health;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Liveness: down when a topic that should be read has not been polled for five minutes. Polls go on through every outage, so its
 * thread has died or hangs, and only a new process helps.
 */
public final class PollingHealthCheck extends AbstractHealthCheck {

    /** The longest pause of a working consumer is a commit that times out after 60 s, with the drain of a rebalance before it. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Supplier<Map<String, Duration>> sinceLastPoll;

    /** @param sinceLastPoll for each topic that should be read, the time since its last poll */
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
            if (time.compareTo(LONGEST_PAUSE) > 0) {
                builder.down();
                builder.message(topic + " has not been polled for " + time.toSeconds() + " s: start the process again");
            }
        });
    }
}
