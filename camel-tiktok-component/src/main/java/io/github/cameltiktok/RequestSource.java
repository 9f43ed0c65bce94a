package io.github.cameltiktok;

import io.github.cameltiktok.provider.mapping.LogSafe;
import java.util.regex.Pattern;

/** The name of the platform that asks. */
final class RequestSource {

    static final String DEFAULT = "API";

    private static final Pattern TOKEN = Pattern.compile("[A-Z0-9_.-]{1,64}");

    private RequestSource() {}

    /**
     * Returns the token if it is one.
     *
     * @param place for the message
     * @throws InvalidArgumentException if it is none
     */
    static String check(String place, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new InvalidArgumentException(place
                    + " must be 1 to 64 of the characters A-Z, 0-9, '_', '.' and '-', but was '"
                    + LogSafe.of(token) + "'");
        }
        return token;
    }
}
