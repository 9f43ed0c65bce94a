package io.github.cameltiktok;

import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Camel context and one sandbox per test class. The call log is empty before each test. */
final class SandboxCamelExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final SandboxExtension sandbox = new SandboxExtension();
    private DefaultCamelContext context;

    Sandbox sandbox() {
        return sandbox.get();
    }

    CamelContext context() {
        return context;
    }

    /** Returns the exchange with its result or its exception. */
    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        });
    }

    Exchange send(String uri, Processor message) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(message)
                .send();
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        sandbox.beforeAll(test);
        context = new DefaultCamelContext();
        context.disableJMX();
        context.addComponent("tiktok", SandboxComponents.create(sandbox.get()));
        context.start();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        sandbox.beforeEach(test);
    }

    @Override
    public void afterAll(ExtensionContext test) {
        context.stop();
        sandbox.afterAll(test);
    }
}
