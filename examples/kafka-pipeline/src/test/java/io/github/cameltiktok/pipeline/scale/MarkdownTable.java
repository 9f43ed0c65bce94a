package io.github.cameltiktok.pipeline.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of numbers, printed so that they can be taken into the documentation. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    MarkdownTable(String... titles) {
        row((Object[]) titles);
        lines.add("|" + " ---: |".repeat(titles.length));
    }

    /** Adds a row; numbers with a fraction get one digit of it. */
    void row(Object... cells) {
        lines.add(List.of(cells).stream()
                .map(cell ->
                        cell instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : cell.toString())
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    void print() {
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println();
    }
}
