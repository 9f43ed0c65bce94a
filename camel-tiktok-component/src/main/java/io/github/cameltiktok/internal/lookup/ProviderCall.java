package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.http.HttpCall;
import io.github.cameltiktok.internal.lookup.http.TransportFailures;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.mapping.SubjectMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last step: sends one HTTP request and parses the response on a worker.
 *
 * <p>Cancelling a lookup does not abort a request that was sent. The provider continues to process such a request after
 * a disconnect, and counts it against its limit. So the call ends with the response, or {@code responseTimeout} after
 * sending, and only then releases its permit.
 */
final class ProviderCall implements LookupStep {

    private static final int FIRST_ERROR_STATUS = 400;

    private final ScheduledExecutorService timer;
    private final Executor worker;

    ProviderCall(ScheduledExecutorService timer, Executor worker) {
        this.timer = timer;
        this.worker = worker;
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        ProviderClient<T> client = execution.client();
        ProviderCallConfig<T> config = client.config();
        HttpCall call;
        try {
            ProviderRequest request = config.operation()
                    .request(execution.query().subject(), execution.query().requestSource());
            call = client.transport()
                    .send(
                            request,
                            config.baseUrl().resolve(request.path()),
                            config.provider().authorization(config.apiKey().value()),
                            config.responseTimeout(),
                            config.maxResponseSize(),
                            execution.needsFreshConnection());
        } catch (RuntimeException | LinkageError e) {
            ProviderException described = toProviderException(e, config.apiKey());
            return CompletableFuture.completedFuture(Failed.notSent(client.provider(), described.failure()));
        }
        execution.countCall();
        long start = System.nanoTime();
        CallFuture<LookupResult<T>> result = new CallFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        call.response().whenComplete((response, failure) -> {
            Bulkhead.Permit permit = execution.permit();
            if (response != null) {
                permit.onResponse(Duration.ofNanos(System.nanoTime() - start));
            }
            if (response == null || response.status() < FIRST_ERROR_STATUS) {
                // Before the response is parsed, which the next lookup need not wait for. After an error, the circuit
                // breaker decides first whether there is a next call.
                permit.release();
            }
            ended.complete(null);
            CancellingFuture.run(worker, () -> {
                if (call.response().isCancelled() && !call.isSent()) {
                    result.completeCancelled();
                } else {
                    result.complete(read(execution, response, failure));
                }
            });
        });
        ended.exceptionally(cancelled -> {
            abandon(call, config.responseTimeout().minusNanos(System.nanoTime() - start));
            return null;
        });
        result.propagateCancelTo(ended);
        return result;
    }

    /** Aborts the call after a timeout; at once if the request was not sent. */
    private void abandon(HttpCall call, Duration timeout) {
        if (!call.isSent() || timeout.isNegative()) {
            call.response().cancel(true);
            return;
        }
        try {
            Future<?> alarm =
                    timer.schedule(() -> call.response().cancel(true), timeout.toNanos(), TimeUnit.NANOSECONDS);
            call.response().whenComplete((response, failure) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            call.response().cancel(true);
        }
    }

    private <T extends TikTokRecord> LookupResult<T> read(
            LookupExecution<T> execution, @Nullable ProviderResponse response, @Nullable Throwable failure) {
        ProviderCallConfig<T> config = execution.client().config();
        String provider = config.provider().name();
        if (response == null) {
            ProviderException lost = TransportFailures.describe(
                    failure == null ? new IllegalStateException("neither response nor failure") : failure,
                    config.baseUrl());
            return Failed.called(provider, lost.failure(), lost.getCause());
        }
        try {
            return record(execution.query().subject(), response, config);
        } catch (Throwable e) {
            ProviderException described =
                    toProviderException(readMasked(execution.query().subject(), response, config, e), config.apiKey());
            return Failed.called(
                    provider, capRetryAfter(described.failure(), response.receivedAt(), config), described.getCause());
        }
    }

    /** Returns the record; throws if the response contains none, or one about another subject. */
    private static <T extends TikTokRecord> Found<T> record(
            TikTokLink subject, ProviderResponse response, ProviderCallConfig<T> config) {
        T record = Objects.requireNonNull(config.operation().read(subject, response), "a provider must not read null");
        String mismatch = SubjectMatch.mismatch(subject, record);
        if (mismatch == null) {
            return new Found<>(record, response, Origin.CALLED, 1, null);
        }
        if (config.operation().hasMoved(subject, response)) {
            return new Found<>(record, response, Origin.CALLED, 1, subject.handle());
        }
        // Perhaps the response to another call: a provider may send a surplus response into a kept-alive connection.
        throw new ProviderException(
                ProviderFailure.of(ErrorKind.ANOTHER_SUBJECT, RetryAdvice.NEVER, mismatch, response));
    }

    /**
     * Parses a response that repeats the API key again, with the key masked. An error message may quote an excerpt that
     * cuts the key, and a partial key cannot be masked afterwards.
     */
    private static Throwable readMasked(
            TikTokLink subject, ProviderResponse response, ProviderCallConfig<?> config, Throwable e) {
        ProviderResponse masked = config.apiKey().maskIn(response);
        if (masked == response) {
            return e;
        }
        try {
            record(subject, masked, config);
            return e;
        } catch (RuntimeException | LinkageError again) {
            return again;
        }
    }

    /** Masks the API key in a provider's error. Any other exception becomes an upstream failure. */
    private static ProviderException toProviderException(Throwable e, ApiKey key) {
        if (!(e instanceof ProviderException provider)) {
            return new ProviderException(
                    ProviderFailure.withoutAnswer(
                            ErrorKind.UPSTREAM,
                            RetryAdvice.NEVER,
                            "could not be called or understood: " + e.getClass().getSimpleName()),
                    null);
        }
        ProviderFailure failure = provider.failure();
        return new ProviderException(
                new ProviderFailure(
                        failure.errorKind(),
                        failure.retry(),
                        key.maskIn(failure.message()),
                        failure.status(),
                        failure.code() == null ? null : key.maskIn(failure.code()),
                        failure.requestId() == null ? null : key.maskIn(failure.requestId()),
                        failure.retryAfter()),
                e.getCause());
    }

    /** Limits {@code Retry-After}: a wrong value must not block a provider for years. */
    private static ProviderFailure capRetryAfter(
            ProviderFailure failure, Instant receivedAt, ProviderCallConfig<?> config) {
        Duration asked = failure.retryAfter();
        Duration longest = config.maxRetryAfter();
        if (failure.retry() == RetryAdvice.NEXT_DAY) {
            Duration untilMidnight = Duration.between(
                    receivedAt, receivedAt.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
            longest = longest.compareTo(untilMidnight) < 0 ? untilMidnight : longest;
        }
        return asked == null || asked.compareTo(longest) <= 0 ? failure : failure.withRetryAfter(longest);
    }
}
