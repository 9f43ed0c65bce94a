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

    private final CancellingFuture<String> relay = new CancellingFuture<>();
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @Test
    void whatIsCancelledCancelsItsSource() {
        relay.from(source);

        relay.cancel(true);

        assertThat(source).isCancelled();
    }

    @Test
    void aSourceThatComesAfterTheCancellingIsCancelledAtOnce() {
        relay.cancel(true);

        relay.from(source);

        assertThat(source).isCancelled();
    }

    @Test
    void onlyTheLatestSourceIsCancelled() {
        CompletableFuture<String> later = new CompletableFuture<>();
        relay.from(source);
        relay.from(later);

        relay.cancel(true);

        assertThat(source).isNotDone();
        assertThat(later).isCancelled();
    }

    @Test
    void whatHasItsValueLeavesItsSourceAlone() {
        relay.from(source);
        relay.complete("found");

        assertThat(relay.cancel(true)).isFalse();
        assertThat(source).isNotDone();
    }

    @Test
    void whoDependsOnItHearsBeforeItsSourceDoes() {
        StringBuilder heard = new StringBuilder();
        source.whenComplete((value, failure) -> heard.append("source"));
        relay.whenComplete((value, failure) -> heard.append("result, "));
        relay.from(source);

        relay.cancel(true);

        assertThat(heard).hasToString("result, source");
    }

    @Test
    void cancellingReturnsWhetherItCancelled() {
        assertThat(relay.cancel(true)).isTrue();
        assertThat(relay).isCancelled();
    }

    static Stream<Arguments> executorsThatTakeNoMoreTasks() {
        return Stream.of(
                Arguments.of("rejects", new ThreadPoolExecutor.AbortPolicy()),
                Arguments.of("discards without a word", new ThreadPoolExecutor.DiscardPolicy()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("executorsThatTakeNoMoreTasks")
    void taskRunsHereOnceItsExecutorIsShutDown(String name, RejectedExecutionHandler late) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), late);
        executor.shutdown();
        AtomicInteger runs = new AtomicInteger();

        CancellingFuture.run(executor, runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void taskThatIsRejectedRunsHere() {
        AtomicInteger runs = new AtomicInteger();

        CancellingFuture.run(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void taskRunsOnItsExecutorAlone() throws Exception {
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
