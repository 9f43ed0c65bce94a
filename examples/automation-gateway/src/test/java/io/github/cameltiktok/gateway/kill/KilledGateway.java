package io.github.cameltiktok.gateway.kill;

import io.github.cameltiktok.gateway.GatewayServer;
import io.github.cameltiktok.gateway.GatewaySettings;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;

/** Main class of the process that is killed: a gateway with a fast clock. */
final class KilledGateway {

    /** Begins the line that says where the gateway listens. */
    static final String READY = "ready at ";

    private KilledGateway() {}

    /** @param args file of properties, start of the clock in milliseconds, its speed */
    public static void main(String[] args) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(file);
        }
        FastClock clock = new FastClock(Instant.ofEpochMilli(Long.parseLong(args[1])), Integer.parseInt(args[2]));
        GatewayServer gateway = GatewayServer.start(
                GatewaySettings.of(properties, Map.of()),
                new GatewayServer.Environment(clock, (operation, status) -> {}, new VertxOptions()));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        System.out.println(READY + gateway.url());
    }
}
