package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import java.util.concurrent.CompletableFuture;

/** Makes no call that the budget does not allow. */
final class SpendingLimit<T extends TikTokRecord> implements Lookup<T> {

    private final Budget budget;
    private final Lookup<T> next;

    /** @param budget shared by all lookups at the provider */
    SpendingLimit(Budget budget, Lookup<T> next) {
        this.budget = budget;
        this.next = next;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        ProviderFailure refusal = budget.take();
        return refusal == null ? next.find(query) : CompletableFuture.failedFuture(new ProviderException(refusal));
    }
}
