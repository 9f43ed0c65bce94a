package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.ConsoleProgress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error for 10000 letters or more. For one thread. */
final class ReadingProgress implements AutoCloseable {

    private static final long LONG_READ = 10_000;

    private final @Nullable ProgressBar bar;

    /**
     * Starts the bar.
     *
     * @param total number of letters to read
     */
    ReadingProgress(PrintWriter err, long total) {
        bar = total < LONG_READ ? null : ConsoleProgress.start("dead letters", total, err);
    }

    /** Shows the number of letters that have been read. */
    void show(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
