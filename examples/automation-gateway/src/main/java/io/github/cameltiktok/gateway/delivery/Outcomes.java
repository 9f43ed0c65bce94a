package io.github.cameltiktok.gateway.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the result of an attempt, and what follows from it, in one transaction. Watches of an endpoint that ends here are
 * disabled by their own job. Thread-safe.
 */
final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    /** Pause of an overloaded endpoint that does not say how long. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final Claims claims;
    private final Endpoints endpoints;
    private final RetrySchedule schedule;
    private final Duration disableAfter;
    private final Clock clock;

    Outcomes(Claims claims, Endpoints endpoints, RetrySchedule schedule, Duration disableAfter, Clock clock) {
        this.claims = claims;
        this.endpoints = endpoints;
        this.schedule = schedule;
        this.disableAfter = disableAfter;
        this.clock = clock;
    }

    /**
     * Records an answer. The endpoint is changed before deliveries, as everywhere: transactions that lock in one order
     * do not wait for each other.
     *
     * @return whether the claim was still held; otherwise nothing is recorded
     */
    boolean record(Handle handle, ClaimedDelivery claimed, Answer answer) {
        if (!claims.isHeld(handle, claimed)) {
            return false;
        }
        Instant now = clock.instant();
        if (answer.isSuccess()) {
            handle.createUpdate("UPDATE webhook_endpoint SET failing_since = NULL"
                            + " WHERE id = :id AND failing_since IS NOT NULL")
                    .bind("id", claimed.endpointId())
                    .execute();
            end(handle, claimed, "delivered", now);
        } else if (answer.isGone() && !claimed.isForRoute()) {
            LOG.info("Endpoint {} answered 410: its deliveries end", claimed.endpointId());
            endpoints.cancel(handle, claimed.endpointId());
            end(handle, claimed, "cancelled", now);
        } else {
            fail(handle, claimed, answer, now);
        }
        addAttempt(handle, claimed, answer, now);
        return true;
    }

    private void fail(Handle handle, ClaimedDelivery claimed, Answer answer, Instant now) {
        Duration wait = schedule.delayAfter(claimed.attempts() + 1);
        Duration retryAfter = answer.isThrottled() ? shorter(answer.retryAfter(), MAX_RETRY_AFTER) : null;
        Instant failingSince = failing(handle, claimed, now);
        if (answer.isThrottled()) {
            pause(handle, claimed, now.plus(retryAfter != null ? retryAfter : pause(wait)));
        }
        boolean isDisabled = !claimed.isForRoute()
                && Duration.between(failingSince, now).compareTo(disableAfter) >= 0
                && disable(handle, claimed, failingSince);
        if (isDisabled) {
            endpoints.endPending(handle, claimed.endpointId(), "dead");
            end(handle, claimed, "dead", now);
        } else if (wait == null) {
            LOG.warn("Delivery {} to endpoint {} is dead after its last attempt", claimed.id(), claimed.endpointId());
            end(handle, claimed, "dead", now);
        } else {
            retry(handle, claimed, now.plus(retryAfter == null || retryAfter.compareTo(wait) < 0 ? wait : retryAfter));
        }
    }

    private static Duration pause(@Nullable Duration wait) {
        Duration shorter = shorter(wait, MAX_PAUSE);
        return shorter == null ? MAX_PAUSE : shorter;
    }

    private static @Nullable Duration shorter(@Nullable Duration given, Duration max) {
        return given == null || given.compareTo(max) < 0 ? given : max;
    }

    /** Returns the first failure since the last success. */
    private static Instant failing(Handle handle, ClaimedDelivery claimed, Instant now) {
        return Instant.ofEpochMilli(
                handle.createQuery("UPDATE webhook_endpoint SET failing_since = COALESCE(failing_since, :now)"
                                + " WHERE id = :id RETURNING failing_since")
                        .bind("now", now.toEpochMilli())
                        .bind("id", claimed.endpointId())
                        .mapTo(Long.class)
                        .one());
    }

    private static void pause(Handle handle, ClaimedDelivery claimed, Instant until) {
        handle.createUpdate("UPDATE webhook_endpoint SET paused_until = :until"
                        + " WHERE id = :id AND paused_until < :until")
                .bind("until", until.toEpochMilli())
                .bind("id", claimed.endpointId())
                .execute();
    }

    private static boolean disable(Handle handle, ClaimedDelivery claimed, Instant since) {
        int changed = handle.createUpdate(
                        "UPDATE webhook_endpoint SET state = 'disabled' WHERE id = :id AND state = 'active'")
                .bind("id", claimed.endpointId())
                .execute();
        if (changed > 0) {
            LOG.warn("Endpoint {} has failed since {}: disabled", claimed.endpointId(), since);
        }
        return changed > 0;
    }

    private static void end(Handle handle, ClaimedDelivery claimed, String state, Instant now) {
        handle.createUpdate("UPDATE delivery SET state = :state, ended_at = :now, attempts = attempts + 1,"
                        + " lease_until = 0, lease_owner = NULL WHERE id = :id")
                .bind("state", state)
                .bind("now", now.toEpochMilli())
                .bind("id", claimed.id())
                .execute();
    }

    private static void retry(Handle handle, ClaimedDelivery claimed, Instant due) {
        handle.createUpdate("UPDATE delivery SET due_at = :due, attempts = attempts + 1, lease_until = 0,"
                        + " lease_owner = NULL WHERE id = :id")
                .bind("due", due.toEpochMilli())
                .bind("id", claimed.id())
                .execute();
    }

    private static void addAttempt(Handle handle, ClaimedDelivery claimed, Answer answer, Instant now) {
        handle.createUpdate("INSERT INTO delivery_attempt (delivery_id, number, at, status, duration_ms, excerpt)"
                        + " SELECT :id, COALESCE(MAX(number), 0) + 1, :at, :status, :duration, :excerpt"
                        + " FROM delivery_attempt WHERE delivery_id = :id")
                .bind("id", claimed.id())
                .bind("at", now.minus(answer.duration()).toEpochMilli())
                .bind("status", answer.status())
                .bind("duration", answer.duration().toMillis())
                .bind("excerpt", answer.excerpt())
                .execute();
    }
}
