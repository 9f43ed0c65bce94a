package io.github.cameltiktok.link;

/**
 * Thrown if a text is not a valid TikTok link, video id or handle.
 *
 * <p>The message contains the kind of value (link, video id or handle), an excerpt of the value, and the broken rule. The
 * excerpt has at most 80 characters and no control characters, so the message is safe to log.
 */
public final class InvalidLinkException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidLinkException(String name, String rule, String value) {
        super("The " + name + " \"" + LogSafe.ofValue(value) + "\" is refused: " + rule);
    }
}
