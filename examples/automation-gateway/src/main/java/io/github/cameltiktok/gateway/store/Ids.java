package io.github.cameltiktok.gateway.store;

import java.security.SecureRandom;
import java.util.Base64;

/** Opaque ids that cannot be guessed. Thread-safe. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 18;

    private Ids() {}

    /** Returns a new id with a prefix such as {@code wat_}, and 144 random bits. */
    public static String next(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
