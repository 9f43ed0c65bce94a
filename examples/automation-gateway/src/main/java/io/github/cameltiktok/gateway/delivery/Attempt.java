package io.github.cameltiktok.gateway.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/** One request on its own connection, which is closed at the end, whatever the receiver does. Thread-safe. */
final class Attempt implements FutureCallback<Void> {

    private static final int MAX_MESSAGE = 200;

    private final Duration timeout;
    private final Receipt receipt;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Attempt(Duration timeout, Clock clock) {
        this.timeout = timeout;
        this.receipt = new Receipt(clock, () -> end.complete(null));
        end.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns the answer; never fails. The status decides, even if the body did not end in time. */
    CompletableFuture<Answer> answer() {
        return end.handle((nothing, failure) -> {
            Duration duration = Duration.ofNanos(System.nanoTime() - startedAt);
            return receipt.answer(duration).orElseGet(() -> Answer.failure(duration, message(failure)));
        });
    }

    boolean isOver() {
        return end.isDone();
    }

    /** Cancels a connection that is not open yet, when the attempt ends. */
    void connecting(Future<?> connection) {
        end.whenComplete((nothing, failure) -> connection.cancel(true));
    }

    /** Sends the request, and closes the connection when the attempt ends. */
    void send(IOSession connection, AsyncRequestProducer request) {
        end.whenComplete((nothing, failure) -> connection.close(CloseMode.IMMEDIATE));
        if (end.isDone()) {
            return;
        }
        BasicClientExchangeHandler<Void> exchange = new BasicClientExchangeHandler<>(request, receipt, this);
        connection.enqueue(new RequestExecutionCommand(exchange, HttpCoreContext.create()), Command.Priority.NORMAL);
        if (!connection.isOpen()) {
            failed(new ConnectionClosedException());
        }
    }

    @Override
    public void completed(@Nullable Void nothing) {
        end.complete(null);
    }

    @Override
    public void failed(Exception cause) {
        end.completeExceptionally(cause);
    }

    @Override
    public void cancelled() {
        end.completeExceptionally(new CancellationException());
    }

    private String message(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return "No answer within " + timeout.toSeconds() + " s";
        }
        if (cause instanceof UnknownHostException) {
            return "Address refused or unknown: " + cause.getMessage();
        }
        if (cause instanceof SSLException) {
            return shorten("TLS failed: " + cause.getMessage());
        }
        if (cause instanceof ConnectException) {
            return "Connection failed";
        }
        if (cause instanceof SocketTimeoutException) {
            return "Connection timed out";
        }
        if (cause instanceof MessageConstraintException) {
            return "Head of the answer too large";
        }
        if (cause instanceof IOException) {
            return "Connection closed without an answer";
        }
        return "No valid answer" + (cause == null ? "" : ": " + cause.getClass().getSimpleName());
    }

    private static String shorten(String message) {
        String line = message.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE);
    }
}
