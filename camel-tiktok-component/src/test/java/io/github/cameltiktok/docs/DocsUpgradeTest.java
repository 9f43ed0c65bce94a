package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.TikTokQuotaException;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads the saved state that docs/operate/upgrade.md shows, so that no later version reads it otherwise. */
final class DocsUpgradeTest {

    private static final String SNAPSHOT = line("tiktok.watch.");
    private static final String COUNT = line("tiktok.budget.");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final MemoryStateRepository states = new MemoryStateRepository();
    private final Queue<Message> seen = new ConcurrentLinkedQueue<>();
    private String saved;

    @Test
    void snapshotIsRead() throws Exception {
        save(SNAPSHOT);

        Message event = firstEvent("creators");

        assertThat(event.getHeader(TikTokHeaders.EVENT)).isEqualTo("CHANGED");
        assertThat(event.getHeader(TikTokHeaders.CHANGED, List.class)).containsExactly("stats.followers");
        assertThat(event.getHeader(TikTokHeaders.PREVIOUS).toString()).isEqualTo("{stats.followers=1000}");
    }

    @Test
    void snapshotWithUnknownMembersAndFieldsIsRead() throws Exception {
        save(SNAPSHOT.replace("{\"at\"", "{\"format\":2,\"at\"").replace("\"fields\":{", "\"fields\":{\"a.field\":7,"));

        assertThat(firstEvent("creators").getHeader(TikTokHeaders.CHANGED, List.class))
                .containsExactly("stats.followers");
        assertThat(saved).contains("\"a.field\":7", "\"stats.liked\"").doesNotContain("\"stats.followers\":1000,");
    }

    @Test
    void snapshotOfAnotherRouteIsNotRead() throws Exception {
        save(SNAPSHOT);

        assertThat(firstEvent("renamed").getHeader(TikTokHeaders.EVENT)).isEqualTo("FIRST");
    }

    /** The count is that of a day in the future, so that no midnight resets it during the test. */
    @Test
    void countIsRead() throws Exception {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        save(COUNT.replaceFirst("\\d{4}-\\d\\d-\\d\\d", tomorrow.toString()));
        try (CamelContext context = context()) {
            context.getComponent("tiktok", TikTokComponent.class).getApidirect().setMaxRequestsPerMonth(341L);
            context.start();

            assertThat(send(context).getException()).isNull();
            assertThat(send(context).getException(TikTokQuotaException.class)).hasMessageContaining("341 calls");
            assertThat(states.getState(key(COUNT))).isEqualTo(tomorrow + " 13 341");
        }
    }

    /** Returns the first event, after its snapshot is saved. A stop of the context empties the repository. */
    private Message firstEvent(String route) throws Exception {
        String key = key(SNAPSHOT).replace("creators", route);
        String before = states.getState(key);
        try (CamelContext context = context()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tiktok:user?provider=apidirect&handle=growing.fast")
                            .routeId(route)
                            .process(exchange -> seen.add(exchange.getMessage().copy()));
                }
            });
            context.start();
            await().atMost(PATIENCE).until(() -> !Objects.equals(states.getState(key), before));
            saved = states.getState(key);
            return seen.element();
        }
    }

    private CamelContext context() {
        CamelContext context = SandboxedContext.create(sandbox.get(), null);
        context.getComponent("tiktok", TikTokComponent.class).setStateRepository(states);
        return context;
    }

    private static Exchange send(CamelContext context) {
        return context.createFluentProducerTemplate()
                .to("tiktok:video?provider=apidirect")
                .withBody("7311111111111111111")
                .send();
    }

    private void save(String line) {
        states.setState(key(line), line.substring(line.indexOf('=') + 1));
    }

    private static String key(String line) {
        return line.substring(0, line.indexOf('='));
    }

    private static String line(String prefix) {
        return Repository.read(Repository.path("docs/operate/upgrade.md"))
                .lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }
}
