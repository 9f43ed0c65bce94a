package io.github.cameltiktok.pipeline.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.pipeline.fault.BrokerProcess.Listener;
import io.github.cameltiktok.pipeline.kafka.AdminResult;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Instances start during a fault. They end with one line that names it, or wait if a retry may succeed. */
abstract class StartFaults extends FaultScenario {

    private static final Duration EXIT_TIMEOUT = Duration.ofMinutes(3);

    @OnKafka3
    void refusedLoginEndsStart(KafkaVersion version) {
        begin(version);

        PipelineProcess instance =
                start(Listener.SASL, BrokerProcess.saslClient("PLAIN", BrokerProcess.PLAIN_USER, "wrong"));

        assertEnds(instance, "uthentication");
        FaultsRun.report("login refused at the start: exit code 1", version, ledger().read());
    }

    @OnKafka4
    void missingRightEndsStart(KafkaVersion version) {
        begin(version);
        allowAll(KeyStores.CLIENT);
        AclBinding denied = acl(
                KeyStores.CLIENT,
                ResourceType.TOPIC,
                topics.videos(),
                PatternType.LITERAL,
                AclOperation.WRITE,
                AclPermissionType.DENY);
        AdminResult.get(admin().createAcls(List.of(denied)).all());

        PipelineProcess instance = start(Listener.TLS, broker().tlsClient());

        assertEnds(instance, "WRITE", topics.videos());
        FaultsRun.report("right to write videos missing at the start: exit code 1", version, ledger().read());
    }

    /** Grants exactly the rights that docs/guides/kafka.md lists. */
    @OnKafka3
    void documentedRightsAreEnough(KafkaVersion version) {
        begin(version);
        List<AclBinding> rights = new ArrayList<>();
        List.of(topics.requests(), topics.retries())
                .forEach(topic -> rights.add(allow(ResourceType.TOPIC, topic, AclOperation.READ)));
        List.of(topics.videos(), topics.deadLetters(), topics.retries())
                .forEach(topic -> rights.add(allow(ResourceType.TOPIC, topic, AclOperation.WRITE)));
        List.of(topics.group(), topics.retriesGroup())
                .forEach(group -> rights.add(allow(ResourceType.GROUP, group, AclOperation.READ)));
        AdminResult.get(admin().createAcls(rights).all());

        PipelineProcess instance = start(Listener.TLS, broker().tlsClient());
        awaitReady(instance);
        ledger().send(50);
        ledger().faultEnded();
        // Lag is read from the group.
        await().atMost(EXIT_TIMEOUT).untilAsserted(() -> assertThat(instance.metrics())
                .contains("tiktok_pipeline_lag{topic=\"" + topics.requests() + "\"} 0.0\n"));

        finish("only the documented rights");
    }

    @OnKafka4
    void instanceWaitsForAbsentBroker(KafkaVersion version) {
        begin(version);
        broker().stop();

        PipelineProcess instance = start(Map.of());
        waiting("liveness").until(() -> instance.liveness().isUp());
        awaitNotReady(instance, broker().address());
        broker().start();
        ledger().send(50);
        ledger().faultEnded();

        awaitReady(instance);
        finish("broker absent at the start");
    }

    @OnKafka4
    void portInUseEndsStart(KafkaVersion version) throws IOException {
        begin(version);
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            PipelineProcess instance = start(Map.of("camel.management.port", port));

            assertEnds(instance, port);
        }
        FaultsRun.report("management port in use: exit code 1", version, ledger().read());
    }

    private static AclBinding allow(ResourceType type, String name, AclOperation operation) {
        return acl(KeyStores.CLIENT, type, name, PatternType.LITERAL, operation, AclPermissionType.ALLOW);
    }

    private static void assertEnds(PipelineProcess instance, String... reasons) {
        assertThat(instance.awaitExit(EXIT_TIMEOUT)).as(instance.output()).isEqualTo(1);
        assertThat(instance.output()).contains(reasons);
        assertThat(instance.output().lines()).as("lines of output").hasSize(1);
        System.out.print("Fault run: the line was: " + instance.output());
    }
}
