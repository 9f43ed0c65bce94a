package io.github.cameltiktok.benchmark.process;

import java.util.Optional;

/**
 * A measured value, passed between processes as a line of text.
 *
 * @param metric name of the metric
 * @param value value of the metric
 * @param unit unit of the value
 */
public record Measurement(String metric, double value, String unit) {

    /** Distinguishes measurements from other output. */
    private static final String PREFIX = "measured,";

    /** Prints the line. */
    public void print() {
        System.out.println(PREFIX + metric + ',' + value + ',' + unit);
    }

    static Optional<Measurement> of(String line) {
        if (!line.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] cells = line.substring(PREFIX.length()).split(",", -1);
        return Optional.of(new Measurement(cells[0], Double.parseDouble(cells[1]), cells[2]));
    }
}
