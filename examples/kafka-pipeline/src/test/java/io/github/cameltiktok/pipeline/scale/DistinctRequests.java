package io.github.cameltiktok.pipeline.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Requests for different videos, so that none is answered from the cache. */
final class DistinctRequests {

    private static final long FIRST_ID = 7_400_000_000_000_000_000L;
    private static final long ID_STEP = 1_000_003;

    private DistinctRequests() {}

    /** Sends numbered requests to the partitions in turn; returns when all are written. */
    static void send(String brokers, String topic, int first, int count) {
        Map<String, Object> options = Map.of(
                "bootstrap.servers", brokers,
                "linger.ms", "20",
                "batch.size", "131072",
                "acks", "all");
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(topic).size();
            for (int i = first; i < first + count; i++) {
                // Kafka's partitioner would fill partitions batch by batch. Here all partitions have equally many.
                producer.send(new ProducerRecord<>(topic, i % partitions, null, request(i)), (written, failure) -> {
                    if (failure != null) {
                        failures.add(failure);
                    }
                });
            }
        }
        assertThat(failures).isEmpty();
    }

    private static byte[] request(int number) {
        String link = "https://www.tiktok.com/@some.cook/video/" + (FIRST_ID + number * ID_STEP)
                // As copied from a browser.
                + "?is_from_webapp=1&sender_device=pc";
        return ("{\"url\":\"" + link + "\",\"requestSource\":\"API\"}").getBytes(StandardCharsets.UTF_8);
    }
}
