package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.watch.Change;
import io.github.cameltiktok.watch.Event;
import io.github.cameltiktok.watch.Snapshot;
import io.github.cameltiktok.watch.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.PooledExchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks watched videos or creators up on a schedule, as many at a time as the provider allows, and emits each change as
 * soon as it is found. A snapshot moves on when the route has succeeded, and so each change is emitted at least once.
 */
final class TikTokConsumer extends ScheduledPollConsumer implements ShutdownAware, PollRun.Target {

    /** What Camel calls its own scheduler. */
    private static final String NO_SCHEDULER = "none";

    private final TikTokEndpoint endpoint;
    private final TikTokResource resource;
    private final WatchedSubjects subjects;
    private final Watch watch;
    private final SubjectLookups lookups;
    private final PollCosts costs;
    private final SnapshotStores stores;
    private final Clock clock;

    /** Canonical names of subjects with an exchange in the route; they wait for the next poll. */
    private final Set<String> inRoute = ConcurrentHashMap.newKeySet();

    /** The poll under way; one before a forced stop may still end while the next one runs. */
    private final AtomicReference<@Nullable PollRun> run = new AtomicReference<>();

    private volatile int watched;
    private volatile @Nullable ShutdownRunningTask shutdownRunningTask;
    private volatile @Nullable SnapshotStore snapshots;
    private volatile @Nullable Backoff backoff;
    private volatile int cursor;

