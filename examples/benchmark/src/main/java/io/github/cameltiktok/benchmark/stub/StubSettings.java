package io.github.cameltiktok.benchmark.stub;

import java.util.List;

/**
 * How the stub server is to behave.
 *
 * @param latencyMillis from a request to its answer
 * @param limit calls at the same time, the next is refused; 0 for any number
 * @param slowMillis latency instead, for requests soon after the counters are reset
 * @param slowForMillis how long after that; 0 for not at all
 */
public record StubSettings(int latencyMillis, int limit, int slowMillis, int slowForMillis) {

    /** Settings of a server that always takes the same time. */
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

    static StubSettings of(String... arguments) {
        return new StubSettings(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
    }
}
