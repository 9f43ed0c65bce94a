package io.github.cameltiktok.lookup;

import org.jspecify.annotations.Nullable;

/**
 * How many calls a provider may get.
 *
 * @param perDay in a day of UTC; {@code null} for any number
 * @param perMonth in a calendar month of UTC; {@code null} for any number
 */
public record BudgetSettings(
        @Nullable Integer perDay, @Nullable Integer perMonth) {

    /** Any number. */
    public static final BudgetSettings UNLIMITED = new BudgetSettings(null, null);

    boolean isUnlimited() {
        return perDay == null && perMonth == null;
    }
}
