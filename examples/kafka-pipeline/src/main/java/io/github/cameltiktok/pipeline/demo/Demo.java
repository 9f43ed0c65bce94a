package io.github.cameltiktok.pipeline.demo;

import io.github.cameltiktok.pipeline.ArgumentRange;
import io.github.cameltiktok.pipeline.ConsoleProgress;
import io.github.cameltiktok.pipeline.Pipeline;
import io.github.cameltiktok.pipeline.VideoFormat;
import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.broker.FreePort;
import io.github.cameltiktok.pipeline.kafka.TopicSetup;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code demo}: broker, sandbox, one instance of the pipeline and requests of all kinds in one process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a broker, the sandbox and the pipeline, sends requests of all kinds, and prints their outcomes.",
            "Nothing leaves this machine, unless --brokers names other brokers."
        })
public final class Demo implements Callable<Integer> {

    static final String PROVIDER = "apidirect";

    private static final ArgumentRange REQUESTS = new ArgumentRange("--requests", 1, 1_000_000);
    private static final ArgumentRange LATENCY = new ArgumentRange("--latency", 0, 600_000);

    /** Lower limit of the rate, for the time limit on slow machines. */
    private static final int MIN_REQUESTS_PER_SECOND = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT,…",
            description = "Your brokers, with topics tiktok-demo.*, in place of the embedded one.")
    private @Nullable String brokers;

    @Option(
            names = "--requests",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Number of requests, 1 to 1000000. Default: ${DEFAULT-VALUE}")
    private int requests;

    @Option(
            names = "--latency",
            defaultValue = "20",
            paramLabel = "MILLIS",
            description = "Latency of the provider. Default: ${DEFAULT-VALUE}")
    private int latency;

    @Option(
            names = "--partitions",
            defaultValue = "6",
            paramLabel = "N",
            description = "Partitions of a topic that is created. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--format",
            defaultValue = "JSON",
            description = "Format of the videos: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private VideoFormat format = VideoFormat.JSON;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        REQUESTS.check(spec, requests);
        LATENCY.check(spec, latency);
        ArgumentRange.PARTITIONS.check(spec, partitions);
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(latency)))) {
            out.println("The sandbox emulates the provider on port " + sandbox.port()
                    + ". No key is needed, no call is billed.");
            if (brokers != null) {
                return run(out, sandbox, brokers, "tiktok-demo");
            }
            try (EmbeddedBroker broker = EmbeddedBroker.start()) {
                out.println("The broker listens on " + broker.address() + '.');
                return run(out, sandbox, broker.address(), Topics.DEFAULT_PREFIX);
            }
        }
    }

    private int run(PrintWriter out, Sandbox sandbox, String address, String prefix) {
        Topics topics = Topics.of(prefix);
        TopicSetup.createMissing(address, topics, partitions);
        MixedRequests mixed = MixedRequests.of(requests);
        try (OutcomeCounts outcomes = OutcomeCounts.open(address, topics);
                Pipeline pipeline = Pipeline.start(properties(sandbox, address, prefix))) {
            out.println("Metrics and health are at " + pipeline.managementUrl() + "/metrics and /health.");
            out.println();
            long start = System.nanoTime();
            send(mixed, address, topics);
            Duration atMost = Duration.ofMinutes(2).plusSeconds(requests / MIN_REQUESTS_PER_SECOND);
            Duration took;
            try (ProgressBar bar = ConsoleProgress.start("requests", requests, out)) {
                outcomes.await(mixed.count(), atMost, bar::stepTo);
                took = Duration.ofNanos(System.nanoTime() - start);
            }
            Summary summary = new Summary(mixed, outcomes, topics);
            summary.print(out, sandbox, took);
            return summary.isGood() ? 0 : 1;
        }
    }

    private static void send(MixedRequests mixed, String address, Topics topics) {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            mixed.records(topics.requests()).forEach(producer::send);
        }
    }

    private Properties properties(Sandbox sandbox, String address, String prefix) {
        Properties properties = Topics.properties(prefix);
        properties.setProperty("pipeline.kafka.bootstrap.servers", address);
        properties.setProperty("pipeline.provider", PROVIDER);
        properties.setProperty(
                "camel.component.tiktok.apidirect.base-url",
                sandbox.baseUrl(PROVIDER).toString());
        properties.setProperty("camel.component.tiktok.apidirect.api-key", sandbox.apiKey(PROVIDER));
        properties.setProperty("pipeline.port", Integer.toString(FreePort.find()));
        // In place of 30 s, so that the demonstration ends soon.
        properties.setProperty("pipeline.retry-delay", "1s");
        properties.setProperty("pipeline.format", format.name());
        return properties;
    }
}
