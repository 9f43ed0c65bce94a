package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.kafka.ClientFailures;
import io.github.cameltiktok.pipeline.kafka.ClusterOptions;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import io.github.cameltiktok.pipeline.kafka.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code deadletters}: prints a summary. It writes nothing and joins no group. */
@Command(
        name = "deadletters",
        mixinStandardHelpOptions = true,
        description = {
            "Reads PREFIX.dead-letters to its present end and prints a summary: errors, sources, the oldest and the newest.",
            "It writes nothing."
        })
public final class DeadLetters implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private SelectionOptions selectionOptions = new SelectionOptions();

    @Override
    public Integer call() {
        Selection selection = selectionOptions.selection();
        KafkaSettings settings = cluster.settings();
        Topics topics = cluster.topics();
        DeadLetterTopic topic = DeadLetterTopic.check(settings, topics, selection, false);
        DeadLetterSummary summary = new DeadLetterSummary(topics.deadLetters(), selection, Instant.now());
        try (DeadLetterReader reader = new DeadLetterReader(settings)) {
            reader.start(topic.partitions(), selection, Map.of());
            read(reader, summary);
        } catch (KafkaException e) {
            throw ClientFailures.translated(settings, e);
        }
        summary.print(spec.commandLine().getOut());
        return 0;
    }

    private void read(DeadLetterReader reader, DeadLetterSummary summary) {
        try (ReadingProgress progress = new ReadingProgress(spec.commandLine().getErr(), reader.total())) {
            while (!reader.isAtEnd()) {
                reader.poll().forEach(summary::add);
                progress.show(reader.done());
            }
        }
    }
}
