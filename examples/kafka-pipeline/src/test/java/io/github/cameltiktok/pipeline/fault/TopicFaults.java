package io.github.cameltiktok.pipeline.fault;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.pipeline.kafka.AdminResult;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Topics are deleted, created again, truncated or restored, or offsets are reset. */
abstract class TopicFaults extends FaultScenario {

    @OnKafka3
    void recreatedRequestsTopicIsConsumed(KafkaVersion version) throws Exception {
        begin(version);
        PipelineProcess instance = startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        deleteTopic(topics.requests());
        createTopic(topics.requests());
        ledger().faultEnded();

        awaitMoreSent(100);
        ledger().stopSending();
        ledger().dropDeletedRequests();
        awaitReady(instance);
        finish("requests topic deleted and created again");
    }

    @OnlyIfFull
    void recreatedRequestsTopicIsConsumedAfterKill(KafkaVersion version) throws Exception {
        begin(version);
        PipelineProcess instance = startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        deleteTopic(topics.requests());
        createTopic(topics.requests());
        ledger().faultEnded();
        instance.kill();
        PipelineProcess next = start(Map.of());

        awaitMoreSent(100);
        ledger().stopSending();
        ledger().dropDeletedRequests();
        awaitReady(next);
        finish("requests topic created again, instance killed and replaced");
    }

    @OnKafka3
    void truncatedTopicIsConsumedFromNewBeginning(KafkaVersion version) {
        begin(version);
        startReady();
        ledger().send(50);
        awaitCounts("outcomes before", result -> result.lost() == 0);
        // The window fills, and further requests wait in the topic.
        sandbox.latency(Duration.ofSeconds(10));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ledger().send(100, partition);
        }

        AdminResult.get(admin().deleteRecords(ends().entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue() - 10))))
                .all());
        sandbox.latency(Duration.ZERO);
        ledger().faultEnded();

        ledger().send(50);
        ledger().dropDeletedRequests();
        finish("requests topic truncated");
    }

    @OnKafka4
    void requestsAreAnsweredAgainAfterOffsetsAreSetBack(KafkaVersion version) {
        begin(version);
        PipelineProcess instance = startReady();
        ledger().send(100);
        awaitCounts("outcomes before", result -> result.lost() == 0);
        instance.stop();
        instance.awaitEnd();
        awaitMembers(0);

        AdminResult.get(admin().alterConsumerGroupOffsets(
                        group,
                        ends().keySet().stream()
                                .collect(toMap(partition -> partition, partition -> new OffsetAndMetadata(0))))
                .all());
        startReady();
        ledger().faultEnded();

        awaitCounts("a second outcome of each request", result -> result.duplicates() >= 100);
        Ledger.Result result = finish("offsets of the group set back to 0");
        assertThat(result.duplicates()).isEqualTo(100);
    }

    @OnKafka3
    void restoredDiskLosesNoRequestOfItsLog(KafkaVersion version) throws Exception {
        begin(version);
        PipelineProcess instance = startReady();
        ledger().send(60);
        awaitCounts("outcomes before the copy", result -> result.lost() == 0);
        Path backup = Files.createDirectory(folder.resolve("backup"));
        broker().stop();
        broker().data().backUp(topics.requests(), backup);
        broker().start();
        ledger().send(300);
        awaitCounts("outcomes after the copy", result -> result.lost() == 0);

        broker().stop();
        broker().data().restore(topics.requests(), backup);
        broker().start();
        ledger().faultEnded();
        // A producer without state of the lost log.
        ledger().disconnect();
        ledger().reconnect();
        ledger().send(60);

        ledger().dropDeletedRequests();
        awaitReady(instance);
        finish("log shorter than the committed offset");
    }

    @OnKafka4
    void deletedTopicIsNotRecreated(KafkaVersion version) throws Exception {
        beginWithOwnBroker(version, folder.resolve("data"), Map.of("auto.create.topics.enable", "true"));
        PipelineProcess instance = startReady();
        ledger().send(50);
        awaitCounts("outcomes before", result -> result.lost() == 0);

        ledger().disconnect();
        deleteTopic(topics.requests());
        await().during(Duration.ofSeconds(FaultsRun.isFull() ? 15 : 5))
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !AdminResult.get(admin().listTopics().names()).contains(topics.requests()));
        createTopic(topics.requests());
        ledger().faultEnded();

        ledger().reconnect();
        ledger().send(50);
        awaitReady(instance);
        finish("requests topic deleted where brokers create topics");
    }

    private void awaitMoreSent(int count) {
        int before = ledger().sent();
        waiting(count + " more requests").until(() -> ledger().sent() >= before + count);
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(toMap(
                        partition -> new TopicPartition(topics.requests(), partition), any -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                AdminResult.get(admin().listOffsets(latest).all());
        return ends.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
