package io.github.cameltiktok.pipeline.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table of numbers in Markdown, for the documentation. */
public final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    public MarkdownTable(String... titles) {
        row((Object[]) titles);
        lines.add("|" + " ---: |".repeat(titles.length));
    }

    /** Adds a row. Floating-point numbers have one decimal. */
    public void row(Object... cells) {
        lines.add(List.of(cells).stream()
                .map(cell ->
                        cell instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : cell.toString())
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** Returns the table as text. */
    public String text() {
        return String.join("\n", lines) + '\n';
    }

    public void print() {
        System.out.println();
        System.out.println(text());
    }
}
