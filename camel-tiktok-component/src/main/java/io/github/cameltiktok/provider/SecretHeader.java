package io.github.cameltiktok.provider;

/**
 * Request header that contains the API key. {@link #toString()} masks the value.
 *
 * @param name header name
 * @param value header value with the API key
 */
public record SecretHeader(String name, String value) {

    /** Returns {@code Authorization: Bearer apiKey}. */
    public static SecretHeader bearer(String apiKey) {
        return new SecretHeader("Authorization", "Bearer " + apiKey);
    }

    @Override
    public String toString() {
        return name + ": xxxxxx";
    }
}
