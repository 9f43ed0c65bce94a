package io.github.cameltiktok.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * First step of the route: keeps value and headers of the request until its outcome is written. Thread-safe.
 */
final class Request implements Processor {

    private static final String VALUE = "requestValue";
    private static final String HEADERS = "requestHeaders";

    private static final int MAX_NUMBER = 1_000_000;

    private final String requests;

    /**
     * Creates the step.
     *
     * @param requests topic whose records come from clients; the pipeline itself writes the records of other topics
     */
    Request(String requests) {
        this.requests = requests;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(VALUE, message.getBody());
        if (requests.equals(message.getHeader(KafkaConstants.TOPIC))) {
            // Clients cannot set headers of the pipeline.
            message.removeHeaders(RecordHeaders.PREFIX + '*');
            message.setHeader(RecordHeaders.TOPIC, requests);
            copy(message, KafkaConstants.PARTITION, RecordHeaders.PARTITION);
            copy(message, KafkaConstants.OFFSET, RecordHeaders.OFFSET);
        }
        exchange.setProperty(HEADERS, new HashMap<>(message.getHeaders()));
    }

    /** Restores the message from before the lookup: value and key byte for byte, and headers. */
    static void restore(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(exchange.getProperty(VALUE));
        @SuppressWarnings("unchecked")
        Map<String, Object> headers = exchange.getProperty(HEADERS, Map.of(), Map.class);
        message.setHeaders(new HashMap<>(headers));
    }

    /** Returns the number in a header of the pipeline; 0 if it is absent or not a number from 0 to 1000000. */
    static int number(Message message, String header) {
        try {
            String text = message.getHeader(header, String.class);
            int number = text == null ? 0 : Integer.parseInt(text);
            return number < 0 || number > MAX_NUMBER ? 0 : number;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Returns the due time of a record; {@link Instant#MIN} if it has none that is valid. */
    static Instant due(ConsumerRecord<byte[], byte[]> record) {
        String due = RecordHeaders.text(record, RecordHeaders.DUE);
        try {
            return due == null ? Instant.MIN : Instant.parse(due);
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private static void copy(Message message, String from, String to) {
        message.setHeader(to, message.getHeader(from, String.class));
    }
}
