package io.github.cameltiktok.pipeline.window;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the partitions of a consumer are certainly still its own. A process that was suspended may have lost its session, and
 * its partitions may have another owner. Kafka's client notices that only with its next heartbeat, and returns fetched records
 * until then. So after a stall the membership is unconfirmed, until the broker has accepted a commit that was sent later. For
 * the polling thread only.
 */
final class Membership {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final Duration maxGap;
    private @Nullable Instant lastSeen;
    private int stalls;
    private int confirmedStalls;

    /**
     * Creates a membership that is confirmed.
     *
     * @param maxGap longest time between two observations that is not a stall. At most the interval of heartbeats, of which
     *     several fit in a session: in a shorter gap no session expires
     */
    Membership(Duration maxGap) {
        this.maxGap = maxGap;
    }

    /** Notes that the polling thread runs, and returns whether it has stalled since the last observation. */
    boolean hasStalled(Instant now) {
        Duration gap = lastSeen == null ? Duration.ZERO : Duration.between(lastSeen, now);
        lastSeen = now;
        if (gap.compareTo(maxGap) <= 0) {
            return false;
        }
        stalls++;
        LOG.debug("Polling stalled for {}: records wait until a commit is accepted", gap);
        return true;
    }

    boolean isConfirmed() {
        return confirmedStalls == stalls;
    }

    /** Returns the number of stalls so far. */
    int stalls() {
        return stalls;
    }

    /** Notes that the broker has accepted a commit, which was sent after a number of stalls. */
    void committed(int stallsBefore) {
        confirmedStalls = Math.max(confirmedStalls, stallsBefore);
    }
}
