package io.github.cameltiktok;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.TikTokProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Converter;

/**
 * Lets records flow into other components without a marshal step: as text, bytes, a stream, a map or a tree of the
 * normalised JSON.
 */
@Converter(generateLoader = true)
public final class TikTokConverters {

    private TikTokConverters() {}

    @Converter
    public static String toString(TikTokRecord value) {
        return TikTokJson.text(value);
    }

    @Converter
    public static byte[] toBytes(TikTokRecord value) {
        return TikTokJson.bytes(value);
    }

    @Converter
    public static InputStream toInputStream(TikTokRecord value) {
        return new ByteArrayInputStream(TikTokJson.bytes(value));
    }

    @Converter
    public static Map<?, ?> toMap(TikTokRecord value) {
        return TikTokJson.map(value);
    }

    @Converter
    public static JsonNode toJsonNode(TikTokRecord value) {
        return TikTokJson.tree(value);
    }

    /** Lets the option {@code provider}, which is text, refer to a bean. */
    @Converter
    public static String toName(TikTokProvider provider) {
        return provider.name();
    }
}
