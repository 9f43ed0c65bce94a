package io.github.cameltiktok.lookup;

import io.github.cameltiktok.lookup.KeyCheck.Verdict;
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
final class KeyChecks {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int UNAUTHORIZED = 401;

    private final ProviderAccess<?> access;
    private final HttpTransport transport;
    private final Clock clock;
    private Instant due = Instant.MIN;
    private CompletableFuture<KeyCheck> latest = new CompletableFuture<>();

    /** @param clock that the minute goes by */
    KeyChecks(ProviderAccess<?> access, HttpTransport transport, Clock clock) {
        this.access = access;
        this.transport = transport;
        this.clock = clock;
    }

    /** Returns the latest answer, or the one that is under way; cancelling it gives the call up. */
    synchronized CompletableFuture<KeyCheck> latest() {
        Instant now = clock.instant();
        if (!now.isBefore(due)) {
            due = now.plus(INTERVAL);
            latest = ask();
        }
        return latest;
    }

    private CompletableFuture<KeyCheck> ask() {
        CompletableFuture<ProviderResponse> call;
        try {
            ProviderRequest request = access.provider().keyCheck();
            if (request == null) {
                return CompletableFuture.completedFuture(
                        new KeyCheck(Verdict.UNKNOWN, "has no check that costs nothing"));
            }
            call = transport.send(
                    request,
                    access.baseUrl().resolve(request.path()),
                    access.provider().authorization(access.apiKey().value()),
                    access.responseTimeout(),
                    access.maxResponseSize(),
                    false);
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.completedFuture(new KeyCheck(
                    Verdict.UNKNOWN, "could not be asked: " + e.getClass().getSimpleName()));
        }
        return Futures.cancelling(call.handle(this::read), call);
    }

    private KeyCheck read(@Nullable ProviderResponse response, @Nullable Throwable failure) {
        if (response == null) {
            Throwable cause = failure == null ? new IllegalStateException("neither answer nor failure") : failure;
            return new KeyCheck(
                    Verdict.UNKNOWN,
                    TransportFailures.describe(cause, access.baseUrl())
                            .failure()
                            .message());
        }
        int status = response.status();
        if (status == UNAUTHORIZED) {
            return new KeyCheck(Verdict.REJECTED, "does not accept the API key (status 401)");
        }
        return status >= 200 && status < 300
                ? new KeyCheck(Verdict.ACCEPTED, "accepts the API key")
                : new KeyCheck(Verdict.UNKNOWN, "answered with status " + status);
    }
}
