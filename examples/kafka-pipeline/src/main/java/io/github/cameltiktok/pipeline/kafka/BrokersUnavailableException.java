package io.github.cameltiktok.pipeline.kafka;

import org.jspecify.annotations.Nullable;

/** Thrown if no broker can be reached, or none answers in time. A retry may succeed. */
public final class BrokersUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokersUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
