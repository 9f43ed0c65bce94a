package io.github.cameltiktok.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.TikTokProviderConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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
        return options("properties");
    }

    String componentOptions() {
        return options("componentProperties");
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

    /** Returns a table for each of Camel's groups, under a heading. */
    private String options(String section) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> option : metadata.path(section).properties()) {
            JsonNode facts = option.getValue();
            groups.computeIfAbsent(facts.path("group").asText(), group -> new ArrayList<>())
                    .add("| `" + option.getKey() + "` | " + description(facts)
                            + secret(facts.path("secret").asBoolean())
                            + (facts.path("required").asBoolean() ? " Required." : "") + " | " + type(facts) + " | "
                            + defaultValue(facts) + " |");
        }
        return groups.entrySet().stream()
                .map(group -> heading(section, group.getKey())
                        + "\n\n| option | meaning | type | default |\n| --- | --- | --- | --- |\n"
                        + String.join("\n", group.getValue()))
                .collect(Collectors.joining("\n\n"));
    }

    /** The page has groups of endpoints and components, so the headings differ. */
    private static String heading(String section, String group) {
        String name = "### " + group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1);
        return section.equals("properties") ? name : name + ", all endpoints";
    }

    /** Writes 25000 ms as 25 s, and 4194304 bytes as 4 MiB. */
    private static String defaultValue(JsonNode facts) {
        String value = facts.path("defaultValue").asText();
        if (facts.path("type").asText().equals("duration") && value.matches("\\d+") && !value.equals("0")) {
            Duration duration = Duration.ofMillis(Long.parseLong(value));
            return duration.toMinutes() % 60 == 0 && duration.toMinutes() > 0
                    ? duration.toHours() + " h"
                    : duration.toSeconds() + " s";
        }
        if (facts.path("description").asText().contains("in bytes")) {
            return Long.parseLong(value) / (1024 * 1024) + " MiB";
        }
        return code(value);
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
            return "duration";
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
