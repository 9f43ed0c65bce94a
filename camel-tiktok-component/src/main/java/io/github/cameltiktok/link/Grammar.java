package io.github.cameltiktok.link;

import java.util.function.IntPredicate;

/** What ids, handles and short codes are made of. ASCII only, so no look-alike letter or foreign digit gets through. */
final class Grammar {

    /** Also limits the work: a real share link has up to about 900 characters. */
    static final int MAX_TEXT_LENGTH = 2_000;

    static final String TEXT_LENGTH_RULE = "it is longer than " + MAX_TEXT_LENGTH + " characters";
    static final String VIDEO_ID_RULE = "a video id is 1 to 19 digits, not all zeros";
    static final String HANDLE_RULE =
            "a handle is 2 to 24 letters, digits, '_' or '.', without '.' at its end, with or without a leading @";
    static final String SHORT_CODE_RULE = "the code of a short link is 3 to 32 letters, digits, '_' or '-'";

    private Grammar() {}

    static boolean isDigits(String text) {
        return !text.isEmpty() && isMadeOf(text, Grammar::isDigit);
    }

    static boolean isVideoId(String text) {
        return text.length() <= 19 && isDigits(text) && !isMadeOf(text, c -> c == '0');
    }

    static boolean isHandle(String text) {
        return text.length() >= 2
                && text.length() <= 24
                && text.charAt(text.length() - 1) != '.'
                && isMadeOf(text, c -> isLetter(c) || isDigit(c) || c == '_' || c == '.');
    }

    static boolean isShortCode(String text) {
        return text.length() >= 3
                && text.length() <= 32
                && isMadeOf(text, c -> isLetter(c) || isDigit(c) || c == '_' || c == '-');
    }

    static boolean isAscii(String text) {
        return isMadeOf(text, c -> c < 0x80);
    }

    /** Tells whether any of its characters is such a one. */
    static boolean holds(String text, IntPredicate characters) {
        return !isMadeOf(text, characters.negate());
    }

    /** By a loop and without a regular expression, because every lookup comes by. */
    private static boolean isMadeOf(String text, IntPredicate characters) {
        for (int i = 0; i < text.length(); i++) {
            if (!characters.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /**
     * Unlike {@link String#strip()} also strips no-break spaces and invisible characters, such as zero-width spaces and byte
     * order marks, which come along when text is copied.
     */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isAround(text.charAt(start))) {
            start++;
        }
        while (end > start && isAround(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isAround(int character) {
        return isWhitespace(character) || Character.getType(character) == Character.FORMAT;
    }

    static boolean isWhitespace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
