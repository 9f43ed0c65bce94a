package io.github.cameltiktok;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;

/** Looks up one video. It accepts and returns strings only, so that its own class loader can load it. */
public final class LookupApplication implements Callable<String> {

    private final String baseUrl;
    private final String apiKey;

    /** @param baseUrl of API Direct */
    public LookupApplication(String baseUrl, String apiKey) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
    }

    /** Returns the id of the video and the number of lookups in JMX. */
    @Override
    public String call() throws IOException {
        TikTokComponent component = new TikTokComponent();
        component.getApidirect().setBaseUrl(baseUrl);
        component.getApidirect().setApiKey(apiKey);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("tiktok", component);
            context.start();
            String id = context.createFluentProducerTemplate()
                    .to("tiktok:video?provider=apidirect&outputFormat=json")
                    .withBody("7516594811734854943")
                    .request(String.class)
                    .substring(7, 26);
            return id + " " + component.getLookupsTotal();
        }
    }
}
