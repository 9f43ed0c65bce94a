package io.github.cameltiktok.benchmark.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.benchmark.process.Harness;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A running stub server; several may share a process. */
public final class StubProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private StubProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a server in a process of its own. */
    public static StubProcess start(Harness harness, StubSettings settings) throws IOException {
        return start(harness, List.of(settings)).get(0);
    }

    /** Starts several servers in one process. Closing one of them closes all. */
    public static List<StubProcess> start(Harness harness, List<StubSettings> settings) throws IOException {
        Process process = harness.start(
                StubProgram.class,
                StubProgram.JVM_OPTIONS,
                settings.stream().flatMap(server -> server.arguments().stream()).toList());
        BufferedReader lines = process.inputReader();
        List<StubProcess> servers = new ArrayList<>();
        while (servers.size() < settings.size()) {
            String line = lines.readLine();
            if (line == null) {
                process.destroy();
                throw new IOException("the stub server did not start");
            }
            servers.add(new StubProcess(process, URI.create(line)));
        }
        return servers;
    }

    /** Returns the base URL. */
    public String address() {
        return address.toString();
    }

    /** Resets the counters to 0. */
    public void reset() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(address.resolve("/counters")).DELETE().build());
    }

    /**
     * Returns a counter: {@code requests}, {@code refused}, {@code undelivered}, {@code mostAtOnce} or, while no call is
     * open, the sum of their times in {@code openMicros}.
     */
    public long counter(String name) throws IOException, InterruptedException {
        JsonNode counters = JSON.readTree(
                send(HttpRequest.newBuilder(address.resolve("/counters")).build()));
        return counters.required(name).longValue();
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Stops the process. */
    @Override
    public void close() {
        process.destroy();
    }
}
