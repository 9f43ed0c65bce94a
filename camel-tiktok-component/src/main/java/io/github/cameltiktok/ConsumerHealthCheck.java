package io.github.cameltiktok;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/** Camel's own check of a polling consumer, which also tells what the polls cost. */
final class ConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final TikTokConsumer consumer;

    ConsumerHealthCheck(TikTokConsumer consumer, String id) {
        super(consumer, id);
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = super.call(options);
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this)
                .state(result.getState())
                .details(result.getDetails())
                .details(consumer.costs());
        result.getMessage().ifPresent(builder::message);
        result.getError().ifPresent(builder::error);
        return builder.build();
    }
}
