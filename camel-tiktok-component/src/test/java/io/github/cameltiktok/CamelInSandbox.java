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

/** One Camel context per test class, whose component asks a sandbox of its own. The call log is empty before each test. */
final class CamelInSandbox implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final SandboxExtension sandbox = new SandboxExtension();
    private DefaultCamelContext context;

    Sandbox sandbox() {
        return sandbox.get();
    }

    CamelContext context() {
        return context;
    }

    /** Sends a message to an endpoint, and returns it with its answer or its failure. */
    Exchange ask(String uri, Object body) {
        return ask(uri, body, Map.of());
    }

    Exchange ask(String uri, Object body, Map<String, Object> headers) {
        return ask(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        });
    }

    Exchange ask(String uri, Processor question) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(question)
                .send();
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        sandbox.beforeAll(test);
        context = new DefaultCamelContext();
        context.disableJMX();
        context.addComponent("tiktok", SandboxRoutes.component(sandbox.get()));
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
