package io.github.cameltiktok.link;

/**
 * Thrown if a text is not a valid TikTok link, video id or handle.
 *
 * <p>The message contains the kind of value (link, video id or handle), an excerpt of the value, and the broken rule. The
 * excerpt has at most 80 characters and no control characters, so the message is safe to log.
 */
public final class InvalidLinkException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int EXCERPT_LENGTH = 80;
    private static final char REPLACEMENT = '\uFFFD';

    InvalidLinkException(String name, String rule, String value) {
        super("The " + name + " \"" + excerpt(value) + "\" is refused: " + rule);
    }

    private static String excerpt(String value) {
        boolean cut = value.length() > EXCERPT_LENGTH;
        StringBuilder excerpt = new StringBuilder(EXCERPT_LENGTH);
        (cut ? value.substring(0, EXCERPT_LENGTH - 1) : value)
                .codePoints()
                .map(c -> isPrintable(c) ? c : REPLACEMENT)
                .forEach(excerpt::appendCodePoint);
        return cut ? excerpt.append('…').toString() : excerpt.toString();
    }

    /** Line breaks forge log lines, format characters reverse or hide text, and half a surrogate pair breaks encoders. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
