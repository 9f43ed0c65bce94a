package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a JSON value leniently. */
interface ValueReader<T> {

    /**
     * Returns the current value of a parser; {@code null} if it is unreadable. Afterwards the parser is at the last token of
     * the value. At an unreadable object or array, it is still at the first one, and {@link JsonParser#skipChildren} skips
     * the value.
     */
    @Nullable
    T read(JsonParser parser) throws IOException;

    /** Returns the value of a missing field. */
    default @Nullable T empty() {
        return null;
    }
}
