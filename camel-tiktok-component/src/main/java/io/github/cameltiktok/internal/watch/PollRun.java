package io.github.cameltiktok.internal.watch;

import io.github.cameltiktok.link.TikTokLink;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One poll: keeps a window of lookups in flight, and passes each outcome on as soon as it arrives. A lookup leaves
 * the window after its outcome has been handled, so a kill repeats no more lookups than the window holds.
 */
public final class PollRun {

    /** A provider that is down fails 10,000 subjects alike, and a log of 100 stack traces shows as much. */
    private static final int MAX_FAILURES = 100;

    private final Iterator<TikTokLink> subjects;
    private final int maxInFlight;
    private final int maxMessages;
    private final Target target;

    /** By the subject's canonical name. Guarded by itself: {@link #cancel} comes from another thread. */
    private final Map<String, Started> inFlight = new HashMap<>();

    private final BlockingQueue<PolledSubject> completed = new LinkedBlockingQueue<>();

    /** By the subject's place in the list, so that the first failure does not depend on the order of the answers. */
    private final NavigableMap<Integer, Exception> failures = new TreeMap<>();

    private volatile boolean cancelled;
    private int taken;
    private int emitted;
    private boolean isFutile;
    private @Nullable Backoff backoff;
    private int backoffPlace;

    /** The consumer that a poll serves. */
    public interface Target {

        /** Returns whether further lookups may start. */
        boolean mayStartLookups();

        /** Returns whether an exchange of the subject is still in the route; the subject then waits for the next poll. */
        boolean isInRoute(TikTokLink subject);

        /**
         * Starts a lookup. Throws nothing: every failure is an outcome.
         *
         * @param whenDone receives the outcome, exactly once, possibly before this method returns; must not block
         * @return cancels the lookup
         */
        Future<?> startLookup(TikTokLink subject, Consumer<PolledSubject> whenDone);

        /** Returns the pause that a failure demands; {@code null} if none. */
        @Nullable
        Backoff backoffAfter(Exception failure);

        /** Returns whether a failure would meet every other subject too, so that no further lookup is worth its call. */
        boolean meetsEverySubject(Exception failure);

        /**
         * Compares a record with its snapshot, and emits a change.
         *
         * @param index of the message in this poll
         * @return whether a message was emitted
         */
        boolean handle(PolledSubject polled, int index) throws Exception;
    }

    private record Started(int place, Future<?> lookup) {}

    /**
     * @param subjects in the order of this poll
     * @param maxInFlight largest number of lookups at the same time
     * @param maxMessages largest number of messages; 0 for no limit
     */
    public PollRun(List<TikTokLink> subjects, int maxInFlight, int maxMessages, Target target) {
        this.subjects = subjects.iterator();
        this.maxInFlight = maxInFlight;
        this.maxMessages = maxMessages <= 0 ? Integer.MAX_VALUE : maxMessages;
        this.target = target;
    }

    /**
     * Polls until no lookup is in flight or the poll is cancelled.
     *
     * @throws InterruptedException if the thread is interrupted other than by {@link #cancel}; lookups in flight are cancelled
     */
    public void run() throws InterruptedException {
        try {
            refill();
            while (!isIdle()) {
                PolledSubject polled = completed.take();
                if (cancelled) {
                    return;
                }
                take(polled);
                refill();
            }
        } catch (InterruptedException e) {
            // A stop interrupts the thread too, and is no failure of the poll.
            if (!cancelled) {
                throw e;
            }
            Thread.currentThread().interrupt();
        } finally {
            cancel();
        }
    }

    /** Cancels the lookups in flight and starts no others. Thread-safe. */
    public void cancel() {
        List<Started> started;
        synchronized (inFlight) {
            cancelled = true;
            started = List.copyOf(inFlight.values());
        }
        // Outside the lock, as it runs the callbacks of the lookups.
        started.forEach(lookup -> lookup.lookup().cancel(true));
    }

    private void refill() {
        while (subjects.hasNext() && mayContinue()) {
            TikTokLink subject = subjects.next();
            if (!target.isInRoute(subject)) {
                start(subject);
            }
            taken++;
        }
    }

    /** A failure that meets every subject ends the poll, and so does the limit of messages. */
    private boolean mayContinue() {
        int waiting = inFlightCount();
        return target.mayStartLookups()
                && backoff == null
                && !isFutile
                && waiting < maxInFlight
                && emitted + waiting < maxMessages;
    }

    private void start(TikTokLink subject) {
        synchronized (inFlight) {
            if (!cancelled) {
                inFlight.put(subject.canonical(), new Started(taken, target.startLookup(subject, completed::add)));
            }
        }
    }

    private boolean isIdle() {
        return inFlightCount() == 0;
    }

    private int inFlightCount() {
        synchronized (inFlight) {
            return inFlight.size();
        }
    }

    private void take(PolledSubject polled) {
        int place = place(polled.subject());
        try {
            if (polled.failure() != null) {
                throw polled.failure();
            }
            if (target.handle(polled, emitted)) {
                emitted++;
            }
        } catch (Exception e) {
            failed(place, e);
        } catch (Error e) {
            failed(
                    place,
                    new IllegalStateException("Poll of " + polled.subject().url() + " failed: " + e, e));
        } finally {
            synchronized (inFlight) {
                inFlight.remove(polled.subject().canonical());
            }
        }
    }

    private int place(TikTokLink subject) {
        synchronized (inFlight) {
            return Objects.requireNonNull(inFlight.get(subject.canonical())).place();
        }
    }

    private void failed(int place, Exception failure) {
        failures.put(place, failure);
        if (failures.size() > MAX_FAILURES) {
            failures.pollLastEntry();
        }
        isFutile |= target.meetsEverySubject(failure);
        Backoff next = target.backoffAfter(failure);
        if (next != null) {
            pause(place, next);
        }
    }

    /** Keeps the longest pause, with the reason that is first in the list. */
    private void pause(int place, Backoff next) {
        Backoff current = backoff;
        if (current == null || place < backoffPlace) {
            backoff = next.atLeast(current);
            backoffPlace = place;
        } else {
            backoff = current.atLeast(next);
        }
    }

    /** Returns the index, from 0, at which the next poll continues: that of the first cancelled lookup, if any. */
    public int next() {
        synchronized (inFlight) {
            return inFlight.values().stream().mapToInt(Started::place).min().orElse(taken);
        }
    }

    /** Returns the number of messages that this poll has emitted. */
    public int emitted() {
        return emitted;
    }

    /** Returns the pause of the next polls; {@code null} if none. */
    @Nullable
    public Backoff backoff() {
        return backoff;
    }

    /** Returns the first failure in the order of the list, the others suppressed; {@code null} if none. */
    @Nullable
    public Exception firstFailure() {
        Map.Entry<Integer, Exception> first = failures.pollFirstEntry();
        if (first == null) {
            return null;
        }
        failures.values().stream().filter(other -> other != first.getValue()).forEach(first.getValue()::addSuppressed);
        return first.getValue();
    }
}
