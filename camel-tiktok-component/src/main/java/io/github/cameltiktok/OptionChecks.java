package io.github.cameltiktok;

import java.util.Map;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Checks options at start-up. Camel itself turns text that is no number into 0, and a number too large for an {@code
 * int} into another one, so that each number needs a range without 0 and with an end, and text is checked before.
 */
final class OptionChecks {

    private static final Range TIMEOUT = new Range(3_600_000, " ms");
    private static final Range RESPONSE_SIZE = new Range(256 * 1024 * 1024, " bytes");
    private static final Range REQUESTS = new Range(1_000_000, "");
    private static final Range PORT = new Range(65_535, "");

    /** By option of an endpoint. */
    private static final Map<String, Range> RANGES = Map.of(
            "connectTimeout", TIMEOUT,
            "responseTimeout", TIMEOUT,
            "deadline", TIMEOUT,
            "maxResponseSize", RESPONSE_SIZE,
            "proxyPort", PORT);

    private record Range(long max, String unit) {

        void check(String option, long value, Object shown) {
            if (value < 1 || value > max) {
                throw new IllegalArgumentException(
                        "option " + option + " must be a whole number from 1 to " + max + unit + ", but was " + shown);
            }
        }
    }

    private OptionChecks() {}

    /**
     * Checks options of an endpoint as they are written, as long as they still tell what was written.
     *
     * @throws IllegalArgumentException that names the option, the rule and the value
     */
    static void checkText(Map<String, Object> parameters) {
        RANGES.forEach((option, range) -> {
            if (parameters.get(option) instanceof String text && !EndpointHelper.isReferenceParameter(text)) {
                boolean isDuration = range == TIMEOUT;
                range.check(option, isDuration || text.matches("\\d+") ? number(text) : 0, '\'' + text + '\'');
            }
        });
    }

    /** @throws IllegalArgumentException that names the option, the rule and the value */
    static void check(TikTokConfiguration options) {
        range("connectTimeout", options.getConnectTimeout(), TIMEOUT);
        range("responseTimeout", options.getResponseTimeout(), TIMEOUT);
        range("deadline", options.getDeadline(), TIMEOUT);
        range("maxResponseSize", options.getMaxResponseSize(), RESPONSE_SIZE);
        if (options.getRequestSource() != null) {
            RequestSource.check("option requestSource", options.getRequestSource());
        }
        String proxyHost = options.getProxyHost();
        Long proxyPort = options.getProxyPort();
        if ((proxyHost == null) != (proxyPort == null)) {
            throw new IllegalArgumentException("options proxyHost and proxyPort go together, but only "
                    + (proxyHost == null ? "proxyPort" : "proxyHost") + " is set");
        }
        if (proxyHost != null && !proxyHost.matches("[A-Za-z0-9._:\\[\\]-]+")) {
            throw new IllegalArgumentException("option proxyHost must be a host name, but was '" + proxyHost + "'");
        }
        range("proxyPort", proxyPort, PORT);
    }

    /** @throws IllegalArgumentException that names the provider, the option, the rule and the value */
    static void check(String provider, TikTokProviderConfiguration options) {
        range(provider + ".maxConcurrentRequests", options.getMaxConcurrentRequests(), REQUESTS);
        range(provider + ".maxQueuedRequests", options.getMaxQueuedRequests(), REQUESTS);
    }

    private static void range(String option, @Nullable Number value, Range range) {
        if (value != null) {
            range.check(option, value.longValue(), value.longValue() == 0 ? "0 (or no number)" : value);
        }
    }

    /** As Camel reads it: digits, or a duration such as {@code 10s}; 0 for anything else. */
    private static long number(String text) {
        try {
            return TimeUtils.toMilliSeconds(text);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            // The latter for words with an s in them.
            return 0;
        }
    }
}
