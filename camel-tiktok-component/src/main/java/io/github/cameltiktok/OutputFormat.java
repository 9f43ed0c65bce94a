package io.github.cameltiktok;

/** What becomes the message body of a lookup that succeeded. */
public enum OutputFormat {
    /** The record: a {@code TikTokVideo} or {@code TikTokUser}. */
    POJO,
    /** A map of the normalised JSON's names to text, numbers, booleans, lists and maps. */
    MAP,
    /** The normalised JSON as text. */
    JSON,
    /** The provider's own answer, as bytes. */
    RAW
}
