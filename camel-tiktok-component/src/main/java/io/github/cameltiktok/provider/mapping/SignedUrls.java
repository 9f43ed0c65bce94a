package io.github.cameltiktok.provider.mapping;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expiry from signed media URLs. Public samples show two formats, both in Unix seconds:
 *
 * <ul>
 *   <li>a parameter with decimal digits: {@code x-expires} for pictures, {@code expire} and the older {@code VExpiration}
 *       for videos;
 *   <li>8 hex digits in the path of videos and sounds, after a signature of 32 hex digits.
 * </ul>
 */
public final class SignedUrls {

    private static final List<String> NAMES = List.of("x-expires", "expires", "expire", "VExpiration");

    /** A number with fewer digits is a duration or a time before 1973. One with more than 11 is in milliseconds. */
    private static final int MIN_DIGITS = 9;

    private static final int MAX_DIGITS = 11;

    /** The smallest number of {@link #MIN_DIGITS} digits. */
    private static final long MIN_SECONDS = 100_000_000;

    private static final int SIGNATURE_DIGITS = 32;

    private static final Pattern IN_PATH =
            Pattern.compile("https?://[^/?#]+/[0-9A-Fa-f]{" + SIGNATURE_DIGITS + "}/([0-9A-Fa-f]{8})/");

    private SignedUrls() {}

    /**
     * Returns the expiry of a URL.
     *
     * @param url URL of a picture, video or sound; parameter names are case-insensitive
     * @return {@code null} if there is no URL, or the URL has no expiry
     */
    public static @Nullable Instant expiresAt(@Nullable String url) {
        if (url == null) {
            return null;
        }
        Instant inQuery = inQuery(url);
        return inQuery != null ? inQuery : inPath(url);
    }

    private static @Nullable Instant inQuery(String url) {
        for (int equals = url.indexOf('='); equals >= 0; equals = url.indexOf('=', equals + 1)) {
            long seconds = 0;
            int end = equals + 1;
            while (end < url.length() && Syntax.isDigit(url.charAt(end))) {
                seconds = 10 * seconds + url.charAt(end) - '0';
                end++;
            }
            int digits = end - equals - 1;
            if (digits >= MIN_DIGITS && digits <= MAX_DIGITS && endsInName(url, equals)) {
                return Instant.ofEpochSecond(seconds);
            }
        }
        return null;
    }

    /** Returns whether the name of an expiry parameter ends at an index. */
    private static boolean endsInName(String url, int end) {
        for (String name : NAMES) {
            int start = end - name.length();
            if (start > 0
                    && url.regionMatches(true, start, name, 0, name.length())
                    && (url.charAt(start - 1) == '?' || url.charAt(start - 1) == '&')) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Instant inPath(String url) {
        // Without a slash after 32 characters, the URL cannot match. The expression takes 0.1 µs.
        int start = url.indexOf('/', "https://".length()) + 1;
        if (!url.startsWith("/", start + SIGNATURE_DIGITS)) {
            return null;
        }
        Matcher path = IN_PATH.matcher(url);
        if (!path.lookingAt()) {
            return null;
        }
        long seconds = Long.parseLong(path.group(1), 16);
        return seconds < MIN_SECONDS ? null : Instant.ofEpochSecond(seconds);
    }
}
