package io.github.cameltiktok.pipeline.health;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness: down while a consumer has had no heartbeat for 15 s. Camel's check of Kafka consumers reads private fields of the
 * consumer's class, and finds none in a subclass of {@code KafkaConsumer}.
 */
public final class BrokerHealthCheck extends AbstractHealthCheck {

    /** Kafka's heartbeats are 3 s apart. */
    private static final double MAX_SECONDS = 15;

    private final DoubleSupplier secondsSinceHeartbeat;

    /**
     * Creates a check.
     *
     * @param secondsSinceHeartbeat infinity before the first heartbeat
     */
    public BrokerHealthCheck(DoubleSupplier secondsSinceHeartbeat) {
        super("tiktok", "pipeline-broker");
        this.secondsSinceHeartbeat = secondsSinceHeartbeat;
    }

    /** Returns false, because a restart of the pipeline does not bring the broker back. */
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
