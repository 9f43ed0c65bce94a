package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A record of the dead-letter topic. Immutable as long as its record is not changed.
 *
 * @param record as it was read
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    /** The value of a header that is missing. */
    static final String UNKNOWN = "unknown";

    /** Estimate of what Kafka's record format and the objects around it add, in bytes. */
    private static final int OVERHEAD = 256;

    /** Returns the full name of the exception, or {@link #UNKNOWN}. */
    String errorClass() {
        return header(RecordHeaders.ERROR_CLASS, UNKNOWN);
    }

    /** Returns the exception's name without its package. */
    String simpleErrorClass() {
        String name = errorClass();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns the platform that has sent the request, or {@link #UNKNOWN}. */
    String source() {
        return header(RecordHeaders.REQUEST_SOURCE, UNKNOWN);
    }

    /** Returns the provider's status and code as far as they are known, else an empty text. */
    String statusAndCode() {
        return (header(RecordHeaders.ERROR_STATUS, "") + ' ' + header(RecordHeaders.ERROR_CODE, "")).strip();
    }

    /** Returns whether its value is missing because it was too large: then the request cannot be sent again. */
    boolean isWithoutItsValue() {
        return record.headers().lastHeader(RecordHeaders.OMITTED) != null;
    }

    /** Returns when it was written. */
    Instant timestamp() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    long offset() {
        return record.offset();
    }

    /** Returns about how much memory it takes, in bytes. */
    long size() {
        long size = OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    /** Returns the request again: key, value and headers as they are, without those that the pipeline has added. */
    ProducerRecord<byte[], byte[]> request(String topic) {
        ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(topic, record.key(), record.value());
        for (Header header : record.headers()) {
            if (!header.key().startsWith(RecordHeaders.OURS)) {
                request.headers().add(header);
            }
        }
        return request;
    }

    private String header(String name, String otherwise) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? otherwise
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
