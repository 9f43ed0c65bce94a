package io.github.cameltiktok.benchmark.stub;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The stub server as a program. It prints its base URL and exits at the end of standard input. */
public final class StubProgram {

    /** The heap of ten thousand connections. */
    static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m");

    private StubProgram() {}

    /** Starts the server with the settings in the arguments. */
    public static void main(String[] arguments) throws IOException {
        StubSettings settings = StubSettings.of(arguments);
        Counters counters = new Counters(settings.limit());
        int port = freePort();
        Vertx vertx = Vertx.vertx();
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
        System.out.println("http://127.0.0.1:" + port);
        // Standard input ends when the parent process does, however it exits.
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    /** Returns a free port; with port 0 each event loop would listen on a different one. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
