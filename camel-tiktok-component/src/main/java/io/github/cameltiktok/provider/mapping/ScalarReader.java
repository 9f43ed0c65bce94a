package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value that is neither an object nor an array.
 *
 * @param scalar reads the value; called for scalar tokens only
 */
record ScalarReader<T>(ValueReader<T> scalar) implements ValueReader<T> {

    @Override
    public @Nullable T read(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return scalar.read(parser);
    }
}
