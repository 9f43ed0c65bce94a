package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The providers of the gateway, with their prices as configured or documented. Immutable and thread-safe. */
public final class ProviderCatalog {

    private final Map<String, Provider> providers;

    private ProviderCatalog(Map<String, Provider> providers) {
        this.providers = providers;
    }

    /**
     * A provider.
     *
     * @param name name in options and requests, such as {@code apidirect}
     * @param title name for people, such as {@code API Direct}
     * @param configured whether the operator has set an API key
     * @param videoPrice price of a successful call for a video; {@code null} if unknown
     * @param userPrice price of a successful call for a creator; {@code null} if unknown
     */
    public record Provider(
            String name,
            String title,
            boolean configured,
            @Nullable Price videoPrice,
            @Nullable Price userPrice) {

        /** Returns the price of a successful call; {@code null} if unknown. */
        public @Nullable Price price(TikTokResource kind) {
            return kind == TikTokResource.VIDEO ? videoPrice : userPrice;
        }
    }

    /** Reads the settings of the component {@code tiktok}, and the provider beans of the registry. */
    public static ProviderCatalog of(CamelContext context) {
        TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
        String order = component.getConfiguration().getProvider();
        List<String> defaults = order == null ? List.of() : List.of(order.split(","));
        Map<String, Provider> known = new LinkedHashMap<>();
        for (BuiltIn one : BuiltIn.values()) {
            known.put(one.provider.name(), one.describe(component, defaults));
        }
        // A bean has its own key, or that of the component.
        context.getRegistry()
                .findByType(TikTokProvider.class)
                .forEach(bean -> known.put(bean.name(), describe(bean, bean.name(), true, null)));
        Map<String, Provider> sorted = new LinkedHashMap<>();
        defaults.forEach(name -> Optional.ofNullable(known.get(name)).ifPresent(found -> sorted.put(name, found)));
        known.forEach(sorted::putIfAbsent);
        return new ProviderCatalog(sorted);
    }

    /** Returns all providers: first the default ones, in the order in which they are tried. */
    public Collection<Provider> all() {
        return List.copyOf(providers.values());
    }

    /** Returns a provider; empty if the name is unknown. */
    public Optional<Provider> find(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    /**
     * Returns the provider that is called first.
     *
     * @param order comma-separated names; {@code null} for the default
     * @return empty if there is none of this name
     */
    public Optional<Provider> first(@Nullable String order) {
        return order == null ? providers.values().stream().findFirst() : find(order.split(",", -1)[0].strip());
    }

    private static Provider describe(
            TikTokProvider provider, String title, boolean configured, @Nullable TikTokProviderConfiguration settings) {
        return new Provider(
                provider.name(),
                title,
                configured,
                price(settings == null ? null : settings.getVideoPrice(), provider.video()),
                price(settings == null ? null : settings.getUserPrice(), provider.user()));
    }

    private static @Nullable Price price(@Nullable String setting, ProviderOperation<?> operation) {
        return setting == null || setting.isBlank() ? operation.price() : Price.parse(setting);
    }

    private enum BuiltIn {
        API_DIRECT(new ApiDirect(), "API Direct") {
            @Override
            TikTokProviderConfiguration settings(TikTokComponent component) {
                return component.getApidirect();
            }
        },
        DUMPLING_AI(new DumplingAi(), "Dumpling AI") {
            @Override
            TikTokProviderConfiguration settings(TikTokComponent component) {
                return component.getDumplingai();
            }
        },
        PEEKALINK(new Peekalink(), "Peekalink") {
            @Override
            TikTokProviderConfiguration settings(TikTokComponent component) {
                return component.getPeekalink();
            }
        };

        private final TikTokProvider provider;
        private final String title;

        BuiltIn(TikTokProvider provider, String title) {
            this.provider = provider;
            this.title = title;
        }

        abstract TikTokProviderConfiguration settings(TikTokComponent component);

        /** The component's own key is that of its one default provider. */
        Provider describe(TikTokComponent component, List<String> defaults) {
            TikTokProviderConfiguration settings = settings(component);
            boolean hasKey = isSet(settings.getApiKey())
                    || defaults.equals(List.of(provider.name()))
                            && isSet(component.getConfiguration().getApiKey());
            return ProviderCatalog.describe(provider, title, hasKey, settings);
        }

        private static boolean isSet(@Nullable String key) {
            return key != null && !key.isBlank();
        }
    }
}
