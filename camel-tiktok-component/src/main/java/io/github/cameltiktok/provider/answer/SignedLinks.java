package io.github.cameltiktok.provider.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a signed media address tells: the Unix second at which it stops working. */
public final class SignedLinks {

    private static final List<String> NAMES = List.of("x-expires=", "expires=", "expire=");

    /** Fewer are a length of time, or a time before 1973; more are milliseconds. */
    private static final int MIN_DIGITS = 9;

    private static final int MAX_DIGITS = 11;

    private SignedLinks() {}

    /** Returns when the address stops working; {@code null} if it does not say. */
    public static @Nullable Instant expiresAt(@Nullable String url) {
        if (url == null) {
            return null;
        }
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '&') {
                int start = startOfValue(url, i + 1);
                int end = Notation.endOfDigits(url, start);
                if (end - start >= MIN_DIGITS && end - start <= MAX_DIGITS) {
                    return Instant.ofEpochSecond(Long.parseLong(url, start, end, 10));
                }
            }
        }
        return null;
    }

    /** Returns the place behind the name of a parameter, or the end if it is none of those that tell a time. */
    private static int startOfValue(String url, int parameter) {
        for (String name : NAMES) {
            if (url.startsWith(name, parameter)) {
                return parameter + name.length();
            }
        }
        return url.length();
    }
}
