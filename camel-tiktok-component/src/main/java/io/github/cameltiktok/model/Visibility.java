package io.github.cameltiktok.model;

import org.jspecify.annotations.Nullable;

/** Visibility of a creator's profile. */
public enum Visibility {
    PUBLIC,
    PRIVATE;

    /** Returns the visibility with this name, case-insensitively; {@code null} if the name is unknown. */
    public static @Nullable Visibility ofName(@Nullable String name) {
        for (Visibility visibility : values()) {
            if (visibility.name().equalsIgnoreCase(name)) {
                return visibility;
            }
        }
        return null;
    }

    /** Returns the visibility for a flag that is true for a private profile; {@code null} for {@code null}. */
    public static @Nullable Visibility ofPrivate(@Nullable Boolean isPrivate) {
        if (isPrivate == null) {
            return null;
        }
        return isPrivate ? PRIVATE : PUBLIC;
    }
}