    TikTokConsumer(TikTokEndpoint endpoint, Processor processor, WatchedSubjects subjects, Watch watch, Clock clock) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.resource = endpoint.getResource();
        this.subjects = subjects;
        this.watch = watch;
        this.clock = clock;
        this.lookups = new SubjectLookups(endpoint);
        this.costs = new PollCosts(endpoint);
        this.stores = endpoint.getComponent().snapshots();
    }

    @Override
    protected void doBuild() throws Exception {
        setHealthCheck(new ConsumerHealthCheck(this, "consumer:" + getRouteId()));
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        // A missing key fails the start, not the first poll.
        lookups.open();
        // A stop that was forced leaves exchanges behind, which must not keep their subjects from being polled.
        inRoute.clear();
        SnapshotStore store = stores.open(endpoint.stateRepository(), getRouteId(), endpoint.getEndpointUri());
        snapshots = store;
        try {
            super.doStart();
        } catch (Exception e) {
            stores.close(store);
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        PollRun current = run.get();
        if (current != null) {
            current.cancel();
        }
        try {
            super.doStop();
        } finally {
            SnapshotStore store = snapshots;
            if (store != null) {
                stores.close(store);
            }
            lookups.close();
        }
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        Backoff waiting = backoff;
        if (waiting != null && !waiting.isOver(clock.instant())) {
            throw waiting.reason();
        }
        backoff = null;
        List<TikTokLink> all = new ArrayList<>(subjects.now());
        watched = all.size();
        int first = cursor >= all.size() ? 0 : cursor;
        Collections.rotate(all, -first);
        PollRun current = new PollRun(lookups, all, endpoint.getWatching().getMaxMessagesPerPoll(), this, clock);
        run.set(current);
        try {
            current.run();
        } finally {
            run.compareAndSet(current, null);
            cursor = all.isEmpty() ? 0 : (first + current.next()) % all.size();
            backoff = current.backoff();
        }
        Exception failure = current.firstFailure();
        if (failure != null) {
            throw failure;
        }
        return current.emitted();
    }

    /** A route that stops starts no further lookups, unless it is to complete all tasks. */
    @Override
    public boolean mayStartLookups() {
        ShutdownRunningTask stopping = shutdownRunningTask;
        return isRunAllowed() && (stopping == null || stopping == ShutdownRunningTask.CompleteAllTasks);
    }

    @Override
    public boolean isInRoute(TikTokLink subject) {
        return inRoute.contains(subject.canonical());
    }

    @Override
    public boolean handle(PolledSubject polled, int index) throws Exception {
        forceConsumerAsReady();
        TikTokLink subject = polled.subject();
        SnapshotStore store = Objects.requireNonNull(snapshots);
        Snapshot last = store.get(subject);
        Watch.Outcome outcome = watch.compare(last, polled.record(), clock.instant());
        Change change = outcome.change();
        if (change == null || last == null && endpoint.getWatching().getFirstPoll() == FirstPoll.MARK) {
            if (!outcome.next().equals(last)) {
                store.set(subject, outcome.next());
            }
            return false;
        }
        Exchange exchange = createExchange(true);
        try {
            write(exchange, polled, change, last, outcome.next());
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        } catch (Exception e) {
            release(exchange);
            throw e;
        }
        emit(
                exchange,
                new PendingChange(() -> store.set(subject, outcome.next()), () -> inRoute.remove(subject.canonical())),
                subject);
        return true;
    }

    private void write(Exchange exchange, PolledSubject polled, Change change, @Nullable Snapshot last, Snapshot next) {
        polled.answer().accept(exchange.getMessage());
        ChangeWriter.write(exchange.getMessage(), resource, polled.subject(), change);
        Instant at = polled.record() == null
                ? clock.instant()
                : polled.record().source().retrievedAt();
        Occurrence.remember(
                exchange,
                new Occurrence(() -> identity(polled.subject(), change.event(), last, next), at, change.event()));
    }

    private void emit(Exchange exchange, PendingChange pending, TikTokLink subject) {
        inRoute.add(subject.canonical());
        exchange.getExchangeExtension().addOnCompletion(pending);
        AsyncCallback callback = defaultConsumerCallback(exchange, true);
        try {
            getAsyncProcessor().process(exchange, doneSync -> {
                try {
                    callback.done(doneSync);
                } finally {
                    end(exchange, pending);
                }
            });
        } catch (RuntimeException e) {
            exchange.setException(e);
            end(exchange, pending);
            throw e;
        }
    }

    private void end(Exchange exchange, PendingChange pending) {
        if (pending.endsWith(exchange)) {
            release(exchange);
        }
    }

    /** Camel's own method would put an exchange that releases itself into the pool twice. */
    private void release(Exchange exchange) {
        if (exchange instanceof PooledExchange pooled) {
            pooled.done();
        } else {
            releaseExchange(exchange, true);
        }
    }

    /** The same when a change is emitted again with the same values, because the route had failed or was killed. */
    private String identity(TikTokLink subject, @Nullable Event event, @Nullable Snapshot last, Snapshot next) {
        Snapshot values = new Snapshot(last == null ? Instant.EPOCH : last.at(), next.visible(), next.fields());
        return String.join(
                "\n",
                Objects.requireNonNull(snapshots).owner(),
                subject.canonical(),
                String.valueOf(event),
                values.text());
    }

    /** Returns what the polls cost, by names of health details. */
    Map<String, Object> costs() {
        return costs.details(watched, lookups.calls(), interval());
    }

    /** Returns the time between two polls; {@code null} where more than the delay decides when a poll comes. */
    private @Nullable Duration interval() {
        boolean isRegular = NO_SCHEDULER.equals(endpoint.getScheduler())
                && isStartScheduler()
                && !isGreedy()
                && getBackoffMultiplier() <= 0
                && getRepeatCount() <= 0
                && (getPollStrategy() == null
                        || getPollStrategy().getClass() == DefaultPollingConsumerPollStrategy.class);
        return isRegular ? Duration.ofMillis(getTimeUnit().toMillis(getDelay())) : null;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        shutdownRunningTask = task;
        return false;
    }

    /** A poll that runs may still emit what it has in flight, which nothing else shows. */
    @Override
    public int getPendingExchangesSize() {
        return isPolling() ? 1 : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        shutdownRunningTask = null;
    }
}
