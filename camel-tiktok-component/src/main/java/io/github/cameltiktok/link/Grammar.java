package io.github.cameltiktok.link;

import java.util.regex.Pattern;

/** What ids, handles and short codes are made of. ASCII only, so no look-alike letter or foreign digit gets through. */
final class Grammar {

    /** Also limits the work: a real share link has up to about 900 characters. */
    static final int MAX_TEXT_LENGTH = 2_000;

    static final String TEXT_LENGTH_RULE = "it is longer than " + MAX_TEXT_LENGTH + " characters";
    static final String VIDEO_ID_RULE = "a video id is 1 to 19 digits, not all zeros";
    static final String HANDLE_RULE = "a handle is 2 to 24 letters, digits, '_' or '.', with or without a leading @";
    static final String SHORT_CODE_RULE = "the code of a short link is 3 to 32 letters, digits, '_' or '-'";

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern ZEROS = Pattern.compile("0+");
    private static final Pattern VIDEO_ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_.]{2,24}");
    private static final Pattern SHORT_CODE = Pattern.compile("[A-Za-z0-9_-]{3,32}");

    private Grammar() {}

    static boolean isDigits(String text) {
        return DIGITS.matcher(text).matches();
    }

    static boolean isVideoId(String text) {
        return VIDEO_ID.matcher(text).matches() && !ZEROS.matcher(text).matches();
    }

    static boolean isHandle(String text) {
        return HANDLE.matcher(text).matches();
    }

    static boolean isShortCode(String text) {
        return SHORT_CODE.matcher(text).matches();
    }

    /** Unlike {@link String#strip()} also strips no-break spaces, which come along when text is copied from a page. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isWhitespace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
