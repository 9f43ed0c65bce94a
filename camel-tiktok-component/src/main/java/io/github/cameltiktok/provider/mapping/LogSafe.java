package io.github.cameltiktok.provider.mapping;

import java.util.regex.Pattern;

/** Shortens and cleans untrusted text for messages and log lines. */
public final class LogSafe {

    private static final int MAX_LENGTH = 120;

    /** Line ends forge log lines, format characters reverse or hide text, unpaired surrogates break encoders. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]+");

    private LogSafe() {}

    /** Returns the text on one line, without control characters, at most about 120 characters long. */
    public static String of(String text) {
        String head = text.substring(0, Math.min(text.length(), 4 * MAX_LENGTH));
        String clean = UNPRINTABLE.matcher(head).replaceAll(" ").strip();
        if (clean.length() <= MAX_LENGTH && head.length() == text.length()) {
            return clean;
        }
        int end = Math.min(clean.length(), MAX_LENGTH);
        boolean splitsPair = end > 0 && Character.isHighSurrogate(clean.charAt(end - 1));
        return clean.substring(0, splitsPair ? end - 1 : end) + "...";
    }
}
