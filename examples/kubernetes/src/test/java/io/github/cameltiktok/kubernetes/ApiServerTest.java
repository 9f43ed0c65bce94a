package io.github.cameltiktok.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {

    private static final ApiServer SERVER = new ApiServer();

    static Stream<Manifest> manifests() {
        return Kustomization.ALL.stream().flatMap(kustomization -> kustomization.manifests().stream());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void manifestIsAccepted(Manifest manifest) {
        assertThat(SERVER.violations(manifest)).isEmpty();
    }

    /** Shows that the test above can fail. The value null removes the field. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pipeline            | Deployment/tiktok-pipeline          | kind                                                         | Deploymnet                 | there is no kind apps/v1 Deploymnet
            pipeline            | Deployment/tiktok-pipeline          | apiVersion                                                   | apps/v1beta1               | there is no kind apps/v1beta1 Deployment
            pipeline            | Deployment/tiktok-pipeline          | metadata.name                                                | Tiktok_Pipeline            | does not match the regex pattern
            pipeline            | Deployment/tiktok-pipeline          | metadata.labels                                              | {a: 1}                     | integer found, string expected
            pipeline            | Deployment/tiktok-pipeline          | spec.replica                                                 | 1                          | Unrecognized field "replica"
            pipeline            | Deployment/tiktok-pipeline          | spec.replicas                                                | "1"                        | Cannot coerce String value
            pipeline            | Deployment/tiktok-pipeline          | spec.replicas                                                | 1.5                        | Cannot coerce Floating-point value
            pipeline            | Deployment/tiktok-pipeline          | spec.replicas                                                | -1                         | must have a minimum value of 0
            pipeline            | Deployment/tiktok-pipeline          | spec.selector                                                | null                       | required property 'selector' not found
            pipeline            | Deployment/tiktok-pipeline          | spec.strategy.type                                           | Rolling                    | does not have a value in the enumeration
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers                                | []                         | must have at least 1 items
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.image                        | null                       | required property 'image' not found
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.name                         | Pipeline                   | does not match the regex pattern
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.imagePullPolicy              | Sometimes                  | does not have a value in the enumeration
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.args                         | run                        | Cannot construct instance of `java.util.ArrayList`
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.readOnlyRootFilesystem       | true                       | Unrecognized field "readOnlyRootFilesystem"
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.securityContext.privileged   | "no"                       | Cannot coerce String value
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.securityContext.capabilities | {dropped: [ALL]}           | Unrecognized field "dropped"
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.ports.0.containerPort        | http                       | Cannot coerce String value
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.ports.0.containerPort        | 94640                      | must have a maximum value of 65535
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.ports.0.name                 | management-and-health      | must be at most 15 characters long
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.livenessProbe.httpGet.port   | null                       | required property 'port' not found
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.livenessProbe.httpGet.scheme | http                       | does not have a value in the enumeration
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.livenessProbe.exec           | {command: [ls]}            | must be valid to one and only one schema
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.livenessProbe.successThreshold | 2                        | must be the constant value
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.env.0                        | {name: A, value: 3}        | Cannot coerce Integer value
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.env.0.value                  | a                          | must not be valid to the schema
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.env.0.valueFrom.secretKeyRef.key | null                   | required property 'key' not found
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.resources.limits.memory      | 512MB                      | does not match the regex pattern
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.containers.0.volumeMounts.0.mountPath     | null                       | required property 'mountPath' not found
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.securityContext.seccompProfile.type       | Default                    | does not have a value in the enumeration
            pipeline            | Deployment/tiktok-pipeline          | spec.template.spec.terminationGracePeriodSeconds             | 45s                        | Cannot coerce String value
            pipeline            | Service/tiktok-pipeline             | spec.ports.0.port                                            | null                       | required property 'port' not found
            pipeline            | Service/tiktok-pipeline             | spec.ports.0.protocol                                        | HTTP                       | does not have a value in the enumeration
            pipeline            | Service/tiktok-pipeline             | spec.publishNotReady                                         | true                       | Unrecognized field "publishNotReady"
            pipeline            | ConfigMap/tiktok-pipeline           | data.PIPELINE_MAX_IN_FLIGHT                                  | 24                         | Cannot coerce Integer value
            pipeline            | ConfigMap/tiktok-pipeline           | data.PIPELINE_ON                                             | true                       | Cannot coerce Boolean value
            pipeline            | ConfigMap/tiktok-pipeline           | spec                                                         | {}                         | Unrecognized field "spec"
            pipeline            | ServiceAccount/tiktok-pipeline      | automountServiceAccountToken                                 | "false"                    | Cannot coerce String value
            pipeline            | PodDisruptionBudget/tiktok-pipeline | spec.minAvailable                                            | 1                          | must be valid to one and only one schema
            pipeline            | PodDisruptionBudget/tiktok-pipeline | spec.selector                                                | null                       | required property 'selector' not found
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.maxReplicas                                             | 3                          | property 'maxReplicas' is not defined
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.maxReplicaCount                                         | "3"                        | string found, integer expected
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.triggers                                                | null                       | required property 'triggers' not found
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.scaleTargetRef.name                                     | null                       | required property 'name' not found
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.triggers.0.type                                         | kafak                      | must be the constant value
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.triggers.0.metadata.lagThreshold                        | 600                        | integer found, string expected
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.triggers.0.metadata.lagTreshold                         | "600"                      | property 'lagTreshold' is not defined
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.triggers.0.metadata.offsetResetPolicy                   | none                       | does not have a value in the enumeration
            pipeline-autoscaled | ScaledObject/tiktok-pipeline        | spec.triggers.0.metadata.consumerGroup                       | null                       | required property 'consumerGroup' not found
            camel-k             | Pipe/tiktok-videos                  | spec.sources                                                 | {}                         | property 'sources' is not defined
            camel-k             | Pipe/tiktok-videos                  | spec.replicas                                                | one                        | string found, integer expected
            camel-k             | Pipe/tiktok-videos                  | spec.steps                                                   | {}                         | object found, array expected
            camel-k             | Pipe/tiktok-videos                  | spec.steps.0.properties                                      | [provider]                 | array found, object expected
            camel-k             | Pipe/tiktok-videos                  | spec.steps.0.ref.names                                       | kafka-source               | property 'names' is not defined
            camel-k             | Pipe/tiktok-videos                  | apiVersion                                                   | camel.apache.org/v1alpha1  | there is no kind camel.apache.org/v1alpha1 Pipe
            camel-k             | Integration/tiktok-creators         | spec.flow                                                    | []                         | property 'flow' is not defined
            camel-k             | Integration/tiktok-creators         | spec.traits.mounts                                           | {}                         | property 'mounts' is not defined
            camel-k             | Integration/tiktok-creators         | spec.traits.container.limitCPU                               | 1                          | integer found, string expected
            camel-k             | Integration/tiktok-creators         | spec.traits.container.seccompProfileType                     | Default                    | does not have a value in the enumeration
            camel-k             | Kamelet/tiktok-video-action         | spec.definition.propertys                                    | {}                         | property 'propertys' is not defined
            camel-k             | Kamelet/tiktok-video-action         | spec.definition.required                                     | provider                   | string found, array expected
            camel-k             | Kamelet/tiktok-video-action         | spec.definition.properties.provider.kind                     | text                       | property 'kind' is not defined
            """)
    void invalidManifestIsRejected(String folder, String object, String path, String value, String violation)
            throws JsonProcessingException {
        String[] kindAndName = object.split("/");
        Manifest broken = Kustomization.of(folder)
                .manifest(kindAndName[0], kindAndName[1])
                .with(path, Manifest.YAML.readValue(value, JsonNode.class));

        assertThat(SERVER.violations(broken))
                .anySatisfy(message -> assertThat(message).contains(violation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind: A\nkind: B", "a: [", "metadata:\n\tname: a"})
    void invalidYamlIsRejected(String text) {
        assertThatThrownBy(() -> Manifest.parse("here", text)).isInstanceOf(IOException.class);
    }

    @Test
    void objectWithoutNameIsRejected() throws IOException {
        List<Manifest> nameless = Manifest.parse("here", "apiVersion: v1\nkind: ConfigMap\nmetadata: {}");

        assertThat(SERVER.violations(nameless.get(0))).anyMatch(message -> message.contains("'name' not found"));
    }
}
