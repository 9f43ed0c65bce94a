package io.github.cameltiktok;

import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.internal.message.RequestSource;
import io.github.cameltiktok.provider.Price;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Validates options at start-up. Camel turns text that is no number into 0, and wraps a number too large for an {@code
 * int}. Numbers are therefore checked as text before Camel converts them, and by a range afterwards.
 */
final class OptionValidator {

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

    /** Options that name a subject. */
    private static final List<String> SUBJECTS = List.of("url", "videoId", "video_id", "handle");

    private static final Pattern ENCODED_PLACEHOLDER = Pattern.compile("%7B%7B\\S+%7D%7D");

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

    /** By option of an endpoint. Camel's own error for an unknown value does not list the known ones. */
    private static final Map<String, List<String>> CHOICES = Map.of(
            "outputFormat", names(OutputFormat.values()),
            "emit", names(TikTokWatchConfiguration.Emit.values()),
            "firstPoll", names(TikTokWatchConfiguration.FirstPoll.values()),
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

    private OptionValidator() {}

    /**
     * Resolves placeholders in the options of an endpoint URI, drops empty options, and replaces aliases by Camel's names.
     *
     * @return the first empty option that would name a subject; {@code null} if none
     * @throws InvalidArgumentException if an option has two different values under two names
     */
    static @Nullable String normalize(Map<String, Object> parameters, CamelContext context) {
        parameters.replaceAll((option, value) -> value instanceof String text ? resolved(text, context) : value);
        String empty = SUBJECTS.stream()
                .filter(parameters::containsKey)
                .filter(option -> isNotSet(parameters.get(option)))
                .findFirst()
                .orElse(null);
        parameters.values().removeIf(OptionValidator::isNotSet);
        applyAliases(parameters);
        return empty;
    }

    /** Resolved before validation, unlike in Camel, and also where a Pipe has encoded the placeholder inside RAW. */
    private static String resolved(String text, CamelContext context) {
        String plain =
                ENCODED_PLACEHOLDER.matcher(text).matches() ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
        return plain.contains("{{") ? context.resolvePropertyPlaceholders(plain) : plain;
    }

    /** Accepts {@code video_id}, the name in the providers' documentation. */
    private static void applyAliases(Map<String, Object> parameters) {
        Object value = parameters.remove("video_id");
        if (value == null) {
            return;
        }
        Object other = parameters.putIfAbsent("videoId", value);
        if (other != null && !other.equals(value)) {
            throw new InvalidArgumentException(
                    "two different subjects: option video_id is " + value + ", but option videoId is " + other);
        }
    }

    /** Returns whether an option is absent or blank, as an empty environment variable leaves it. */
    static boolean isNotSet(@Nullable Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    /**
     * Checks that the option stateRepository refers to an existing bean.
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
        // An id with a colon names a bean in another way, such as by its class.
        if (!(bean instanceof StateRepository) && !id.contains(":")) {
            throw new InvalidArgumentException(rule + "'" + text + "' is "
                    + (bean == null ? "none" : "a " + bean.getClass().getSimpleName()));
        }
    }

    /**
     * Checks the text of endpoint options, before Camel converts it.
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
     * Checks the text of component options in properties. After the conversion, 0 and text that is no number look alike.
     *
     * @throws InvalidArgumentException that names the option, the rule and the value
     */
    static void checkText(PropertiesComponent properties) {
        RANGES.forEach((option, range) -> {
            String inDashes = PREFIX + StringHelper.camelCaseToDash(option);
            // Loaded together: resolved one by one, each would show up in Camel's list of used placeholders.
            properties.loadProperties(name -> name.equals(PREFIX + option) || name.equals(inDashes)).values().stream()
                    .map(Object::toString)
                    .filter(text -> !text.contains("{{"))
                    .forEach(text -> checkText(option, range, text));
        });
    }

    /** Camel turns 6h into 21600000 ms, and with timeUnit=HOURS reads that number as hours. */
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
        apiKey("apiKey", options.getApiKey());
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
        apiKey(provider + ".apiKey", options.getApiKey());
        range(provider + ".maxConcurrentRequests", options.getMaxConcurrentRequests(), REQUESTS);
        range(provider + ".maxQueuedRequests", options.getMaxQueuedRequests(), REQUESTS);
        range(provider + ".maxRequestsPerDay", options.getMaxRequestsPerDay(), BUDGET);
        range(provider + ".maxRequestsPerMonth", options.getMaxRequestsPerMonth(), BUDGET);
        price(provider + ".videoPrice", options.getVideoPrice());
        price(provider + ".userPrice", options.getUserPrice());
    }

    private static void price(String option, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            try {
                Price.parse(value);
            } catch (IllegalArgumentException e) {
                throw new InvalidArgumentException("option " + option + ' ' + e.getMessage());
            }
        }
    }

    /** Rejects a key that the provider would refuse at the first call. The message does not contain it. */
    private static void apiKey(String option, @Nullable String key) {
        if (key != null && (key.contains("${") || key.contains("{{"))) {
            throw new InvalidArgumentException("option " + option
                    + " must be an API key, but holds an unresolved placeholder (${ or {{): set the variable, or write"
                    + " it as {{env:NAME}}");
        }
    }

    private static void range(String option, @Nullable Number value, Range range) {
        if (value != null) {
            range.check(option, value.longValue(), value.longValue() == 0 ? "0 (or no number)" : value);
        }
    }

    /** Reads digits, or a duration such as {@code 10s}, as Camel does. Camel reads any other text as 0. */
    private static long number(String text) {
        try {
            long number = TimeUtils.toMilliSeconds(text);
            return number == 0 && !text.matches("0+[a-z]*") ? NO_NUMBER : number;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            // Camel throws the latter for words that contain an s.
            return NO_NUMBER;
        }
    }
}
