package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.health.Conditions;
import io.github.cameltiktok.pipeline.kafka.Topics;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Reports the condition of a topic when an outcome cannot be written to it. Thread-safe. */
final class FailedWrite implements Processor {

    private final Topics topics;
    private final Conditions conditions;

    FailedWrite(Topics topics, Conditions conditions) {
        this.topics = topics;
        this.conditions = conditions;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        boolean isWrite = exchange.getProperty(Outcome.PROPERTY) != null;
        if (isWrite && failure != null && !(failure instanceof RecordTooLargeException)) {
            Outcome outcome = Outcome.of(exchange);
            String right = failure instanceof AuthorizationException
                    ? " (needs WRITE on topic " + outcome.topic(topics) + ")"
                    : "";
            conditions.fails(
                    outcome.condition(topics),
                    failure.getClass().getSimpleName() + ": " + failure.getMessage() + right);
        }
    }
}
