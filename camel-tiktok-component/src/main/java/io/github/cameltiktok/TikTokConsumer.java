package io.github.cameltiktok;

import io.github.cameltiktok.internal.message.CloudEventContext;
import io.github.cameltiktok.internal.watch.Backoff;
import io.github.cameltiktok.internal.watch.ChangeWriter;
import io.github.cameltiktok.internal.watch.PendingChange;
import io.github.cameltiktok.internal.watch.PollRun;
import io.github.cameltiktok.internal.watch.PolledSubject;
import io.github.cameltiktok.internal.watch.SnapshotStore;
import io.github.cameltiktok.internal.watch.SnapshotStores;
import io.github.cameltiktok.internal.watch.WatchedSubjects;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
 * Looks up watched subjects on a schedule, as many at the same time as the provider allows, and emits each change as soon
 * as it is found. A snapshot is saved after the route has succeeded, so each change is emitted at least once.
 */
final class TikTokConsumer extends ScheduledPollConsumer implements ShutdownAware, PollRun.Target {

    /** Camel's name for its own scheduler. */
    private static final String NO_SCHEDULER = "none";

    private final TikTokEndpoint endpoint;
    private final TikTokResource resource;
    private final WatchedSubjects subjects;
    private final Watch watch;
    private final ConsumerLookups lookups;
    private final SnapshotStores stores;
    private final Clock clock;

    /** Canonical names of subjects with an exchange in the route; they wait for the next poll. */
    private final Set<String> inRoute = ConcurrentHashMap.newKeySet();

    /** The current poll. One that a forced stop interrupted may still end during the next. */
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
        this.lookups = new ConsumerLookups(endpoint);
        this.stores = endpoint.getComponent().snapshots();
        // The options exceptionHandler and bridgeErrorHandler replace it later.
        setExceptionHandler(new PollFailureLogger(endpoint.getCamelContext()));
    }

    @Override
    protected void doBuild() throws Exception {
        setHealthCheck(new TikTokConsumerHealthCheck(this, endpoint, "consumer:" + getRouteId()));
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        // A missing key fails the start, not the first poll.
        lookups.open();
        // A forced stop leaves exchanges behind, whose subjects would never be polled again.
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
        List<TikTokLink> all = new ArrayList<>(subjects.current());
        watched = all.size();
        int first = cursor >= all.size() ? 0 : cursor;
        Collections.rotate(all, -first);
        PollRun current =
                new PollRun(all, lookups.maxInFlight(), endpoint.getWatching().getMaxMessagesPerPoll(), this);
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

    /** Returns false while the route stops, unless it has to complete all tasks. */
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
    public Future<?> startLookup(TikTokLink subject, Consumer<PolledSubject> whenDone) {
        return lookups.start(subject, whenDone);
    }

    /** A failure without a Retry-After ends only the poll at hand. */
    @Override
    public @Nullable Backoff backoffAfter(Exception failure) {
        if (failure instanceof TikTokRateLimitException || failure instanceof TikTokQuotaException) {
            Duration delay = Objects.requireNonNullElse(((TikTokException) failure).requestedDelay(), Duration.ZERO);
            Instant now = clock.instant();
            return new Backoff(now, now.plus(delay), failure);
        }
        return null;
    }

    @Override
    public boolean meetsEverySubject(Exception failure) {
        return failure instanceof TikTokCredentialsException;
    }

    @Override
    public boolean handle(PolledSubject polled, int index) throws Exception {
        forceConsumerAsReady();
        TikTokLink subject = polled.subject();
        SnapshotStore store = Objects.requireNonNull(snapshots);
        Snapshot last = store.get(subject);
        Watch.Outcome outcome = watch.compare(last, polled.record(), clock.instant());
        Change change = outcome.change();
        if (change == null
                || last == null && endpoint.getWatching().getFirstPoll() == TikTokWatchConfiguration.FirstPoll.MARK) {
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
        polled.writer().accept(exchange.getMessage());
        ChangeWriter.write(exchange.getMessage(), resource, polled.subject(), change);
        Instant at = polled.record() == null
                ? clock.instant()
                : polled.record().source().retrievedAt();
        Event event = change.event();
        new CloudEventContext(
                        () -> identity(polled.subject(), event, last, next), at, event == null ? null : event.name())
                .attachTo(exchange);
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

    /** Camel's own method would return an exchange that releases itself to the pool twice. */
    private void release(Exchange exchange) {
        if (exchange instanceof PooledExchange pooled) {
            pooled.done();
        } else {
            releaseExchange(exchange, true);
        }
    }

    /** Stays the same when a failed or killed route receives the change again with the same values. */
    private String identity(TikTokLink subject, @Nullable Event event, @Nullable Snapshot last, Snapshot next) {
        Snapshot values = new Snapshot(last == null ? Instant.EPOCH : last.at(), next.visible(), next.fields());
        return String.join(
                "\n",
                Objects.requireNonNull(snapshots).owner(),
                subject.canonical(),
                String.valueOf(event),
                values.text());
    }

    /** Returns the number of subjects in the last poll. */
    int watchedCount() {
        return watched;
    }

    /** Returns the number of calls since the start. */
    long calls() {
        return lookups.calls();
    }

    /** Returns the time between two polls; {@code null} if it depends on more than the delay. */
    @Nullable
    Duration interval() {
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

    /** A running poll counts as pending, as its lookups in flight may still emit messages. */
    @Override
    public int getPendingExchangesSize() {
        return isPolling() ? 1 : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        shutdownRunningTask = null;
    }
}
