package io.github.cameltiktok.benchmark.stub;

/** Finds the id in a question; a parser of JSON and one of addresses would cost the server more than it gives. */
final class Ids {

    private static final int LENGTH = 19;

    private Ids() {}

    /** Returns the last 19 digits in a row; {@code 0} if there are none. */
    static String lastIn(String question) {
        int digits = 0;
        for (int i = question.length() - 1; i >= 0; i--) {
            digits = Character.isDigit(question.charAt(i)) ? digits + 1 : 0;
            if (digits == LENGTH) {
                return question.substring(i, i + LENGTH);
            }
        }
        return "0";
    }
}
