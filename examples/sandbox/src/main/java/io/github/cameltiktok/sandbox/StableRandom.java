package io.github.cameltiktok.sandbox;

import java.util.List;
import java.util.Random;

/**
 * Random values that are always the same for a subject. The specification of {@link Random} fixes its sequence, so the
 * values do not depend on the Java version.
 */
final class StableRandom {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final String HEX = "0123456789abcdef";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Random random;

    private StableRandom(long value) {
        this.random = new Random(value);
    }

    /** Returns the sequence of one facet of a subject. A new facet does not change the values of others. */
    static StableRandom of(String facet, String subject) {
        long hash = FNV_OFFSET;
        for (char letter : (facet + ":" + subject).toCharArray()) {
            hash = (hash ^ letter) * FNV_PRIME;
        }
        return new StableRandom(hash);
    }

    /** Returns a value from low to high, both inclusive. */
    long between(long low, long high) {
        return low + Math.floorMod(random.nextLong(), high - low + 1);
    }

    int between(int low, int high) {
        return (int) between((long) low, (long) high);
    }

    boolean percent(int chance) {
        return between(1, 100) <= chance;
    }

    <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    /** Returns a number between two powers of ten, evenly distributed over its magnitude. */
    long magnitude(double lowestPower, double highestPower) {
        return (long) StrictMath.pow(10, lowestPower + (highestPower - lowestPower) * random.nextDouble());
    }

    /** Returns a random share of the whole, in per mille. */
    long share(long whole, int lowPerMille, int highPerMille) {
        long perMille = between(lowPerMille, highPerMille);
        return whole / 1000 * perMille + whole % 1000 * perMille / 1000;
    }

    String hex(int length) {
        return letters(HEX, length);
    }

    String alphanumeric(int length) {
        return letters(ALPHANUMERIC, length);
    }

    private String letters(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(between(0, alphabet.length() - 1)));
        }
        return text.toString();
    }
}
