package io.github.cameltiktok.lookup;

import org.jspecify.annotations.Nullable;

/**
 * How many calls a provider has had.
 *
 * @param provider that was called
 * @param today calls since midnight UTC
 * @param perDay how many it may get; {@code null} for any number
 * @param thisMonth calls since the first of the month, UTC
 * @param perMonth how many it may get; {@code null} for any number
 */
public record BudgetStatus(
        String provider,
        int today,
        @Nullable Integer perDay,
        int thisMonth,
        @Nullable Integer perMonth) {}
