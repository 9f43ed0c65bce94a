package io.github.cameltiktok.benchmark.stub;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Stub servers as a program. It prints the base URL of each and exits at the end of standard input. */
public final class StubProgram {

    /** The heap of ten thousand connections. */
    static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m");

    private StubProgram() {}

    /** Starts a server for each five arguments, which are its settings. */
    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        for (StubSettings settings : StubSettings.of(arguments)) {
            String scheme = settings.keyStore() == null ? "http" : "https";
            System.out.println(scheme + "://127.0.0.1:" + start(vertx, settings));
        }
        // Standard input ends when the parent process does, however it exits.
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    /** Returns the port. */
    private static int start(Vertx vertx, StubSettings settings) throws IOException {
        Counters counters = new Counters(settings.limit(), System::nanoTime);
        int port = freePort();
        try {
            vertx.deployVerticle(
                            () -> new StubServer(settings, counters, port),
                            new DeploymentOptions()
                                    .setInstances(Runtime.getRuntime().availableProcessors()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IOException("cannot listen on port " + port, e);
        }
        return port;
    }

    /** Returns a free port; with port 0 each event loop would listen on a different one. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
