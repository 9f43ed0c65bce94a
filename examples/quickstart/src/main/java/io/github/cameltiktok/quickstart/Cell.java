package io.github.cameltiktok.quickstart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text from the network in a column of the table: on one line, harmless, and exactly as wide as the column. */
final class Cell {

    private static final Pattern WHITESPACE = Pattern.compile("[\\s\\p{Z}]+");
    /** What would steer the terminal instead of being shown; joiners are left, as emoji are made with them. */
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\u200C\\u200D\\x{E0020}-\\x{E007F}]]");

    private static final String ELLIPSIS = "…";

    private Cell() {}

    /** Returns the text in one line, cut or filled with spaces to this width; {@code -} for an unknown one. */
    static String left(@Nullable String text, int width) {
        String shown = cut(line(text), width);
        return shown + " ".repeat(width - DisplayWidth.of(shown));
    }

    /** Returns the text in one line, with spaces before it up to this width; it is not cut. */
    static String right(String text, int width) {
        String shown = line(text);
        return " ".repeat(Math.max(0, width - DisplayWidth.of(shown))) + shown;
    }

    private static String line(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        String line = STEERING.matcher(WHITESPACE.matcher(text).replaceAll(" ")).replaceAll("");
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
