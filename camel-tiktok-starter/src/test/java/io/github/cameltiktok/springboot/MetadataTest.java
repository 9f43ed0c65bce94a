package io.github.cameltiktok.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.OutputFormat;
import io.github.cameltiktok.TikTokProviderConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.spi.Metadata;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The properties have the names, types, descriptions and defaults of the component's own metadata. */
final class MetadataTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ADDITIONAL =
            Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");
    private static final String UPDATE =
            "mvn -q -pl camel-tiktok-starter -am test -Dtest=MetadataTest -Dmetadata.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    private static final String PREFIX = TikTokProperties.PREFIX + '.';
    private static final List<String> PROVIDERS = List.of("apidirect", "dumplingai", "peekalink");

    /** The properties that only Spring Boot has, with their descriptions. */
    private static final Map<String, String> OWN = Map.of(
            "enabled",
            "Whether the starter configures the component; true if not set.",
            "ssl-bundle",
            "Name of the SSL bundle (spring.ssl.bundle.*) with the certificates for calls to providers. Excludes ssl-context-parameters.");

    private static final String REFERENCE = " A reference to a bean, as in #bean:name.";
    private static final String DURATION = " As in 20000 (milliseconds), 10m, 1h30m or PT10M.";

    private final JsonNode options =
            read("/META-INF/io/github/cameltiktok/tiktok.json").path("componentProperties");
    private final Map<String, JsonNode> properties = new TreeMap<>();

    MetadataTest() {
        read("/META-INF/spring-configuration-metadata.json").path("properties").forEach(property -> {
            String name = property.path("name").asText();
            if (name.startsWith(PREFIX)) {
                properties.put(name.substring(PREFIX.length()), property);
            }
        });
    }

    @Test
    void propertiesAreTheOptionsOfTheComponent() {
        Set<String> expected = new TreeSet<>(OWN.keySet());
        options.fieldNames().forEachRemaining(option -> {
            if (PROVIDERS.contains(option)) {
                providerSettings().forEach(field -> expected.add(option + '.' + dashed(field.getName())));
            } else {
                expected.add(dashed(option));
            }
        });

        assertThat(properties.keySet()).isEqualTo(expected);
    }

    @Test
    void typesAreThoseOfTheOptions() {
        Map<String, String> expected = new TreeMap<>();
        options.properties().forEach(option -> {
            if (!PROVIDERS.contains(option.getKey())) {
                expected.put(dashed(option.getKey()), type(option.getValue()));
            }
        });
        for (String provider : PROVIDERS) {
            providerSettings()
                    .forEach(field -> expected.put(
                            provider + '.' + dashed(field.getName()),
                            boxed(field.getType().getName())));
        }

        assertThat(properties).allSatisfy((name, property) -> assertThat(
                        property.path("type").asText())
                .isEqualTo(expected.getOrDefault(name, property.path("type").asText())));
        assertThat(properties.keySet()).containsAll(expected.keySet());
    }

    @Test
    void descriptionsAndDefaultsAreThoseOfTheOptions() throws IOException {
        JsonNode expected = additional();
        if (Boolean.getBoolean("metadata.update")) {
            Files.writeString(ADDITIONAL, expected.toPrettyString() + '\n');
            return;
        }
        assertThat(JSON.readTree(ADDITIONAL.toFile()).toPrettyString())
                .as("%s is stale; rewrite it with: %s", ADDITIONAL, UPDATE)
                .isEqualTo(expected.toPrettyString());
        expected.path("properties").forEach(additional -> {
            JsonNode property = properties.get(additional.path("name").asText().substring(PREFIX.length()));
            assertThat(property.path("description").asText())
                    .isEqualTo(additional.path("description").asText());
            assertThat(property.path("defaultValue").asText())
                    .isEqualTo(additional.path("defaultValue").asText());
        });
    }

    @Test
    void valuesOfProviderAndRequestSourceAreSuggested() {
        Map<String, JsonNode> hints = new TreeMap<>();
        read("/META-INF/spring-configuration-metadata.json")
                .path("hints")
                .forEach(hint -> hints.put(hint.path("name").asText(), hint.path("values")));

        assertThat(hints).containsOnlyKeys(PREFIX + "provider", PREFIX + "request-source");
        assertThat(hints.get(PREFIX + "provider").findValuesAsText("value")).isEqualTo(PROVIDERS);
    }

    private ObjectNode additional() {
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode list = metadata.putArray("properties");
        for (String name : properties.keySet()) {
            ObjectNode property = list.addObject().put("name", PREFIX + name);
            int dot = name.indexOf('.');
            if (OWN.containsKey(name)) {
                property.put("description", OWN.get(name));
            } else if (dot > 0) {
                Metadata setting = providerSettings().stream()
                        .filter(field -> dashed(field.getName()).equals(name.substring(dot + 1)))
                        .map(field -> field.getAnnotation(Metadata.class))
                        .findFirst()
                        .orElseThrow();
                property.put("description", sentence(setting.description()));
                if (!setting.defaultValue().isEmpty()) {
                    property.put("defaultValue", Long.valueOf(setting.defaultValue()));
                }
            } else {
                describe(property, option(name));
            }
        }
        ArrayNode hints = metadata.putArray("hints");
        addHint(hints, "provider", PROVIDERS);
        addHint(hints, "request-source", List.of("API", "MAKE_DOT_COM", "ZAPIER"));
        return metadata;
    }

    private static void addHint(ArrayNode hints, String property, List<String> values) {
        ArrayNode list = hints.addObject().put("name", PREFIX + property).putArray("values");
        values.forEach(value -> list.addObject().put("value", value));
    }

    private static void describe(ObjectNode property, JsonNode option) {
        String type = option.path("type").asText();
        String note = type.equals("object") ? REFERENCE : type.equals("duration") ? DURATION : "";
        property.put("description", sentence(option.path("description").asText()) + note);
        if (option.has("defaultValue")) {
            property.set("defaultValue", option.get("defaultValue"));
        }
    }

    private JsonNode option(String dashed) {
        return StreamSupport.stream(((Iterable<String>) () -> options.fieldNames()).spliterator(), false)
                .filter(name -> dashed(name).equals(dashed))
                .map(options::get)
                .findFirst()
                .orElseThrow();
    }

    private static String type(JsonNode option) {
        return switch (option.path("type").asText()) {
            case "duration" -> CamelDuration.class.getName();
            case "object" -> String.class.getName();
            case "enum" -> OutputFormat.class.getName();
            default -> boxed(option.path("javaType").asText());
        };
    }

    private static String boxed(String type) {
        return switch (type) {
            case "boolean" -> Boolean.class.getName();
            case "int" -> Integer.class.getName();
            case "long" -> Long.class.getName();
            default -> type;
        };
    }

    private static List<Field> providerSettings() {
        return Arrays.stream(TikTokProviderConfiguration.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Metadata.class))
                .collect(Collectors.toList());
    }

    private static String dashed(String name) {
        return DataObjectPropertyName.toDashedForm(name);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + '.';
    }

    private static JsonNode read(String resource) {
        try (InputStream json = MetadataTest.class.getResourceAsStream(resource)) {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }
}
