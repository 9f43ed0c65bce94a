package io.github.cameltiktok.gateway.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits for the first event behind a position, for a limited time and without a thread. Thread-safe. */
final class LongPoll implements EventFeed.Reader {

    private final EventFeed feed;
    private final String caller;
    private final EventSource source;
    private final long position;
    private final int limit;
    private final Instant deadline;
    private final CompletableFuture<List<Event>> result = new CompletableFuture<>();

    private boolean isReading;
    private boolean isStale;

    private LongPoll(EventFeed feed, String caller, EventSource source, long position, int limit, Duration wait) {
        this.feed = feed;
        this.caller = caller;
        this.source = source;
        this.position = position;
        this.limit = limit;
        this.deadline = feed.now().plus(wait);
    }

    /**
     * Starts a wait.
     *
     * @param ended ends the wait early when it completes
     * @return the events, empty after the time; fails if the database fails
     */
    static CompletableFuture<List<Event>> start(
            EventFeed feed,
            String caller,
            EventSource source,
            long position,
            int limit,
            Duration wait,
            CompletionStage<Void> ended) {
        LongPoll poll = new LongPoll(feed, caller, source, position, limit, wait);
        // Added before the first read, so that a commit after that read wakes the reader.
        feed.add(caller, poll);
        poll.wake();
        ended.thenRun(poll::end);
        return poll.result.whenComplete((events, failure) -> feed.remove(caller, poll));
    }

    @Override
    public void wake() {
        synchronized (this) {
            isStale = true;
            if (isReading || result.isDone()) {
                return;
            }
            isReading = true;
            isStale = false;
        }
        source.after(position, limit).whenComplete((events, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (!events.isEmpty()) {
                result.complete(events);
            } else {
                goOn();
            }
        });
    }

    private void goOn() {
        boolean again;
        synchronized (this) {
            isReading = false;
            again = isStale;
        }
        if (again) {
            wake();
        } else {
            tick(feed.now());
        }
    }

    @Override
    public void tick(Instant now) {
        if (!now.isBefore(deadline)) {
            synchronized (this) {
                if (isReading) {
                    return;
                }
            }
            end();
        }
    }

    @Override
    public void end() {
        result.complete(List.of());
    }
}
