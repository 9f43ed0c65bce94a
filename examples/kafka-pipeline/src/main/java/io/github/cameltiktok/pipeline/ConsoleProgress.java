package io.github.cameltiktok.pipeline;

import java.io.PrintWriter;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Creates progress bars for commands. */
public final class ConsoleProgress {

    private static final int WIDTH = 90;
    private static final int LINE_INTERVAL_MILLIS = 2_000;
    private static final int TERMINAL_INTERVAL_MILLIS = 200;

    private ConsoleProgress() {}

    /**
     * Starts a bar: in a terminal one line that changes, otherwise a line every 2 s.
     *
     * @param writer for the lines outside a terminal
     */
    public static ProgressBar start(String task, long max, PrintWriter writer) {
        ProgressBarBuilder builder =
                new ProgressBarBuilder().setTaskName(task).setInitialMax(max).setStyle(ProgressBarStyle.ASCII);
        if (System.console() == null) {
            builder.setUpdateIntervalMillis(LINE_INTERVAL_MILLIS)
                    .setConsumer(new DelegatingProgressBarConsumer(writer::println, WIDTH));
        } else {
            builder.setUpdateIntervalMillis(TERMINAL_INTERVAL_MILLIS);
        }
        return builder.build();
    }
}
