package io.github.cameltiktok.chaos;

/** The share of the chaos suite that runs: all of it with {@code -Dchaos=full}, and a smaller one without. */
final class ChaosShare {

    private static final boolean IS_FULL = "full".equals(System.getProperty("chaos"));

    private ChaosShare() {}

    /** Returns the first value with {@code -Dchaos=full}, and else the second. */
    static <T> T fullOr(T full, T share) {
        return IS_FULL ? full : share;
    }
}
