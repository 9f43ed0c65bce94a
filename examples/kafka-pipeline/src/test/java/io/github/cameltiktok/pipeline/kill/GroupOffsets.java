package io.github.cameltiktok.pipeline.kill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The committed offsets of the groups of a pipeline: the group of requests, and that of retries. */
final class GroupOffsets implements AutoCloseable {

    private final Admin admin;
    private final List<String> groups;

    GroupOffsets(String brokers, String group) {
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
        this.groups = List.of(group, group + "-retries");
    }

    /** Returns the number of assigned partitions. */
    int assigned() throws Exception {
        return admin.describeConsumerGroups(groups).all().get().values().stream()
                .flatMap(group -> group.members().stream())
                .mapToInt(member -> member.assignment().topicPartitions().size())
                .sum();
    }

    /** Returns the partitions whose committed offset is not their end, with the difference. */
    Map<TopicPartition, Long> behind(List<String> topics) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        for (String group : groups) {
            committed.putAll(admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get());
        }
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends(topics).forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            // A partition that never had a record has no committed offset.
            long difference = end - (offset == null ? 0 : offset.offset());
            if (difference != 0) {
                behind.put(partition, difference);
            }
        });
        return behind;
    }

    @Override
    public void close() {
        admin.close();
    }

    private Map<TopicPartition, Long> ends(List<String> topics) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
