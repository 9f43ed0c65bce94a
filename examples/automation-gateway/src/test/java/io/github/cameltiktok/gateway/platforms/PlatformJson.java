package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Writes generated JSON as {@code JSON.stringify(value, null, 2)} does, in the order of insertion. */
final class PlatformJson {

    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");

    private static final ObjectWriter WRITER = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(TWO_SPACES)
                    .withArrayIndenter(TWO_SPACES));

    private PlatformJson() {}

    /** Returns the text of a file, with a line break at its end. */
    static String text(JsonNode json) {
        try {
            return WRITER.writeValueAsString(json) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
