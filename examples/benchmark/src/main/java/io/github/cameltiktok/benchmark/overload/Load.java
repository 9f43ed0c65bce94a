package io.github.cameltiktok.benchmark.overload;

/** Lookups per second, relative to those that the server can answer. */
public enum Load {
    HALF("0.5x", 0.5, false),
    ONCE("1x", 1, false),
    TWICE("2x", 2, false),
    THREE_TIMES("3x", 3, false),
    TEN_TIMES("10x", 10, false),
    THREE_TIMES_SLOW_AT_FIRST("3x slow at first", 3, true);

    private final String title;
    private final double times;
    private final boolean isSlowAtFirst;

    Load(String title, double times, boolean isSlowAtFirst) {
        this.title = title;
        this.times = times;
        this.isSlowAtFirst = isSlowAtFirst;
    }

    String title() {
        return title;
    }

    double times() {
        return times;
    }

    boolean isSlowAtFirst() {
        return isSlowAtFirst;
    }
}
