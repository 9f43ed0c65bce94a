package io.github.cameltiktok;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Checks options at start-up. Camel itself turns text that is no number into 0, and a number too large for an {@code
 * int} into another one, so that each number needs a range without 0 and with an end, and text is checked before.
 */
final class OptionChecks {

    private static final Range TIMEOUT = new Range(1, 3_600_000, " ms");
    private static final Range RETRIES = new Range(0, 20, "");
    private static final Range CACHE_TTL = new Range(0, Duration.ofDays(30).toMillis(), " ms");
    private static final Range CACHE_SIZE = new Range(1, 10_000_000, "");
    private static final Range RESPONSE_SIZE = new Range(1, 256 * 1024 * 1024, " bytes");
    private static final Range REQUESTS = new Range(1, 1_000_000, "");
    private static final Range BUDGET = new Range(1, 100_000_000, "");
    private static final Range DELAY = new Range(1, Duration.ofDays(366).toMillis(), " ms");
    private static final Range INITIAL_DELAY = new Range(0, Duration.ofDays(366).toMillis(), " ms");
    private static final Range MESSAGES = new Range(0, 1_000_000, "");
    private static final Range PORT = new Range(1, 65_535, "");

    /** Options in the unit of the option timeUnit. */
    private static final List<String> SCHEDULE = List.of("delay", "initialDelay");

    private static final long NO_NUMBER = -1;

    private static final String PREFIX = "camel.component.tiktok.";

    /** By option of an endpoint. */
    private static final Map<String, Range> RANGES = Map.ofEntries(
            Map.entry("connectTimeout", TIMEOUT),
            Map.entry("responseTimeout", TIMEOUT),
            Map.entry("deadline", TIMEOUT),
            Map.entry("retryDelay", TIMEOUT),
            Map.entry("maxRetryAfter", CACHE_TTL),
            Map.entry("maxRetries", RETRIES),
            Map.entry("cacheTtl", CACHE_TTL),
            Map.entry("cacheSize", CACHE_SIZE),
            Map.entry("maxResponseSize", RESPONSE_SIZE),
            Map.entry("proxyPort", PORT),
            Map.entry("delay", DELAY),
            Map.entry("initialDelay", INITIAL_DELAY),
            Map.entry("maxMessagesPerPoll", MESSAGES));

    /** By option of an endpoint. What Camel says of another value does not name those that there are. */
    private static final Map<String, List<String>> CHOICES = Map.of(
            "outputFormat", names(OutputFormat.values()),
            "emit", names(Emit.values()),
            "firstPoll", names(FirstPoll.values()),
            "allowInsecure", List.of("true", "false"),
            "failoverOnNotFound", List.of("true", "false"));

    private record Range(long min, long max, String unit) {

        void check(String option, long value, Object shown) {
            if (value < min || value > max) {
                throw new InvalidArgumentException("option " + option + " must be a whole number from " + min + " to "
                        + max + unit + ", but was " + shown);
            }
        }

        boolean isDuration() {
            return unit.equals(" ms");
        }
    }

    private OptionChecks() {}

