package io.github.cameltiktok.benchmark.stub;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A provider's answer with a variable id, built at little cost to the server. Its signed URLs expire after one day,
 * because answers with expired URLs are not cached.
 */
final class Sample {

    private static final int ID_LENGTH = 19;

    private final byte[] before;
    private final byte[] after;

    /** @param idField field whose first value is replaced by the requested id */
    Sample(String resource, String idField) {
        String expires = "x-expires=" + Instant.now().plus(1, ChronoUnit.DAYS).getEpochSecond();
        String text = read(resource).replaceAll("x-expires=\\d+", expires);
        String field = "\"" + idField + "\":\"";
        int start = text.indexOf(field) + field.length();
        before = text.substring(0, start).getBytes(StandardCharsets.UTF_8);
        after = text.substring(text.indexOf('"', start)).getBytes(StandardCharsets.UTF_8);
    }

    Buffer withId(String id) {
        return Buffer.buffer(before.length + ID_LENGTH + after.length)
                .appendBytes(before)
                .appendString(id)
                .appendBytes(after);
    }

    private static String read(String resource) {
        try (InputStream in = Sample.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
