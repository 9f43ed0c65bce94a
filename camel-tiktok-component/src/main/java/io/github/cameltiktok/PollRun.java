package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import java.time.Clock;
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
import org.jspecify.annotations.Nullable;

/**
 * One poll: keeps a window of lookups in flight, and hands over each outcome as soon as it arrives. A lookup leaves the
 * window when its outcome has been handled, so that a kill repeats no more lookups than the window holds.
 */
final class PollRun {

    /** A provider that is down fails 10,000 subjects alike; a log cannot use more stack traces than these. */
    private static final int MAX_FAILURES = 100;

    private final SubjectLookups lookups;
    private final Iterator<TikTokLink> subjects;
    private final int maxInFlight;
    private final int maxMessages;
    private final Target target;
    private final Clock clock;

    /** By the subject's canonical name. Guarded by itself: {@link #cancel} comes from another thread. */
    private final Map<String, Started> inFlight = new HashMap<>();

    private final BlockingQueue<PolledSubject> completed = new LinkedBlockingQueue<>();

    /** By the subject's place in the list, so that the first failure does not depend on who answers first. */
    private final NavigableMap<Integer, Exception> failures = new TreeMap<>();

    private volatile boolean cancelled;
    private int taken;
    private int emitted;
    private boolean isKeyRefused;
    private @Nullable Backoff backoff;
    private int backoffPlace;

    /** What the poll works for: the consumer. */
    interface Target {

        /** Returns whether further lookups may start. */
        boolean mayStartLookups();

        /** Returns whether an exchange of the subject is still in the route; the subject then waits for the next poll. */
        boolean isInRoute(TikTokLink subject);

        /**
         * Compares what was found, and emits what has changed.
         *
         * @param index of the message in this poll
         * @return whether a message was emitted
         */
        boolean handle(PolledSubject polled, int index) throws Exception;
    }

    private record Started(int place, Future<?> lookup) {}

    /**
     * @param subjects in the order of this poll
     * @param maxMessages largest number of messages; 0 for any number
     */
    PollRun(SubjectLookups lookups, List<TikTokLink> subjects, int maxMessages, Target target, Clock clock) {
        this.lookups = lookups;
        this.subjects = subjects.iterator();
        this.maxInFlight = lookups.maxInFlight();
        this.maxMessages = maxMessages <= 0 ? Integer.MAX_VALUE : maxMessages;
        this.target = target;
        this.clock = clock;
    }

    /**
     * Polls, and returns when no lookup is in flight any more, or when it is cancelled.
     *
     * @throws InterruptedException if the thread is interrupted by other than a stop; lookups in flight are cancelled
     */
    void run() throws InterruptedException {
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

    /** Cancels the lookups in flight and starts none any more. Thread-safe. */
    void cancel() {
        List<Started> started;
        synchronized (inFlight) {
            cancelled = true;
            started = List.copyOf(inFlight.values());
        }
        // Outside the lock, as it runs what depends on the lookups.
        started.forEach(one -> one.lookup().cancel(true));
    }

    private void refill() {
        while (subjects.hasNext() && goesOn()) {
            TikTokLink subject = subjects.next();
            if (!target.isInRoute(subject)) {
                start(subject);
            }
            taken++;
        }
    }

    /** A failure that all others would meet too ends the poll, and so does the limit of messages. */
    private boolean goesOn() {
        int waiting = inFlightCount();
        return target.mayStartLookups()
                && backoff == null
                && !isKeyRefused
                && waiting < maxInFlight
                && emitted + waiting < maxMessages;
    }

    private void start(TikTokLink subject) {
        synchronized (inFlight) {
            if (!cancelled) {
                inFlight.put(subject.canonical(), new Started(taken, lookups.start(subject, completed::add)));
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
        isKeyRefused |= failure instanceof TikTokCredentialsException;
        Backoff next = Backoff.after(failure, clock.instant());
        if (next != null) {
            pause(place, next);
        }
    }

    /** Keeps the longest pause, with the reason that comes first in the list. */
    private void pause(int place, Backoff next) {
        Backoff current = backoff;
        if (current == null || place < backoffPlace) {
            backoff = next.notBefore(current);
            backoffPlace = place;
        } else {
            backoff = current.notBefore(next);
        }
    }

    /** Returns the place in the list, from 0, that the next poll continues at: a cancelled lookup comes first again. */
    int next() {
        synchronized (inFlight) {
            return inFlight.values().stream().mapToInt(Started::place).min().orElse(taken);
        }
    }

    /** Returns how many messages this poll has emitted. */
    int emitted() {
        return emitted;
    }

    /** Returns the pause that the next polls keep; {@code null} if none. */
    @Nullable
    Backoff backoff() {
        return backoff;
    }

    /** Returns the failure that comes first in the order of the list, the others suppressed; {@code null} if none. */
    @Nullable
    Exception firstFailure() {
        Map.Entry<Integer, Exception> first = failures.pollFirstEntry();
        if (first == null) {
            return null;
        }
        failures.values().stream().filter(other -> other != first.getValue()).forEach(first.getValue()::addSuppressed);
        return first.getValue();
    }
}
