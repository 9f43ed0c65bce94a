package io.github.cameltiktok.pipeline.scale;

import io.github.cameltiktok.pipeline.RecordHeaders;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.topic.TopicConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the outcomes of instances, with their times of writing. For one thread. */
final class OutcomeTimes implements AutoCloseable {

    private final Topics topics;
    private final TopicConsumer consumer;
    private final Set<String> ended = new HashSet<>();
    private final List<Long> times = new ArrayList<>();
    private int videos;
    private int deadLetters;
    private int retries;

    OutcomeTimes(String brokers, Topics topics) {
        this.topics = topics;
        // Large fetches a few times per second leave the CPU to the instances that are measured.
        consumer = TopicConsumer.ofOutcomes(
                brokers,
                topics,
                Map.of("fetch.min.bytes", "1000000", "fetch.max.wait.ms", "200", "max.poll.records", "5000"));
    }

    /** Reads until a number of requests have their outcome or the time limit has passed, and returns the number. */
    int await(int requests, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (ended.size() < requests && System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(500), this::count);
        }
        return ended.size();
    }

    /** Resets all counts, after a warm-up. */
    void reset() {
        ended.clear();
        times.clear();
        videos = 0;
        deadLetters = 0;
        retries = 0;
    }

    int videos() {
        return videos;
    }

    int deadLetters() {
        return deadLetters;
    }

    int retries() {
        return retries;
    }

    /** Returns the time from the first outcome to the last, in seconds, by the clocks of the instances. */
    double seconds() {
        return seconds(0, times.size() - 1);
    }

    /** Returns the outcomes per second of the middle 80 %, without the start and the end of the instances. */
    double rate() {
        Collections.sort(times);
        int from = times.size() / 10;
        int to = times.size() - 1 - from;
        return (to - from) / seconds(from, to);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private double seconds(int from, int to) {
        Collections.sort(times);
        return (times.get(to) - times.get(from)) / 1e3;
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.retries())) {
            retries++;
            return;
        }
        if (record.topic().equals(topics.videos())) {
            videos++;
        } else {
            deadLetters++;
        }
        ended.add(RecordHeaders.text(record, RecordHeaders.PARTITION)
                + '/'
                + RecordHeaders.text(record, RecordHeaders.OFFSET));
        times.add(record.timestamp());
    }
}
