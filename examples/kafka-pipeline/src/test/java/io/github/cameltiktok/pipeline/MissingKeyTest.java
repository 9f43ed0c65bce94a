package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.broker.FreePort;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingKeyTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> properties = new ArrayList<>();

    @AfterEach
    void clearProperties() {
        properties.forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({
        "apidirect, apidirect, APIDIRECT_API_KEY",
        "'dumplingai,apidirect', dumplingai, DUMPLINGAI_API_KEY",
        "peekalink, peekalink, PEEKALINK_API_KEY"
    })
    void missingKeyIsReportedInOneLineWithOptionAndVariable(String providers, String missing, String variable) {
        set("pipeline.provider", providers);
        set("camel.component.tiktok." + missing + ".api-key", "{{env:VARIABLE_THAT_IS_NOT_SET:}}");

        assertThat(run()).isEqualTo(1);
        assertThat(text(err).lines())
                .as(text(err))
                .singleElement()
                .asString()
                .contains("no API key for " + missing, "camel.component.tiktok." + missing + ".api-key")
                .endsWith(" The pipeline reads it from the environment variable " + variable + ".");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void unknownProviderIsReportedWithoutVariable() {
        set("pipeline.provider", "unknown");

        assertThat(run()).isEqualTo(1);
        assertThat(text(err).lines()).as(text(err)).singleElement().asString().doesNotContain("API_KEY");
    }

    @Test
    void missingKeyIsOnlyLineOfProcess(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Map<String, String> settings = Map.of("APIDIRECT_API_KEY", "", "PIPELINE_PARTITIONS", "1");
        try (PipelineProcess process =
                PipelineProcess.start(PipelineFixture.brokers(), "missing-key", settings, output)) {
            assertThat(process.awaitExit(Duration.ofMinutes(2))).isEqualTo(1);
        }

        assertThat(Files.readAllLines(output)).singleElement().asString().endsWith("APIDIRECT_API_KEY.");
    }

    private int run() {
        set("pipeline.port", Integer.toString(FreePort.find()));
        return KafkaPipeline.commandLine(out, err)
                .execute("run", "--brokers", PipelineFixture.brokers(), "--topics", "missing-key", "--partitions", "1");
    }

    private void set(String property, String value) {
        System.setProperty(property, value);
        properties.add(property);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
