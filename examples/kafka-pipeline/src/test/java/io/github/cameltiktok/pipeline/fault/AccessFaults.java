package io.github.cameltiktok.pipeline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.fault.BrokerProcess.Listener;
import io.github.cameltiktok.pipeline.kafka.AdminResult;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** The broker refuses writes or logins of running instances. */
abstract class AccessFaults extends FaultScenario {

    private static final Duration REFUSED = Duration.ofSeconds(FaultsRun.isFull() ? 15 : 5);
    private static final int MOST_LINES = 20;

    @OnKafka4
    void writesAreRepeatedWhileTopicIsMissing(KafkaVersion version) {
        begin(version);
        PipelineProcess instance = startReady();

        refuseWrites(
                "videos topic deleted, then created again",
                instance,
                () -> {
                    ledger().archive();
                    deleteTopic(topics.videos());
                },
                () -> createTopic(topics.videos()));
    }

    @OnlyIfFull
    void writesAreRepeatedWhileDenied(KafkaVersion version) {
        begin(version);
        allowAll(KeyStores.CLIENT);
        PipelineProcess instance = awaitReady(start(Listener.TLS, broker().tlsClient()));
        AclBinding denied = acl(
                KeyStores.CLIENT,
                ResourceType.TOPIC,
                topics.videos(),
                PatternType.LITERAL,
                AclOperation.WRITE,
                AclPermissionType.DENY);

        refuseWrites(
                "right to write videos withdrawn, then granted",
                instance,
                () -> AdminResult.get(admin().createAcls(List.of(denied)).all()),
                () -> AdminResult.get(
                        admin().deleteAcls(List.of(denied.toFilter())).all()));
    }

    @OnKafka4
    void consumingContinuesAfterRefusedLogins(KafkaVersion version) {
        begin(version);
        allowAll("User:" + prefix);
        createUser();
        PipelineProcess instance = awaitReady(
                start(Listener.SASL, BrokerProcess.saslClient("SCRAM-SHA-256", prefix, BrokerProcess.PASSWORD)));
        ledger().send(50);
        awaitCounts("outcomes before", result -> result.lost() == 0);
        int linesBefore = lines(instance);

        AdminResult.get(admin().alterUserScramCredentials(
                        List.of(new UserScramCredentialDeletion(prefix, ScramMechanism.SCRAM_SHA_256)))
                .all());
        // Connections that are open stay authenticated.
        broker().stop();
        broker().start();
        ledger().send(50);
        awaitNotReady(instance, "uthentication");
        keepUp(REFUSED, instance);
        assertThat(lines(instance) - linesBefore).as(instance.output()).isLessThan(MOST_LINES);
        createUser();
        ledger().faultEnded();

        awaitReady(instance);
        ledger().send(50);
        finish("login refused for " + REFUSED.toSeconds() + " s");
    }

    private void refuseWrites(String fault, PipelineProcess instance, Runnable refuse, Runnable accept) {
        ledger().send(50);
        awaitCounts("outcomes before", result -> result.lost() == 0);
        int linesBefore = lines(instance);

        refuse.run();
        ledger().send(100);
        awaitNotReady(instance, topics.videos());
        keepUp(REFUSED, instance);
        assertThat(lines(instance) - linesBefore).as(instance.output()).isLessThan(MOST_LINES);
        accept.run();
        ledger().faultEnded();

        awaitReady(instance);
        ledger().send(50);
        Ledger.Result result = finish(fault);
        assertThat(sandbox.billedCalls(PROVIDER))
                .as("calls that are paid for")
                .isBetween((long) result.sent(), (long) result.sent() + IN_FLIGHT);
    }

    private void createUser() {
        AdminResult.get(admin().alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        prefix, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), BrokerProcess.PASSWORD)))
                .all());
    }

    private static int lines(PipelineProcess instance) {
        return (int) instance.output().lines().count();
    }
}
