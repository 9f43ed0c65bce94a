package io.github.cameltiktok.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.ComponentAccess;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokConfiguration;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.sandbox.BrokenAnswer;
import io.github.cameltiktok.sandbox.DocumentedFailure;
import io.github.cameltiktok.sandbox.DocumentedFailures;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reported calls and costs match the log of the sandbox. */
final class PaidCallsChaosTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int LOOKUPS = 1_500;
    private static final int BATCH = 50;
    private static final int IN_FLIGHT = 32;

    /** Status 200 without a usable record, which the provider bills. */
    private static final Set<BrokenAnswer> BILLED_FAILURES = EnumSet.of(
            BrokenAnswer.EMPTY,
            BrokenAnswer.CUT,
            BrokenAnswer.NOT_UTF8,
            BrokenAnswer.DEEP,
            BrokenAnswer.HUGE,
            BrokenAnswer.WRONG_TYPE,
            BrokenAnswer.FOREIGN);

    private static final long SEED = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = new TikTokComponent();
    private final Random random = new Random(SEED);
    private long subjects;
    private int routesMade;

    @BeforeEach
    void start() {
        Sandbox sandbox = SANDBOX.get();
        context.disableJMX();
        Map<String, TikTokProviderConfiguration> settings = Map.of(
                "apidirect",
                component.getApidirect(),
                "dumplingai",
                component.getDumplingai(),
                "peekalink",
                component.getPeekalink());
        settings.forEach((provider, one) -> {
            one.setBaseUrl(sandbox.baseUrl(provider).toString());
            one.setApiKey(sandbox.apiKey(provider));
        });
        TikTokConfiguration options = component.getConfiguration();
        options.setDeadline(DEADLINE.toMillis());
        options.setResponseTimeout(1_000);
        options.setMaxRetries(1);
        options.setRetryDelay(10);
        options.setMaxResponseSize(256 * 1024);
        context.addComponent("tiktok", component);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void failedCallsAreCountedAndNotBilled() throws Exception {
        List<String> routes = new ArrayList<>();
        for (String provider : HostileRoutes.PROVIDERS) {
            List<String> keys = new ArrayList<>(List.of(
                    DocumentedFailures.RETRY_AFTER_KEY,
                    BrokenAnswer.HTML.key(),
                    BrokenAnswer.RESET.key(),
                    "no-such-key"));
            if (!provider.equals("apidirect")) {
                // At API Direct, an aborted call would keep its permit, and others would be rejected.
                keys.add(BrokenAnswer.HANG.key());
            }
            DocumentedFailures.of(provider).stream().map(DocumentedFailure::key).forEach(keys::add);
            keys.addAll(Collections.nCopies(keys.size(), SANDBOX.get().apiKey(provider)));
            routes.addAll(routes(provider, keys));
        }

        LoadSummary summary = inBatches("failing", routes);

        assertThat(billed()).isEqualTo(summary.paidResults());
        assertThat(summary.results()).isGreaterThan(LOOKUPS / 4);
    }

    @Test
    void billedFailuresAreCounted() throws Exception {
        List<String> routes = new ArrayList<>();
        for (String provider : HostileRoutes.PROVIDERS) {
            routes.addAll(routes(
                    provider, BILLED_FAILURES.stream().map(BrokenAnswer::key).toList()));
        }

        LoadSummary summary = inBatches("billed failures", routes);

        assertThat(billed()).isEqualTo(summary.attempts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail-429",
                "fail-402-payment_required",
                "fail-401-invalid_api_key",
                "fail-502-upstream_error",
                "fail-504-upstream_timeout",
                "fail-500-billing_error",
                "fail-reset"
            })
    void failoverIsBilledOnce(String key) throws Exception {
        component.getApidirect().setApiKey(key);
        List<String> routes = new ArrayList<>();
        for (String resource : HostileRoutes.RESOURCES) {
            for (String order : HostileRoutes.ORDERS) {
                routes.add(route(resource, "?provider=" + order));
            }
        }
        context.start();

        LoadSummary summary = print("failover after " + key, generate(IN_FLIGHT, anyOf(routes, 200)));

        assertThat(summary.results()).isEqualTo(200);
        assertThat(billed()).isEqualTo(200);
        assertCallsAre(summary.attempts());
    }

    @Test
    void equalLookupsCostOneCall() throws Exception {
        SANDBOX.get().latency(Duration.ofMillis(100));
        List<String> routes = new ArrayList<>();
        for (String provider : List.of("dumplingai", "peekalink")) {
            for (String resource : HostileRoutes.RESOURCES) {
                routes.add(route(resource, "?provider=" + provider + "&cacheTtl=1h"));
            }
        }
        context.start();
        List<LoadGenerator.Lookup> lookups = new ArrayList<>();
        for (String route : routes) {
            for (int subject = 0; subject < 10; subject++) {
                LoadGenerator.Lookup one = HostileRoutes.lookup(route, subject);
                lookups.addAll(
                        Collections.nCopies(25, new LoadGenerator.Lookup(route, one.body(), one.subject(), DEADLINE)));
            }
        }
        Collections.shuffle(lookups, random);

        LoadSummary summary = print("equal lookups, concurrent and later", generate(200, lookups));

        assertThat(summary.results()).isEqualTo(1_000);
        assertThat(summary.attempts()).isEqualTo(40);
        assertThat(billed()).isEqualTo(40);
        assertCallsAre(40);
    }

    @Test
    void invalidSubjectCostsNothing() throws Exception {
        List<String> bodies = List.of(
                "",
                "no link at all",
                "https://example.com/@khaby.lame",
                "https://www.tiktok.com/tag/cooking",
                "https://www.tiktok.com/@khaby.lame/live",
                "https://tiktok.com.example.org/@khaby.lame",
                "https://127.0.0.1/@khaby.lame",
                "ftp://www.tiktok.com/@khaby.lame",
                "https://vm.tiktok.com/ZM12345/user",
                "{\"url\":\"https://www.tiktok.com/music/1\"}");
        List<String> routes = new ArrayList<>();
        for (String resource : HostileRoutes.RESOURCES) {
            for (String order : HostileRoutes.ORDERS) {
                routes.add(route(resource, "?provider=" + order));
            }
        }
        context.start();
        List<LoadGenerator.Lookup> lookups = IntStream.range(0, 600)
                .mapToObj(i -> new LoadGenerator.Lookup(
                        routes.get(i % routes.size()), bodies.get(i % bodies.size()), "none", DEADLINE))
                .toList();

        LoadSummary summary = print("invalid subject", generate(IN_FLIGHT, lookups));

        assertThat(summary.results()).isZero();
        assertThat(summary.attempts()).isZero();
        assertCallsAre(0);
    }

    /** Closes all circuits between batches, so that calls are made. */
    private LoadSummary inBatches(String name, List<String> routes) throws Exception {
        context.start();
        LoadSummary summary = new LoadSummary();
        LoadGenerator load = new LoadGenerator(context, IN_FLIGHT);
        for (int i = 0; i < LOOKUPS / BATCH; i++) {
            ComponentAccess.engine(component).closeCircuits();
            summary.add(load.run(anyOf(routes, BATCH)));
        }
        assertCallsAre(summary.attempts());
        return print(name, summary);
    }

    private LoadSummary generate(int inFlight, List<LoadGenerator.Lookup> lookups) throws Exception {
        return new LoadGenerator(context, inFlight).run(lookups);
    }

    private LoadSummary print(String name, LoadSummary summary) {
        System.out.println("paid calls: seed " + SEED + ", " + name + ": " + summary + "; the sandbox counts " + calls()
                + " calls, " + billed() + " of them billed");
        return summary;
    }

    private List<LoadGenerator.Lookup> anyOf(List<String> routes, int lookups) {
        return IntStream.range(0, lookups)
                .mapToObj(i -> {
                    String route = routes.get(random.nextInt(routes.size()));
                    LoadGenerator.Lookup one = HostileRoutes.lookup(route, ++subjects);
                    return new LoadGenerator.Lookup(route, one.body(), one.subject(), DEADLINE);
                })
                .toList();
    }

    private List<String> routes(String provider, List<String> keys) throws Exception {
        List<String> routes = new ArrayList<>();
        for (String key : keys) {
            for (String resource : HostileRoutes.RESOURCES) {
                routes.add(route(resource, "?provider=" + provider + "&apiKey=" + key));
            }
        }
        return routes;
    }

    private String route(String resource, String options) throws Exception {
        String from = "direct:" + resource + "-" + ++routesMade;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(from).to("tiktok:" + resource + options);
            }
        });
        return from;
    }

    private static long calls() {
        return sum(SANDBOX.get()::calls);
    }

    private static long billed() {
        return sum(SANDBOX.get()::billedCalls);
    }

    private static long sum(ToLongFunction<String> count) {
        return HostileRoutes.PROVIDERS.stream().mapToLong(count).sum();
    }

    /** A cancelled call may reach the sandbox after its lookup has ended. */
    private static void assertCallsAre(long expected) {
        Awaitility.await().untilAsserted(() -> assertThat(calls()).isEqualTo(expected));
        assertThat(SANDBOX.get().calls()).hasSize((int) expected);
    }
}
