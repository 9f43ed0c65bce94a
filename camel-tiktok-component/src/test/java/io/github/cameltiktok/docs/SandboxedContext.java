package io.github.cameltiktok.docs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokEndpoint;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.sandbox.Sandbox;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.LoggerFactory;

/** Creates Camel contexts that call the sandbox, with the placeholders of the docs. */
final class SandboxedContext {

    /** Camel skips a log step whose logger is off, so this one is on, without an appender. */
    private static final Logger LOG_STEPS = (Logger) LoggerFactory.getLogger("io.github.cameltiktok.docs.log");

    static {
        LOG_STEPS.setLevel(Level.INFO);
        LOG_STEPS.setAdditive(false);
    }

    static final List<String> PROVIDERS = List.of("apidirect", "dumplingai", "peekalink");

    private SandboxedContext() {}

    /** @param apiKey for all providers; {@code null} for valid ones */
    static CamelContext create(Sandbox sandbox, String apiKey) {
        TikTokComponent component = new TikTokComponent();
        // Short delays: retries happen, and tests do not wait for them.
        component.getConfiguration().setRetryDelay(10);
        for (String provider : PROVIDERS) {
            TikTokProviderConfiguration settings = settings(component, provider);
            settings.setBaseUrl(sandbox.baseUrl(provider).toString());
            settings.setApiKey(apiKey == null ? sandbox.apiKey(provider) : apiKey);
        }
        CamelContext context = new DefaultCamelContext();
        context.addComponent("tiktok", component);
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof TikTokEndpoint watched) {
                // Nor do tests wait for the first poll.
                watched.setInitialDelay(0);
            }
            return endpoint;
        });
        context.getGlobalOptions().put(Exchange.LOG_EIP_NAME, LOG_STEPS.getName());
        KameletComponent kamelets = new KameletComponent();
        kamelets.setLocation("file:" + Repository.path("kamelets/src/main/resources/kamelets"));
        context.addComponent("kamelet", kamelets);
        // Messages to Kafka end in a mock, which tests inspect.
        context.addComponent("kafka", new MockComponent());
        Properties properties = new Properties();
        properties.put("webhook.url", sandbox.webhookUrl().toString());
        PROVIDERS.forEach(provider -> properties.put(provider + ".key", sandbox.apiKey(provider)));
        context.getPropertiesComponent().setInitialProperties(properties);
        return context;
    }

    static TikTokProviderConfiguration settings(TikTokComponent component, String provider) {
        return switch (provider) {
            case "apidirect" -> component.getApidirect();
            case "dumplingai" -> component.getDumplingai();
            case "peekalink" -> component.getPeekalink();
            default -> throw new IllegalArgumentException("no provider is called " + provider);
        };
    }
}
