package io.github.cameltiktok;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint as they are written in its URI, before they are checked and set. */
final class EndpointParameters {

    private static final Pattern ENCODED_PLACEHOLDER = Pattern.compile("%7B%7B\\S+%7D%7D");

    private EndpointParameters() {}

    /** Of the options that name a subject. */
    private static final List<String> SUBJECTS = List.of("url", "videoId", "video_id", "handle");

    /**
     * Puts what placeholders stand for in their place, drops what says nothing, and gives each option its Camel name.
     *
     * @return the first option that is empty but would name a subject; {@code null} if none
     * @throws InvalidArgumentException if one option stands there under two names, with different values
     */
    static @Nullable String tidy(Map<String, Object> parameters, CamelContext context) {
        parameters.replaceAll((option, value) -> value instanceof String text ? resolved(text, context) : value);
        String empty = SUBJECTS.stream()
                .filter(parameters::containsKey)
                .filter(option -> OptionChecks.isNotSet(parameters.get(option)))
                .findFirst()
                .orElse(null);
        parameters.values().removeIf(OptionChecks::isNotSet);
        underItsCamelName(parameters);
        return empty;
    }

    /** Camel would do so too, but after the checks, and not where a Pipe has encoded the placeholder inside RAW. */
    private static String resolved(String text, CamelContext context) {
        String plain =
                ENCODED_PLACEHOLDER.matcher(text).matches() ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
        return plain.contains("{{") ? context.resolvePropertyPlaceholders(plain) : plain;
    }

    /** Accepts {@code video_id}, as the providers' users know it. */
    private static void underItsCamelName(Map<String, Object> parameters) {
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
}
