package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.mock.MockEndpoint;

/** Runs the routes of a snippet at the sandbox, and checks the outcome that its notes describe. */
final class RouteRun {

    private static final String SOME_VIDEO = "7311111111111111111";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Snippet snippet;
    private final Sandbox sandbox;

    RouteRun(Snippet snippet, Sandbox sandbox) {
        this.snippet = snippet;
        this.sandbox = sandbox;
    }

    void run(Routes routes) throws Exception {
        sandbox.reset();
        try (CamelContext context = SandboxedContext.create(sandbox, snippet.note("key", null))) {
            TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
            for (String provider : SandboxedContext.PROVIDERS) {
                if (snippet.isNoted("key of " + provider)) {
                    SandboxedContext.settings(component, provider).setApiKey(snippet.note("key of " + provider, ""));
                }
            }
            routes.addTo(context);
            NotifyBuilder polled =
                    new NotifyBuilder(context).from("tiktok:*").whenCompleted(1).create();
            context.start();
            assertThat(context.getRoutes()).as("routes of %s", snippet).isNotEmpty();
            for (Route route : context.getRoutes()) {
                if (route.getEndpoint().getEndpointUri().startsWith("direct:")) {
                    send(context, route.getEndpoint());
                }
            }
            if (snippet.isNoted("consumer")) {
                assertThat(context.getRoutes().get(0).getConsumer())
                        .extracting(consumer ->
                                ((StatefulService) consumer).getStatus().name())
                        .isEqualTo(snippet.note("consumer", ""));
            }
            if (isStartedBy("tiktok:", context)) {
                assertThat(polled.matches(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("something polled by %s", snippet)
                        .isTrue();
            }
            if (isStartedBy("timer:", context)) {
                await().atMost(PATIENCE).until(() -> !sandbox.calls().isEmpty());
            }
            assertThat(sandbox.calls()).as("calls of %s", snippet).isNotEmpty();
            checkCalls();
            checkOutput(context);
        }
    }

    private static boolean isStartedBy(String scheme, CamelContext context) {
        return context.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().startsWith(scheme));
    }

    private void send(CamelContext context, Endpoint endpoint) throws Exception {
        Exchange exchange = context.createFluentProducerTemplate()
                .to(endpoint)
                .withBody(snippet.note("send", SOME_VIDEO))
                .send();
        if (snippet.isNoted("fails with")) {
            assertThat(exchange.getException())
                    .as("how %s ends", snippet)
                    .extracting(failure -> failure.getClass().getSimpleName())
                    .isEqualTo(snippet.note("fails with", ""));
            return;
        }
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        assertThat(exchange.getMessage().getBody(String.class))
                .as("output of %s", snippet)
                .contains(snippet.note("expect", ""));
    }

    private void checkCalls() {
        if (snippet.isNoted("calls")) {
            // A consumer emits its first message while it still polls the other subjects.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(sandbox.calls())
                    .as("calls of %s", snippet)
                    .hasSize(Integer.parseInt(snippet.note("calls", ""))));
        }
    }

    /** Checks that topics, files and webhooks received the normalised JSON. */
    private void checkOutput(CamelContext context) {
        List<MockEndpoint> topics = context.getEndpoints().stream()
                .filter(MockEndpoint.class::isInstance)
                .map(MockEndpoint.class::cast)
                .toList();
        for (MockEndpoint topic : topics) {
            await().alias("messages to " + topic).atMost(PATIENCE).until(() -> !topic.getExchanges()
                    .isEmpty());
            assertThat(topic.getExchanges().get(0).getMessage().getBody(String.class))
                    .startsWith("{\"id\":");
        }
        List<Path> files = context.getEndpoints().stream()
                .filter(FileEndpoint.class::isInstance)
                .map(endpoint -> ((FileEndpoint) endpoint).getFile().toPath())
                .toList();
        for (Path written : files) {
            assertThat(written)
                    .isDirectoryContaining(file -> Repository.read(file).startsWith(snippet.note("file starts", "{")));
        }
        if (snippet.text().contains("{{webhook.url}}")) {
            assertThat(sandbox.webhooks()).as("webhooks of %s", snippet).isNotEmpty();
        }
    }

    /** Adds the snippet's routes to a context. */
    @FunctionalInterface
    interface Routes {

        void addTo(CamelContext context) throws Exception;
    }
}
