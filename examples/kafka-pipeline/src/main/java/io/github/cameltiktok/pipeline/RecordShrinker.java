package io.github.cameltiktok.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Called before a record is written again: makes it smaller if it was too large for its topic. A video or a retry becomes a
 * dead letter; a dead letter loses its value, then its key and the headers that are not the pipeline's own. Thread-safe.
 */
final class RecordShrinker implements Processor {

    private static final String FORM = "form";
    private static final String CAUSE = "tooLarge";

    private final FailedLookup failedLookup;

    private enum Form {
        AS_IT_WAS,
        DEAD_LETTER,
        WITHOUT_VALUE,
        OUR_HEADERS_ONLY;

        Form next() {
            return values()[Math.min(ordinal() + 1, values().length - 1)];
        }
    }

    RecordShrinker(FailedLookup failedLookup) {
        this.failedLookup = failedLookup;
    }

    /** Camel gives the message back as it was at first, so each time all is done again. */
    @Override
    public void process(Exchange exchange) {
        Form form = exchange.getProperty(FORM, Form.AS_IT_WAS, Form.class);
        if (exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof RecordTooLargeException tooLarge) {
            if (form == Form.AS_IT_WAS && Outcome.DEAD_LETTER.isOf(exchange)) {
                form = Form.DEAD_LETTER;
            } else if (form == Form.AS_IT_WAS) {
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
            message.setHeader(RecordHeaders.OMITTED, Integer.toString(value == null ? 0 : value.length));
            message.setBody(null);
        }
        if (form == Form.OUR_HEADERS_ONLY) {
            message.removeHeaders("*", RecordHeaders.OURS + '*', KafkaConstants.MANUAL_COMMIT);
        }
    }
}
