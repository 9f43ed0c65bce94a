package io.github.cameltiktok.pipeline.health;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness: down while a condition fails, with the reason of each. A restart of the process would change none of them. */
public final class ConditionsHealthCheck extends AbstractHealthCheck {

    private final Conditions conditions;

    /** Creates a check of these conditions. */
    public ConditionsHealthCheck(Conditions conditions) {
        super("tiktok", "pipeline-conditions");
        this.conditions = conditions;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, Conditions.Failure> failing = conditions.failing();
        if (failing.isEmpty()) {
            builder.up();
            return;
        }
        builder.down();
        builder.message(String.join(
                " · ",
                failing.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + " fails: " + entry.getValue().reason())
                        .toList()));
        failing.forEach((condition, failure) -> {
            builder.detail(condition, failure.reason());
            builder.detail(condition + " since", failure.since().toString());
        });
    }
}
