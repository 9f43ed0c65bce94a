package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a list without its unreadable elements. A value that is not an array is an empty list. */
record ListReader<T>(ValueReader<T> element) implements ValueReader<List<T>> {

    @Override
    public List<T> read(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            return empty();
        }
        List<T> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            T value = element.read(parser);
            // An object or array that was not read.
            parser.skipChildren();
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    @Override
    public List<T> empty() {
        return List.of();
    }
}
