package io.github.cameltiktok.pipeline.deadletters;

/** Thrown if a command fails although the brokers answer. The message names the reason and the remedy. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
