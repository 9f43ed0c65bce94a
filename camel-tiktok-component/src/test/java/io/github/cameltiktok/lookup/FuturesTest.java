package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FuturesTest {

    static Stream<RejectedExecutionHandler> policies() {
        return Stream.of(
                new ThreadPoolExecutor.AbortPolicy(),
                new ThreadPoolExecutor.CallerRunsPolicy(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** An application may choose the policy by a thread pool profile. */
    @ParameterizedTest
    @MethodSource("policies")
    void aTaskForAnExecutorThatIsShutDownIsNotLost(RejectedExecutionHandler policy) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), policy);
        executor.shutdown();
        AtomicInteger runs = new AtomicInteger();

        Futures.run(executor, runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }
}
