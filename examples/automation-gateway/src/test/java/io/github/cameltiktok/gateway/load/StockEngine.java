package io.github.cameltiktok.gateway.load;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Main class of the contrast: the same lookups under Camel's own engine of platform-http, without keys and limits. */
final class StockEngine {

    private StockEngine() {}

    /** @param args port, base URL of the provider, its API key, permits, time in the cache */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.port", args[0]);
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.component.tiktok.provider", "apidirect");
        main.addInitialProperty("camel.component.tiktok.apidirect.base-url", args[1]);
        main.addInitialProperty("camel.component.tiktok.apidirect.api-key", args[2]);
        main.addInitialProperty("camel.component.tiktok.apidirect.max-concurrent-requests", args[3]);
        main.addInitialProperty("camel.component.tiktok.apidirect.max-queued-requests", "4000");
        main.addInitialProperty("camel.main.routes-include-pattern", "false");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/v1/video")
                        .setBody(header("subject"))
                        .removeHeaders("*")
                        .to("tiktok:video?outputFormat=json&deadline=20s" + args[4]);
            }
        });
        main.run();
    }
}
