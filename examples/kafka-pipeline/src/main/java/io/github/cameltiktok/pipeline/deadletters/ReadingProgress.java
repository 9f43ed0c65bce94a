package io.github.cameltiktok.pipeline.deadletters;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error for 10000 letters or more. For one thread. */
final class ReadingProgress implements AutoCloseable {

    private static final long LONG_READ = 10_000;
    private static final int WIDTH = 90;

    private final @Nullable ProgressBar bar;

    /**
     * Starts the bar: one line that changes in a terminal, else a line every 2 s.
     *
     * @param total number of letters to read
     */
    ReadingProgress(PrintWriter err, long total) {
        if (total < LONG_READ) {
            bar = null;
            return;
        }
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("dead letters")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII);
        if (System.console() == null) {
            builder.setUpdateIntervalMillis(2_000).setConsumer(new DelegatingProgressBarConsumer(err::println, WIDTH));
        } else {
            builder.setUpdateIntervalMillis(200);
        }
        bar = builder.build();
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
