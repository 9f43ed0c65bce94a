package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that runs one {@link Sandbox} per test class on a free port. The extension starts it before all
 * tests, {@linkplain Sandbox#reset() resets} it before each test and closes it after all tests.
 *
 * <p>Use it as a static field with {@code @RegisterExtension}, or with {@code @ExtendWith} and a parameter of type
 * {@link Sandbox}. Nested test classes share the sandbox of their enclosing class. Tests that run in parallel also share
 * its call log and latency.
 */
public final class SandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {

    private final SandboxOptions options;
    private @Nullable Sandbox sandbox;
    private int openClasses;

    /** Creates an extension with {@link SandboxOptions#defaults()}. */
    public SandboxExtension() {
        this(SandboxOptions.defaults());
    }

    /** Creates an extension with these options. Their latency is restored before each test. */
    public SandboxExtension(SandboxOptions options) {
        this.options = options;
    }

    /**
     * Returns the running sandbox.
     *
     * @throws IllegalStateException before the first test or after the last test of the class
     */
    public synchronized Sandbox get() {
        if (sandbox == null) {
            throw new IllegalStateException("the sandbox runs only during the tests of its class");
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
