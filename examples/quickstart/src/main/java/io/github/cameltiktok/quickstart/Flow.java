package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.model.TikTokRecord;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/** The routes of {@code routes.camel.yaml}, running: links in, records out, each delivered to the webhook. */
final class Flow implements AutoCloseable {

    private final Main camel = new Main();

    private Flow(Properties properties) {
        camel.setInitialProperties(properties);
        camel.start();
    }

    /**
     * Starts the routes.
     *
     * @param accounts the providers' keys and addresses
     * @param webhook where the results go
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
     * Sends a question through the routes.
     *
     * @throws Exception what made the route fail: the lookup or the delivery
     */
    TikTokRecord ask(Question question) throws Exception {
        Exchange exchange = camel.getCamelContext()
                .createFluentProducerTemplate()
                .to("direct:" + question.resourceName())
                .withHeader(TikTokHeaders.PROVIDER, question.provider().option())
                .withBody(question.link())
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
