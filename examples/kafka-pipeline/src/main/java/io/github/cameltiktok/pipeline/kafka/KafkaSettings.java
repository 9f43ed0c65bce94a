package io.github.cameltiktok.pipeline.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of all Kafka clients of this program, by Kafka's names. Consumer, producer and admin client each get the
 * settings that they define, so that login and encryption are set in one place. Immutable.
 */
public final class KafkaSettings {

    /** Prefix of properties that are settings, as in {@code pipeline.kafka.security.protocol}. */
    public static final String PREFIX = "pipeline.kafka.";

    private static final String BROKERS = "bootstrap.servers";

    /** Settings that at-least-once delivery depends on. The pipeline sets them itself. */
    private static final Set<String> FIXED = Set.of(
            "acks",
            "allow.auto.create.topics",
            "auto.offset.reset",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    /** Timeout of the admin client, in milliseconds. */
    private static final int ADMIN_TIMEOUT = 15_000;

    private final Map<String, String> settings = new TreeMap<>();

    private KafkaSettings(Properties properties) {
        for (String property : properties.stringPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                String name = property.substring(PREFIX.length());
                checkName(name);
                settings.put(name, properties.getProperty(property).strip());
            }
        }
        if (settings.getOrDefault(BROKERS, "").isEmpty()) {
            throw new IllegalArgumentException(
                    "no brokers are set: use --brokers HOST:PORT,… or PIPELINE_KAFKA_BOOTSTRAP_SERVERS");
        }
    }

    /**
     * Reads the properties whose names begin with {@link #PREFIX}, and ignores all others.
     *
     * @throws IllegalArgumentException if a name is not a Kafka setting or is set by the pipeline itself, or if no brokers are set
     */
    public static KafkaSettings of(Properties properties) {
        return new KafkaSettings(properties);
    }

    /** Returns settings with the brokers only, for a broker without login. */
    public static KafkaSettings of(String brokers) {
        Properties properties = new Properties();
        properties.setProperty(PREFIX + BROKERS, brokers);
        return of(properties);
    }

    /** Returns the brokers, as a comma-separated list of {@code host:port}. */
    public String brokers() {
        return settings.getOrDefault(BROKERS, "");
    }

    /** Returns the settings for a consumer. */
    public Map<String, Object> consumer() {
        return settings(ConsumerConfig.configNames());
    }

    /** Returns the settings for a producer. */
    public Map<String, Object> producer() {
        return settings(ProducerConfig.configNames());
    }

    /** Returns the settings for an admin client, with timeouts of 15 s unless set. */
    public Map<String, Object> admin() {
        Map<String, Object> admin = new HashMap<>();
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT);
        admin.putAll(settings(AdminClientConfig.configNames()));
        return admin;
    }

    private Map<String, Object> settings(Set<String> names) {
        Map<String, Object> selected = new HashMap<>(settings);
        selected.keySet().retainAll(names);
        return selected;
    }

    private static void checkName(String name) {
        if (FIXED.contains(name)) {
            throw new IllegalArgumentException(
                    "Kafka setting " + name + " cannot be changed, because delivery depends on it: remove it");
        }
        if (!ConsumerConfig.configNames().contains(name)
                && !ProducerConfig.configNames().contains(name)
                && !AdminClientConfig.configNames().contains(name)) {
            throw new IllegalArgumentException("Kafka has no client setting " + name
                    + ": see https://kafka.apache.org/documentation/#consumerconfigs for their names");
        }
    }
}
