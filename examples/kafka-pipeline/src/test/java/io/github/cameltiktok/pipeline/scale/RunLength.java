package io.github.cameltiktok.pipeline.scale;

/** The lengths of the runs: those of the published figures with {@code -Dscale=full}, shorter ones without. */
final class RunLength {

    private static final boolean IS_FULL = "full".equals(System.getProperty("scale"));

    private RunLength() {}

    /** Returns the first number with {@code -Dscale=full}, and else the second. */
    static int fullOr(int full, int share) {
        return IS_FULL ? full : share;
    }
}
