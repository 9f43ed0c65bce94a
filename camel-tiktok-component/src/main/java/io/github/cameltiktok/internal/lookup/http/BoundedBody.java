package io.github.cameltiktok.internal.lookup.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of an answer as they arrive, up to a size. For one thread. */
final class BoundedBody {

    /** A length is a promise: one that is not kept must not cost more memory than this. */
    private static final int MOST_PROMISED = 64 * 1024;

    private final int maxSize;
    private byte[] bytes = {};
    private int size;

    BoundedBody(int maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Makes room for as many bytes as are promised.
     *
     * @param length negative if it is not known
     * @throws ResponseTooLargeException if it is larger than allowed
     */
    void expect(long length) throws ResponseTooLargeException {
        if (length > maxSize) {
            throw new ResponseTooLargeException(maxSize);
        }
        if (length > 0) {
            bytes = new byte[(int) Math.min(length, MOST_PROMISED)];
        }
    }

    /** @throws ResponseTooLargeException if it is then larger than allowed */
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

    /** Returns what has arrived. Nothing may be added any more, as it is no copy if the room was just enough. */
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
