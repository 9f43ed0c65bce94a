package io.github.cameltiktok.chaos;

import io.github.cameltiktok.TikTokException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** Outcomes of many lookups. */
final class LoadSummary {

    private static final Pattern ATTEMPTS = Pattern.compile("(\\d+) attempts?\\)");
    private static final String RESULT = "result";

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long lookups;
    private long attempts;
    private long paidResults;
    private Duration longest = Duration.ZERO;
    private Duration longestOverDeadline = Duration.ofDays(-1);

    /** Counts an exchange that has ended. */
    void add(Exchange exchange, Duration took, Duration deadline) {
        lookups++;
        Throwable failure = exchange.getException();
        long calls = failure == null
                ? exchange.getMessage().getHeader("CamelTikTokAttempts", 0, Integer.class)
                : attemptsOf(failure);
        attempts += calls;
        if (failure == null && calls > 0) {
            paidResults++;
        }
        outcomes.merge(failure == null ? RESULT : failure.getClass().getSimpleName(), 1, Integer::sum);
        Duration over = took.minus(deadline);
        longest = took.compareTo(longest) > 0 ? took : longest;
        longestOverDeadline = over.compareTo(longestOverDeadline) > 0 ? over : longestOverDeadline;
    }

    void add(LoadSummary other) {
        lookups += other.lookups;
        attempts += other.attempts;
        paidResults += other.paidResults;
        other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        longest = other.longest.compareTo(longest) > 0 ? other.longest : longest;
        longestOverDeadline = other.longestOverDeadline.compareTo(longestOverDeadline) > 0
                ? other.longestOverDeadline
                : longestOverDeadline;
    }

    /** Sums the calls in the messages of a failure and of its suppressed failures of earlier providers. */
    private static long attemptsOf(Throwable failure) {
        return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
                .filter(TikTokException.class::isInstance)
                .map(one -> ATTEMPTS.matcher(one.getMessage()))
                .filter(Matcher::find)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .sum();
    }

    long lookups() {
        return lookups;
    }

    /** Returns the number of calls that headers and messages report. */
    long attempts() {
        return attempts;
    }

    long results() {
        return outcomes.getOrDefault(RESULT, 0);
    }

    /** Returns the number of results with their own call. */
    long paidResults() {
        return paidResults;
    }

    Duration longestOverDeadline() {
        return longestOverDeadline;
    }

    @Override
    public String toString() {
        return lookups + " lookups, " + attempts + " calls, " + outcomes + ", longest " + longest.toMillis() + " ms, "
                + longestOverDeadline.toMillis() + " ms over its deadline";
    }
}
