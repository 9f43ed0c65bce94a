package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.health.Conditions;
import io.github.cameltiktok.pipeline.kafka.Topics;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/** Last step of the route: commits the request, whose outcome the brokers have acknowledged. Thread-safe. */
final class CommitStep implements Processor {

    private final Topics topics;
    private final Conditions conditions;
    private final PipelineMeters meters;

    CommitStep(Topics topics, Conditions conditions, PipelineMeters meters) {
        this.topics = topics;
        this.conditions = conditions;
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Outcome outcome = Outcome.of(exchange);
        conditions.works(outcome.condition(topics));
        meters.count(outcome.tag(), message.getHeader(RecordHeaders.REQUEST_SOURCE, String.class));
        message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class).commit();
    }
}
