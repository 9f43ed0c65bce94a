package io.github.cameltiktok.link;

import java.util.function.IntPredicate;

/** Rules for ids, handles and short codes. All are ASCII only, which excludes look-alike letters and foreign digits. */
final class Grammar {

    /** Bounds the work per text. Real share links have up to about 900 characters. */
    static final int MAX_TEXT_LENGTH = 2_000;

    static final String TEXT_LENGTH_RULE = "it is longer than " + MAX_TEXT_LENGTH + " characters";
    static final String VIDEO_ID_RULE = "a video id is 1 to 19 digits, not all zeros";
    static final String HANDLE_RULE =
            "a handle is 2 to 24 letters, digits, '_' or '.', without '.' at its end, with or without a leading @";
    static final String SHORT_CODE_RULE = "the code of a short link is 3 to 32 letters, digits, '_' or '-'";

    private Grammar() {}

    static boolean isDigits(String text) {
        return consistsOf(text, 1, Integer.MAX_VALUE, Grammar::isDigit);
    }

    static boolean isVideoId(String text) {
        return consistsOf(text, 1, 19, Grammar::isDigit) && holds(text, c -> c != '0');
    }

    static boolean isHandle(String text) {
        return consistsOf(text, 2, 24, c -> isLetter(c) || isDigit(c) || c == '_' || c == '.') && !text.endsWith(".");
    }

    static boolean isShortCode(String text) {
        return consistsOf(text, 3, 32, c -> isLetter(c) || isDigit(c) || c == '_' || c == '-');
    }

    /** Also includes no-break spaces, which {@link Character#isWhitespace(int)} excludes. */
    static boolean isWhitespace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** Returns whether any character is one of these. A loop, because a stream takes five times as long. */
    static boolean holds(String text, IntPredicate characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.test(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean consistsOf(String text, int minLength, int maxLength, IntPredicate characters) {
        if (text.length() < minLength || text.length() > maxLength) {
            return false;
        }
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
}
