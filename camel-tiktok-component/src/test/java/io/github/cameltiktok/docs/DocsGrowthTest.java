package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.ComponentAccess;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokEndpoint;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.tools.ToolProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records a week of the sandbox's growth, hour by hour, with the routes of docs/guides/watch.md, and draws the page's picture.
 * The sandbox and the component share one clock, which this test sets.
 */
final class DocsGrowthTest {

    private static final String UPDATE =
            "mvn -q -pl camel-tiktok-component -am test -Dtest=DocsGrowthTest -Ddocs.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    private static final Instant START = Instant.parse("2026-01-12T00:00:00Z");
    private static final int HOURS = 7 * 24;

    private static final SteppingClock CLOCK = new SteppingClock(START);

    @RegisterExtension
    static final SandboxExtension sandbox =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK).withGrowth());

    @TempDir
    private Path folder;

    private final Path recorded = Path.of("target", "growth", "growth.csv");

    @BeforeEach
    void backToTheStart() throws Exception {
        CLOCK.set(START);
        Files.deleteIfExists(recorded);
    }

    @Test
    void pictureMatchesTheRecordOfTheRoute() throws Exception {
        record(snippet("java"));
        int calls = Files.readAllLines(recorded).size();
        assertThat(calls).isEqualTo(2 * (HOURS + 1)).isEqualTo(sandbox.get().calls("apidirect"));
        assertThat(Repository.read(Repository.path("docs/guides/watch.md")))
                .contains("it would have been " + calls + " calls, or $"
                        + new ApiDirect().video().price().amount().multiply(BigDecimal.valueOf(calls)));
        Path drawn = folder.resolve("growth.svg");
        draw(drawn);

        Path picture = Repository.path("docs/images/growth.svg");
        if (Boolean.getBoolean("docs.update")) {
            Repository.write(picture, Repository.read(drawn));
        }
        assertThat(Repository.read(picture))
                .as("docs/images/growth.svg is stale; draw it with: %s", UPDATE)
                .isEqualTo(Repository.read(drawn));
    }

    @Test
    void yamlRouteRecordsTheSameAsJavaRoute() throws Exception {
        record(snippet("java"));
        List<String> java = Files.readAllLines(recorded);
        backToTheStart();
        record(snippet("yaml"));

        assertThat(Files.readAllLines(recorded)).containsExactlyInAnyOrderElementsOf(java);
    }

    private static Snippet snippet(String language) {
        return new Page("docs/guides/watch.md", Repository.read(Repository.path("docs/guides/watch.md")))
                .snippets().stream()
                        .filter(snippet ->
                                snippet.isNoted("picture") && snippet.language().equals(language))
                        .findFirst()
                        .orElseThrow();
    }

    private void record(Snippet snippet) throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            ComponentAccess.setClock(context.getComponent("tiktok", TikTokComponent.class), CLOCK);
            context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
                if (endpoint instanceof TikTokEndpoint watched) {
                    watched.setStartScheduler(false);
                }
                return endpoint;
            });
            if (snippet.language().equals("java")) {
                Class<?> routes = new JavaSnippet(
                                snippet,
                                Files.createTempDirectory(folder, "snippet"),
                                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null))
                        .load();
                context.addRoutes(
                        (RoutesBuilder) routes.getDeclaredConstructor().newInstance());
            } else {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromString("growth.yaml", snippet.text()));
            }
            context.start();
            Consumer consumer = context.getRoutes().get(0).getConsumer();
            for (int hour = 0; hour <= HOURS; hour++) {
                ((ScheduledPollConsumer) consumer).run();
                CLOCK.set(CLOCK.instant().plus(Duration.ofHours(1)));
            }
        }
    }

    /** Runs the command of the page. */
    private void draw(Path picture) throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Repository.path("docs/images/GrowthChart.java").toString(),
                        recorded.toString(),
                        picture.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes());
        assertThat(java.waitFor()).as(output).isZero();
    }
}
