package io.github.cameltiktok.pipeline;

import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One instance of the pipeline, at brokers of the user's. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one instance until it is told to stop. Start as many as there are partitions to share.",
            "Provider, key and whatever else application.properties names come from the environment."
        })
final class Run implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--brokers", required = true, paramLabel = "HOST:PORT,…", description = "The Kafka brokers.")
    private String brokers = "";

    @Option(
            names = "--topics",
            defaultValue = "tiktok",
            paramLabel = "PREFIX",
            description = "Topics are PREFIX.requests, PREFIX.videos and so on. Default: ${DEFAULT-VALUE}")
    private String prefix = "";

    @Option(
            names = "--partitions",
            defaultValue = "12",
            paramLabel = "N",
            description = "Of topics that are missing and so created. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Override
    public Integer call() throws Exception {
        ArgumentRange.PARTITIONS.check(spec, partitions);
        Topics topics = Topics.of(prefix);
        topics.createMissing(brokers, partitions);
        Properties properties = topics.properties();
        properties.setProperty("camel.component.kafka.brokers", brokers);
        Pipeline.run(properties);
        return 0;
    }
}
