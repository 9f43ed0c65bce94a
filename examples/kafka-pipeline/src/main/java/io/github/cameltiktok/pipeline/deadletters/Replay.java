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
 * The command {@code replay}: writes dead letters as requests again, each exactly once. Requests and the position in the dead
 * letters are committed in one transaction.
 *
 * <p>Each selection has its own group, so that a later run continues after the last transaction. Selections may overlap. A
 * letter that another selection has replayed is omitted; the offsets of all groups, with the selections stored in them, show
 * that. For this reason only one replay of a prefix runs at a time: all have the same transactional id.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the selected dead letters to PREFIX.requests again: key, value and headers, each letter exactly once.",
            "The same command again continues where the last one ended, also after a kill. A letter that a replay with"
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
            description = "Replay at most N letters. The same command without it continues with the rest.")
    private @Nullable Integer limit;

    @Option(
            names = "--from-start",
            description = {
                "Start over: replay again what this and other selections have replayed. This repeats requests.",
                "If it is interrupted, continue without this option."
            })
    private boolean fromStart;

    /** For tests: smaller transactions, and so more of them. */
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
        DeadLetterTopic topic = DeadLetterTopic.check(settings, topics, selection, !dryRun);
        try (StopSignal stop = new StopSignal()) {
            replay(settings, topics, selection, topic, stop);
        } catch (KafkaException e) {
            throw ClientFailures.translated(settings, e);
        }
        return 0;
    }

    private void replay(
            KafkaSettings settings, Topics topics, Selection selection, DeadLetterTopic topic, StopSignal stop) {
        PrintWriter out = spec.commandLine().getOut();
        String transactionalId = cluster.prefix() + "-replay";
        String group = transactionalId + '-' + selection.id();
        try (DeadLetterReader reader = new DeadLetterReader(settings);
                RequestWriter writer =
                        dryRun ? null : new RequestWriter(settings, transactionalId, topics.requests(), group)) {
            if (writer != null) {
                // Must come before positions are read: it fences other replays, which could change them.
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
                replayer.run(stop::isReceived, progress::show);
            } finally {
                // Also after a failure, because earlier transactions are committed.
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
                : "continues after its committed offsets";
    }

    /** Returns offset 0 for each partition. It is committed first, so that a run after an early kill starts over as well. */
    private static Map<TopicPartition, OffsetAndMetadata> beginnings(DeadLetterTopic topic, Selection selection) {
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        topic.partitions()
                .forEach(partition -> beginnings.put(partition, ReplayPositions.toCommit(0, topic.id(), selection)));
        return beginnings;
    }
}
