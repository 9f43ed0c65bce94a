package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.kafka.ClusterOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads environment variables that Camel 4.18 ignores. For options of components Camel looks up names that no variable can
 * have. It also skips variables that end in {@code _PORT}, because Kubernetes sets such variables.
 */
final class Environment {

    private static final String COMPONENT = "CAMEL_COMPONENT_";
    private static final String MANAGEMENT = "CAMEL_MANAGEMENT_";

    /** Groups of options inside a component, as in {@code camel.component.tiktok.apidirect.api-key}. */
    private static final List<String> GROUPS = List.of("TIKTOK_APIDIRECT_", "TIKTOK_DUMPLINGAI_", "TIKTOK_PEEKALINK_");

    private Environment() {}

    /** Returns the properties of Kafka clients, of components and of the management server that variables set. */
    static Properties properties(Map<String, String> variables) {
        Properties properties = ClusterOptions.fromEnvironment(variables);
        variables.forEach((name, value) -> {
            if (name.startsWith(COMPONENT)) {
                String option = name.substring(COMPONENT.length());
                properties.setProperty("camel.component." + option(option), value);
            } else if (name.startsWith(MANAGEMENT)) {
                properties.setProperty("camel.management." + dashed(name.substring(MANAGEMENT.length())), value);
            }
        });
        return properties;
    }

    /**
     * Returns the variable from which {@code application.properties} reads the API key of a provider.
     *
     * @return {@code null} for a provider that is not built in
     */
    static @Nullable String keyVariable(String provider) {
        String name = provider.toUpperCase(Locale.ROOT);
        return GROUPS.contains("TIKTOK_" + name + '_') ? name + "_API_KEY" : null;
    }

    private static String option(String name) {
        String group = GROUPS.stream()
                .filter(name::startsWith)
                .findFirst()
                // A component's name ends at the first underscore.
                .orElseGet(() -> name.substring(0, name.indexOf('_') + 1));
        return group.toLowerCase(Locale.ROOT).replace('_', '.') + dashed(name.substring(group.length()));
    }

    private static String dashed(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
