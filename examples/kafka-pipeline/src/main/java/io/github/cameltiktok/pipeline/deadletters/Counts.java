package io.github.cameltiktok.pipeline.deadletters;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** How often there are which values of headers. Keeps 100 values; the rest is counted as {@code OTHER}. For one thread. */
final class Counts {

    private static final int MOST_VALUES = 100;
    private static final int LONGEST_VALUE = 60;
    private static final String OTHER = "OTHER";

    private final Map<String, Long> counts = new HashMap<>();

    /** Counts a value. Control characters of it are replaced, because it comes from a request and is printed. */
    void add(String value) {
        String shown = value.replaceAll("\\p{Cntrl}", "?");
        if (shown.length() > LONGEST_VALUE) {
            shown = shown.substring(0, LONGEST_VALUE - 1) + '…';
        }
        counts.merge(counts.containsKey(shown) || counts.size() < MOST_VALUES ? shown : OTHER, 1L, Long::sum);
    }

    /** Prints a line for each value, the most frequent one first, or nothing if there is none. */
    void print(PrintWriter out, String title, String column) {
        if (counts.isEmpty()) {
            return;
        }
        out.println();
        out.printf("%-62s %12s%n", title, column);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(count -> out.printf("%-62s %12d%n", count.getKey(), count.getValue()));
    }
}
