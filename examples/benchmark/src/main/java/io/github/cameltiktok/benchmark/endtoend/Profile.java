package io.github.cameltiktok.benchmark.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import one.profiler.AsyncProfiler;

/** A profile of this process, once as a flame graph and once as text. */
final class Profile {

    private static final String CPU = "cpu";
    private static final String CPU_INTERVAL = ",interval=1ms";

    private final AsyncProfiler profiler = AsyncProfiler.getInstance();
    private final String event;
    private final String file;

    /**
     * @param event what is sampled: {@code cpu} or {@code alloc}
     * @param file without extension
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
            // Where the system does not let a process read its performance counters.
            profiler.execute("start,event=itimer" + CPU_INTERVAL);
        }
    }

    void write() throws IOException {
        profiler.execute("dump,collapsed,file=" + file + ".txt");
        profiler.execute("stop,flamegraph,file=" + file + ".html");
    }
}
