package io.github.cameltiktok.benchmark.process;

import java.util.Optional;

/**
 * A line of a process that measures: what, how much, of which unit.
 *
 * @param metric what was measured
 * @param value of the metric
 * @param unit of the value
 */
public record Measure(String metric, double value, String unit) {

    /** What else a process prints must not be taken for a measure. */
    private static final String MARK = "measured,";

    /** Prints the line. */
    public void print() {
        System.out.println(MARK + metric + ',' + value + ',' + unit);
    }

    static Optional<Measure> of(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] cells = line.substring(MARK.length()).split(",", -1);
        return Optional.of(new Measure(cells[0], Double.parseDouble(cells[1]), cells[2]));
    }
}
