package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.health.Conditions;
import io.github.cameltiktok.pipeline.kafka.Topics;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Called before an outcome is written again: reports that its topic cannot be written, and makes the record smaller if it was too
 * large. Thread-safe.
 */
final class FailedWrite implements Processor {

    private final Topics topics;
    private final Conditions conditions;
    private final RecordShrinker shrinker;

    FailedWrite(Topics topics, Conditions conditions, RecordShrinker shrinker) {
        this.topics = topics;
        this.conditions = conditions;
        this.shrinker = shrinker;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure != null && !(failure instanceof RecordTooLargeException)) {
            conditions.fails(Outcome.of(exchange).writing(topics), failure);
        }
        shrinker.process(exchange);
    }
}
