package io.github.cameltiktok.benchmark;

import io.github.cameltiktok.benchmark.process.Lab;

/** One question, and how it is answered. */
public interface Benchmark {

    /** Returns its name in the results and in {@code --only}. */
    String name();

    /** Measures, and adds what was measured as rows of its name. */
    void run(Lab lab, Results results) throws Exception;

    /** Returns what the page says about it, from the rows of its name alone: they may come from an earlier run. */
    Chapter chapter(Results results);
}
