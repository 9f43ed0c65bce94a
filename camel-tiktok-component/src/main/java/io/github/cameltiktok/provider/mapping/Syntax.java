package io.github.cameltiktok.provider.mapping;

import java.util.regex.Pattern;

/**
 * Syntax of numbers, ids and web addresses. Scans character by character: a response contains dozens of them, and
 * regular expressions took 25 % of the time and of the allocation for reading a response.
 */
final class Syntax {

    private static final int MAX_NUMBER_DIGITS = 30;
    private static final int MAX_ID_DIGITS = 25;

    /** The characters that {@code \s} matches. */
    private static final String BLANKS = " \t\n\u000B\f\r";

    /** Applies to text with characters outside ASCII. */
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s\\p{Z}\\p{C}]+");

    private Syntax() {}

    /** Returns whether the text is a number with up to 30 digits before and after the point. Ignores surrounding blanks. */
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

    /** Returns whether the text consists of up to 25 digits, not all of them 0. */
    static boolean isId(String text) {
        return text.length() <= MAX_ID_DIGITS && isDigits(text) && !isZero(text);
    }

    private static boolean isZero(String digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return start == digits.length();
    }

    /** Returns whether the text consists of at least one ASCII digit and of nothing else. */
    static boolean isDigits(String text) {
        return !text.isEmpty() && endOfDigits(text, 0) == text.length();
    }

    /** Returns whether the text starts with http(s) and contains no blank or invisible character. */
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

    /** Returns the end index of the ASCII digits that start at an index; the start itself if there are none. */
    static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Returns whether the character is an ASCII digit. */
    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** Returns whether the text consists of at least one ASCII letter, digit, underscore or dot, and of nothing else. */
    static boolean isHandle(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!isLetter && !isDigit(c) && c != '_' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
