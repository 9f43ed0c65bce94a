package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The topic of dead letters, as the brokers describe it. Immutable.
 *
 * @param id id of the topic; an earlier topic of the same name had another id
 * @param partitions all partitions, by number
 */
record DeadLetterTopic(Uuid id, List<TopicPartition> partitions) {

    /**
     * Checks that the topic exists and may be read.
     *
     * @param isReplay whether to check also that the topic of requests exists and may be written
     * @throws CommandFailedException if the selection names a partition that does not exist
     * @throws RuntimeException if the brokers do not answer, or a topic or a right is missing
     */
    static DeadLetterTopic check(KafkaSettings settings, Topics topics, Selection selection, boolean isReplay) {
        String name = topics.deadLetters();
        Map<String, AclOperation> rights = new HashMap<>(Map.of(name, AclOperation.READ));
        if (isReplay) {
            rights.put(topics.requests(), AclOperation.WRITE);
        }
        TopicDescription description = Objects.requireNonNull(
                TopicSetup.checkRights(settings, topics, rights).get(name));
        int count = description.partitions().size();
        for (OffsetRange range : selection.offsets()) {
            if (range.partition() >= count) {
                throw new CommandFailedException("topic " + name + " has no partition " + range.partition()
                        + ": --offsets can name 0 to " + (count - 1));
            }
        }
        List<TopicPartition> partitions = IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
        return new DeadLetterTopic(description.topicId(), partitions);
    }
}
