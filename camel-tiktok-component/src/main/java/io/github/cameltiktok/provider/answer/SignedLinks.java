package io.github.cameltiktok.provider.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a signed media address tells: the Unix second at which it stops working. */
public final class SignedLinks {

    private static final List<String> NAMES = List.of("x-expires", "expires", "expire");

    /** Fewer are a length of time, or a time before 1973; more are milliseconds. */
    private static final int MIN_DIGITS = 9;

    private static final int MAX_DIGITS = 11;

    private SignedLinks() {}

    /** Returns when the address stops working; {@code null} if it does not say. */
    public static @Nullable Instant expiresAt(@Nullable String url) {
        if (url == null) {
            return null;
        }
        for (int equals = url.indexOf('='); equals >= 0; equals = url.indexOf('=', equals + 1)) {
            int start = equals + 1;
            int end = Notation.endOfDigits(url, start);
            if (end - start >= MIN_DIGITS && end - start <= MAX_DIGITS && endsInName(url, equals)) {
                return Instant.ofEpochSecond(Long.parseLong(url, start, end, 10));
            }
        }
        return null;
    }

    /** Tells whether a parameter that tells a time ends at a place. */
    private static boolean endsInName(String url, int end) {
        for (String name : NAMES) {
            int start = end - name.length();
            if (start > 0
                    && url.startsWith(name, start)
                    && (url.charAt(start - 1) == '?' || url.charAt(start - 1) == '&')) {
                return true;
            }
        }
        return false;
    }
}
