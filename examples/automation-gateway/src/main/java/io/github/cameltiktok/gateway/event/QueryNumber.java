package io.github.cameltiktok.gateway.event;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.ProblemException;

/** Query parameters that are whole numbers. */
public final class QueryNumber {

    private static final int MOST_DIGITS = 9;

    private QueryNumber() {}

    /** Returns the number of entries of a page, 1 to 100. */
    public static int limit(Call call) {
        return of(call, "limit", 1, 100, 50);
    }

    /**
     * Returns a parameter.
     *
     * @param otherwise value of an absent or empty parameter
     * @throws ProblemException if it is no number in the range
     */
    public static int of(Call call, String name, int min, int max, int otherwise) {
        String text = call.query().getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        boolean isNumber = text.length() <= MOST_DIGITS && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        int value = isNumber ? Integer.parseInt(text) : -1;
        if (value < min || value > max) {
            throw ProblemException.invalid(name, name + " must be a whole number from " + min + " to " + max);
        }
        return value;
    }
}
