package io.github.cameltiktok.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpenApiDocumentTest {

    private final OpenApiDocument document = OpenApiDocument.load();

    /** The file is for linters. */
    @Test
    void everyReferenceHasATarget() throws IOException {
        Files.write(Path.of("target", "openapi.json"), document.json("https://gateway.example.org"));
        JsonNode json = new ObjectMapper().readTree(document.json("http://127.0.0.1"));

        assertThat(json.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        json.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void recordSchemasAreThoseOfTheComponent() {
        JsonNode schemas = document.components().get("schemas");

        assertThat(schemas.at("/Video/properties/stats/$ref").asText()).isEqualTo("#/components/schemas/VideoStats");
        assertThat(schemas.at("/User/properties/handle/type").asText()).isEqualTo("string");
    }

    @Test
    void serverIsTheAddressOfTheGateway() throws IOException {
        JsonNode json = new ObjectMapper().readTree(document.json("https://gateway.example.com"));

        assertThat(json.at("/servers/0/url").asText()).isEqualTo("https://gateway.example.com");
    }

    @Test
    void operationsHaveStatusesAndSchemas() {
        assertThat(document.statuses()).hasSize(27).containsEntry("getMe", Set.of(200, 401, 429));
        assertThat(document.requestSchema("createWatch")).isNotNull();
        assertThat(document.requestSchema("getMe")).isNull();
    }
}
