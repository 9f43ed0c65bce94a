package io.github.cameltiktok.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key of the gateway: {@code ttg_<id>_<secret>}. The database has the id and a hash of the secret. A secret has 192 random
 * bits, so a plain SHA-256 cannot be reversed. Immutable.
 */
public final class ApiKey {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 24;
    private static final Pattern FORM = Pattern.compile("ttg_([0-9a-f]{16})_([A-Za-z0-9_-]{32})");

    private final String id;
    private final String secret;

    private ApiKey(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** Creates a random key. */
    public static ApiKey create() {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(secret);
        return new ApiKey(
                HexFormat.of().formatHex(id),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Returns the key; {@code null} if the text has another form. */
    public static @Nullable ApiKey parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? new ApiKey(matcher.group(1), matcher.group(2)) : null;
    }

    /** Returns the id, which is no secret. */
    public String id() {
        return id;
    }

    /** Returns the key as callers send it. */
    public String text() {
        return "ttg_" + id + '_' + secret;
    }

    /** Returns the SHA-256 of the secret, in hexadecimal. */
    public String secretHash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    /** Returns whether the hash is that of this key's secret. The time does not depend on where they differ. */
    public boolean hasHash(String hash) {
        return MessageDigest.isEqual(
                secretHash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the key without its secret, for logs. */
    @Override
    public String toString() {
        return "ttg_" + id + "_…";
    }
}
