package io.github.cameltiktok;

import io.github.cameltiktok.lookup.BudgetStore;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/** Keeps the counts of budgets in one of Camel's state repositories. */
record RepositoryBudgetStore(StateRepository<String, String> repository) implements BudgetStore {

    @Override
    public @Nullable String load(String key) {
        return repository.getState(key);
    }

    @Override
    public void save(String key, String counts) {
        repository.setState(key, counts);
    }
}
