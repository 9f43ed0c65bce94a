package io.github.cameltiktok.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineStreamTest {

    private final Map<Integer, CompletableFuture<Integer>> started = new ConcurrentSkipListMap<>();
    private final LineStream<Integer> stream =
            new LineStream<>(IntStream.range(0, 100).boxed().toList(), this::start);

    private CompletableFuture<Integer> start(int index) {
        return started.computeIfAbsent(index, number -> new CompletableFuture<>());
    }

    private void finish(int index) {
        started.get(index).complete(index);
    }

    @Test
    void nothingStartsBeforeTheFirstDemand() {
        LineStream<Integer> untouched = new LineStream<>(List.of(0), this::start);
        untouched.subscribe(new Collector<>());

        assertThat(started).isEmpty();
    }

    @Test
    void linesArriveAsTheyFinish() {
        Collector<Integer> lines = Collector.of(stream);
        lines.request(100);
        assertThat(started).hasSize(LineStream.CONCURRENCY);

        finish(5);
        finish(2);

        assertThat(lines.items).containsExactly(5, 2);
        assertThat(started).hasSize(LineStream.CONCURRENCY + 2);
    }

    @Test
    void slowReaderSlowsTheLookupsDown() {
        Collector<Integer> lines = Collector.of(stream);
        lines.request(1);
        IntStream.range(0, LineStream.CONCURRENCY).forEach(this::finish);

        assertThat(lines.items).hasSize(1);
        assertThat(started).hasSize(LineStream.CONCURRENCY + 1);

        lines.request(1);
        assertThat(started).hasSize(LineStream.CONCURRENCY + 2);
    }

    @Test
    void cancelledStreamStartsNothingMore() {
        Collector<Integer> lines = Collector.of(stream);
        lines.request(100);
        lines.cancel();
        IntStream.range(0, LineStream.CONCURRENCY).forEach(this::finish);

        assertThat(lines.items).isEmpty();
        assertThat(started).hasSize(LineStream.CONCURRENCY);
    }

    @Test
    void linesThatFinishAtOnceNeedNoStack() {
        List<Integer> many = IntStream.range(0, 20_000).boxed().toList();
        Collector<Integer> lines = Collector.of(new LineStream<>(many, CompletableFuture::completedFuture));
        lines.request(Long.MAX_VALUE);

        assertThat(lines.end).isCompleted();
        assertThat(lines.items).containsExactlyElementsOf(many);
    }
}
