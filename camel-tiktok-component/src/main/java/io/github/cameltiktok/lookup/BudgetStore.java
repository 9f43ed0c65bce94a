package io.github.cameltiktok.lookup;

import org.jspecify.annotations.Nullable;

/** Keeps the counts of budgets over a restart. Thread-safe. */
public interface BudgetStore {

    /** For counts that end with the engine. */
    BudgetStore NONE = new BudgetStore() {
        @Override
        public @Nullable String load(String key) {
            return null;
        }

        @Override
        public void save(String key, String counts) {
            // Nothing is kept.
        }
    };

    /** Returns what was saved last; {@code null} if nothing was. */
    @Nullable
    String load(String key);

    /** Saves, before it returns. */
    void save(String key, String counts);
}
