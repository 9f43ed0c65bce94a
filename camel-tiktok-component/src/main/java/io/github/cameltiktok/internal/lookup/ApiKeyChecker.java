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
 * Asks a provider whether it accepts one API key, through a call that costs nothing, and not more often than once a
 * minute whatever came of it. Thread-safe.
 */
public final class ApiKeyChecker {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int UNAUTHORIZED = 401;

    /**
     * Whether a provider accepts an API key.
     *
     * @param verdict whether it accepts the key
     * @param message in words; holds no key and nothing of an answer
     */
    public record Status(Verdict verdict, String message) {

        /** About a key. */
        public enum Verdict {
            ACCEPTED,
            REJECTED,
            /** The provider could not be called, answered something else, or has no check. */
            UNKNOWN
        }
    }

    private final ProviderCallConfig<?> config;
    private final Clock clock;
    private Instant due = Instant.MIN;
    private CompletableFuture<Status> latest = new CompletableFuture<>();

    /** @param clock that the minute goes by */
    ApiKeyChecker(ProviderCallConfig<?> config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Returns the latest answer, or the one that is under way; cancelling it gives the call up. */
    synchronized CompletableFuture<Status> latest(HttpTransport transport) {
        Instant now = clock.instant();
        if (!now.isBefore(due)) {
            due = now.plus(INTERVAL);
            latest = ask(transport);
        }
        return latest;
    }

    /** Returns whether the last answer is too old to be used again. */
    synchronized boolean isIdle() {
        return !clock.instant().isBefore(due);
    }

    private CompletableFuture<Status> ask(HttpTransport transport) {
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
        status.from(call.response());
        return status;
    }

    private Status read(@Nullable ProviderResponse response, @Nullable Throwable failure) {
        if (response == null) {
            Throwable cause = failure == null ? new IllegalStateException("neither answer nor failure") : failure;
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
