package io.github.cameltiktok.gateway;

import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code serve}: a gateway until the process is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the gateway until it is stopped.",
            "Instances share one Postgres database: set gateway.database.url and gateway.instances."
        })
final class Serve implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

    @Mixin
    private ConfigFile config = new ConfigFile();

    @Override
    public Integer call() throws InterruptedException {
        GatewaySettings settings = config.settings();
        if (settings.allowLocal()) {
            LOG.warn(
                    "gateway.allow-local is true: webhooks may reach services on this machine. Use it for tests only.");
        }
        StopSignal stop = new StopSignal();
        try (GatewayServer server = GatewayServer.start(settings)) {
            LOG.info("Callers use {}. Create a key with: keys create NAME", server.publicUrl());
            stop.await();
        } finally {
            stop.done();
        }
        return 0;
    }
}
