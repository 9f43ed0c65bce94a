package io.github.cameltiktok.pipeline.fault;

import io.github.cameltiktok.pipeline.process.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * Faults of real brokers while requests arrive. Brokers and instances of the pipeline are processes. Runs with {@code mvn
 * verify -Pfaults}: each kind of fault on one version of the broker, half of them on each. {@code -Dfaults=full} runs all faults on
 * both, and lengthens outages.
 *
 * <p>It prints a table of the results, and writes it to {@code target/faults.md}.
 */
final class FaultsRun {

    private static final Path FILE = Path.of("target", "faults.md");
    private static final MarkdownTable TABLE =
            new MarkdownTable("fault", "broker", "sent", "outcomes", "lost", "duplicates", "recovered after (s)");

    @Nested
    final class AtBroker extends BrokerFaults {}

    @Nested
    final class AtInstance extends InstanceFaults {}

    @Nested
    final class AtTopic extends TopicFaults {}

    @Nested
    final class AtAccess extends AccessFaults {}

    @Nested
    final class AtStart extends StartFaults {}

    @AfterAll
    static void end() throws IOException {
        SharedBrokers.close();
        TABLE.print();
        Files.writeString(FILE, TABLE.text());
    }

    /** Returns whether all faults run on both versions of the broker, and long. */
    static boolean isFull() {
        return "full".equals(System.getProperty("faults"));
    }

    /** Adds a row to the table. */
    static void report(String fault, KafkaVersion version, Ledger.Result result) {
        System.out.println("Fault run: " + fault + ", Kafka " + version + ": " + result);
        TABLE.row(
                fault,
                version,
                result.sent(),
                result.outcomes(),
                result.lost(),
                result.duplicates(),
                result.recovered().isPresent()
                        ? String.format(Locale.ROOT, "%.1f", result.recovered().getAsDouble())
                        : "–");
    }
}
