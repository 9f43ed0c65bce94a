package io.github.cameltiktok.link;

/** Strips the text around a pasted link, id or handle. */
final class PastedText {

    private static final String OPENING = "<(\"'\u201C\u2018\u201E\u00AB";
    private static final String CLOSING = ">)\"'\u201D\u2019\u00BB.,;:!?\u2026";

    private PastedText() {}

    /**
     * Returns the only link of a text with several words, and any other text unwrapped. A text with several words and no
     * unambiguous link is returned unwrapped too: the parser then refuses its whitespace.
     */
    static String linkIn(String text) {
        String unwrapped = unwrap(text);
        return Grammar.holds(unwrapped, Grammar::isWhitespace) ? unwrap(onlyLink(unwrapped)) : unwrapped;
    }

    /** Returns the text without surrounding whitespace, invisible characters, brackets, quotes and punctuation. */
    static String unwrap(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && (OPENING.indexOf(text.charAt(start)) >= 0 || isBlank(text.charAt(start)))) {
            start++;
        }
        while (end > start && (CLOSING.indexOf(text.charAt(end - 1)) >= 0 || isBlank(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Returns the text itself if another word may be part of the link: a line break can cut a link in two. */
    private static String onlyLink(String text) {
        String only = null;
        for (String word : text.split("[\\s\\p{Z}]+")) {
            if (word.contains("://")) {
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

    /** Also includes zero-width spaces and byte order marks, which {@link String#strip()} keeps. */
    private static boolean isBlank(char character) {
        return Grammar.isWhitespace(character) || Character.getType(character) == Character.FORMAT;
    }
}
