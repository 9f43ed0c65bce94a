package io.github.cameltiktok.provider;

/**
 * A request header whose value is never shown: {@link #toString()} masks it.
 *
 * @param name of the header
 * @param value which holds the API key
 */
public record SecretHeader(String name, String value) {

    /** Returns the {@code Authorization} header of a bearer key. */
    public static SecretHeader bearer(String apiKey) {
        return new SecretHeader("Authorization", "Bearer " + apiKey);
    }

    @Override
    public String toString() {
        return name + ": xxxxxx";
    }
}
