package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.TikTokQuotaException;
import io.github.cameltiktok.TikTokRateLimitException;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks statements of docs/guides/watch.md that neither its snippets nor the tests of the consumer cover. */
final class DocsWatchingTest {

    private static final String FAST = "provider=apidirect&delay=50";
    private static final Map<String, Duration> DELAYS = Map.of(
            "5 min", Duration.ofMinutes(5),
            "1 h", Duration.ofHours(1),
            "6 h", Duration.ofHours(6),
            "24 h", Duration.ofHours(24));

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final Queue<Exchange> seen = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private static Page page() {
        return new Page("docs/guides/watch.md", Repository.read(Repository.path("docs/guides/watch.md")));
    }

    private CamelContext start(String uri) throws Exception {
        return start(uri, new MemoryStateRepository());
    }

    private CamelContext start(String uri, MemoryStateRepository snapshots) throws Exception {
        CamelContext context = SandboxedContext.create(sandbox.get(), null);
        context.getComponent("tiktok", TikTokComponent.class).setStateRepository(snapshots);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("watching").process(seen::add);
            }
        });
        context.start();
        return context;
    }

    private static void awaitPolls(int count) {
        await().until(() -> sandbox.get().calls().size() >= count);
    }

    private List<Object> events() {
        return seen.stream()
                .map(exchange -> exchange.getMessage().getHeader(TikTokHeaders.EVENT))
                .toList();
    }

    private static HealthCheck check(CamelContext context) {
        return ((HealthCheckAware) context.getRoute("watching").getConsumer()).getHealthCheck();
    }

    @Test
    void costTableMatchesPricesAndDelays() {
        List<List<String>> rows = page().table("polls and prices");

        assertThat(rows).hasSize(12).doesNotHaveDuplicates();
        for (List<String> row : rows) {
            BigDecimal calls = BigDecimal.valueOf(
                    Duration.ofDays(1).dividedBy(DELAYS.get(row.get(0))) * Integer.parseInt(row.get(1)));
            assertThat(row.subList(2, 7))
                    .as(row.toString())
                    .containsExactly(
                            calls.toPlainString(),
                            price(new ApiDirect().video().price(), calls),
                            price(new ApiDirect().video().price(), calls.multiply(BigDecimal.valueOf(30))),
                            price(new DumplingAi().video().price(), calls),
                            price(new Peekalink().video().price(), calls));
        }
    }

    private static String price(Price price, BigDecimal calls) {
        if (price == null) {
            return "not documented";
        }
        BigDecimal sum = price.amount().multiply(calls);
        String text = sum.stripTrailingZeros().toPlainString();
        if (price.unit().equals("USD")) {
            return "$" + text;
        }
        return text + (text.equals("1") ? " credit" : " credits");
    }

    @Test
    void healthDetailsMatchTheExample() throws Exception {
        Snippet example = page().snippets().stream()
                .filter(snippet -> snippet.isNoted("health of"))
                .findFirst()
                .orElseThrow();
        try (CamelContext context = start(example.note("health of", ""))) {
            await().until(() -> seen.size() == 3);
            await().until(() -> check(context).call().getState() == HealthCheck.State.UP);

            assertThat(check(context).call().getDetails().entrySet().stream()
                            .filter(detail -> detail.getKey().startsWith("tiktok."))
                            .map(detail -> detail.getKey() + ": " + detail.getValue()))
                    .containsExactlyInAnyOrderElementsOf(example.text().lines().toList());
        }
    }

    @Test
    void priceIsAbsentIfNoneIsDocumented() throws Exception {
        try (CamelContext context = start("tiktok:user?provider=peekalink&delay=6h&handle=some.cook")) {
            awaitPolls(1);

            assertThat(check(context).call().getDetails())
                    .containsKey("tiktok.callsPerDay")
                    .doesNotContainKeys("tiktok.pricePerPoll", "tiktok.pricePerDay");
        }
    }

    /** Compares the three messages of the page with those of a run. A line with … stands for any number of lines. */
    @ParameterizedTest
    @CsvSource({"FIRST, some.cook", "CHANGED, some.cook", "DISAPPEARED, not.found"})
    void messagesOfThePageAreThoseOfARun(String event, String handle) throws Exception {
        Snippet shown = page().snippets().stream()
                .filter(snippet -> snippet.note("message", "").equals(event))
                .findFirst()
                .orElseThrow();
        MemoryStateRepository snapshots = new MemoryStateRepository();
        if (!event.equals("FIRST")) {
            snapshots.setState(
                    "tiktok.watch.watching.user:" + handle,
                    "{\"at\":\"" + Instant.now().minus(Duration.ofHours(6))
                            + "\",\"visible\":true,\"fields\":{\"stats.followers\":6233000}}");
        }
        try (CamelContext context = start("tiktok:user?" + FAST + "&outputFormat=json&handle=" + handle, snapshots)) {
            await().until(() -> !seen.isEmpty());

            assertThat(context.getStatus().isStarted()).isTrue();
            String message = text(seen.element().getMessage());
            assertThat(withoutTimes(message)).as(message).matches(pattern(shown.text()));
        }
    }

    private static String text(Message message) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(message.getHeaders())
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        String body = message.getBody(String.class);
        if (body == null) {
            return text + "\nnull\n";
        }
        JsonMapper mapper = new JsonMapper();
        return text + "\n" + mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body)) + "\n";
    }

    /** Returns a pattern of the whole text. */
    private static Pattern pattern(String shown) {
        String lines = withoutTimes(shown)
                .lines()
                .map(line -> line.strip().equals("…") ? "(?:.*\\n)+?" : Pattern.quote(line) + "\\n")
                .collect(Collectors.joining());
        return Pattern.compile(lines);
    }

    /** Replaces values that differ in each run. */
    private static String withoutTimes(String text) {
        return text.replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "TIME")
                .replaceAll("(?m)^(CamelTikTok(?:RequestId|SecondsSinceLast)): .*$", "$1")
                .replaceAll("(CamelTikTokGrowthPerHour: \\{stats.followers)=[^}]*", "$1")
                .replaceAll("(\"requestId\" : )\"[^\"]*\"", "$1");
    }

    @Test
    void disappearedSubjectIsOneEventWithEmitAll() throws Exception {
        MemoryStateRepository snapshots = snapshot("not.found", true);
        try (CamelContext context = start("tiktok:user?" + FAST + "&handle=not.found&emit=all", snapshots)) {
            awaitPolls(4);

            assertThat(events()).containsExactly("DISAPPEARED");
            assertThat(check(context).call().getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void reappearedSubjectHasChangesInHeaders() throws Exception {
        MemoryStateRepository snapshots = snapshot("some.cook", false);
        try (CamelContext context = start("tiktok:user?" + FAST + "&handle=some.cook", snapshots)) {
            awaitPolls(4);

            assertThat(context.getStatus().isStarted()).isTrue();
            assertThat(events()).containsExactly("REAPPEARED");
            assertThat(seen.element().getMessage().getHeader(TikTokHeaders.PREVIOUS))
                    .isEqualTo(Map.of("stats.followers", 5L));
        }
    }

    @Test
    void subjectInvisibleAtFirstPollIsNotEmitted() throws Exception {
        try (CamelContext context = start("tiktok:user?" + FAST + "&handle=not.found&emit=all")) {
            awaitPolls(4);

            assertThat(context.getStatus().isStarted()).isTrue();
            assertThat(seen).isEmpty();
        }
    }

    private static MemoryStateRepository snapshot(String handle, boolean visible) {
        MemoryStateRepository snapshots = new MemoryStateRepository();
        snapshots.setState(
                "tiktok.watch.watching.user:" + handle,
                "{\"at\":\"2026-11-24T12:00:00Z\",\"visible\":" + visible + ",\"fields\":{\"stats.followers\":5}}");
        return snapshots;
    }

    @Test
    void errorHandledByTheRouteCountsAsCompleted() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tiktok:user?" + FAST + "&handle=some.cook")
                            .onException(IllegalStateException.class)
                            .handled(true)
                            .end()
                            .process(seen::add)
                            .throwException(new IllegalStateException("the database is down"));
                }
            });
            context.start();
            awaitPolls(5);

            assertThat(events()).containsExactly("FIRST");
        }
    }

    @Test
    void twoRoutesEmitTheSameSubjectEach() throws Exception {
        MemoryStateRepository snapshots = new MemoryStateRepository();
        try (CamelContext context = start("tiktok:user?" + FAST + "&handle=some.cook", snapshots)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tiktok:user?provider=apidirect&delay=60&handle=some.cook")
                            .routeId("other")
                            .process(seen::add);
                }
            });
            awaitPolls(6);

            assertThat(events()).containsExactly("FIRST", "FIRST");
            assertThat(snapshots.getState("tiktok.watch.watching.user:some.cook"))
                    .isNotNull();
            assertThat(snapshots.getState("tiktok.watch.other.user:some.cook")).isNotNull();
        }
    }

    @Test
    void errorOfAPollHasAllFailures() throws Exception {
        try (CamelContext context = start("tiktok:user?" + FAST + "&maxRetries=0&handle=html.answer,empty.body,a1")) {
            await().until(() -> check(context).call().getError().isPresent());

            Throwable error = check(context).call().getError().orElseThrow();
            assertThat(error).isInstanceOf(TikTokUnavailableException.class).hasMessageContaining("html.answer");
            assertThat(error.getSuppressed()).singleElement().satisfies(second -> assertThat(second)
                    .hasMessageContaining("empty.body"));
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void pollsWithinRetryAfterFailWithTheSameExceptionWithoutCalls() throws Exception {
        sandbox.get()
                .wireMock()
                .stubFor(WireMock.any(WireMock.anyUrl())
                        .willReturn(WireMock.jsonResponse("{\"error\":\"Too many requests.\"}", 429)
                                .withHeader("Retry-After", "600")));
        List<Throwable> errors = new ArrayList<>();
        try (CamelContext context = start("tiktok:user?" + FAST + "&maxRetries=0&handle=a1,b2,c3,d4,e5,f6,g7")) {
            await().until(() -> {
                check(context)
                        .call()
                        .getError()
                        .filter(e -> !errors.contains(e))
                        .ifPresent(errors::add);
                return pollsOf(context) > 5;
            });
        }

        assertThat(errors).singleElement().isInstanceOf(TikTokRateLimitException.class);
        assertThat(sandbox.get().calls())
                .as("those in flight when the first one was refused")
                .hasSizeBetween(1, 3);
    }

    private static long pollsOf(CamelContext context) {
        Object count = check(context).call().getDetails().getOrDefault(HealthCheck.FAILURE_ERROR_COUNT, 0);
        return Long.parseLong(count.toString());
    }

    @Test
    void dailyBudgetLimitsPolls() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            context.getComponent("tiktok", TikTokComponent.class).getApidirect().setMaxRequestsPerDay(3L);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tiktok:user?" + FAST + "&handle=a1,b2")
                            .routeId("watching")
                            .process(seen::add);
                }
            });
            context.start();
            await().until(() -> check(context).call().getError().isPresent());

            assertThat(check(context).call().getError().orElseThrow()).isInstanceOf(TikTokQuotaException.class);
            assertThat(sandbox.get().calls()).hasSize(3);
        }
    }

    @Test
    void lineOfTheFileMayBeRemovedWhileTheRouteRuns() throws Exception {
        Path file = folder.resolve("watch.txt");
        Files.writeString(file, "@a1\n@b2\n");
        try (CamelContext context = start("tiktok:user?" + FAST + "&emit=all&subjects=resource:file:" + file)) {
            await().until(() -> seen.size() > 3);
            Files.writeString(file, "# empty\n");
            await().until(() ->
                    check(context).call().getDetails().get("tiktok.watched").equals(0));
        }
    }
}
