package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Deserializer of a value that is neither an object nor an array. An unreadable value is {@code null}. */
final class ScalarDeserializer<T> extends JsonDeserializer<T> {

    private final Reader<T> reader;

    ScalarDeserializer(Reader<T> reader) {
        this.reader = reader;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return reader.read(parser);
    }

    interface Reader<T> {

        @Nullable
        T read(JsonParser parser) throws IOException;
    }
}
