package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.HttpCall;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.internal.lookup.http.TransportFailures;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks one API key through a free call to its provider, once a minute at most. Thread-safe.
 */
public final class ApiKeyChecker {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int UNAUTHORIZED = 401;

    /**
     * Result of a check.
     *
     * @param verdict whether the provider accepts the key
     * @param message for operators; without the key and without text of the response
     */
    public record Status(Verdict verdict, String message) {

        /** Whether the provider accepts the key. */
        public enum Verdict {
            ACCEPTED,
            REJECTED,
            /** The provider could not be called, returned another status, or has no free call. */
            UNKNOWN
        }
    }

    private final ProviderCallConfig<?> config;
    private final Clock clock;
    private Instant due = Instant.MIN;
    private CompletableFuture<Status> latest = new CompletableFuture<>();

    ApiKeyChecker(ProviderCallConfig<?> config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Returns the latest result, which may be pending. Cancelling it aborts the call. */
    synchronized CompletableFuture<Status> latest(HttpTransport transport) {
        Instant now = clock.instant();
        if (!now.isBefore(due)) {
            due = now.plus(INTERVAL);
            latest = check(transport);
        }
        return latest;
    }

    /** Returns whether the latest result has expired. */
    synchronized boolean isExpired() {
        return !clock.instant().isBefore(due);
    }

    private CompletableFuture<Status> check(HttpTransport transport) {
        HttpCall call;
        try {
            ProviderRequest request = config.provider().keyCheck();
            if (request == null) {
                return CompletableFuture.completedFuture(
                        new Status(Status.Verdict.UNKNOWN, "has no check that costs nothing"));
            }
            call = transport.send(
                    request,
                    config.baseUrl().resolve(request.path()),
                    config.provider().authorization(config.apiKey().value()),
                    config.responseTimeout(),
                    config.maxResponseSize(),
                    false);
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.completedFuture(new Status(
                    Status.Verdict.UNKNOWN,
                    "could not be called: " + e.getClass().getSimpleName()));
        }
        CancellingFuture<Status> status = new CancellingFuture<>();
        call.response().whenComplete((response, failure) -> status.complete(read(response, failure)));
        status.propagateCancelTo(call.response());
        return status;
    }

    private Status read(@Nullable ProviderResponse response, @Nullable Throwable failure) {
        if (response == null) {
            Throwable cause = failure == null ? new IllegalStateException("neither response nor failure") : failure;
            return new Status(
                    Status.Verdict.UNKNOWN,
                    TransportFailures.describe(cause, config.baseUrl())
                            .failure()
                            .message());
        }
        int status = response.status();
        if (status == UNAUTHORIZED) {
            return new Status(Status.Verdict.REJECTED, "does not accept the API key (status 401)");
        }
        return status >= 200 && status < 300
                ? new Status(Status.Verdict.ACCEPTED, "accepts the API key")
                : new Status(Status.Verdict.UNKNOWN, "answered with status " + status);
    }
}
