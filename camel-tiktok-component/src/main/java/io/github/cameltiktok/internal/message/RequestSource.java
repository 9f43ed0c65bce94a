package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.link.LogSafe;
import java.util.regex.Pattern;

/** The token of the platform that a call is made for. Thread-safe. */
public final class RequestSource {

    /** The platform where neither message nor option names one. */
    public static final String DEFAULT = "API";

    private static final Pattern TOKEN = Pattern.compile("[A-Z0-9_.-]{1,64}");

    private RequestSource() {}

    /**
     * Returns the token, checked.
     *
     * @param place of the token, for the error message
     * @throws InvalidArgumentException if the token breaks the rule
     */
    public static String check(String place, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new InvalidArgumentException(place
                    + " must be 1 to 64 of the characters A-Z, 0-9, '_', '.' and '-', but was '"
                    + LogSafe.of(token) + "'");
        }
        return token;
    }
}
