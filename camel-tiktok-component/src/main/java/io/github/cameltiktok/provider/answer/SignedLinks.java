package io.github.cameltiktok.provider.answer;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a signed media address tells: the Unix second at which it stops working. */
public final class SignedLinks {

    private static final Pattern EXPIRES = Pattern.compile("[?&](?:x-expires|expires?)=(\\d{9,11})(?!\\d)");

    private SignedLinks() {}

    /** Returns when the address stops working; {@code null} if it does not say. */
    public static @Nullable Instant expiresAt(@Nullable String url) {
        if (url == null) {
            return null;
        }
        Matcher matcher = EXPIRES.matcher(url);
        return matcher.find() ? Instant.ofEpochSecond(Long.parseLong(matcher.group(1))) : null;
    }
}
