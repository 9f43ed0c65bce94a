package io.github.cameltiktok.provider.mapping;

import org.jspecify.annotations.Nullable;

/** Selects the first known value among several fields of the same meaning. */
public final class FirstNonNull {

    private FirstNonNull() {}

    /** Returns the first value that is not {@code null}, if any. */
    public static <T> @Nullable T of(@Nullable T first, @Nullable T second) {
        return first != null ? first : second;
    }

    /** Returns the first value that is not {@code null}, if any. */
    public static <T> @Nullable T of(@Nullable T first, @Nullable T second, @Nullable T third) {
        return first != null ? first : of(second, third);
    }
}