    /** Tells whether an option says nothing, as when it stands for a variable of the environment that is empty. */
    static boolean isNotSet(@Nullable Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    /**
     * Checks that an option refers to a bean that there is.
     *
     * @throws InvalidArgumentException that names the option, the rule and the value
     */
    static void checkStateRepository(@Nullable Object value, Registry registry) {
        if (!(value instanceof String text)) {
            return;
        }
        String rule = "option stateRepository must name a bean of type StateRepository, as in #bean:snapshots, but ";
        if (!EndpointHelper.isReferenceParameter(text)) {
            throw new InvalidArgumentException(rule + "was '" + text + "'");
        }
        String id = text.replaceFirst("^#(bean:)?", "");
        Object bean = registry.lookupByName(id);
        // With a colon it is another way of naming a bean, such as its class.
        if (!(bean instanceof StateRepository) && !id.contains(":")) {
            throw new InvalidArgumentException(rule + "'" + text + "' is "
                    + (bean == null ? "none" : "a " + bean.getClass().getSimpleName()));
        }
    }

    /**
     * Checks options of an endpoint as they are written, as long as they still tell what was written.
     *
     * @throws InvalidArgumentException that names the option, the rule and the value
     */
    static void checkText(Map<String, Object> parameters) {
        RANGES.forEach((option, range) -> {
            if (parameters.get(option) instanceof String text && !EndpointHelper.isReferenceParameter(text)) {
                checkText(option, range, text);
            }
        });
        SCHEDULE.forEach(option -> checkUnit(option, parameters.get(option), parameters.get("timeUnit")));
        CHOICES.forEach((option, choices) -> {
            if (parameters.get(option) instanceof String text
                    && !EndpointHelper.isReferenceParameter(text)
                    && choices.stream().noneMatch(text::equalsIgnoreCase)) {
                throw new InvalidArgumentException(
                        "option " + option + " must be one of " + choices + ", but was '" + text + "'");
            }
        });
    }

    /**
     * Checks options of the component as they stand in properties; an option that may be 0 does not tell afterwards what
     * was written.
     *
     * @throws InvalidArgumentException that names the option, the rule and the value
     */
    static void checkText(PropertiesComponent properties) {
        RANGES.forEach((option, range) -> {
            String inDashes = PREFIX + StringHelper.camelCaseToDash(option);
            // Not resolved one by one, for Camel would list each as a placeholder that was used.
            properties.loadProperties(name -> name.equals(PREFIX + option) || name.equals(inDashes)).values().stream()
                    .map(Object::toString)
                    .filter(text -> !text.contains("{{"))
                    .forEach(text -> checkText(option, range, text));
        });
    }

    /** Camel turns 6h into milliseconds, and would take their number for hours if timeUnit says so. */
    private static void checkUnit(String option, @Nullable Object value, @Nullable Object unit) {
        if (unit != null
                && !unit.toString().equalsIgnoreCase("MILLISECONDS")
                && value instanceof String text
                && !EndpointHelper.isReferenceParameter(text)
                && !text.matches("\\d+")) {
            throw new IllegalArgumentException("option " + option + " must be a whole number where timeUnit is " + unit
                    + ", but was '" + text + "' (or remove timeUnit)");
        }
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static void checkText(String option, Range range, String text) {
        boolean isNumber = range.isDuration() || text.matches("\\d+");
        range.check(option, isNumber ? number(text) : NO_NUMBER, '\'' + text + '\'');
    }

    /** @throws InvalidArgumentException that names the option, the rule and the value */
    static void check(TikTokConfiguration options) {
        range("connectTimeout", options.getConnectTimeout(), TIMEOUT);
        range("responseTimeout", options.getResponseTimeout(), TIMEOUT);
        range("deadline", options.getDeadline(), TIMEOUT);
        range("retryDelay", options.getRetryDelay(), TIMEOUT);
        range("maxRetryAfter", options.getMaxRetryAfter(), CACHE_TTL);
        range("maxRetries", options.getMaxRetries(), RETRIES);
        range("cacheTtl", options.getCacheTtl(), CACHE_TTL);
        range("cacheSize", options.getCacheSize(), CACHE_SIZE);
        range("maxResponseSize", options.getMaxResponseSize(), RESPONSE_SIZE);
        if (options.getRequestSource() != null) {
            RequestSource.check("option requestSource", options.getRequestSource());
        }
        String proxyHost = options.getProxyHost();
        Long proxyPort = options.getProxyPort();
        if ((proxyHost == null) != (proxyPort == null)) {
            throw new InvalidArgumentException("options proxyHost and proxyPort go together, but only "
                    + (proxyHost == null ? "proxyPort" : "proxyHost") + " is set");
        }
        if (proxyHost != null && !proxyHost.matches("[A-Za-z0-9._:\\[\\]-]+")) {
            throw new InvalidArgumentException("option proxyHost must be a host name, but was '" + proxyHost + "'");
        }
        range("proxyPort", proxyPort, PORT);
    }

    /** @throws InvalidArgumentException that names the provider, the option, the rule and the value */
    static void check(String provider, TikTokProviderConfiguration options) {
        range(provider + ".maxConcurrentRequests", options.getMaxConcurrentRequests(), REQUESTS);
        range(provider + ".maxQueuedRequests", options.getMaxQueuedRequests(), REQUESTS);
        range(provider + ".maxRequestsPerDay", options.getMaxRequestsPerDay(), BUDGET);
        range(provider + ".maxRequestsPerMonth", options.getMaxRequestsPerMonth(), BUDGET);
    }

    private static void range(String option, @Nullable Number value, Range range) {
        if (value != null) {
            range.check(option, value.longValue(), value.longValue() == 0 ? "0 (or no number)" : value);
        }
    }

    /** As Camel reads it: digits, or a duration such as {@code 10s}. Camel takes anything else for 0. */
    private static long number(String text) {
        try {
            long number = TimeUtils.toMilliSeconds(text);
            return number == 0 && !text.matches("0+[a-z]*") ? NO_NUMBER : number;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            // The latter for words with an s in them.
            return NO_NUMBER;
        }
    }
}
