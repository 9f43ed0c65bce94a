package io.github.cameltiktok.pipeline.kafka;

/** Thrown if brokers refuse a start and a retry cannot succeed. The message names the remedy. */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception. Its message must include the facts of the cause, because only the message is printed. */
    StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    StartRefusedException(String message) {
        super(message);
    }
}
