package io.github.cameltiktok.kaoto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogEntriesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void componentHasAFieldForEachOption() throws IOException {
        JsonNode component = component();

        JsonNode options = component.get("properties");
        JsonNode fields = component.at("/propertiesSchema/properties");
        assertThat(names(fields)).isNotEmpty().isEqualTo(names(options));
        fields.properties().forEach(field -> {
            JsonNode option = options.get(field.getKey());
            assertThat(field.getValue().get("title")).isEqualTo(option.get("displayName"));
            assertThat(field.getValue().get("description")).isEqualTo(option.get("description"));
            assertThat(field.getValue().get("default")).isEqualTo(option.get("defaultValue"));
            assertThat(field.getValue().get("enum")).isEqualTo(option.get("enum"));
            assertThat(field.getValue().path("format").asText().equals("password"))
                    .isEqualTo(option.get("secret").asBoolean());
        });
    }

    /** One option of each kind. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "resource            | {'type':'string', 'enum':['video','user']}",
                "failoverOnNotFound  | {'type':'boolean', 'default':false}",
                "handle              | {'type':'string'}",
                "maxRetries          | {'type':'integer', 'default':3}",
                "deadline            | {'type':'string', 'format':'duration', 'default':'25000'}",
                "apiKey              | {'type':'string', 'format':'password'}",
                "schedulerProperties | {'type':'object'}",
                "sslContextParameters"
                        + "| {'type':'string', 'format':'bean:org.apache.camel.support.jsse.SSLContextParameters'}",
            })
    void fieldHasTheTypeOfItsOption(String option, String type) throws IOException {
        JsonNode field = component().at("/propertiesSchema/properties").required(option);

        assertThat(field.<ObjectNode>deepCopy().remove(List.of("title", "description", "$comment")))
                .isEqualTo(JSON.readTree(type.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({
        "apiKey, group:security",
        "emit, group:consumer",
        "pollStrategy, group:consumer (advanced)",
        "lazyStartProducer, group:producer (advanced)",
        "delay, group:consumer (scheduler)",
    })
    void fieldHasTheGroupOfItsOption(String option, String group) throws IOException {
        assertThat(component()
                        .at("/propertiesSchema/properties/" + option + "/$comment")
                        .asText())
                .isEqualTo(group);
    }

    @Test
    void fieldsOfConsumersAreHiddenInOthers() throws IOException {
        JsonNode component = component();

        component.get("properties").properties().forEach(option -> {
            JsonNode field = component.at("/propertiesSchema/properties").required(option.getKey());
            assertThat(field.get("$comment").asText().contains("consumer"))
                    .as(option.getKey())
                    .isEqualTo(option.getValue().get("label").asText().contains("consumer"));
        });
    }

    @Test
    void onlyTheResourceIsRequired() throws IOException {
        assertThat(component().at("/propertiesSchema/required")).isEqualTo(JSON.readTree("[\"resource\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiktok-user-action", "tiktok-user-source", "tiktok-video-action", "tiktok-video-source"})
    void kameletHasAFieldForEachProperty(String name) throws IOException {
        JsonNode kamelet = CatalogEntries.kamelets().required(name);

        JsonNode definition = kamelet.at("/spec/definition");
        JsonNode schema = kamelet.get("propertiesSchema");
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
        assertThat(schema.get("title")).isNotNull().isEqualTo(definition.get("title"));
        assertThat(schema.get("description")).isNotNull().isEqualTo(definition.get("description"));
        assertThat(schema.get("required")).isNotEmpty().isEqualTo(definition.get("required"));
        assertThat(names(schema.get("properties"))).isEqualTo(names(definition.get("properties")));
        schema.get("properties").properties().forEach(field -> {
            JsonNode property = definition.get("properties").get(field.getKey());
            for (String keyword : List.of("type", "title", "description", "default", "enum", "format")) {
                assertThat(field.getValue().get(keyword)).as(keyword).isEqualTo(property.get(keyword));
            }
        });
    }

    @Test
    void keysOfKameletsArePasswords() throws IOException {
        for (JsonNode kamelet : CatalogEntries.kamelets()) {
            assertThat(kamelet.at("/propertiesSchema/properties/apiKey/format").asText())
                    .isEqualTo("password");
        }
    }

    @Test
    void eachKameletFileHasAnEntry() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../kamelets/src/main/resources/kamelets"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".kamelet.yaml")))
                    .containsExactlyInAnyOrderElementsOf(names(CatalogEntries.kamelets()).stream()
                            .map(name -> name + ".kamelet.yaml")
                            .toList());
        }
    }

    @Test
    void titlesAreUnique() throws IOException {
        List<String> titles =
                new ArrayList<>(List.of(component().at("/component/title").asText()));
        CatalogEntries.kamelets()
                .forEach(kamelet ->
                        titles.add(kamelet.at("/propertiesSchema/title").asText()));

        assertThat(titles).hasSize(5).doesNotHaveDuplicates();
    }

    private static JsonNode component() throws IOException {
        return CatalogEntries.components().required("tiktok");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
