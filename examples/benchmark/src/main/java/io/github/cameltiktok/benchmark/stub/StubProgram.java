package io.github.cameltiktok.benchmark.stub;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The stub server as a program. Prints its address, and ends with its standard input. */
public final class StubProgram {

    /** A heap that ten thousand connections fit into. */
    static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m");

    private StubProgram() {}

    /** Starts the server with the settings that the arguments tell. */
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
        // Ends when whoever started it does, whichever way.
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    /** All event loops must listen on the same port, and each would take one of its own for 0. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
