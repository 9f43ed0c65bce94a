package io.github.cameltiktok.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON Schemas in the jar. */
public final class Schemas {

    private static final JsonSchema VIDEO = load("tiktok-video.schema.json");
    private static final JsonSchema USER = load("tiktok-user.schema.json");

    private Schemas() {}

    /** Returns the errors in a record's JSON. */
    public static List<String> errors(TikTokRecord value) {
        return errors(value.getClass(), TikTokJson.tree(value));
    }

    static List<String> errors(Class<? extends TikTokRecord> type, JsonNode document) {
        return of(type).validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    static JsonSchema of(Class<? extends TikTokRecord> type) {
        return type == TikTokVideo.class ? VIDEO : USER;
    }

    private static JsonSchema load(String file) {
        try (InputStream in = TikTokVideo.class.getResourceAsStream(file)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            in,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
