package io.github.cameltiktok.internal.lookup;

/**
 * What a provider says of an API key.
 *
 * @param verdict whether it accepts the key
 * @param message in words; holds no key and nothing of an answer
 */
public record ApiKeyStatus(Verdict verdict, String message) {

    /** About a key. */
    public enum Verdict {
        ACCEPTED,
        REJECTED,
        /** The provider could not be asked, answered something else, or has no check. */
        UNKNOWN
    }
}
