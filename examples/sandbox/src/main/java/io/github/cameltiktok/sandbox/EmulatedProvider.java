package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.Nullable;

/** Answers calls as one provider does, without server, latency or log. Thread-safe. */
interface EmulatedProvider {

    String VIDEO = "video";

    String USER = "user";
    String PAGE = "page";
    String ACCOUNT = "account";
    String UNKNOWN = "unknown";

    String name();

    /** Returns the API key that this provider accepts. */
    String apiKey();

    /** Returns the resource of the call for log and limits; never throws. */
    String resource(HttpCall call);

    /** Returns the error for an unknown path or method, or null if both are known. */
    @Nullable
    Answer routingError(HttpCall call);

    /** Returns the API key in the call, or null if there is none. */
    @Nullable
    String keyIn(HttpCall call);

    Answer missingKeyError();

    Answer wrongKeyError();

    /** Returns the maximum number of open calls per key and resource. */
    default int concurrencyLimit() {
        return Integer.MAX_VALUE;
    }

    default Answer concurrencyLimitExceeded() {
        throw new IllegalStateException(name() + " has no concurrency limit");
    }

    /** Returns a documented failure in this provider's error format. */
    Answer failure(DocumentedFailure failure, HttpCall call);

    /** Returns the failure of a special key outside {@link DocumentedFailures}, or null if the key has none. */
    default @Nullable Answer undocumentedFailure(String key) {
        return null;
    }

    /** Returns the answer to a call with the accepted key. */
    Answer answer(HttpCall call);
}
