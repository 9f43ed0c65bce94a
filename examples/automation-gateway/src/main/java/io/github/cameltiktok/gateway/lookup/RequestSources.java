package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The platform that a request comes from. */
public final class RequestSources {

    /** The component's rule. */
    private static final Pattern TOKEN = Pattern.compile("[A-Z0-9_.-]{1,64}");

    private RequestSources() {}

    /**
     * Returns the platform of a request: from the body, the query, the header or the key, in this order.
     *
     * @param body {@code null} if the body names none
     * @return {@code null} if none of them names one
     * @throws ProblemException if the name breaks the rule
     */
    public static @Nullable String of(Call call, @Nullable String body) {
        if (isSet(body)) {
            return checked("/requestSource", body);
        }
        String query = call.query().get("requestSource");
        if (isSet(query)) {
            return checked("requestSource", query);
        }
        String header = call.headers().get("request-source");
        return isSet(header)
                ? checked("Request-Source", header)
                : call.requireCaller().requestSource();
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static @Nullable String checked(String place, @Nullable String name) {
        if (name != null && !TOKEN.matcher(name).matches()) {
            throw ProblemException.invalid(
                    place,
                    "requestSource must be 1 to 64 of the characters A-Z, 0-9, '_', '.' and '-', as in ZAPIER, but is"
                            + " '" + shortened(name) + "'.");
        }
        return name;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + '…';
    }
}
