package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.TikTokConfiguration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The engine's numbers that the documentation names, as tables. */
public final class NumberTables {

    private NumberTables() {}

    /** Returns the delays before each retry, with the options' defaults. */
    public static String waits() {
        TikTokConfiguration defaults = new TikTokConfiguration();
        List<String> rows =
                new ArrayList<>(List.of("| before retry | usual delay | longer delay |", "| --- | --- | --- |"));
        long passed = 0;
        long passedSlowly = 0;
        for (int retry = 1; retry <= defaults.getMaxRetries(); retry++) {
            long wait = defaults.getRetryDelay() << (retry - 1);
            long slowly = wait * Retrying.LONGER_DELAY_FACTOR;
            passed += wait;
            passedSlowly += slowly;
            rows.add("| " + retry + " | " + wait(wait, passed, defaults) + " | " + wait(slowly, passedSlowly, defaults)
                    + " |");
        }
        return String.join("\n", rows);
    }

    /** Returns when a circuit opens and closes. */
    public static String circuit() {
        return String.join(
                "\n",
                "| event | circuit |",
                "| --- | --- |",
                "| one failure of the key, the credit or a quota | opens at once, for "
                        + text(ProviderCircuitBreaker.OPEN_FOR_ACCOUNT)
                        + ", or for a longer `Retry-After` up to its cap |",
                "| " + Math.round(ProviderCircuitBreaker.FAILURE_PERCENT) + " % or more of the last "
                        + ProviderCircuitBreaker.WINDOW
                        + " lookups failed otherwise, once there were " + ProviderCircuitBreaker.MIN_LOOKUPS
                        + " | opens for "
                        + text(ProviderCircuitBreaker.OPEN_FOR_FAILURES) + " |",
                "| that time is over | lets " + ProviderCircuitBreaker.PROBES
                        + " calls through as probes (half-open); other lookups fail at once meanwhile |",
                "| " + Math.round(ProviderCircuitBreaker.FAILURE_PERCENT) + " % or more of the "
                        + ProviderCircuitBreaker.PROBES + " probes failed | opens again, for "
                        + text(ProviderCircuitBreaker.OPEN_FOR_FAILURES) + " |",
                "| the probes have not ended after " + text(ProviderCircuitBreaker.LONGEST_HALF_OPEN)
                        + " | opens again with the next lookup, for "
                        + text(ProviderCircuitBreaker.OPEN_FOR_FAILURES) + " |",
                "| fewer of them failed | closes |");
    }

    /** Returns the bounds of the cache. */
    public static String cache() {
        return String.join(
                "\n",
                "| entry | maximum time | share of `cacheSize` |",
                "| --- | --- | --- |",
                "| an answer | `cacheTtl`, and no longer than until " + text(CacheEntry.MEDIA_URL_MARGIN)
                        + " before the first of its signed media links expires | 1 for an answer of less than "
                        + CoalescingCache.UNIT_BYTES / 1024 + " KiB, and 1 more for each "
                        + CoalescingCache.UNIT_BYTES / 1024 + " KiB |",
                "| a not-found | `cacheTtl` / " + CacheEntry.NOT_FOUND_DIVISOR + " | 1 |",
                "| any other failure | not cached | |");
    }

    /** Returns the parts of sentences with numbers on retries. */
    public static List<String> sentencesOnRetries() {
        return List.of(
                "is lengthened by up to " + Math.round(Retrying.JITTER * 100) + " % at random",
                "its delays are " + Retrying.LONGER_DELAY_FACTOR + " times as long");
    }

    /** Returns the parts of sentences with numbers on the cache. */
    public static List<String> sentencesOnTheCache() {
        int unit = CoalescingCache.UNIT_BYTES / 1024;
        int all = (new TikTokConfiguration().getCacheSize() * unit + 1023) / 1024;
        return List.of("takes up less than " + unit + " KiB for each of them, so less than " + all + " MiB in all");
    }

    private static String wait(long millis, long passed, TikTokConfiguration defaults) {
        if (passed >= defaults.getDeadline()) {
            return "not made: delays of " + seconds(passed) + " s exceed the deadline of "
                    + seconds(defaults.getDeadline()) + " s";
        }
        return seconds(millis) + " to " + seconds(Math.round(millis * (1 + Retrying.JITTER))) + " s";
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static String text(Duration duration) {
        return duration.equals(Duration.ofMinutes(1)) ? "1 minute" : duration.toSeconds() + " s";
    }
}
