package io.github.cameltiktok.benchmark;

/**
 * One metric of the connector and of a contender, in one setting.
 *
 * @param contender the contender's title
 * @param metric the metric with its unit, such as {@code µs of CPU per lookup}
 * @param setting the setting with its preposition, such as {@code with 1 in flight}
 * @param own the connector's figure
 * @param other the contender's figure
 * @param moreIsBetter whether the larger value is better
 */
public record Comparison(
        String contender, String metric, String setting, Figure own, Figure other, boolean moreIsBetter) {

    /** Result for the connector. */
    public enum Outcome {
        /** Every round was better than each of the contender's. */
        WON,
        /** Every round was worse than each of the contender's. */
        LOST,
        /** The ranges overlap or touch, or a figure is unknown. */
        EVEN
    }

    /** Returns whether both have figures and their ranges overlap, except for equal figures. */
    public boolean overlaps() {
        return outcome() == Outcome.EVEN && own.isKnown() && other.isKnown() && !own.equals(other);
    }

    /** Returns the result. Only ranges without overlap have a winner. */
    public Outcome outcome() {
        if (own.isBelow(other)) {
            return moreIsBetter ? Outcome.LOST : Outcome.WON;
        }
        if (other.isBelow(own)) {
            return moreIsBetter ? Outcome.WON : Outcome.LOST;
        }
        return Outcome.EVEN;
    }
}
