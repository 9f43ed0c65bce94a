package io.github.cameltiktok.link;

import java.util.regex.Pattern;

/** Shortens and cleans untrusted text for messages and log lines. */
public final class LogSafe {

    private static final int MAX_LENGTH = 120;
    private static final int MAX_LENGTH_OF_VALUE = 80;

    /** Line ends forge log lines, format characters reverse or hide text, unpaired surrogates break encoders. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final Pattern BLANKS = Pattern.compile("[" + UNPRINTABLE.pattern() + "\\p{Zs}]+");

    private LogSafe() {}

    /** Returns the text on one line, without control characters, at most about 120 characters long. */
    public static String of(String text) {
        String head = text.substring(0, Math.min(text.length(), 4 * MAX_LENGTH));
        String clean = BLANKS.matcher(head).replaceAll(" ").strip();
        if (clean.length() <= MAX_LENGTH && head.length() == text.length()) {
            return clean;
        }
        int end = Math.min(clean.length(), MAX_LENGTH);
        boolean splitsPair = end > 0 && Character.isHighSurrogate(clean.charAt(end - 1));
        return clean.substring(0, splitsPair ? end - 1 : end) + "...";
    }

    /** Returns at most 80 characters, with U+FFFD in place of each unprintable one, which may be why a value is invalid. */
    static String ofValue(String value) {
        boolean cut = value.length() > MAX_LENGTH_OF_VALUE;
        String head = cut ? value.substring(0, MAX_LENGTH_OF_VALUE - 1) : value;
        return UNPRINTABLE.matcher(head).replaceAll("\uFFFD") + (cut ? "…" : "");
    }
}
