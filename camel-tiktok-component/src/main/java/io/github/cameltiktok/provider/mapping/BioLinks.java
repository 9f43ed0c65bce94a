package io.github.cameltiktok.provider.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Normalises the link in a creator's bio, which providers return with or without a scheme. */
public final class BioLinks {

    /** The slashes are required: {@code example.com:8080} has no scheme. */
    private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://|mailto:");

    private BioLinks() {}

    /**
     * Returns the link with a scheme.
     *
     * @param link link in the response
     * @param derived records the field {@code bioLink} if the scheme was added
     */
    public static @Nullable String withScheme(@Nullable String link, DerivedFields derived) {
        if (link == null) {
            return null;
        }
        String text = link.strip();
        if (SCHEME.matcher(text).lookingAt()) {
            return text;
        }
        return derived.derived("bioLink", (text.startsWith("//") ? "https:" : "https://") + text);
    }
}
