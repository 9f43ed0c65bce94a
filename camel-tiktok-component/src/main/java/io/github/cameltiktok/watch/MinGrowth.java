package io.github.cameltiktok.watch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The minimum change of each counter, up or down, that is an event. Immutable and thread-safe. */
public final class MinGrowth {

    /** Every change is an event. */
    public static final MinGrowth ANY = new MinGrowth(Map.of());

    private static final String EVERY = "";

    private static final Pattern RULE = Pattern.compile("(?:([A-Za-z.]+):)?(\\d{1,18}(?:\\.\\d{1,6})?)(%|percent)?");

    private final Map<String, Threshold> thresholds;

    /**
     * A minimum change.
     *
     * @param amount number or percentage
     * @param isPercent whether the amount is a percentage of the previous value
     */
    private record Threshold(BigDecimal amount, boolean isPercent) {

        boolean isReached(BigDecimal before, BigDecimal now) {
            BigDecimal least = isPercent
                    ? before.abs().multiply(amount).divide(BigDecimal.valueOf(100), 9, RoundingMode.UP)
                    : amount;
            return now.subtract(before).abs().compareTo(least) >= 0;
        }
    }

    private MinGrowth(Map<String, Threshold> thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Parses rules such as {@code 1000}, {@code 5%} or {@code stats.plays:1000, stats.likes:5percent}. A rule without
     * a field applies to every counter without a rule of its own.
     *
     * @param watched names of the watched fields
     * @throws IllegalArgumentException if a rule is malformed or its field is not watched; the message names the rule
     */
    public static MinGrowth parse(String rules, Set<String> watched) {
        Map<String, Threshold> thresholds = new TreeMap<>();
        for (String part : rules.split(",", -1)) {
            Matcher matcher = RULE.matcher(part.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("minGrowth must be numbers or percentages, each with or without a"
                        + " field, as in 1000 or stats.plays:5%, but holds '" + part.strip() + "'");
            }
            String field = matcher.group(1);
            if (field != null && !watched.contains(field)) {
                throw new IllegalArgumentException("minGrowth must name fields that are watched, out of " + watched
                        + ", but names '" + field + "'");
            }
            thresholds.put(
                    field == null ? EVERY : field,
                    new Threshold(new BigDecimal(matcher.group(2)), matcher.group(3) != null));
        }
        return new MinGrowth(thresholds);
    }

    /** Returns whether a different value is an event. A change of text or of a flag always is. */
    boolean isEnough(String field, Object before, Object now) {
        Threshold threshold = thresholds.getOrDefault(field, thresholds.get(EVERY));
        if (threshold == null || !(before instanceof Number) || !(now instanceof Number)) {
            return true;
        }
        return threshold.isReached(new BigDecimal(before.toString()), new BigDecimal(now.toString()));
    }
}
