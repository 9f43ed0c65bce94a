package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.ArgumentRange;
import io.github.cameltiktok.pipeline.kafka.ClientFailures;
import io.github.cameltiktok.pipeline.kafka.ClusterOptions;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import io.github.cameltiktok.pipeline.kafka.Topics;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Writes dead letters as requests again, each exactly once: requests and the position in the dead letters are committed in one
 * transaction.
 *
 * <p>Each selection has a group of its own, so that it can go on where it was. Selections may overlap: a letter that another selection
 * has replayed is omitted, which the offsets of all groups and the selections stored with them show. For that, one replay of
 * a prefix runs at a time; all have the same transactional id.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the selected dead letters to PREFIX.requests again: key, value and headers, each letter exactly once.",
            "The same command again goes on where the last one ended, also after a kill. A letter that a replay with"
                    + " another selection has written is omitted.",
            "One replay of a prefix runs at a time: the later one stops the earlier one."
        })
public final class Replay implements Callable<Integer> {

    private static final ArgumentRange LIMIT = new ArgumentRange("--limit", 1, 1_000_000_000);
    private static final ArgumentRange TRANSACTION = new ArgumentRange("--transaction-records", 1, 500);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private SelectionOptions selectionOptions = new SelectionOptions();

    @Option(names = "--dry-run", description = "Print what would be replayed; write and commit nothing.")
    private boolean dryRun;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Replay no more than N letters. The same command without it goes on with the rest.")
    private @Nullable Integer limit;

    @Option(
            names = "--from-start",
            description = {
                "Start over: replay again what this and other selections have replayed. This repeats requests.",
                "If it is interrupted, go on without this option."
            })
    private boolean fromStart;

    /** For tests: more transactions with the same letters. */
    @Option(names = "--transaction-records", hidden = true, defaultValue = "500", paramLabel = "N")
    private int transactionRecords;

    @Override
    public Integer call() {
        Selection selection = selectionOptions.selection();
        if (limit != null) {
            LIMIT.check(spec, limit);
        }
        TRANSACTION.check(spec, transactionRecords);
        KafkaSettings settings = cluster.settings();
        Topics topics = cluster.topics();
        LetterTopic topic = LetterTopic.check(settings, topics, selection, !dryRun);
        try (StopSignal stop = new StopSignal()) {
            replay(settings, topics, selection, topic, stop);
        } catch (KafkaException e) {
            throw ClientFailures.translated(settings, e);
        }
        return 0;
    }

    private void replay(
            KafkaSettings settings, Topics topics, Selection selection, LetterTopic topic, StopSignal stop) {
        PrintWriter out = spec.commandLine().getOut();
        String transactionalId = cluster.prefix() + "-replay";
        String group = transactionalId + '-' + selection.id();
        try (DeadLetterReader reader = new DeadLetterReader(settings);
                RequestWriter writer =
                        dryRun ? null : new RequestWriter(settings, transactionalId, topics.requests(), group)) {
            if (writer != null) {
                // Before positions are read: afterwards no other replay can change them.
                writer.open();
            }
            ReplayPositions positions = ReplayPositions.none();
            if (!fromStart) {
                try (Admin admin = Admin.create(settings.admin())) {
                    positions =
                            ReplayPositions.read(admin, transactionalId + '-', group, topic.id(), selection, !dryRun);
                }
            }
            out.println("selection: " + selection);
            out.println("group: " + group + ", " + beginning(positions));
            if (writer != null && fromStart) {
                writer.write(List.of(), beginnings(topic, selection));
            }
            reader.start(topic.partitions(), selection, positions.own());
            Replayer replayer =
                    new Replayer(reader, writer, selection, positions, topic.id(), limit, transactionRecords);
            try (ReadingProgress progress =
                    new ReadingProgress(spec.commandLine().getErr(), reader.total())) {
                replayer.run(stop::isGiven, progress::show);
            } finally {
                // After a failure as well: these transactions are committed.
                replayer.print(out);
            }
        }
    }

    private String beginning(ReplayPositions positions) {
        if (fromStart) {
            return "starts over; requests that were replayed before are repeated";
        }
        return positions.own().isEmpty()
                ? "starts at the beginning, because it has no committed offsets"
                : "goes on after its committed offsets";
    }

    /** Committed before anything else, so that a run that is killed early starts over as well. */
    private static Map<TopicPartition, OffsetAndMetadata> beginnings(LetterTopic topic, Selection selection) {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        topic.partitions()
                .forEach(partition -> beginnings.put(partition, ReplayPositions.committed(0, topic.id(), selection)));
        return beginnings;
    }
}
