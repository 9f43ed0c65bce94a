package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CancellingFutureTest {

    private final CancellingFuture<String> future = new CancellingFuture<>();
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @Test
    void cancellingCancelsTheSource() {
        future.propagateCancelTo(source);

        future.cancel(true);

        assertThat(source).isCancelled();
    }

    @Test
    void sourceSetAfterTheCancellingIsCancelled() {
        future.cancel(true);

        future.propagateCancelTo(source);

        assertThat(source).isCancelled();
    }

    @Test
    void onlyTheLatestSourceIsCancelled() {
        CompletableFuture<String> later = new CompletableFuture<>();
        future.propagateCancelTo(source);
        future.propagateCancelTo(later);

        future.cancel(true);

        assertThat(source).isNotDone();
        assertThat(later).isCancelled();
    }

    @Test
    void completedFutureDoesNotCancelItsSource() {
        future.propagateCancelTo(source);
        future.complete("found");

        assertThat(future.cancel(true)).isFalse();
        assertThat(source).isNotDone();
    }

    @Test
    void dependentsRunBeforeTheSourceIsCancelled() {
        StringBuilder heard = new StringBuilder();
        source.whenComplete((value, failure) -> heard.append("source"));
        future.whenComplete((value, failure) -> heard.append("result, "));
        future.propagateCancelTo(source);

        future.cancel(true);

        assertThat(heard).hasToString("result, source");
    }

    @Test
    void cancellingReturnsWhetherItCancelled() {
        assertThat(future.cancel(true)).isTrue();
        assertThat(future).isCancelled();
    }

    static Stream<Arguments> executorsThatTakeNoMoreTasks() {
        return Stream.of(
                Arguments.of("rejects", new ThreadPoolExecutor.AbortPolicy()),
                Arguments.of("discards without a word", new ThreadPoolExecutor.DiscardPolicy()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executorsThatTakeNoMoreTasks")
    void taskRunsOnTheCallersThreadAfterShutdown(String name, RejectedExecutionHandler late) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), late);
        executor.shutdown();
        AtomicInteger runs = new AtomicInteger();

        CancellingFuture.run(executor, runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void rejectedTaskRunsOnTheCallersThread() {
        AtomicInteger runs = new AtomicInteger();

        CancellingFuture.run(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void taskRunsOnItsExecutor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Thread> ranOn = new CompletableFuture<>();

            CancellingFuture.run(executor, () -> ranOn.complete(Thread.currentThread()));

            assertThat(ranOn.get(20, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
        } finally {
            executor.shutdownNow();
        }
    }
}
