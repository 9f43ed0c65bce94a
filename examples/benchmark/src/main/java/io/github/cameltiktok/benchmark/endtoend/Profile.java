package io.github.cameltiktok.benchmark.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import one.profiler.AsyncProfiler;

/** A profile of this process, once as a flame graph and once as text. */
final class Profile {

    private static final String CPU_INTERVAL = ",interval=1ms";

    private final AsyncProfiler profiler = AsyncProfiler.getInstance();
    private final String file;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<String> started;

    private Profile(Duration delay, String event, String file) {
        this.file = file;
        this.started = timer.schedule(() -> start(event), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts one after some time. */
    static Profile startIn(Duration delay, String event, String file) {
        return new Profile(delay, event, file);
    }

    private String start(String event) throws IOException {
        boolean isCpu = event.equals("cpu");
        try {
            return profiler.execute("start,event=" + event + (isCpu ? CPU_INTERVAL : ""));
        } catch (IllegalStateException | IOException e) {
            if (!isCpu) {
                throw e;
            }
            // Where the system does not let a process read its performance counters.
            return profiler.execute("start,event=itimer" + CPU_INTERVAL);
        }
    }

    void write() throws IOException, InterruptedException, ExecutionException {
        started.get();
        profiler.execute("dump,collapsed,file=" + file + ".txt");
        profiler.execute("stop,flamegraph,file=" + file + ".html");
        timer.shutdown();
    }
}
