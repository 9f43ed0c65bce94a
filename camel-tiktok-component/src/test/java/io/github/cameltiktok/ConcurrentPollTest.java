package io.github.cameltiktok;

import static io.github.cameltiktok.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.PooledObjectFactory;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subjects of one poll are looked up concurrently up to the provider's limit, emitted one by one and fail separately. */
final class ConcurrentPollTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final GatedProvider provider = new GatedProvider();
    private final TikTokComponent component = provider.component();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> indexes = new ConcurrentLinkedQueue<>();
    private final MemoryStateRepository snapshots = new MemoryStateRepository();
    private DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        provider.release();
        context.stop();
        provider.close();
    }

    /** Starts a route whose delay of 1 h leaves one poll per test. */
    private void start(String options) throws Exception {
        start(component, options);
    }

    private void start(TikTokComponent tiktok, String options) throws Exception {
        if (tiktok.getStateRepository() == null) {
            tiktok.setStateRepository(snapshots);
        }
        // A held response must not exceed the deadline.
        tiktok.getConfiguration().setDeadline(TIMEOUT.toMillis());
        tiktok.getConfiguration().setResponseTimeout(TIMEOUT.toMillis());
        context.disableJMX();
        context.addComponent("tiktok", tiktok);
        context.getShutdownStrategy().setTimeout(TIMEOUT.toSeconds());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("tiktok:user?provider=apidirect&initialDelay=0&delay=1h&" + options)
                        .routeId("watching")
                        .process(ConcurrentPollTest.this::see);
            }
        });
        context.start();
    }

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getHeader(TikTokHeaders.HANDLE, String.class));
        indexes.add(exchange.getProperty(ExchangePropertyKey.BATCH_INDEX, Integer.class));
    }

    private static String handles(int count) {
        return String.join(",", handleList(count));
    }

    private static List<String> handleList(int count) {
        return IntStream.range(0, count).mapToObj(number -> "h" + number).toList();
    }

    private TikTokConsumer consumer() {
        return (TikTokConsumer) context.getRoute("watching").getConsumer();
    }

    private HealthCheck.Result health() {
        return ((HealthCheckAware) consumer()).getHealthCheck().call();
    }

    private static void awaitUntil(Callable<Boolean> condition) {
        await().until(condition);
    }

    @Test
    void slowSubjectDoesNotDelayOthers() throws Exception {
        provider.hold("slow"::equals);
        start("handle=slow," + handles(20));

        awaitUntil(() -> seen.size() == 20);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(handleList(20));
        assertThat(consumer().isConsumerReady()).isTrue();
        assertThat(consumer().isPolling()).isTrue();
        provider.release();
        awaitUntil(() -> seen.contains("slow"));
        assertThat(indexes)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 20).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7})
    void lookupsInFlightMatchProviderLimit(long limit) throws Exception {
        component.getApidirect().setMaxConcurrentRequests(limit);
        component.getApidirect().setMaxQueuedRequests(1L);
        provider.hold(handle -> true);
        start("handle=" + handles(20));

        awaitUntil(() -> provider.inFlight() == limit);
        provider.release();
        awaitUntil(() -> seen.size() == 20);
        assertThat(provider.maxInFlight()).isEqualTo((int) limit);
    }

    @Test
    void lookupsInFlightDoNotExceedRemainingMessages() throws Exception {
        provider.hold(handle -> true);
        start("maxMessagesPerPoll=2&handle=" + handles(5));
        awaitUntil(() -> provider.inFlight() == 2);
        provider.release();

        awaitUntil(() -> seen.size() == 2 && !consumer().isPolling());
        assertThat(provider.calledHandles()).hasSize(2);
    }

    @Test
    void firstChangeOfLargeListIsEmittedWhileRestIsPending() throws Exception {
        Path file = Files.write(
                folder.resolve("watch.txt"),
                handleList(200).stream().map(handle -> '@' + handle).toList());
        provider.hold(handle -> !handle.equals("h0"));
        start("subjects=resource:file:" + file);

        awaitUntil(() -> seen.size() == 1);
        awaitUntil(() -> provider.inFlight() == 3);
        assertThat(seen).containsExactly("h0");
        assertThat(provider.calledHandles()).containsExactlyInAnyOrder("h0", "h1", "h2", "h3");
        provider.release();
        awaitUntil(() -> seen.size() == 200);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"true, ''", "false, '&firstPoll=mark'"})
    void stateRepositoryFailureAffectsOnlyItsSubject(boolean isRead, String options) throws Exception {
        Map<String, String> states = new ConcurrentHashMap<>();
        component.setStateRepository(new MemoryStateRepository() {
            @Override
            public String getState(String key) {
                if (isRead && key.endsWith("h1")) {
                    throw new IllegalStateException("the disk is broken");
                }
                return states.get(key);
            }

            @Override
            public void setState(String key, String value) {
                if (!isRead && key.endsWith("h1")) {
                    throw new IllegalStateException("the disk is full");
                }
                states.put(key, value);
            }
        });
        start("handle=" + handles(9) + options);

        awaitUntil(() -> health().getError().isPresent());
        assertThat(health().getError().orElseThrow())
                .hasMessageContaining("State repository failed")
                .hasMessageContaining("@h1")
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(states).hasSize(8);
        assertThat(provider.calledHandles()).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void internalErrorAffectsOnlyItsSubject(boolean atRequest) throws Exception {
        context.getRegistry().bind("apidirect", new FaultyProvider("h1", atRequest));
        start("handle=" + handles(9));

        awaitUntil(() -> health().getError().isPresent());
        assertThat(seen).hasSize(8).doesNotContain("h1");
        assertThat(health().getError().orElseThrow())
                .isInstanceOf(TikTokUnavailableException.class)
                .hasMessageContaining("@h1");
    }

    @Test
    void failuresOfPollFollowOrderOfSubjects() throws Exception {
        provider.hold("h0"::equals);
        context.getRegistry().bind("apidirect", new FaultyProvider("h", false));
        start("handle=" + handles(3));
        awaitUntil(() -> component.statistics().total().lookups() == 2);
        provider.release();

        awaitUntil(() -> health().getError().isPresent());
        Throwable error = health().getError().orElseThrow();
        assertThat(error).hasMessageContaining("@h0");
        assertThat(error.getSuppressed())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(second -> assertThat(second).contains("@h1"), third -> assertThat(third)
                        .contains("@h2"));
    }

    @Test
    void stopCancelsLookupsInFlightAndNextStartRepeatsThem() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(pooled());
        provider.hold(handle -> !handle.equals("h0"));
        start("handle=" + handles(10));
        awaitUntil(() -> seen.size() == 1 && provider.inFlight() == 3);

        consumer().stop();

        awaitUntil(() -> !consumer().isPolling());
        assertThat(seen).containsExactly("h0");
        assertThat(provider.calledHandles()).hasSize(4);
        assertThat(health().getError()).as("error after a stop").isEmpty();
        consumer().start();
        // The cancelled calls of h1 to h3 keep their permits until the provider responds.
        provider.release();
        awaitUntil(() -> seen.size() == 10 && !consumer().isPolling());
        // Lookups still in flight would coalesce with the new ones, and h1 to h3 would not be called again.
        assertThat(provider.calledHandles().stream().skip(4)).containsExactlyInAnyOrderElementsOf(handleList(10));
        assertThat(provider.maxInFlight()).as("concurrent calls").isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(handleList(10));
        assertEveryExchangeReleased();
    }

    private static PooledExchangeFactory pooled() {
        PooledExchangeFactory factory = new PooledExchangeFactory();
        factory.setStatisticsEnabled(true);
        return factory;
    }

    private void assertEveryExchangeReleased() {
        PooledObjectFactory.Statistics statistics =
                context.getCamelContextExtension().getExchangeFactoryManager().getStatistics();
        assertThat(context.getInflightRepository().size()).isZero();
        assertThat(statistics.getReleasedCounter())
                .isEqualTo(statistics.getCreatedCounter() + statistics.getAcquiredCounter());
    }

    @Test
    void stoppingRouteEmitsLookupsInFlightAndStartsNoMore() throws Exception {
        provider.hold(handle -> true);
        start("handle=" + handles(10));
        awaitUntil(() -> provider.inFlight() == 3);

        CompletableFuture<Void> stopped = stopRoute();
        awaitUntil(() -> consumer().isSuspended());
        provider.release();

        stopped.join();
        assertThat(seen).hasSize(3);
        assertThat(provider.calledHandles()).hasSize(3);
    }

    @Test
    void routeThatCompletesAllTasksFinishesPoll() throws Exception {
        provider.hold(handle -> true);
        context.setShutdownRunningTask(ShutdownRunningTask.CompleteAllTasks);
        start("handle=" + handles(10));
        awaitUntil(() -> provider.inFlight() == 3);

        CompletableFuture<Void> stopped = stopRoute();
        awaitUntil(() -> consumer().isSuspended());
        provider.release();

        stopped.join();
        assertThat(seen).hasSize(10);
    }

    private CompletableFuture<Void> stopRoute() {
        return CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute("watching");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void killDuringPollRepeatsOnlyLookupsInFlight() throws Exception {
        provider.hold(handle -> Integer.parseInt(handle.substring(1)) >= 20);
        start("handle=" + handles(50));
        awaitUntil(() -> seen.size() == 20 && provider.inFlight() == 3);
        List<String> inFlight = provider.calledHandles().subList(20, 23);

        // A killed process leaves only its repository in the current state.
        MemoryStateRepository atKill = new MemoryStateRepository();
        for (String handle : handleList(50)) {
            String key = "tiktok.watch.watching.user:" + handle;
            if (snapshots.getState(key) != null) {
                atKill.setState(key, snapshots.getState(key));
            }
        }
        consumer().stop();
        context.stop();
        provider.release();
        List<String> before = new ArrayList<>(provider.calledHandles());
        seen.clear();
        context = new DefaultCamelContext();
        TikTokComponent restarted = provider.component();
        restarted.setStateRepository(atKill);
        start(restarted, "handle=" + handles(50));

        awaitUntil(() -> seen.size() == 30);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(handleList(50).subList(20, 50));
        assertThat(before).hasSize(23).endsWith(inFlight.toArray(String[]::new));
    }

    /** API Direct with a mapping that fails for handles of one prefix. */
    private static final class FaultyProvider implements TikTokProvider, ProviderOperation<TikTokUser> {

        private final TikTokProvider delegate = new ApiDirect();
        private final String prefix;
        private final boolean atRequest;

        FaultyProvider(String prefix, boolean atRequest) {
            this.prefix = prefix;
            this.atRequest = atRequest;
        }

        @Override
        public ProviderRequest request(TikTokLink subject, String requestSource) {
            fail(subject, atRequest);
            return delegate.user().request(subject, requestSource);
        }

        @Override
        public TikTokUser read(TikTokLink subject, ProviderResponse response) {
            fail(subject, !atRequest);
            return delegate.user().read(subject, response);
        }

        private void fail(TikTokLink subject, boolean here) {
            if (here && subject.handle().startsWith(prefix)) {
                throw new IllegalStateException("provider defect");
            }
        }

        @Override
        public String name() {
            return delegate.name();
        }

        @Override
        public URI defaultBaseUrl() {
            return delegate.defaultBaseUrl();
        }

        @Override
        public int maxConcurrentRequests() {
            return delegate.maxConcurrentRequests();
        }

        @Override
        public SecretHeader authorization(String apiKey) {
            return delegate.authorization(apiKey);
        }

        @Override
        public Price price() {
            return delegate.user().price();
        }

        @Override
        public ProviderOperation<TikTokVideo> video() {
            return delegate.video();
        }

        @Override
        public ProviderOperation<TikTokUser> user() {
            return this;
        }
    }
}
