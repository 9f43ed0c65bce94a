package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deserializer of a list without its unreadable elements. A value that is not an array is an empty list. */
final class ListDeserializer extends JsonDeserializer<List<?>> implements ContextualDeserializer {

    private final JavaType type;
    private final @Nullable JsonDeserializer<?> element;

    /** @param element deserializer of the elements; {@code null} for that of their type */
    ListDeserializer(JavaType type, @Nullable JsonDeserializer<?> element) {
        this.type = type;
        this.element = element;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
            throws JsonMappingException {
        return element != null
                ? this
                : new ListDeserializer(type, context.findContextualValueDeserializer(type.getContentType(), property));
    }

    @Override
    public List<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartArrayToken() || element == null) {
            parser.skipChildren();
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = element.deserialize(parser, context);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    @Override
    public List<?> getNullValue(DeserializationContext context) {
        return List.of();
    }

    @Override
    public List<?> getEmptyValue(DeserializationContext context) {
        return List.of();
    }
}
