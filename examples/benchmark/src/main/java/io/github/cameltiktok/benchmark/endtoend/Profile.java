package io.github.cameltiktok.benchmark.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import one.profiler.AsyncProfiler;

/** A profile of this process, as a flame graph and as text. */
final class Profile {

    private static final String CPU = "cpu";
    private static final String CPU_INTERVAL = ",interval=1ms";

    private final AsyncProfiler profiler = AsyncProfiler.getInstance();
    private final String event;
    private final String file;

    /**
     * @param event sampled event, {@code cpu} or {@code alloc}
     * @param file file name without extension
     */
    Profile(String event, String file) {
        this.event = event;
        this.file = file;
    }

    void start() {
        try {
            if (event.equals(CPU)) {
                startCpu();
            } else {
                profiler.execute("start,event=" + event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startCpu() throws IOException {
        try {
            profiler.execute("start,event=cpu" + CPU_INTERVAL);
        } catch (IllegalStateException | IOException e) {
            // The system denies access to performance counters.
            profiler.execute("start,event=itimer" + CPU_INTERVAL);
        }
    }

    void write() throws IOException {
        profiler.execute("dump,collapsed,file=" + file + ".txt");
        profiler.execute("stop,flamegraph,file=" + file + ".html");
    }
}
