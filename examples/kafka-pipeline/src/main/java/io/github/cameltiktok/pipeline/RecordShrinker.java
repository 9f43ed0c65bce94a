package io.github.cameltiktok.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Shrinks a record that was too large for its topic, before it is written again. A video or a retry becomes a dead letter.
 * A dead letter loses its value, then its key and the headers of the request. Thread-safe.
 */
final class RecordShrinker implements Processor {

    private static final String FORM = "form";
    private static final String CAUSE = "tooLarge";

    private final FailedLookup failedLookup;

    private enum Form {
        UNCHANGED,
        DEAD_LETTER,
        WITHOUT_VALUE,
        PIPELINE_HEADERS_ONLY;

        Form next() {
            return values()[Math.min(ordinal() + 1, values().length - 1)];
        }
    }

    RecordShrinker(FailedLookup failedLookup) {
        this.failedLookup = failedLookup;
    }

    /** Applies all steps each time, because Camel restores the original message before a redelivery. */
    @Override
    public void process(Exchange exchange) {
        Form form = exchange.getProperty(FORM, Form.UNCHANGED, Form.class);
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof RecordTooLargeException tooLarge) {
            if (form == Form.UNCHANGED && Outcome.DEAD_LETTER.isOf(exchange)) {
                form = Form.DEAD_LETTER;
            } else if (form == Form.UNCHANGED) {
                exchange.setProperty(CAUSE, tooLarge);
            }
            form = form.next();
            exchange.setProperty(FORM, form);
        }
        apply(form, exchange);
    }

    private void apply(Form form, Exchange exchange) {
        Message message = exchange.getMessage();
        RecordTooLargeException cause = exchange.getProperty(CAUSE, RecordTooLargeException.class);
        if (cause != null) {
            failedLookup.process(exchange, cause);
        }
        if (form.compareTo(Form.WITHOUT_VALUE) >= 0) {
            byte[] value = message.getBody(byte[].class);
            message.setHeader(RecordHeaders.VALUE_OMITTED, Integer.toString(value == null ? 0 : value.length));
            message.setBody(null);
        }
        if (form == Form.PIPELINE_HEADERS_ONLY) {
            message.removeHeaders("*", RecordHeaders.PREFIX + '*', KafkaConstants.MANUAL_COMMIT);
        }
    }
}
