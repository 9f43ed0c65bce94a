package io.github.cameltiktok.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metadata of the Kamelets agrees with the metadata of the component. */
final class KameletMetadataTest {

    private static final JsonNode COMPONENT = json(KameletFile.text("META-INF/io/github/cameltiktok/tiktok.json"));

    /** Its default is json instead of pojo, because Kamelet users work with JSON. */
    private static final String OUTPUT_FORMAT = "outputFormat";

    /** Properties that differ between videos and creators. */
    private static final Set<String> SPECIFIC_TO_RESOURCE = Set.of("subjects", "watch", "minGrowth");

    static Stream<KameletFile> kamelets() {
        return KameletFile.all();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void parameterIsOptionOfComponent(KameletFile kamelet) {
        kamelet.endpointParameters().forEach((name, value) -> {
            JsonNode option = COMPONENT.at("/properties/" + name);
            assertThat(option.path("kind").asText()).as(name).isEqualTo("parameter");
            if (!kamelet.isSource()) {
                assertThat(option.path("label").asText()).as(name).doesNotContain("consumer");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void parameterIsSetByPropertyOfSameName(KameletFile kamelet) {
        assertThat(kamelet.endpointParameters().keySet())
                .isEqualTo(kamelet.properties().keySet());
        kamelet.properties().forEach((name, property) -> {
            // A missing optional property is blank. With {{?name}} Camel would encode the other properties twice.
            boolean isAlwaysThere =
                    property.has("default") || kamelet.required().contains(name);
            String placeholder = "{{" + name + (isAlwaysThere ? "" : ":") + "}}";
            boolean isSecret =
                    COMPONENT.at("/properties/" + name).path("secret").asBoolean();
            assertThat(kamelet.endpointParameters())
                    .containsEntry(name, isSecret ? "RAW(" + placeholder + ")" : placeholder);
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void propertyHasTypeOfOption(KameletFile kamelet) {
        kamelet.properties().forEach((name, property) -> {
            JsonNode option = COMPONENT.at("/properties/" + name);
            String type = option.path("type").asText();
            assertThat(property.path("type").asText())
                    .as(name)
                    .isEqualTo(
                            switch (type) {
                                case "boolean", "integer" -> type;
                                default -> "string";
                            });
            assertThat(property.path("format").asText().equals("duration"))
                    .as("%s is a duration", name)
                    .isEqualTo(type.equals("duration"));
            assertThat(property.path("format").asText().equals("password"))
                    .as("%s is secret", name)
                    .isEqualTo(option.path("secret").asBoolean());
            assertThat(texts(property.path("enum"))).as(name).isEqualTo(texts(option.path("enum")));
        });
    }

    /**
     * Only endpoint options have a default here. A default of an option that the component also has would override the setting of
     * the application, so the description names it instead.
     */
    @ParameterizedTest
    @MethodSource("kamelets")
    void defaultIsThatOfComponent(KameletFile kamelet) {
        kamelet.properties().forEach((name, property) -> {
            String ofComponent =
                    COMPONENT.at("/properties/" + name).path("defaultValue").asText();
            if (name.equals(OUTPUT_FORMAT)) {
                assertThat(property.path("default").asText()).isEqualTo("json");
            } else if (ofComponent.isEmpty()) {
                assertThat(property.has("default")).as("default of %s", name).isFalse();
            } else if (COMPONENT.path("componentProperties").has(name)) {
                assertThat(property.has("default")).as("default of %s", name).isFalse();
                assertThat(words(property.path("description").asText()))
                        .as("description of %s", name)
                        .contains(plain(ofComponent));
            } else {
                assertThat(plain(property.path("default").asText())).as(name).isEqualTo(plain(ofComponent));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void endpointIsThatOfComponent(KameletFile kamelet) {
        JsonNode from = kamelet.tree().at("/spec/template/from");
        JsonNode endpoint = kamelet.isSource() ? from : from.at("/steps/0/to");

        assertThat(endpoint.path("uri").asText()).isEqualTo("tiktok:" + kamelet.resource());
        assertThat(texts(COMPONENT.at("/properties/resource/enum"))).contains(kamelet.resource());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void headersAreThoseOfComponent(KameletFile kamelet) {
        JsonNode out = kamelet.tree().at("/spec/dataTypes/out/headers");
        JsonNode in = kamelet.tree().at("/spec/dataTypes/in/headers");

        Set<String> written = headers(kamelet.isSource() ? "" : "consumer", "");
        written.removeIf(KameletMetadataTest::isInputOnly);
        assertThat(names(out)).isEqualTo(written);
        if (!kamelet.isSource()) {
            assertThat(names(in)).isEqualTo(headers("consumer", "In"));
        }
        Stream.of(out, in).flatMap(headers -> headers.properties().stream()).forEach(header -> {
            JsonNode ofComponent = COMPONENT.path("headers").path(header.getKey());
            assertThat(header.getValue().path("description")).isEqualTo(ofComponent.path("description"));
            assertThat(header.getValue().path("type").asText())
                    .as(header.getKey())
                    .isEqualTo(jsonType(ofComponent.path("javaType").asText()));
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void schemaIsFirstLevelOfPublishedSchema(KameletFile kamelet) throws Exception {
        JsonNode published = json(
                Files.readString(Path.of("../docs/reference/schemas/tiktok-" + kamelet.resource() + ".schema.json")));

        assertThat(kamelet.tree().at("/spec/dataTypes/out/types/json/schema")).isEqualTo(firstLevel(published));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void versionIsThatOfComponent(KameletFile kamelet) {
        JsonNode component = COMPONENT.path("component");
        String version = component.path("version").asText();

        assertThat(kamelet.tree()
                        .at("/metadata/annotations")
                        .path("camel.apache.org/catalog.version")
                        .asText())
                .isEqualTo(version);
        assertThat(texts(kamelet.tree().at("/spec/dependencies")))
                .contains("mvn:" + component.path("groupId").asText() + ":"
                        + component.path("artifactId").asText() + ":" + version);
    }

    @Test
    void sharedPropertyIsEqualInAllKamelets() {
        Map<String, JsonNode> first = new HashMap<>();
        KameletFile.all().forEach(kamelet -> kamelet.properties().forEach((name, property) -> {
            if (!SPECIFIC_TO_RESOURCE.contains(name)) {
                assertThat(property).as("%s of %s", name, kamelet).isEqualTo(first.getOrDefault(name, property));
                first.put(name, property);
            }
        }));
    }

    @Test
    void kustomizationListsAllKamelets() {
        JsonNode kustomization = KameletFile.parse(KameletFile.text("kamelets/kustomization.yaml"));

        assertThat(texts(kustomization.path("resources")))
                .containsExactlyInAnyOrderElementsOf(KameletFile.NAMES.stream()
                        .map(name -> name + KameletFile.ENDING)
                        .toList());
    }

    @Test
    void allFilesAreTested() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/kamelets"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("kustomization.yaml"),
                                    KameletFile.NAMES.stream().map(name -> name + KameletFile.ENDING))
                            .toList());
        }
    }

    /** Returns a comparable form of a value: milliseconds for a duration, lower case for words. */
    private static String plain(String value) {
        return value.matches("\\d+(ms|s|m|h|d)")
                ? String.valueOf(TimeUtils.toMilliSeconds(value))
                : value.toLowerCase();
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split("\\W+")).map(KameletMetadataTest::plain);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> headers(String excludedLabel, String beginning) {
        return COMPONENT.path("headers").properties().stream()
                .filter(header -> excludedLabel.isEmpty()
                        || !header.getValue().path("label").asText().contains(excludedLabel))
                .filter(header -> header.getValue().path("description").asText().startsWith(beginning))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isInputOnly(String header) {
        String description = COMPONENT.at("/headers/" + header + "/description").asText();
        return description.startsWith("In: ") && !description.contains(" Out: ");
    }

    private static String jsonType(String javaType) {
        return switch (javaType) {
            case "String", "java.lang.CharSequence" -> "string";
            case "Boolean" -> "boolean";
            case "Integer", "Long" -> "integer";
            case "java.util.List" -> "array";
            case "java.util.Map" -> "object";
            default -> javaType;
        };
    }

    /** Returns the part of a schema that the definition of a Kamelet can hold. */
    private static ObjectNode firstLevel(JsonNode schema) {
        ObjectNode level = JsonNodeFactory.instance.objectNode();
        level.set("id", schema.get("$id"));
        for (String name : List.of("title", "description", "type", "required")) {
            level.set(name, schema.get(name));
        }
        ObjectNode properties = level.putObject("properties");
        schema.get("properties").properties().forEach(property -> {
            JsonNode full = property.getValue();
            ObjectNode plain = properties.putObject(property.getKey());
            plain.set("description", full.get("description"));
            plain.put("type", type(schema, full));
            for (String name : List.of("format", "enum")) {
                if (full.has(name)) {
                    plain.set(name, full.get(name));
                }
            }
        });
        return level;
    }

    private static String type(JsonNode schema, JsonNode property) {
        if (property.has("$ref")) {
            return schema.at(property.get("$ref").textValue().substring(1))
                    .get("type")
                    .textValue();
        }
        return property.path("type").asText("string");
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        if (array instanceof ArrayNode values) {
            values.forEach(value -> texts.add(value.asText()));
        }
        return texts;
    }
}
