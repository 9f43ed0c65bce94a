package io.github.cameltiktok.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.TikTokProviderConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.camel.spi.Metadata;

/** Tables of options, settings and headers, from the metadata that Camel's own tools read. */
final class OptionTables {

    private final JsonNode metadata;

    OptionTables() {
        try (InputStream json = OptionTables.class.getResourceAsStream("/META-INF/io/github/cameltiktok/tiktok.json")) {
            metadata = new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpointOptions() {
        return options("properties", option -> true);
    }

    /** Returns the options of lookups, without those of consumers only. */
    String lookupOptions() {
        return options("properties", option -> !option.path("label").asText().contains("consumer"));
    }

    String componentOptions() {
        return options("componentProperties", option -> true);
    }

    /** Returns the settings of a provider from the fields of their class: the metadata has no descriptions of them. */
    String providerSettings() {
        List<String> rows =
                new ArrayList<>(List.of("| setting | meaning | type | default |", "| --- | --- | --- | --- |"));
        Arrays.stream(TikTokProviderConfiguration.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Metadata.class))
                .map(field -> {
                    Metadata option = field.getAnnotation(Metadata.class);
                    return "| `" + field.getName() + "` | " + sentence(option.description()) + secret(option.secret())
                            + " | "
                            + field.getType().getSimpleName().replace("int", "Integer") + " | "
                            + code(option.defaultValue()) + " |";
                })
                .forEach(rows::add);
        return String.join("\n", rows);
    }

    String headers() {
        List<String> rows = new ArrayList<>(List.of("| header | meaning | type |", "| --- | --- | --- |"));
        metadata.path("headers")
                .properties()
                .forEach(header -> rows.add("| `" + header.getKey() + "` | "
                        + header.getValue().path("description").asText() + " | "
                        + simpleName(header.getValue().path("javaType").asText()) + " |"));
        return String.join("\n", rows);
    }

    private String options(String section, Predicate<JsonNode> isListed) {
        List<String> rows =
                new ArrayList<>(List.of("| option | meaning | type | default |", "| --- | --- | --- | --- |"));
        for (Map.Entry<String, JsonNode> option : metadata.path(section).properties()) {
            JsonNode facts = option.getValue();
            if (!isListed.test(facts)) {
                continue;
            }
            rows.add("| `" + option.getKey() + "` | " + description(facts)
                    + secret(facts.path("secret").asBoolean())
                    + (facts.path("required").asBoolean() ? " Required." : "") + " | " + type(facts) + " | "
                    + code(facts.path("defaultValue").asText()) + " |");
        }
        return String.join("\n", rows);
    }

    /** Shortens Camel's own long descriptions to their first sentence. */
    private static String description(JsonNode facts) {
        String description = facts.path("description").asText();
        String first =
                description.length() > 300 ? description.substring(0, description.indexOf(". ") + 1) : description;
        return sentence(first);
    }

    private static String type(JsonNode facts) {
        if (facts.has("enum")) {
            return String.join(
                    ", ",
                    StreamSupport.stream(facts.path("enum").spliterator(), false)
                            .map(value -> code(value.asText()))
                            .toList());
        }
        if (facts.path("type").asText().equals("duration")) {
            return "duration, such as `30s` or milliseconds";
        }
        String name = simpleName(facts.path("javaType").asText());
        return switch (name) {
            case "int", "long" -> "Integer";
            case "boolean" -> "Boolean";
            default -> name;
        };
    }

    private static String simpleName(String type) {
        String raw = type.replaceFirst("<.*", "");
        return raw.substring(raw.lastIndexOf('.') + 1);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static String secret(boolean isSecret) {
        return isSecret ? " Secret." : "";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
