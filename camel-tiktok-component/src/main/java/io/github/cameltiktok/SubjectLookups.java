package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lookups of one consumer: the only class of the consumer that knows how the engine starts, cancels and reports a
 * lookup. Thread-safe.
 */
final class SubjectLookups {

    /** What a kill repeats has a bound even where maxConcurrentRequests is thousands; the providers' own limits fit. */
    private static final int MAX_IN_FLIGHT = 100;

    private final TikTokEndpoint endpoint;
    private final TikTokResource resource;
    private final EndpointLookups lookups;
    private final AnswerWriter answers;
    private final LongAdder calls = new LongAdder();

    SubjectLookups(TikTokEndpoint endpoint) {
        this.endpoint = endpoint;
        this.resource = endpoint.getResource();
        this.lookups = new EndpointLookups(endpoint);
        this.answers = new AnswerWriter(resource, endpoint.getConfiguration().getOutputFormat());
    }

    /**
     * Prepares the lookups.
     *
     * @throws IllegalArgumentException if no provider is set, or an option is wrong
     * @throws TikTokCredentialsException if there is no key for a provider
     */
    void open() {
        lookups.at(provider());
    }

    /**
     * Returns how many lookups to keep in flight: the calls that the first provider allows at the same time.
     *
     * @throws IllegalArgumentException if an option is wrong
     * @throws TikTokCredentialsException if there is no key for a provider
     */
    int maxInFlight() {
        int allowed = endpoint.getComponent()
                .plan(endpoint, provider())
                .providers()
                .get(0)
                .maxConcurrentRequests();
        return Math.min(allowed, MAX_IN_FLIGHT);
    }

    /** Returns how many calls the lookups have taken so far, retries included. */
    long calls() {
        return calls.sum();
    }

    /**
     * Starts a lookup. Throws nothing: every failure is an outcome.
     *
     * @param whenDone gets the outcome, exactly once, possibly before this method returns; must not block
     * @return cancels the lookup
     */
    Future<?> start(TikTokLink subject, Consumer<PolledSubject> whenDone) {
        try {
            return find(lookups.at(provider()), endpoint.query(subject), whenDone);
        } catch (Throwable e) {
            whenDone.accept(PolledSubject.failed(subject, failure(e, subject)));
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
                                    query.subject(), found.record(), message -> answers.write(message, query, found))
                            : PolledSubject.failed(
                                    query.subject(),
                                    result instanceof Failed<T> failed
                                            ? Failures.of(failed, resource, query)
                                            : failure(fault, query.subject())));
        });
        return lookedUp;
    }

    /** Releases the lookups; those in flight are the caller's to cancel. */
    void close() {
        lookups.close();
    }

    private String provider() {
        String provider = endpoint.getConfiguration().getProvider();
        if (provider == null) {
            throw new InvalidArgumentException(
                    "no provider to ask: set option provider or property camel.component.tiktok.provider to one of "
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
                FailureDetails.REFUSED,
                cause);
    }
}
