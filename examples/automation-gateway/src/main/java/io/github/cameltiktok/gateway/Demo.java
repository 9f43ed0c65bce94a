package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code demo}: a gateway at a sandbox, on a database that is deleted at the end. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a gateway with fake data until Ctrl-C, and prints its address, a key and requests to try.")
final class Demo implements Callable<Integer> {

    private static final List<String> PROVIDERS = List.of("apidirect", "dumplingai", "peekalink");
    private static final String VIDEO =
            "https://www.tiktok.com/@growing.fast/video/" + SpecialSubject.GROWING.videoId();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the gateway. Default: a free one")
    private int port;

    @Override
    public Integer call() throws Exception {
        StopSignal stop = new StopSignal();
        Path folder = Files.createTempDirectory("tiktok-gateway");
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withGrowth());
                GatewayServer server = GatewayServer.start(settings(sandbox, folder))) {
            print(server);
            stop.await();
        } finally {
            delete(folder);
            stop.done();
        }
        return 0;
    }

    private GatewaySettings settings(Sandbox sandbox, Path folder) {
        Properties properties = new Properties();
        properties.setProperty("gateway.port", Integer.toString(port));
        properties.setProperty("gateway.database.url", "jdbc:sqlite:" + folder.resolve("gateway.db"));
        properties.setProperty(
                "gateway.secret-file", folder.resolve("gateway.secret").toString());
        properties.setProperty("gateway.allow-local", "true");
        properties.setProperty("camel.component.tiktok.provider", PROVIDERS.get(0));
        for (String name : PROVIDERS) {
            String prefix = "camel.component.tiktok." + name;
            properties.setProperty(prefix + ".base-url", sandbox.baseUrl(name).toString());
            properties.setProperty(prefix + ".api-key", sandbox.apiKey(name));
        }
        return GatewaySettings.of(properties, Map.of());
    }

    private void print(GatewayServer server) {
        CallerSettings defaults = CallerSettings.defaults("demo");
        String key = server.createKey(new CallerSettings(
                        defaults.name(),
                        defaults.scopes(),
                        defaults.requestsPerMinute(),
                        defaults.maxInFlight(),
                        null,
                        defaults.maxWatches(),
                        Duration.ofSeconds(10),
                        defaults.callbackHosts(),
                        defaults.requestSource()))
                .text();
        String url = server.publicUrl();
        String curl = "curl -sS -H 'Authorization: Bearer " + key + "' ";
        PrintWriter out = spec.commandLine().getOut();
        out.println(url);
        out.println(key);
        out.println();
        out.println(
                "# The data is fake. Paste a line into another terminal to look up a video or a creator, or to watch a video"
                        + " whose plays grow:");
        out.println(curl + "'" + url + "/v1/video?subject=" + VIDEO + "'");
        out.println(curl + "'" + url + "/v1/user?subject=@growing.fast'");
        out.println(curl + "-H 'Content-Type: application/json' -d '{\"kind\":\"video\",\"subject\":\"" + VIDEO
                + "\",\"every\":\"10s\"}' '" + url + "/v1/watches'");
        out.println();
        out.println("Page: " + url + "/#key=" + key);
        out.println("Ctrl-C ends the demo.");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
