package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.Nullable;

/** One provider's half of the conversation. Knows nothing of servers, latency or logs. Thread-safe. */
interface EmulatedProvider {

    /** Resource names in the call log. */
    String VIDEO = "video";

    String USER = "user";
    String PAGE = "page";
    String ACCOUNT = "account";
    String UNKNOWN = "unknown";

    String name();

    /** The key that is accepted. */
    String apiKey();

    /** What the call is about, for the log and the limits; never fails. */
    String resource(HttpCall call);

    /** The answer to a path or method that does not exist, or null if both do. */
    @Nullable
    Answer routingError(HttpCall call);

    /** The key as sent, or null if none was. */
    @Nullable
    String keyIn(HttpCall call);

    Answer missingKeyError();

    Answer wrongKeyError();

    /** How many requests of one key may be open per resource. */
    default int concurrencyLimit() {
        return Integer.MAX_VALUE;
    }

    /** The refusal of one request too many. */
    default Answer concurrencyLimitExceeded() {
        throw new IllegalStateException(name() + " has no concurrency limit");
    }

    /** A documented failure in this provider's error shape. */
    Answer failure(DocumentedFailure failure, HttpCall call);

    /** What a key provokes that is no row of the documented failures, or null if nothing. */
    default @Nullable Answer undocumentedFailure(String key) {
        return null;
    }

    /** The answer to a call with a good key. */
    Answer answer(HttpCall call);
}
