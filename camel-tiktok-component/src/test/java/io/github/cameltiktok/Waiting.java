package io.github.cameltiktok;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for asynchronous results. */
final class Waiting {

    private Waiting() {}

    /** Polls every 10 ms for up to 1 min, which a loaded machine needs. */
    static ConditionFactory await() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(1));
    }
}
