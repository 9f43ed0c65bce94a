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

/** The process that is killed: it watches creators, and writes a line for each exchange at the end of its route. */
final class WatcherMain {

    /** So small that the file is rewritten every few events. */
    private static final long SMALL_FILE = 2_000;

    private WatcherMain() {}

    /** @param arguments address of API Direct, its key, handles, file of positions, file of lines, kind of repository */
    public static void main(String[] arguments) throws Exception {
        File positions = new File(arguments[3]);
        TikTokComponent component = new TikTokComponent();
        component.getApidirect().setBaseUrl(arguments[0]);
        component.getApidirect().setApiKey(arguments[1]);
        component.setStateRepository(repository(RepositoryKind.valueOf(arguments[5]), positions));
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
                        // Longer than the rest, so that kills meet exchanges in the route, before the line and after.
                        .delay(simple("${random(0,6)}"))
                        .process(writer(lines))
                        .delay(simple("${random(0,30)}"));
            }
        });
        context.start();
        // Ends when the test does, whichever way.
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

    /** One write for a line, which a kill does not cut. */
    private static Processor writer(OutputStream lines) {
        return exchange -> {
            String line = told(exchange).line() + "\n";
            synchronized (lines) {
                lines.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    private static EmittedEvent told(Exchange exchange) {
        Map<?, ?> previous = exchange.getMessage().getHeader(TikTokHeaders.PREVIOUS, Map.of(), Map.class);
        TikTokUser user = exchange.getMessage().getBody(TikTokUser.class);
        return new EmittedEvent(
                exchange.getMessage().getHeader(TikTokHeaders.HANDLE, String.class),
                exchange.getMessage().getHeader(TikTokHeaders.EVENT, String.class),
                (Long) previous.get("stats.followers"),
                user == null ? null : user.stats().followers());
    }
}
