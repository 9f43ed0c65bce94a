package io.github.cameltiktok.gateway.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs by Standard Webhooks 1.0.0. Thread-safe. */
public final class Signing {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final String SECRET_PREFIX = "whsec_";
    private static final int SECRET_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Signing() {}

    /** Returns a new secret of 192 random bits. */
    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Returns the headers of an attempt.
     *
     * @param secrets current one first; more than one during a rotation
     * @param id of the event, the same for each attempt
     * @param at time of the attempt
     * @param body exact text that is sent as UTF-8
     */
    static Map<String, String> headers(List<String> secrets, String id, Instant at, String body) {
        StringBuilder signatures = new StringBuilder();
        try {
            for (String secret : secrets) {
                signatures.append(signatures.isEmpty() ? "" : " ");
                signatures.append(new Webhook(secret).sign(id, at.getEpochSecond(), body));
            }
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            // The cause could hold the secret.
            throw new IllegalStateException("Event " + id + " cannot be signed");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, Long.toString(at.getEpochSecond()));
        headers.put(SIGNATURE, signatures.toString());
        return headers;
    }
}
