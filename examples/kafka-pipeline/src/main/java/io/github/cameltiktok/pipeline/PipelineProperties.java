package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import io.github.cameltiktok.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Reads and checks the properties of the pipeline. Not thread-safe. */
final class PipelineProperties {

    private static final int MAX_PORT = 65_535;

    private final PropertiesComponent properties;
    private final CamelContext context;

    PipelineProperties(CamelContext context) {
        this.context = context;
        properties = context.getPropertiesComponent();
    }

    Topics topics() {
        return new Topics(
                text("pipeline.topic.requests"),
                text("pipeline.topic.videos"),
                text("pipeline.topic.dead-letters"),
                text("pipeline.topic.retries"),
                text("camel.component.kafka.group-id"));
    }

    /** Returns the settings of Kafka's clients. System properties override all others. */
    KafkaSettings kafka() {
        Properties kafka = properties.loadProperties(name -> name.startsWith(KafkaSettings.PREFIX));
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(KafkaSettings.PREFIX)) {
                kafka.setProperty(name, System.getProperty(name));
            }
        }
        return KafkaSettings.of(kafka);
    }

    /** Returns the number of partitions of a topic that is created; {@code null} if topics are not created. */
    @Nullable
    Integer partitionsToCreate() {
        return flag("pipeline.create-topics") ? number("pipeline.partitions", 1, ArgumentRange.PARTITIONS.to()) : null;
    }

    RetryPolicy retryPolicy() {
        return new RetryPolicy(
                number("pipeline.max-retries", 0, Integer.MAX_VALUE),
                duration("pipeline.retry-delay"),
                duration("pipeline.max-retry-delay"));
    }

    VideoFormat format() {
        return VideoFormat.valueOf(text("pipeline.format"));
    }

    /** Returns the port for metrics and health; {@code null} if they are disabled, 0 for any free port. */
    @Nullable
    Integer port() {
        return flag("camel.management.enabled") ? number("camel.management.port", 0, MAX_PORT) : null;
    }

    String provider() {
        return text("camel.component.tiktok.provider");
    }

    int maxInFlight() {
        return number("pipeline.max-in-flight", 1, Integer.MAX_VALUE);
    }

    /** Checks values that Camel would reject only when requests are in flight. */
    void check() {
        maxInFlight();
        number("pipeline.max-waiting-retries", 1, Integer.MAX_VALUE);
        number("pipeline.out-of-use-delay", 1, Integer.MAX_VALUE);
    }

    private String text(String name) {
        String value = properties
                .resolveProperty(name)
                .orElseThrow(() -> new IllegalArgumentException("property " + name + " must be set"));
        return context.resolvePropertyPlaceholders(value);
    }

    private boolean flag(String name) {
        String text = text(name);
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("property " + name + " must be true or false, but is " + text);
        }
        return text.equals("true");
    }

    private int number(String name, int min, int max) {
        String text = text(name);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        String rule = max == Integer.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
        throw new IllegalArgumentException("property " + name + " must be a number " + rule + ", but is " + text);
    }

    private Duration duration(String name) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text(name)));
    }
}
