package io.github.cameltiktok.gateway.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events of a caller or a watch, in order and without gaps. Reads the table only while the client takes
 * parts, so a slow client holds at most {@value #PAGE} events. Ends after an hour, since its key may be revoked: clients
 * then continue with {@code Last-Event-ID}. Each subscriber gets its own stream. Thread-safe.
 */
final class EventStream implements Flow.Publisher<byte[]> {

    private static final int PAGE = 10;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

    private final EventFeed feed;
    private final String caller;
    private final EventSource source;
    private final long start;

    /** @param start position behind which the stream begins */
    EventStream(EventFeed feed, String caller, EventSource source, long start) {
        this.feed = feed;
        this.caller = caller;
        this.source = source;
        this.start = start;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super byte[]> client) {
        Stream stream = new Stream(client);
        client.onSubscribe(stream);
        feed.add(caller, stream);
        stream.begin();
    }

    private static byte[] part(Event event) {
        return ("id: " + event.position() + "\ndata: " + event.body() + "\n\n").getBytes(UTF_8);
    }

    /** One client's stream. A lock guards the state; the client is called outside of it, by one thread at a time. */
    private final class Stream implements Flow.Subscription, EventFeed.Reader {

        private final Flow.Subscriber<? super byte[]> client;
        private final Queue<byte[]> parts = new ArrayDeque<>();
        private final Instant startedAt = feed.now();
        private Instant sentAt = startedAt;
        private long position = start;
        private long demand;
        private boolean isStale = true;
        private boolean isReading;
        private boolean isSending;
        private boolean isEnding;
        private boolean isOver;

        Stream(Flow.Subscriber<? super byte[]> client) {
            this.client = client;
            // An id without data is remembered by clients, so a stream cut before its first event continues here.
            parts.add(("retry: 3000\nid: " + start + "\n\n").getBytes(UTF_8));
        }

        /** Reads what was committed before the feed knew the stream, unless the client has left already. */
        void begin() {
            synchronized (this) {
                if (isOver) {
                    feed.remove(caller, this);
                    return;
                }
            }
            wake();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                cancel();
                client.onError(new IllegalArgumentException("demand must be positive, but is " + n));
                return;
            }
            synchronized (this) {
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            }
            send();
        }

        @Override
        public void cancel() {
            synchronized (this) {
                isOver = true;
                parts.clear();
            }
            feed.remove(caller, this);
        }

        @Override
        public void wake() {
            synchronized (this) {
                isStale = true;
            }
            send();
        }

        @Override
        public void tick(Instant now) {
            synchronized (this) {
                if (Duration.between(startedAt, now).compareTo(LONGEST) >= 0) {
                    beginEnd();
                } else if (parts.isEmpty() && Duration.between(sentAt, now).compareTo(HEARTBEAT) >= 0) {
                    parts.add(COMMENT);
                }
            }
            send();
        }

        @Override
        public void end() {
            synchronized (this) {
                beginEnd();
            }
            send();
        }

        /** Drops parts that the client has not taken: it reads them again when it continues. */
        private void beginEnd() {
            isEnding = true;
            parts.clear();
        }

        private void send() {
            synchronized (this) {
                if (isSending) {
                    return;
                }
                isSending = true;
            }
            byte[] part = next();
            while (part != null) {
                client.onNext(part);
                part = next();
            }
            if (isFinished()) {
                feed.remove(caller, this);
                client.onComplete();
            } else {
                read();
            }
        }

        private synchronized byte @Nullable [] next() {
            byte[] part = demand > 0 && !isOver ? parts.poll() : null;
            if (part == null) {
                isSending = false;
            } else {
                demand--;
                sentAt = feed.now();
            }
            return part;
        }

        /** Returns true once, when the stream is to end and no other thread is sending. */
        private synchronized boolean isFinished() {
            if (isOver || !isEnding || isSending) {
                return false;
            }
            isOver = true;
            return true;
        }

        private void read() {
            long from;
            synchronized (this) {
                if (isOver || isEnding || isReading || !isStale || demand == 0 || !parts.isEmpty()) {
                    return;
                }
                isReading = true;
                isStale = false;
                from = position;
            }
            source.after(from, PAGE).whenComplete(this::onRead);
        }

        private void onRead(@Nullable List<Event> events, @Nullable Throwable failure) {
            synchronized (this) {
                isReading = false;
                if (isEnding || isOver) {
                    return;
                }
                if (events == null) {
                    // The database is away: the next tick reads again.
                    isStale = true;
                    return;
                }
                for (Event event : events) {
                    parts.add(part(event));
                    position = event.position();
                }
                isStale |= events.size() == PAGE;
            }
            send();
        }
    }
}
