package io.github.cameltiktok.pipeline.kafka;

import java.util.List;
import java.util.Properties;

/**
 * The names of the pipeline's topics and consumer groups. Immutable.
 *
 * @param requests what to look up
 * @param videos what lookups found
 * @param deadLetters requests that have failed for good
 * @param retries requests that will be looked up again
 * @param group the consumer group that reads the requests
 */
public record Topics(String requests, String videos, String deadLetters, String retries, String group) {

    /** The prefix unless another one is set. */
    public static final String DEFAULT_PREFIX = "tiktok";

    /** Returns the names that follow from a prefix: {@code PREFIX.requests}, …, and the group {@code PREFIX-pipeline}. */
    public static Topics of(String prefix) {
        return new Topics(
                prefix + ".requests",
                prefix + ".videos",
                prefix + ".dead-letters",
                prefix + ".retries",
                prefix + "-pipeline");
    }

    /** Returns the group that reads the retries. */
    public String retriesGroup() {
        return group + "-retries";
    }

    /** Returns the properties that make a pipeline use the names of a prefix. */
    public static Properties properties(String prefix) {
        Properties properties = new Properties();
        properties.setProperty("pipeline.topics", prefix);
        return properties;
    }

    List<String> all() {
        return List.of(requests, videos, deadLetters, retries);
    }
}
