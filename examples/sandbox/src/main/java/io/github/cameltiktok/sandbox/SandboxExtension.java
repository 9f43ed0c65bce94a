package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that runs one {@link Sandbox} per test class on a free port: started before all tests,
 * {@linkplain Sandbox#reset() reset} before each, closed after all.
 *
 * <p>Use it as a static field with {@code @RegisterExtension}, or with {@code @ExtendWith} and a parameter of type
 * {@link Sandbox}. Nested test classes share the sandbox of the class around them. Safe for tests that run in parallel
 * only as far as they share nothing else: the call log and the latency belong to all of them.
 */
public final class SandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {

    private final SandboxOptions options;
    private @Nullable Sandbox sandbox;
    private int openClasses;

    /** With {@link SandboxOptions#defaults()}. */
    public SandboxExtension() {
        this(SandboxOptions.defaults());
    }

    /** With these options; their latency holds until a test sets another one, and again in the next test. */
    public SandboxExtension(SandboxOptions options) {
        this.options = options;
    }

    /**
     * The running sandbox.
     *
     * @throws IllegalStateException before the first test or after the last one
     */
    public synchronized Sandbox get() {
        if (sandbox == null) {
            throw new IllegalStateException("the sandbox runs only while the tests of its class do");
        }
        return sandbox;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        openClasses++;
        if (sandbox == null) {
            sandbox = Sandbox.start(options);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        get().reset();
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        openClasses--;
        if (openClasses == 0 && sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return get();
    }
}
