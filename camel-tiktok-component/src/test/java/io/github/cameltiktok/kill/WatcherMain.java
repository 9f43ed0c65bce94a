package io.github.cameltiktok.kill;

import io.github.cameltiktok.KillSafeFileStateRepository;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.model.TikTokUser;
import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.FileStateRepository;

/** Watches creators, and writes one line for each exchange at the end of its route. */
final class WatcherMain {

    /** Rewritten every few events. */
    private static final long SMALL_FILE = 2_000;

    private WatcherMain() {}

    /** @param arguments base URL and key of API Direct, handles, file of snapshots, file of lines, kind of repository */
    public static void main(String[] arguments) throws Exception {
        File snapshots = new File(arguments[3]);
        TikTokComponent component = new TikTokComponent();
        component.getApidirect().setBaseUrl(arguments[0]);
        component.getApidirect().setApiKey(arguments[1]);
        component.setStateRepository(repository(RepositoryKind.valueOf(arguments[5]), snapshots));
        OutputStream lines = new FileOutputStream(arguments[4], true);
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("tiktok:user?provider=apidirect&watch=stats.followers&initialDelay=0&delay=5&handle="
                                + arguments[2])
                        .routeId(SavedSnapshots.ROUTE)
                        // Longer than all other steps, so that kills happen within the route, before and after the
                        // line.
                        .delay(simple("${random(0,6)}"))
                        .process(writer(lines))
                        .delay(simple("${random(0,30)}"));
            }
        });
        context.start();
        // Exits with the test, whose end closes this stream.
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    private static FileStateRepository repository(RepositoryKind kind, File file) {
        if (kind == RepositoryKind.CAMEL) {
            return FileStateRepository.fileStateRepository(file);
        }
        KillSafeFileStateRepository safe = new KillSafeFileStateRepository(file);
        safe.setMaxFileStoreSize(SMALL_FILE);
        return safe;
    }

    /** Writes each line with one call, so that a kill does not truncate it. */
    private static Processor writer(OutputStream lines) {
        return exchange -> {
            String line = event(exchange).line() + "\n";
            synchronized (lines) {
                lines.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    private static EmittedEvent event(Exchange exchange) {
        Map<?, ?> previous = exchange.getMessage().getHeader(TikTokHeaders.PREVIOUS, Map.of(), Map.class);
        TikTokUser user = exchange.getMessage().getBody(TikTokUser.class);
        return new EmittedEvent(
                exchange.getMessage().getHeader(TikTokHeaders.HANDLE, String.class),
                exchange.getMessage().getHeader(TikTokHeaders.EVENT, String.class),
                (Long) previous.get("stats.followers"),
                user == null ? null : user.stats().followers());
    }
}
