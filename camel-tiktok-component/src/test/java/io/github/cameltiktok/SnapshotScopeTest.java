package io.github.cameltiktok;

import static io.github.cameltiktok.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owner and lifetime of snapshots. */
final class SnapshotScopeTest {

    private static final String ANN = "tiktok:user?provider=apidirect&initialDelay=0&delay=20&handle=ann";

    private final GatedProvider provider = new GatedProvider();
    private final TikTokComponent component = provider.component();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<String> first = new ConcurrentLinkedQueue<>();
    private final Queue<String> second = new ConcurrentLinkedQueue<>();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final MemoryStateRepository repository = new MemoryStateRepository() {
        @Override
        public void setState(String key, String value) {
            keys.add(key);
            super.setState(key, value);
        }
    };

    @BeforeEach
    void start() {
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        provider.close();
    }

    /** Starts a consumer without a route id, as {@code master:} does. */
    private Consumer consumer(String uri, Queue<String> seen) throws Exception {
        Consumer consumer = context.getEndpoint(uri).createConsumer(exchange -> seen.add(event(exchange)));
        consumer.start();
        return consumer;
    }

    private void route(String uri, Queue<String> seen) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("watching").process(exchange -> seen.add(event(exchange)));
            }
        });
    }

    private static String event(Exchange exchange) {
        return exchange.getMessage().getHeader(TikTokHeaders.EVENT, String.class);
    }

    private void awaitPolls(int count) {
        int before = provider.calledHandles().size();
        await().until(() -> provider.calledHandles().size() >= before + count);
    }

    private void awaitEvents(Queue<String> seen, String... events) {
        await().until(() -> List.copyOf(seen).equals(List.of(events)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void consumersWithoutRouteIdHaveSeparateSnapshots(boolean hasRepository) throws Exception {
        if (hasRepository) {
            component.setStateRepository(repository);
        }
        consumer(ANN, first);
        consumer(ANN + "&emit=changes", second);
        awaitEvents(first, "FIRST");
        awaitEvents(second, "FIRST");
        provider.setFollowers(2_000);
        awaitEvents(first, "FIRST", "CHANGED");
        awaitEvents(second, "FIRST", "CHANGED");
        awaitPolls(4);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(2);
        assertThat(keys).hasSize(hasRepository ? 2 : 0).allSatisfy(key -> assertThat(key)
                .matches("tiktok\\.watch\\.uri-[0-9a-f]{16}\\.user:ann"));
    }

    @Test
    void secondConsumerOfSameUriWithoutRouteIdIsRejectedWithSharedRepository() throws Exception {
        component.setStateRepository(repository);
        Consumer running = consumer(ANN, first);

        assertThatThrownBy(() -> consumer(ANN, second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Another consumer without a route id watches tiktok://user")
                .hasMessageContaining("Watch it in a route with an id");

        awaitEvents(first, "FIRST");
        running.stop();
        consumer(ANN, second);
        awaitPolls(3);
        assertThat(second).as("events after the first consumer's snapshot").isEmpty();
    }

    @Test
    void consumersOfSameUriHaveSeparateSnapshotsWithoutRepository() throws Exception {
        consumer(ANN, first);
        consumer(ANN, second);

        awaitEvents(first, "FIRST");
        awaitEvents(second, "FIRST");
    }

    @Test
    void rotatedKeyDoesNotChangeConsumerIdentity() throws Exception {
        component.setStateRepository(repository);
        consumer(ANN + "&apiKey=old", first).start();
        awaitEvents(first, "FIRST");
        context.getEndpoint(ANN + "&apiKey=old").stop();

        Consumer rotated = context.getEndpoint(ANN + "&apiKey=new").createConsumer(exchange -> {});
        assertThatThrownBy(rotated::start).hasMessageContaining("apiKey=xxxxxx").hasMessageNotContaining("=new");
        assertThat(keys).hasSize(1);
    }

    @Test
    void restartedRouteEmitsNothingTwice() throws Exception {
        route(ANN, first);
        awaitEvents(first, "FIRST");
        context.getRouteController().stopRoute("watching");
        context.getRouteController().startRoute("watching");
        awaitPolls(3);
        assertThat(first).containsExactly("FIRST");

        context.getRouteController().stopRoute("watching");
        provider.setFollowers(2_000);
        context.getRouteController().startRoute("watching");
        awaitEvents(first, "FIRST", "CHANGED");
    }

    @Test
    void changeDuringStopIsEmittedWithFirstPollMark() throws Exception {
        route(ANN + "&firstPoll=mark", first);
        awaitPolls(2);
        context.getRouteController().stopRoute("watching");
        provider.setFollowers(2_000);
        context.getRouteController().startRoute("watching");

        awaitEvents(first, "CHANGED");
    }

    @Test
    void replacedRouteOfSameIdEmitsNothingTwice() throws Exception {
        route(ANN, first);
        awaitEvents(first, "FIRST");
        context.getRouteController().stopRoute("watching");
        context.removeRoute("watching");
        route(ANN + "&emit=changes", second);
        awaitPolls(3);

        assertThat(second).isEmpty();
    }
}
