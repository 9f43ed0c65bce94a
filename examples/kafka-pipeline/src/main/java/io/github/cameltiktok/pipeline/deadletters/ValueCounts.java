package io.github.cameltiktok.pipeline.deadletters;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Counts values of headers. Further values than the first 100 are counted as {@code OTHER}. For one thread. */
final class ValueCounts {

    private static final int MAX_VALUES = 100;
    private static final int MAX_VALUE_LENGTH = 60;
    private static final String OTHER = "OTHER";

    private final Map<String, Long> counts = new HashMap<>();

    /** Counts a value. Control characters are replaced, because the value comes from a client and is printed. */
    void add(String value) {
        String shown = value.replaceAll("\\p{Cntrl}", "?");
        if (shown.length() > MAX_VALUE_LENGTH) {
            shown = shown.substring(0, MAX_VALUE_LENGTH - 1) + '…';
        }
        counts.merge(counts.containsKey(shown) || counts.size() < MAX_VALUES ? shown : OTHER, 1L, Long::sum);
    }

    /** Prints a line for each value, the most frequent one first; nothing if there are no values. */
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
