package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.cameltiktok.TikTokManagedComponent;
import io.github.cameltiktok.pipeline.PromQl.LabelMatcher;
import io.github.cameltiktok.pipeline.PromQl.Selector;
import io.github.cameltiktok.pipeline.Scrape.Series;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The alerting rules and the dashboards, of the connector in docs/operate and of the pipeline, use only metrics, labels and values
 * of a running pipeline. So does the scrape in docs/operate/monitoring.md. The rules fire as their scenarios say, if promtool is
 * installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringTest {

    private static final Path OF_PIPELINE = Path.of("monitoring");
    private static final Path OF_CONNECTOR = Path.of("../../docs/operate");
    private static final Path PAGE = OF_CONNECTOR.resolve("monitoring.md");
    private static final String UNAVAILABLE = "7311111111111111502";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Created by Prometheus for each scrape. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    /** Added by Prometheus to each series. */
    private static final Set<String> OF_TARGET = Set.of("job", "instance");

    private static final Pattern TEMPLATE_LABEL = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?(\\w+) *}}");

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1)
            // A retry within a lookup is a meter of its own.
            .with("camel.component.tiktok.max-retries", "1")
            .with("camel.component.tiktok.retry-delay", "10");
    private Scrape scrape = new Scrape("", List.of());

    @BeforeAll
    void provokeAllOutcomes() {
        Pipeline pipeline = fixture.start();
        fixture.send("7311111111111111111");
        fixture.send("7000000000000000404");
        StubMapping unavailable =
                fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(502, "upstream_error", UNAVAILABLE));
        fixture.send(UNAVAILABLE);
        awaitSeries(pipeline, "tiktok_pipeline_outcomes_total{outcome='video'}");
        awaitSeries(pipeline, "tiktok_pipeline_outcomes_total{outcome='dead-letter'}");
        awaitSeries(pipeline, "tiktok_pipeline_outcomes_total{outcome='retry'}");
        fixture.sandbox.wireMock().removeStub(unavailable);

        StubMapping refused = fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(401, "invalid_api_key"));
        fixture.send("7311111111111111112");
        awaitSeries(pipeline, "tiktok_lookups_seconds_count{outcome='credentials'}");
        fixture.sandbox.wireMock().removeStub(refused);

        StubMapping unpaid = fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(402, "insufficient_credit"));
        closeCircuits(pipeline);
        awaitSeries(pipeline, "tiktok_lookups_seconds_count{outcome='quota'}");
        fixture.sandbox.wireMock().removeStub(unpaid);
        closeCircuits(pipeline);

        // Without a garbage collection the process reports no pauses.
        System.gc();
        scrape = awaitSeries(pipeline, "jvm_gc_pause_seconds_sum");
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    static Stream<Path> folders() {
        return Stream.of(OF_CONNECTOR, OF_PIPELINE);
    }

    static Stream<Path> dashboards() {
        return Stream.of(OF_CONNECTOR.resolve("grafana-dashboard.json"), OF_PIPELINE.resolve("dashboard.json"));
    }

    static Stream<Arguments> alerts() {
        return folders().flatMap(MonitoringTest::alerts);
    }

    static Stream<Arguments> panels() {
        return dashboards()
                .flatMap(dashboard -> elements(read(new JsonMapper(), dashboard).path("panels")))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .map(panel -> arguments(panel.path("title").asText(), panel));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alerts")
    void alertSelectsSeriesOfPipeline(String name, JsonNode rule) {
        PromQl expression = assertThatSeriesExist(rule.path("expr").asText());

        for (JsonNode text : rule.path("annotations")) {
            assertThat(labels(expression)).as(text.asText()).containsAll(templateLabels(text.asText()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alerts")
    void alertHasDelaySeverityAndInstructions(String name, JsonNode rule) {
        assertThat(name).startsWith("TikTok");
        assertThat(rule.path("for").asText()).matches("\\d+m");
        assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
        assertThat(rule.at("/annotations/summary").asText()).isNotBlank().doesNotContain("\n");
        assertThat(rule.at("/annotations/description").asText()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void alertsHaveUniqueNames() {
        assertThat(alerts().map(alert -> (String) alert.get()[0]))
                .hasSizeGreaterThan(15)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void alertHasScenario(Path folder) throws IOException {
        String scenarios = Files.readString(folder.resolve("alerts-test.yaml"));

        assertThat(alerts(folder).map(alert -> (String) alert.get()[0]))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(scenarios).contains("alertname=\"" + name + "\""));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void alertsFireInTheirScenarios(Path folder) throws Exception {
        assumeTrue(isPromtoolInstalled(), "promtool is not on the path");

        Process promtool = new ProcessBuilder("promtool", "test", "rules", "alerts-test.yaml")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(output).isZero();
    }

    @Test
    void pageHasSeriesOfScrape() throws IOException {
        String page = Files.readString(PAGE);
        Matcher block = Pattern.compile("<!-- scrape -->\n```text\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).isTrue();

        assertThat(Scrape.of(block.group(1)).series()).hasSizeGreaterThan(10).allSatisfy(shown -> assertThat(
                        series(shown.metric()))
                .as(shown.metric())
                .anySatisfy(real -> assertThat(real.labels().keySet())
                        .isEqualTo(shown.labels().keySet())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("panels")
    void panelSelectsSeriesOfPipeline(String title, JsonNode panel) {
        for (JsonNode target : panel.path("targets")) {
            PromQl expression = assertThatSeriesExist(target.path("expr").asText());
            assertThat(labels(expression))
                    .as(target.path("legendFormat").asText())
                    .containsAll(templateLabels(target.path("legendFormat").asText()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("panels")
    void panelHasUnitAndChosenDataSource(String title, JsonNode panel) {
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as("unit").isNotBlank();
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(elements(panel.path("targets"))).isNotEmpty().allSatisfy(target -> assertThat(
                        target.at("/datasource/uid").asText())
                .isEqualTo("${datasource}"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboardHasUniquePanelsAndPinnedSchema(Path file) {
        JsonNode dashboard = read(new JsonMapper(), file);

        assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(39);
        assertThat(elements(dashboard.path("panels")).map(panel -> panel.path("id")))
                .hasSizeGreaterThan(10)
                .allMatch(JsonNode::isInt)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboardVariablesSelectSeriesOfPipeline(Path file) {
        List<JsonNode> variables =
                elements(read(new JsonMapper(), file).at("/templating/list")).toList();

        assertThat(variables)
                .extracting(variable -> variable.path("name").asText())
                .containsExactly("datasource", "job", "instance");
        variables.stream()
                .filter(variable -> variable.path("type").asText().equals("query"))
                .forEach(variable ->
                        assertThatSeriesExist(variable.at("/query/query").asText()));
    }

    private PromQl assertThatSeriesExist(String text) {
        PromQl expression = PromQl.of(text);
        assertThat(expression.selectors()).as(text).isNotEmpty();
        for (Selector selector : expression.selectors()) {
            if (!OF_PROMETHEUS.contains(selector.metric())) {
                assertThat(exists(selector))
                        .as("%s of %s in\n%s", selector, text, scrape.text())
                        .isTrue();
            }
        }
        assertThat(ofSeries(expression)).as(text).containsAll(expression.grouping());
        return expression;
    }

    /** Returns whether the scrape has a matching series. Labels of the target are not in the scrape. */
    private boolean exists(Selector selector) {
        List<LabelMatcher> matchers = selector.matchers().stream()
                .filter(matcher -> !OF_TARGET.contains(matcher.label()))
                .toList();
        Selector ofScrape = new Selector(selector.metric(), matchers);
        return series(selector.metric()).stream().anyMatch(one -> ofScrape.matches(one.labels()));
    }

    /** Returns the labels of the result of an expression. */
    private Set<String> labels(PromQl expression) {
        return expression.grouping().isEmpty() ? ofSeries(expression) : expression.grouping();
    }

    private Set<String> ofSeries(PromQl expression) {
        Set<String> labels = new HashSet<>(OF_TARGET);
        expression.selectors().stream()
                .flatMap(selector -> series(selector.metric()).stream())
                .forEach(one -> labels.addAll(one.labels().keySet()));
        return labels;
    }

    private List<Series> series(String metric) {
        return scrape.series().stream()
                .filter(one -> one.metric().equals(metric))
                .toList();
    }

    private static Set<String> templateLabels(String text) {
        return TEMPLATE_LABEL
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Scrape awaitSeries(Pipeline pipeline, String selector) {
        Selector awaited = PromQl.of(selector.replace('\'', '"')).selectors().get(0);
        return await(selector).atMost(PATIENCE).until(() -> Scrape.of(pipeline), now -> now.series().stream()
                .anyMatch(one -> one.metric().equals(awaited.metric()) && awaited.matches(one.labels())));
    }

    private static void closeCircuits(Pipeline pipeline) {
        pipeline.context().getComponent("tiktok", TikTokManagedComponent.class).closeCircuits();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Stream<Arguments> alerts(Path folder) {
        return elements(read(new YAMLMapper(), folder.resolve("alerts.yaml")).at("/groups"))
                .flatMap(group -> elements(group.path("rules")))
                .map(rule -> arguments(rule.path("alert").asText(), rule));
    }

    private static boolean isPromtoolInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
