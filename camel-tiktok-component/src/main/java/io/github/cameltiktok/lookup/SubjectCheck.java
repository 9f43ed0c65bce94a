package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderOperation;
import java.util.concurrent.CompletableFuture;

/** Refuses what a provider cannot look up before that takes a place in line, a call off the budget or a probe. */
final class SubjectCheck<T extends TikTokRecord> implements Lookup<T> {

    private final ProviderOperation<T> operation;
    private final Lookup<T> next;

    SubjectCheck(ProviderOperation<T> operation, Lookup<T> next) {
        this.operation = operation;
        this.next = next;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        try {
            operation.request(query.subject(), query.requestSource());
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        } catch (RuntimeException | LinkageError e) {
            // It is a fault of the provider's code, of which the call itself will tell.
            return next.find(query);
        }
        return next.find(query);
    }
}
