package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks outcomes in docs/reference/meters.md, and health and properties in docs/operate/monitoring.md. */
final class DocsMonitoringTest {

    private static final String ID = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Test
    void outcomeTableHasEveryOutcome() {
        assertThat(page("docs/reference/meters.md").table("outcomes").stream()
                        .map(row -> Page.code(row.get(0)).get(0)))
                .containsExactlyElementsOf(
                        Arrays.stream(Outcome.values()).map(Outcome::tag).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    before the first lookup | 0  | provider=apidirect
                    lookups succeed         | 1  | provider=apidirect
                    used up                 | 1  | provider=apidirect&apiKey=fail-402-insufficient_credit
                    used up                 | 1  | provider=apidirect&apiKey=wrong
                    provider or the network | 12 | provider=apidirect&maxRetries=0&apiKey=fail-502-upstream_error
                    named by each message   | 0  |
                    """)
    void healthTableHasState(String row, int lookups, String options) throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask").to("tiktok:video" + (options == null ? "" : "?" + options));
                }
            });
            context.start();
            for (int i = 0; i < lookups; i++) {
                context.createFluentProducerTemplate()
                        .to("direct:ask")
                        .withBody("73111111111111111" + (10 + i))
                        .send();
            }

            assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                    .filteredOn(result -> result.getCheck().getId().startsWith("producer:tiktok:"))
                    .singleElement()
                    .satisfies(result -> assertThat(result.getState().name()).isEqualTo(healthRow(row)));
        }
    }

    @Test
    void healthBodyHasCheckOfRefusedKey() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask").to("tiktok:video?provider=apidirect&apiKey=fail-401-invalid_api_key");
                }
            });
            context.start();
            context.createFluentProducerTemplate().to("direct:ask").withBody(ID).send();

            assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                    .filteredOn(result -> result.getCheck().getId().startsWith("producer:tiktok:"))
                    .singleElement()
                    .satisfies(result -> assertThat(withoutTimes(page().text()))
                            .contains("{\"name\":\"" + result.getCheck().getId() + "\",\"status\":\""
                                    + result.getState() + "\",\"message\":\""
                                    + withoutTimes(result.getMessage().orElseThrow())
                                    + "\"}"));
        }
    }

    @Test
    void registryOfThePropertiesGetsMeters() throws Exception {
        run("metricsRegistry", context -> {
            context.createFluentProducerTemplate()
                    .to("tiktok:video?provider=apidirect")
                    .withBody(ID)
                    .send();
            assertThat(context.getRegistry()
                            .lookupByNameAndType("metricsRegistry", MeterRegistry.class)
                            .get("tiktok.lookups")
                            .timer()
                            .count())
                    .isOne();
        });
    }

    @Test
    void propertiesEnableHealthChecks() throws Exception {
        run("camel.health", context -> {
            context.createFluentProducerTemplate()
                    .to("tiktok:video?provider=apidirect")
                    .withBody(ID)
                    .send();
            assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                    .filteredOn(result -> result.getCheck().getId().startsWith("producer:tiktok:"))
                    .singleElement()
                    .satisfies(
                            result -> assertThat(result.getDetails()).containsEntry("apidirect.keyCheck", "ACCEPTED"));
        });
    }

    /** Checks a running context. */
    private interface Check {

        void of(CamelContext context);
    }

    /** Runs camel-main at the sandbox, with the properties of the page that contain {@code words}. */
    private static void run(String words, Check check) throws Exception {
        Properties properties = new Properties();
        for (Snippet snippet : page().snippets()) {
            if (snippet.language().equals("properties")
                    && snippet.text().contains(words)
                    && !snippet.isNoted("part of")) {
                properties.load(new StringReader(snippet.text()));
            }
        }
        assertThat(properties).as("properties with %s", words).isNotEmpty();
        String prefix = "camel.component.tiktok.apidirect.";
        properties.put(prefix + "base-url", sandbox.get().baseUrl("apidirect").toString());
        properties.put(prefix + "api-key", sandbox.get().apiKey("apidirect"));
        Main main = new Main();
        main.setOverrideProperties(properties);
        try {
            main.start();
            check.of(main.getCamelContext());
        } finally {
            main.stop();
        }
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "");
    }

    private static String healthRow(String words) {
        return page().table("health").stream()
                .filter(cells -> cells.get(0).contains(words))
                .findFirst()
                .orElseThrow()
                .get(1)
                .toUpperCase(Locale.ROOT);
    }

    private static Page page() {
        return page("docs/operate/monitoring.md");
    }

    private static Page page(String path) {
        return new Page(path, Repository.read(Repository.path(path)));
    }
}
