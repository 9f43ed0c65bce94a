package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.ProblemException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request body. Null and empty texts count as absent, because platforms send them. */
final class WatchBody {

    private static final int LONGEST_SHOWN = 80;

    private final JsonNode body;

    /**
     * @param names of all fields that the body may have
     * @throws ProblemException if the body is no object or has another field
     */
    WatchBody(JsonNode body, Set<String> names) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "The body must be a JSON object");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw ProblemException.invalid(
                        "/" + shown(name), "The body may have the fields " + names + ", but has '" + shown(name) + "'");
            }
        });
        this.body = body;
    }

    boolean has(String name) {
        return body.hasNonNull(name);
    }

    /** Returns a text; {@code null} if it is absent or empty. */
    @Nullable
    String text(String name, int longest) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name, "must be a text", value.toString());
        }
        String text = value.textValue().strip();
        if (text.length() > longest) {
            throw invalid(name, "must have at most " + longest + " characters", text);
        }
        return text.isEmpty() ? null : text;
    }

    /** Returns a flag; false if it is absent. */
    boolean flag(String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw invalid(name, "must be true or false", value.toString());
        }
        return value.asBoolean();
    }

    /** Returns names out of a list; {@code null} if the field is absent, or empty as generated clients send it. */
    @Nullable
    Set<String> names(String name, Set<String> allowed) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull() || value.isArray() && value.isEmpty()) {
            return null;
        }
        String rule = "must be a list of names out of " + allowed;
        if (!value.isArray() || value.size() > allowed.size()) {
            throw invalid(name, rule, value.toString());
        }
        Set<String> names = new LinkedHashSet<>();
        value.forEach(element -> {
            if (!element.isTextual() || !allowed.contains(element.textValue())) {
                throw invalid(name, rule, element.toString());
            }
            names.add(element.textValue());
        });
        return names;
    }

    /** Returns the problem of a field, with the rule and the value. */
    static ProblemException invalid(String name, String rule, String value) {
        return ProblemException.invalid("/" + name, name + ' ' + rule + ", but is '" + shown(value) + "'");
    }

    /** Shortened, and without control characters: the value may be hostile. */
    private static String shown(String value) {
        String plain = value.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + '…';
    }
}
