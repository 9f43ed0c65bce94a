package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cameltiktok.internal.lookup.RawHttpServer;
import io.github.cameltiktok.sandbox.ProviderCall;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Health checks of producers, which send no paid calls. */
final class TikTokProducerHealthCheckTest {

    private static final String ID = "7516594811734854943";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SandboxCamelContext camel = new SandboxCamelContext(sandbox.get());
    private String id;

    @AfterEach
    void stop() {
        camel.close();
    }

    /** Starts a route to the endpoint with producer health checks enabled. */
    private void start(String uri) throws Exception {
        HealthCheckHelper.getHealthCheckRepository(camel.context, "producers").setEnabled(true);
        camel.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lookup").routeId("lookup").to(uri);
            }
        });
        camel.start();
        id = "producer:"
                + URISupport.sanitizeUri(camel.context.getEndpoint(uri).getEndpointUri())
                        .replace("://", ":");
    }

    private void addRoute(String name, String uri) throws Exception {
        camel.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + name).routeId(name).to(uri);
            }
        });
    }

    private void removeRoute(String name) throws Exception {
        camel.context.getRouteController().stopRoute(name);
        camel.context.removeRoute(name);
    }

    private HealthCheck.Result result() {
        return HealthCheckHelper.invokeReadiness(camel.context, "full").stream()
                .filter(result -> result.getCheck().getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void producerIsUpBeforeAndAfterLookup() throws Exception {
        start("tiktok:video?provider=apidirect");

        assertThat(result().getState()).isEqualTo(State.UP);
        camel.expectFound("direct:lookup", ID, null);

        assertThat(result().getState()).isEqualTo(State.UP);
        assertThat(result().getDetails())
                .containsEntry("provider", "apidirect")
                .containsEntry("apidirect.circuit", "CLOSED")
                .containsEntry("endpoint.uri", "tiktok://video?provider=apidirect");
        assertThat(sandbox.get().calls()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "fail-401-invalid_api_key, API key",
        "fail-402-insufficient_credit, credit",
        "fail-403-account_blocked, blocked",
        "fail-429-daily_limit_exceeded, limit",
    })
    void producerIsDownWhileAccountIsRejected(String key, String reason) throws Exception {
        start("tiktok:video?provider=apidirect&apiKey=" + key);
        camel.expectFailure("direct:lookup", ID);
        sandbox.get().clearLog();

        HealthCheck.Result result = result();

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage().orElseThrow())
                .startsWith("circuit breaker of apidirect open until 20")
                .contains(reason);
        assertThat(result.getDetails())
                .containsEntry("apidirect.circuit", "OPEN")
                .containsKeys("apidirect.reason", "apidirect.until");
        assertThat(result.toString() + result.getDetails()).doesNotContain(key);
        assertThat(sandbox.get().calls()).isEmpty();

        camel.component.closeCircuits();
        assertThat(result().getState()).isEqualTo(State.UP);
    }

    @Test
    void producersOfTwoComponentsHaveSeparateChecks() throws Exception {
        camel.context.addComponent("tiktok-agency", SandboxComponents.create(sandbox.get()));
        addRoute("agency", "tiktok-agency:video?provider=apidirect&apiKey=wrong");
        start("tiktok:video?provider=apidirect");
        camel.expectFailure("direct:agency", ID);

        assertThat(states())
                .containsOnly(
                        entry("tiktok:video?provider=apidirect", State.UP),
                        entry("tiktok-agency:video?apiKey=xxxxxx&provider=apidirect", State.DOWN));

        removeRoute("agency");

        assertThat(states()).containsOnly(entry("tiktok:video?provider=apidirect", State.UP));
    }

    @Test
    void idStaysTheSameWhenRouteIsReloaded() throws Exception {
        start("tiktok:video?provider=apidirect");
        addRoute("other", "tiktok:user?provider=apidirect");

        for (int reload = 0; reload < 3; reload++) {
            removeRoute("lookup");
            addRoute("lookup", "tiktok:video?provider=apidirect");
        }

        assertThat(states()).containsOnlyKeys("tiktok:video?provider=apidirect", "tiktok:user?provider=apidirect");
    }

    @Test
    void producersOfEqualOrMaskedEndpointsHaveDistinctIds() throws Exception {
        start("tiktok:video?provider=apidirect");
        addRoute("again", "tiktok:video?provider=apidirect");
        addRoute("agency", "tiktok:video?provider=apidirect&apiKey=marked1");
        addRoute("client", "tiktok:video?provider=apidirect&apiKey=marked2");

        assertThat(states())
                .containsOnlyKeys(
                        "tiktok:video?provider=apidirect",
                        "tiktok:video?provider=apidirect#2",
                        "tiktok:video?apiKey=xxxxxx&provider=apidirect",
                        "tiktok:video?apiKey=xxxxxx&provider=apidirect#2");
    }

    private Map<String, State> states() {
        return HealthCheckHelper.invokeReadiness(camel.context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:tiktok"))
                .collect(Collectors.toMap(
                        result -> result.getCheck().getId().replace("producer:", ""), HealthCheck.Result::getState));
    }

    @Test
    void rejectedAccountDoesNotAffectLiveness() throws Exception {
        start("tiktok:video?provider=apidirect&apiKey=wrong");
        camel.expectFailure("direct:lookup", ID);

        assertThat(HealthCheckHelper.invokeLiveness(camel.context, "full"))
                .noneMatch(result -> result.getCheck().getId().startsWith("producer:tiktok"));
    }

    @Test
    void failingProviderIsReportedAndProducerStaysUp() throws Exception {
        start("tiktok:video?provider=apidirect&apiKey=fail-502-upstream_error");
        for (int i = 0; i < 10; i++) {
            camel.expectFailure("direct:lookup", "73111111111111111" + (10 + i));
        }

        assertThat(result().getState()).isEqualTo(State.UP);
        assertThat(result().getDetails())
                .containsEntry("apidirect.circuit", "OPEN")
                .containsKeys("apidirect.reason", "apidirect.until");
    }

    @Test
    void oneUsableProviderOfSeveralIsUp() throws Exception {
        camel.component.getApidirect().setApiKey("wrong");
        start("tiktok:video?provider=apidirect,dumplingai");
        camel.expectFound("direct:lookup", ID, null);

        assertThat(result().getState()).isEqualTo(State.UP);
        assertThat(result().getDetails())
                .containsEntry("apidirect.circuit", "OPEN")
                .containsEntry("dumplingai.circuit", "CLOSED")
                .containsKey("apidirect.reason");
    }

    @Test
    void noUsableProviderOfSeveralIsDown() throws Exception {
        camel.component.getApidirect().setApiKey("wrong");
        camel.component.getDumplingai().setApiKey("wrong");
        start("tiktok:video?provider=apidirect,dumplingai");
        camel.expectFailure("direct:lookup", ID);

        assertThat(result().getState()).isEqualTo(State.DOWN);
        assertThat(result().getMessage().orElseThrow())
                .contains("circuit breaker of apidirect open until", "; circuit breaker of dumplingai open until");
    }

    @Test
    void keyOfOtherEndpointDoesNotAffectProducer() throws Exception {
        start("tiktok:video?provider=apidirect");
        camel.expectFailure("tiktok:video?provider=apidirect&apiKey=wrong", ID);

        assertThat(result().getState()).isEqualTo(State.UP);
    }

    @Test
    void producerWithoutProviderIsUp() throws Exception {
        start("tiktok:video");

        assertThat(result().getState()).isEqualTo(State.UP);
        assertThat(result().getDetails()).containsEntry("provider", "named by each message");
    }

    @Test
    void stoppedComponentIsUnknown() throws Exception {
        start("tiktok:video?provider=apidirect");

        camel.component.stop();

        assertThat(result().getState()).isEqualTo(State.UNKNOWN);
        assertThat(result().getMessage()).contains("The component is stopped");
    }

    @Test
    void componentOptionDisablesChecksAndRemovedProducerRemovesItsCheck() throws Exception {
        camel.component.setHealthCheckProducerEnabled(false);
        start("tiktok:video?provider=apidirect");

        HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(camel.context, "producers");
        assertThat(producers.stream()).singleElement().satisfies(check -> {
            assertThat(check.isEnabled()).isFalse();
            assertThat(check.call().getState()).isEqualTo(State.UNKNOWN);
        });
        removeRoute("lookup");

        assertThat(producers.stream()).isEmpty();
    }

    @Test
    void keyCheckUsesOnlyFreeCalls() throws Exception {
        camel.component.setHealthCheckKeys(true);
        start("tiktok:video?provider=apidirect,dumplingai,peekalink");

        assertThat(result().getState()).isEqualTo(State.UP);
        assertThat(result().getDetails())
                .containsEntry("apidirect.keyCheck", "ACCEPTED")
                .containsEntry("dumplingai.keyCheck", "ACCEPTED")
                .containsEntry("peekalink.keyCheck", "UNKNOWN")
                .containsEntry("peekalink.keyCheckTrouble", "has no check that costs nothing");
        assertThat(sandbox.get().calls())
                .extracting(ProviderCall::path)
                .containsExactlyInAnyOrder("/v1/time", "/api/v2/balance");
        assertThat(sandbox.get().billedCalls("apidirect")).isZero();
        assertThat(sandbox.get().billedCalls("dumplingai")).isZero();
    }

    @Test
    void rejectedKeyIsDownBeforeFirstLookup() throws Exception {
        camel.component.setHealthCheckKeys(true);
        start("tiktok:video?provider=dumplingai&apiKey=markedkey");

        assertThat(result().getState()).isEqualTo(State.DOWN);
        assertThat(result().getMessage()).contains("dumplingai does not accept the API key (status 401)");
        assertThat(result().toString() + result().getDetails()).doesNotContain("markedkey");
    }

    @Test
    void unansweredKeyCheckIsReportedAndProducerStaysUp() throws Exception {
        camel.component.setHealthCheckKeys(true);
        try (RawHttpServer silent = RawHttpServer.start((request, connection) -> connection.awaitHangUp())) {
            start("tiktok:video?provider=apidirect&responseTimeout=200&baseUrl=" + silent.uri());

            HealthCheck.Result result = result();

            assertThat(result.getState()).isEqualTo(State.UP);
            assertThat(result.getDetails()).containsEntry("apidirect.keyCheck", "UNKNOWN");
            assertThat(result.getDetails().get("apidirect.keyCheckTrouble").toString())
                    .contains("within responseTimeout");
        }
    }

    @Test
    void tricklingKeyCheckEndsAfterTimeouts() throws Exception {
        camel.component.setHealthCheckKeys(true);
        try (RawHttpServer slow = RawHttpServer.start((request, connection) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            connection.trickle();
        })) {
            start("tiktok:video?provider=apidirect&connectTimeout=100&responseTimeout=500&baseUrl=" + slow.uri());

            HealthCheck.Result result = result();

            assertThat(result.getState()).isEqualTo(State.UP);
            assertThat(result.getDetails()).containsEntry("apidirect.keyCheckTrouble", "did not answer in time");
        }
    }
}
