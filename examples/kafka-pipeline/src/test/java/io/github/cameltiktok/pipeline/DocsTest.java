package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.kafka.ClusterOptions;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** Numbers and names in docs/guides/kafka.md, docs/operate/kafka.md and the README agree with the code. */
class DocsTest {

    private static final Path ROOT = Path.of("../..");
    private static final String PAGE = read(ROOT.resolve("docs/guides/kafka.md"));
    private static final String README = read(Path.of("README.md"));
    private static final Pattern TUNING_ROW = Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| `([^`]+)` \\|");

    /** Free requests per month, from the provider's page of the video endpoint. */
    private static final int FREE = 50;

    private static final Duration MONTH = Duration.ofDays(30);

    @ParameterizedTest
    @ValueSource(longs = {1_000_000, 100_000_000, 10_000_000_000L})
    void costTableMatchesProviderPrices(long lookups) {
        ApiDirect provider = new ApiDirect();
        BigDecimal cost = provider.video().price().amount().multiply(BigDecimal.valueOf(lookups - FREE));

        assertThat(PAGE)
                .contains(String.format(
                        Locale.ROOT,
                        "| %,d | %s | $%,.2f | %,d | %,d | %,d | %,d |",
                        lookups,
                        perSecond(lookups).setScale(1, RoundingMode.HALF_UP).toPlainString(),
                        cost,
                        places(lookups, "0.5"),
                        keys(lookups, "0.5", provider),
                        places(lookups, "2"),
                        keys(lookups, "2", provider)));
    }

    @Test
    void tuningTableHasDefaultsOfProperties() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(reader);
        }
        String page = read(ROOT.resolve("docs/operate/kafka.md"));
        List<MatchResult> rows = TUNING_ROW
                .matcher(page.substring(page.indexOf("## Tuning")))
                .results()
                .toList();

        assertThat(rows).hasSizeGreaterThan(8);
        assertThat(rows).allSatisfy(row -> assertThat(properties.getProperty(row.group(1)))
                .as(row.group(1))
                .isEqualTo(row.group(2)));
    }

    @Test
    void headerTableNamesAllHeaders() throws IllegalAccessException {
        String table = PAGE.substring(PAGE.indexOf("<!-- headers -->"), PAGE.indexOf("<!-- end -->"));

        for (Field field : RecordHeaders.class.getDeclaredFields()) {
            boolean isHeader = !Modifier.isPrivate(field.getModifiers()) && !field.isSynthetic();
            if (isHeader && !RecordHeaders.PREFIX.equals(field.get(null))) {
                assertThat(table).contains("`" + field.get(null) + "`");
            }
        }
    }

    @Test
    void readmeContainsRoutes() {
        assertThat(README).contains("```yaml\n" + read(Path.of("src/main/resources/pipeline.camel.yaml")) + "```");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadletters", "replay"})
    void deadLetterPageNamesAllOptions(String command) {
        List<OptionSpec> options = KafkaPipeline.commandLine(System.out, System.err)
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .options();

        assertThat(options)
                .filteredOn(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .hasSizeGreaterThan(7)
                .allSatisfy(option -> assertThat(read(ROOT.resolve("docs/operate/dead-letters.md")))
                        .contains(option.longestName()));
    }

    @Test
    void formatTableNamesAllFormats() {
        assertThat(Arrays.stream(VideoFormat.values()))
                .allSatisfy(format -> assertThat(PAGE).contains("| `" + format + "` |"));
    }

    @Test
    void kafkaSettingsOnThePageReachAllClients() {
        Map<String, String> variables = Pattern.compile("(?m)^(PIPELINE_KAFKA_[A-Z_]+)=(.*)$")
                .matcher(PAGE)
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
        variables.put("PIPELINE_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");

        KafkaSettings settings = KafkaSettings.of(ClusterOptions.fromEnvironment(variables));

        assertThat(settings.admin())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsKeys("sasl.mechanism", "sasl.jaas.config", "ssl.truststore.location");
    }

    private static BigDecimal perSecond(long lookups) {
        return BigDecimal.valueOf(lookups).divide(BigDecimal.valueOf(MONTH.toSeconds()), 6, RoundingMode.HALF_UP);
    }

    private static long places(long lookups, String seconds) {
        return perSecond(lookups)
                .multiply(new BigDecimal(seconds))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static long keys(long lookups, String seconds, ApiDirect provider) {
        int atATime = provider.maxConcurrentRequests();
        return (places(lookups, seconds) + atATime - 1) / atATime;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
