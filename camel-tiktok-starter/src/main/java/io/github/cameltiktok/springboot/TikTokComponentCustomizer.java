package io.github.cameltiktok.springboot;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokConfiguration;
import io.github.cameltiktok.TikTokProviderConfiguration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** Applies the properties that are set to the component {@code tiktok}, also if the application created it. */
final class TikTokComponentCustomizer implements ComponentCustomizer {

    private final CamelContext context;
    private final TikTokProperties properties;
    private final Function<String, SslBundle> bundles;

    /** @param bundles finds an SSL bundle by name */
    TikTokComponentCustomizer(CamelContext context, TikTokProperties properties, Function<String, SslBundle> bundles) {
        this.context = context;
        this.properties = properties;
        this.bundles = bundles;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return name.equals("tiktok") && target instanceof TikTokComponent;
    }

    @Override
    public void configure(String name, Component target) {
        TikTokComponent component = (TikTokComponent) target;
        // First: the options below become part of it.
        refer("configuration", properties.configuration(), TikTokConfiguration.class, component::setConfiguration);
        setOptions(component.getConfiguration());
        set(properties.autowiredEnabled(), component::setAutowiredEnabled);
        set(properties.bridgeErrorHandler(), component::setBridgeErrorHandler);
        set(properties.healthCheckConsumerEnabled(), component::setHealthCheckConsumerEnabled);
        set(properties.healthCheckKeys(), component::setHealthCheckKeys);
        set(properties.healthCheckProducerEnabled(), component::setHealthCheckProducerEnabled);
        set(properties.lazyStartProducer(), component::setLazyStartProducer);
        set(properties.useGlobalSslContextParameters(), component::setUseGlobalSslContextParameters);
        setStateRepository(component);
        setProvider(properties.apidirect(), component.getApidirect());
        setProvider(properties.dumplingai(), component.getDumplingai());
        setProvider(properties.peekalink(), component.getPeekalink());
    }

    private void setOptions(TikTokConfiguration options) {
        set(properties.allowInsecure(), options::setAllowInsecure);
        setText(properties.apiKey(), options::setApiKey);
        set(properties.cacheSize(), options::setCacheSize);
        setMilliseconds(properties.cacheTtl(), options::setCacheTtl);
        setMilliseconds(properties.connectTimeout(), options::setConnectTimeout);
        setMilliseconds(properties.deadline(), options::setDeadline);
        set(properties.failoverOnNotFound(), options::setFailoverOnNotFound);
        set(properties.maxResponseSize(), options::setMaxResponseSize);
        set(properties.maxRetries(), options::setMaxRetries);
        setMilliseconds(properties.maxRetryAfter(), options::setMaxRetryAfter);
        set(properties.outputFormat(), options::setOutputFormat);
        setText(properties.provider(), options::setProvider);
        setText(properties.proxyHost(), options::setProxyHost);
        set(properties.proxyPort(), options::setProxyPort);
        setText(properties.requestSource(), options::setRequestSource);
        setMilliseconds(properties.responseTimeout(), options::setResponseTimeout);
        setMilliseconds(properties.retryDelay(), options::setRetryDelay);
        refer(
                "ssl-context-parameters",
                properties.sslContextParameters(),
                SSLContextParameters.class,
                options::setSslContextParameters);
        setText(properties.sslBundle(), bundle -> setSslBundle(bundle, options));
    }

    private void setProvider(TikTokProperties.@Nullable Provider settings, TikTokProviderConfiguration provider) {
        if (settings != null) {
            setText(settings.apiKey(), provider::setApiKey);
            setText(settings.baseUrl(), provider::setBaseUrl);
            set(settings.maxConcurrentRequests(), provider::setMaxConcurrentRequests);
            set(settings.maxQueuedRequests(), provider::setMaxQueuedRequests);
            set(settings.maxRequestsPerDay(), provider::setMaxRequestsPerDay);
            set(settings.maxRequestsPerMonth(), provider::setMaxRequestsPerMonth);
            setText(settings.videoPrice(), provider::setVideoPrice);
            setText(settings.userPrice(), provider::setUserPrice);
        }
    }

    private void setSslBundle(String bundle, TikTokConfiguration options) {
        if (isSet(properties.sslContextParameters())) {
            throw new IllegalArgumentException(TikTokProperties.PREFIX + ".ssl-bundle and " + TikTokProperties.PREFIX
                    + ".ssl-context-parameters are both set: remove one");
        }
        options.setSslContextParameters(new SslBundleParameters(bundles.apply(bundle)));
    }

    @SuppressWarnings("unchecked")
    private void setStateRepository(TikTokComponent component) {
        refer("state-repository", properties.stateRepository(), StateRepository.class, component::setStateRepository);
    }

    private <T> void refer(String property, @Nullable String reference, Class<T> type, Consumer<T> setter) {
        setText(reference, text -> {
            if (!EndpointHelper.isReferenceParameter(text)) {
                throw new IllegalArgumentException(TikTokProperties.PREFIX + '.' + property
                        + " must refer to a bean, as in #bean:" + text + ", but was '" + text + "'");
            }
            String bean = text.replaceFirst("^#(bean:)?", "");
            setter.accept(CamelContextHelper.mandatoryLookup(context, bean, type));
        });
    }

    /** Resolves Camel's own placeholders, such as {@code {{env:NAME}}}; Spring Boot has resolved its own. */
    private void setText(@Nullable String text, Consumer<String> setter) {
        if (isSet(text)) {
            setter.accept(context.resolvePropertyPlaceholders(text));
        }
    }

    private static void setMilliseconds(@Nullable CamelDuration duration, Consumer<Long> setter) {
        if (duration != null) {
            setter.accept(duration.milliseconds());
        }
    }

    private static <T> void set(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    /** A blank value counts as not set, as an empty environment variable leaves it. */
    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
