package io.github.cameltiktok.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes text as UTF-8, with emoji as characters of 4 bytes. By default, Jackson escapes an emoji as two sequences of 6
 * bytes each. With Jackson's option for surrogate pairs, an unpaired surrogate swallows the next character.
 */
final class Utf8TextSerializer extends StdScalarSerializer<String> {

    private static final long serialVersionUID = 1L;

    Utf8TextSerializer() {
        super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (hasSurrogate(value)) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            generator.writeUTF8String(utf8, 0, utf8.length);
        } else {
            generator.writeString(value);
        }
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
