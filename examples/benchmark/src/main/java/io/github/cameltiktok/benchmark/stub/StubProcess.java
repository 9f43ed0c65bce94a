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

/** The running stub server. */
public final class StubProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private StubProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the server. */
    public static StubProcess start(Harness harness, StubSettings settings) throws IOException {
        Process process = harness.start(StubProgram.class, StubProgram.JVM_OPTIONS, settings.arguments());
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        if (line == null) {
            process.destroy();
            throw new IOException("the stub server did not start");
        }
        return new StubProcess(process, URI.create(line));
    }

    /** Returns the base URL. */
    public String address() {
        return address.toString();
    }

    /** Resets the counters to 0. */
    public void reset() throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(address.resolve("/counters")).DELETE().build());
    }

    /** Returns a counter: {@code requests}, {@code refused}, {@code undelivered} or {@code mostAtOnce}. */
    public long counter(String name) throws IOException, InterruptedException {
        JsonNode counters = JSON.readTree(
                send(HttpRequest.newBuilder(address.resolve("/counters")).build()));
        return counters.required(name).longValue();
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Stops the server. */
    @Override
    public void close() {
        process.destroy();
    }
}
