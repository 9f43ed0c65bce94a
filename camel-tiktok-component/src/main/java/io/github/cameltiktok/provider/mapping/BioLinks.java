package io.github.cameltiktok.provider.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The link under a creator's bio, which providers give with or without its scheme. */
public final class BioLinks {

    /** With slashes, because {@code example.com:8080} is no scheme. */
    private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://|mailto:");

    private BioLinks() {}

    /**
     * Returns the link with a scheme.
     *
     * @param link as given
     * @param derived told of the field {@code bioLink} if the scheme had to be added
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
