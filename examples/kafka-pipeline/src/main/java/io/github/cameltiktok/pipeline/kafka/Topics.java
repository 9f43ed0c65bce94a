package io.github.cameltiktok.pipeline.kafka;

import java.util.List;
import java.util.Properties;

/**
 * The names of the pipeline's topics and consumer groups. Immutable.
 *
 * @param requests topic of the requests
 * @param videos topic of the videos that were found
 * @param deadLetters topic of requests that failed permanently
 * @param retries topic of requests that will be looked up again
 * @param group consumer group that reads the requests
 */
public record Topics(String requests, String videos, String deadLetters, String retries, String group) {

    /** The default prefix. */
    public static final String DEFAULT_PREFIX = "tiktok";

    /** Returns the names with a prefix: {@code PREFIX.requests} and so on, and the group {@code PREFIX-pipeline}. */
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

    /** Returns the properties that set the prefix of a pipeline. */
    public static Properties properties(String prefix) {
        Properties properties = new Properties();
        properties.setProperty("pipeline.topics", prefix);
        return properties;
    }

    List<String> all() {
        return List.of(requests, videos, deadLetters, retries);
    }
}
