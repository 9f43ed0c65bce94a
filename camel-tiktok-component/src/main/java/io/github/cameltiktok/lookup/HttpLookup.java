package io.github.cameltiktok.lookup;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.Retry;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.answer.Excerpt;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The last step: one call to the provider, whose answer is read on a worker. */
final class HttpLookup<T extends TikTokRecord> implements Lookup<T> {

    private static final int REFUSED = 400;

    private final ProviderAccess<T> access;
    private final HttpTransport transport;
    private final Executor worker;

    HttpLookup(ProviderAccess<T> access, HttpTransport transport, Executor worker) {
        this.access = access;
        this.transport = transport;
        this.worker = worker;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        Runnable onceAnswered = query.onceAnswered();
        CompletableFuture<ProviderResponse> call;
        try {
            ProviderRequest request = access.operation().request(query.subject(), query.requestSource());
            URI uri = access.baseUrl().resolve(request.path());
            SecretHeader authorization =
                    access.provider().authorization(access.apiKey().value());
            query.countAttempt();
            call = transport.send(
                    request,
                    uri,
                    authorization,
                    access.responseTimeout(),
                    access.maxResponseSize(),
                    query.needsNewConnection());
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedFuture(described(e));
        }
        CompletableFuture<LookupResult<T>> result =
                call.handleAsync((response, failure) -> read(query, response, failure), worker);
        call.whenComplete((response, failure) -> {
            if (!call.isCancelled()) {
                onceAnswered.run();
            }
        });
        return Futures.cancelling(result, call);
    }

    private LookupResult<T> read(LookupQuery query, @Nullable ProviderResponse response, @Nullable Throwable failure) {
        if (response == null) {
            query.distrustConnections();
            throw TransportFailures.describe(
                    failure == null ? new IllegalStateException("neither answer nor failure") : failure,
                    access.baseUrl());
        }
        try {
            return new LookupResult<>(record(query.subject(), response), response, LookupResult.Origin.CALLED);
        } catch (RuntimeException | LinkageError e) {
            if (response.status() < REFUSED) {
                // It may be what was left in the connection.
                query.distrustConnections();
            }
            throw described(reread(query, response, e));
        }
    }

    private T record(TikTokLink subject, ProviderResponse response) {
        T record = Objects.requireNonNull(access.operation().read(subject, response), "a provider must not read null");
        refuseAnother(subject, record, response);
        return record;
    }

    /** It may be somebody else's answer, left in the connection by a provider that had sent one too many. */
    private static void refuseAnother(TikTokLink asked, TikTokRecord record, ProviderResponse response) {
        String wanted = record instanceof TikTokVideo ? asked.id() : asked.handle();
        String found = record instanceof TikTokVideo video ? video.id() : ((TikTokUser) record).handle();
        if (wanted != null && found != null && !wanted.equalsIgnoreCase(found)) {
            throw new ProviderException(ProviderFailure.of(
                    FailureClass.UPSTREAM,
                    Retry.YES,
                    "answered about " + Excerpt.of(found) + " and not " + wanted,
                    response));
        }
    }

    /**
     * An error may quote the first characters of an answer that repeats the key, and so a part of the key, which could
     * not be masked afterwards. So such an answer is masked and read again.
     */
    private Throwable reread(LookupQuery query, ProviderResponse response, Throwable e) {
        ProviderResponse masked = access.apiKey().maskIn(response);
        if (masked == response) {
            return e;
        }
        try {
            record(query.subject(), masked);
            return e;
        } catch (RuntimeException | LinkageError again) {
            return again;
        }
    }

    /** A provider may repeat the key in its error; and whatever a provider's code throws ends as one kind of failure. */
    private ProviderException described(Throwable e) {
        if (!(e instanceof ProviderException provider)) {
            return new ProviderException(
                    ProviderFailure.withoutAnswer(
                            FailureClass.UPSTREAM,
                            Retry.NEVER,
                            "could not be asked or understood: " + e.getClass().getSimpleName()),
                    null);
        }
        ProviderFailure failure = provider.failure();
        ApiKey key = access.apiKey();
        return new ProviderException(
                new ProviderFailure(
                        failure.failureClass(),
                        failure.retry(),
                        key.maskIn(failure.message()),
                        failure.status(),
                        failure.code() == null ? null : key.maskIn(failure.code()),
                        failure.requestId() == null ? null : key.maskIn(failure.requestId()),
                        failure.retryAfter()),
                e.getCause());
    }
}
