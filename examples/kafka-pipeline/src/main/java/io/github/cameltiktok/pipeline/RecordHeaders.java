package io.github.cameltiktok.pipeline;

/**
 * Headers of the records that the pipeline writes, all of them text. Those of the request itself go on beside them, but for
 * names that start like Camel's own.
 */
public final class RecordHeaders {

    /** Where the request stood first; it stays through all retries, so that who gets an outcome twice can tell. */
    public static final String TOPIC = "tiktok-request-topic";

    public static final String PARTITION = "tiktok-request-partition";
    public static final String OFFSET = "tiktok-request-offset";

    /** Who asked; absent if the request does not say in a way that can be read. */
    public static final String REQUEST_SOURCE = "tiktok-request-source";

    /** Of a retry: how many there were, this one included. */
    public static final String RETRY = "tiktok-retry";

    /** Of a retry: not before this instant, in ISO 8601. */
    public static final String DUE = "tiktok-due";

    /** Calls made for the request, over all retries. */
    public static final String ATTEMPTS = "tiktok-attempts";

    /** Of a retry and of a dead letter: why. */
    public static final String ERROR_CLASS = "tiktok-error-class";

    public static final String ERROR_MESSAGE = "tiktok-error-message";
    public static final String ERROR_PROVIDER = "tiktok-error-provider";
    public static final String ERROR_STATUS = "tiktok-error-status";
    public static final String ERROR_CODE = "tiktok-error-code";

    /** The beginning of all names here. */
    public static final String OURS = "tiktok-";

    /** Of a dead letter without value: the size in bytes of the value, which is too large for the topic. */
    public static final String OMITTED = "tiktok-value-omitted";

    private RecordHeaders() {}
}
