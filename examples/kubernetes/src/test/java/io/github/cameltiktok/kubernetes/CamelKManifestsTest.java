package io.github.cameltiktok.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Pipe and the Integration agree with their Kamelets and settings. */
class CamelKManifestsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.-]+)}}");

    private static final Kustomization CAMEL_K = Kustomization.of("camel-k");
    private static final Manifest PIPE = CAMEL_K.manifest("Pipe", "tiktok-videos");
    private static final Manifest INTEGRATION = CAMEL_K.manifest("Integration", "tiktok-creators");

    /** A use of a Kamelet, with its properties. */
    record Use(String kamelet, String type, JsonNode properties) {

        @Override
        public String toString() {
            return kamelet;
        }
    }

    static Stream<Use> uses() {
        JsonNode from = INTEGRATION.at("spec.flows.0.route.from");
        return Stream.of(
                new Use(PIPE.text("spec.steps.0.ref.name"), "action", PIPE.at("spec.steps.0.properties")),
                new Use(from.path("uri").asText().replace("kamelet:", ""), "source", from.path("parameters")));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void kameletGetsKnownAndRequiredProperties(Use use) {
        Manifest kamelet = CAMEL_K.manifest("Kamelet", use.kamelet());
        JsonNode definition = kamelet.at("spec.definition");

        assertThat(kamelet.at("metadata.labels")
                        .path("camel.apache.org/kamelet.type")
                        .asText())
                .isEqualTo(use.type());
        assertThat(use.properties().fieldNames())
                .toIterable()
                .isSubsetOf(() -> definition.path("properties").fieldNames())
                .containsAll(definition
                        .path("required")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
        use.properties().properties().forEach(property -> {
            JsonNode allowed =
                    definition.path("properties").path(property.getKey()).path("enum");
            if (!allowed.isMissingNode()) {
                assertThat(allowed).contains(property.getValue());
            }
        });
    }

    @Test
    void allKameletsAreAppliedAndPipeUsesOne() {
        assertThat(CAMEL_K.manifests())
                .filteredOn(manifest -> manifest.kind().equals("Kamelet"))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder(
                        "tiktok-video-action", "tiktok-user-action", "tiktok-video-source", "tiktok-user-source");
        assertThat(PIPE.text("spec.steps.0.ref.kind")).isEqualTo("Kamelet");
        assertThat(PIPE.text("spec.steps.0.ref.apiVersion")).isEqualTo("camel.apache.org/v1");
    }

    @Test
    void placeholdersAreSettings() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(settings()));

        assertThat(Stream.of(PIPE, INTEGRATION).flatMap(manifest -> placeholders(manifest).stream()))
                .isNotEmpty()
                .allMatch(settings::containsKey);
        assertThat(settings.stringPropertyNames()).noneMatch(name -> name.matches(".*(key|password|token|secret).*"));
    }

    @Test
    void pipeAndIntegrationMountSettingsAndSecret() throws IOException {
        List<String> mounted = List.of("configmap:tiktok-settings", "secret:tiktok-properties");

        assertThat(CAMEL_K.manifest("ConfigMap", "tiktok-settings").at("data")).hasSize(1);
        assertThat(INTEGRATION.at("spec.traits.mount.configs"))
                .extracting(JsonNode::asText)
                .isEqualTo(mounted);
        assertThat(traits(PIPE).at("/mount/configs"))
                .extracting(JsonNode::asText)
                .isEqualTo(mounted);
    }

    /** Validates the traits of the Pipe as those of an Integration, because no schema describes annotations. */
    @Test
    void traitsOfPipeAreValidForIntegration() throws IOException {
        Manifest integration = INTEGRATION.with("spec.traits", traits(PIPE));

        assertThat(new ApiServer().violations(integration)).isEmpty();
        assertThat(traits(PIPE)).isEqualTo(INTEGRATION.at("spec.traits"));
    }

    @Test
    void pipeAndIntegrationHaveOneReplica() {
        assertThat(PIPE.at("spec.replicas").asInt()).isEqualTo(1);
        assertThat(INTEGRATION.at("spec.replicas").asInt()).isEqualTo(1);
    }

    private static String settings() {
        return CAMEL_K.manifest("ConfigMap", "tiktok-settings")
                .at("data")
                .path("tiktok-settings.properties")
                .asText();
    }

    private static List<String> placeholders(Manifest manifest) {
        return PLACEHOLDER
                .matcher(manifest.tree().toString())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** Returns the traits that Camel K reads from the annotations of a Pipe. */
    private static JsonNode traits(Manifest pipe) throws IOException {
        ObjectNode traits = Manifest.YAML.createObjectNode();
        for (var annotation : pipe.at("metadata.annotations").properties()) {
            String[] trait =
                    annotation.getKey().replace("trait.camel.apache.org/", "").split("\\.");
            String value = annotation.getValue().asText();
            traits.withObject('/' + trait[0])
                    .set(
                            property(trait[1]),
                            value.matches("\\[.*]|true|false")
                                    ? Manifest.YAML.readTree(value)
                                    : traits.textNode(value));
        }
        return traits;
    }

    /** {@code limit-memory} is {@code limitMemory}, and {@code limit-cpu} is {@code limitCPU}. */
    private static String property(String dashed) {
        return Pattern.compile("-(cpu|.)").matcher(dashed).replaceAll(found -> found.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
