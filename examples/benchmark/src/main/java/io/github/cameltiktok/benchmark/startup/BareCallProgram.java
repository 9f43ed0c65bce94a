package io.github.cameltiktok.benchmark.startup;

import io.github.cameltiktok.benchmark.contender.BareLookups;
import io.github.cameltiktok.benchmark.contender.LookupCallback;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call with HttpClient and its JSON tree, the lower bound of a first lookup. The client exists before the call, as in a
 * started route. Its class path has only HttpClient and Jackson, which are all that {@link BareLookups} needs.
 */
final class BareCallProgram {

    private static final String ID = StartUpProgram.ID;

    private BareCallProgram() {}

    /** @param arguments server address */
    public static void main(String[] arguments) throws Exception {
        BareLookups lookups = BareLookups.start(arguments[0], 1);
        ProcessTimes.startUntil(System.currentTimeMillis()).print();

        long before = System.nanoTime();
        CompletableFuture<String> found = new CompletableFuture<>();
        // Not a lambda, because linking the first one of a JVM takes longer than loading a class.
        LookupCallback callback = new LookupCallback() {
            @Override
            public void completed(@Nullable String id, @Nullable Throwable failure) {
                if (failure == null) {
                    found.complete(id);
                } else {
                    found.completeExceptionally(failure);
                }
            }
        };
        lookups.find("https://www.tiktok.com/@a/video/" + ID, callback);
        String id = found.get();
        new Measurement(StartUp.FIRST, (System.nanoTime() - before) / 1e6, "ms").print();
        ProcessTimes.cpu().print();
        if (!ID.equals(id)) {
            throw new IllegalStateException("answer of another subject than " + ID + ": " + id);
        }
        System.exit(0);
    }
}
