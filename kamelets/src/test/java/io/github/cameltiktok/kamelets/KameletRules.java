package io.github.cameltiktok.kamelets;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules of the Kamelet catalog beyond the schema. One rule is left out: in the catalog, the provider is the Apache Software
 * Foundation.
 */
final class KameletRules {

    private static final String PREFIX = "camel.apache.org/";
    private static final String CREDENTIALS = "urn:camel:group:credentials";
    private static final String ICON = "data:image/svg+xml;base64,";
    private static final Set<String> TYPES = Set.of("action", "sink", "source");

    private final KameletFile kamelet;
    private final List<String> broken = new ArrayList<>();

    private KameletRules(KameletFile kamelet) {
        this.kamelet = kamelet;
    }

    /** Returns the rules that a Kamelet breaks. */
    static List<String> brokenBy(KameletFile kamelet) {
        KameletRules rules = new KameletRules(kamelet);
        rules.names();
        rules.annotations();
        rules.definition();
        kamelet.properties().forEach(rules::property);
        rules.required();
        rules.uniqueTexts();
        rules.placeholders();
        rules.dependencies();
        rules.template();
        return rules.broken;
    }

    private void check(boolean isKept, String rule) {
        if (!isKept) {
            broken.add(rule);
        }
    }

    private void names() {
        JsonNode metadata = kamelet.tree().path("metadata");
        String type = metadata.path("labels").path(PREFIX + "kamelet.type").asText();
        check(kamelet.tree().path("kind").asText().equals("Kamelet"), "the kind is Kamelet");
        check(kamelet.tree().path("apiVersion").asText().equals(PREFIX + "v1"), "the version is v1");
        check(metadata.path("name").asText().equals(kamelet.name()), "the file is called by the name of the Kamelet");
        check(TYPES.contains(type), "the type is one of " + new TreeSet<>(TYPES));
        check(kamelet.name().endsWith("-" + type), "the name ends in the type");
        check(
                kamelet.definition().path("title").asText().toLowerCase().endsWith(" " + type),
                "the title ends in the type");
    }

    private void annotations() {
        JsonNode annotations = kamelet.tree().at("/metadata/annotations");
        for (String name :
                List.of("kamelet.support.level", "catalog.version", "provider", "kamelet.group", "kamelet.namespace")) {
            check(!annotations.path(PREFIX + name).asText().isBlank(), "there is an annotation " + name);
        }
        String icon = annotations.path(PREFIX + "kamelet.icon").asText();
        check(icon.startsWith(ICON) && decoded(icon).startsWith("<svg "), "the icon is an SVG in a data URI");
    }

    private static String decoded(String icon) {
        return new String(Base64.getDecoder().decode(icon.substring(ICON.length())), StandardCharsets.UTF_8);
    }

    private void definition() {
        JsonNode definition = kamelet.definition();
        check(definition.path("type").asText().equals("object"), "the definition is an object");
        check(!definition.path("title").asText().isBlank(), "the definition has a title");
        check(!definition.path("description").asText().isBlank(), "the definition has a description");
    }

    private void property(String name, JsonNode property) {
        String title = property.path("title").asText();
        check(!property.path("type").asText().isBlank(), name + " has a type");
        check(title.matches("[A-Z][A-Za-z]*( [A-Z][A-Za-z]*)*"), name + " has a title of capitalised words");
        check(!title.matches("(The|A|An) .*"), name + " has a title without an article");
        check(!property.path("description").asText().isBlank(), name + " has a description");
        boolean isPassword = property.path("format").asText().equals("password");
        boolean isCredential = false;
        for (JsonNode descriptor : property.path("x-descriptors")) {
            isCredential |= descriptor.asText().equals(CREDENTIALS);
        }
        check(isPassword == isCredential, name + " is a password and a credential, or neither");
        check(isPassword || property.has("default") || property.has("example"), name + " has an example or a default");
        check(!isPassword || !property.has("default"), name + " has no default password");
        if (property.has("enum") && property.has("default")) {
            check(
                    property.get("enum")
                            .toString()
                            .contains(property.get("default").toString()),
                    name + " has one of the listed as default");
        }
        if (property.has("pattern") && property.has("example")) {
            check(
                    property.get("example")
                            .asText()
                            .matches(property.get("pattern").asText()),
                    name + " has an example that matches its pattern");
        }
    }

    private void required() {
        check(kamelet.properties().keySet().containsAll(kamelet.required()), "each required property is defined");
        check(
                kamelet.required().size()
                        == kamelet.definition().path("required").size(),
                "each required property is listed once");
        for (String name : kamelet.required()) {
            check(!kamelet.properties().getOrDefault(name, kamelet.tree()).has("default"), name + " has no default");
        }
    }

    private void uniqueTexts() {
        for (String text : List.of("title", "description")) {
            Set<String> seen = new HashSet<>();
            for (Map.Entry<String, JsonNode> property : kamelet.properties().entrySet()) {
                check(
                        seen.add(property.getValue().path(text).asText()),
                        property.getKey() + " has a " + text + " of its own");
            }
        }
    }

    private void placeholders() {
        Set<String> used = new TreeSet<>(kamelet.placeholders());
        for (String name : used) {
            check(kamelet.properties().containsKey(name), "the placeholder " + name + " is a property");
        }
        for (String name : kamelet.properties().keySet()) {
            check(used.contains(name), "the property " + name + " is used");
        }
    }

    private void dependencies() {
        JsonNode dependencies = kamelet.tree().at("/spec/dependencies");
        check(dependencies.toString().contains("\"camel:kamelet\""), "camel:kamelet is a dependency");
        dependencies.forEach(dependency -> check(
                dependency.asText().matches("camel:[a-z0-9-]+|mvn:[\\w.-]+:[\\w.-]+:[\\w.-]+"),
                dependency + " is camel:… or mvn:group:artifact:version"));
    }

    private void template() {
        JsonNode from = kamelet.tree().at("/spec/template/from");
        JsonNode last = from.path("steps").path(from.path("steps").size() - 1);
        if (kamelet.isSource()) {
            check(last.path("to").asText().equals("kamelet:sink"), "a source ends in kamelet:sink");
        } else {
            check(from.path("uri").asText().equals("kamelet:source"), "an action starts from kamelet:source");
        }
    }
}
