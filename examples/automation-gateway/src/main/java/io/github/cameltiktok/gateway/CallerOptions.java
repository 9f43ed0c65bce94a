package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Scope;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for what a caller may do. Absent ones leave its settings as they are. */
final class CallerOptions {

    /** For a budget without a limit. */
    private static final String UNLIMITED = "unlimited";

    @Option(names = "--scopes", split = ",", paramLabel = "SCOPE", description = "lookup, watch. Default: both")
    private @Nullable Set<Scope> scopes;

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Default: 120")
    private @Nullable Integer requestsPerMinute;

    @Option(names = "--in-flight", paramLabel = "N", description = "Requests at a time, streams included. Default: 20")
    private @Nullable Integer maxInFlight;

    @Option(
            names = "--calls-per-day",
            paramLabel = "N",
            description = "Budget of paid calls a day (UTC), or unlimited. Default: 1000")
    private @Nullable String callsPerDay;

    @Option(names = "--watches", paramLabel = "N", description = "Default: 100")
    private @Nullable Integer maxWatches;

    @Option(names = "--min-cadence", paramLabel = "TIME", description = "Least time between two polls. Default: 1h")
    private @Nullable String minCadence;

    @Option(
            names = "--callback-hosts",
            split = ",",
            paramLabel = "HOST",
            description = "Hosts of callback URLs, such as hooks.zapier.com or *.make.com. Default: any public host")
    private @Nullable Set<String> callbackHosts;

    @Option(names = "--request-source", paramLabel = "NAME", description = "For requests without one, such as ZAPIER")
    private @Nullable String requestSource;

    /** Returns the settings with the options that are present. */
    CallerSettings applyTo(CallerSettings before) {
        return new CallerSettings(
                before.name(),
                scopes == null ? before.scopes() : scopes,
                requestsPerMinute == null ? before.requestsPerMinute() : requestsPerMinute,
                maxInFlight == null ? before.maxInFlight() : maxInFlight,
                callsPerDay == null ? before.callsPerDay() : budget(callsPerDay),
                maxWatches == null ? before.maxWatches() : maxWatches,
                minCadence == null ? before.minCadence() : duration(minCadence),
                callbackHosts == null ? before.callbackHosts() : callbackHosts,
                requestSource == null ? before.requestSource() : requestSource);
    }

    private static @Nullable Integer budget(String text) {
        if (text.equals(UNLIMITED)) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("calls per day must be a number or unlimited, but is " + text);
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("least cadence must be a duration such as 6h, but is " + text);
        }
    }
}
