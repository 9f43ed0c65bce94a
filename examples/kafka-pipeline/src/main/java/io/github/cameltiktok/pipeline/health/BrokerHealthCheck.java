package io.github.cameltiktok.pipeline.health;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down while a consumer has not been heard of by the broker for some time. Camel's own check of Kafka consumers looks inside
 * Kafka's class, and so sees nothing of one that is derived from it.
 */
public final class BrokerHealthCheck extends AbstractHealthCheck {

    /** Kafka's heartbeats are 3 s apart. */
    private static final double MAX_SECONDS = 15;

    private final DoubleSupplier secondsSinceHeartbeat;

    /** @param secondsSinceHeartbeat infinity as long as there was none */
    public BrokerHealthCheck(DoubleSupplier secondsSinceHeartbeat) {
        super("tiktok", "pipeline-broker");
        this.secondsSinceHeartbeat = secondsSinceHeartbeat;
    }

    /** That the broker is away is not mended by starting the pipeline again. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        double seconds = secondsSinceHeartbeat.getAsDouble();
        builder.state(seconds <= MAX_SECONDS ? State.UP : State.DOWN);
        if (Double.isInfinite(seconds)) {
            builder.message("no consumer has joined its group yet");
        } else {
            builder.detail("heartbeat.seconds", seconds);
            builder.message("last heartbeat to the broker " + (long) seconds + " s ago");
        }
    }
}
