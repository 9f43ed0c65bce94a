package io.github.cameltiktok.provider;

/** What is wrong, from the view of the one who asked. */
public enum ErrorKind {
    /** The link or an option is wrong; asking again the same way is useless. */
    INVALID_REQUEST,
    /** The API key is missing, wrong or not allowed to do this. */
    CREDENTIALS,
    /** Credits, billing, a spending cap or a plan's volume: stop asking. */
    QUOTA,
    /** Too many calls at once or a minute: ask again later. */
    RATE_LIMIT,
    /** Not visible: gone, private or never there; providers do not tell which. */
    NOT_FOUND,
    /** The network, TikTok or the provider is in trouble, or the answer is broken. */
    UPSTREAM,
    /** The answer is about something else than was asked for, such as a creator who has another handle now. */
    ANOTHER_SUBJECT
}
