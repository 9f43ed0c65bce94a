package io.github.cameltiktok.kamelets;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Kamelet on the class path.
 *
 * @param name name of the file, without its extension
 * @param tree content of the file
 */
record KameletFile(String name, JsonNode tree) {

    static final List<String> NAMES =
            List.of("tiktok-user-action", "tiktok-user-source", "tiktok-video-action", "tiktok-video-source");

    static final String FOLDER = "kamelets/";
    static final String ENDING = ".kamelet.yaml";

    /** Rejects duplicate keys and a second document. */
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+):?}}");

    static Stream<KameletFile> all() {
        return NAMES.stream().map(KameletFile::load);
    }

    static KameletFile load(String name) {
        return new KameletFile(name, parse(text(FOLDER + name + ENDING)));
    }

    static JsonNode parse(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of a resource on the class path. */
    static String text(String resource) {
        try (InputStream stream = KameletFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no " + resource + " on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns {@code video} or {@code user}. */
    String resource() {
        return name.split("-")[1];
    }

    /** Returns {@code action} or {@code source}. */
    String type() {
        return name.split("-")[2];
    }

    boolean isSource() {
        return type().equals("source");
    }

    JsonNode definition() {
        return tree.at("/spec/definition");
    }

    /** Returns the properties by name, in the order of the file. */
    Map<String, JsonNode> properties() {
        return definition().get("properties").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    Set<String> required() {
        Set<String> names = new TreeSet<>();
        definition().path("required").forEach(name -> names.add(name.textValue()));
        return names;
    }

    /** Returns the parameters of the component's endpoint, as in the template. */
    Map<String, String> endpointParameters() {
        JsonNode from = tree.at("/spec/template/from");
        JsonNode endpoint = isSource() ? from : from.at("/steps/0/to");
        Map<String, String> parameters = new TreeMap<>();
        endpoint.get("parameters")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().textValue()));
        return parameters;
    }

    /** Returns the names of the placeholders in the template. */
    List<String> placeholders() {
        return PLACEHOLDER
                .matcher(tree.at("/spec/template").toString())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
