package io.github.cameltiktok.benchmark.stub;

/** Finds the id in a call without JSON or URL parsing, which would load the server. */
final class Ids {

    private static final int LENGTH = 19;

    private Ids() {}

    /** Returns the last 19 consecutive digits; {@code 0} if there are none. */
    static String lastIn(String content) {
        int digits = 0;
        for (int i = content.length() - 1; i >= 0; i--) {
            digits = Character.isDigit(content.charAt(i)) ? digits + 1 : 0;
            if (digits == LENGTH) {
                return content.substring(i, i + LENGTH);
            }
        }
        return "0";
    }
}
