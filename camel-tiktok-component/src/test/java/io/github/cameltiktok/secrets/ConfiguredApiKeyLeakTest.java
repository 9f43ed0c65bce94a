package io.github.cameltiktok.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.internal.lookup.RawHttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * API keys in an endpoint URI or a property do not show at INFO. At DEBUG, Camel itself prints routes and properties
 * unmasked.
 */
final class ConfiguredApiKeyLeakTest {

    private static CapturedLog log;
    private static DefaultCamelContext context;

    @BeforeAll
    static void start() {
        log = new CapturedLog(Level.INFO);
        context = new DefaultCamelContext();
        context.setTracing(true);
        context.setMessageHistory(true);
        context.start();
    }

    @AfterAll
    static void stop() throws Exception {
        // Camel does not mask the label of a toD, which is its text in the route.
        Secret.assertAbsent("JMX", JmxDump.texts().filter(text -> !text.contains(" ModelLabel=toD[")));
        context.stop();
        Secret.assertAbsent("the log of the stop", log.lines());
        log.close();
    }

    @AfterEach
    void assertKeyAbsent() {
        Secret.assertAbsent("the log", log.take().stream());
        Secret.assertAbsent("the endpoints", context.getEndpoints().stream().map(Endpoint::toString));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500})
    void failedLookupDoesNotShowKey(int status) throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> connection.write(
                RawHttpServer.json(status, "{\"error\":\"" + Secret.KEY + "\",\"code\":\"" + Secret.KEY + "\"}")))) {
            String options = "&retryDelay=1&baseUrl=" + server.uri() + "&apiKey=RAW(" + Secret.KEY + ")";
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:to" + status).to("tiktok:user?provider=apidirect" + options);
                    from("direct:toD" + status).toD("tiktok:user?provider=${header.provider}" + options);
                }
            });

            for (String route : List.of("direct:to" + status, "direct:toD" + status)) {
                Exchange exchange = context.createFluentProducerTemplate()
                        .to(route)
                        .withHeader("provider", "apidirect")
                        .withBody("@khaby.lame")
                        .send();

                assertThat(exchange.getException()).isInstanceOf(TikTokException.class);
                Secret.assertAbsent("the exception", Stream.of(Secret.wholeText(exchange.getException())));
                Secret.assertAbsent(
                        "the message", Stream.of(exchange.getMessage().getHeaders() + ""));
            }
            assertThat(log.lines()).anyMatch(line -> line.contains("Failed delivery"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&unknownOption=1",
                "&deadline=0",
                "&outputFormat=wrong",
                "&proxyHost=only",
                "&requestSource=not ok",
                "&baseUrl=http://example.com",
                "&baseUrl=nonsense",
                "&videoId=7516594811734854943",
                "&url=https://example.com",
                "&sslContextParameters=#missing",
            })
    void failedStartDoesNotShowKeyOfUri(String options) {
        for (String key : List.of("RAW(" + Secret.KEY + ")", "RAW{" + Secret.KEY + "}", Secret.KEY)) {
            Throwable thrown =
                    catchThrowable(() -> startProducer("tiktok:user?provider=apidirect&apiKey=" + key + options));

            assertThat(thrown).isNotNull();
            Secret.assertAbsent("the exception", Stream.of(Secret.wholeText(thrown)));
        }
    }

    @Test
    void camelMainSummaryDoesNotShowKey(@TempDir Path folder) throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) ->
                connection.write(RawHttpServer.json(500, "{\"error\":\"" + Secret.KEY + "\"}")))) {
            Main main = new Main();
            Path properties = folder.resolve("application.properties");
            Files.writeString(
                    properties,
                    "camel.component.tiktok.apidirect.api-key=" + Secret.KEY
                            + "\ncamel.component.tiktok.configuration.api-key=" + Secret.KEY
                            + "\ncamel.component.tiktok.apidirect.base-url=" + server.uri()
                            + "\ncamel.component.tiktok.retry-delay=1");
            main.setPropertyPlaceholderLocations("file:" + properties);
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:main").to("tiktok:user?provider=apidirect");
                }
            });
            main.start();
            try {
                Exchange exchange = main.getCamelContext()
                        .createFluentProducerTemplate()
                        .to("direct:main")
                        .withBody("@khaby.lame")
                        .send();

                assertThat(exchange.getException()).isInstanceOf(TikTokException.class);
                Secret.assertAbsent("the exception", Stream.of(Secret.wholeText(exchange.getException())));
                assertThat(log.lines()).anyMatch(line -> line.matches("(?s).*camel.component.tiktok.*xxxxxx.*"));
            } finally {
                main.stop();
            }
        }
    }

    private static void startProducer(String uri) throws Exception {
        context.getEndpoint(uri).createProducer().start();
    }
}
