package io.github.cameltiktok.pipeline.scale;

import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.ConsumerGroupState;
import org.awaitility.Awaitility;

/** The consumer group of the instances. */
final class InstanceGroup {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String brokers;
    private final String name;

    InstanceGroup(String brokers, String name) {
        this.brokers = brokers;
        this.name = name;
    }

    /** Waits until instances share the partitions of a topic evenly, and the group is stable. */
    void awaitEvenShares(String topic, int partitions, List<PipelineProcess> instances) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("an instance has ended", () -> !instances.stream().allMatch(PipelineProcess::isAlive))
                    .until(() -> isEven(describe(admin), topic, partitions, instances.size()));
        }
    }

    private ConsumerGroupDescription describe(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(name)).all().get().get(name);
    }

    private static boolean isEven(ConsumerGroupDescription group, String topic, int partitions, int instances) {
        return group.state() == ConsumerGroupState.STABLE
                && group.members().size() == instances
                && group.members().stream()
                                .filter(member -> share(member, topic) == partitions / instances)
                                .count()
                        == instances;
    }

    private static long share(MemberDescription member, String topic) {
        return member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .count();
    }
}
