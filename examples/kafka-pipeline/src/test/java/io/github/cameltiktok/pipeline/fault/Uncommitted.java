package io.github.cameltiktok.pipeline.fault;

import io.github.cameltiktok.pipeline.kafka.AdminResult;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of a topic at one time that its group had not committed.
 *
 * @param from committed offset of each partition
 * @param to end of each partition, exclusive
 */
record Uncommitted(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {

    /** Reads the committed offsets, then the ends. */
    static Uncommitted read(Admin admin, String group, String topic, int partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                AdminResult.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> from = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            TopicPartition partition = new TopicPartition(topic, i);
            OffsetAndMetadata offset = committed.get(partition);
            from.put(partition, offset == null ? 0 : offset.offset());
        }
        Map<TopicPartition, OffsetSpec> latest =
                from.keySet().stream().collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest()));
        Map<TopicPartition, Long> to = new HashMap<>();
        AdminResult.get(admin.listOffsets(latest).all()).forEach((partition, end) -> to.put(partition, end.offset()));
        return new Uncommitted(from, to);
    }

    boolean contains(TopicPartition partition, long offset) {
        return from.get(partition) <= offset && offset < to.get(partition);
    }
}
