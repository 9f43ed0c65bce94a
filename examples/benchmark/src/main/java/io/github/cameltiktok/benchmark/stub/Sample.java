package io.github.cameltiktok.benchmark.stub;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A provider's answer, in which only the id changes: building one must cost the server next to nothing. Its signed links
 * last for a day from now on, as nobody would keep an answer whose links have expired.
 */
final class Sample {

    private static final int ID_LENGTH = 19;

    private final byte[] before;
    private final byte[] behind;

    /** @param idField whose first value is replaced by the id that was asked for */
    Sample(String resource, String idField) {
        String expires = "x-expires=" + Instant.now().plus(1, ChronoUnit.DAYS).getEpochSecond();
        String text = read(resource).replaceAll("x-expires=\\d+", expires);
        String field = "\"" + idField + "\":\"";
        int start = text.indexOf(field) + field.length();
        before = text.substring(0, start).getBytes(StandardCharsets.UTF_8);
        behind = text.substring(text.indexOf('"', start)).getBytes(StandardCharsets.UTF_8);
    }

    Buffer about(String id) {
        return Buffer.buffer(before.length + ID_LENGTH + behind.length)
                .appendBytes(before)
                .appendString(id)
                .appendBytes(behind);
    }

    private static String read(String resource) {
        try (InputStream in = Sample.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
