package io.github.cameltiktok.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.Lookup;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;

/**
 * Tables of the normalised records' fields, from the JSON Schemas, and of the providers that give them. The evidence is the
 * documented samples and lookups of all kinds of posts and creators at the sandbox.
 */
final class ModelTables {

    private static final List<String> PROVIDERS = List.of("apidirect", "dumplingai", "peekalink");

    /** A plain video, a photo post, one without an author, and invented others. */
    private static final List<String> VIDEOS = List.of(
            "7311111111111111111",
            "7000000000000000015",
            "7000000000000000011",
            "7311111111111111112",
            "7311111111111111113",
            "7311111111111111114",
            "7311111111111111115",
            "7311111111111111116");

    private static final List<String> USERS = List.of("some.cook", "private.user", "khaby.lame", "abc.def", "xyz_123");

    private final Sandbox sandbox;

    ModelTables(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    String video() throws Exception {
        return table("video", VIDEOS);
    }

    String user() throws Exception {
        return table("user", USERS);
    }

    static JsonNode schema(String resource) {
        try (InputStream schema = TikTokRecord.class.getResourceAsStream("tiktok-" + resource + ".schema.json")) {
            return new ObjectMapper().readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String table(String resource, List<String> subjects) throws Exception {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        JsonNode schema = schema(resource);
        flatten("", schema, schema, fields);
        Map<String, Evidence> evidence = new LinkedHashMap<>();
        for (String provider : PROVIDERS) {
            evidence.put(provider, evidence(provider, resource, subjects));
        }
        List<String> rows = new ArrayList<>(List.of(
                "| field | type | meaning | API Direct | Dumpling AI | Peekalink |",
                "| --- | --- | --- | --- | --- | --- |"));
        fields.forEach((path, facts) -> {
            StringBuilder row = new StringBuilder("| `" + path + "` | " + type(facts) + " | "
                    + facts.path("description").asText().replace("|", "or") + " |");
            evidence.values()
                    .forEach(seen -> row.append(' ').append(seen.of(path)).append(" |"));
            rows.add(row.toString());
        });
        return String.join("\n", rows);
    }

    private Evidence evidence(String provider, String resource, List<String> subjects) throws Exception {
        Evidence evidence = new Evidence(new TreeSet<>(), new TreeSet<>());
        Lookup documented = Lookup.valueOf((provider + '_' + resource).toUpperCase(Locale.ROOT));
        evidence.add(TikTokJson.tree(documented.read(documented.sample().answer())));
        try (CamelContext context = SandboxedContext.create(sandbox, null)) {
            context.start();
            for (String subject : subjects) {
                evidence.add(TikTokJson.tree(context.createFluentProducerTemplate()
                        .to("tiktok:" + resource + "?provider=" + provider)
                        .withBody(resource.equals("user") ? "@" + subject : subject)
                        .request(TikTokRecord.class)));
            }
        }
        return evidence;
    }

    private static void flatten(String prefix, JsonNode schema, JsonNode object, Map<String, JsonNode> fields) {
        for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
            JsonNode facts = resolved(schema, field.getValue());
            String path = prefix + field.getKey();
            fields.put(path, facts);
            if (facts.has("items")) {
                flatten(path + "[].", schema, resolved(schema, facts.path("items")), fields);
            } else {
                flatten(path + ".", schema, facts, fields);
            }
        }
    }

    private static JsonNode resolved(JsonNode schema, JsonNode facts) {
        String reference = facts.path("$ref").asText();
        return reference.isEmpty() ? facts : schema.at(reference.substring(1));
    }

    private static String type(JsonNode facts) {
        if (facts.has("enum")) {
            return String.join(
                    ", ",
                    StreamSupport.stream(facts.path("enum").spliterator(), false)
                            .map(value -> "`" + value.asText() + "`")
                            .toList());
        }
        String type = facts.path("type").asText();
        return switch (type) {
            case "string" -> facts.path("format").asText().equals("date-time") ? "time" : "text";
            case "integer" -> "whole number";
            case "boolean" -> "yes or no";
            case "array" -> "list";
            default -> type;
        };
    }

    /**
     * Fields seen in the answers of one provider.
     *
     * @param given fields that an answer contained
     * @param derived fields that were derived at least once
     */
    private record Evidence(Set<String> given, Set<String> derived) {

        void add(JsonNode document) {
            Set<String> inferred = new TreeSet<>();
            document.at("/source/inferred").forEach(field -> inferred.add(field.asText()));
            collect("", document, inferred);
        }

        String of(String path) {
            if (given.contains(path)) {
                return derived.contains(path) ? "yes, or derived" : "yes";
            }
            return derived.contains(path) ? "derived" : "–";
        }

        private void collect(String path, JsonNode node, Set<String> inferred) {
            if (!path.isEmpty() && !path.endsWith("]") && (!node.isArray() || !node.isEmpty())) {
                boolean isDerived =
                        inferred.contains(path) || inferred.stream().anyMatch(field -> path.startsWith(field + "[]"));
                (isDerived ? derived : given).add(path);
            }
            node.forEach(element -> {
                if (node.isArray()) {
                    collect(path + "[]", element, inferred);
                }
            });
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), inferred));
        }
    }
}
