package io.github.cameltiktok;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.TikTokProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.Serializable;
import java.io.StringReader;
import java.util.Map;
import org.apache.camel.Converter;

/**
 * Converts records to the normalised JSON for other components: as text, bytes, a stream, a map or a tree. Returns new
 * objects. Thread-safe.
 */
@Converter(generateLoader = true)
public final class TikTokConverters {

    private TikTokConverters() {}

    @Converter
    public static String toString(TikTokRecord value) {
        return TikTokJson.text(value);
    }

    /**
     * Returns JSON text for components that serialise a body: a persistent aggregation repository, a JMS object
     * message. Records are not serialisable, as such receivers reject unknown classes.
     */
    @Converter
    public static Serializable toSerializable(TikTokRecord value) {
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

    /** Returns JSON text for components that write in a charset of their own, such as {@code file} with charset. */
    @Converter
    public static Reader toReader(TikTokRecord value) {
        return new StringReader(TikTokJson.text(value));
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
