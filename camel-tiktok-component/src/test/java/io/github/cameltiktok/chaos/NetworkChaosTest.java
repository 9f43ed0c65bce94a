package io.github.cameltiktok.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.cameltiktok.internal.lookup.KeyStores;
import io.github.cameltiktok.internal.lookup.RawHttpServer;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Routes to providers on a faulty network. Each lookup must end once, within its deadline plus 1 s, as a record about its
 * subject or as a {@code TikTokException}, and must leave no state.
 *
 * <p>The faults follow from a seed, {@code -Dchaos.seed=N}. By default the seed is random; the output contains it.
 * {@code -Dchaos=full} doubles the lookups.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NetworkChaosTest {

    private static final int MIN_LOOKUPS = ChaosShare.fullOr(20_000, 10_000);
    private static final int IN_FLIGHT = 128;
    /** For tests with many TLS handshakes, which exceed the deadline in a cold JVM. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final int LOOKUPS_OF_A_FAULT = ChaosShare.fullOr(180, 90);
    private static final int LOOKUPS_OF_A_MIX = 1_000;
    private static final int MIXES = ChaosShare.fullOr(8, 4);

    private static final long SEED = Long.getLong("chaos.seed", new Random().nextInt(1_000_000));

    private final LoadSummary total = new LoadSummary();
    private final List<String> report = new ArrayList<>();
    private long subjects;
    private int threadsBefore;
    private long filesBefore;
    private RawHttpServer elsewhere;
    private HostileServer server;
    private HostileRoutes routes;
    private List<String> manyKeys;
    private LoadGenerator load;

    static Stream<Integer> mixes() {
        return IntStream.rangeClosed(1, MIXES).boxed();
    }

    @BeforeAll
    void start() throws Exception {
        threadsBefore = Thread.getAllStackTraces().size();
        filesBefore = openFiles();
        elsewhere = RawHttpServer.start((request, connection) -> connection.write(RawHttpServer.json(200, "{}")));
        server = HostileServer.start(elsewhere.uri());
        routes = new HostileRoutes(server.uri());
        manyKeys = routes.to("many-keys", server.uri(), "");
        load = new LoadGenerator(routes.context, IN_FLIGHT);
        System.out.println("chaos: seed " + SEED + " (-Dchaos.seed=" + SEED + " repeats it)");
    }

    @AfterEach
    void assertNoStateIsLeft(TestInfo test) throws Exception {
        routes.assertNoStateIsLeft();
        assertThat(elsewhere.connections())
                .as("connections to the target of redirects")
                .isZero();
        Awaitility.await().untilAsserted(() -> assertThat(server.openConnections())
                .as("pooled connections")
                .isLessThanOrEqualTo(2 * IN_FLIGHT));
        // Without faults, each route must succeed: no circuit, permit or connection is lost.
        routes.engine().closeCircuits();
        server.inject(call -> Fault.GOOD);
        List<LoadGenerator.Lookup> lookups =
                allRoutes().stream().map(route -> lookup(route, ++subjects)).toList();
        LoadSummary answered = new LoadGenerator(routes.context, 8).run(lookups);
        assertThat(answered.results())
                .as("answers after %s: %s", test.getDisplayName(), answered)
                .isEqualTo(lookups.size());
        total.add(answered);
    }

    @AfterAll
    void stopAndPrint() {
        routes.close();
        Awaitility.await()
                .untilAsserted(() -> assertThat(server.openConnections()).isZero());
        server.close();
        elsewhere.close();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(threads()).noneMatch(name -> name.contains("TikTok") || name.contains("httpclient-"));
            assertThat(openFiles()).isLessThanOrEqualTo(filesBefore + 20);
        });
        report.forEach(line -> System.out.println("chaos: " + line));
        System.out.println("chaos: seed " + SEED + ", in all " + total);
        System.out.println("chaos: threads " + threadsBefore + " before, "
                + Thread.getAllStackTraces().size() + " after; open files " + filesBefore + " before, " + openFiles()
                + " after; requests that reached the server " + server.requests());
        assertThat(total.lookups()).isGreaterThanOrEqualTo(MIN_LOOKUPS);
    }

    @ParameterizedTest
    @EnumSource
    void faultFailsEachLookup(Fault fault) throws Exception {
        LoadSummary summary = run(fault.name(), spread(manyKeys, LOOKUPS_OF_A_FAULT), call -> fault);

        assertThat(summary.results())
                .as("results where every answer is %s: %s", fault, summary)
                .isEqualTo(fault.kind() == Fault.Kind.ANSWERS ? LOOKUPS_OF_A_FAULT : 0);
    }

    static Stream<Fault> transientFaults() {
        return Fault.of(Fault.Kind.TRANSIENT).stream();
    }

    @ParameterizedTest
    @MethodSource("transientFaults")
    void lookupSurvivesATransientFault(Fault fault) throws Exception {
        LoadSummary summary = run(
                fault + " once",
                spread(manyKeys, LOOKUPS_OF_A_FAULT),
                call -> call.attempt() == 1 ? fault : Fault.GOOD);

        // Some may exceed their deadline on a busy machine.
        assertThat(summary.results())
                .as("results after one %s: %s", fault, summary)
                .isGreaterThan(LOOKUPS_OF_A_FAULT / 2);
    }

    @Test
    void refusedConnectionFailsEachLookup() throws Exception {
        URI unusedAddress;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            unusedAddress = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }

        assertAllFail("refused", routes.to("refused", unusedAddress, ""));
    }

    @Test
    void unresponsiveServerFailsEachLookup() throws Exception {
        try (ServerSocket unresponsive = new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"))) {
            assertAllFail("unresponsive", routes.to("unresponsive", addressOf("http", unresponsive), ""));
        }
    }

    @Test
    void fullBacklogFailsEachLookup() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket one = new Socket();
                Socket two = new Socket()) {
            // They fill the backlog, so that the kernel ignores further connections.
            for (Socket socket : List.of(one, two)) {
                socket.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 5_000);
            }

            assertAllFail("full", routes.to("full", addressOf("http", full), ""));
        }
    }

    @Test
    @Order(LAST)
    void untrustedCertificateReceivesNoRequest() throws Exception {
        SSLContext keys =
                KeyStores.serving(KeyStores.selfSigned("ip:127.0.0.1")).createSSLContext(new DefaultCamelContext());
        try (RawHttpServer wrong = RawHttpServer.startTls(
                keys, (request, connection) -> connection.write(RawHttpServer.json(200, "{}")))) {
            assertAllFail("untrusted", routes.to("untrusted", wrong.uri(), ""));
            assertThat(wrong.requests()).as("requests to an untrusted server").isEmpty();
        }
    }

    @Test
    @Order(LAST)
    void certificateOfAnotherHostReceivesNoRequest() throws Exception {
        var store = KeyStores.selfSigned("dns:tiktok.example");
        routes.context.getRegistry().bind("trustingAnother", KeyStores.trusting(store));
        SSLContext keys = KeyStores.serving(store).createSSLContext(new DefaultCamelContext());
        try (RawHttpServer wrong = RawHttpServer.startTls(
                keys, (request, connection) -> connection.write(RawHttpServer.json(200, "{}")))) {
            assertAllFail(
                    "another-host", routes.to("another-host", wrong.uri(), "&sslContextParameters=#trustingAnother"));
            assertThat(wrong.requests()).as("requests to another host").isEmpty();
        }
    }

    @Test
    void plainHttpServerFailsEachHttpsLookup() throws Exception {
        URI address = server.uri();

        assertAllFail(
                "no-tls",
                routes.to("no-tls", URI.create("https://" + address.getHost() + ":" + address.getPort()), ""));
    }

    @Test
    void repeated503OpensTheCircuits() throws Exception {
        Random random = new Random(SEED);
        List<Fault> faults = List.of(
                Fault.STATUS_503,
                Fault.STATUS_503,
                Fault.STATUS_503_RETRY_NOW,
                Fault.STATUS_503_RETRY_LATER,
                Fault.STATUS_503_RETRY_AT,
                Fault.STATUS_503_RETRY_NEVER_HEARD_OF,
                Fault.GOOD);
        long requestsBefore = server.requests();

        LoadSummary summary = run("repeated 503", anyOf(fewKeys(), random, 2_000, 2_000), seeded(SEED, faults));

        assertThat(server.requests() - requestsBefore)
                .as("requests with repeated 503: %s", summary)
                .isLessThan(2_000);
    }

    @Test
    void rejectedAccountsOpenTheCircuits() throws Exception {
        Random random = new Random(SEED);
        long requestsBefore = server.requests();

        LoadSummary summary = run(
                "rejected accounts",
                anyOf(fewKeys(), random, 1_000, 1_000),
                seeded(SEED, List.copyOf(Fault.of(Fault.Kind.ACCOUNT))));

        assertThat(summary.results()).isZero();
        assertThat(server.requests() - requestsBefore)
                .as("requests after the first refusals: %s", summary)
                .isLessThan(500);
    }

    /** Half of the calls succeed. Many keys keep the circuits closed; popular subjects are coalesced and cached. */
    @ParameterizedTest
    @MethodSource("mixes")
    void mixedFaultsEndEachLookupOnce(int mix) throws Exception {
        Random random = new Random(SEED + mix);
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        faults.removeAll(Fault.of(Fault.Kind.ACCOUNT));
        int bad = faults.size();
        for (int i = 0; i < bad; i++) {
            faults.add(i % 3 == 0 ? Fault.GOOD_BUT_SLOW : Fault.GOOD);
        }

        run(
                "mix " + mix,
                anyOf(allRoutes(), random, LOOKUPS_OF_A_MIX, mix % 2 == 0 ? 50 : 5_000),
                seeded(SEED + mix, faults));
    }

    /** With failing accounts, and an operator who closes circuits and clears the cache. */
    @Test
    void mixedFaultsWithAnOperatorEndEachLookupOnce() throws Exception {
        Random random = new Random(SEED);
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        Set<Fault> answers = Fault.of(Fault.Kind.ANSWERS);
        for (int i = 0; i < 10; i++) {
            faults.addAll(answers);
        }
        Function<IncomingCall, Fault> seeded = seeded(SEED, faults);

        run("mix with an operator", anyOf(allRoutes(), random, 1_000, 100), call -> {
            if (call.subject().hashCode() % 7 == 0) {
                routes.engine().closeCircuits();
                routes.engine().clearCache();
            }
            return seeded.apply(call);
        });
    }

    private LoadSummary run(String name, List<LoadGenerator.Lookup> lookups, Function<IncomingCall, Fault> faults)
            throws Exception {
        routes.engine().closeCircuits();
        server.inject(faults);
        LoadSummary summary = load.run(lookups);
        total.add(summary);
        report.add(name + ": " + summary);
        return summary;
    }

    private void assertAllFail(String name, List<String> bad) throws Exception {
        LoadSummary summary = run(name, spread(bad, LOOKUPS_OF_A_FAULT), call -> Fault.GOOD);

        assertThat(summary.results()).as("results: %s", summary).isZero();
    }

    private List<String> allRoutes() {
        List<String> all = new ArrayList<>(manyKeys);
        for (String resource : HostileRoutes.RESOURCES) {
            for (String order : HostileRoutes.ORDERS) {
                all.add(HostileRoutes.inOrder(resource, order));
                all.add(HostileRoutes.cached(resource, order));
                all.add(HostileRoutes.withShortDeadline(resource, order));
            }
        }
        return all;
    }

    private List<String> fewKeys() {
        List<String> few = new ArrayList<>(allRoutes());
        few.removeAll(manyKeys);
        few.addAll(manyKeys.subList(0, 6));
        return few;
    }

    private LoadGenerator.Lookup lookup(String route, long number) {
        return HostileRoutes.lookup(route, number);
    }

    /** Returns lookups of distinct subjects, evenly spread over the routes. */
    private List<LoadGenerator.Lookup> spread(List<String> over, int lookups) {
        return IntStream.range(0, lookups)
                .mapToObj(i -> lookup(over.get(i % over.size()), ++subjects))
                .toList();
    }

    /** Returns lookups of random subjects on random routes, half of them on routes with failover. */
    private List<LoadGenerator.Lookup> anyOf(List<String> over, Random random, int lookups, int ofSubjects) {
        List<String> inOrder = new ArrayList<>(over);
        inOrder.removeAll(manyKeys);
        long first = subjects + 1;
        subjects += ofSubjects;
        return IntStream.range(0, lookups)
                .mapToObj(i -> {
                    List<String> from = random.nextBoolean() ? over : inOrder;
                    return lookup(from.get(random.nextInt(from.size())), first + random.nextInt(ofSubjects));
                })
                .toList();
    }

    /** Returns a function that assigns each call a random fault, the same for equal calls. */
    private static Function<IncomingCall, Fault> seeded(long seed, List<Fault> faults) {
        return call -> {
            String key = call.provider() + ' ' + call.subject() + ' ' + call.attempt();
            // The first value of similar seeds is similar, so it is discarded.
            Random random = new Random(seed * 31 + key.hashCode());
            random.nextInt();
            return faults.get(random.nextInt(faults.size()));
        };
    }

    private static URI addressOf(String scheme, ServerSocket socket) {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
