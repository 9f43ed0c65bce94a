package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltiktok.link.TikTokLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Builds provider responses from text or from test resources, and reads them. */
public final class Responses {

    public static final Instant RECEIVED_AT = Instant.parse("2026-11-22T10:15:30Z");

    /** Preserves all digits of numbers. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Responses() {}

    public static ProviderResponse ok(String body) {
        return of(200, body);
    }

    /** @param headers alternating names and values */
    public static ProviderResponse of(int status, String body, String... headers) {
        return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static ProviderResponse of(int status, byte[] body, String... headers) {
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], headers[i + 1]);
        }
        return new ProviderResponse(status, byName, body, RECEIVED_AT);
    }

    /** Returns the bytes of a file in the test resources of this package, such as {@code apidirect/video.json}. */
    public static byte[] file(String name) {
        try (InputStream in = Responses.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Returns JSON in which unpaired surrogates are escaped, because UTF-8 cannot encode them. */
    static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the failure that results from reading the response. */
    public static ProviderFailure failure(ProviderOperation<?> operation, TikTokLink subject, ProviderResponse answer) {
        return catchThrowableOfType(ProviderException.class, () -> operation.read(subject, answer))
                .failure();
    }
}
