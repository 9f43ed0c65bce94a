package io.github.cameltiktok.internal.lookup.http;

import java.io.IOException;

/** Thrown if a response body is larger than {@code maxResponseSize}. */
final class ResponseTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param maxSize in bytes */
    ResponseTooLargeException(int maxSize) {
        super("the answer is larger than maxResponseSize, " + maxSize + " bytes");
    }
}
