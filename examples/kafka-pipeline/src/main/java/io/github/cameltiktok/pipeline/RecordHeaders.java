package io.github.cameltiktok.pipeline;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Headers of the records that the pipeline writes, as UTF-8 text. Headers of the request are kept, except names that begin
 * like Camel's.
 */
public final class RecordHeaders {

    /** Topic of the request. Topic, partition and offset stay through all retries, so they identify duplicates. */
    public static final String TOPIC = "tiktok-request-topic";

    public static final String PARTITION = "tiktok-request-partition";
    public static final String OFFSET = "tiktok-request-offset";

    /** Platform that asked; absent if the request names none that is valid. */
    public static final String REQUEST_SOURCE = "tiktok-request-source";

    /** Number of the retry; 1 for the first. */
    public static final String RETRY = "tiktok-retry";

    /** Time before which a retry is not looked up, in ISO 8601. */
    public static final String DUE = "tiktok-due";

    /** Calls made for the request, over all retries. */
    public static final String ATTEMPTS = "tiktok-attempts";

    /** Class of the exception, on retries and dead letters. */
    public static final String ERROR_CLASS = "tiktok-error-class";

    public static final String ERROR_MESSAGE = "tiktok-error-message";
    public static final String ERROR_PROVIDER = "tiktok-error-provider";
    public static final String ERROR_STATUS = "tiktok-error-status";
    public static final String ERROR_CODE = "tiktok-error-code";

    /** Prefix of all names. */
    public static final String PREFIX = "tiktok-";

    /** Size in bytes of a value that was too large for the topic of dead letters, and is omitted. */
    public static final String VALUE_OMITTED = "tiktok-value-omitted";

    private RecordHeaders() {}

    /** Returns the last header of a name as text; {@code null} if it is absent or its value is null. */
    public static @Nullable String text(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
