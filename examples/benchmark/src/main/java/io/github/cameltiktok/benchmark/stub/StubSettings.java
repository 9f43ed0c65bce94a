package io.github.cameltiktok.benchmark.stub;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings of the stub server.
 *
 * @param latencyMillis time from a call to its answer in ms
 * @param limit maximum number of simultaneous calls; further calls are refused; 0 for no limit
 * @param slowMillis latency in ms for a time after the counters are reset
 * @param slowForMillis that time in ms; 0 to disable
 */
public record StubSettings(int latencyMillis, int limit, int slowMillis, int slowForMillis) {

    private static final int ARGUMENTS = 4;

    /** Creates settings with a constant latency. */
    public StubSettings(int latencyMillis, int limit) {
        this(latencyMillis, limit, latencyMillis, 0);
    }

    List<String> arguments() {
        return List.of(
                Integer.toString(latencyMillis),
                Integer.toString(limit),
                Integer.toString(slowMillis),
                Integer.toString(slowForMillis));
    }

    /** Returns the settings of each server. */
    static List<StubSettings> of(String... arguments) {
        List<StubSettings> all = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += ARGUMENTS) {
            all.add(new StubSettings(
                    Integer.parseInt(arguments[i]),
                    Integer.parseInt(arguments[i + 1]),
                    Integer.parseInt(arguments[i + 2]),
                    Integer.parseInt(arguments[i + 3])));
        }
        return all;
    }
}
