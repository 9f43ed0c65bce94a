package io.github.cameltiktok.quickstart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats untrusted text for a table column: one line, without control characters, in the column's width. */
final class Cell {

    private static final Pattern WHITESPACE = Pattern.compile("[\\s\\p{Z}]+");
    /** Control characters that a terminal would execute. Joiners are not included, because emoji contain them. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\u200C\\u200D\\x{E0020}-\\x{E007F}]]");

    private static final String ELLIPSIS = "…";

    private Cell() {}

    /** Returns the text in one line, truncated or padded to this width; {@code -} for null. */
    static String left(@Nullable String text, int width) {
        String shown = cut(line(text), width);
        return shown + " ".repeat(width - DisplayWidth.of(shown));
    }

    /** Returns the text in one line, right-aligned to this width; never truncated. */
    static String right(String text, int width) {
        String shown = line(text);
        return " ".repeat(Math.max(0, width - DisplayWidth.of(shown))) + shown;
    }

    private static String line(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        String line = CONTROL.matcher(WHITESPACE.matcher(text).replaceAll(" ")).replaceAll("");
        return line.isBlank() ? "-" : line.strip();
    }

    private static String cut(String line, int width) {
        if (DisplayWidth.of(line) <= width) {
            return line;
        }
        StringBuilder shown = new StringBuilder();
        int left = width - DisplayWidth.of(ELLIPSIS);
        Matcher characters = DisplayWidth.CHARACTER.matcher(line);
        while (characters.find()) {
            left -= DisplayWidth.of(characters.group());
            if (left < 0) {
                break;
            }
            shown.append(characters.group());
        }
        return shown + ELLIPSIS;
    }
}
