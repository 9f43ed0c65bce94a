package io.github.cameltiktok.link;

/**
 * A text is no TikTok link, video id or handle that can be looked up.
 *
 * <p>The message names what was refused (a link, a video id or a handle), the rule it breaks, and the offending value as
 * an excerpt of at most 80 characters without control characters, so it is safe to log.
 */
public final class InvalidLinkException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int EXCERPT_LENGTH = 80;
    private static final char REPLACEMENT = '\uFFFD';

    InvalidLinkException(String what, String rule, String value) {
        super("The " + what + " \"" + excerpt(value) + "\" is refused: " + rule);
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
