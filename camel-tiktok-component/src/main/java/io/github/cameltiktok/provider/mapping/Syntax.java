package io.github.cameltiktok.provider.mapping;

import java.util.regex.Pattern;

/**
 * How numbers, ids and web addresses are written. Looked at character by character, because an answer holds dozens of
 * them, of which regular expressions took a quarter of the time, and of the memory, that reading an answer takes.
 */
final class Syntax {

    private static final int MAX_NUMBER_DIGITS = 30;
    private static final int MAX_ID_DIGITS = 25;

    /** What {@code \s} stands for. */
    private static final String BLANKS = " \t\n\u000B\f\r";

    /** Knows the characters outside ASCII, too. */
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s\\p{Z}\\p{C}]+");

    private Syntax() {}

    /** Tells whether it is a number with up to 30 digits before and behind the point, blanks around it aside. */
    static boolean isNumber(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && BLANKS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (start < end && BLANKS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (start < end && (text.charAt(start) == '+' || text.charAt(start) == '-')) {
            start++;
        }
        int point = endOfDigits(text, start);
        if (!isNumberOfDigits(point - start) || point == end) {
            return isNumberOfDigits(point - start);
        }
        int fraction = point + 1;
        int endOfFraction = endOfDigits(text, fraction);
        return text.charAt(point) == '.' && endOfFraction == end && isNumberOfDigits(endOfFraction - fraction);
    }

    private static boolean isNumberOfDigits(int digits) {
        return digits >= 1 && digits <= MAX_NUMBER_DIGITS;
    }

    /** Tells whether it is up to 25 digits, not all of them 0. */
    static boolean isId(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_DIGITS || endOfDigits(text, 0) < text.length()) {
            return false;
        }
        int first = 0;
        while (first < text.length() && text.charAt(first) == '0') {
            first++;
        }
        return first < text.length();
    }

    /** Tells whether it starts as a web address does and goes on without any blank or invisible character. */
    static boolean isWebAddress(String text) {
        int start = text.startsWith("https://") ? 8 : 7;
        if (start == 7 && !text.startsWith("http://") || text.length() == start) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~') {
                return WEB_ADDRESS.matcher(text).matches();
            }
            if (c <= ' ') {
                return false;
            }
        }
        return true;
    }

    /** Returns the place behind the ASCII digits that start at a place, which is that place itself if none does. */
    static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
