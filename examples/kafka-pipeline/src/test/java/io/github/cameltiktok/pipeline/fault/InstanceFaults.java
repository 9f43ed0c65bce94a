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
import org.apache.kafka.clients.admin.NewPartitions;

/** Instances join, leave and pause, partitions are added, or the provider is unavailable, while requests arrive. */
abstract class InstanceFaults extends FaultScenario {

    private static final int WINDOW = 24;

    @OnBothVersions
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

    @OnOneVersion
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

    @OnBothVersions
    void resumedInstanceLosesNoRequest(KafkaVersion version) throws Exception {
        begin(version);
        PipelineProcess zombie = startReady();
        startReady();
        awaitMembers(2);
        ledger().startSending();
        awaitMoreOutcomes(50);

        zombie.pause();
        awaitMembers(1);
        awaitMoreOutcomes(50);
        zombie.resume();
        ledger().faultEnded();

        awaitMembers(2);
        awaitReady(zombie);
        awaitMoreOutcomes(50);
        ledger().stopSending();
        Ledger.Result result = finish("instance paused beyond its session");
        assertThat(result.duplicates())
                .as("duplicates: what was in flight in the paused instance")
                .isLessThanOrEqualTo(IN_FLIGHT);
    }

    @OnOneVersion
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

    @OnOneVersion
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
