package io.github.cameltiktok.sandbox;

import java.util.List;
import java.util.Random;

/**
 * Chance that always falls the same way for the same name. {@link Random}'s sequence is fixed by its specification, so
 * answers do not change with the Java version.
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

    /** A seed for one facet of one subject, so that a new facet leaves the others as they were. */
    static StableRandom of(String facet, String subject) {
        long hash = FNV_OFFSET;
        for (char letter : (facet + ":" + subject).toCharArray()) {
            hash = (hash ^ letter) * FNV_PRIME;
        }
        return new StableRandom(hash);
    }

    /** From low to high, both included. */
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

    /** Small numbers as likely as large ones: every power of ten between the two gets its share. */
    long magnitude(double lowestPower, double highestPower) {
        return (long) StrictMath.pow(10, lowestPower + (highestPower - lowestPower) * random.nextDouble());
    }

    /** A share of the whole, between the two per mille. */
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
