package io.github.cameltiktok.pipeline.fault;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.cameltiktok.pipeline.kafka.AdminResult;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewPartitions;

/** Instances join, leave and pause, partitions are added, or the provider is unavailable, while requests arrive. */
abstract class InstanceFaults extends FaultScenario {

    private static final int WINDOW = 24;

    @OnKafka3
    void instancesThatJoinAndLeaveLoseNoRequest(KafkaVersion version) throws Exception {
        begin(version);
        startReady();
        startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        for (int round = 0; round < (FaultsRun.isFull() ? 6 : 2); round++) {
            PipelineProcess guest = start(Map.of());
            awaitMembers(3);
            if (round % 2 == 0) {
                guest.kill();
            } else {
                guest.stop();
                guest.awaitEnd();
            }
        }
        awaitMembers(2);
        ledger().faultEnded();

        awaitMoreOutcomes(50);
        ledger().stopSending();
        finish("instances join and leave");
    }

    @OnKafka4
    void addedPartitionsAreConsumed(KafkaVersion version) throws Exception {
        begin(version);
        // Clients look for new partitions every 5 min by default.
        awaitReady(start(Map.of("pipeline.kafka.metadata.max.age.ms", "2000")));
        ledger().startSending();
        awaitMoreOutcomes(50);

        AdminResult.get(admin().createPartitions(Map.of(topics.requests(), NewPartitions.increaseTo(2 * PARTITIONS)))
                .all());
        ledger().faultEnded();
        waiting("requests in new partitions").untilAsserted(() -> {
            for (int partition = PARTITIONS; partition < 2 * PARTITIONS; partition++) {
                ledger().send(5, partition);
            }
        });

        awaitMoreOutcomes(50);
        ledger().stopSending();
        finish("partitions from 6 to 12");
    }

    @OnKafka3
    void resumedInstanceLosesNoRequest(KafkaVersion version) throws Exception {
        begin(version);
        PipelineProcess zombie = startReady();
        // Only the paused instance loses its session, also on a slow machine.
        awaitReady(start(Map.of("pipeline.kafka.session.timeout.ms", "45000")));
        awaitMembers(2);
        ledger().startSending();
        awaitMoreOutcomes(50);

        zombie.pause();
        Uncommitted atPause = Uncommitted.read(admin(), group, topics.requests(), PARTITIONS);
        awaitMembers(1);
        awaitMoreOutcomes(50);
        zombie.resume();
        ledger().faultEnded();

        awaitMembers(2);
        awaitReady(zombie);
        awaitMoreOutcomes(50);
        ledger().stopSending();
        finish("instance paused beyond its session");
        // A paused instance has lookups in flight, and written outcomes that are not committed. The window limits only
        // the lookups, so the number of both depends on the speed of the machine. But all were sent before the pause,
        // and are not committed. The other instance alone looks up all later requests.
        Set<Integer> uncommitted = ledger().requests(atPause);
        assertThat(uncommitted)
                .as("requests that were not committed at the pause: only these may have two outcomes")
                .containsAll(ledger().duplicated());
    }

    @OnlyIfFull
    void providerAwayLosesNoRequest(KafkaVersion version) throws Exception {
        begin(version);
        PipelineProcess instance = startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        StubMapping away =
                sandbox.wireMock().stubFor(any(anyUrl()).willReturn(jsonResponse("{\"error\":\"Away\"}", 503)));
        waiting("an open circuit").until(() -> instance.output().contains("Circuit breaker of " + PROVIDER + " open"));
        sandbox.wireMock().removeStub(away);
        ledger().faultEnded();

        awaitReady(instance);
        awaitMoreOutcomes(50);
        ledger().stopSending();
        finish("provider away");
    }

    @OnKafka4
    void requestsInOnePartitionOfTwelveUseWholeWindow(KafkaVersion version) {
        begin(version);
        AdminResult.get(admin().createPartitions(Map.of(topics.requests(), NewPartitions.increaseTo(12)))
                .all());
        startReady();
        // Nothing ends before the window is full.
        sandbox.latency(Duration.ofSeconds(15));

        waiting("partition 11").untilAsserted(() -> ledger().send(300, 11));
        waiting("a full window").untilAsserted(() -> assertThat(sandbox.maxConcurrentSeen(PROVIDER, "video"))
                .as("calls at a time")
                .isGreaterThanOrEqualTo(WINDOW));
        sandbox.latency(Duration.ZERO);

        finish("300 requests in one partition of 12");
    }
}
