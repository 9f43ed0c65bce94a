package io.github.cameltiktok.link;

/** Finds the link, id or handle in what surrounds it when people paste it. */
final class PastedText {

    private static final String OPENING = "<(\"'\u201C\u2018\u201E\u00AB";
    private static final String CLOSING = ">)\"'\u201D\u2019\u00BB.,;:!?\u2026";
    private static final String SCHEME_END = "://";

    private PastedText() {}

    /**
     * Returns the only link of a text with several words, and of any other text what {@link #unwrap} returns. A text in
     * which the link is not certain is returned whole, for a refusal with its reason.
     */
    static String linkIn(String text) {
        String unwrapped = unwrap(text);
        return Grammar.holds(unwrapped, Grammar::isWhitespace) ? unwrap(onlyLink(unwrapped)) : unwrapped;
    }

    /** Returns the text without whitespace, invisible characters, brackets, quotes and punctuation around it. */
    static String unwrap(String text) {
        String stripped = Grammar.strip(text);
        return isBare(stripped) ? stripped : withoutBrackets(stripped);
    }

    /** As nearly every text is. */
    private static boolean isBare(String text) {
        return text.isEmpty()
                || OPENING.indexOf(text.charAt(0)) < 0 && CLOSING.indexOf(text.charAt(text.length() - 1)) < 0;
    }

    /**
     * A link that line ends or blanks have cut into pieces must not pass for another one. So no other word may look like
     * the rest of a link.
     */
    private static String onlyLink(String text) {
        String only = null;
        for (String word : text.split("[\\s\\p{Z}]+")) {
            if (word.contains(SCHEME_END)) {
                if (only != null) {
                    return text;
                }
                only = word;
            } else if (word.indexOf('/') >= 0 || word.indexOf('\\') >= 0 || Grammar.isDigits(word)) {
                return text;
            }
        }
        return only == null ? text : only;
    }

    private static String withoutBrackets(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && (OPENING.indexOf(text.charAt(start)) >= 0 || Grammar.isAround(text.charAt(start)))) {
            start++;
        }
        while (end > start && (CLOSING.indexOf(text.charAt(end - 1)) >= 0 || Grammar.isAround(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(start, end);
    }
}
