package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Digest that recognises the body of a lookup after serialisation, which turns a record into JSON text. */
final class BodyDigest {

    /** In bytes. 128 bits make a collision of two bodies practically impossible. */
    private static final int LENGTH = 16;

    private BodyDigest() {}

    /** Returns the digest of a body's JSON in hexadecimal digits; {@code null} for a body that no lookup writes. */
    static @Nullable String of(@Nullable Object body) {
        byte[] content = content(body);
        if (content == null) {
            return null;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static byte @Nullable [] content(@Nullable Object body) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        String text = text(body);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String text(@Nullable Object body) {
        if (body instanceof TikTokRecord value) {
            return TikTokJson.text(value);
        }
        if (body instanceof Map<?, ?> map) {
            try {
                return TikTokJson.text(map);
            } catch (IllegalArgumentException e) {
                // The route has added a value that JSON cannot represent.
                return null;
            }
        }
        return body instanceof String text ? text : null;
    }
}
