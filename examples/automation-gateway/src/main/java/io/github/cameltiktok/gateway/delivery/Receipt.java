package io.github.cameltiktok.gateway.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Reads status, Retry-After and the first KiB of an answer. One for each attempt. Thread-safe. */
final class Receipt implements AsyncResponseConsumer<Void> {

    private static final int MAX_EXCERPT = 1024;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    /** Control characters would change what a terminal shows; Postgres refuses NUL. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final Clock clock;
    private final Runnable onEnough;
    private final ByteBuffer excerpt = ByteBuffer.allocate(MAX_EXCERPT);
    private @Nullable FutureCallback<Void> end;
    private @Nullable Integer status;
    private @Nullable Duration retryAfter;

    /**
     * @param clock for a Retry-After with a date
     * @param onEnough called when the first KiB is read
     */
    Receipt(Clock clock, Runnable onEnough) {
        this.clock = clock;
        this.onEnough = onEnough;
    }

    /** Returns what was read so far; empty without a status. */
    synchronized Optional<Answer> answer(Duration duration) {
        if (status == null) {
            return Optional.empty();
        }
        String text = new String(excerpt.array(), 0, excerpt.position(), StandardCharsets.UTF_8);
        return Optional.of(
                new Answer(status, duration, retryAfter, CONTROL.matcher(text).replaceAll(" ")));
    }

    @Override
    public synchronized void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            @Nullable FutureCallback<Void> callback) {
        status = response.getCode();
        Header header = response.getFirstHeader("Retry-After");
        retryAfter = header == null ? null : retryAfter(header.getValue(), clock.instant());
        end = callback;
        if (entity == null) {
            streamEnd(null);
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 103 and the like are of no interest.
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(MAX_EXCERPT);
    }

    @Override
    public void consume(ByteBuffer data) {
        boolean isFull;
        synchronized (this) {
            while (data.hasRemaining() && excerpt.hasRemaining()) {
                excerpt.put(data.get());
            }
            isFull = !excerpt.hasRemaining();
        }
        if (isFull) {
            data.position(data.limit());
            onEnough.run();
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (end != null) {
            end.completed(null);
        }
    }

    @Override
    public void failed(Exception cause) {
        // The exchange reports it.
    }

    @Override
    public void releaseResources() {
        // Holds memory only.
    }

    /** Returns the time of a Retry-After in seconds or as a date; {@code null} if it is neither. */
    static @Nullable Duration retryAfter(String value, Instant now) {
        if (SECONDS.matcher(value.strip()).matches()) {
            return Duration.ofSeconds(Long.parseLong(value.strip()));
        }
        try {
            Instant at = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
