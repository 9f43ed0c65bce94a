package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.kafka.ClusterOptions;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code run}: one instance of the pipeline. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one instance until it is stopped. Instances share the partitions; more instances than partitions are idle.",
            "Provider, key and all other settings of application.properties come from the environment."
        })
final class Run implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--no-create-topics", description = "Fail if a topic is missing, instead of creating it.")
    private boolean noCreateTopics;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of a topic that is created. Default: PIPELINE_PARTITIONS, else 12")
    private @Nullable Integer partitions;

    @Override
    public Integer call() throws Exception {
        cluster.settings();
        Properties properties = cluster.properties();
        if (partitions != null) {
            ArgumentRange.PARTITIONS.check(spec, partitions);
            properties.setProperty("pipeline.partitions", partitions.toString());
        }
        if (noCreateTopics) {
            properties.setProperty("pipeline.create-topics", "false");
        }
        Pipeline.run(properties);
        return 0;
    }
}
