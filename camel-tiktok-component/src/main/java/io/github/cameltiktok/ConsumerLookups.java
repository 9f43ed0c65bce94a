package io.github.cameltiktok;

import io.github.cameltiktok.TikTokException.Details;
import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.internal.message.ResultWriter;
import io.github.cameltiktok.internal.watch.PolledSubject;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the lookups of one consumer and turns their results into outcomes of its polls. Thread-safe. */
final class ConsumerLookups {

    /** Bounds the calls that a kill repeats; the documented limits of the providers are lower. */
    private static final int MAX_IN_FLIGHT = 100;

    private final TikTokEndpoint endpoint;
    private final TikTokResource resource;
    private final EndpointLookups lookups;
    private final ResultWriter results;
    private final LongAdder calls = new LongAdder();

    ConsumerLookups(TikTokEndpoint endpoint) {
        this.endpoint = endpoint;
        this.resource = endpoint.getResource();
        this.lookups = new EndpointLookups(endpoint);
        this.results = endpoint.resultWriter();
    }

    /**
     * Creates the chain of the endpoint's provider, so that a wrong option fails the start.
     *
     * @throws InvalidArgumentException if no provider is set, or an option is wrong
     * @throws TikTokCredentialsException if a provider has no key
     */
    void open() {
        lookups.at(provider());
    }

    /**
     * Returns the number of lookups to keep in flight: the calls that the first provider allows at the same time.
     *
     * @throws InvalidArgumentException if an option is wrong
     * @throws TikTokCredentialsException if a provider has no key
     */
    int maxInFlight() {
        int allowed = endpoint.getComponent()
                .plan(endpoint, provider())
                .providers()
                .get(0)
                .maxConcurrentRequests();
        return Math.min(allowed, MAX_IN_FLIGHT);
    }

    /** Returns the number of calls so far, retries included. */
    long calls() {
        return calls.sum();
    }

    /**
     * Starts a lookup. Throws nothing: every failure is an outcome.
     *
     * @param whenDone receives the outcome, exactly once, possibly before this method returns; must not block
     * @return cancels the lookup
     */
    Future<?> start(TikTokLink subject, Consumer<PolledSubject> whenDone) {
        try {
            return find(lookups.at(provider()), endpoint.query(subject), whenDone);
        } catch (Throwable e) {
            whenDone.accept(failed(subject, failure(e, subject)));
            return CompletableFuture.completedFuture(null);
        }
    }

    private <T extends TikTokRecord> Future<?> find(
            LookupChain<T> lookup, LookupQuery query, Consumer<PolledSubject> whenDone) {
        CompletableFuture<LookupResult<T>> lookedUp = lookup.find(query);
        lookedUp.whenComplete((result, fault) -> {
            if (result != null) {
                calls.add(result.calls());
            }
            whenDone.accept(
                    result instanceof Found<T> found
                            ? PolledSubject.found(
                                    query.subject(), found.record(), message -> results.write(message, query, found))
                            : failed(
                                    query.subject(),
                                    result instanceof Failed<T> failed
                                            ? ExceptionFactory.of(failed, resource, query)
                                            : failure(fault, query.subject())));
        });
        return lookedUp;
    }

    private static PolledSubject failed(TikTokLink subject, TikTokException failure) {
        return failure instanceof TikTokNotFoundException
                ? PolledSubject.notVisible(subject)
                : PolledSubject.failed(subject, failure);
    }

    /** Closes the chains. Lookups in flight continue until their caller cancels them. */
    void close() {
        lookups.close();
    }

    private String provider() {
        String provider = endpoint.getConfiguration().getProvider();
        if (provider == null) {
            throw new InvalidArgumentException(
                    "no provider: set option provider or property camel.component.tiktok.provider to one of "
                            + endpoint.getComponent().providers().names());
        }
        return provider;
    }

    private TikTokException failure(@Nullable Throwable cause, TikTokLink subject) {
        if (cause instanceof TikTokException known) {
            return known;
        }
        return new TikTokUnavailableException(
                "Lookup of " + resource.uriName() + ' ' + subject.url() + " failed: internal error"
                        + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"),
                Details.REJECTED,
                TikTokUnavailableException.Reason.INTERNAL,
                cause);
    }
}
