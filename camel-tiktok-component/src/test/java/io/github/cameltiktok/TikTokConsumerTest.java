package io.github.cameltiktok;

import static io.github.cameltiktok.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.DocumentedFailures;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SpecialSubject;
import io.github.cameltiktok.secrets.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that watch videos and creators of the sandbox, polled every 50 ms. */
final class TikTokConsumerTest {

    private static final String FAST = "provider=apidirect&initialDelay=0&delay=50";
    private static final String GROWING = "tiktok:video?" + FAST + "&videoId=" + SpecialSubject.GROWING.videoId();
    private static final String STEADY = "tiktok:user?" + FAST + "&handle=some.cook";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final Queue<Exchange> seen = new ConcurrentLinkedQueue<>();
    private final TikTokComponent component = SandboxComponents.create(sandbox.get());
    private DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(RoutesBuilder routes) throws Exception {
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.getShutdownStrategy().setTimeout(5);
        context.addRoutes(routes);
        context.start();
    }

    private void start(String uri) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("watching").process(seen::add);
            }
        });
    }

    /** Records failed polls too. */
    private void startBridged(String uri) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&bridgeErrorHandler=true")
                        .routeId("watching")
                        .onException(Exception.class)
                        .handled(true)
                        .process(seen::add)
                        .end()
                        .process(seen::add);
            }
        });
    }

    private List<Exchange> awaitSeen(int count) {
        await().until(() -> seen.size() >= count);
        return List.copyOf(seen);
    }

    private static void awaitPolls(int count) {
        await().until(() -> sandbox.get().calls().size() >= count);
    }

    private static Object header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    @Test
    void growingVideoEmitsChange() throws Exception {
        start(GROWING);

        List<Exchange> all = awaitSeen(3);
        assertThat(header(all.get(0), TikTokHeaders.EVENT)).isEqualTo("FIRST");
        assertThat(header(all.get(0), TikTokHeaders.CHANGED)).isNull();
        assertThat(header(all.get(0), TikTokHeaders.SECONDS_SINCE_LAST)).isNull();
        Exchange changed = all.get(1);
        assertThat(header(changed, TikTokHeaders.EVENT)).isEqualTo("CHANGED");
        assertThat(header(changed, TikTokHeaders.CHANGED))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("stats.plays");
        assertThat(header(changed, TikTokHeaders.PREVIOUS))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry(
                        "stats.plays",
                        all.get(0)
                                .getMessage()
                                .getBody(TikTokVideo.class)
                                .stats()
                                .plays());
        assertThat(header(changed, TikTokHeaders.GROWTH_PER_HOUR))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKey("stats.plays");
        assertThat(header(changed, TikTokHeaders.PROVIDER)).isEqualTo("apidirect");
        assertThat(changed.getMessage().getBody(TikTokVideo.class).stats().plays())
                .isGreaterThan(all.get(0)
                        .getMessage()
                        .getBody(TikTokVideo.class)
                        .stats()
                        .plays());
    }

    @Test
    void unchangedSubjectEmitsOnce() throws Exception {
        start(STEADY);
        awaitPolls(5);

        assertThat(seen).hasSize(1);
        assertThat(seen.element().getMessage().getBody(TikTokUser.class).handle())
                .isEqualTo("some.cook");
    }

    @Test
    void emitAllEmitsEveryPoll() throws Exception {
        start(STEADY + "&emit=all");

        List<Exchange> all = awaitSeen(3);
        assertThat(header(all.get(0), TikTokHeaders.EVENT)).isEqualTo("FIRST");
        assertThat(header(all.get(2), TikTokHeaders.EVENT)).isNull();
        assertThat(header(all.get(2), TikTokHeaders.SECONDS_SINCE_LAST)).isEqualTo(0L);
    }

    @Test
    void firstPollMarkEmitsNothingAtFirst() throws Exception {
        start(GROWING + "&firstPoll=mark");

        assertThat(header(awaitSeen(1).get(0), TikTokHeaders.EVENT)).isEqualTo("CHANGED");
    }

    @Test
    void growthBelowMinimumEmitsNothing() throws Exception {
        start(GROWING + "&minGrowth=1000000000");
        awaitPolls(5);

        assertThat(seen).hasSize(1);
    }

    @Test
    void batchIndexFollowsOrderOfEmission() throws Exception {
        start("tiktok:user?" + FAST + "&handle=some.cook,@khaby.lame&subjects=https://www.tiktok.com/@another.one");

        List<Exchange> poll = awaitSeen(3);
        assertThat(poll)
                .extracting(exchange -> header(exchange, TikTokHeaders.HANDLE))
                .containsExactlyInAnyOrder("some.cook", "khaby.lame", "another.one");
        assertThat(poll)
                .extracting(exchange -> exchange.getProperty(ExchangePropertyKey.BATCH_INDEX))
                .containsExactly(0, 1, 2);
        assertThat(poll).allSatisfy(exchange -> assertThat(exchange.getProperties())
                .as("the size of a running poll is unknown")
                .doesNotContainKeys(Exchange.BATCH_SIZE, Exchange.BATCH_COMPLETE));
    }

    @Test
    void changedSubjectFileIsReadAgain() throws Exception {
        Path file = folder.resolve("watch.txt");
        Files.writeString(file, "# creators\n\n@some.cook\n");
        start("tiktok:user?" + FAST + "&subjects=resource:file:" + file);
        awaitSeen(1);

        Files.writeString(file, "@some.cook\nhttps://www.tiktok.com/@khaby.lame\n");

        assertThat(header(awaitSeen(2).get(1), TikTokHeaders.HANDLE)).isEqualTo("khaby.lame");
    }

    @Test
    void oversizedSubjectFileFailsPoll() throws Exception {
        Path file = folder.resolve("watch.txt");
        Files.writeString(file, "x".repeat(17 * 1024 * 1024));
        startBridged("tiktok:user?" + FAST + "&subjects=resource:file:" + file);

        assertThat(awaitSeen(1).get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessage("file:" + file + " is larger than 16 MiB, too large for a list of subjects");
    }

    @Test
    void invalidLineFailsPollAndNamesLineNumber() throws Exception {
        Path file = folder.resolve("watch.txt");
        Files.writeString(file, "@some.cook\nsomething\n");
        startBridged("tiktok:user?" + FAST + "&subjects=resource:file:" + file);

        assertThat(awaitSeen(1).get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessageContaining("line 2 of file:" + file + ": ");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @Test
    void maxMessagesPerPollDefersRemainingSubjects() throws Exception {
        start("tiktok:user?" + FAST + "&maxMessagesPerPoll=1&handle=a1,b2,c3");

        assertThat(awaitSeen(3))
                .extracting(exchange -> header(exchange, TikTokHeaders.HANDLE))
                .containsExactly("a1", "b2", "c3");
        assertThat(seen)
                .extracting(exchange -> exchange.getProperty(ExchangePropertyKey.BATCH_INDEX))
                .containsOnly(0);
    }

    @Test
    void vanishedSubjectEmitsDisappearedOnce() throws Exception {
        MemoryStateRepository snapshots = new MemoryStateRepository();
        context.getRegistry().bind("snapshots", snapshots);
        snapshots.setState(
                "tiktok.watch.watching.user:"
                        + SpecialSubject.NOT_FOUND.handle().orElseThrow(),
                "{\"at\":\"2026-11-24T12:00:00Z\",\"visible\":true,\"fields\":{\"stats.followers\":5}}");
        start("tiktok:user?" + FAST + "&stateRepository=#snapshots&handle="
                + SpecialSubject.NOT_FOUND.handle().orElseThrow());
        awaitPolls(4);

        assertThat(seen).singleElement().satisfies(gone -> {
            assertThat(header(gone, TikTokHeaders.EVENT)).isEqualTo("DISAPPEARED");
            assertThat(header(gone, TikTokHeaders.PREVIOUS)).isEqualTo(Map.of("stats.followers", 5L));
            assertThat(header(gone, TikTokHeaders.URL)).isEqualTo("https://www.tiktok.com/@not.found");
            assertThat(gone.getMessage().getBody()).isNull();
        });
    }

    @Test
    void failedRouteReceivesChangeAgain() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(STEADY).routeId("watching").process(seen::add).process(exchange -> {
                    if (seen.size() < 3) {
                        throw new IllegalStateException("the database is down");
                    }
                });
            }
        });
        awaitPolls(6);

        assertThat(seen).hasSize(3).allSatisfy(exchange -> assertThat(header(exchange, TikTokHeaders.EVENT))
                .isEqualTo("FIRST"));
    }

    @Test
    void unsavedSnapshotEmitsChangeAgain() throws Exception {
        component.setStateRepository(new MemoryStateRepository() {
            @Override
            public void setState(String key, String value) {
                if (seen.size() < 3) {
                    throw new IllegalStateException("the disk is full");
                }
                super.setState(key, value);
            }
        });
        start(STEADY);

        awaitSeen(3);
        awaitPolls(6);
        assertThat(seen).hasSize(3);
    }

    @Test
    void restartEmitsNothingTwice() throws Exception {
        Path file = folder.resolve("snapshots.txt");
        component.setStateRepository(FileStateRepository.fileStateRepository(file.toFile()));
        start(STEADY);
        awaitPolls(2);
        context.stop();
        assertThat(Files.readString(file)).contains("tiktok.watch.watching.user:some.cook=");

        sandbox.get().clearLog();
        context = new DefaultCamelContext();
        TikTokComponent restarted = SandboxComponents.create(sandbox.get());
        restarted.setStateRepository(FileStateRepository.fileStateRepository(file.toFile()));
        context.addComponent("tiktok", restarted);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(STEADY).routeId("watching").process(seen::add);
            }
        });
        context.start();
        awaitPolls(3);

        assertThat(seen).hasSize(1);
    }

    @Test
    void truncatedSnapshotCountsAsFirstPoll() throws Exception {
        MemoryStateRepository snapshots = new MemoryStateRepository();
        snapshots.setState("tiktok.watch.watching.user:some.cook", "{\"at\":\"2026-");
        component.setStateRepository(snapshots);
        start(STEADY);

        assertThat(header(awaitSeen(1).get(0), TikTokHeaders.EVENT)).isEqualTo("FIRST");
    }

    @Test
    void failedSubjectIsReportedAndOtherSubjectsAreEmitted() throws Exception {
        startBridged("tiktok:user?" + FAST + "&handle=html.answer,some.cook");

        List<Exchange> all = awaitSeen(2);
        assertThat(header(all.get(0), TikTokHeaders.HANDLE)).isEqualTo("some.cook");
        assertThat(all.get(1).getProperty(Exchange.EXCEPTION_CAUGHT, TikTokUnavailableException.class))
                .hasMessageContaining("html.answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail-402-payment_required", "fail-401-invalid_key"})
    void rejectedAccountStopsFurtherLookupsOfPoll(String key) throws Exception {
        component.getApidirect().setApiKey(key);
        start("tiktok:user?provider=apidirect&initialDelay=0&delay=1h&handle=a1,b2,c3,d4,e5,f6,g7,h8,i9");
        HealthCheck check = healthCheck();
        await().until(() -> failedPolls(check) == 1);

        assertThat(component.statistics().total().lookups())
                .as("lookups, including those rejected by the circuit breaker")
                .isBetween(1L, 3L);
        assertThat(seen).isEmpty();
    }

    @Test
    void exhaustedQuotaPausesPolls() throws Exception {
        component.getApidirect().setMaxRequestsPerDay(1L);
        start(STEADY);
        HealthCheck check = healthCheck();
        await().until(() -> failedPolls(check) >= 1);
        long lookups = component.statistics().total().lookups();

        await().until(() -> failedPolls(check) >= 5);

        assertThat(component.statistics().total().lookups())
                .as("lookups during the pause")
                .isEqualTo(lookups);
        assertThat(check.call().getError().orElseThrow())
                .isInstanceOf(TikTokQuotaException.class)
                .hasMessageContaining("maxRequestsPerDay");
    }

    private HealthCheck healthCheck() {
        return ((HealthCheckAware) context.getRoute("watching").getConsumer()).getHealthCheck();
    }

    private static long failedPolls(HealthCheck check) {
        return Long.parseLong(check.call()
                .getDetails()
                .getOrDefault(HealthCheck.FAILURE_ERROR_COUNT, 0)
                .toString());
    }

    @Test
    void retryAfterDelaysNextCall() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
        InstantSource clock = now::get;
        component.setClock(clock.withZone(ZoneOffset.UTC));
        component.getApidirect().setApiKey(DocumentedFailures.RETRY_AFTER_KEY);
        start(STEADY);
        HealthCheck check = healthCheck();
        await().until(() -> failedPolls(check) >= 1);
        int calls = sandbox.get().calls().size();
        await().until(() -> failedPolls(check) >= 5);

        assertThat(sandbox.get().calls()).as("calls during the back-off").hasSize(calls);
        now.updateAndGet(before -> before.plusSeconds(1));
        awaitPolls(calls + 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "video?provider=apidirect | nothing to watch: name a video",
                "video?provider=apidirect&url=https://www.tiktok.com/@some.cook | which is a user: use tiktok:user",
                "user?provider=apidirect&handle=some.cook,,b2 | option handle: ",
                "user?provider=apidirect&handle=some.cook&watch=plays | watch must name fields out of [bio, ",
                "user?provider=apidirect&handle=some.cook&minGrowth=much | minGrowth must be numbers or percentages",
                "user?provider=apidirect&handle=some.cook&emit=some | emit",
                "user?handle=some.cook | no provider: set option provider",
                "user?provider=apidirect&handle=some.cook&delay=6h&timeUnit=MINUTES | option delay must be a whole number where timeUnit is MINUTES, but was '6h'",
                "user?provider=unknown&handle=some.cook | provider must be one of [apidirect, dumplingai, peekalink]",
            })
    void invalidOptionFailsStartWithReason(String options, String why) {
        assertThatThrownBy(() -> start("tiktok:" + options)).hasStackTraceContaining(why);
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @Test
    void defaultDelayIsOneHourAndFirstPollIsJittered() throws Exception {
        context.addComponent("tiktok", component);
        context.start();
        TikTokEndpoint endpoint =
                context.getEndpoint("tiktok:user?provider=apidirect&handle=some.cook", TikTokEndpoint.class);
        TikTokEndpoint own = context.getEndpoint(
                "tiktok:user?provider=apidirect&handle=some.cook&delay=5s&initialDelay=7", TikTokEndpoint.class);

        assertThat(endpoint.getDelay()).isEqualTo(3_600_000);
        assertThat(endpoint.getInitialDelay()).isBetween(1_000L, 30_000L);
        assertThat(own.getDelay()).isEqualTo(5_000);
        assertThat(own.getInitialDelay()).isEqualTo(7);
    }

    /** Camel's own consumers, as {@code file:}, keep their default durations in every unit too. */
    @ParameterizedTest
    @CsvSource({
        "'', 3600000, 1000, 30000",
        "'&timeUnit=SECONDS', 3600, 1, 30",
        "'&timeUnit=MINUTES', 60, 0, 0",
        "'&timeUnit=HOURS', 1, 0, 0",
        "'&timeUnit=DAYS', 1, 0, 0",
        "'&timeUnit=MINUTES&delay=30', 30, 0, 0",
        "'&timeUnit=SECONDS&initialDelay=90', 3600, 90, 90",
        "'&timeUnit=MILLISECONDS&delay=6h', 21600000, 1000, 30000",
    })
    void scheduleDefaultsAreSameDurationInEveryUnit(String options, long delay, long earliest, long latest)
            throws Exception {
        context.addComponent("tiktok", component);
        context.start();
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) context.getEndpoint("tiktok:user?provider=apidirect&handle=some.cook" + options)
                        .createConsumer(seen::add);

        assertThat(consumer.getDelay()).isEqualTo(delay);
        assertThat(consumer.getInitialDelay()).isBetween(earliest, latest);
    }

    @Test
    void healthCheckReportsCostOfPolls() throws Exception {
        start("tiktok:user?provider=apidirect&initialDelay=0&delay=6h&handle=some.cook,khaby.lame,another.one");
        awaitSeen(3);
        HealthCheck check = healthCheck();

        await().until(() -> check.call().getState() == HealthCheck.State.UP);
        assertThat(check.call().getDetails())
                .containsEntry("tiktok.watched", 3)
                .containsEntry("tiktok.calls", 3L)
                .containsEntry("tiktok.callsPerDay", "12")
                .containsEntry("tiktok.pricePerPoll", "0.018 USD")
                .containsEntry("tiktok.pricePerDay", "0.072 USD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scheduler=#own",
                "greedy=true",
                "backoffMultiplier=3&backoffIdleThreshold=1",
                "repeatCount=5",
                "pollStrategy=#custom",
                "maxMessagesPerPoll=2",
                "cacheTtl=1h"
            })
    void healthCheckOmitsUnknownCosts(String options) throws Exception {
        context.getRegistry().bind("own", new DefaultScheduledPollConsumerScheduler());
        context.getRegistry().bind("custom", new CustomPollStrategy());
        start("tiktok:user?provider=apidirect&initialDelay=0&delay=1h&handle=some.cook,khaby.lame&" + options);
        awaitSeen(2);
        HealthCheck check = healthCheck();

        Map<String, Object> details = check.call().getDetails();
        assertThat(details)
                .containsEntry("tiktok.watched", 2)
                .containsKey("tiktok.calls")
                .doesNotContainKeys("tiktok.callsPerDay", "tiktok.pricePerDay");
        assertThat(details.containsKey("tiktok.pricePerPoll"))
                .as("price per poll requires one call per subject")
                .isEqualTo(!options.startsWith("max") && !options.startsWith("cache"));
    }

    @Test
    void failedPollLogsOneLineWithCause() throws Exception {
        try (CapturedLog log = new CapturedLog(Level.INFO)) {
            start(STEADY + "&apiKey=fail-502-upstream_error");
            await().until(() -> log.lines().anyMatch(line -> line.contains("Failed polling endpoint")));

            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith(TikTokConsumer.class.getName())
                            && line.contains("apiKey=xxxxxx")
                            && line.contains("(status 502, code upstream_error, 1 attempt)"))
                    .noneMatch(line -> line.contains("\tat "));
        }
    }

    @Test
    void exceptionHandlerOfApplicationReceivesFailedPolls() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        context.getRegistry().bind("own", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                failures.add(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                failures.add(exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                failures.add(exception);
            }
        });
        start(STEADY + "&apiKey=fail-502-upstream_error&exceptionHandler=#own");

        await().until(() -> !failures.isEmpty());
        assertThat(failures).hasOnlyElementsOfType(TikTokUnavailableException.class);
    }

    /** A strategy of an application can repeat or skip polls, which makes the costs unpredictable. */
    private static final class CustomPollStrategy implements PollingConsumerPollStrategy {

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            return true;
        }

        @Override
        public void commit(Consumer consumer, Endpoint endpoint, int messages) {}

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retry, Exception cause) {
            return false;
        }
    }

    @Test
    void pollEnrichPollAndConsumerTemplateAreRejected() throws Exception {
        String uri = "tiktok:user?provider=apidirect&handle=some.cook";
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:pollEnrich").pollEnrich(uri, 1_000);
                from("direct:poll").poll(uri, 1_000);
            }
        });

        for (String route : List.of("direct:pollEnrich", "direct:poll")) {
            Exchange exchange = context.createFluentProducerTemplate().to(route).send();
            assertThat(exchange.getException()).as(route).hasStackTraceContaining("Use enrich, to or ProducerTemplate");
        }
        assertThatThrownBy(() -> context.createConsumerTemplate().receive(uri, 1_000))
                .hasStackTraceContaining(TikTokInvalidRequestException.class.getName())
                .hasStackTraceContaining("Nothing was sent.");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @Test
    void healthCheckIsDownWhilePollsFail() throws Exception {
        component.getApidirect().setApiKey("fail-402-payment_required");
        start(STEADY);
        HealthCheck check = healthCheck();

        await().untilAsserted(() ->
                assertThat(check.call().getError().orElse(null)).isInstanceOf(TikTokQuotaException.class));
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 402);
    }
}
