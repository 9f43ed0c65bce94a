package io.github.cameltiktok.internal.message;

import org.jspecify.annotations.Nullable;

/**
 * An option, a header or a body breaks a rule of this component.
 *
 * <p>Thrown only by this component's own checks; the producer reports it as an invalid request. Any other {@code
 * IllegalArgumentException}, from a type converter, a registry or a provider bean, is an internal error.
 */
public final class InvalidArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String problem;

    public InvalidArgumentException(String message) {
        this(message, (Throwable) null);
    }

    /**
     * Creates an exception whose message is the problem followed by the advice.
     *
     * @param advice on headers, options or endpoint URIs
     */
    public InvalidArgumentException(String problem, String advice) {
        super(problem + ": " + advice);
        this.problem = problem;
    }

    /** Creates an exception from that of a package without Camel, whose message names the rule and the value. */
    public InvalidArgumentException(IllegalArgumentException refusal) {
        super(refusal.getMessage(), refusal);
        this.problem = null;
    }

    public InvalidArgumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = null;
    }

    /** Returns the message without the advice. */
    @Nullable
    public String problem() {
        return problem == null ? getMessage() : problem;
    }
}
