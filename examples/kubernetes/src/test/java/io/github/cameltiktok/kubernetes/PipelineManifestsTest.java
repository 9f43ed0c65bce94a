package io.github.cameltiktok.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests agree with each other and with the pipeline. */
class PipelineManifestsTest {

    private static final Path PIPELINE = Path.of("../kafka-pipeline");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\((\\w+)\\)");

    /** Maximum wait of a partition that moves for its requests in flight, as in docs/guides/kafka.md. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Kustomization kustomization = Kustomization.of("pipeline");
    private final Manifest deployment = kustomization.manifest("Deployment", "tiktok-pipeline");
    private final Manifest settings = kustomization.manifest("ConfigMap", "tiktok-pipeline");
    private final Manifest service = kustomization.manifest("Service", "tiktok-pipeline");
    private final Manifest budget = kustomization.manifest("PodDisruptionBudget", "tiktok-pipeline");
    private final JsonNode pod = deployment.at("spec.template.spec");
    private final JsonNode container = pod.at("/containers/0");
    private final Properties properties = properties();

    @Test
    void allSelectorsMatchPodLabels() {
        JsonNode labels = deployment.at("spec.template.metadata.labels");

        assertThat(List.of(
                        deployment.at("spec.selector.matchLabels"),
                        service.at("spec.selector"),
                        budget.at("spec.selector.matchLabels"),
                        pod.at("/topologySpreadConstraints/0/labelSelector/matchLabels")))
                .allSatisfy(selector -> {
                    assertThat(selector).isNotEmpty();
                    assertThat(labels.properties()).containsAll(selector.properties());
                });
    }

    @Test
    void referencedObjectsExist() {
        kustomization.manifest("ServiceAccount", pod.path("serviceAccountName").asText());
        kustomization.manifest(
                "ConfigMap", container.at("/envFrom/0/configMapRef/name").asText());
        assertThat(container.path("envFrom")).hasSize(1);
        assertThat(names(pod.path("volumes"))).containsAll(names(container.path("volumeMounts")));
    }

    @Test
    void variablesOfArgumentsAreSet() {
        List<String> variables = new ArrayList<>();
        container.path("args").forEach(argument -> VARIABLE.matcher(argument.asText())
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(variables::add));

        assertThat(variables).containsExactly("KAFKA_BROKERS");
        assertThat(settings.at("data").has("KAFKA_BROKERS")).isTrue();
    }

    /** Checks only the pipeline's own settings: in {@link PipelineRunTest} Camel rejects unknown options of components. */
    @Test
    void settingsArePropertiesOfPipeline() {
        assertThat(settings.at("data").fieldNames()).toIterable().allSatisfy(name -> {
            if (name.startsWith("PIPELINE_")) {
                assertThat(properties.stringPropertyNames())
                        .map(property -> property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
                        .contains(name);
            } else {
                assertThat(name).matches("KAFKA_BROKERS|CAMEL_COMPONENT_[A-Z_]+");
            }
        });
    }

    @Test
    void keysComeFromOneSecretWithNamesOfPipeline() throws IOException {
        String text = Files.readString(PIPELINE.resolve("src/main/resources/application.properties"));

        assertThat(container.path("env")).hasSize(3).allSatisfy(variable -> {
            String name = variable.path("name").asText();
            assertThat(text).contains("{{env:" + name + ":}}");
            assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isEqualTo("tiktok-api-keys");
            assertThat(variable.at("/valueFrom/secretKeyRef/key").asText()).isEqualTo(name);
        });
    }

    /** The Secret is created by hand, so that no file holds a key. */
    @Test
    void noManifestContainsKey() {
        assertThat(Kustomization.ALL).allSatisfy(each -> assertThat(each.manifests())
                .noneMatch(manifest -> manifest.kind().equals("Secret")));
        assertThat(settings.at("data").fieldNames())
                .toIterable()
                .noneMatch(name -> name.matches(".*(KEY|PASSWORD|TOKEN|SECRET).*"));
    }

    @Test
    void portIsThatOfPipeline() {
        JsonNode port = container.at("/ports/0");

        assertThat(container.path("ports")).hasSize(1);
        assertThat(port.path("containerPort").asText()).isEqualTo(properties.getProperty("pipeline.port"));
        assertThat(service.text("spec.ports.0.port")).isEqualTo(properties.getProperty("pipeline.port"));
        assertThat(service.text("spec.ports.0.targetPort"))
                .isEqualTo(port.path("name").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "livenessProbe", "readinessProbe"})
    void probeUsesPortOfPipeline(String probe) {
        assertThat(container.path(probe).at("/httpGet/port").asText())
                .isEqualTo(container.at("/ports/0/name").asText());
    }

    @Test
    void gracePeriodCoversShutdown() {
        Duration shutdown = Duration.ofSeconds(Long.parseLong(properties.getProperty("camel.main.shutdown-timeout")));
        Duration grace =
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong());

        assertThat(grace).isBetween(shutdown.plus(DRAIN), shutdown.plus(DRAIN.multipliedBy(2)));
    }

