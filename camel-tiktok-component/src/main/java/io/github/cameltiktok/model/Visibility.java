package io.github.cameltiktok.model;

import org.jspecify.annotations.Nullable;

/** Who can see an account. */
public enum Visibility {
    PUBLIC,
    PRIVATE;

    /** Returns the visibility of this name, without regard to case; {@code null} if there is none such. */
    public static @Nullable Visibility ofName(@Nullable String name) {
        for (Visibility visibility : values()) {
            if (visibility.name().equalsIgnoreCase(name)) {
                return visibility;
            }
        }
        return null;
    }

    /** Returns the visibility of an account that is private or not; {@code null} if that is unknown. */
    public static @Nullable Visibility ofPrivate(@Nullable Boolean isPrivate) {
        if (isPrivate == null) {
            return null;
        }
        return isPrivate ? PRIVATE : PUBLIC;
    }
}
