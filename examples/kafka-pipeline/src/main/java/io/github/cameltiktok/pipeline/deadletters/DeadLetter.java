package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.RecordHeaders;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A record of the dead-letter topic. Immutable while its record is unchanged.
 *
 * @param record as it was read
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    /** Stands for the value of a header that is missing. */
    static final String UNKNOWN = "unknown";

    /** Estimated size in bytes of Kafka's record format and of the objects around it. */
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

    /** Returns the platform that sent the request, or {@link #UNKNOWN}. */
    String source() {
        return header(RecordHeaders.REQUEST_SOURCE, UNKNOWN);
    }

    /** Returns status and code of the provider, as far as they are known; empty if neither is. */
    String statusAndCode() {
        return (header(RecordHeaders.ERROR_STATUS, "") + ' ' + header(RecordHeaders.ERROR_CODE, "")).strip();
    }

    /** Returns whether the value was omitted as too large, so that the request cannot be replayed. */
    boolean isValueOmitted() {
        return record.headers().lastHeader(RecordHeaders.VALUE_OMITTED) != null;
    }

    /** Returns the time of writing. */
    Instant timestamp() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    long offset() {
        return record.offset();
    }

    /** Returns the approximate memory use in bytes. */
    long size() {
        long size = OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    /** Returns the request: key, value and headers unchanged, without the headers of the pipeline. */
    ProducerRecord<byte[], byte[]> toRequest(String topic) {
        ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(topic, record.key(), record.value());
        for (Header header : record.headers()) {
            if (!header.key().startsWith(RecordHeaders.PREFIX)) {
                request.headers().add(header);
            }
        }
        return request;
    }

    private String header(String name, String otherwise) {
        return Objects.requireNonNullElse(RecordHeaders.text(record, name), otherwise);
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
