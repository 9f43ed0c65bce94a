package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/**
 * An option, a header or a body breaks a rule of this component.
 *
 * <p>Only its own checks throw it, and the producer reports only it as an invalid request. Any other {@code
 * IllegalArgumentException}, from a type converter, a registry or the code of a provider bean, is an internal error.
 */
final class InvalidArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String problem;

    InvalidArgumentException(String message) {
        this(message, (Throwable) null);
    }

    /**
     * Creates one whose message is the problem and the advice.
     *
     * @param advice on headers, options or endpoint URIs
     */
    InvalidArgumentException(String problem, String advice) {
        super(problem + ": " + advice);
        this.problem = problem;
    }

    /** Creates one for a check of a package without Camel, whose message already names the rule and the value. */
    InvalidArgumentException(IllegalArgumentException refusal) {
        super(refusal.getMessage(), refusal);
        this.problem = null;
    }

    InvalidArgumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = null;
    }

    /** Returns the message without the advice. */
    @Nullable
    String problem() {
        return problem == null ? getMessage() : problem;
    }
}
