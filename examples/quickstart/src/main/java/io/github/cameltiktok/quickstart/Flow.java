package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.model.TikTokRecord;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** Runs the routes of {@code routes.camel.yaml}, which look up links and deliver records to the webhook. */
final class Flow implements AutoCloseable {

    private final Main camel = new Main();

    private Flow(Properties properties) {
        camel.setInitialProperties(properties);
        camel.start();
    }

    /**
     * Starts the routes.
     *
     * @param accounts keys and base URLs of the providers
     * @param webhook URL that receives the results
     */
    static Flow start(List<Settings.Account> accounts, URI webhook) {
        Properties properties = new Properties();
        properties.setProperty("quickstart.webhook", webhook.toString());
        for (Settings.Account account : accounts) {
            String prefix = "camel.component.tiktok." + account.provider().option() + '.';
            properties.setProperty(prefix + "api-key", account.apiKey());
            if (!account.baseUrl().isEmpty()) {
                properties.setProperty(prefix + "base-url", account.baseUrl());
            }
        }
        return new Flow(properties);
    }

    /**
     * Runs a lookup through the routes and returns its record.
     *
     * @throws Exception if the lookup or the delivery fails
     */
    TikTokRecord lookUp(Lookup lookup) throws Exception {
        Exchange exchange = camel.getCamelContext()
                .createFluentProducerTemplate()
                .to("direct:" + lookup.resourceName())
                .withHeader(TikTokHeaders.PROVIDER, lookup.provider().option())
                .withBody(lookup.link())
                .send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getMandatoryBody(TikTokRecord.class);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
