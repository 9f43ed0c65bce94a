package io.github.cameltiktok.internal.lookup.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects a response body up to a maximum size. Not thread-safe. */
final class BoundedBody {

    /** Maximum allocation for a {@code Content-Length} before any byte has arrived. */
    private static final int MAX_PREALLOCATED = 64 * 1024;

    private final int maxSize;
    private byte[] bytes = {};
    private int size;

    BoundedBody(int maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Allocates for a {@code Content-Length}.
     *
     * @param length in bytes; negative if unknown
     * @throws ResponseTooLargeException if the length exceeds the maximum
     */
    void expect(long length) throws ResponseTooLargeException {
        if (length > maxSize) {
            throw new ResponseTooLargeException(maxSize);
        }
        if (length > 0) {
            bytes = new byte[(int) Math.min(length, MAX_PREALLOCATED)];
        }
    }

    /** @throws ResponseTooLargeException if the body then exceeds the maximum */
    void add(ByteBuffer source) throws ResponseTooLargeException {
        int more = source.remaining();
        if (more > maxSize - size) {
            throw new ResponseTooLargeException(maxSize);
        }
        if (more > bytes.length - size) {
            long doubled = Math.min(maxSize, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(size + more, doubled));
        }
        source.get(bytes, size, more);
        size += more;
    }

    /** Returns the body. No more bytes may be added, because the array may be the internal buffer. */
    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** Thrown if a response body is larger than {@code maxResponseSize}. */
    static final class ResponseTooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        /** @param maxSize in bytes */
        ResponseTooLargeException(int maxSize) {
            super("the answer is larger than maxResponseSize, " + maxSize + " bytes");
        }
    }
}
