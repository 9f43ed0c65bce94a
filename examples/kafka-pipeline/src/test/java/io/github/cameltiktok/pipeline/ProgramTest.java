package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void demonstrationPrintsOutcomesOfEachKind() {
        int exitCode = run("demo --requests 100 --format CLOUDEVENTS_BINARY");

        assertThat(exitCode).as(text(out)).isZero();
        assertThat(text(out))
                .containsPattern("good +videos +69 +69 +0 +0\n")
                .containsPattern("duplicate +the same videos again +15 +15 +0 +0\n")
                .containsPattern("not found +short links without a target +5 +0 +5 +0\n")
                .containsPattern("malformed +invalid requests +7 +0 +7 +0\n")
                .containsPattern("rate limited +rate limited at first +4 +4 +0 +[4-9]\n")
                .containsPattern("all +100 +88 +12 +[4-9]\n")
                .containsPattern("TikTokInvalidRequestException +7\n")
                .containsPattern("TikTokNotFoundException +5\n")
                .contains("/observe/metrics and /health.")
                .contains("100 requests in ");
    }

    @Test
    void demonstrationUsesNamedBrokersAndExistingTopics() {
        for (int requests : new int[] {1, 20}) {
            assertThat(run("demo --requests " + requests + " --latency 0 --partitions 2 --brokers "
                            + PipelineFixture.brokers()))
                    .as(text(out))
                    .isZero();
            assertThat(text(out)).containsPattern("all +" + requests + " ").doesNotContain("The broker listens");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demo --requests 0             | --requests must be between 1 and 1000000, but is 0",
                "demo --requests -1            | --requests must be between 1 and 1000000, but is -1",
                "demo --requests 1000001       | --requests must be between 1 and 1000000, but is 1000001",
                "demo --requests many          | Invalid value for option '--requests': 'many' is not an int",
                "demo --latency -1             | --latency must be between 0 and 600000, but is -1",
                "demo --latency 600001         | --latency must be between 0 and 600000, but is 600001",
                "demo --partitions 0           | --partitions must be between 1 and 1000, but is 0",
                "demo --partitions 1001        | --partitions must be between 1 and 1000, but is 1001",
                "demo --format XML             | Invalid value for option '--format': expected one of [JSON,",
                "demo --colour blue            | Unknown options: '--colour', 'blue'",
                "run                           | no brokers are set: use --brokers HOST:PORT,… or PIPELINE_KAFKA_BOOTSTRAP_SERVERS",
                "run --brokers a:1 --partitions 0 | --partitions must be between 1 and 1000, but is 0",
                "replay                        | no brokers are set: use --brokers HOST:PORT,… or PIPELINE_KAFKA_BOOTSTRAP_SERVERS",
                "replay --brokers a:1 --limit 0 | --limit must be between 1 and 1000000000, but is 0",
                "replay --since 2h             | --since must be a time with its offset from UTC, such as 2026-01-31T03:00:00Z, but is 2h",
                "replay --until 2026-01-31T03:00 | --until must be a time with its offset from UTC,",
                "replay --since 2026-01-02T00:00:00Z --until 2026-01-01T00:00:00Z | --since must be before --until, but is 2026-01-02T00:00:00Z",
                "replay --offsets 0            | --offsets must be PARTITION:FROM-TO such as 0:120-180, but is 0",
                "replay --offsets 0:2-1        | --offsets must not end before it begins, but is 0:2-1",
                "replay --error-class=         | --error-class must not be empty",
                "replay --source=A,,B          | --source must not be empty",
                "deadletters                   | no brokers are set: use --brokers HOST:PORT,… or PIPELINE_KAFKA_BOOTSTRAP_SERVERS",
                "deadletters --since yesterday | --since must be a time with its offset from UTC,",
                "fly                           | Unmatched argument at index 0: 'fly'",
            })
    void invalidArgumentIsReportedWithRuleAndValue(String arguments, String message) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(text(err)).contains(message);
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--help, demo run deadletters replay",
        "demo --help, --brokers --requests --latency --partitions --format CLOUDEVENTS_STRUCTURED",
        "run --help, --brokers --topics --partitions",
        "deadletters --help, --brokers --kafka-config --topics --error-class --source --since --until --offsets",
        "replay --help, --brokers --kafka-config --topics --error-class --source --since --until --offsets --dry-run --limit"
                + " --from-start"
    })
    void helpListsCommandsAndOptions(String arguments, String all) {
        assertThat(run(arguments)).isZero();
        assertThat(text(out)).contains(all.split(" "));
    }

    private int run(String arguments) {
        return KafkaPipeline.commandLine(out, err).execute(arguments.trim().split(" +"));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
