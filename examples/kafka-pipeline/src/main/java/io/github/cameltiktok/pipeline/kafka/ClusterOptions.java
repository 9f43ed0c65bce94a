package io.github.cameltiktok.pipeline.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for the user's brokers: addresses, client settings and the prefix of the topics. */
public final class ClusterOptions {

    private static final String VARIABLES = "PIPELINE_KAFKA_";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT,…",
            description = "The Kafka brokers. Default: PIPELINE_KAFKA_BOOTSTRAP_SERVERS")
    private @Nullable String brokers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = {
                "Settings of all Kafka clients, by Kafka's names: security.protocol=SASL_SSL and so on.",
                "Environment variables such as PIPELINE_KAFKA_SECURITY_PROTOCOL override them."
            })
    private @Nullable Path file;

    @Option(
            names = "--topics",
            paramLabel = "PREFIX",
            description = {
                "Topics are PREFIX.requests, PREFIX.videos and so on, the group is PREFIX-pipeline.",
                "Default: PIPELINE_TOPICS, else tiktok"
            })
    private @Nullable String prefix;

    /** Returns the topics of the prefix. */
    public Topics topics() {
        return Topics.of(prefix());
    }

    /** Returns the prefix of topics and groups. */
    public String prefix() {
        return prefix != null ? prefix : System.getenv().getOrDefault("PIPELINE_TOPICS", Topics.DEFAULT_PREFIX);
    }

    /**
     * Returns the settings of Kafka clients and the prefix as properties of the pipeline. An option overrides an environment
     * variable, which overrides the file.
     *
     * @throws ParameterException if the file cannot be read, or a setting is invalid
     */
    public Properties properties() {
        Properties properties = new Properties();
        if (file != null) {
            read(file).forEach((name, value) -> properties.put(KafkaSettings.PREFIX + name, value));
        }
        properties.putAll(fromEnvironment(System.getenv()));
        if (brokers != null) {
            properties.setProperty(KafkaSettings.PREFIX + "bootstrap.servers", brokers);
        }
        if (prefix != null) {
            properties.putAll(Topics.properties(prefix));
        }
        return properties;
    }

    /**
     * Returns the settings of Kafka clients.
     *
     * @throws ParameterException if the file cannot be read, or a setting is invalid
     */
    public KafkaSettings settings() {
        try {
            return KafkaSettings.of(properties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Returns the settings from variables: {@code PIPELINE_KAFKA_SASL_MECHANISM} sets {@code sasl.mechanism}. */
    public static Properties fromEnvironment(Map<String, String> variables) {
        Properties properties = new Properties();
        variables.forEach((name, value) -> {
            if (name.startsWith(VARIABLES)) {
                String setting = name.substring(VARIABLES.length()).toLowerCase(Locale.ROOT);
                properties.setProperty(KafkaSettings.PREFIX + setting.replace('_', '.'), value);
            }
        });
        return properties;
    }

    private Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--kafka-config " + file + " cannot be read: " + e.getMessage(), e);
        }
        return properties;
    }
}
