package io.github.cameltiktok.pipeline.kafka;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Translates failures of Kafka's clients into exceptions with one line for an operator. */
public final class ClientFailures {

    private ClientFailures() {}

    /**
     * Returns the exception to throw for a failure of a client.
     *
     * @param settings from which the message takes the brokers
     * @return a {@link BrokersUnavailableException} if a retry may succeed, else a {@link StartRefusedException}
     */
    public static RuntimeException translated(KafkaSettings settings, KafkaException failure) {
        String brokers = settings.brokers();
        KafkaException reason = innermost(failure);
        if (reason instanceof AuthenticationException) {
            return new StartRefusedException(
                    "login refused by the brokers " + brokers + ": " + reason.getMessage(), failure);
        }
        if (reason instanceof GroupAuthorizationException refused) {
            return missingRight(settings, "READ on group " + refused.groupId(), reason);
        }
        if (reason instanceof TopicAuthorizationException refused) {
            return missingRight(settings, "READ or WRITE on topic " + joined(refused.unauthorizedTopics()), reason);
        }
        if (reason instanceof RetriableException || isUnresolved(failure)) {
            return new BrokersUnavailableException(brokers + " cannot be reached: " + deepest(failure), failure);
        }
        return new StartRefusedException("brokers " + brokers + " cannot be used: " + deepest(failure), failure);
    }

    /**
     * Returns the exception for brokers that accept a connection but send nothing.
     *
     * @param missing the awaited data, with the time limit
     */
    public static RuntimeException silent(KafkaSettings settings, String missing) {
        return new BrokersUnavailableException(settings.brokers() + " cannot be reached: " + missing, null);
    }

    /** Returns the exception for a right that the user lacks, such as {@code READ on group g}. */
    public static RuntimeException missingRight(KafkaSettings settings, String right, KafkaException reason) {
        return new StartRefusedException(
                "missing right at " + settings.brokers() + ": " + right + " (" + reason.getMessage() + "). Grant it",
                reason);
    }

    /** Returns whether no host name could be resolved. A retry may succeed: a Pod has no name before it is ready. */
    private static boolean isUnresolved(KafkaException failure) {
        return failure.getCause() instanceof ConfigException cause
                && String.valueOf(cause.getMessage()).contains("No resolvable bootstrap urls");
    }

    private static String joined(Set<String> topics) {
        return topics.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Returns the innermost Kafka exception. A failed transaction wraps its cause. */
    private static KafkaException innermost(KafkaException failure) {
        KafkaException innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException one && !(one instanceof ConfigException)) {
                innermost = one;
            }
        }
        return innermost;
    }

    private static String deepest(KafkaException failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return String.valueOf(reason.getMessage());
    }
}
