package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.CallQuota;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/** Stores the counts of quotas in a Camel state repository. */
record RepositoryQuotaStore(StateRepository<String, String> repository) implements CallQuota.Store {

    @Override
    public @Nullable String load(String key) {
        return repository.getState(key);
    }

    @Override
    public void save(String key, String counts) {
        repository.setState(key, counts);
    }
}
