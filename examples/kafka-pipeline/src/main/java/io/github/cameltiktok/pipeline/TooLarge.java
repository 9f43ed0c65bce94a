package io.github.cameltiktok.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Makes a dead letter of a record that its topic refuses as too large. The request of a video that is too large is kept. Of a
 * request that is too large itself, headers say how large it is and where it stands. Thread-safe.
 */
final class TooLarge implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] request = Request.value(exchange);
        if (Outcome.DEAD_LETTER.is(exchange)) {
            message.setHeader(RecordHeaders.OMITTED, Integer.toString(request == null ? 0 : request.length));
            message.setBody(null);
        } else {
            message.setHeader(RecordHeaders.ERROR_CLASS, RecordTooLargeException.class.getName());
            message.setHeader(
                    RecordHeaders.ERROR_MESSAGE,
                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                            .getMessage());
            message.setBody(request);
            Outcome.DEAD_LETTER.of(exchange);
        }
    }
}
