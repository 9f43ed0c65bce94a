package io.github.cameltiktok.benchmark;

import java.util.Arrays;

/**
 * Median, minimum and maximum of a metric over all rounds; NaN without rounds.
 */
public record Figure(double median, double min, double max) {

    /** Returns the figure of these values. */
    public static Figure of(double... values) {
        if (values.length == 0) {
            return new Figure(Double.NaN, Double.NaN, Double.NaN);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Figure(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Returns whether every round had a lower value than each round of the other. */
    public boolean isBelow(Figure other) {
        return max < other.min;
    }

    /** Returns whether the figure has rounds. */
    public boolean isKnown() {
        return !Double.isNaN(median);
    }
}