    @Test
    void podHasMinimalPrivileges() {
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        JsonNode inPod = pod.path("securityContext");
        assertThat(inPod.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(inPod.path("runAsUser").asInt()).isPositive();
        assertThat(inPod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        JsonNode inContainer = container.path("securityContext");
        assertThat(inContainer.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(inContainer.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(inContainer.at("/capabilities/drop"))
                .extracting(JsonNode::asText)
                .containsExactly("ALL");
        assertThat(container.at("/resources/limits/memory").asText())
                .isNotEmpty()
                .isEqualTo(container.at("/resources/requests/memory").asText());
        assertThat(container.at("/resources/limits/cpu").asText()).isNotEmpty();
    }

    @Test
    void imageIsThatOfBuild() throws IOException {
        String pom = Files.readString(PIPELINE.resolve("pom.xml"));
        String version = pom.split("<version>", 2)[1].split("<", 2)[0];

        assertThat(container.path("image").asText()).isEqualTo("camel-tiktok-kafka-pipeline:" + version);
    }

    /** The limits of all instances add up. */
    @Test
    void concurrentCallsMatchProviderLimit() {
        // The default is one replica.
        assertThat(deployment.at("spec").has("replicas")).isFalse();
        assertThat(permits(settings)).isEqualTo(new ApiDirect().maxConcurrentRequests());
        assertThat(deployment.text("spec.strategy.type")).isEqualTo("Recreate");
    }

    @Test
    void autoscaledConcurrentCallsMatchProviderLimit() {
        Kustomization autoscaled = Kustomization.of("pipeline-autoscaled");
        Manifest scaling = autoscaled.manifest("ScaledObject", "tiktok-pipeline");
        Manifest settings = autoscaled.merges().get(0);

        assertThat(scaling.at("spec.maxReplicaCount").asInt() * permits(settings))
                .isEqualTo(new ApiDirect().maxConcurrentRequests());
        assertThat(scaling.at("spec.minReplicaCount").asInt()).isPositive();
        assertThat(settings.at("data.PIPELINE_MAX_IN_FLIGHT").asInt()).isEqualTo(8 * permits(settings));
    }

    @Test
    void autoscalerUsesTopicAndGroupOfPipeline() {
        Manifest scaling = Kustomization.of("pipeline-autoscaled").manifest("ScaledObject", "tiktok-pipeline");
        JsonNode trigger = scaling.at("spec.triggers.0.metadata");

        assertThat(scaling.text("spec.scaleTargetRef.apiVersion")).isEqualTo(deployment.apiVersion());
        assertThat(scaling.text("spec.scaleTargetRef.kind")).isEqualTo(deployment.kind());
        assertThat(scaling.text("spec.scaleTargetRef.name")).isEqualTo(deployment.name());
        assertThat(settings.at("data")
                        .has(trigger.path("bootstrapServersFromEnv").asText()))
                .isTrue();
        assertThat(trigger.path("consumerGroup").asText())
                .isEqualTo(resolved(properties, "camel.component.kafka.group-id"));
        assertThat(trigger.path("topic").asText()).isEqualTo(resolved(properties, "pipeline.topic.requests"));
        assertThat(trigger.path("offsetResetPolicy").asText())
                .isEqualTo(properties.getProperty("camel.component.kafka.auto-offset-reset"));
    }

    private static int permits(Manifest settings) {
        return settings.at("data.CAMEL_COMPONENT_TIKTOK_APIDIRECT_MAX_CONCURRENT_REQUESTS")
                .asInt();
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path("name").asText())
                .toList();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(PIPELINE.resolve("src/main/resources/application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }

    /** Returns a property with the prefix of the topics resolved. */
    private static String resolved(Properties properties, String name) {
        return properties.getProperty(name).replace("{{pipeline.topics}}", properties.getProperty("pipeline.topics"));
    }
}
