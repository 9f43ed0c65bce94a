package io.github.cameltiktok.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A request on its way through the route: what must be known of it when its outcome is written. First step of the route.
 * Thread-safe.
 */
final class Request implements Processor {

    private static final String VALUE = "requestValue";
    private static final String HEADERS = "requestHeaders";

    private static final int MAX_NUMBER = 1_000_000;

    private final String requests;

    /** @param requests the topic whose records are new; the headers of others are the pipeline's own */
    Request(String requests) {
        this.requests = requests;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(VALUE, message.getBody());
        if (requests.equals(message.getHeader(KafkaConstants.TOPIC))) {
            // Whatever a client has put there is not ours.
            message.removeHeaders(RecordHeaders.OURS + '*');
            message.setHeader(RecordHeaders.TOPIC, requests);
            copy(message, KafkaConstants.PARTITION, RecordHeaders.PARTITION);
            copy(message, KafkaConstants.OFFSET, RecordHeaders.OFFSET);
        }
        exchange.setProperty(HEADERS, new HashMap<>(message.getHeaders()));
    }

    /** Makes the message what it was before the lookup: the record's value and key, byte for byte, and its headers. */
    static void restore(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(exchange.getProperty(VALUE));
        @SuppressWarnings("unchecked")
        Map<String, Object> headers = exchange.getProperty(HEADERS, Map.of(), Map.class);
        message.setHeaders(new HashMap<>(headers));
    }

    /** Returns a number from a header of the pipeline's own; 0 if it is not there or is none that the pipeline writes. */
    static int number(Message message, String header) {
        try {
            String text = message.getHeader(header, String.class);
            int number = text == null ? 0 : Integer.parseInt(text);
            return number < 0 || number > MAX_NUMBER ? 0 : number;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Returns when a record is to be looked up: as a retry says, else at once. */
    static Instant due(ConsumerRecord<byte[], byte[]> record) {
        Header due = record.headers().lastHeader(RecordHeaders.DUE);
        if (due == null || due.value() == null) {
            return Instant.MIN;
        }
        try {
            return Instant.parse(new String(due.value(), StandardCharsets.UTF_8));
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private static void copy(Message message, String from, String to) {
        message.setHeader(to, message.getHeader(from, String.class));
    }
}
