package io.github.cameltiktok.gateway.load;

import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Main class of the contrast: the same lookups under Camel's own engine of platform-http, without keys and limits. */
final class StockEngine {

    private StockEngine() {}

    /** @param args port, base URL of the provider, its API key, permits, time in the cache */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        Properties properties = new Properties();
        properties.setProperty("camel.server.enabled", "true");
        properties.setProperty("camel.server.port", args[0]);
        properties.setProperty("camel.server.host", "127.0.0.1");
        properties.setProperty("camel.component.tiktok.provider", "apidirect");
        properties.setProperty("camel.component.tiktok.apidirect.base-url", args[1]);
        properties.setProperty("camel.component.tiktok.apidirect.api-key", args[2]);
        properties.setProperty("camel.component.tiktok.apidirect.max-concurrent-requests", args[3]);
        properties.setProperty("camel.component.tiktok.apidirect.max-queued-requests", "4000");
        properties.setProperty("camel.main.routes-include-pattern", "false");
        main.setOverrideProperties(properties);
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
