package io.github.cameltiktok.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ends an operation with a problem. The message is the problem's detail, so it holds no secret. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;
    private final @Nullable String provider;
    private final transient Map<String, JsonNode> members;

    /**
     * One wrong field.
     *
     * @param pointer JSON pointer into the body, or the name of a query parameter
     * @param detail what is wrong, the rule and the value
     */
    public record FieldError(String pointer, String detail) {}

    /**
     * @param detail what failed, the rule, the value and the remedy
     * @param errors wrong fields; empty if none
     * @param retryAfter time after which a retry may succeed; {@code null} if unknown
     * @param provider name of the provider that caused the problem; {@code null} if none did
     */
    public ProblemException(
            ProblemType type,
            String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            @Nullable String provider) {
        this(type, detail, errors, retryAfter, provider, Map.of());
    }

    private ProblemException(
            ProblemType type,
            @Nullable String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            @Nullable String provider,
            Map<String, JsonNode> members) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.provider = provider;
        this.members = Map.copyOf(members);
    }

    /** Creates a problem without further facts. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null, null);
    }

    /** Creates a problem of one parameter or field. */
    public static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST, detail, List.of(new FieldError(pointer, detail)), null, null);
    }

    /** Returns this problem with one member more in its JSON, such as {@code estimate}. */
    public ProblemException with(String name, JsonNode value) {
        Map<String, JsonNode> more = new TreeMap<>(members);
        more.put(name, value);
        return new ProblemException(type, getMessage(), errors, retryAfter, provider, more);
    }

    /** Returns the members of the problem's JSON that only some problems have, by name. */
    public Map<String, JsonNode> members() {
        return members;
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public @Nullable String provider() {
        return provider;
    }
}
