package io.github.cameltiktok.pipeline.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for results of Kafka's admin client. */
public final class AdminResult {

    private AdminResult() {}

    /**
     * Returns the result of a call.
     *
     * @throws KafkaException if the call failed, or the thread was interrupted
     */
    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException expected ? expected : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
