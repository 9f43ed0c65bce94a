package io.github.cameltiktok.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.internal.lookup.RawHttpServer;
import io.github.cameltiktok.sandbox.DocumentedFailure;
import io.github.cameltiktok.sandbox.DocumentedFailures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BacklogTracer;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs at TRACE, traces, JMX, health checks, meters and exceptions do not show the API key. The servers of this test
 * repeat the key in every response.
 */
final class ApiKeyLeakTest {

    private static CapturedLog log;
    private static DefaultCamelContext context;
    private static TikTokComponent component;
    private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void start() throws Exception {
        log = new CapturedLog(Level.TRACE);
        context = new DefaultCamelContext();
        context.setTracing(true);
        context.setBacklogTracing(true);
        context.setMessageHistory(true);
        context.setStreamCaching(true);
        context.getRegistry().bind("meters", meters);
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        component = new TikTokComponent();
        component.setHealthCheckKeys(true);
        component.getApidirect().setApiKey(Secret.KEY);
        component.getDumplingai().setApiKey(Secret.KEY);
        component.getPeekalink().setApiKey(Secret.KEY);
        component.getConfiguration().setConnectTimeout(200);
        component.getConfiguration().setMaxRetries(1);
        component.getConfiguration().setRetryDelay(1);
        component.getConfiguration().setResponseTimeout(300);
        component.getConfiguration().setMaxResponseSize(10_000);
        context.addComponent("tiktok", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel(
                                "log:dead?showAll=true&showCaughtException=true&showStackTrace=true&multiline=true")
                        .logHandled(true)
                        .logExhaustedMessageBody(true)
                        .logExhaustedMessageHistory(true)
                        .logStackTrace(true));
                from("direct:handled")
                        .to("log:before?showAll=true")
                        .toD("tiktok:user?provider=${header.provider}&baseUrl=RAW(${header.baseUrl})")
                        .to("log:after?showAll=true");
                from("direct:unhandled")
                        .errorHandler(defaultErrorHandler().logExhaustedMessageBody(true))
                        .toD("tiktok:user?provider=${header.provider}&baseUrl=RAW(${header.baseUrl})");
            }
        });
        context.start();
    }

    @AfterAll
    static void stop() throws Exception {
        Secret.assertAbsent("JMX", JmxDump.texts());
        Secret.assertAbsent("the endpoints", context.getEndpoints().stream().map(Endpoint::toString));
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("tiktok");
        String circuits = console.call(DevConsole.MediaType.TEXT).toString();
        assertThat(circuits).contains("state=OPEN", "reason=");
        Secret.assertAbsent("the console", Stream.of(circuits));
        List<String> health = HealthCheckHelper.invokeReadiness(context, "full").stream()
                .map(result -> result.getMessage() + " " + result.getDetails())
                .toList();
        assertThat(health).anyMatch(text -> text.contains("circuit="));
        Secret.assertAbsent("the health checks", health.stream());
        Secret.assertAbsent("the meters", Stream.of(meters.getMetersAsString()));
        context.stop();
        Secret.assertAbsent("the log of the stop", log.lines());
        log.close();
    }

    @AfterEach
    void assertKeyAbsent() {
        Secret.assertAbsent("the log", log.take().stream());
        Secret.assertAbsent(
                "the tracer",
                context
                        .getCamelContextExtension()
                        .getContextPlugin(BacklogTracer.class)
                        .dumpAllTracedMessages()
                        .stream()
                        .map(message -> message + message.toXml(0)));
    }

    @Test
    void capturedLogContainsHttpClientAndCamel() throws Exception {
        try (RawHttpServer server = RawHttpServer.start(
                (request, connection) -> connection.write(RawHttpServer.json(404, "{\"error\":\"no\"}")))) {
            send("direct:handled", "apidirect", server.uri());

            assertThat(log.lines())
                    .anyMatch(line ->
                            line.startsWith("org.apache.hc.client5.http.headers") && line.contains("X-API-Key: xxxxxx"))
                    .anyMatch(line -> line.startsWith("before "))
                    .anyMatch(line -> line.startsWith("dead "))
                    .anyMatch(line -> line.startsWith("org.apache.camel.Tracing"))
                    .noneMatch(line -> line.startsWith("org.apache.hc.client5.http.wire"));
            assertThat(JmxDump.texts()).anyMatch(line -> line.contains("tiktok"));
        }
    }

    static Stream<Arguments> documentedFailures() {
        return DocumentedFailures.all().stream()
                .map(failure -> arguments(failure.provider(), failure.status(), failure.code(), failure));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("documentedFailures")
    void documentedErrorDoesNotShowKey(String provider, int status, String code, DocumentedFailure failure)
            throws Exception {
        String text = failure.message() + " " + everyForm();
        boolean isPeekalink = provider.equals("peekalink");
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("ok", false)
                .put("status", status)
                .put("error", isPeekalink ? code : text)
                .put("message", text)
                .put("details", text)
                .put("code", code == null ? Secret.KEY : code + Secret.KEY)
                .put("requestId", Secret.KEY)
                .toString();

        assertKeyAbsentAfterFailure(
                provider,
                (request, connection) -> connection.write("HTTP/1.1 " + status + " " + Secret.KEY
                        + "\r\nX-Request-Id: " + Secret.KEY + "\r\nRetry-After: " + Secret.KEY + "\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body));
    }

    static Stream<Arguments> badResponses() {
        String page = "<html><body>" + everyForm() + "</body></html>";
        String key = Secret.KEY;
        return Stream.of("apidirect", "dumplingai", "peekalink")
                .flatMap(provider -> Stream.of(
                        bad(provider, "HTML", (request, connection) -> connection.write(RawHttpServer.json(502, page))),
                        bad(
                                provider,
                                "text",
                                (request, connection) -> connection.write(RawHttpServer.json(200, everyForm()))),
                        bad(
                                provider,
                                "truncated JSON",
                                (request, connection) ->
                                        connection.write(RawHttpServer.json(200, "{\"" + key + "\":\"" + key))),
                        bad(
                                provider,
                                "foreign JSON",
                                (request, connection) ->
                                        connection.write(RawHttpServer.json(200, "{\"" + key + "\":1}"))),
                        bad(
                                provider,
                                "excerpt truncated within the key",
                                (request, connection) -> connection.write(RawHttpServer.json(
                                        500,
                                        "{\"ok\":false,\"status\":500,\"error\":\"" + "x".repeat(105) + key
                                                + "\",\"message\":\"" + "x".repeat(105) + key + "\"}"))),
                        bad(
                                provider,
                                "HTML excerpt truncated within the key",
                                (request, connection) -> connection.write(
                                        RawHttpServer.json(502, "<p>" + "x".repeat(100) + key + "</p>"))),
                        bad(
                                provider,
                                "redirect",
                                (request, connection) ->
                                        connection.write("HTTP/1.1 302 Found\r\nLocation: https://example.com/?k=" + key
                                                + "\r\nContent-Length: 0\r\n\r\n")),
                        bad(provider, "status line", (request, connection) -> connection.write(key + "\r\n\r\n")),
                        bad(
                                provider,
                                "malformed status line",
                                (request, connection) -> connection.write("HTTP/1.1 " + key + "\r\n\r\n")),
                        bad(
                                provider,
                                "malformed header",
                                (request, connection) -> connection.write("HTTP/1.1 200 OK\r\n" + key + "\r\n\r\n")),
                        bad(
                                provider,
                                "malformed length",
                                (request, connection) ->
                                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + key + "\r\n\r\n")),
                        bad(
                                provider,
                                "unknown coding",
                                (request, connection) ->
                                        connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + key + "\r\n\r\n")),
                        bad(
                                provider,
                                "malformed chunk",
                                (request, connection) -> connection.write(
                                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + key + "\r\n")),
                        bad(
                                provider,
                                "echo",
                                (request, connection) -> connection.write(request.line() + "\r\n"
                                        + String.join("\r\n", request.headers()) + "\r\n\r\n" + request.body())),
                        bad(provider, "reset", (request, connection) -> connection.reset()),
                        bad(provider, "silence", (request, connection) -> connection.awaitHangUp()),
                        bad(provider, "truncated body", (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + key);
                            connection.close();
                        }),
                        bad(
                                provider,
                                "oversized body",
                                (request, connection) ->
                                        connection.write(RawHttpServer.json(200, key.repeat(1_000))))));
    }

    private static Arguments bad(String provider, String name, RawHttpServer.Script script) {
        return arguments(provider, name, script);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badResponses")
    void badResponseDoesNotShowKey(String provider, String name, RawHttpServer.Script script) throws Exception {
        assertKeyAbsentAfterFailure(provider, script);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void failedConnectionDoesNotShowKey(String provider) throws Exception {
        assertKeyAbsentAfterFailure(provider, URI.create("http://127.0.0.1:1"));
        try (RawHttpServer plain =
                RawHttpServer.start((request, connection) -> connection.write(RawHttpServer.json(200, "{}")))) {
            URI secure = URI.create(plain.uri().toString().replace("http:", "https:"));
            assertKeyAbsentAfterFailure(provider, secure);
        }
    }

    @Test
    void rejectedKeyIsNotShown() {
        for (String malformed : List.of(Secret.KEY + " ", "\n" + Secret.KEY, Secret.KEY + "\u00e9")) {
            component.getApidirect().setApiKey(malformed);
            try {
                Throwable thrown = catchThrowable(() -> startProducer("tiktok:user?provider=apidirect"));

                assertThat(thrown).isNotNull();
                Secret.assertAbsent("the exception", Stream.of(Secret.wholeText(thrown)));
            } finally {
                component.getApidirect().setApiKey(Secret.KEY);
            }
        }
    }

    @Test
    void rejectedAddressDoesNotShowKey() {
        for (String address : List.of(
                "https://" + Secret.KEY + "@example.com",
                "https://user:" + Secret.KEY + "@example_host",
                "https://example.com/?apiKey=" + Secret.KEY)) {
            component.getApidirect().setBaseUrl(address);
            try {
                Throwable thrown = catchThrowable(() -> startProducer("tiktok:user?provider=apidirect"));

                assertThat(thrown).isNotNull();
                Secret.assertAbsent("the exception", Stream.of(Secret.wholeText(thrown)));
            } finally {
                component.getApidirect().setBaseUrl(null);
            }
        }
    }

    private static String everyForm() {
        return Secret.KEY + " " + Base64.getEncoder().encodeToString(Secret.KEY.getBytes(StandardCharsets.UTF_8)) + " "
                + URLEncoder.encode(Secret.KEY, StandardCharsets.UTF_8);
    }

    private static void startProducer(String uri) throws Exception {
        context.getEndpoint(uri).createProducer().start();
    }

    private static void assertKeyAbsentAfterFailure(String provider, RawHttpServer.Script script) throws Exception {
        try (RawHttpServer server = RawHttpServer.start(script)) {
            assertKeyAbsentAfterFailure(provider, server.uri());
        }
    }

    private static void assertKeyAbsentAfterFailure(String provider, URI address) throws Exception {
        for (String route : List.of("direct:handled", "direct:unhandled")) {
            Exchange exchange = send(route, provider, address);

            Exception thrown = exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            assertThat(thrown).isInstanceOf(TikTokException.class);
            Secret.assertAbsent("the exception", Stream.of(Secret.wholeText(thrown)));
            TikTokException failure = (TikTokException) thrown;
            Secret.assertAbsent(
                    "the exception's values", Stream.of(failure.providerCode() + " " + failure.requestId()));
            Secret.assertAbsent(
                    "the message",
                    Stream.of(
                            String.valueOf(exchange.getMessage().getHeaders()),
                            String.valueOf(exchange.getMessage().getBody(String.class)),
                            route.equals("direct:handled") ? String.valueOf(exchange.getAllProperties()) : ""));
        }
    }

    private static Exchange send(String route, String provider, URI address) {
        return context.createFluentProducerTemplate()
                .to(route)
                .withHeader("provider", provider)
                .withHeader("baseUrl", address.toString())
                .withBody("@khaby.lame")
                .send();
    }
}
