package io.github.cameltiktok.pipeline;

import org.apache.camel.component.kafka.serde.KafkaHeaderDeserializer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps headers with null values from a request to its outcome. Camel's Kafka producer would omit them.
 *
 * <p>As header deserializer of the Kafka component it replaces null with a placeholder, an empty byte array. As value
 * serializer it replaces the placeholder with null again, and writes the value unchanged. Thread-safe.
 */
public final class NullHeaders extends ByteArraySerializer implements KafkaHeaderDeserializer {

    /** Compared by identity: a header may be empty without being null. */
    private static final byte[] PLACEHOLDER = {};

    /** Returns the value of a header unchanged; the placeholder for null. */
    @Override
    public Object deserialize(String name, byte @Nullable [] value) {
        return value == null ? PLACEHOLDER : value;
    }

    /** Returns the value of the record unchanged; null for null. Replaces each placeholder in the headers with null. */
    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, byte @Nullable [] value) {
        for (Header header : headers.toArray()) {
            if (header.value() == PLACEHOLDER) {
                headers.remove(header.key()).add(header.key(), null);
            }
        }
        return value;
    }
}
