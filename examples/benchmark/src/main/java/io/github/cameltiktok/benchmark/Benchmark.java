package io.github.cameltiktok.benchmark;

import io.github.cameltiktok.benchmark.process.Harness;
import java.time.Duration;

/** A benchmark with its chapter on the page. */
public interface Benchmark {

    /** Returns the name for the results and {@code --only}. */
    String name();

    /** Returns the usual time of this number of rounds on two cores. */
    Duration usualTime(int rounds);

    /** Runs the benchmark and adds its measurements as rows of its name. */
    void run(Harness harness, Results results) throws Exception;

    /** Returns the page's chapter, from the rows of its name only; they may come from an earlier run. */
    Chapter chapter(Results results);
}
