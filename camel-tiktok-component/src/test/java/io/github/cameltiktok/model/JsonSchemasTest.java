package io.github.cameltiktok.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonSchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<TikTokRecord> examples() {
        return TikTokJsonTest.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void writtenRecordIsValid(TikTokRecord value) throws JsonProcessingException {
        assertThat(Schemas.errors(value)).isEmpty();
        assertThat(Schemas.errors(value.getClass(), JSON.readTree(TikTokJson.text(value))))
                .isEmpty();
    }

    /** Walks records and schemas in parallel. */
    @ParameterizedTest
    @ValueSource(classes = {TikTokVideo.class, TikTokUser.class})
    void schemasHaveSameFieldsAndTypesAsRecords(Class<? extends TikTokRecord> type) {
        JsonNode schema = Schemas.of(type).getSchemaNode();
        List<String> described = new ArrayList<>();

        assertObject(type.getSimpleName(), type, schema, schema, described);
        assertThat(schema.path("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(described).hasSizeGreaterThan(25);
    }

    private static void assertObject(
            String path, Class<?> type, JsonNode object, JsonNode schema, List<String> described) {
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        List<String> lists = Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() == List.class)
                .map(RecordComponent::getName)
                .toList();

        assertThat(object.path("type").textValue()).as(path).isEqualTo("object");
        assertThat(object.path("additionalProperties").isBoolean()).as(path).isTrue();
        assertThat(object.path("additionalProperties").booleanValue()).as(path).isFalse();
        assertThat(object.path("properties").properties())
                .as(path)
                .extracting(property -> property.getKey())
                .containsExactlyElementsOf(components);
        assertThat(object.path("required"))
                .as(path)
                .extracting(JsonNode::textValue)
                .containsAll(lists);
        assertThat(object.path("required").size() > 0
                        || object.path("minProperties").intValue() == 1)
                .as("%s is never empty", path)
                .isTrue();
        for (RecordComponent component : type.getRecordComponents()) {
            assertProperty(
                    path + "." + component.getName(),
                    component.getGenericType(),
                    object.path("properties").path(component.getName()),
                    schema,
                    described);
        }
    }

    private static void assertProperty(
            String path, Type type, JsonNode property, JsonNode schema, List<String> described) {
        assertThat(property.path("description").asText()).as(path).endsWith(".");
        described.add(path);
        if (type instanceof ParameterizedType list) {
            assertThat(property.path("type").textValue()).as(path).isEqualTo("array");
            Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
            if (element.isRecord()) {
                assertObject(path + "[]", element, resolved(property.path("items"), schema), schema, described);
            } else {
                assertThat(property.at("/items/type").textValue()).as(path).isEqualTo("string");
            }
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            assertObject(path, plain, resolved(property, schema), schema, described);
        } else if (plain.isEnum()) {
            assertThat(property.path("enum"))
                    .as(path)
                    .extracting(JsonNode::textValue)
                    .containsExactlyElementsOf(Arrays.stream(plain.getEnumConstants())
                            .map(Object::toString)
                            .toList());
        } else {
            assertThat(property.path("type").textValue()).as(path).isEqualTo(jsonType(plain));
            assertThat(property.path("format").asText("none"))
                    .as(path)
                    .isEqualTo(plain == Instant.class ? "date-time" : "none");
        }
    }

    private static String jsonType(Class<?> type) {
        if (type == Boolean.class) {
            return "boolean";
        }
        if (type == BigDecimal.class) {
            return "number";
        }
        return Set.of(Long.class, Integer.class).contains(type) ? "integer" : "string";
    }

    private static JsonNode resolved(JsonNode property, JsonNode schema) {
        return schema.at(property.path("$ref").textValue().substring(1));
    }

    static Stream<Arguments> wrongVideos() {
        return wrong("""
                /stats/plays            | -1
                /stats/plays            | 9223372036854775808
                /stats/likes            | 1.5
                /stats/likes            | "5"
                /stats/likes            | null
                /stats/views            | 5
                /stats                  | {}
                /id                     | 7516594811734854943
                /id                     | "row-6"
                /id                     | ""
                /kind                   | "video"
                /kind                   | null
                /caption                | ""
                /publishedAt            | "yesterday"
                /publishedAt            | "2025-06-16 17:07:10"
                /publishedAt            | 1750093630
                /url                    | "ftp://example.com"
                /url                    | "www.tiktok.com"
                /durationSeconds        | 0
                /durationSeconds        | "66"
                /advertisement          | "false"
                /author                 | {}
                /author                 | "tiktok"
                /author/avatars         | null
                /author/visibility      | "FRIENDS"
                /author/avatars/0/width | 0
                /author/avatars/0/variant | "HUGE"
                /music                  | {}
                /music/durationSeconds  | -1
                /hashtags               | null
                /hashtags/0/start       | -1
                /hashtags/0/name        | ""
                /hashtags/0             | {"id": "1"}
                /mentions               | {}
                /mentions/0             | {}
                /media/0/type           | "AUDIO"
                /media/0/sizeBytes      | 0
                /media/0/extra          | true
                /media/0                | {"type": "VIDEO", "variant": "STANDARD"}
                /permissions            | {}
                /source                 | {}
                /source/provider        | "API Direct"
                /source/retrievedAt     | null
                /source/inferred        | ["url", "url"]
                /source/inferred        | ["no words"]
                /brandNew               | 1
                """);
    }

    static Stream<Arguments> wrongUsers() {
        return wrong("""
                /stats/followers        | -1
                /stats/friends          | 1
                /stats                  | {}
                /linkedAccounts         | {}
                /linkedAccounts/twitter | 6
                /id                     | 1
                /secUid                 | ""
                /handle                 | ""
                /bioLink                | "example.com"
                /joinedAt               | "2015-02-26"
                /verified               | 1
                /visibility             | "private"
                /avatars                | [{}]
                /source/inferred        | null
                /brandNew               | 1
                """);
    }

    private static Stream<Arguments> wrong(String table) {
        return table.lines().map(line -> line.split("\\|")).map(row -> Arguments.of(row[0].strip(), row[1].strip()));
    }

    @ParameterizedTest
    @MethodSource("wrongVideos")
    void wrongVideoIsInvalid(String path, String value) throws JsonProcessingException {
        assertThat(Schemas.errors(TikTokVideo.class, changed(Records.fullVideo(), path, value)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrongUsers")
    void wrongUserIsInvalid(String path, String value) throws JsonProcessingException {
        assertThat(Schemas.errors(TikTokUser.class, changed(Records.fullUser(), path, value)))
                .isNotEmpty();
    }

    private static JsonNode changed(TikTokRecord value, String path, String json) throws JsonProcessingException {
        JsonNode tree = TikTokJson.tree(value);
        JsonPointer pointer = JsonPointer.compile(path);
        if (tree.at(pointer.head()) instanceof ObjectNode parent) {
            parent.set(pointer.last().getMatchingProperty(), JSON.readTree(json));
        } else {
            ((ArrayNode) tree.at(pointer.head())).set(pointer.last().getMatchingIndex(), JSON.readTree(json));
        }
        return tree;
    }

    @ParameterizedTest
    @CsvSource({"hashtags", "mentions", "covers", "media", "source"})
    void videoWithoutListOrSourceIsInvalid(String field) {
        ObjectNode tree = (ObjectNode) TikTokJson.tree(Records.emptyVideo());
        tree.remove(field);

        assertThat(Schemas.errors(TikTokVideo.class, tree))
                .hasSize(1)
                .first()
                .asString()
                .contains(field);
    }

    @ParameterizedTest
    @CsvSource({"avatars", "source"})
    void userWithoutListOrSourceIsInvalid(String field) {
        ObjectNode tree = (ObjectNode) TikTokJson.tree(Records.emptyUser());
        tree.remove(field);

        assertThat(Schemas.errors(TikTokUser.class, tree))
                .hasSize(1)
                .first()
                .asString()
                .contains(field);
    }

    @Test
    void videoIsInvalidAsUserAndUserAsVideo() {
        assertThat(Schemas.errors(TikTokUser.class, TikTokJson.tree(Records.fullVideo())))
                .isNotEmpty();
        assertThat(Schemas.errors(TikTokVideo.class, TikTokJson.tree(Records.fullUser())))
                .isNotEmpty();
    }
}
