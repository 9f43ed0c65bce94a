package io.github.cameltiktok.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Takes the value out of a dead letter that is too large for its topic; its headers say how large it is and where the
 * request stands. Thread-safe.
 */
final class WithoutValue implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] value = message.getBody(byte[].class);
        message.setHeader(RecordHeaders.OMITTED, Integer.toString(value == null ? 0 : value.length));
        message.setBody(null);
    }
}
