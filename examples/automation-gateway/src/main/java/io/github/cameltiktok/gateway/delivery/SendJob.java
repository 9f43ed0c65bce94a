package io.github.cameltiktok.gateway.delivery;

import io.github.cameltiktok.gateway.store.Database;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims due deliveries, sends them, and records the answers. Nothing blocks. Thread-safe. */
public final class SendJob {

    private static final Logger LOG = LoggerFactory.getLogger(SendJob.class);

    /** Bounds the time that a claim occupies the database. */
    private static final int MAX_CLAIM = 100;

    private static final long STOP_CHECK_MS = 10;

    private final Database database;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Claims claims;
    private final Endpoints endpoints;
    private final Sender sender;
    private final EventRoute route;
    private final Outcomes outcomes;
    private final EndpointLoad load;
    private int signals;
    private CompletableFuture<Void> round = CompletableFuture.completedFuture(null);
    private volatile boolean isFailing;
    private volatile boolean isStopping;
    private volatile boolean isCutOff;

    SendJob(
            Database database,
            DeliverySettings settings,
            Clock clock,
            Claims claims,
            Endpoints endpoints,
            Sender sender,
            EventRoute route,
            Outcomes outcomes) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.claims = claims;
        this.endpoints = endpoints;
        this.sender = sender;
        this.route = route;
        this.outcomes = outcomes;
        this.load = new EndpointLoad(settings, clock);
    }

    /**
     * Sends what is due. To be called a few times per second.
     *
     * @return completes when all that may be sent now is on its way; never fails
     */
    public CompletableFuture<Void> tick() {
        CompletableFuture<Void> current;
        synchronized (this) {
            signals++;
            if (signals > 1) {
                // The round that is running will look once more.
                return round;
            }
            current = new CompletableFuture<>();
            round = current;
        }
        claim(current);
        return current;
    }

    /** Returns the number of attempts in flight. */
    public int inFlight() {
        return load.inFlight();
    }

    private void claim(CompletableFuture<Void> current) {
        int seen = signals();
        int limit = Math.min(MAX_CLAIM, settings.inFlight() - load.inFlight());
        CompletableFuture<List<ClaimedDelivery>> claimed = isStopping || limit <= 0
                ? CompletableFuture.completedFuture(List.of())
                : database.run(handle -> claims.claim(handle, load.busy(), load.routeFree(), limit));
        claimed.whenComplete((deliveries, failure) -> {
            reportChange(failure);
            boolean hasMore = failure == null && !deliveries.isEmpty();
            if (hasMore) {
                deliveries.forEach(this::send);
            }
            if (hasMore || !isLast(seen)) {
                claim(current);
            } else {
                current.complete(null);
            }
        });
    }

    private synchronized int signals() {
        return signals;
    }

    /** Ends a round, unless there were signals since it last looked. */
    private synchronized boolean isLast(int seen) {
        signals -= seen;
        return signals == 0;
    }

    /** Reports the begin and the end of failures, not each one of several per second. */
    private void reportChange(@Nullable Throwable failure) {
        boolean wasFailing = isFailing;
        isFailing = failure != null;
        if (failure != null && !wasFailing) {
            LOG.warn("Deliveries wait, because they cannot be claimed: {}", failure.toString());
        } else if (failure == null && wasFailing) {
            LOG.info("Deliveries can be claimed again");
        }
    }

    private void send(ClaimedDelivery claimed) {
        load.started(claimed.endpointId());
        attempt(claimed).thenCompose(answer -> record(claimed, answer)).whenComplete((isRecorded, failure) -> {
            load.ended(claimed.endpointId());
            if (failure != null) {
                // Sent again when the lease ends.
                LOG.warn("Outcome of delivery {} not recorded: {}", claimed.id(), failure.toString());
            } else {
                tick();
            }
        });
    }

    /** Does not blame the receiver for connections that the end of this instance has cut off. */
    private CompletableFuture<Boolean> record(ClaimedDelivery claimed, Answer answer) {
        return isCutOff && !answer.isSuccess()
                ? CompletableFuture.completedFuture(false)
                : database.run(handle -> outcomes.record(handle, claimed, answer));
    }

    private CompletableFuture<Answer> attempt(ClaimedDelivery claimed) {
        try {
            return claimed.isForRoute() ? route.send(claimed) : sendSigned(claimed);
        } catch (RuntimeException e) {
            LOG.error("Delivery {} cannot be sent: {}", claimed.id(), e.getMessage());
            return CompletableFuture.completedFuture(
                    Answer.failure(Duration.ZERO, "The gateway cannot send this delivery"));
        }
    }

    private CompletableFuture<Answer> sendSigned(ClaimedDelivery claimed) {
        URI url = URI.create(endpoints.url(claimed.endpointId(), claimed.url()));
        Map<String, String> headers =
                Signing.headers(secrets(claimed), claimed.eventId(), clock.instant(), claimed.body());
        if (claimed.isReplay()) {
            headers.put("webhook-replay", "1");
        }
        return sender.send(url, headers, claimed.body());
    }

    private List<String> secrets(ClaimedDelivery claimed) {
        List<String> secrets = new ArrayList<>();
        secrets.add(endpoints.secret(claimed.endpointId(), claimed.secret()));
        if (claimed.previousSecret() != null) {
            secrets.add(endpoints.secret(claimed.endpointId(), claimed.previousSecret()));
        }
        return secrets;
    }

    /**
     * Claims no more, and waits for attempts in flight. A delivery that does not end in time is sent again when its lease ends.
     */
    void close(Duration atMost) {
        isStopping = true;
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (load.inFlight() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(STOP_CHECK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isCutOff = true;
    }
}
