package io.github.cameltiktok.benchmark.stub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the stub server.
 *
 * @param latencyMillis time from a call to its answer in ms
 * @param limit maximum number of simultaneous calls; further calls are refused; 0 for no limit
 * @param slowMillis latency in ms for a time after the counters are reset
 * @param slowForMillis that time in ms; 0 to disable
 * @param keyStore key store of {@link StubCertificate}; null for plain HTTP
 */
public record StubSettings(
        int latencyMillis,
        int limit,
        int slowMillis,
        int slowForMillis,
        @Nullable Path keyStore) {

    private static final int ARGUMENTS = 5;

    private static final String PLAIN = "plain";

    /** Creates settings with a constant latency. */
    public StubSettings(int latencyMillis, int limit) {
        this(latencyMillis, limit, latencyMillis, 0, null);
    }

    /** Creates settings of a server over TLS that answers at once. */
    public StubSettings(StubCertificate certificate) {
        this(0, 0, 0, 0, certificate.keyStore());
    }

    List<String> arguments() {
        return List.of(
                Integer.toString(latencyMillis),
                Integer.toString(limit),
                Integer.toString(slowMillis),
                Integer.toString(slowForMillis),
                keyStore == null ? PLAIN : keyStore.toString());
    }

    /** Returns the settings of each server. */
    static List<StubSettings> of(String... arguments) {
        List<StubSettings> all = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += ARGUMENTS) {
            all.add(new StubSettings(
                    Integer.parseInt(arguments[i]),
                    Integer.parseInt(arguments[i + 1]),
                    Integer.parseInt(arguments[i + 2]),
                    Integer.parseInt(arguments[i + 3]),
                    arguments[i + 4].equals(PLAIN) ? null : Path.of(arguments[i + 4])));
        }
        return all;
    }
}
