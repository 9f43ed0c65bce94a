package io.github.cameltiktok.benchmark.endtoend;

/** A compared metric. */
enum Metric {
    THROUGHPUT("throughput", "Lookups per second", "", "lookups per second", "throughput", true),
    CPU("cpu", "CPU per lookup", "µs", "µs of CPU per lookup", "CPU", false),
    ALLOCATION("allocation", "Allocation per lookup", "KiB", "KiB allocated per lookup", "allocation", false),
    P50("p50", "Latency, median", "µs", "µs of median latency", "median latency", false),
    P99(
            "p99",
            "Latency, 99th percentile",
            "µs",
            "µs of latency at the 99th percentile",
            "latency at the 99th percentile",
            false);

    private final String key;
    private final String title;
    private final String unit;
    private final String phrase;
    private final String noun;
    private final boolean moreIsBetter;

    Metric(String key, String title, String unit, String phrase, String noun, boolean moreIsBetter) {
        this.key = key;
        this.title = title;
        this.unit = unit;
        this.phrase = phrase;
        this.noun = noun;
        this.moreIsBetter = moreIsBetter;
    }

    /** Returns the name in results. */
    String key() {
        return key;
    }

    /** Returns the heading without the unit. */
    String title() {
        return title;
    }

    /** Returns the unit; empty for a count. */
    String unit() {
        return unit;
    }

    String heading() {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    /** Returns the metric and its unit within a sentence. */
    String phrase() {
        return phrase;
    }

    /** Returns the metric without a unit within a sentence. */
    String noun() {
        return noun;
    }

    boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** Latency grows with the number of lookups in flight. */
    boolean hasOwnScales() {
        return this == P50 || this == P99;
    }
}
