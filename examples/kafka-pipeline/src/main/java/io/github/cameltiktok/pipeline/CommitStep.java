package io.github.cameltiktok.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/** Last step of the route: the outcome is on all brokers that it should be on, so the request has ended. Thread-safe. */
final class CommitStep implements Processor {

    private final PipelineMeters meters;

    CommitStep(PipelineMeters meters) {
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        meters.count(
                exchange.getProperty(Outcome.PROPERTY, String.class),
                message.getHeader(RecordHeaders.REQUEST_SOURCE, String.class));
        message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class).commit();
    }
}
