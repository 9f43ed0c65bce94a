package io.github.cameltiktok.pipeline.kafka;

/** Thrown if brokers refuse what a start needs and waiting will not change that. The message names what to change. */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with the cause's facts in its message, because only the message is printed. */
    StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    StartRefusedException(String message) {
        super(message);
    }
}
