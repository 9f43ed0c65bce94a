package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.pipeline.PipelineFixture;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RequestWriterTest {

    private static final Topics TOPICS = Topics.of("request-writer");

    private final KafkaSettings settings = KafkaSettings.of(PipelineFixture.brokers());

    @Test
    void laterReplayFencesEarlierOne() {
        TopicSetup.createMissing(PipelineFixture.brokers(), TOPICS, 1);
        TopicPartition partition = new TopicPartition(TOPICS.deadLetters(), 0);
        try (RequestWriter earlier = writer("group-1");
                RequestWriter later = writer("group-2");
                CommittedRequests requests = new CommittedRequests(PipelineFixture.brokers(), TOPICS.requests())) {
            earlier.open();
            earlier.write(List.of(letter("first")), Map.of(partition, new OffsetAndMetadata(1)));
            later.open();

            assertThatThrownBy(
                            () -> earlier.write(List.of(letter("second")), Map.of(partition, new OffsetAndMetadata(2))))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessage(
                            "another replay with transactional id request-writer-replay has started, so this one has"
                                    + " stopped; what it has committed is not repeated");
            later.write(List.of(letter("third")), Map.of(partition, new OffsetAndMetadata(3)));
            assertThat(requests.next())
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .containsExactly("first", "third");
        }
    }

    private RequestWriter writer(String group) {
        return new RequestWriter(settings, "request-writer-replay", TOPICS.requests(), group);
    }

    private static DeadLetter letter(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new DeadLetter(new ConsumerRecord<>(TOPICS.deadLetters(), 0, 0, bytes, bytes));
    }
}
