package io.github.cameltiktok.benchmark.stub;

import java.util.List;

/**
 * How the stub server is to behave.
 *
 * @param latencyMillis from a request to its answer
 * @param limit calls at the same time, the next is refused; 0 for any number
 */
public record StubSettings(int latencyMillis, int limit) {

    List<String> arguments() {
        return List.of(Integer.toString(latencyMillis), Integer.toString(limit));
    }

    static StubSettings of(String... arguments) {
        return new StubSettings(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }
}
