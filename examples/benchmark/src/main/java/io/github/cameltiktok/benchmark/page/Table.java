package io.github.cameltiktok.benchmark.page;

import io.github.cameltiktok.benchmark.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table. */
public final class Table {

    private final List<String> lines = new ArrayList<>();

    /** Creates a table. The first column is text, the others are numbers. */
    public Table(List<String> headings) {
        row(headings);
        lines.add("| --- |" + " ---: |".repeat(headings.size() - 1));
    }

    /** Adds a row. */
    public Table row(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    /** Returns the median with minimum and maximum, as in {@code 12.3 (11.9–13)}. */
    public static String cell(Figure figure) {
        if (Double.isNaN(figure.median())) {
            return "–";
        }
        return number(figure.median())
                + (figure.min() == figure.max() ? "" : " (" + number(figure.min()) + "–" + number(figure.max()) + ")");
    }

    /** Returns a number with at least three significant digits, without trailing zeros. */
    public static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 1_000 ? "%,.0f" : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, format, value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** Returns the table with a final line break. */
    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
